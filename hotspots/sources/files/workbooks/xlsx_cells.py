"""The sheets of an .xlsx workbook beside their values: formats, errors, extent, merged blocks.

The library that reads the values says nothing of these. The XML is streamed, and cells that are
empty but for their format are dropped before it is parsed.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hotspots.language import message
from hotspots.sources.files.workbooks.extent import COLUMNS, ROWS, MergedCells, SheetExtent
from hotspots.sources.files.workbooks.parts import DamagedPart, each_start, local, parser, related
from hotspots.sources.files.workbooks.xlsx_styles import PLAIN, CellFormat

_BOOK = "xl/workbook.xml"
_CHUNK_BYTES = 1 << 18
_DIGITS = "0123456789"
_EXACT_DIGITS = 15
_HEAD_BYTES = 1 << 13
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"[^<>]*(?:/>|></c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"[^<>]*(?:/>|></row>)')


@dataclass
class SheetScan:
    """What a sheet says beside its values; rows and columns count from 0.

    ``changes`` tells from which row on a column has another format. ``has_errors`` tells whether
    any cell holds one, such as ``#DIV/0!``.
    """

    extent: SheetExtent = field(default_factory=SheetExtent)
    changes: dict[int, list[tuple[int, CellFormat]]] = field(default_factory=dict)
    has_errors: bool = False


def sheet_parts(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the parts that hold the sheets, by the sheets' names in their order."""
    targets = related(archive, _BOOK)
    parts: dict[str, str] = {}

    def take(element: str, attributes: dict[str, str]) -> None:
        if element == "sheet":
            link = next((text for key, text in attributes.items() if key.endswith(":id")), "")
            if link in targets:
                parts[attributes.get("name", "")] = targets[link]

    each_start(archive, _BOOK, take)
    return parts


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook's numbers of days count from 1 January 1904."""
    flags: list[str] = []

    def take(element: str, attributes: dict[str, str]) -> None:
        if element == "workbookPr":
            flags.append(attributes.get("date1904", ""))

    each_start(archive, _BOOK, take)
    return any(flag.lower() in {"1", "true", "on"} for flag in flags)


def check_shared_texts(path: Path) -> None:
    """Refuse a workbook that claims more texts than it can hold; the reader makes room for all."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.filename.lower().endswith("sharedstrings.xml"):
                _check_count(archive, part)


def _check_count(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    def take(element: str, attributes: dict[str, str]) -> None:
        claims = [value for key, value in attributes.items() if key.endswith("ount")]
        if local(element) == "sst" and any(int(claim) > part.file_size for claim in claims):
            raise DamagedPart(message("it claims more texts than it holds"))

    with archive.open(part) as file:
        parser(take).Parse(file.read(_HEAD_BYTES))


def scan(archive: zipfile.ZipFile, part: str, formats: Mapping[str, CellFormat]) -> SheetScan:
    """Read what a sheet says beside its values."""
    reader = _Scanner(formats)
    made = parser(reader.start)
    for chunk in chunks(archive, part):
        made.Parse(chunk)
    made.Parse(b"", True)  # noqa: FBT003 - expat's own word for the end
    return reader.result()


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a sheet's XML without the cells and rows that are empty but for their format."""
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK_BYTES):
            whole, mark, rest = (rest + chunk).rpartition(b"<")
            rest = mark + rest
            yield _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", whole))
    yield rest


class _Scanner:
    """Takes the beginning of each element; written for speed, for a year has half a million."""

    def __init__(self, formats: Mapping[str, CellFormat]) -> None:
        self.changes: dict[int, list[tuple[int, CellFormat]]] = {}
        self.merged: list[MergedCells] = []
        self.has_errors = False
        self._formats = formats
        self._columns: dict[str, int] = {}
        self._column_formats: dict[int, CellFormat] = {}
        self._names: dict[str, str] = {}
        self._row, self._row_name, self._column = -1, "0", -1
        self._first_row, self._last_row, self._n_used = -1, -1, 0

    def result(self) -> SheetScan:
        """Return what was taken in."""
        columns = self._columns.values()
        extent = SheetExtent(merged=self.merged)
        if columns:
            extent = SheetExtent(self._first_row, min(columns), self._last_row, max(columns),
                            self._n_used, self.merged)  # fmt: skip
        return SheetScan(extent, self.changes, self.has_errors)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        element = self._names.get(name)
        if element is None:
            element = self._names[name] = local(name)
        if element == "c":
            self._take_cell(attributes)
        elif element == "row":
            self._take_row(attributes.get("r"))
        elif element == "mergeCell":
            self.merged.append(block_of(attributes.get("ref", "")))

    def _take_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else _row_of(number)
        if row <= self._row:
            raise DamagedPart(message("its rows are not in order"))
        self._row, self._row_name, self._column = row, str(row + 1), -1

    def _take_cell(self, attributes: dict[str, str]) -> None:
        column = self._column = self._column_of_cell(attributes.get("r"))
        self._n_used += 1
        if self._last_row != self._row:
            self._last_row = self._row
            if self._first_row < 0:
                self._first_row = self._row
        cell_format = self._formats.get(attributes.get("s", "0"), PLAIN)
        if self._column_formats.get(column, PLAIN) is not cell_format:
            self._column_formats[column] = cell_format
            self.changes.setdefault(self._row, []).append((column, cell_format))
        if attributes.get("t") == "e":
            self.has_errors = True

    def _column_of_cell(self, name: str | None) -> int:
        if name is None:
            column = self._column + 1
            return self._columns.setdefault(f"#{column}", column)
        letters = name.rstrip(_DIGITS)
        if name[len(letters) :] != self._row_name:
            raise DamagedPart(message("a cell says that it lies in another row"))
        column = self._columns.get(letters, -1)
        if column < 0:
            column = self._columns[letters] = _column_of(letters)
        return column


def _row_of(number: str) -> int:
    if not (number.isascii() and number.isdecimal()) or not 1 <= int(number) <= ROWS:
        raise DamagedPart(message("it has a row {number!r}", number=number))
    return int(number) - 1


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters[:4].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    if not (letters.isascii() and letters.isalpha()) or column > COLUMNS:
        raise DamagedPart(message("it has a column {letters!r}", letters=letters))
    return column - 1


def block_of(text: str) -> MergedCells:
    """Return the cells that a text such as ``A1:C3`` means."""
    first, _, last = text.partition(":")
    corners = []
    for name in (first, last or first):
        letters = name.rstrip(_DIGITS)
        corners.append((_row_of(name[len(letters) :]), _column_of(letters)))
    (first_row, first_column), (last_row, last_column) = corners
    return MergedCells(
        first_row, max(first_row, last_row), first_column, max(first_column, last_column)
    )


def exact_texts(archive: zipfile.ZipFile, part: str) -> Mapping[int, Mapping[int, str]]:
    """Return the texts of errors and of whole numbers that are too long, by row and column.

    A number of more than 15 digits, such as a case number, is not what a sheet can reckon with,
    but its digits stand in the file.
    """
    reader = _Texts()
    made = parser(reader.start)
    made.EndElementHandler = reader.end
    made.CharacterDataHandler = reader.text
    for chunk in chunks(archive, part):
        made.Parse(chunk)
    made.Parse(b"", True)  # noqa: FBT003 - expat's own word for the end
    return reader.texts


class _Texts:
    def __init__(self) -> None:
        self.texts: dict[int, dict[int, str]] = {}
        self._row, self._column, self._kind = -1, -1, ""
        self._parts: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local(name)
        if element == "row":
            number = attributes.get("r")
            self._row, self._column = self._row + 1 if number is None else _row_of(number), -1
        elif element == "c":
            letters = attributes.get("r", "").rstrip(_DIGITS)
            self._column = _column_of(letters) if letters else self._column + 1
            self._kind = attributes.get("t", "n")
        elif element == "v" and self._kind in {"n", "e"}:
            self._parts = []

    def text(self, part: str) -> None:
        if self._parts is not None:
            self._parts.append(part)

    def end(self, name: str) -> None:
        if self._parts is None or local(name) != "v":
            return
        text, self._parts = "".join(self._parts).strip(), None
        digits = text.removeprefix("-")
        if self._kind == "e" or (len(digits) > _EXACT_DIGITS and digits.isdecimal()):
            self.texts.setdefault(self._row, {})[self._column] = text
