"""An effort as a picture for paper: a panel for each area, the start marked in all of them."""

import math
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK, LINES
from hotspots.mapping.pictures.placebo_strip import STRIP_CM, draw_strip
from hotspots.mapping.pictures.series_axes import SHADE, TICK_PT, plain_axes
from hotspots.mapping.pictures.sheet import (
    GAP_CM,
    MARGIN_CM,
    MUTED,
    Block,
    frame_of,
    write,
)
from hotspots.mapping.pictures.typeset import font, line_cm, width_cm, wrapped
from hotspots.model.charts import EvaluationPicture, MonthPanel
from hotspots.model.efforts import PlaceboStrip
from hotspots.model.pictures import PictureFile
from hotspots.sentences.texts import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEAD_PT, MARK_PT = 8.5, 7.0
_AXIS_CM = 1.05  # numbers left of the upright axis
_YEARS_CM = 0.55  # years below the lying axis
_TALL_CM = 2.9
_EDGE_MONTHS = 0.8
_TICKS = 4
_ABOVE = 1.3  # room for the means above the highest month


def draw(picture: EvaluationPicture, file: PictureFile) -> "Figure":
    """Return the picture in its printed width; its height follows from what it says."""
    frame = frame_of(picture, file)
    room = frame.room_cm
    words_cm = len(picture.marks) * line_cm(MARK_PT) + 0.1
    titles = [Block(wrapped(panel.title, room, HEAD_PT, bold=True), HEAD_PT, bold=True)
              for panel in picture.panels]  # fmt: skip
    each = 0.1 + _TALL_CM + _YEARS_CM + GAP_CM
    titles_cm = sum(one.height_cm for one in titles)
    strip_cm = _strip_cm(picture, room)
    drawing_cm = titles_cm + words_cm + len(picture.panels) * each - GAP_CM + strip_cm
    figure, page, top = frame.opened(drawing_cm + GAP_CM)
    height = page.get_ylim()[1]
    _words(page, picture, top, room)
    top -= words_cm
    for panel, title in zip(picture.panels, titles, strict=True):
        write(page, title, MARGIN_CM, top, "left")
        base = top - title.height_cm - 0.1 - _TALL_CM
        left, wide = MARGIN_CM + _AXIS_CM, room - _AXIS_CM
        where = (left / file.width_cm, base / height, wide / file.width_cm, _TALL_CM / height)
        axes = figure.add_axes(where)
        axes.patch.set_visible(False)
        _panel(axes, panel, picture, wide)
        top = base - _YEARS_CM - GAP_CM
    if picture.strip is not None:
        write(page, _strip_title(picture.strip, room), MARGIN_CM, top, "left")
        top -= strip_cm
        base = top + GAP_CM + _YEARS_CM
        where = (MARGIN_CM / file.width_cm, base / height, room / file.width_cm, STRIP_CM / height)
        axes = figure.add_axes(where)
        axes.patch.set_visible(False)
        draw_strip(axes, picture.strip, room, picture.lang)
    frame.close(page, top + GAP_CM)
    return figure


def _strip_title(strip: PlaceboStrip, room: float) -> Block:
    return Block(wrapped(strip.title, room, HEAD_PT, bold=True), HEAD_PT, bold=True)


def _strip_cm(picture: EvaluationPicture, room: float) -> float:
    """Return how high the strip is with its title, numbers and gap; 0 without one."""
    if picture.strip is None:
        return 0.0
    return _strip_title(picture.strip, room).height_cm + 0.1 + STRIP_CM + _YEARS_CM + GAP_CM


def _words(page: "Axes", picture: EvaluationPicture, top: float, room: float) -> None:
    """Write what happened on the marked days above the panels, each beside its line.

    The words have a white ground, so that no line of another day crosses them.
    """
    from matplotlib.patches import Rectangle

    per_month = (room - _AXIS_CM) / (picture.n_months - 1 + 2 * _EDGE_MONTHS)
    for row, mark in enumerate(picture.marks):
        x = MARGIN_CM + _AXIS_CM + (mark.position + _EDGE_MONTHS) * per_month
        high, low = top - row * line_cm(MARK_PT), top - len(picture.marks) * line_cm(MARK_PT)
        page.plot([x, x], [low, high], color=DARK_INK, linewidth=0.9, zorder=7)
        wide, step = width_cm(mark.text, MARK_PT), line_cm(MARK_PT)
        fits = x + 0.1 + wide <= MARGIN_CM + room
        side, anchor = ("left", x + 0.1) if fits else ("right", x - 0.1)
        left = anchor if fits else anchor - wide
        ground = Rectangle((left, high - step), wide, step, facecolor="#ffffff", linewidth=0)
        page.add_patch(ground)
        ground.set_zorder(7.5)
        write(page, Block([mark.text], MARK_PT), anchor, high, side)


def _panel(axes: "Axes", panel: MonthPanel, picture: EvaluationPicture, wide: float) -> None:
    highest = max([one for one in panel.counts if one is not None], default=0)
    high = max(highest * _ABOVE, 1.0)
    _frame(axes, picture, high, wide)
    for stretch in panel.stretches:
        axes.axvspan(stretch.first - 0.5, stretch.last + 0.5, color=SHADE, linewidth=0, zorder=0)
        axes.hlines(stretch.mean, stretch.first - 0.5, stretch.last + 0.5, color=LINES[1],
                    linewidth=1.6, zorder=4)  # fmt: skip
        label = f"{stretch.words} {number(picture.lang, stretch.mean, 1)}"
        axes.text((stretch.first + stretch.last) / 2, high, label, color=DARK_INK, ha="center",
                  va="top", fontproperties=font(MARK_PT), zorder=6)  # fmt: skip
    for mark in picture.marks:
        axes.axvline(mark.position, color=DARK_INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=3)
    heights = [math.nan if one is None else one for one in panel.counts]
    axes.plot(range(picture.n_months), heights, color=LINES[0], linewidth=0.9, marker="o",
              markersize=1.8, zorder=5)  # fmt: skip


def _frame(axes: "Axes", picture: EvaluationPicture, high: float, wide: float) -> None:
    axes.set_xlim(-_EDGE_MONTHS, picture.n_months - 1 + _EDGE_MONTHS)
    axes.set_ylim(0, high)
    plain_axes(axes)
    step = _step(high)
    ticks = [step * at for at in range(int(high // step) + 1)]
    labels = [number(picture.lang, one) for one in ticks]
    axes.set_yticks(ticks, labels, fontproperties=font(TICK_PT), color=MUTED)
    years = list(picture.years)[:: _every(picture, wide)]
    axes.set_xticks([at - 0.5 for at, _ in years], [year for _, year in years],
                    fontproperties=font(TICK_PT), color=MUTED)  # fmt: skip


def _step(high: float) -> int:
    """Return a whole number of incidents between two lines."""
    rough = max(high / _TICKS, 1.0)
    power = 10 ** math.floor(math.log10(rough))
    return int(next(n * power for n in (1, 2, 5, 10) if n * power >= rough))


def _every(picture: EvaluationPicture, wide: float) -> int:
    """Return how many years lie between two that are named, so that names do not touch."""
    per_year = 12 * wide / (picture.n_months - 1 + 2 * _EDGE_MONTHS)
    return max(1, math.ceil((width_cm("2000", TICK_PT) + 0.2) / per_year))
