"""The table below the map: its cells, and the area of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.pages import PageTable


@dataclass(frozen=True)
class ColumnHeading:
    """A column's heading."""

    text: str
    numeric: bool


@dataclass(frozen=True)
class TableCell:
    """A cell as it is read; a numeric one is sorted by the first number in it."""

    text: str
    numeric: bool


@dataclass(frozen=True)
class TableRow:
    """A row; one of no single area is fixed to its end of the table when it is sorted."""

    cells: Sequence[TableCell]
    area: int | None
    fixed: Literal["", "top", "bottom"]


def headings(table: PageTable) -> list[ColumnHeading]:
    """Return the columns' headings, or raise where they and the rows do not fit together."""
    widths = {len(table.numeric), *map(len, table.rows)}
    if widths != {len(table.headings)} or len(table.codes) != len(table.rows):
        raise UsageProblem(
            message(
                "The table {caption!r} has rows or headings of unequal length.",
                caption=table.caption,
            )
        )
    return [ColumnHeading(*pair) for pair in zip(table.headings, table.numeric, strict=True)]


def rows(table: PageTable, numbers: Mapping[str, int]) -> list[TableRow]:
    """Return the rows; ``numbers`` gives the drawn area's number for its code."""
    first = next(
        (row_number for row_number, code in enumerate(table.codes) if code), len(table.codes)
    )
    return [
        TableRow(
            [TableCell(*pair) for pair in zip(cells, table.numeric, strict=True)],
            numbers.get(code),
            "" if code else "top" if row_number < first else "bottom",
        )
        for row_number, (cells, code) in enumerate(zip(table.rows, table.codes, strict=True))
    ]
