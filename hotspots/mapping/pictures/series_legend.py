"""The legend of a picture of a series: only what is drawn is explained."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK
from hotspots.mapping.pictures.series_axes import (
    PALE,
    LineLook,
    SeriesScale,
    draw_bracket,
    draw_dot,
    look,
)
from hotspots.mapping.pictures.typeset import font, line_cm, width_cm
from hotspots.model.charts import Dot, SeriesPicture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEGEND_PT = 7.2
_SIGN_CM, _AFTER_CM = 0.75, 0.45
_ARM_CM = 0.15  # of a sample's interval
_ROW_CM = 1.25 * line_cm(LEGEND_PT)


@dataclass(frozen=True)
class SeriesEntry:
    """One sign and what it means: a line, or a kind of dot, or the pale line of the city."""

    words: str
    line: LineLook | None = None
    dot: Dot | None = None

    @property
    def width_cm(self) -> float:
        """Return how much room sign and words take."""
        return _SIGN_CM + width_cm(self.words, LEGEND_PT) + _AFTER_CM


@dataclass(frozen=True)
class SeriesLegend:
    """The entries in the rows in which they are drawn."""

    rows: Sequence[Sequence[SeriesEntry]]

    @property
    def height_cm(self) -> float:
        """Return the height of all rows."""
        return len(self.rows) * _ROW_CM


def legend_rows(picture: SeriesPicture, scale: SeriesScale, room_cm: float) -> SeriesLegend:
    """Return the legend of what a picture shows, in rows that fit the room."""
    rows: list[list[SeriesEntry]] = []
    for candidate in [*_lines(picture), *_dots(picture, scale), *_city(picture)]:
        used = sum(entry.width_cm for entry in rows[-1]) if rows else room_cm
        if used + candidate.width_cm - _AFTER_CM > room_cm:
            rows.append([])
        rows[-1].append(candidate)
    return SeriesLegend(rows)


def _lines(picture: SeriesPicture) -> list[SeriesEntry]:
    names = list(picture.names.values())
    return [SeriesEntry(name, line=look(at)) for at, name in enumerate(names)] if names[1:] else []


def _dots(picture: SeriesPicture, scale: SeriesScale) -> list[SeriesEntry]:
    every = [dot for panel in picture.panels for line in panel.lines for dot in line.dots]
    kinds = {dot.kind for dot in every}
    samples = {
        "certain": Dot(0, "certain", 0.0, -_ARM_CM, _ARM_CM),
        "unreliable": Dot(0, "unreliable", 0.0, -_ARM_CM, _ARM_CM),
        "no_base": Dot(0, "no_base", 0.0),
    }
    entries = [
        SeriesEntry(picture.words[kind], dot=dot) for kind, dot in samples.items() if kind in kinds
    ]
    if any(scale.brackets(dot) for dot in every):
        bracket = Dot(0, "certain", 0.0, half_step=0.8 * _ARM_CM)
        entries.append(SeriesEntry(picture.words["rounding"], dot=bracket))
    if any(dot.carried for dot in every):
        entries.append(
            SeriesEntry(picture.words["carried"], dot=Dot(0, "certain", 0.0, carried=True))
        )
    return entries


def _city(picture: SeriesPicture) -> list[SeriesEntry]:
    has_area_panel = any(panel.lines != picture.city for panel in picture.panels)
    return [SeriesEntry(picture.words["city_line"])] if picture.city and has_area_panel else []


def draw_legend(page: "Axes", legend: SeriesLegend, left: float, top: float) -> float:
    """Draw the legend on a page in centimetres and return where it ends."""
    for row in legend.rows:
        x, middle = left, top - _ROW_CM / 2
        for entry in row:
            _sign(page, entry, x, middle)
            page.text(x + _SIGN_CM, middle - 0.09, entry.words, fontproperties=font(LEGEND_PT),
                      color=DARK_INK, ha="left", va="baseline", zorder=8)  # fmt: skip
            x += entry.width_cm
        top -= _ROW_CM
    return top


def _sign(page: "Axes", entry: SeriesEntry, x: float, middle: float) -> None:
    if entry.dot is not None:
        dot = _raised(entry.dot, middle)
        draw_dot(page, dot, look(0), x=x + 0.3, cm_per_unit=1.0)
        draw_bracket(page, dot, x=x + 0.3, cm_per_unit=1.0)
        return
    ends = [x, x + 0.6]
    if entry.line is None:
        page.plot(ends, [middle, middle], color=PALE, linewidth=1.2, zorder=8)
        return
    page.plot(ends, [middle, middle], color=entry.line.colour, linewidth=1.3, zorder=8,
              linestyle=entry.line.dashes)  # fmt: skip
    page.plot([x + 0.3], [middle], color=entry.line.colour, marker=entry.line.shape,
              markersize=4.4, zorder=9)  # fmt: skip


def _raised(dot: Dot, by_cm: float) -> Dot:
    """Return a sample at a height of the page; its numbers are centimetres from its middle."""
    if dot.low is None or dot.high is None:
        return replace(dot, value=by_cm)
    return replace(dot, value=by_cm, low=by_cm + dot.low, high=by_cm + dot.high)
