"""CPR numbers in an extract: none may come in, so none may be there."""

import re
from collections.abc import Sequence
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.files.names import heading_key
from hotspots.sources.files.tables import Table, numbered

# six digits and four; the decimals of a long number are none
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])\d{6}[-\u2013\u2212 ]?\d{4}(?!\d)(?![.,]\d)")
_HEADINGS = ("cpr", "personnummer", "person number")


def refuse_person_numbers(path: Path, table: Table) -> None:
    """Refuse a table in which any cell or heading may hold a CPR number.

    The number itself is never repeated. Raises ``InputProblem`` with the row and the column.
    """
    for heading in table.binding.headings:
        if heading_key(heading).startswith(_HEADINGS):
            raise _refusal(
                path, message("the column {heading!r} is for CPR numbers", heading=heading)
            )
    for row_number, row in numbered(table):
        for position, cell in enumerate(row):
            if _NUMBER.search(cell):
                where = _column(table.binding.headings, position)
                raise _refusal(
                    path,
                    message(
                        "row {row_number}, {where}: this may be a CPR number",
                        row_number=row_number,
                        where=where,
                    ),
                )


def _column(headings: Sequence[str], position: int) -> str:
    return (
        message("column {headings!r}", headings=headings[position])
        if position < len(headings)
        else message("column no. {at}", at=position + 1)
    )


def _refusal(path: Path, reason: str) -> InputProblem:
    return InputProblem(
        message(
            "{path}: {found}. Nothing was stored. Ask for the extract without "
            "numbers of persons, and delete this file where it may not lie.",
            path=path,
            found=reason,
        )
    )
