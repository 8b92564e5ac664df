"""The legend of a dot-and-interval picture: only what is drawn is explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK
from hotspots.mapping.pictures.intervals_axis import LOOKS, DotLook
from hotspots.mapping.pictures.sheet import MARGIN_CM
from hotspots.mapping.pictures.typeset import font, line_cm, width_cm, wrapped
from hotspots.model.charts import IntervalsPicture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEGEND_PT = 7.2
_SIGN_CM, _AFTER_CM = 0.8, 0.45
_ROW_CM = 1.25 * line_cm(LEGEND_PT)


@dataclass(frozen=True)
class IntervalsEntry:
    """One sign and what it means; without a ``look`` it is a bare line."""

    words: Sequence[str]
    look: DotLook | None = None
    is_dashed: bool = False

    @property
    def width_cm(self) -> float:
        """Return how much room sign and words take."""
        return _SIGN_CM + max(width_cm(one, LEGEND_PT) for one in self.words) + _AFTER_CM


@dataclass(frozen=True)
class IntervalsLegend:
    """The entries in the rows in which they are drawn."""

    rows: Sequence[Sequence[IntervalsEntry]]

    @property
    def height_cm(self) -> float:
        """Return the height of all rows."""
        return sum(map(row_cm, self.rows))


def row_cm(row: Sequence[IntervalsEntry]) -> float:
    """Return the height of one row."""
    return _ROW_CM + (max(len(one.words) for one in row) - 1) * line_cm(LEGEND_PT)


def legend_rows(picture: IntervalsPicture, room_cm: float) -> IntervalsLegend:
    """Return the legend of what a picture shows, in rows that fit the room."""
    rows: list[list[IntervalsEntry]] = []
    for candidate in _entries(picture, room_cm - _SIGN_CM):
        used = sum(entry.width_cm for entry in rows[-1]) if rows else room_cm
        if used + candidate.width_cm - _AFTER_CM > room_cm:
            rows.append([])
        rows[-1].append(candidate)
    return IntervalsLegend(rows)


def _entries(picture: IntervalsPicture, room_cm: float) -> list[IntervalsEntry]:
    dot_rows = [row for row in picture.every if row.kind != "none"]
    kinds = {row.kind for row in dot_rows}
    entries = [IntervalsEntry(wrapped(words, room_cm, LEGEND_PT), LOOKS[kind])
             for kind, words in picture.legend if kind in kinds]  # fmt: skip
    if dot_rows:
        entries.append(IntervalsEntry(wrapped(picture.interval, room_cm, LEGEND_PT)))
    if any(row.is_unreliable for row in dot_rows):
        entries.append(
            IntervalsEntry(wrapped(picture.unreliable, room_cm, LEGEND_PT), is_dashed=True)
        )
    return entries


def draw_legend(page: "Axes", legend: IntervalsLegend, top: float) -> float:
    """Draw the legend on a page in centimetres and return where it ends."""
    for row in legend.rows:
        x = MARGIN_CM
        for entry in row:
            _sign(page, entry, x, top - _ROW_CM / 2)
            for line_number, words in enumerate(entry.words):
                page.text(
                    x + _SIGN_CM,
                    top - _ROW_CM / 2 - 0.09 - line_number * line_cm(LEGEND_PT),
                    words,
                    fontproperties=font(LEGEND_PT),
                    color=DARK_INK,
                    ha="left",
                    va="baseline",
                    zorder=8,
                )
            x += entry.width_cm
        top -= row_cm(row)
    return top


def _sign(page: "Axes", entry: IntervalsEntry, x: float, middle: float) -> None:
    look = entry.look
    colour = look.colour if look else DARK_INK
    dashes = (0, (2.2, 1.4)) if entry.is_dashed else "-"
    page.plot([x, x + 0.64], [middle, middle], color=colour, linewidth=1.4, linestyle=dashes,
              solid_capstyle="butt", zorder=8)  # fmt: skip
    if look:
        page.plot([x + 0.32], [middle], linestyle="none", marker=look.shape,
                  markersize=look.size_pt, markerfacecolor=look.fill,
                  markeredgecolor=look.colour, markeredgewidth=1.3,
                  zorder=9)  # fmt: skip
