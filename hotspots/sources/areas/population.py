"""Population tables: how many people live in an area in a year."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.groups import WHOLE_GROUP, dimension_key, group_name, parts_of
from hotspots.model.loads import Reject
from hotspots.model.periods import Period
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import NIL, is_missing
from hotspots.sources.values.addends import refuse_held_groups
from hotspots.sources.values.moments import Moments, moments

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

    The groups of the dimensions ``adds_up`` are everybody: they are summed where no row has the
    sum, and held against it where one has. Raises ``InputProblem`` where they differ.
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
    code, period = cells.area_code(names), _counted_on(cells)
    return PopulationRow(
        row_number, code, period.year, _residents(cells), _visited(cells), period.part,
        cells.group(),
    )  # fmt: skip


def _counted_on(cells: Cells) -> Period:
    """Return the period of a count of residents: that of 1 January is the year's."""
    text = cells.text("year")
    day = moments(text) if text else None
    if isinstance(day, Moments) and day.last is None and day.first.endswith("-01-01"):
        return Period(int(day.first[:4]))
    return cells.period()


def _residents(cells: Cells) -> float:
    if cells.raw("population") in NIL:
        return 0
    number = cells.number("population")
    if number is None:
        raise Rejected("population", cells.text("population"), message("is missing"))
    if number.value < 0:
        raise Rejected("population", cells.text("population"), message("is below 0"))
    if number.value != int(number.value):
        raise cells.not_whole("population")
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
) -> list[PopulationRow]:
    """Return the sums of the groups of each dimension in turn, where no row has them.

    A sum needs every group of the dimension that others have in its period. Raises
    ``UsageProblem`` for a dimension that no row has, ``InputProblem`` where the groups do not
    sum to what the table gives.
    """
    known = list(rows)
    for dimension in dimensions:
        if not any(dimension in parts_of(row.group_key) for row in known):
            raise UsageProblem(
                message(
                    "{where}: --adds-up {dimension}: no row is of a group of {dimension}.",
                    where=where,
                    dimension=dimension,
                )
            )
        known += _sums(where, known, dimension)
    return known[len(rows) :]


def not_summed(
    rows: Sequence[PopulationRow], dimensions: Sequence[str]
) -> list[tuple[str, Period]]:
    """Return the areas and periods of which groups are known, but no whole and no sum of all."""
    whole = {_place(row) for row in rows if row.group_key == WHOLE_GROUP}
    parts = {_place(row) for row in rows if {*parts_of(row.group_key)} & {*dimensions}}
    return [(code, Period(year, part)) for code, year, part in sorted(parts - whole)]


def _place(row: PopulationRow) -> tuple[str, int, str]:
    return row.area_code, row.year, row.part


def _without(row: PopulationRow, dimension: str) -> str:
    values = parts_of(row.group_key)
    return group_name({name: value for name, value in values.items() if name != dimension})


def _sums(where: str, rows: Sequence[PopulationRow], dimension: str) -> Iterator[PopulationRow]:
    """Yield the sums over one dimension; whatever else a group is stays."""
    groups: dict[tuple[int, str], set[str]] = {}
    addends: dict[tuple[Hashable, str], list[PopulationRow]] = {}
    stated = {(_place(row), row.group_key): row for row in rows}
    for row in rows:
        value = parts_of(row.group_key).get(dimension)
        if value is not None:
            groups.setdefault((row.year, row.part), set()).add(value)
            addends.setdefault((_place(row), _without(row, dimension)), []).append(row)
    values = [{parts_of(row.group_key)[dimension]: row.population for row in parts}
              for parts in addends.values()]  # fmt: skip
    refuse_held_groups(where, dimension, values)
    for (_, group), parts in addends.items():
        if len(parts) < len(groups[parts[0].year, parts[0].part]):
            continue
        total = sum(row.population for row in parts)
        whole = stated.get((_place(parts[0]), group))
        if whole is None:
            yield replace(parts[0], group_key=group, population=total, summed=True)
        elif whole.population != total:
            raise _other_sum(where, whole, dimension, total)


def _other_sum(where: str, whole: PopulationRow, dimension: str, total: float) -> InputProblem:
    return InputProblem(
        message(
            "{where}: row {row_number}: the whole is {stated:.0f}, but the groups of "
            "{dimension} sum to {total:.0f}. Correct the table, or leave --adds-up out.",
            where=where,
            row_number=whole.row_number,
            stated=whole.population,
            dimension=dimension,
            total=total,
        )
    )
