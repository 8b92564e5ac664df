"""The records of an .xls workbook: which cells are used, sheet by sheet."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from hotspots.sources.files.workbooks.compound import DamagedContainer, OleContainer
from hotspots.sources.files.workbooks.extent import SheetExtent

STREAMS = ("Workbook", "Book")
_BOUNDSHEET, _FILEPASS, _EOF = 0x0085, 0x002F, 0x000A
_BEGIN = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
# number, label, label of shared text, rich text, boolean or error, formula and its older forms
_CELLS = frozenset({0x0203, 0x0003, 0x0204, 0x0004, 0x00FD, 0x00D6, 0x0205, 0x0005, 0x027E,
                    0x0006, 0x0206, 0x0406, 0x0002})  # fmt: skip
_SEVERAL = 0x00BD
_SIZE = 0x0200
_PLACE_BYTES = 6
_ROWS, _COLUMNS = 1 << 16, 1 << 8


def is_locked(path: Path) -> bool:
    """Tell whether a password is needed to read the workbook."""
    content = _stream(path)
    for number, _, _ in _records(content, 0):
        if number in {_FILEPASS, _EOF}:
            return number == _FILEPASS
    return False


def extents(path: Path) -> Mapping[str, SheetExtent]:
    """Return what is used of each sheet by its place, such as ``no. 1``.

    Names may be written in many old encodings, which only the reader knows.
    """
    content = _stream(path)
    starts = [struct.unpack_from("<I", content, start)[0]
              for number, start, size in _records(content, 0)
              if number == _BOUNDSHEET and size > _PLACE_BYTES]  # fmt: skip
    return {f"no. {number}": _extent(content, start) for number, start in enumerate(starts, 1)}


def _stream(path: Path) -> bytes:
    container = OleContainer(path)
    name = next((name for name in STREAMS if name in container.streams), None)
    if name is None:
        raise DamagedContainer
    return container.content(name)


def _extent(content: bytes, start: int) -> SheetExtent:
    extent = SheetExtent()
    for number, place, size in _records(content, start):
        if number in _CELLS and size >= _PLACE_BYTES:
            row, column = struct.unpack_from("<HH", content, place)
            extent.add(row, column, column)
        elif number == _SIZE:
            _check_size(content, place, size)
        elif number == _SEVERAL and size > _PLACE_BYTES:
            row, column = struct.unpack_from("<HH", content, place)
            last = struct.unpack_from("<H", content, place + size - 2)[0]
            extent.add(row, column, max(column, last))
    return extent


def _check_size(content: bytes, place: int, size: int) -> None:
    """Refuse a sheet that claims to be larger than one can be; the reader makes room for it."""
    kind = "<IIHH" if size >= struct.calcsize("<IIHH") else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(kind, content, place)
    # the last are one beyond; an empty sheet has none
    if not (first_row <= last_row <= _ROWS and first_column <= last_column <= _COLUMNS):
        raise DamagedContainer


def _records(content: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield each record's number, where its content begins and how long it is, up to the end.

    A part that lies within a sheet, such as a drawing, has a beginning and end of its own.
    """
    depth = 0
    while start + 4 <= len(content):
        number, size = struct.unpack_from("<HH", content, start)
        if start + 4 + size > len(content):
            raise DamagedContainer
        yield number, start + 4, size
        start += 4 + size
        depth += (number in _BEGIN) - (number == _EOF)
        if number == _EOF and depth <= 0:
            return
