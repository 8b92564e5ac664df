"""Lists beside a map: what the colours mean, and what the marks stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hotspots.mapping.palettes import DARK_INK
from hotspots.mapping.pictures.map_panel import STATION_KEY, draw_station, fill
from hotspots.mapping.pictures.sheet import SUB_PT, Block, write
from hotspots.mapping.pictures.typeset import line_cm, width_cm, wrapped
from hotspots.model.pages import LegendClass

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEAD_PT, ROW_PT = 7.6, 7.2
_SWATCH_CM = (0.55, 0.34)
_INDENT_CM = 0.72
_AFTER_CM = 0.09
_BETWEEN_CM = 0.4
_ABOVE_CM = 0.2
_COLUMN_CM = 4.4


@dataclass(frozen=True)
class ListRow:
    """A row of a list: a heading, a class with its look, a mark with its name, or a sentence.

    ``above_cm`` is the room left above it.
    """

    lines: Sequence[str]
    look: LegendClass | None = None
    mark: str = ""
    above_cm: float = 0.0
    is_sentence: bool = False

    @property
    def is_head(self) -> bool:
        """Tell whether the row is a heading."""
        return self.look is None and not self.mark and not self.is_sentence

    @property
    def size_pt(self) -> float:
        """Return the size of its words."""
        if self.is_sentence:
            return SUB_PT
        return HEAD_PT if self.is_head else ROW_PT

    @property
    def height_cm(self) -> float:
        """Return how much height the row takes."""
        after = _ABOVE_CM if self.is_sentence else _AFTER_CM * (2 if self.look else 1)
        return self.above_cm + len(self.lines) * line_cm(self.size_pt) + after


def head_lines(title: str, wide: float) -> list[str]:
    """Return a heading in lines no wider than the room."""
    return wrapped(title, wide, HEAD_PT, bold=True)


def sentence_rows(words: str, wide: float) -> list[ListRow]:
    """Return sentences in a row no wider than the room; none for none."""
    return [ListRow(wrapped(words, wide, SUB_PT), is_sentence=True)] if words else []


def legend_rows(title: str, legend: Sequence[LegendClass], wide: float) -> list[ListRow]:
    """Return the legend in rows no wider than the room."""
    head = ListRow(head_lines(title, wide))
    room = wide - _INDENT_CM
    return [head, *(ListRow(wrapped(one.label, room, ROW_PT), look=one) for one in legend)]


def key_rows(title: str, marks: Sequence[tuple[str, str]], wide: float) -> list[ListRow]:
    """Return (mark, name) pairs in rows no wider than the room; none for none."""
    if not marks:
        return []
    room = wide - _INDENT_CM
    head = ListRow(head_lines(title, wide), above_cm=_ABOVE_CM)
    return [head, *(ListRow(wrapped(name, room, ROW_PT), mark=mark) for mark, name in marks)]


def height_cm(rows: Sequence[ListRow]) -> float:
    """Return how much height rows below each other take."""
    return sum(row.height_cm for row in rows)


@dataclass(frozen=True)
class Columns:
    """Rows side by side, each column ``wide`` centimetres, below a heading of their own if any."""

    rows: Sequence[Sequence[ListRow]]
    wide: float
    head: ListRow | None = None

    @property
    def height_cm(self) -> float:
        """Return how much height the heading and the longest column take."""
        head = self.head.height_cm if self.head else 0.0
        return head + max(map(height_cm, self.rows), default=0.0)


def in_columns(rows: Sequence[ListRow], room: float) -> Columns:
    """Return a heading and its rows in two or more columns of much the same height."""
    head, *rest = rows
    n = n_columns(room, len(rest))
    each = height_cm(rest) / n
    columns: list[list[ListRow]] = [[]]
    for row in rest:
        full = height_cm(columns[-1]) + row.height_cm / 2 > each
        if columns[-1] and full and len(columns) < n:
            columns.append([])
        columns[-1].append(row)
    return Columns(columns, column_cm(room, n), replace(head, above_cm=0.0))


def n_columns(room: float, n_rows: int) -> int:
    """Return how many columns of a readable width fit the room and hold two rows or more."""
    return max(1, min(n_rows // 2, int(room // _COLUMN_CM)))


def column_cm(room: float, n: int) -> float:
    """Return how wide each of n columns is."""
    return (room - (n - 1) * _BETWEEN_CM) / n


def write_columns(page: "Axes", columns: Columns, left: float, top: float) -> float:
    """Write columns of rows side by side and return where the longest ends."""
    if columns.head is not None:
        top = _write_rows(page, [columns.head], left, top)
    step = columns.wide + _BETWEEN_CM
    ends = [_write_rows(page, rows, left + at * step, top) for at, rows in enumerate(columns.rows)]
    return min(ends, default=top)


def _write_rows(page: "Axes", rows: Sequence[ListRow], left: float, top: float) -> float:
    for row in rows:
        top -= row.above_cm
        x = left if row.is_head or row.is_sentence else left + _INDENT_CM
        write(page, Block(row.lines, row.size_pt, bold=row.is_head), x, top, "left")
        if row.look is not None:
            _swatch(page, row.look, left, top)
        if row.mark:
            right = left + max(_INDENT_CM - 0.18, width_cm(row.mark, ROW_PT, bold=True))
            write(page, Block([row.mark], ROW_PT, bold=True), right, top, "right")
        top -= row.height_cm - row.above_cm
    return top


def _swatch(page: "Axes", look: LegendClass, left: float, top: float) -> None:
    from matplotlib.patches import Rectangle

    wide, high = _SWATCH_CM
    middle = top - 0.53 * line_cm(ROW_PT)
    if look.key == STATION_KEY:
        draw_station(page, left + wide / 2, middle)
        return
    page.add_patch(
        Rectangle((left, middle - high / 2), wide, high, edgecolor=DARK_INK, linewidth=0.5,
                  zorder=5, **fill(look))
    )  # fmt: skip
