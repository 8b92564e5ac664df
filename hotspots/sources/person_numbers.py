"""CPR numbers in an extract: none may come in, so none may be there."""

import re
from collections.abc import Sequence
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.sources.names import heading_key
from hotspots.sources.tables import Table, numbered

# six digits and four; the decimals of a long number are none
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])\d{6}[-\u2013\u2212 ]?\d{4}(?!\d)(?![.,]\d)")
_HEADINGS = ("cpr", "personnummer", "person number")


def refuse_person_numbers(path: Path, table: Table) -> None:
    """Refuse a table in which any cell or heading may hold a CPR number.

    The number itself is never repeated. Raises ``InputProblem`` with the row and the column.
    """
    for heading in table.binding.headings:
        if heading_key(heading).startswith(_HEADINGS):
            raise _refusal(path, f"the column {heading!r} is for CPR numbers")
    for row_number, row in numbered(table):
        for at, cell in enumerate(row):
            if _NUMBER.search(cell):
                where = _column(table.binding.headings, at)
                raise _refusal(path, f"row {row_number}, {where}: this may be a CPR number")


def _column(headings: Sequence[str], at: int) -> str:
    return f"column {headings[at]!r}" if at < len(headings) else f"column no. {at + 1}"


def _refusal(path: Path, found: str) -> InputProblem:
    return InputProblem(
        f"{path}: {found}. Nothing was stored. Ask for the extract without numbers of persons, "
        "and delete this file where it may not lie."
    )
