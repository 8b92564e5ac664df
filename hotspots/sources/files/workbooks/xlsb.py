"""The records of an .xlsb workbook: its sheets, which cells are used, what is merged."""

import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from hotspots.sources.files.workbooks.extent import MergedCells, SheetExtent
from hotspots.sources.files.workbooks.parts import related

_SHEET, _ROW, _MERGED = 156, 0, 176
# a short number, an error, a truth, a number, a text, a shared text, and the same of formulas
_CELLS = range(2, 12)


def extents(path: Path) -> Mapping[str, SheetExtent]:
    """Return what is used of each sheet by its name."""
    with zipfile.ZipFile(path) as archive:
        targets = related(archive, "xl/workbook.bin")
        sheets = dict(_sheets(archive.read("xl/workbook.bin")))
        return {name: _extent(archive.read(targets[link]))
                for name, link in sheets.items() if link in targets}  # fmt: skip


def _sheets(content: bytes) -> Iterator[tuple[str, str]]:
    for number, start, _ in _records(content):
        if number == _SHEET:
            link, following = _text(content, start + 8)
            name, _ = _text(content, following)
            yield name, link


def _extent(content: bytes) -> SheetExtent:
    extent, row = SheetExtent(), 0
    for number, start, _ in _records(content):
        if number == _ROW:
            row = struct.unpack_from("<I", content, start)[0]
        elif number in _CELLS:
            column = struct.unpack_from("<I", content, start)[0]
            extent.add(row, column, column)
        elif number == _MERGED:
            extent.merged.append(MergedCells(*struct.unpack_from("<IIII", content, start)))
    return extent


def _text(content: bytes, start: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", content, start)[0]
    end = start + 4 + 2 * length
    if end > len(content):
        raise EOFError
    return content[start + 4 : end].decode("utf-16-le"), end


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each record's number, where its content begins and how long it is."""
    start, length = 0, len(content)
    while start < length:
        number = content[start]
        start += 1
        if number & 0x80:
            number = (number & 0x7F) | (content[start] & 0x7F) << 7
            start += 1
        size = shift = 0
        while True:
            byte = content[start]
            start += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:  # noqa: PLR2004 - the last of at most four bytes
                break
        yield number, start, size
        start += size
