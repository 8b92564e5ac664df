"""Incidents and residents by area in two years, over the days that both have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from hotspots.analysis.incidents.rates import IncidentCounts
from hotspots.analysis.time.extents import left_out
from hotspots.analysis.time.periods import (
    WHOLE_YEAR,
    Part,
    Window,
    YearDays,
    common_window,
    years_before,
)
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import CountOf, DateUsed
from hotspots.model.rows import AreasActiveSetsRow, PopulationOfYearsRow
from hotspots.workflows.incidents.table_counts import (
    from_tables,
    table_counts,
    usual_use,
)
from hotspots.workflows.loads.clear_stores import is_clear
from hotspots.workflows.loads.covered_days import day_counts, days_by_year
from hotspots.workflows.loads.extracts import incident_loads


def counted(
    store: Store,
    area_set: AreasActiveSetsRow,
    baseline: int,
    year: int,
    category: str | None,
    *,
    date_used: DateUsed = "occurred",
    count: CountOf = "cases",
    part: Part = WHOLE_YEAR,
) -> IncidentCounts:
    """Count incidents and people by area in a part of two years, over the days that both have.

    The years before the later one are counted over the same days, where they have them all.
    """
    days = _required_days(store, date_used)
    window = common_window(days, (baseline, year), part)
    if year not in window.covered:
        _refuse_uncovered(store, year)
    earlier = years_before(days, window, max(baseline, year))
    counts = store.rows(
        "incidents/counts",
        area_load_id=area_set["load_id"],
        years=sorted({*earlier, baseline, year}),
        category=category,
        from_day=window.first[0] * 100 + window.first[1],
        to_day=window.last[0] * 100 + window.last[1],
        by_reported=date_used == "reported",
        count=count,
    )
    people = _people(store, area_set, (baseline, year))
    return IncidentCounts(
        counts={(row["area_code"], row["year"]): row["n"] for row in counts},
        population=_with_city(people, area_set, store),
        window=window,
        baseline=baseline,
        year=year,
        category=category or "*",
        left_out=_left_out(store, area_set, date_used, days, {baseline, year} & window.covered),
        earlier=earlier,
        people_then=_with_city(_people(store, area_set, earlier), area_set, store),
        visitor_heavy=frozenset(row["area_code"] for row in people if row["visitor_heavy"]),
    )


def counted_in_tables(
    store: Store,
    area_set: AreasActiveSetsRow,
    years: tuple[int, int],
    category: str | None,
    part: Part = WHOLE_YEAR,
    group: str = WHOLE_GROUP,
) -> IncidentCounts:
    """Return the counts of tables in two years, over the months that both have.

    ``years`` are the baseline and the year asked about. Those of a group are beside the
    residents of that group.
    """
    baseline, year = years
    empty = IncidentCounts(
        counts={},
        population={},
        window=common_window({}, ()),
        baseline=baseline,
        year=year,
        category=category or "*",
    )
    data = from_tables(table_counts(store, area_set, category, group), empty, part)
    return with_people(store, area_set, data, group)


def with_people(
    store: Store, area_set: AreasActiveSetsRow, data: IncidentCounts, group: str = WHOLE_GROUP
) -> IncidentCounts:
    """Return counts with the residents of their years, of a group where one is counted."""
    people = _people(store, area_set, (data.baseline, data.year), group)
    return replace(
        data,
        population=_with_city(people, area_set, store),
        people_then=_with_city(_people(store, area_set, data.earlier, group), area_set, store),
        visitor_heavy=frozenset(row["area_code"] for row in people if row["visitor_heavy"]),
    )


def residents(
    store: Store, area_set: AreasActiveSetsRow, years: Collection[int]
) -> tuple[dict[tuple[str, int], float], frozenset[str]]:
    """Return the residents by area and year, the city's too, and the areas with many visitors."""
    people = _people(store, area_set, years)
    heavy = frozenset(row["area_code"] for row in people if row["visitor_heavy"])
    return _with_city(people, area_set, store), heavy


def _required_days(store: Store, date_used: DateUsed) -> dict[int, YearDays]:
    days = days_by_year(store, by_reported=date_used == "reported")
    if not days:
        happened = message("was reported") if date_used == "reported" else message("occurred")
        raise HotspotsError(
            message(
                "No incident in the store says when it {happened}. Count by the other "
                "date with --date, or load an extract that has this one.",
                happened=happened,
            )
        )
    return days


def _left_out(
    store: Store,
    area_set: AreasActiveSetsRow,
    date_used: DateUsed,
    days: Mapping[int, YearDays],
    years: Collection[int],
) -> dict[int, int]:
    """Return how many of the set's incidents lie on no covered day, by year."""
    of_set = day_counts(store, area_set["load_id"], by_reported=date_used == "reported")
    return {year: n for year, n in left_out(of_set, days).items() if year in years}


def _refuse_uncovered(store: Store, year: int) -> None:
    period = store.rows("incidents/period", category=None)[0]
    raise HotspotsError(
        message(
            "The extracts do not cover {year}: they run from {first_day} to {last_day}, and of "
            "that year have nothing, or what was reported late.",
            year=year,
            first_day=period["first_day"],
            last_day=period["last_day"],
        )
    )


def covered_window(store: Store, years: tuple[int, ...], part: Part = WHOLE_YEAR) -> Window:
    """Return the days of occurrence that the stored extracts cover in all years they have."""
    return common_window(days_by_year(store), years, part)


def _people(
    store: Store, area_set: AreasActiveSetsRow, years: Collection[int], group: str = WHOLE_GROUP
) -> list[PopulationOfYearsRow]:
    return store.rows(
        "population/of_years", set_name=area_set["set_name"], years=sorted(years), group_key=group
    )


def _with_city(
    rows: Sequence[PopulationOfYearsRow], area_set: AreasActiveSetsRow, store: Store
) -> dict[tuple[str, int], float]:
    """Return the populations with the city's: stated for every year, or summed for every year.

    A stated and a summed figure are never compared with each other: they may count others.
    """
    people = {(row["area_code"], row["year"]): row["population"] for row in rows}
    years = {year for _, year in people}
    if all((CITY, year) in people for year in years) or area_set["overlapping"]:
        return people
    names = store.rows("areas/names_of_set", set_name=area_set["set_name"])
    codes = {row["code"] for row in names}
    summed = {
        (CITY, year): sum(people[code, year] for code in codes)
        for year in years
        if all((code, year) in people for code in codes)
    }
    return {key: value for key, value in people.items() if key[0] != CITY} | summed


def loads_of_rates(
    store: Store,
    area_set: AreasActiveSetsRow,
    baseline: int,
    year: int,
    *,
    data: IncidentCounts | None = None,
    group: str = WHOLE_GROUP,
) -> list[int]:
    """Return the loads that counts and rates of two years rest on, and of the years before.

    Those of the tables where ``data`` comes from tables, else those of the extracts.
    """
    earlier = data.earlier if data else ()
    people = _people(store, area_set, {baseline, year, *earlier}, group)
    counts = data.loads if data and data.use != "extracts" else incident_loads(store)
    return [area_set["load_id"], *counts, *{row["load_id"] for row in people}]


def usual_counts(
    store: Store, area_set: AreasActiveSetsRow, baseline: int, year: int, part: Part = WHOLE_YEAR
) -> IncidentCounts | None:
    """Count all incidents where nobody is asked: from extracts where they cover the year.

    Else from tables; None where neither covers it, and where counts are cleared, which only
    ``incidents`` reads.
    """
    if is_clear(store):
        return None
    data = usual_tables(store, area_set, baseline, year, part)
    if data is None and year in covered_window(store, (year,), part).covered:
        return counted(store, area_set, baseline, year, None, part=part)
    return data


def usual_tables(
    store: Store, area_set: AreasActiveSetsRow, baseline: int, year: int, part: Part = WHOLE_YEAR
) -> IncidentCounts | None:
    """Return the counts of tables where extracts do not cover the year; None elsewhere."""
    if usual_use(store, area_set, year, part) == "extracts":
        return None
    return counted_in_tables(store, area_set, (baseline, year), None, part)
