"""The way back from a count of incidents and its rate: loads, versions, days and people."""

from dataclasses import dataclass, replace
from typing import Any

from hotspots.analysis.incidents.rates import incident_rows, spread_of
from hotspots.analysis.time.periods import Window
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.incidents import IncidentRow
from hotspots.model.provenance import About, Step
from hotspots.sentences.provenance import trace as sentences
from hotspots.sentences.texts import day
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.incidents.counts import counted, covered_window
from hotspots.workflows.loads.stored_sets import known_set
from hotspots.workflows.provenance.ground import Ground, Row, area_steps, load_steps
from hotspots.workflows.provenance.question import AskedTrace

PER = 1000


@dataclass(frozen=True)
class _Count:
    """What one year's count is made of: its days, its loads, the people, and the steps."""

    n: int
    people: float | None
    steps: list[Step]


def incident_steps(ground: Ground, about: About, asked: AskedTrace) -> list[Step]:
    """Return where a count of incidents comes from; with a baseline both counts and their ratio.

    The days are those that ``incidents`` counts: with a baseline the same days of both years.
    """
    years = tuple(one for one in (asked.year, asked.baseline) if one is not None)
    check_category(ground.store, asked.category)
    area_set = known_set(ground.store, str(about.set_name))
    window = covered_window(ground.store, area_set, years)
    for year in years:
        _check_covered(ground, window, year)
    counts = [_count(ground, replace(about, year=year), window, asked) for year in years]
    steps = [step for one in counts for step in one.steps]
    if len(counts) > 1:
        steps = [*_ratio_steps(ground, about, asked, *counts), *steps]
    return [*steps, *_layer_steps(ground, about)]


def _check_covered(ground: Ground, window: Window, year: int) -> None:
    if year not in window.covered:
        days = ground.store.rows("incidents/days_by_year", area_load_id=None, by_reported=False)
        there = ", ".join(str(row["year"]) for row in days)
        raise HotspotsError(
            message(
                "The extracts do not cover {year}: there are incidents for {there}. An "
                "extract of that year brings them: `hotspots load incidents`.",
                year=year,
                there=there,
            )
        )


def _count(ground: Ground, about: About, window: Window, asked: AskedTrace) -> _Count:
    category = asked.category
    rows = _by_load(ground, about, window, category)
    n = sum(row["n"] for row in rows)
    facts = {"name": about.name, "year": about.year, "value": sentences.exact(ground.lang, n)}
    kind = "incidents" if category is None else "incidents_of"
    people, of_people = _population(ground, about, asked)
    steps = [
        Step(kind, about, {**facts, "category": category}),
        *_rate(about, n, people),
        _days(ground, about, window),
        *(step for row in rows for step in _load_part(ground, about, row)),
        *_unplaced(ground, about, window, category),
        *of_people,
    ]
    return _Count(n, people, steps)


def _by_load(
    ground: Ground, about: About, window: Window, category: str | None
) -> list[dict[str, Any]]:
    area_set = known_set(ground.store, str(about.set_name))
    return ground.store.rows(
        "trace/incidents_of_area",
        area_load_id=area_set["load_id"],
        area_code=about.area,
        year=about.year,
        from_day=window.first[0] * 100 + window.first[1],
        to_day=window.last[0] * 100 + window.last[1],
        category=category,
    )


def _rate(about: About, n: int, people: float | None) -> list[Step]:
    if not people:
        return []
    facts = {"n": n, "people": people, "per": PER, "result": n / people * PER}
    return [Step("rate", about, facts)]


def _days(ground: Ground, about: About, window: Window) -> Step:
    first, last = (day(ground.lang, one) for one in window.days_of(about.year or 0))
    return Step("days", about, {"value": f"{first} – {last}"})


def _load_part(ground: Ground, about: About, row: Row) -> list[Step]:
    load = row["load_id"]
    facts = {"load": load, "value": sentences.exact(ground.lang, row["n"])}
    steps = [Step("from_load", about, facts, load)]
    if row["n_corrected"]:
        value = sentences.exact(ground.lang, row["n_corrected"])
        steps.append(Step("corrected", about, {"value": value}, load))
    return [*steps, *load_steps(ground, about, load, None)]


def _unplaced(ground: Ground, about: About, window: Window, category: str | None) -> list[Step]:
    city = _by_load(ground, replace(about, area=CITY), window, category)
    total, lost = (sum(row[name] for row in city) for name in ("n", "n_unplaced"))
    kind = "unplaced_in" if about.area == CITY else "unplaced_out"
    shown = [sentences.exact(ground.lang, one) for one in (lost, total)]
    return [Step(kind, about, {"year": about.year, "value": " / ".join(shown)})]


def _population(
    ground: Ground, about: About, asked: AskedTrace
) -> tuple[float | None, list[Step]]:
    """Return how many people the rate is divided by: a row, or for the city a sum of rows.

    As in ``incidents`` the city's people are stated for both years, or summed for both.
    """
    rows = _people(ground, about)
    stated = [row for row in rows if row["area_code"] == about.area]
    if stated and (about.area != CITY or _stated_always(ground, about, asked)):
        return stated[0]["population"], _people_steps(ground, about, stated[:1])
    rows = [row for row in rows if row["area_code"] != CITY]
    if about.area == CITY and _is_whole(ground, about, rows):
        parts = [row["population"] for row in rows]
        facts = {"year": about.year, "parts": parts, "result": sum(parts)}
        summed = Step("population_sum", about, facts)
        return sum(parts), [summed, *_people_steps(ground, about, rows)]
    return None, [Step("no_population", about, {"year": about.year})]


def _people(ground: Ground, about: About) -> list[dict[str, Any]]:
    return ground.store.rows("trace/population", set_name=about.set_name, year=about.year)


def _stated_always(ground: Ground, about: About, asked: AskedTrace) -> bool:
    """Tell whether the city's people are stated for every year that has any."""
    if known_set(ground.store, str(about.set_name))["overlapping"]:
        return True
    years = [one for one in (asked.year, asked.baseline) if one is not None]
    found = [_people(ground, replace(about, year=year)) for year in years]
    return all(any(row["area_code"] == CITY for row in rows) for rows in found if rows)


def _is_whole(ground: Ground, about: About, rows: list[dict[str, Any]]) -> bool:
    """Tell whether the areas' populations make up the city's."""
    codes = {row["code"] for row in ground.areas if row["set_name"] == about.set_name}
    overlapping = known_set(ground.store, str(about.set_name))["overlapping"]
    return not overlapping and codes <= {row["area_code"] for row in rows}


def _people_steps(ground: Ground, about: About, rows: list[dict[str, Any]]) -> list[Step]:
    steps = []
    for row in rows:
        own = replace(about, area=row["area_code"], name=_name(ground, about, row["area_code"]))
        facts = {"name": own.name, "year": about.year,
                 "value": sentences.exact(ground.lang, row["population"])}  # fmt: skip
        steps.append(Step("population", own, facts, row["load_id"], row["row_number"]))
    for load in sorted({row["load_id"] for row in rows}):
        number = rows[0]["row_number"] if len(rows) == 1 else None
        steps += load_steps(ground, about, load, number)
    return steps


def _name(ground: Ground, about: About, code: str) -> str | None:
    row = ground.area_row(replace(about, area=code))
    return str(row["area_name"]) if row else about.name


def _ratio_steps(
    ground: Ground, about: About, asked: AskedTrace, later: _Count, earlier: _Count
) -> list[Step]:
    """Return the ratio of two years' rates, and what ``incidents`` makes of it."""
    years = {"baseline": asked.baseline, "year": asked.year}
    steps = []
    if earlier.people and later.people and earlier.n:
        facts = {"n1": earlier.n, "people1": earlier.people, "n2": later.n,
                 "people2": later.people, **years,
                 "result": later.n / later.people / (earlier.n / earlier.people)}  # fmt: skip
        steps.append(Step("rate_ratio", about, facts))
    row, test = _judged(ground, about, asked)
    if row.p is None:
        return steps
    high = "∞" if row.rr_high is None else sentences.exact(ground.lang, row.rr_high)
    shown = {"low": row.rr_low, "high": high, "value": test, **years}
    steps.append(Step("ratio_interval", about, shown))
    steps.append(Step("ratio_p", about, {"value": row.p}))
    return [*steps, Step("ratio_p_adjusted", about, {"value": row.p_adjusted})]


def _judged(ground: Ground, about: About, asked: AskedTrace) -> tuple[IncidentRow, str]:
    """Return the row that ``incidents`` gives for the area, and the test it rests on."""
    area_set = known_set(ground.store, str(about.set_name))
    areas, _ = questions.areas_of(ground.store, str(about.set_name))
    data = counted(ground.store, area_set, asked.baseline or 0, asked.year, asked.category)
    spread = spread_of(areas, data)
    rows = incident_rows(areas, data, spread=spread)
    own = spread.city if about.area == CITY else spread.areas
    test = "quasi-Poisson" if own is not None and own.is_over else "mid-p"
    return next(row for row in rows if row.area == about.area), test


def _layer_steps(ground: Ground, about: About) -> list[Step]:
    """Return the layer that incidents were placed in."""
    load = known_set(ground.store, str(about.set_name))["load_id"]
    placed = Step("placed", about, {"set": about.set_name, "value": ""}, load)
    return [placed, *area_steps(ground, about), *load_steps(ground, about, load, None)]
