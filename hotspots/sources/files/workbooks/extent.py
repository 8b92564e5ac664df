"""How much of a sheet is used, found before a reader makes room for all that lies between."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.files.workbooks.parts import DamagedPart
from hotspots.sources.values import bounds

ROWS, COLUMNS = 1_048_576, 16_384
_LETTERS = 26
_LEAST_USED = 1 / 20
_MOST_MERGED = 100_000


@dataclass(frozen=True)
class MergedCells:
    """Cells merged into one: first and last row and column, counted from 0, all included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def n_cells(self) -> int:
        """Return how many cells it covers."""
        rows = self.last_row - self.first_row + 1
        return rows * (self.last_column - self.first_column + 1)

    @property
    def name(self) -> str:
        """Return what a spreadsheet calls it, such as ``A1:C3``."""
        first = cell_name(self.first_row, self.first_column)
        return f"{first}:{cell_name(self.last_row, self.last_column)}"


@dataclass
class SheetExtent:
    """The used part of a sheet, counted from 0, its used cells, and its merged blocks."""

    first_row: int = ROWS
    first_column: int = COLUMNS
    last_row: int = -1
    last_column: int = -1
    n_used: int = 0
    merged: list[MergedCells] = field(default_factory=list)

    def add(self, row: int, first_column: int, last_column: int) -> None:
        """Count a row's used cells from one column to another; rows come in their order.

        The reader takes the first cell's row for the first and the last one's for the last, and
        makes room for what lies between.
        """
        if row < self.last_row:
            raise DamagedPart(message("its rows are not in order"))
        self.first_row = min(self.first_row, row)
        self.last_row = max(self.last_row, row)
        self.first_column = min(self.first_column, first_column)
        self.last_column = max(self.last_column, last_column)
        self.n_used += last_column - first_column + 1


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell, such as ``B7``; row and column count from 0."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def place(path: Path, sheet: str) -> str:
    """Return what sentences call a sheet."""
    return message("{path}, sheet {sheet!r}", path=path, sheet=sheet)


def check_extent(path: Path, sheet: str, extent: SheetExtent) -> None:
    """Refuse a sheet of which a stray cell or a vast merged block makes almost nothing a table."""
    n_rows = extent.last_row - extent.first_row + 1
    n_cells = max(0, n_rows) * max(0, extent.last_column - extent.first_column + 1)
    where = place(path, sheet)
    bounds.check(where, extent.last_column + 1, bounds.COLUMNS)
    least = max(bounds.SPARSE_CELLS.widened, extent.n_used / _LEAST_USED)
    if n_cells > min(bounds.SHEET_CELLS.widened, least):
        raise InputProblem(
            message(
                "{path}, sheet {sheet!r}: {n_used:,} cells are used, and the last of them lies at "
                "{last}, far from the others. Delete what stands there (Ctrl+End finds it) and "
                "save it again, or export the table as CSV.",
                path=path,
                sheet=sheet,
                n_used=extent.n_used,
                last=cell_name(extent.last_row, extent.last_column),
            )
        )
    check_merged(path, extent.merged)


def check_merged(path: Path, blocks: Iterable[MergedCells]) -> None:
    """Refuse a sheet of which a vast block is merged into one cell."""
    for block in blocks:
        if block.n_cells > _MOST_MERGED:
            raise InputProblem(
                message(
                    "{path}: the cells {block} are merged into one, which no table needs. "
                    "Undo the merging in Excel and save it again.",
                    path=path,
                    block=block.name,
                )
            )
