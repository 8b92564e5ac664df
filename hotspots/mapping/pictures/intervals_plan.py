"""How a dot-and-interval picture is laid out: beside the axis where it fits, else above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.mapping.pictures.intervals_axis import SIDE_PT, TICK_PT
from hotspots.mapping.pictures.sheet import MARGIN_CM
from hotspots.mapping.pictures.typeset import line_cm, width_cm, wrapped
from hotspots.model.charts import DotRow, FigureCell, IntervalsPicture

NAME_PT, CELL_PT, WORDS_PT, SMALL_PT = 8.0, 7.4, 7.0, 6.2
BETWEEN_CM = 0.35
EDGE_CM = 0.1  # room for a dot at the very end of the axis
_LEAST_AXIS_CM, _LEAST_LEAN_AXIS_CM = 4.5, 3.2
_NAME_SHARE = 0.26  # of the room, at most
_NAME_LINES = 3
_LONGEST_NAME = 160
_BAND_CM, _PAD_CM, _LEAN_PAD_CM = 0.46, 0.16, 0.08
_MANY_ROWS = 20  # from here on the axis has its numbers above the rows too
_SIDES_CM = line_cm(SIDE_PT) + 0.08


@dataclass(frozen=True)
class RowPlan:
    """One row: its lines of text, and how high it is; the dot lies in its last ``band_cm``."""

    row: DotRow
    name: Sequence[str]
    figures: Sequence[str]
    words: Sequence[str]
    height_cm: float
    band_cm: float


@dataclass(frozen=True)
class IntervalsPlan:
    """Where the axis lies, where each column of figures ends, and how high every row is.

    Where ``is_stacked``, a row's name and figures stand above its dot, and ``heading`` are
    lines over all of the width; there are no columns then. ``cell_cm`` is how high their figures
    are.
    """

    axis_left: float
    axis_wide: float
    columns: Sequence[float]
    heading: Sequence[str]
    rows: Sequence[RowPlan]
    is_stacked: bool
    cell_cm: float
    has_axis: bool = True

    @property
    def head_cm(self) -> float:
        """Return how high the words above the rows are."""
        if self.is_stacked:
            return len(self.heading) * line_cm(SMALL_PT) + 0.08 + _SIDES_CM + self.above_cm
        return max(self.cell_cm, _SIDES_CM) + 0.08 + self.above_cm

    @property
    def above_cm(self) -> float:
        """Return how high the axis's numbers above the rows are; none above few rows."""
        return line_cm(TICK_PT) + 0.06 if self.has_axis and len(self.rows) > _MANY_ROWS else 0.0

    @property
    def foot_cm(self) -> float:
        """Return how high the axis's numbers and its title are, or the words in their place."""
        return (2 if self.has_axis else 1) * line_cm(TICK_PT) + 0.16


def plan_of(picture: IntervalsPicture, room_cm: float) -> IntervalsPlan:
    """Return the layout in a width: names, axis and figures side by side where they fit."""
    columns = [_column(at, picture) + BETWEEN_CM for at in range(len(picture.headings))]
    longest = max(width_cm(_short(one.name), NAME_PT, bold=True) for one in picture.measured)
    name_cm = min(longest, _NAME_SHARE * room_cm) + 0.05
    axis_cm = room_cm - name_cm - sum(columns) - BETWEEN_CM
    cell_cm = _cells_cm(picture)
    if axis_cm < (_LEAST_AXIS_CM if cell_cm > line_cm(CELL_PT) else _LEAST_LEAN_AXIS_CM):
        return _stacked(picture, room_cm)
    left = MARGIN_CM + name_cm + BETWEEN_CM
    ends = [left + axis_cm + sum(columns[: at + 1]) for at in range(len(columns))]
    rows = [_beside(one, name_cm, axis_cm - 2 * EDGE_CM, cell_cm) for one in picture.every]
    return IntervalsPlan(left + EDGE_CM, axis_cm - 2 * EDGE_CM, ends, (), rows, is_stacked=False,
                         cell_cm=cell_cm, has_axis=picture.has_axis)  # fmt: skip


def _cells_cm(picture: IntervalsPicture) -> float:
    """Return how high figures are: two lines where any has a second."""
    cells = (*picture.headings, *(cell for row in picture.measured for cell in row.cells))
    return line_cm(CELL_PT) + (line_cm(SMALL_PT) if any(one.small for one in cells) else 0.0)


def _column(index: int, picture: IntervalsPicture) -> float:
    """Return the width of a column of figures and its heading."""
    bold = [picture.city.cells[index]] if picture.city else []
    cells = [
        picture.headings[index],
        *(row.cells[index] for row in (*picture.rows, *picture.elsewhere)),
    ]
    return max(*(_cell_cm(one, bold=True) for one in bold), *(_cell_cm(one) for one in cells), 0.0)


def _cell_cm(cell: FigureCell, *, bold: bool = False) -> float:
    return max(width_cm(cell.main, CELL_PT, bold=bold), width_cm(cell.small, SMALL_PT))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _name_lines(name: str, room_cm: float) -> list[str]:
    """Return a name in at most three lines; of a longer one the end is left out."""
    lines = wrapped(_short(name), room_cm, NAME_PT, bold=True)
    return lines if len(lines) <= _NAME_LINES else [*lines[: _NAME_LINES - 1], "…"]


def _beside(row: DotRow, name_cm: float, axis_cm: float, cell_cm: float) -> RowPlan:
    name, words = _name_lines(row.name, name_cm), wrapped(row.words, axis_cm, WORDS_PT)
    text_cm = max(len(name) * line_cm(NAME_PT), len(words) * line_cm(WORDS_PT), cell_cm)
    height = text_cm + (_PAD_CM if cell_cm > line_cm(CELL_PT) else _LEAN_PAD_CM)
    return RowPlan(row, name, (), words if row.words else (), height, height)


def _stacked(picture: IntervalsPicture, room_cm: float) -> IntervalsPlan:
    heading = wrapped(picture.heading, room_cm, SMALL_PT)
    rows = [_above(one, room_cm) for one in picture.every]
    left, wide = MARGIN_CM + EDGE_CM, room_cm - 2 * EDGE_CM
    return IntervalsPlan(left, wide, (), heading, rows, is_stacked=True,
                         cell_cm=_cells_cm(picture), has_axis=picture.has_axis)  # fmt: skip


def _above(row: DotRow, room_cm: float) -> RowPlan:
    """Return a row whose figures stand on the line of its name, or below it where they must."""
    name, words = _name_lines(row.name, room_cm), wrapped(row.words, room_cm, WORDS_PT)
    used = (
        width_cm(name[-1], NAME_PT, bold=True) + BETWEEN_CM + width_cm(row.figures_line, CELL_PT)
    )
    figures = (
        [row.figures_line]
        if used <= room_cm
        else ["", *wrapped(row.figures_line, room_cm, CELL_PT)]
    )
    lines = len(name) + len(figures) - 1
    band = len(words) * line_cm(WORDS_PT) + 0.1 if row.words else _BAND_CM
    height = lines * line_cm(NAME_PT) + band + _PAD_CM
    return RowPlan(row, name, figures, words if row.words else (), height, band)
