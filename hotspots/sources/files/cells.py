"""One row's cells by field, each turned into what it must be or into a reason against it."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.files.names import AreaNames, without_footnote
from hotspots.sources.files.tables import Table, numbered
from hotspots.sources.files.values import Number, UnreadableCell, is_missing, number

_YEARS = range(1990, 2101)
T = TypeVar("T")
Row = TypeVar("Row")


class Rejected(Exception):
    """A row that cannot be stored: which field (None for the row), what stood there, why."""

    def __init__(self, field: str | None, value: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


class Cells:
    """A row's cells, asked for by field."""

    def __init__(self, table: Table, row: Sequence[str]) -> None:
        self.binding = table.binding
        self.dialect = table.dialect
        self.row = row

    def check_width(self) -> None:
        """Turn down a row with more cells than the header: its figures may have shifted."""
        width = len(self.binding.headings)
        extra = [cell for cell in self.row[width:] if cell.strip()]
        if extra:
            raise Rejected(None, extra[0], message("stands beyond the last column of the header"))

    def raw(self, name: str) -> str:
        """Return the text as it stands in the file."""
        return self.binding.cell(self.row, name)

    def text(self, name: str) -> str | None:
        """Return the text without footnote marks, or None where it says "missing"."""
        found = without_footnote(self.raw(name))
        return None if is_missing(found) else found

    def read(self, name: str, how: Callable[[str], T]) -> T | None:
        """Turn a cell into what ``how`` makes of it; None stays None."""
        found = self.text(name)
        if found is None:
            return None
        try:
            return how(found)
        except UnreadableCell as problem:
            raise Rejected(name, found, str(problem)) from problem

    def number(self, name: str) -> Number | None:
        """Read a number in the table's dialect."""
        return self.read(name, lambda text: number(text, self.dialect))

    def positive(self, name: str) -> float | None:
        """Read a number that must be more than 0."""
        found = self.number(name)
        if found is not None and found.value <= 0:
            raise Rejected(name, self.text(name), message("must be more than 0"))
        return found.value if found else None

    def positive_whole(self, name: str) -> float | None:
        """Read a whole number that must be more than 0, such as a number of answers."""
        found = self.positive(name)
        if found is not None and found != int(found):
            raise Rejected(name, self.text(name), message("is not a whole number"))
        return found

    def year(self, name: str = "year") -> int | None:
        """Read a year of four digits."""
        return self.read(name, _whole_year)

    def required_year(self) -> int:
        """Read the row's year, which must be there."""
        year = self.year()
        if year is None:
            raise Rejected("year", None, message("is missing"))
        return year

    def area_code(self, names: AreaNames) -> str:
        """Return the code of the area the row names; ``*`` is the whole city."""
        named = self.text("area")
        if named is None:
            raise Rejected("area", None, message("is missing"))
        found = names.match(named)
        if found.code is None:
            raise Rejected("area", named, found.reason)
        return found.code

    def reject(self, row_number: int, problem: Rejected) -> Reject:
        """Return the record of a row that was turned away."""
        column = self.binding.heading(problem.field) if problem.field else None
        return Reject(row_number, column, problem.value, problem.reason)


def _whole_year(text: str) -> int:
    if len(text) > len("2024") or not text.isdecimal() or int(text) not in _YEARS:
        raise UnreadableCell(message("is not a year"))
    return int(text)


def distinct_rows(
    table: Table,
    read: Callable[[int, Cells], Row],
    identity: Callable[[Row], Hashable],
    reason: Callable[[Row, Row], Rejected],
) -> tuple[list[Row], list[Reject]]:
    """Read each data row into a row or a reject; of rows of one identity the first is taken.

    ``reason`` says of the earlier row and the later one why the later one is turned away.
    """
    rows: dict[Hashable, Row] = {}

    def take(row_number: int, cells: Cells) -> None:
        row = read(row_number, cells)
        earlier = rows.get(identity(row))
        if earlier is not None:
            raise reason(earlier, row)
        rows[identity(row)] = row

    rejects = each_row(table, take)
    return list(rows.values()), rejects


def each_row(table: Table, take: Callable[[int, Cells], None]) -> list[Reject]:
    """Hand over each data row with its number, and return those that were refused.

    ``take`` raises ``Rejected`` to refuse one; a row of more cells than the header is refused.
    """
    rejects: list[Reject] = []
    for row_number, row in numbered(table):
        cells = Cells(table, row)
        try:
            cells.check_width()
            take(row_number, cells)
        except Rejected as problem:
            rejects.append(cells.reject(row_number, problem))
    return rejects
