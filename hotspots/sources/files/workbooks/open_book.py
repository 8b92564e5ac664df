"""An open workbook in the process of its reader: typed cells become text.

What reads the file lies here and in the modules below; ``book`` is what the program asks.
"""

import itertools
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hotspots.language import Say
from hotspots.model.loads import Mark
from hotspots.sources.files.workbooks import biff, opendocument, xlsb, xlsx_cells, xlsx_styles
from hotspots.sources.files.workbooks.cell_text import LONG_NUMBER, column_texts
from hotspots.sources.files.workbooks.extent import (
    MergedCells,
    SheetExtent,
    check_extent,
    check_merged,
    place,
)
from hotspots.sources.files.workbooks.letters import SheetLetters
from hotspots.sources.files.workbooks.protected import locked, problems
from hotspots.sources.files.workbooks.xlsx_cells import SheetScan
from hotspots.sources.files.workbooks.xlsx_styles import PLAIN, CellFormat
from hotspots.sources.values.lost_digits import as_shortened

_LOCKED = {"xls": biff.is_locked, "ods": opendocument.is_locked}
_EXTENTS = {"xls": biff.extents, "xlsb": xlsb.extents, "ods": opendocument.extents}
_BLOCK_ROWS = 2_000
ExactTexts = Mapping[int, Mapping[int, str]]


class OpenBook:
    """An open workbook: the names of its sheets in their order, and their rows.

    ``hidden`` are those among the names that nobody sees. With ``knows_formats`` it is known how
    numbers and dates are shown; without, a percentage is a share and a midnight only a day.
    Its numbers of days count from 1904 with ``counts_from_1904``, else from 1900.
    """

    def __init__(
        self,
        path: Path,
        kind: str,
        reader: Any,
        extents: Mapping[str, SheetExtent],
        say: Say,
        *,
        periods: bool,
    ) -> None:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        self._say = say
        self.path, self._kind, self.knows_formats = path, kind, kind == "xlsx"
        self._reader = reader
        is_sheet, is_seen = SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible
        sheets = [sheet for sheet in reader.sheets_metadata if sheet.typ == is_sheet]
        self.names: Sequence[str] = [sheet.name for sheet in sheets]
        self.hidden = frozenset(one.name for one in sheets if one.visible != is_seen)
        self._parts: Mapping[str, str] = {}
        self._formats: Mapping[str, CellFormat] = {}
        self._scans = {name: SheetScan(extent) for name, extent in extents.items()}
        self.counts_from_1904 = False
        if self.knows_formats:
            with zipfile.ZipFile(path) as archive:
                self._parts = xlsx_cells.sheet_parts(archive)
                self.counts_from_1904 = xlsx_cells.counts_from_1904(archive)
                self._formats = xlsx_styles.cell_formats(archive, periods=periods)

    def rows(self, sheet: str, mark: Mark | None) -> Iterator[list[str]]:
        """Yield a sheet's rows as text; a merged cell's value stands in its first cell only.

        ``mark`` is what is to stand before decimals; without one numbers are ``NumberCell``.
        """
        with problems(self.path):
            scan = self._scan(sheet)
            exact: ExactTexts | None = self._exact_texts(sheet) if scan.has_errors else None
            formats: dict[int, CellFormat] = {}
            values = self.values(sheet)
            letters = SheetLetters(place(self.path, sheet), partial(self.values, sheet), self._say)
            first = 0
            while block := [*itertools.islice(values, _BLOCK_ROWS)]:
                rows = _block_texts(block, first, scan, formats, mark)
                if exact is None and any(LONG_NUMBER in texts for texts in rows):
                    exact = self._exact_texts(sheet)
                if exact is not None:
                    _put_exact(rows, block, exact, first)
                letters.mend(rows)
                yield from rows
                first += len(block)

    def filled_rows(self, sheet: str) -> list[list[str]]:
        """Return a sheet's rows as text; a merged cell's value stands in each of its cells."""
        rows = [*self.rows(sheet, None)]
        for block in self._merged(sheet):
            if block.first_row >= len(rows) or block.first_column >= len(rows[block.first_row]):
                continue
            text = rows[block.first_row][block.first_column]
            for row in rows[block.first_row : block.last_row + 1]:
                width = min(len(row), block.last_column + 1) - block.first_column
                row[block.first_column : block.first_column + width] = [text] * width
        return rows

    def values(self, sheet: str) -> Iterator[list[Any]]:
        """Yield a sheet's rows as typed values, from its first row and column on."""
        with problems(self.path):
            self._scan(sheet)
            cells = self._sheet(sheet)
            before = [""] * (cells.start[1] if cells.start else 0)
            rows = cells.iter_rows()
            while block := [*itertools.islice(rows, _BLOCK_ROWS)]:
                yield from ([*before, *row] for row in block) if before else block

    def moments(self, sheet: str, column: int, first_row: int) -> list[str]:
        """Return the days and moments of a column from a row on, as ISO 8601 has them."""
        values = (row[column] for row in itertools.islice(self.values(sheet), first_row, None)
                  if column < len(row))  # fmt: skip
        return [value.isoformat() for value in values if type(value) in {date, datetime}]

    def width(self, sheet: str) -> int:
        """Return how many columns of a sheet are used."""
        with problems(self.path):
            self._scan(sheet)
            return int(self._sheet(sheet).width)

    def _merged(self, sheet: str) -> Sequence[MergedCells]:
        """Return a sheet's merged blocks; of .xls the reader alone knows them."""
        if self._kind != "xls":
            return self._scan(sheet).extent.merged
        ranges = self._sheet(sheet).merged_cell_ranges or ()
        blocks = [MergedCells(first[0], last[0], first[1], last[1]) for first, last in ranges]
        check_merged(self.path, blocks)
        return blocks

    def _sheet(self, name: str) -> Any:
        return self._reader.get_sheet_by_name(name)

    def _scan(self, sheet: str) -> SheetScan:
        """Return what is known of a sheet beside its values; refuse one that is too vast."""
        if sheet not in self._scans:
            scan = SheetScan()
            if sheet in self._parts:
                with zipfile.ZipFile(self.path) as archive:
                    scan = xlsx_cells.scan(archive, self._parts[sheet], self._formats)
            check_extent(self.path, sheet, scan.extent)
            self._scans[sheet] = scan
        return self._scans[sheet]

    def _exact_texts(self, sheet: str) -> ExactTexts:
        """Return errors and whole numbers of many digits as they stand in an .xlsx sheet."""
        if sheet not in self._parts:
            return {}
        with zipfile.ZipFile(self.path) as archive:
            return xlsx_cells.exact_texts(archive, self._parts[sheet])


def _block_texts(
    block: Sequence[Sequence[Any]],
    first: int,
    scan: SheetScan,
    formats: dict[int, CellFormat],
    mark: Mark | None,
) -> list[list[str]]:
    """Return the texts of rows; ``formats`` of the columns are kept up to date."""
    changes = {row: scan.changes[row] for row in range(first, first + len(block))
               if row in scan.changes}  # fmt: skip
    starts = sorted({first, *changes, first + len(block)})
    rows: list[list[str]] = []
    for start, end in itertools.pairwise(starts):
        formats.update(changes.get(start, ()))
        columns = zip(*block[start - first : end - first], strict=True)
        texts = [column_texts(values, formats.get(column, PLAIN), mark)
                 for column, values in enumerate(columns)]  # fmt: skip
        rows += map(list, zip(*texts, strict=True))
    return rows


def _put_exact(
    rows: list[list[str]],
    block: Sequence[Sequence[Any]],
    exact: ExactTexts,
    first: int,
) -> None:
    """Put errors and long numbers in their cells as they stand in the file."""
    for index, (texts, values) in enumerate(zip(rows, block, strict=True)):
        for column, text in exact.get(first + index, {}).items():
            texts[column] = text
        if LONG_NUMBER in texts:
            texts[:] = [as_shortened(value) if text == LONG_NUMBER else text
                        for value, text in zip(values, texts, strict=True)]  # fmt: skip


@contextmanager
def opened(path: Path, kind: str, say: Say, *, periods: bool = False) -> Iterator[OpenBook]:
    """Open a workbook of a kind, ``xlsx``, ``xls``, ``xlsb`` or ``ods``, whose archive is checked.

    With ``periods`` a first day that is shown as a month or a year is one. Raises
    ``InputProblem`` where the file is locked or damaged, or a sheet is vast and nearly empty.
    """
    import python_calamine

    with problems(path):
        if kind in _LOCKED and _LOCKED[kind](path):
            raise locked(path)
        if kind == "xlsx":
            xlsx_cells.check_shared_texts(path)
        # the reader makes room for all that lies between a sheet's first cell and its last
        extents = _EXTENTS[kind](path) if kind in _EXTENTS else {}
        for name, extent in extents.items():
            check_extent(path, name, extent)
        reader = python_calamine.CalamineWorkbook.from_path(path)
        book = OpenBook(path, kind, reader, extents, say, periods=periods)
    with closing(reader):
        yield book
