"""Counts of areas from tables, and whether they or the extracts answer a question."""

from dataclasses import replace

from hotspots.analysis.incidents.rates import IncidentCounts
from hotspots.analysis.incidents.table_counts import (
    CountCell,
    Months,
    TableCounts,
    window_of,
    years_before,
)
from hotspots.analysis.time.periods import WHOLE_YEAR, Part, covered_years
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import Use
from hotspots.model.rows import AreasActiveSetsRow, IncidentsCountedSetsRow
from hotspots.workflows.loads.covered_days import days_by_year


def table_counts(
    store: Store, area_set: AreasActiveSetsRow, category: str | None, group: str = WHOLE_GROUP
) -> TableCounts:
    """Return what tables count in the areas of a set, of one category or of all together.

    ``group`` is the group of people that is counted.
    """
    name = area_set["set_name"]
    rows = store.rows("incidents/area_counts", set_name=name, category=category, group_key=group)
    codes = [row["code"] for row in store.rows("areas/names_of_set", set_name=name)]
    cells = [
        CountCell(
            row["area_code"], row["year"], (row["first_month"], row["last_month"]), row["n"],
            row["load_id"], row["row_number"],
        )
        for row in rows
    ]  # fmt: skip
    return TableCounts(cells, codes, overlapping=area_set["overlapping"])


def months_compared(
    counts: TableCounts, baseline: int, year: int, part: Part = WHOLE_YEAR
) -> tuple[Months, set[int]]:
    """Return the months of a part that both years have in full, and which of the two have them.

    Raises where no period of the later year has a row.
    """
    within = months_of(part)
    alone = counts.common_months([year], within)
    if alone is None:
        raise HotspotsError(
            message(
                "The tables of counts do not cover {year}: they have {years}. Load one of that "
                "year with `hotspots load counts`.",
                year=year,
                years=", ".join(map(str, counts.periods)) or message("none"),
            )
        )
    both = counts.common_months([baseline, year], within)
    return (alone, {year}) if both is None else (both, {baseline, year})


def months_of(part: Part) -> Months:
    """Return the first and the last month of a part of the year."""
    return part[0][0], part[1][0]


def from_tables(counts: TableCounts, data: IncidentCounts, part: Part) -> IncidentCounts:
    """Return incident counts with the numbers of tables: years, window, and what is not known."""
    months, covered = months_compared(counts, data.baseline, data.year, part)
    earlier = years_before(counts, months, max(data.baseline, data.year))
    known = {
        (code, year): n
        for year in {*covered, *earlier}
        for code, n in counts.counts(year, months).items()
    }
    return replace(
        data,
        counts={key: n for key, n in known.items() if isinstance(n, int)},
        unknown={key: n for key, n in known.items() if not isinstance(n, int)},
        window=window_of(months, covered),
        earlier=earlier,
        use="counts",
        loads=tuple(
            sorted({cell.load_id for cell in counts.cells if cell.year in {*covered, *earlier}})
        ),
    )


def use_of(
    store: Store,
    area_set: AreasActiveSetsRow,
    category: str | None,
    year: int,
    asked: Use | None,
) -> Use:
    """Return whether extracts or tables answer for a year; where both can, the one asked for.

    A store without extracts has tables alone.

    Raises ``UsageProblem`` where both can and nobody said which: they would tell of the same
    incidents, so that they are never added.
    """
    if store.rows("incidents/period", category=None)[0]["first_day"] is None:
        return asked or "counts"
    in_tables = year in table_counts(store, area_set, category).periods
    in_extracts = not in_tables or year in extract_years(store)
    if asked is not None or not (in_tables and in_extracts):
        return asked or ("counts" if in_tables else "extracts")
    raise UsageProblem(
        message(
            "{year} is in extracts of incidents and in tables of counts of {set_name!r}. They "
            "tell of the same incidents in two ways and are never added: say --use extracts or "
            "--use counts.",
            year=year,
            set_name=area_set["set_name"],
        )
    )


def extract_years(store: Store) -> frozenset[int]:
    """Return the years that the extracts of incidents cover."""
    return covered_years(days_by_year(store))


def usual_use(
    store: Store, area_set: AreasActiveSetsRow, year: int, part: Part = WHOLE_YEAR
) -> Use:
    """Return what answers of all incidents where nobody is asked: extracts where they can."""
    tables = table_counts(store, area_set, None)
    if tables.common_months([year], months_of(part)) is None:
        return "extracts"
    return "extracts" if year in extract_years(store) else "counts"


def counted_sets(store: Store) -> list[IncidentsCountedSetsRow]:
    """Return which sets and categories tables count in."""
    return store.rows("incidents/counted_sets")
