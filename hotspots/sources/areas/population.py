"""Population tables: how many people live in an area in a year."""

from dataclasses import dataclass

from hotspots.language import message
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import NIL, is_missing

_YES = frozenset({"ja", "yes", "true", "1", "x"})
_NO = frozenset({"nej", "no", "false", "0"})


@dataclass(frozen=True)
class PopulationRow:
    """How many people live in an area in a year, and whether many more come there.

    ``visitor_heavy`` is None where the table does not say. ``summed`` says that the figure is
    the sum of groups that add up.
    """

    row_number: int
    area_code: str
    year: int
    population: float
    visitor_heavy: bool | None = None
    part: str = ""
    group_key: str = WHOLE_GROUP
    summed: bool = False


def read_population(table: Table, names: AreaNames) -> tuple[list[PopulationRow], list[Reject]]:
    """Turn a population table into figures and rejects; each data row is in exactly one."""
    return distinct_rows(
        table,
        lambda row_number, cells: _people(row_number, cells, names),
        lambda row: (row.area_code, row.year, row.part, row.group_key),
        _repeat,
    )


def _repeat(earlier: PopulationRow, later: PopulationRow) -> Rejected:
    reason = message(
        "row {row_number} has this area, period and group", row_number=earlier.row_number
    )
    return Rejected("population", f"{later.population:.0f}", reason)


def _people(row_number: int, cells: Cells, names: AreaNames) -> PopulationRow:
    code, period = cells.area_code(names), cells.period()
    return PopulationRow(
        row_number, code, period.year, _residents(cells), _visited(cells), period.part,
        cells.group(),
    )  # fmt: skip


def _residents(cells: Cells) -> float:
    if cells.raw("population") in NIL:
        return 0
    number = cells.number("population")
    if number is None:
        raise Rejected("population", cells.text("population"), message("is missing"))
    if number.value < 0:
        raise Rejected("population", cells.text("population"), message("is below 0"))
    if number.value != int(number.value):
        raise Rejected("population", cells.text("population"), message("is not a whole number"))
    return number.value


def _visited(cells: Cells) -> bool | None:
    """Read the mark of an area with many visitors; an x is a tick here, not a missing value."""
    mark = cells.raw("visitor_heavy").strip().casefold()
    if mark in _YES | _NO:
        return mark in _YES
    if is_missing(mark) or mark in NIL:
        return None
    raise Rejected("visitor_heavy", mark, message("is not ja, nej, 1, 0 or x"))
