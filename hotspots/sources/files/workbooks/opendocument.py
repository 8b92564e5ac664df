"""An .ods workbook's used cells and merged blocks, and whether it is locked."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from hotspots.sources.files.workbooks.extent import MergedCells, SheetExtent
from hotspots.sources.files.workbooks.parts import each_start


def is_locked(path: Path) -> bool:
    """Tell whether a password is needed to read the workbook."""
    locked = False

    def take(element: str, _: dict[str, str]) -> None:
        nonlocal locked
        locked = locked or element == "encryption-data"

    with zipfile.ZipFile(path) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            each_start(archive, "META-INF/manifest.xml", take)
    return locked


def extents(path: Path) -> Mapping[str, SheetExtent]:
    """Return what is used of each sheet by its name; cells that stand for many count once."""
    spans = _Spans()
    with zipfile.ZipFile(path) as archive:
        each_start(archive, "content.xml", spans.take)
    return spans.sheets


class _Spans:
    """Used cells and merged blocks, element by element; a row or cell may stand for many."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetExtent] = {}
        self._extent = SheetExtent()
        self._row = self._column = 0
        self._n_rows = 1

    def take(self, element: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if element == "table":
            self._extent = self.sheets.setdefault(attributes.get("table:name", ""), SheetExtent())
            self._row, self._column, self._n_rows = 0, 0, 0
        elif element == "table-row":
            self._row, self._column = self._row + self._n_rows, 0
            self._n_rows = _number(attributes, "table:number-rows-repeated")
        elif element in {"table-cell", "covered-table-cell"}:
            self._take_cell(attributes)

    def _take_cell(self, attributes: dict[str, str]) -> None:
        rows = _number(attributes, "table:number-rows-spanned")
        columns = _number(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last_row, last_column = self._row + rows - 1, self._column + columns - 1
            self._extent.merged.append(MergedCells(self._row, last_row, self._column, last_column))
        n_columns = _number(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes:
            self._extent.add(self._row + self._n_rows - 1, self._column, self._column)
            self._extent.first_row = min(self._extent.first_row, self._row)
            last_column = max(self._extent.last_column, self._column + n_columns - 1)
            self._extent.last_column = last_column
        self._column += n_columns


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() else 1
