"""Reported incidents per area: counts, rates and their change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.incident_rates import Counted, incident_rows
from hotspots.analysis.periods import Window, common_window
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.model.answer import Answer
from hotspots.model.change import CITY, UNPLACED
from hotspots.model.incidents import INCIDENT_COLUMNS, IncidentRow
from hotspots.model.load import Say
from hotspots.model.page import Lang
from hotspots.sentences.texts import day, number, text
from hotspots.workflows import asking
from hotspots.workflows.loading import known_set


@dataclass(frozen=True)
class AskedIncidents:
    """What a question about incidents was asked with; None where the program is to choose."""

    set_name: str | None = None
    category: str | None = None
    baseline: int = asking.DEFAULT_BASELINE
    year: int | None = None
    lang: Lang = "en"


def incidents(store_path: Path, asked: AskedIncidents, say: Say) -> Answer:
    """Return the incidents of every area of a set in one year, against the baseline year."""
    with reading(store_path) as store:
        return _answer(store, asked, say)


def _answer(store: Store, asked: AskedIncidents, say: Say) -> Answer:
    area_set = _set(store, asked.set_name, say)
    period = _period(store, asked.category)
    year = asked.year or _newest_year(period, say)
    if year == asked.baseline:
        raise UsageProblem(f"--baseline and --year are both {year}. Choose two different years.")
    areas, shapes = asking.areas_of(store, area_set["set_name"])
    data = counted(store, area_set, asked.baseline, year, asked.category)
    rows = [_named(row, asked.lang) for row in incident_rows(areas, data)]
    sources = asking.sources_of(store, loads_of_rates(store, area_set, asked.baseline, year))
    notes = _notes(rows, data, area_set, asked.lang)
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
            "date_used": "occurred",
            "interval": "exact Poisson 95 %",
            "test": "mid-p, Holm over the areas that can be compared",
        },
        sources=sources,
        notes=notes + asking.standing_notes(sources, area_set, asked.lang),
        shapes=shapes,
    )


def _set(store: Store, name: str | None, say: Say) -> Mapping[str, Any]:
    if name:
        return known_set(store, name)
    sets = [str(row["set_name"]) for row in store.rows("areas/active_sets")]
    if not sets:
        raise HotspotsError("The store has no area set yet: `hotspots load areas` first.")
    if len(sets) > 1:
        listed = ", ".join(map(repr, sets))
        raise UsageProblem(f"Which area set? There is {listed}. Say it with --set.")
    say(f"Using the area set {sets[0]!r}.")
    return known_set(store, sets[0])


def _period(store: Store, category: str | None) -> Mapping[str, Any]:
    found = store.rows("incidents/period", category=category)[0]
    if found["first_day"] is None:
        known = store.rows("incidents/period", category=None)[0]["categories"]
        if not known:
            raise HotspotsError(
                "The store has no incidents yet. Bring some in with `hotspots load incidents`."
            )
        raise HotspotsError(f"No incidents of {category!r}. Categories: {', '.join(known)}.")
    return found


def _newest_year(period: Mapping[str, Any], say: Say) -> int:
    year = int(period["last_day"].year)
    say(f"Year set to {year}, the newest with incidents. Change it with --year.")
    return year


def counted(
    store: Store, area_set: Mapping[str, Any], baseline: int, year: int, category: str | None
) -> Counted:
    """Count incidents and people by area in two years, over the days that both have."""
    years = {"year_1": baseline, "year_2": year}
    window = covered_window(store, (baseline, year))
    if year not in window.covered:
        period = store.rows("incidents/period", category=None)[0]
        raise HotspotsError(
            f"No incidents are loaded for {year}: the extracts run from "
            f"{period['first_day']} to {period['last_day']}, and leave that year out."
        )
    counts = store.rows(
        "incidents/counts",
        area_load_id=area_set["load_id"],
        category=category,
        first_day=window.first[0] * 100 + window.first[1],
        last_day=window.last[0] * 100 + window.last[1],
        **years,
    )
    people = store.rows("population/of_years", set_name=area_set["set_name"], **years)
    by_area = {(row["area_code"], row["year"]): row["population"] for row in people}
    return Counted(
        counts={(row["area_code"], row["year"]): row["n"] for row in counts},
        population=_with_city(by_area, area_set, store),
        window=window,
        baseline=baseline,
        year=year,
        category=category or "*",
    )


def covered_window(store: Store, years: tuple[int, ...]) -> Window:
    """Return the days that the stored extracts cover in all of the years they have."""
    found = store.rows("incidents/days_by_year")
    days = {row["year"]: (row["first_day"], row["last_day"], row["n"]) for row in found}
    return common_window(days, years)


def _with_city(
    people: Mapping[tuple[str, int], float], area_set: Mapping[str, Any], store: Store
) -> dict[tuple[str, int], float]:
    """Return the populations with the city's: stated for every year, or summed for every year.

    A stated and a summed figure are never compared with each other: they may count others.
    """
    years = {year for _, year in people}
    if all((CITY, year) in people for year in years) or area_set["overlapping"]:
        return dict(people)
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
    store: Store, area_set: Mapping[str, Any], baseline: int, year: int
) -> list[int]:
    """Return the loads that counts and rates of two years rest on."""
    people = store.rows(
        "population/of_years", set_name=area_set["set_name"], year_1=baseline, year_2=year
    )
    extracts = [row["load"] for row in store.rows("store/loads")
                if row["kind"] == "incidents" and row["superseded_by"] is None]  # fmt: skip
    return [area_set["load_id"], *extracts, *{row["load_id"] for row in people}]


def _notes(
    rows: Sequence[IncidentRow], data: Counted, area_set: Mapping[str, Any], lang: Lang
) -> list[str]:
    notes = [text(lang, "note.occurred")]
    total = next(row.n for row in rows if row.area == CITY)
    lost = next(row.n for row in rows if row.area == UNPLACED)
    if lost:
        shown = {"n": number(lang, lost), "total": number(lang, total), "year": data.year}
        notes.append(text(lang, "note.unplaced", **shown))
    if not data.window.is_whole_year:
        first, last = data.window.days_of(data.year)
        notes.append(text(lang, "note.part_year", first=day(lang, first), last=day(lang, last)))
    notes += [
        text(lang, "note.no_population", year=year)
        for year in (data.baseline, data.year)
        if year in data.window.covered and not any(one == year for _, one in data.population)
    ]
    if any("counts_only" in row.flags for row in rows):
        notes.append(text(lang, "note.counts_only"))
    if area_set["overlapping"]:
        notes.append(text(lang, "note.several", set_name=area_set["set_name"]))
    return notes
