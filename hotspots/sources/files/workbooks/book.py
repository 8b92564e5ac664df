"""Spreadsheets as people keep them (.xlsx, .xls, .xlsb, .ods), read in a process of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hotspots.language import Say
from hotspots.model.loads import Mark
from hotspots.sources.apart.reader import Reader, opened_apart
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.workbooks.extent import place

_SERVICE = "hotspots.sources.files.workbooks.book_service:serving"
_DAY_LETTERS = len("2024-01-01")


class Workbook:
    """An open workbook: the names of its sheets in their order, and their rows.

    ``hidden`` are those among the names that nobody sees. With ``knows_formats`` it is known how
    numbers and dates are shown; without, a percentage is a share and a midnight only a day.
    Its numbers of days count from 1904 with ``counts_from_1904``, else from 1900.
    """

    def __init__(self, path: Path, kind: str, reader: Reader) -> None:
        self.path, self._reader, self.knows_formats = path, reader, kind == "xlsx"
        self.names: Sequence[str] = reader.opening["names"]
        self.hidden = frozenset(reader.opening["hidden"])
        self.counts_from_1904: bool = reader.opening["counts_from_1904"]

    def place(self, sheet: str) -> str:
        """Return what sentences call a sheet."""
        return place(self.path, sheet)

    def rows(self, sheet: str, mark: Mark | None) -> Iterator[list[str]]:
        """Yield a sheet's rows as text; a merged cell's value stands in its first cell only.

        ``mark`` is what is to stand before decimals; without one numbers are ``NumberCell``.
        """
        yield from self._each("rows", sheet, mark)

    def filled_rows(self, sheet: str) -> list[list[str]]:
        """Return a sheet's rows as text; a merged cell's value stands in each of its cells."""
        return [*self._each("filled_rows", sheet)]

    def moments(self, sheet: str, column: int, first_row: int) -> list[date]:
        """Return the days, and the moments among them, of a column from a row on."""
        texts = self._reader.ask("moments", sheet, column, first_row).content
        return [date.fromisoformat(text) if len(text) == _DAY_LETTERS
                else datetime.fromisoformat(text) for text in texts]  # fmt: skip

    def width(self, sheet: str) -> int:
        """Return how many columns of a sheet are used."""
        return int(self._reader.ask("width", sheet).content)

    def _each(self, name: str, *arguments: Any) -> Iterator[list[str]]:
        number = self._reader.ask(name, *arguments).content
        while block := self._reader.ask("next", number).content:
            yield from map(_texts, block)


def _texts(row: list[Any]) -> list[str]:
    return [text if type(text) is str else NumberCell(text[0]) for text in row]


@contextmanager
def opened(path: Path, kind: str, say: Say, *, periods: bool = False) -> Iterator[Workbook]:
    """Open a workbook of a kind, ``xlsx``, ``xls``, ``xlsb`` or ``ods``, whose archive is checked.

    With ``periods`` a first day that is shown as a month or a year is one. Raises
    ``InputProblem`` where the file is locked or damaged, or a sheet is vast and nearly empty,
    and where reading it passes the bounds of time or memory.
    """
    arguments = {"path": str(path), "kind": kind, "periods": periods}
    with opened_apart(path, _SERVICE, arguments, say) as reader:
        yield Workbook(path, kind, reader)
