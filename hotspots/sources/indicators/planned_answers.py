"""Planned or reported numbers of answers: rows of area, year and number."""

from dataclasses import dataclass

from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table


@dataclass(frozen=True)
class PlannedRow:
    """The answers of an area in a year, or in every year where ``year`` is None."""

    row_number: int
    area_code: str
    year: int | None
    n: float


def read_planned(table: Table, names: AreaNames) -> tuple[list[PlannedRow], list[Reject]]:
    """Turn a table into rows and rejects; each data row is in exactly one."""

    def read(row_number: int, cells: Cells) -> PlannedRow:
        n = cells.positive_whole("n")
        if n is None:
            raise Rejected("n", None, message("is missing"))
        return PlannedRow(row_number, cells.area_code(names), cells.year(), n)

    return distinct_rows(table, read, lambda row: (row.area_code, row.year), _repeat)


def _repeat(earlier: PlannedRow, later: PlannedRow) -> Rejected:
    reason = message("row {row_number} has this area and year", row_number=earlier.row_number)
    return Rejected("area", later.area_code, reason)
