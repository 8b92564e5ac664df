"""The city's residents held against those of its areas, as a table gives both."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.sources.areas.population import PopulationRow


def differences(
    where: str, rows: Sequence[PopulationRow], codes: Collection[str]
) -> list[tuple[PopulationRow, float]]:
    """Return the city's rows that all its areas together do not reach, with the areas' sum.

    ``codes`` are the areas of a set that do not overlap. Raises ``InputProblem`` where the areas
    have more residents than the city, and rounding does not explain it.
    """
    differing = []
    for city, areas in _cities(rows):
        total = sum(row.population for row in areas)
        if total > city.population + _rounding([city, *areas]):
            raise _more_than_the_city(where, city, total)
        if len(areas) == len(codes) and total < city.population:
            differing.append((city, total))
    return differing


def _rounding(rows: Sequence[PopulationRow]) -> float:
    """Return by how much figures that are all whole tens, hundreds or so may miss their sum."""
    unit = 1
    while any(row.population for row in rows) and not any(
        row.population % (10 * unit) for row in rows
    ):
        unit *= 10
    return unit * len(rows) / 2 if unit > 1 else 0


def _cities(
    rows: Sequence[PopulationRow],
) -> Iterator[tuple[PopulationRow, list[PopulationRow]]]:
    """Yield each row of the city with those of the areas in its period and group."""
    alike: dict[tuple[int, str, str], list[PopulationRow]] = defaultdict(list)
    for row in rows:
        alike[row.year, row.part, row.group_key].append(row)
    for group in alike.values():
        city = next((row for row in group if row.area_code == CITY), None)
        if city is not None:
            yield city, [row for row in group if row is not city]


def _more_than_the_city(where: str, city: PopulationRow, total: float) -> InputProblem:
    return InputProblem(
        message(
            "{where}: row {row_number}: the whole is {stated:,.0f}, but the areas sum to "
            "{total:,.0f}. Correct the table, or take one of the two out of it.",
            where=where,
            row_number=city.row_number,
            stated=city.population,
            total=total,
        )
    )
