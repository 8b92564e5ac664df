"""One row's cells by field, each turned into what it must be or into a reason against it."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat as endless
from typing import Any, ClassVar, Protocol, TypeVar

from hotspots.language import message
from hotspots.model.groups import group_name, value_key
from hotspots.model.loads import Reject
from hotspots.model.periods import Period
from hotspots.sources.files.headings import cell_of
from hotspots.sources.files.names import AreaNames, without_footnote
from hotspots.sources.files.periods import period
from hotspots.sources.files.tables import Table, numbered
from hotspots.sources.files.unread import refuse_unread_groups
from hotspots.sources.files.values import (
    Number,
    NumberCell,
    UnreadableCell,
    is_missing,
    number,
)
from hotspots.sources.files.wide import CellSource

_YEARS = range(1990, 2101)
T = TypeVar("T")


class NumberedRow(Protocol):
    """A dataclass that knows which data row it was read from."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def row_number(self) -> int:
        """Return its number among the data rows, counted from 1."""


Row = TypeVar("Row", bound=NumberedRow)


class Rejected(Exception):
    """A row that cannot be stored: which field (None for the row), what stood there, why."""

    def __init__(self, field: str | None, value: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


class Cells:
    """A row's cells, asked for by field."""

    def __init__(self, table: Table, row: Sequence[str], source: CellSource | None = None) -> None:
        self.binding = table.binding
        self.day_first = table.day_first
        self.marks = table.marks
        self.thousands = table.thousands
        self.row = row
        self.headings = source.headings if source else table.binding.headings

    def check_width(self) -> None:
        """Turn down a row with more cells than the header: its figures may have shifted."""
        width = len(self.binding.headings)
        if any(cell.strip() for cell in self.row[width:]):
            raise Rejected(None, None, message("has a cell beyond the last column of the header"))

    def check_only(self) -> None:
        """Turn down a row that ``--only`` leaves out."""
        for column, wanted in self.binding.only.items():
            value = cell_of(self.row, column)
            if value_key(value) != value_key(wanted):
                heading = self.binding.headings[column]
                raise Rejected(heading, value, message("is left out by --only"))

    def group(self) -> str:
        """Return the group that the row is about; ``WHOLE_GROUP`` where it is everybody."""
        values: dict[str, str] = {}
        for dimension, column in self.binding.groups.items():
            value = without_footnote(cell_of(self.row, column))
            if not value:
                raise Rejected(dimension, None, message("is missing; everybody is written I alt"))
            values[dimension] = value
        return group_name(values)

    def group_of_person(self) -> str:
        """Return every group that a person is known to be in; what is missing is left out."""
        cells = {dimension: without_footnote(cell_of(self.row, column))
                 for dimension, column in self.binding.groups.items()}  # fmt: skip
        return group_name({name: value for name, value in cells.items() if not is_missing(value)})

    def raw(self, name: str) -> str:
        """Return the text as it stands in the file."""
        return self.binding.cell(self.row, name)

    def listed(self, name: str) -> str:
        """Return a cell that may be a list; a workbook's number was one with a comma in it."""
        text = self.raw(name)
        return text.replace(".", ",") if self._is_number(name) else text

    def _is_number(self, name: str) -> bool:
        column = self.binding.position.get(name, len(self.row))
        return column < len(self.row) and isinstance(self.row[column], NumberCell)

    def text(self, name: str) -> str | None:
        """Return the text without footnote marks, or None where it says "missing"."""
        plain = without_footnote(self.raw(name))
        return None if is_missing(plain) else plain

    def read(self, name: str, how: Callable[[str], T]) -> T | None:
        """Turn a cell into what ``how`` makes of it; None stays None."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return how(text)
        except UnreadableCell as problem:
            raise Rejected(name, text, str(problem)) from problem

    def number(self, name: str) -> Number | None:
        """Read a number with the mark of its column; a workbook's number has a point.

        Where the heading says thousands, it is taken 1,000 times.
        """
        mark = "." if self._is_number(name) else self.marks.get(name, ",")
        read = self.read(name, lambda text: number(text, mark))
        if read is None or name not in self.thousands:
            return read
        return Number(round(read.value * 1000, 6), None)

    def whole(self, name: str) -> int | None:
        """Read a whole number; ``3,0`` counts, ``3,5`` does not."""
        number = self.number(name)
        if number is None:
            return None
        if number.value != int(number.value):
            raise self.not_whole(name)
        return int(number.value)

    def not_whole(self, name: str) -> Rejected:
        """Return why a number with decimals is none; that its point is no mark of thousands."""
        text = self.text(name)
        if text and "." in text and not self._is_number(name):
            return Rejected(
                name,
                text,
                message("is not a whole number: its column has decimals behind a point"),
            )
        return Rejected(name, text, message("is not a whole number"))

    def positive(self, name: str) -> float | None:
        """Read a number that must be more than 0."""
        number = self.number(name)
        if number is not None and number.value <= 0:
            raise Rejected(name, self.text(name), message("must be more than 0"))
        return number.value if number else None

    def positive_whole(self, name: str) -> float | None:
        """Read a whole number that must be more than 0, such as a number of answers."""
        value = self.positive(name)
        if value is not None and value != int(value):
            raise self.not_whole(name)
        return value

    def year(self, name: str = "year") -> int | None:
        """Read a year of four digits."""
        return self.read(name, _whole_year)

    def period(self, name: str = "year") -> Period:
        """Read the row's period, which must be there: a year, half-year, quarter and so on."""
        read = self.read(name, period)
        if read is None:
            raise Rejected(name, None, message("is missing"))
        return read

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
        match = names.match(named)
        if match.code is None:
            raise Rejected("area", named, match.reason)
        return match.code

    def reject(self, row_number: int, problem: Rejected) -> Reject:
        """Return the record of a row that was turned away."""
        column = self._heading(problem.field) if problem.field else None
        return Reject(row_number, column, problem.value, problem.reason)

    def _heading(self, name: str) -> str:
        """Return the heading over a field's cell, which in a wide table is that of the cell."""
        column = self.binding.position.get(name, self.binding.groups.get(name))
        return name if column is None else self.headings[column]


def _whole_year(text: str) -> int:
    if len(text) > len("2024") or not text.isdecimal() or int(text) not in _YEARS:
        raise UnreadableCell(message("is not a year"))
    return int(text)


def distinct_rows(
    table: Table,
    read: Callable[[int, Cells], Row],
    identity: Callable[[Row], Hashable],
    repeat: Callable[[Row, Row], Rejected],
    contradiction: Callable[[Sequence[Row]], str | None] = lambda _: None,
) -> tuple[list[Row], list[Reject]]:
    """Read each data row into a row or a reject; no two rows have one identity.

    Of rows that say the same the first is taken, and ``repeat`` says of it and a later one why
    the later one is not. Of rows that contradict each other none is taken, for the reason that
    ``contradiction`` gives of them, if it knows a better one than that they do. Raises
    ``InputProblem`` where a column that is not read tells rows of one identity apart.
    """
    versions: dict[Hashable, list[tuple[Row, Cells]]] = {}

    def take(row_number: int, cells: Cells) -> None:
        row = read(row_number, cells)
        versions.setdefault(identity(row), []).append((row, cells))

    rejects = each_row(table, take)
    refuse_unread_groups(table, [[(row.row_number, cells.row) for row, cells in alike]
                                 for alike in versions.values()])  # fmt: skip
    rows = [alike[0][0] for alike in versions.values() if _agree([row for row, _ in alike])]
    rejects += [
        reject
        for alike in versions.values()
        for reject in _turned_away(alike, repeat, contradiction)
    ]
    return rows, sorted(rejects, key=lambda reject: reject.row_number)


def _agree(rows: Sequence[Row]) -> bool:
    return all(replace(row, row_number=rows[0].row_number) == rows[0] for row in rows[1:])


def _turned_away(
    alike: Sequence[tuple[Row, Cells]],
    repeat: Callable[[Row, Row], Rejected],
    contradiction: Callable[[Sequence[Row]], str | None],
) -> Iterator[Reject]:
    """Yield why rows of one identity are not taken: repeats, or all where they differ."""
    rows = [row for row, _ in alike]
    agree = _agree(rows)
    for row, cells in alike[agree:]:
        problem = repeat(rows[0], row)
        if not agree:
            row_numbers = ", ".join(str(one.row_number) for one in rows if one is not row)
            problem.reason = contradiction(rows) or message(
                "contradicts row {others}: of rows that mean the same and say different things "
                "none is taken",
                others=row_numbers,
            )
        yield cells.reject(row.row_number, problem)


def each_row(table: Table, take: Callable[[int, Cells], None]) -> list[Reject]:
    """Hand over each data row with its number, and return those that were refused.

    ``take`` raises ``Rejected`` to refuse one; a row of more cells than the header is refused.
    """
    rejects: list[Reject] = []
    sources = table.sources or endless(None)
    for (row_number, row), source in zip(numbered(table), sources, strict=False):
        cells = Cells(table, row, source)
        try:
            cells.check_width()
            cells.check_only()
            take(row_number, cells)
        except Rejected as problem:
            rejects.append(cells.reject(row_number, problem))
    return rejects
