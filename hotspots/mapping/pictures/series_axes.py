"""One panel of a series: axes, breaks, lines with their intervals, and figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hotspots.language import Lang
from hotspots.mapping.palettes import DARK_INK, LINES
from hotspots.mapping.pictures.sheet import MUTED
from hotspots.mapping.pictures.typeset import POINTS_PER_CM, font, line_cm, width_cm
from hotspots.model.charts import HIDDEN, BreakMark, Dot, Line, Panel, SeriesPicture
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GRID = "#e4e7ec"
SHADE = "#eceff3"
PALE = "#9aa5b1"
SMALL_PT, TICK_PT = 6.5, 7.5
_DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)))
_SHAPES = ("o", "s", "^")
_DASHED = (0, (2, 1.2))
_CARRIED = "D"
_EDGE_YEARS = 0.6
_TICKS = 6
_ABOVE = 1.12  # room for figures above the highest interval
_BELOW_PT = 3.6  # between an interval and the figure below it
_DOT_CM = 0.16


@dataclass(frozen=True)
class SeriesScale:
    """What the panels share: the years, and the upright axis from ``low`` to ``high``.

    ``least_half`` is the smallest rounding that can be seen beside a dot, ``figure_tall`` what
    a figure below an interval takes of the axis.
    """

    first: int
    last: int
    low: float
    high: float
    step: float
    least_half: float
    figure_tall: float

    @property
    def left(self) -> float:
        """Return the left end of the axis, in years."""
        return self.first - _EDGE_YEARS

    @property
    def right(self) -> float:
        """Return the right end of the axis, in years."""
        return self.last + _EDGE_YEARS

    def cm_per_year(self, panel_cm: float) -> float:
        """Return how wide a year is in a panel."""
        return panel_cm / (self.right - self.left)

    def brackets(self, dot: Dot) -> bool:
        """Tell whether a figure's rounding is drawn."""
        return dot.half_step is not None and dot.half_step >= self.least_half

    def ticks(self) -> list[float]:
        """Return where the upright axis has its numbers."""
        lowest, highest = math.ceil(self.low / self.step), math.floor(self.high / self.step)
        return [at * self.step for at in range(lowest, highest + 1)]


@dataclass(frozen=True)
class LineLook:
    """How a line is told from the others: colour, dashes and the shape of its dots."""

    colour: str
    dashes: Any
    shape: str


def look(line_number: int) -> LineLook:
    """Return the look of the line of a number."""
    return LineLook(
        LINES[line_number % len(LINES)],
        _DASHES[line_number % len(_DASHES)],
        _SHAPES[line_number % len(_SHAPES)],
    )


def scale_of(picture: SeriesPicture, tall_cm: float) -> SeriesScale:
    """Return the scale of all panels, each so tall; it starts at 0 unless figures lie below."""
    every = [one for panel in picture.panels for line in panel.lines for one in line.dots]
    every += [one for line in picture.city for one in line.dots]
    ends = [end for one in every for end in _ends(one)]
    high, low = max([*ends, 0.0]) * _ABOVE, min([*ends, 0.0]) * _ABOVE
    high = high if high > low else 1.0
    extent = high - low
    per_cm = extent / tall_cm
    figure_tall = (line_cm(SMALL_PT) + _BELOW_PT / POINTS_PER_CM) * per_cm
    return SeriesScale(
        picture.first, picture.last, low, high, _step(extent), _DOT_CM / 2 * per_cm, figure_tall
    )


def _ends(dot: Dot) -> list[float]:
    if dot.value is None:
        return []
    half = dot.half_step or 0.0
    ends = [end for end in (dot.low, dot.high) if end is not None]
    return [*ends, max(dot.value - half, min(dot.value, 0.0)), dot.value + half]


def height(dot: Dot) -> float:
    """Return where a dot stands; NaN, which is not drawn, where it carries no number."""
    return math.nan if dot.value is None else dot.value


def _step(extent: float) -> float:
    rough = extent / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= rough)


def draw_panel(
    axes: "Axes", panel: Panel, picture: SeriesPicture, scale: SeriesScale, panel_cm: float
) -> None:
    """Draw one panel; the city lies pale behind every panel that is not its own."""
    _frame(axes, picture, scale, panel_cm)
    for mark in panel.marks:
        draw_mark(axes, mark, scale)
    if panel.lines != picture.city:
        _pale(axes, picture.city)
    names = list(picture.names)
    for line in panel.lines:
        _line(axes, line, look(names.index(line.indicator)), scale, scale.cm_per_year(panel_cm))
        _figures(axes, line, picture.lang, scale, scale.cm_per_year(panel_cm))
        _hidden(axes, line, picture, scale)
    if not panel.lines:
        middle = (scale.left + scale.right) / 2, (scale.low + scale.high) / 2
        axes.text(*middle, picture.words["nothing"], fontproperties=font(TICK_PT), color=MUTED,
                  ha="center", va="center", zorder=6)  # fmt: skip


def plain_axes(axes: "Axes") -> None:
    """Leave of the axes a line below, short marks on it, and pale lines across."""
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.tick_params(axis="y", length=0, pad=3)
    axes.tick_params(axis="x", length=2.5, color=MUTED, pad=2.5)


def _frame(axes: "Axes", picture: SeriesPicture, scale: SeriesScale, panel_cm: float) -> None:
    axes.set_xlim(scale.left, scale.right)
    axes.set_ylim(scale.low, scale.high)
    plain_axes(axes)
    ticks, decimals = scale.ticks(), max(0, -math.floor(math.log10(scale.step)))
    numbers = [number(picture.lang, one, decimals, "tick") + picture.unit for one in ticks]
    axes.set_yticks(ticks, numbers, fontproperties=font(TICK_PT), color=MUTED)
    room = width_cm("2000", TICK_PT) + 0.2
    every = next(n for n in (1, 2, 5, 10, 100) if n * scale.cm_per_year(panel_cm) >= room)
    years = [year for year in range(scale.first, scale.last + 1)
             if (scale.last - year) % every == 0]  # fmt: skip
    axes.set_xticks(years, list(map(str, years)), fontproperties=font(TICK_PT), color=MUTED)


def draw_mark(axes: "Axes", mark: BreakMark, scale: SeriesScale) -> None:
    """Draw a break: a line before its year, solid or dashed, or a shade over special years."""
    if mark.kind == "context":
        left = max(mark.year - 0.5, scale.left)
        right = min(mark.last_year + 0.5, scale.right)
        axes.axvspan(left, right, color=SHADE, linewidth=0, zorder=0)
        return
    axes.axvline(mark.year - 0.5, color=DARK_INK, zorder=1, **line_of(mark))


def line_of(mark: BreakMark) -> dict[str, Any]:
    """Return how the line of a break is drawn."""
    if mark.kind == "definition":
        return {"linewidth": 1.3, "linestyle": "-"}
    if mark.kind == "method":
        return {"linewidth": 0.8, "linestyle": (0, (4, 3))}
    return {"linewidth": 0.6, "linestyle": "-"}


def _pale(axes: "Axes", city: Sequence[Line]) -> None:
    for line in city:
        for run in line.runs:
            axes.plot([one.year for one in run], [height(one) for one in run], color=PALE,
                      linewidth=1.0, marker=".", markersize=2.5, zorder=2)  # fmt: skip


def _line(
    axes: "Axes", line: Line, style: LineLook, scale: SeriesScale, cm_per_year: float
) -> None:
    for run in line.runs:
        axes.plot([dot.year for dot in run], [height(dot) for dot in run], color=style.colour,
                  linewidth=1.3, linestyle=style.dashes, zorder=3)  # fmt: skip
    shown = [dot for dot in line.dots if dot.kind not in HIDDEN]
    _draw_dots(axes, [(dot.year, dot) for dot in shown], style, cm_per_year)
    for dot in shown:
        if scale.brackets(dot):
            draw_bracket(axes, dot, x=dot.year, cm_per_unit=cm_per_year)


def draw_dot(axes: "Axes", dot: Dot, style: LineLook, *, x: float, cm_per_unit: float) -> None:
    """Draw a figure with its interval.

    ``x`` is where on the lying axis, and ``cm_per_unit`` how wide one unit of it is.
    """
    _draw_dots(axes, [(x, dot)], style, cm_per_unit)


def _draw_dots(
    axes: "Axes", dots: Sequence[tuple[float, Dot]], style: LineLook, cm_per_unit: float
) -> None:
    """Draw figures with their intervals, those that look alike in one stroke: that is faster."""
    for dashes in (_DASHED, "-"):
        bounded = [(x, dot.low, dot.high) for x, dot in dots
                   if dot.low is not None and dot.high is not None
                   and (dot.kind == "unreliable") == (dashes == _DASHED)]  # fmt: skip
        if bounded:
            _intervals(axes, np.array(bounded), dashes, style, 0.07 / cm_per_unit)
    by_look: dict[tuple[str, str], list[tuple[float, Dot]]] = {}
    for x, dot in dots:
        marker = _CARRIED if dot.carried else style.shape
        fill = style.colour if dot.kind == "certain" else "#ffffff"
        by_look.setdefault((marker, fill), []).append((x, dot))
    for (marker, fill), alike in by_look.items():
        axes.plot([x for x, _ in alike], [height(dot) for _, dot in alike], linestyle="none",
                  zorder=5, marker=marker, markersize=4.4, markerfacecolor=fill,
                  markeredgecolor=style.colour, markeredgewidth=1.1)  # fmt: skip


def _intervals(
    axes: "Axes", bounded: NDArray[np.float64], dashes: Any, style: LineLook, cap: float
) -> None:
    """Draw upright lines with a cap at either end; a row is where one stands, its low and high."""
    x, low, high = bounded.T
    axes.vlines(x, low, high, color=style.colour, linewidth=1.0, linestyle=dashes, zorder=4)
    where, ends = np.tile(x, 2), np.concatenate([low, high])
    axes.hlines(ends, where - cap, where + cap, color=style.colour, linewidth=1.0, zorder=4)


def draw_bracket(axes: "Axes", dot: Dot, *, x: float, cm_per_unit: float) -> None:
    """Draw a figure's rounding, if any, as a bracket left of its dot."""
    if dot.half_step is None or dot.value is None:
        return
    low, high = dot.value - dot.half_step, dot.value + dot.half_step
    back, tip = x - _DOT_CM / cm_per_unit, x - 0.55 * _DOT_CM / cm_per_unit
    axes.plot([tip, back, back, tip], [low, low, high, high], color=MUTED, linewidth=0.8,
              zorder=4)  # fmt: skip


def _figures(axes: "Axes", line: Line, lang: Lang, scale: SeriesScale, cm_per_year: float) -> None:
    """Write figures beside their intervals: all of them where there is room, else the ends.

    The first is moved aside where it would reach the numbers of the axis.
    """
    dots = [dot for dot in line.dots if dot.value is not None]
    texts = {dot: _figure(dot, lang) for dot in dots}
    widest = max((width_cm(words, SMALL_PT) for words in texts.values()), default=0.0)
    if widest + 0.1 > cm_per_year:
        texts = {dot: texts[dot] for dot in (*dots[:1], *dots[-1:])}
    for dot, words in texts.items():
        below = _hangs(dot, line, scale)
        end = min(_ends(dot)) if below else max(_ends(dot))
        half_cm, room_cm = width_cm(words, SMALL_PT) / 2, (dot.year - scale.left) * cm_per_year
        aside_pt = max(0.0, half_cm - room_cm) * POINTS_PER_CM
        axes.annotate(words, (dot.year, end), xytext=(aside_pt, -_BELOW_PT if below else 3.2),
                      textcoords="offset points", fontproperties=font(SMALL_PT), color=DARK_INK,
                      ha="center", va="top" if below else "bottom", zorder=6,
                      annotation_clip=False,
                      bbox={"facecolor": "#ffffff", "edgecolor": "none", "alpha": 0.75,
                            "boxstyle": "square,pad=0.06"})  # fmt: skip


def _hangs(dot: Dot, line: Line, scale: SeriesScale) -> bool:
    """Tell whether a figure is written below its dot: where the line leaves it upwards only."""
    run = next(each for each in line.runs if dot in each)
    index = run.index(dot)
    beside = [
        neighbour.value or 0.0
        for neighbour in (*run[max(index - 1, 0) : index], *run[index + 1 : index + 2])
    ]
    value = dot.value or 0.0
    lowest = all(other >= value for other in beside) and any(other > value for other in beside)
    return lowest and min(_ends(dot)) > scale.low + scale.figure_tall


def _figure(dot: Dot, lang: Lang) -> str:
    return number(lang, dot.value or 0.0, 1 if dot.decimals is None else dot.decimals)


def _hidden(axes: "Axes", line: Line, picture: SeriesPicture, scale: SeriesScale) -> None:
    low = scale.low + 0.03 * (scale.high - scale.low)
    for dot in line.dots:
        if dot.kind in HIDDEN:
            words = picture.words[dot.kind]
            axes.text(dot.year, low, words, rotation=90, color=MUTED, ha="center", va="bottom",
                      fontproperties=font(SMALL_PT), zorder=6)  # fmt: skip
