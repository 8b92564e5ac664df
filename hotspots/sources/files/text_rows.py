"""Text tables as rows of cells: their encoding said, their columns divided."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.sources.files.encoding import TWICE, utf8
from hotspots.sources.files.quoting import no_cells, text_of_formula
from hotspots.sources.values import bounds

# In so many first lines it is looked for what divides the columns.
_SEARCHED_LINES = 30
_DELIMITERS = (";", "\t", "|", ",")


def text_rows(path: Path, reading: Reading, say: Say) -> tuple[list[list[str]], str]:
    """Return the cells of a text table by row, and what stands between its columns."""
    with utf8(path, reading.encoding) as plain:
        say_encoding(path, plain.encoding, say)
        bounds.check(path, plain.path.stat().st_size, bounds.TEXT_TABLE)
        lines = plain.path.read_text(encoding="utf-8")
    delimiter = delimiter_of(str(path), reading, lines.splitlines()[:_SEARCHED_LINES])
    bounds.check(path, lines.count(delimiter) + lines.count("\n"), bounds.TABLE_CELLS)
    rows = _cells(path, lines, delimiter)
    bounds.check(path, max(map(len, rows), default=0), bounds.COLUMNS)
    return rows, delimiter


def say_encoding(path: Path, encoding: str, say: Say) -> None:
    """Say in which encoding a text was read, where it is not UTF-8."""
    if encoding not in {"utf-8", "utf-8-sig"}:
        say(
            message(
                "{name}: read as {spelled_encoding}.",
                name=path.name,
                spelled_encoding=spelled_encoding(encoding),
            )
        )


def spelled_encoding(name: str) -> str:
    """Return the name people know an encoding by."""
    return {
        "cp1252": "Windows-1252",
        "utf-16": "UTF-16",
        "utf-32": "UTF-32",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
        "cp865": "cp865 (DOS)",
        "mac_roman": "Mac Roman",
        TWICE: message("UTF-8 that was taken for Windows-1252 once"),
    }.get(name, name)


def _cells(path: Path, text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in reader:
            rows.append([text_of_formula(cell) if "=" in cell else cell for cell in row])
            start = reader.line_num + 1
    except csv.Error as problem:
        raise no_cells(str(path), start) from problem
    return rows


def delimiter_of(where: str, reading: Reading, lines: Iterable[str]) -> str:
    """Return the delimiter asked for, or else the one that is found."""
    delimiter = reading.delimiter
    if delimiter is None:
        return likely_delimiter(lines)
    delimiter = {"tab": "\t", "\\t": "\t"}.get(delimiter.casefold(), delimiter)
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n':
        raise UsageProblem(
            message(
                "{where}: --delimiter {asked!r} is not one character, or tab.",
                where=where,
                asked=delimiter,
            )
        )
    return delimiter


def likely_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter that the most of the first lines hold; a semicolon goes first.

    A comma goes last, since it stands in numbers and addresses too.
    """
    seen = list(lines)
    counts = {mark: sum(line.count(mark) > 0 for line in seen) for mark in _DELIMITERS}
    best = max(counts.values(), default=0)
    return next((mark for mark in _DELIMITERS if best and counts[mark] == best), ";")
