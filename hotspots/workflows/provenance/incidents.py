"""The way back from a count of incidents and its rate: loads, versions, days and people."""

from dataclasses import dataclass, replace

from hotspots.analysis.incidents.rates import incident_rows, swings_of
from hotspots.analysis.time.periods import Window
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.groups import dimension_key, parts_of
from hotspots.model.incidents import IncidentRow, Use
from hotspots.model.provenance import About, TraceStep
from hotspots.model.rows import TraceIncidentsOfAreaRow, TracePopulationRow
from hotspots.sentences.provenance import trace as sentences
from hotspots.sentences.texts import day
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.naming import check_category
from hotspots.workflows.incidents.counts import counted, counted_in_tables, covered_window
from hotspots.workflows.loads.covered_days import days_by_year
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.provenance.ground import TraceGround, area_steps, load_steps
from hotspots.workflows.provenance.question import TraceQuestion

PER = 1000


@dataclass(frozen=True)
class YearCount:
    """What one year's count is made of: its days, its loads, the people, and the steps."""

    n: int
    people: float | None
    steps: list[TraceStep]


def incident_steps(ground: TraceGround, about: About, question: TraceQuestion) -> list[TraceStep]:
    """Return where a count of incidents comes from; with a baseline both counts and their ratio.

    The days are those that ``incidents`` counts: with a baseline the same days of both years.
    """
    years = tuple(one for one in (question.year, question.baseline) if one is not None)
    check_category(ground.store, question.category)
    window = covered_window(ground.store, years)
    for year in years:
        _check_covered(ground, window, year)
    counts = [_count(ground, replace(about, year=year), window, question) for year in years]
    steps = [step for one in counts for step in one.steps]
    if len(counts) > 1:
        pair = counts[0], counts[1]
        steps = [*ratio_steps(ground, about, question, pair, "extracts"), *steps]
    return [*steps, *_layer_steps(ground, about)]


def _check_covered(ground: TraceGround, window: Window, year: int) -> None:
    if year not in window.covered:
        listed = ", ".join(map(str, days_by_year(ground.store)))
        raise HotspotsError(
            message(
                "The extracts do not cover {year}: there are incidents for {there}. An "
                "extract of that year brings them: `hotspots load incidents`.",
                year=year,
                there=listed,
            )
        )


def _count(
    ground: TraceGround, about: About, window: Window, question: TraceQuestion
) -> YearCount:
    category = question.category
    rows = _by_load(ground, about, window, category)
    n = sum(row["n"] for row in rows)
    facts = {"name": about.name, "year": about.year, "value": sentences.exact(ground.lang, n)}
    kind = "incidents" if category is None else "incidents_of"
    people, of_people = population_of(ground, about, question)
    steps = [
        TraceStep(kind, about, {**facts, "category": category}),
        *rate_steps(about, n, people),
        days_step(ground, about, window),
        *(step for row in rows for step in _load_part(ground, about, row)),
        *_unplaced(ground, about, window, category),
        *of_people,
    ]
    return YearCount(n, people, steps)


def _by_load(
    ground: TraceGround, about: About, window: Window, category: str | None
) -> list[TraceIncidentsOfAreaRow]:
    area_set = area_set_named(ground.store, str(about.set_name))
    return ground.store.rows(
        "trace/incidents_of_area",
        area_load_id=area_set["load_id"],
        area_code=about.area,
        year=about.year,
        from_day=window.first[0] * 100 + window.first[1],
        to_day=window.last[0] * 100 + window.last[1],
        category=category,
    )


def rate_steps(about: About, n: int, people: float | None) -> list[TraceStep]:
    """Return the division of a count by the people, where there are any."""
    if not people:
        return []
    facts = {"n": n, "people": people, "per": PER, "result": n / people * PER}
    return [TraceStep("rate", about, facts)]


def days_step(ground: TraceGround, about: About, window: Window) -> TraceStep:
    """Return the days that are counted."""
    first, last = (day(ground.lang, one) for one in window.days_of(about.year or 0))
    return TraceStep("days", about, {"value": f"{first} – {last}"})


def _load_part(ground: TraceGround, about: About, row: TraceIncidentsOfAreaRow) -> list[TraceStep]:
    load = row["load_id"]
    facts = {"load": load, "value": sentences.exact(ground.lang, row["n"])}
    steps = [TraceStep("from_load", about, facts, load)]
    if row["n_corrected"]:
        value = sentences.exact(ground.lang, row["n_corrected"])
        steps.append(TraceStep("corrected", about, {"value": value}, load))
    if row["n_named"]:
        value = sentences.exact(ground.lang, row["n_named"])
        steps.append(TraceStep("named_area", about, {"value": value}, load))
    return [*steps, *load_steps(ground, about, load, None)]


def _unplaced(
    ground: TraceGround, about: About, window: Window, category: str | None
) -> list[TraceStep]:
    city = _by_load(ground, replace(about, area=CITY), window, category)
    total, lost = (sum(row[name] for row in city) for name in ("n", "n_unplaced"))
    kind = "unplaced_in" if about.area == CITY else "unplaced_out"
    counts = [sentences.exact(ground.lang, one) for one in (lost, total)]
    return [TraceStep(kind, about, {"year": about.year, "value": " / ".join(counts)})]


def population_of(
    ground: TraceGround, about: About, question: TraceQuestion
) -> tuple[float | None, list[TraceStep]]:
    """Return how many people the rate is divided by: a row, or for the city a sum of rows.

    As in ``incidents`` the city's people are stated for both years, or summed for both.
    """
    rows = _people(ground, about)
    stated = [row for row in rows if row["area_code"] == about.area]
    if stated and (about.area != CITY or _stated_always(ground, about, question)):
        return stated[0]["population"], _people_steps(ground, about, stated[:1])
    rows = [row for row in rows if row["area_code"] != CITY]
    if about.area == CITY and _is_whole(ground, about, rows):
        parts = [row["population"] for row in rows]
        facts = {"year": about.year, "parts": parts, "result": sum(parts)}
        summed = TraceStep("population_sum", about, facts)
        return sum(parts), [summed, *_people_steps(ground, about, rows)]
    return None, [TraceStep("no_population", about, {"year": about.year})]


def _people(ground: TraceGround, about: About) -> list[TracePopulationRow]:
    return ground.store.rows("trace/population", set_name=about.set_name, year=about.year)


def _stated_always(ground: TraceGround, about: About, question: TraceQuestion) -> bool:
    """Tell whether the city's people are stated for every year that has any."""
    if area_set_named(ground.store, str(about.set_name))["overlapping"]:
        return True
    years = [one for one in (question.year, question.baseline) if one is not None]
    yearly_rows = [_people(ground, replace(about, year=year)) for year in years]
    return all(any(row["area_code"] == CITY for row in rows) for rows in yearly_rows if rows)


def _is_whole(ground: TraceGround, about: About, rows: list[TracePopulationRow]) -> bool:
    """Tell whether the areas' populations make up the city's."""
    codes = {row["code"] for row in ground.areas if row["set_name"] == about.set_name}
    overlapping = area_set_named(ground.store, str(about.set_name))["overlapping"]
    return not overlapping and codes <= {row["area_code"] for row in rows}


def _people_steps(
    ground: TraceGround, about: About, rows: list[TracePopulationRow]
) -> list[TraceStep]:
    steps = []
    for row in rows:
        area_about = replace(
            about, area=row["area_code"], name=_name(ground, about, row["area_code"])
        )
        facts = {"name": area_about.name, "year": about.year,
                 "value": sentences.exact(ground.lang, row["population"])}  # fmt: skip
        steps.append(TraceStep("population", area_about, facts, row["load_id"], row["row_number"]))
        steps += _summed_steps(ground, area_about, row)
    for load in sorted({row["load_id"] for row in rows}):
        number = rows[0]["row_number"] if len(rows) == 1 else None
        steps += load_steps(ground, about, load, number)
    return steps


def _name(ground: TraceGround, about: About, code: str) -> str | None:
    row = ground.area_row(replace(about, area=code))
    return str(row["area_name"]) if row else about.name


def ratio_steps(
    ground: TraceGround,
    about: About,
    question: TraceQuestion,
    counts: tuple[YearCount, YearCount],
    use: Use,
) -> list[TraceStep]:
    """Return the ratio of two years' rates, and what ``incidents`` makes of it."""
    later, earlier = counts
    years = {"baseline": question.baseline, "year": question.year}
    steps = []
    if earlier.people and later.people and earlier.n:
        facts = {"n1": earlier.n, "people1": earlier.people, "n2": later.n,
                 "people2": later.people, **years,
                 "result": later.n / later.people / (earlier.n / earlier.people)}  # fmt: skip
        steps.append(TraceStep("rate_ratio", about, facts))
    row, test = _judged(ground, about, question, use)
    if row.p is None:
        return steps
    high = "∞" if row.rr_high is None else sentences.exact(ground.lang, row.rr_high)
    interval = {"low": row.rr_low, "high": high, "value": test, **years}
    steps.append(TraceStep("ratio_interval", about, interval))
    steps.append(TraceStep("ratio_p", about, {"value": row.p}))
    return [*steps, TraceStep("ratio_p_adjusted", about, {"value": row.p_adjusted})]


def _judged(
    ground: TraceGround, about: About, question: TraceQuestion, use: Use
) -> tuple[IncidentRow, str]:
    """Return the row that ``incidents`` gives for the area, and the test it rests on."""
    area_set = area_set_named(ground.store, str(about.set_name))
    areas, _ = questions.areas_of(ground.store, str(about.set_name))
    baseline = question.baseline or 0
    if use == "counts":
        years = baseline, question.year
        data = counted_in_tables(ground.store, area_set, years, question.category)
    else:
        data = counted(ground.store, area_set, baseline, question.year, question.category)
    test = "mid-p" if swings_of(areas, data) is None else "mid-p of counts that swing"
    rows = incident_rows(areas, data)
    return next(row for row in rows if row.area == about.area), test


def _layer_steps(ground: TraceGround, about: About) -> list[TraceStep]:
    """Return the layer that incidents were placed in."""
    load = area_set_named(ground.store, str(about.set_name))["load_id"]
    placed = TraceStep("placed", about, {"set": about.set_name, "value": ""}, load)
    return [placed, *area_steps(ground, about), *load_steps(ground, about, load, None)]


def _summed_steps(ground: TraceGround, about: About, row: TracePopulationRow) -> list[TraceStep]:
    """Return the groups that residents are the sum of, where they were said to add up."""
    if not row["summed"]:
        return []
    dimensions = {dimension_key(one) for one in ground.settings_of(row["load_id"])["adds_up"]}
    groups = [
        group
        for group in ground.store.rows(
            "trace/summed_groups", load_id=row["load_id"], area_code=row["area_code"],
            year=about.year, part=row["part"],
        )
        if parts_of(group["group_key"]).keys() == dimensions
    ]  # fmt: skip
    facts = {"name": about.name, "dimensions": ", ".join(sorted(dimensions)),
             "parts": [group["population"] for group in groups],
             "result": row["population"]}  # fmt: skip
    return [
        TraceStep("people_of_groups", about, facts, row["load_id"]),
        *(TraceStep(
            "people_of_group",
            replace(about, group=group["group_key"], part=row["part"]),
            {"name": about.name, "group": group["group_key"],
             "value": sentences.exact(ground.lang, group["population"])},
            row["load_id"], group["row_number"],
        ) for group in groups),
    ]  # fmt: skip
