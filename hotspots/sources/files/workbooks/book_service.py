"""A workbook as it is served out of the process of its reader: blocks of rows, texts of cells."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.language import Say
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.workbooks.open_book import OpenBook, opened

_BLOCK_ROWS = 2_000


def prepare() -> None:
    """Import the reader, once for all copies of this process."""
    import python_calamine  # noqa: F401


@contextmanager
def serving(
    path: str, kind: str, *, periods: bool, say: Say
) -> Iterator[tuple[Any, Mapping[str, Callable[..., Any]]]]:
    """Open a workbook, and yield its sheets and what can be asked of it."""
    with opened(Path(path), kind, say, periods=periods) as book:
        opening = {
            "names": book.names,
            "hidden": sorted(book.hidden),
            "counts_from_1904": book.counts_from_1904,
        }
        yield opening, _operations(book)


def _operations(book: OpenBook) -> Mapping[str, Callable[..., Any]]:
    blocks: dict[int, Iterator[list[list[Any]]]] = {}

    def begin(rows: Iterator[list[str]]) -> int:
        number = len(blocks)
        blocks[number] = _blocks(rows)
        return number

    return {
        "width": book.width,
        "moments": book.moments,
        "rows": lambda *arguments: begin(book.rows(*arguments)),
        "filled_rows": lambda sheet: begin(iter(book.filled_rows(sheet))),
        "next": lambda number: next(blocks[number], None),
    }


def _blocks(rows: Iterator[list[str]]) -> Iterator[list[list[Any]]]:
    """Yield rows by the thousand; a cell that is a number in the file is a list of its text."""
    while block := [*itertools.islice(rows, _BLOCK_ROWS)]:
        yield [[[text] if type(text) is NumberCell else text for text in row] for row in block]
