"""Reported incidents per area: counts, rates and their change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.incident_rates import Counted, Spread, incident_rows, spread_of
from hotspots.analysis.multiplicity import Method
from hotspots.analysis.overdispersion import Dispersion
from hotspots.analysis.periods import Window, YearDays, common_window, years_before
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.model.answer import Answer
from hotspots.model.change import CITY, UNPLACED
from hotspots.model.incidents import INCIDENT_COLUMNS, DateUsed, IncidentRow
from hotspots.model.load import Say
from hotspots.model.page import Lang
from hotspots.sentences.incidents import Registration, incident_notes
from hotspots.sentences.texts import text
from hotspots.workflows import asking
from hotspots.workflows.loading import known_set
from hotspots.workflows.naming import check_category


@dataclass(frozen=True)
class AskedIncidents:
    """What a question about incidents was asked with; None where the program is to choose."""

    set_name: str | None = None
    category: str | None = None
    baseline: int = asking.DEFAULT_BASELINE
    year: int | None = None
    date_used: DateUsed = "occurred"
    adjust: Method = "holm"
    lang: Lang = "en"


def incidents(store_path: Path, asked: AskedIncidents, say: Say) -> Answer:
    """Return the incidents of every area of a set in one year, against the baseline year."""
    with reading(store_path) as store:
        return _answer(store, asked, say)


def _answer(store: Store, asked: AskedIncidents, say: Say) -> Answer:
    area_set = chosen_set(store, asked.set_name, say)
    period = known_period(store, asked.category)
    year = asked.year or _newest_year(period, say)
    _refuse_years(asked.baseline, year)
    areas, shapes = asking.areas_of(store, area_set["set_name"])
    data = counted(
        store, area_set, asked.baseline, year, asked.category, date_used=asked.date_used
    )
    spread = spread_of(areas, data)
    found = incident_rows(areas, data, spread=spread, adjust=asked.adjust)
    rows = [_named(row, asked.lang) for row in found]
    loads = loads_of_rates(store, area_set, asked.baseline, year, earlier=data.earlier)
    sources = asking.sources_of(store, loads)
    late = _registration(store, data, asked)
    notes = incident_notes(rows, data, spread, late, date_used=asked.date_used,
                           adjust=asked.adjust, lang=asked.lang)  # fmt: skip
    if area_set["overlapping"]:
        notes.append(text(asked.lang, "note.several", set_name=area_set["set_name"]))
    return Answer(
        command="incidents",
        columns=INCIDENT_COLUMNS,
        rows=[row.as_row() for row in rows],
        settings={
            "set": area_set["set_name"],
            "category": asked.category,
            "baseline": asked.baseline,
            "year": year,
            "days": [one.isoformat() for one in data.window.days_of(year)],
            "date_used": asked.date_used,
            "interval": "exact Poisson 95 %",
            **_test_settings(rows, spread, asked.adjust),
        },
        sources=sources,
        notes=notes + asking.standing_notes(sources, area_set, asked.lang),
        shapes=shapes,
    )


def _refuse_years(baseline: int, year: int) -> None:
    if year == baseline:
        raise UsageProblem(
            message(
                "--baseline and --year are both {year}. Choose two different years.", year=year
            )
        )
    if year < baseline:
        raise UsageProblem(
            message(
                "--baseline {baseline} lies after --year {year}. Turn them round, or "
                "choose an earlier --baseline.",
                baseline=baseline,
                year=year,
            )
        )


def _test_settings(rows: Sequence[IncidentRow], spread: Spread, adjust: Method) -> dict[str, Any]:
    return {
        "test": _test(spread.areas),
        "test_of_city": _test(spread.city),
        "adjust": adjust,
        "family": "areas that can be compared",
        "family_size": sum(row.p is not None and row.area != CITY for row in rows),
        "dispersion": spread.areas.phi if spread.areas else None,
        "dispersion_df": spread.areas.df if spread.areas else None,
        "dispersion_of_city": spread.city.phi if spread.city else None,
        "dispersion_of_city_df": spread.city.df if spread.city else None,
        "dispersion_years": list(spread.areas.years) if spread.areas else [],
    }


def _test(spread: Dispersion | None) -> str:
    return "quasi-Poisson" if spread is not None and spread.is_over else "mid-p"


def chosen_set(store: Store, name: str | None, say: Say) -> Mapping[str, Any]:
    """Return the area set asked for, or the only one there is, which is said."""
    if name:
        return known_set(store, name)
    sets = [str(row["set_name"]) for row in store.rows("areas/active_sets")]
    if not sets:
        raise HotspotsError(message("The store has no area set yet: `hotspots load areas` first."))
    if len(sets) > 1:
        listed = ", ".join(map(repr, sets))
        raise UsageProblem(
            message("Which area set? There is {listed}. Say it with --set.", listed=listed)
        )
    say(message("Using the area set {sets!r}.", sets=sets[0]))
    return known_set(store, sets[0])


def known_period(store: Store, category: str | None) -> Mapping[str, Any]:
    """Return the first and last day with incidents of a category, or say which there are."""
    check_category(store, category)
    return store.rows("incidents/period", category=category)[0]


def _newest_year(period: Mapping[str, Any], say: Say) -> int:
    year = int(period["last_day"].year)
    say(
        message("Year set to {year}, the newest with incidents. Change it with --year.", year=year)
    )
    return year


def counted(
    store: Store,
    area_set: Mapping[str, Any],
    baseline: int,
    year: int,
    category: str | None,
    *,
    date_used: DateUsed = "occurred",
) -> Counted:
    """Count incidents and people by area in two years, over the days that both have.

    The years before the later one are counted over the same days, where they have them all.
    """
    days = _known_days(store, date_used)
    window = common_window(days, (baseline, year))
    if year not in window.covered:
        _refuse_uncovered(store, year)
    earlier = years_before(days, window, max(baseline, year))
    counts = store.rows(
        "incidents/counts",
        area_load_id=area_set["load_id"],
        years=[*earlier, baseline, year],
        category=category,
        from_day=window.first[0] * 100 + window.first[1],
        to_day=window.last[0] * 100 + window.last[1],
        by_reported=date_used == "reported",
    )
    people = _people(store, area_set, (baseline, year))
    return Counted(
        counts={(row["area_code"], row["year"]): row["n"] for row in counts},
        population=_with_city(people, area_set, store),
        window=window,
        baseline=baseline,
        year=year,
        category=category or "*",
        earlier=earlier,
        people_then=_with_city(_people(store, area_set, earlier), area_set, store),
        visitor_heavy=frozenset(row["area_code"] for row in people if row["visitor_heavy"]),
    )


def _known_days(store: Store, date_used: DateUsed) -> dict[int, YearDays]:
    days = _days_by_year(store, date_used)
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


def _refuse_uncovered(store: Store, year: int) -> None:
    period = store.rows("incidents/period", category=None)[0]
    raise HotspotsError(
        message(
            "No incidents are loaded for {year}: the extracts run from {first_day} "
            "to {last_day}, and leave that year out.",
            year=year,
            first_day=period["first_day"],
            last_day=period["last_day"],
        )
    )


def covered_window(store: Store, years: tuple[int, ...]) -> Window:
    """Return the days of occurrence that the stored extracts cover in all years they have."""
    return common_window(_days_by_year(store, "occurred"), years)


def _days_by_year(store: Store, date_used: DateUsed) -> dict[int, YearDays]:
    found = store.rows("incidents/days_by_year", by_reported=date_used == "reported")
    return {row["year"]: (row["first_day"], row["last_day"], row["n"]) for row in found}


def _people(
    store: Store, area_set: Mapping[str, Any], years: Collection[int]
) -> list[dict[str, Any]]:
    return store.rows("population/of_years", set_name=area_set["set_name"], years=sorted(years))


def _with_city(
    rows: Sequence[Mapping[str, Any]], area_set: Mapping[str, Any], store: Store
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


def _named(row: IncidentRow, lang: Lang) -> IncidentRow:
    names = {CITY: text(lang, "change.city"), UNPLACED: text(lang, "words.unplaced")}
    return replace(row, name=names.get(row.area, row.name))


def loads_of_rates(
    store: Store,
    area_set: Mapping[str, Any],
    baseline: int,
    year: int,
    *,
    earlier: Sequence[int] = (),
) -> list[int]:
    """Return the loads that counts and rates of two years rest on, and of the years before."""
    people = _people(store, area_set, {baseline, year, *earlier})
    extracts = [row["load"] for row in store.rows("store/loads")
                if row["kind"] == "incidents" and row["superseded_by"] is None]  # fmt: skip
    return [area_set["load_id"], *extracts, *{row["load_id"] for row in people}]


def _registration(store: Store, data: Counted, asked: AskedIncidents) -> Registration:
    first, last = data.window.days_of(data.year)
    found = store.rows(
        "incidents/registration", first_day=first, last_day=last, category=asked.category
    )
    return Registration(**found[0])
