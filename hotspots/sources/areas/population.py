"""Population tables: how many people live in an area in a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.groups import WHOLE_GROUP, dimension_key, parts_of
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import NIL, is_missing

POPULATION_KINDS = ValueKinds("population")
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


def read_population(
    table: Table, names: AreaNames, adds_up: Sequence[str] = ()
) -> tuple[list[PopulationRow], list[Reject]]:
    """Turn a population table into figures and rejects; each data row is in exactly one.

    The groups of the dimensions ``adds_up`` are everybody: they are summed where the whole has
    no row, and held against it where it has. Raises ``InputProblem`` where they differ.
    """
    rows, rejects = _rows(table, names)
    dimensions = [dimension_key(name) for name in adds_up]
    return [*rows, *summed(table.where, rows, dimensions)], rejects


def _rows(table: Table, names: AreaNames) -> tuple[list[PopulationRow], list[Reject]]:
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


def summed(
    where: str, rows: Sequence[PopulationRow], dimensions: Sequence[str]
) -> Iterator[PopulationRow]:
    """Yield the whole of each area and period that groups of one dimension add up to.

    Raises ``UsageProblem`` for a dimension that no row has, ``InputProblem`` where the groups
    do not sum to the whole that the table gives.
    """
    by_area: dict[tuple[str, int, str], list[PopulationRow]] = {}
    for row in rows:
        by_area.setdefault((row.area_code, row.year, row.part), []).append(row)
    for dimension in dimensions:
        if not any(set(parts_of(row.group_key)) == {dimension} for row in rows):
            raise UsageProblem(
                message(
                    "{where}: --adds-up {dimension}: no row is of a group of {dimension} alone.",
                    where=where,
                    dimension=dimension,
                )
            )
        for same in by_area.values():
            yield from _whole(where, same, dimension)


def _whole(where: str, rows: Sequence[PopulationRow], dimension: str) -> Iterator[PopulationRow]:
    parts = [row for row in rows if set(parts_of(row.group_key)) == {dimension}]
    total = sum(row.population for row in parts)
    stated = next((row for row in rows if row.group_key == WHOLE_GROUP), None)
    if parts and stated is None:
        yield replace(parts[0], group_key=WHOLE_GROUP, population=total, summed=True)
    elif parts and stated is not None and stated.population != total:
        raise InputProblem(
            message(
                "{where}: row {row_number}: the whole is {stated:.0f}, but the groups of "
                "{dimension} sum to {total:.0f}. Correct the table, or leave --adds-up out.",
                where=where,
                row_number=stated.row_number,
                stated=stated.population,
                dimension=dimension,
                total=total,
            )
        )
