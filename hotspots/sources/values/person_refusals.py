"""Columns watched for CPR numbers while a file is read, and the refusal of the file."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hotspots.errors import PersonNumbers
from hotspots.language import message
from hotspots.sources.values.person_columns import PersonColumn, unexplained
from hotspots.sources.values.person_numbers import born, hidden, is_heading, six_and_four


def texts_of(rows: Sequence[Sequence[str]], position: int) -> Any:
    """Return what stands in a column as an Arrow array; null where a row ends before it."""
    from hotspots.arrow import pa

    cells = [str(row[position]) if position < len(row) else None for row in rows]
    return pa.array(cells, pa.string())


def refuse_above(where: str, cells: Iterable[str]) -> None:
    """Refuse a file that may hold a CPR number in its headings or above them."""
    for cell in cells:
        if any(born(digits) for digits in six_and_four(cell)):
            raise PersonNumbers(
                message(
                    "{where}: the headings, or what stands above them, may hold a CPR number. "
                    "Nothing was stored. Ask for the file without numbers of persons, and delete "
                    "this one where it may not lie. If it is none, take it out of the file.",
                    where=where,
                )
            )


@dataclass
class Watch:
    """The columns of a file by position, looked at as its rows come, a batch at a time.

    ``times`` are positions that are read as dates or times, ``let_through`` those that are said
    to be of no persons. With ``strict`` one ten digits in a row is enough, in those of ``words``
    too. ``rows_before`` tells how many rows were left out before a row.
    """

    where: str
    headings: Sequence[str]
    let_through: Collection[int] = ()
    times: Collection[int] = ()
    strict: bool = False
    words: Collection[int] = ()
    rows_before: Callable[[int], int] = lambda _: 0
    columns: dict[int, PersonColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a heading of CPR numbers."""
        for position, heading in enumerate(self.headings):
            if position not in self.let_through and is_heading(heading):
                raise self._refusal(
                    position,
                    message("the column {heading!r} is for CPR numbers", heading=heading),
                )

    def look(
        self, cells: Mapping[int, Any], first_row: int = 1, row_numbers: Sequence[int] = ()
    ) -> None:
        """Refuse the file where one of the next cells, texts by position, may be a CPR number.

        The cells stand in rows from the first on, or in those of ``row_numbers``.
        """
        for position, texts in cells.items():
            if position in self.times or position in self.let_through:
                continue
            strict = self.strict or position in self.words
            column = self.columns.setdefault(position, PersonColumn(strict=strict))
            index = column.look(texts)
            if index is not None:
                row = row_numbers[index] if row_numbers else first_row + index
                raise self._refusal(position, self._row(row + self.rows_before(row), position))

    def refuse_line(self, row_number: int, cells: Sequence[str]) -> None:
        """Refuse a line whose cells do not fit the header, where one may be a CPR number."""
        for position, cell in enumerate(cells):
            passed = position in self.times or position in self.let_through
            possible = {digits for digits in six_and_four(cell) if born(digits)}
            if not passed and possible and self._is_new(position, possible):
                raise self._refusal(position, self._row(row_number, position))

    def _is_new(self, position: int, possible: set[str]) -> bool:
        column = self.columns.get(position, PersonColumn())
        return bool(unexplained(column.possible | possible, column.odd) & possible)

    def _row(self, row_number: int, position: int) -> str:
        return message(
            "row {row_number}, {where}: this may be a CPR number",
            row_number=row_number,
            where=self._column(position),
        )

    def _column(self, position: int) -> str:
        if position < len(self.headings) and self.headings[position].strip():
            return message("column {headings!r}", headings=hidden(self.headings[position]))
        return message("column no. {at}", at=position + 1)

    def _named(self, position: int) -> str:
        heading = self.headings[position].strip() if position < len(self.headings) else ""
        if not heading or hidden(heading) != heading:
            return f"#{position + 1}"
        return heading if heading.isalnum() else f'"{heading}"'

    def _refusal(self, position: int, reason: str) -> PersonNumbers:
        return PersonNumbers(
            message(
                "{path}: {found}. Nothing was stored. Ask for the file without numbers of "
                "persons, and delete this one where it may not lie. If the column holds none, "
                "say --not-personal {column}.",
                path=self.where,
                found=reason,
                column=self._named(position),
            )
        )
