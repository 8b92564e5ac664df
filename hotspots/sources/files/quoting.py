"""Rows of a large text table, where quotation marks, blank lines or line ends would mislead.

A quotation mark that is never closed makes everything after it one cell. Here it spoils its own
line only: what can be a row on its own is one.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.private import unnamed_file

FORMULA_TEXT = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
_CHUNK_BYTES = 1 << 22
_MOST_LINES = 500
_MOST_QUOTED = 2000
_BREAK, _RETURN, _QUOTE = b'\n\r"'


def text_of_formula(cell: str) -> str:
    """Return ``A1`` for ``="A1"``, as exports write a text so that Excel leaves it one."""
    match = FORMULA_TEXT.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell


@dataclass(frozen=True)
class Straight:
    """A file each of whose lines below ``skip`` is a row, unless a closed quotation goes on.

    ``broken`` has the text of each row that cannot be read, by its number among the data rows.
    """

    path: Path
    skip: int
    broken: Mapping[int, str] = field(default_factory=dict)


@contextmanager
def straightened(path: Path, delimiter: str, skip: int, columns: int) -> Iterator[Straight]:
    """Yield the file itself where every line is a row, else a straightened copy of its rows.

    In the copy a row that cannot be read is a line with too many columns.
    """
    if _is_plain(path, delimiter):
        yield Straight(path, skip)
        return
    with unnamed_file("rows.csv") as target:
        broken: dict[int, str] = {}
        with path.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as copy:
            lines = islice(source, skip, None)
            for number, (row, whole) in enumerate(_rows(lines, delimiter), start=1):
                if not whole:
                    broken[number] = row[:_MOST_QUOTED].rstrip("\n")
                copy.write(row if whole else (delimiter + "?") * columns + "\n")
        yield Straight(target, 0, broken)


def _is_plain(path: Path, delimiter: str) -> bool:
    """Tell whether no line is blank, all end alike, and each quoted cell stays in its line."""
    rest = b"\n"
    ends: set[bool] = set()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            lines, _, rest = (rest + chunk).rpartition(b"\n")
            if not _plain_lines(lines + b"\n", delimiter.encode(), ends):
                return False
            rest = b"\n" + rest
    last_end = b"\r\n" if ends == {True} else b"\n"
    return rest == b"\n" or _plain_lines(rest + last_end, delimiter.encode(), ends)


def _plain_lines(lines: bytes, delimiter: bytes, ends: set[bool]) -> bool:
    """Check lines that come with a line break before and after them."""
    marks = np.frombuffer(lines, dtype=np.uint8)
    breaks = np.flatnonzero(marks == _BREAK)
    if len(breaks) == 1:
        return True
    returned = marks[breaks[1:] - 1] == _RETURN
    ends.update((bool(returned.any()), bool(returned.all())))
    shortest = np.diff(breaks).min() - returned.any()
    if len(ends) > 1 or shortest < 2 or lines.count(b"\r") != returned.sum():  # noqa: PLR2004
        return False
    return b'"' not in lines or _closes_in_line(marks, breaks, ord(delimiter))


def _closes_in_line(marks: Any, breaks: Any, delimiter: int) -> bool:
    quotes = np.flatnonzero(marks == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    edges = np.zeros(256, dtype=bool)
    edges[[_BREAK, _RETURN, delimiter]] = True
    same_line = np.searchsorted(breaks, opening) == np.searchsorted(breaks, closing)
    return bool((edges[marks[opening - 1]] & edges[marks[closing + 1]] & same_line).all())


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[str, bool]]:
    """Yield each row that is not blank, and whether its quotation marks can be understood."""
    whole, opened = _patterns(delimiter)
    waiting: deque[str] = deque()
    while (line := _next(waiting, lines)) is not None:
        if '"' not in line or whole.fullmatch(line):
            if not line.isspace():
                yield line, True
        elif opened.fullmatch(line) and (row := _closed(line, waiting, lines, whole, opened)):
            yield row, True
        else:
            yield line, False


def _next(waiting: deque[str], lines: Iterator[str]) -> str | None:
    return waiting.popleft() if waiting else next(lines, None)


def _closed(
    row: str,
    waiting: deque[str],
    lines: Iterator[str],
    whole: re.Pattern[str],
    opened: re.Pattern[str],
) -> str | None:
    """Join lines to a row until its quotation is closed; None where that never comes."""
    taken: list[str] = []
    while len(taken) < _MOST_LINES and (line := _next(waiting, lines)) is not None:
        taken.append(line)
        if '"' in line:
            joined = row + "".join(taken)
            if whole.fullmatch(joined):
                return joined
            if not opened.fullmatch(joined):
                break
    waiting.extendleft(reversed(taken))
    return None


def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a whole row looks like, and one that ends within a quotation."""
    mark = re.escape(delimiter)
    inside = '"(?:[^"]++|"")*+'
    cell = f'(?:{inside}"(?!")|[^"{mark}\n][^{mark}\n]*+|)'
    return (
        re.compile(f"{cell}(?:{mark}{cell})*+\n?"),
        re.compile(f"(?:{cell}{mark})*+{inside}"),
    )


def no_cells(where: str, line: int) -> InputProblem:
    """Return what is wrong with a line that is no row of cells."""
    return InputProblem(
        message(
            "{where}, line {line}: a quotation mark is not closed, text stands beside a "
            "quotation, or a cell has more than 131,072 letters. Correct the line, or export "
            "the table as .xlsx.",
            where=where,
            line=line,
        )
    )
