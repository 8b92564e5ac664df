"""The way back from a count of incidents that a table gives: its rows, their load, the people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.analysis.incidents.table_counts import CountCell, Months, TableCounts, window_of
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.areas import CITY, OUTSIDE
from hotspots.model.provenance import About, TraceStep
from hotspots.sentences.provenance import trace as sentences
from hotspots.sentences.texts import day
from hotspots.workflows.incidents.table_counts import months_compared, table_counts
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.provenance.ground import TraceGround, area_steps, load_steps
from hotspots.workflows.provenance.incidents import (
    YearCount,
    days_step,
    population_of,
    rate_steps,
    ratio_steps,
)
from hotspots.workflows.provenance.question import TraceQuestion


@dataclass(frozen=True)
class _Ground:
    """What a count of a table is traced in: the store, the question, the table, the months."""

    trace: TraceGround
    question: TraceQuestion
    counts: TableCounts
    months: Months


def table_steps(ground: TraceGround, about: About, question: TraceQuestion) -> list[TraceStep]:
    """Return where a count of a table comes from; with a baseline both counts and their ratio."""
    area_set = area_set_named(ground.store, str(about.set_name))
    counts = table_counts(ground.store, area_set, question.category)
    baseline = question.year if question.baseline is None else question.baseline
    months, covered = months_compared(counts, baseline, question.year)
    if baseline not in covered:
        raise HotspotsError(
            message("The tables of counts have no period of {year} to compare.", year=baseline)
        )
    of_table = _Ground(ground, question, counts, months)
    years = [one for one in (question.year, question.baseline) if one is not None]
    found = [_count(of_table, replace(about, year=year)) for year in years]
    steps = [step for one in found for step in one.steps]
    if len(found) > 1:
        pair = found[0], found[1]
        steps = [*ratio_steps(ground, about, question, pair, "counts"), *steps]
    return [*steps, *area_steps(ground, about)]


def _count(ground: _Ground, about: About) -> YearCount:
    year = about.year or 0
    n = ground.counts.counts(year, ground.months).get(str(about.area))
    if not isinstance(n, int):
        raise HotspotsError(
            message(
                "The table withholds the count of {name} in {year}, or does not state it.",
                name=about.name,
                year=year,
            )
        )
    category, lang = ground.question.category, ground.trace.lang
    facts = {"name": about.name, "year": year, "value": sentences.exact(lang, n)}
    kind = "incidents" if category is None else "incidents_of"
    people, of_people = population_of(ground.trace, about, ground.question)
    steps = [
        TraceStep(kind, about, {**facts, "category": category}),
        *rate_steps(about, n, people),
        days_step(ground.trace, about, window_of(ground.months, {year})),
        *_cell_steps(ground, about, n),
        *of_people,
    ]
    return YearCount(n, people, steps)


def _cell_steps(ground: _Ground, about: About, n: int) -> list[TraceStep]:
    """Return the rows of the table that make up a count, and what was done with them."""
    year, counts = about.year or 0, ground.counts
    cells = counts.used(str(about.area), year, ground.months)
    steps: list[TraceStep] = []
    if not cells:
        parts = [code for code in (*counts.codes, "-") if counts.used(code, year, ground.months)]
        cells = [cell for code in parts for cell in counts.used(code, year, ground.months)]
        numbers = [cell.n or 0 for cell in cells]
        steps = [TraceStep("count_sum", about, {"year": year, "parts": numbers, "result": n})]
    elif about.area == CITY and sum(cell.n or 0 for cell in cells) != n:
        outside = counts.stated(OUTSIDE, year, ground.months)
        steps = [TraceStep("count_outside", about, {"value": str(outside)})]
    return [*steps, *_row_steps(ground, about, cells)]


def _row_steps(ground: _Ground, about: About, cells: Sequence[CountCell]) -> list[TraceStep]:
    lang = ground.trace.lang
    steps = []
    for cell in cells:
        first, last = (day(lang, one) for one in window_of(cell.months, ()).days_of(cell.year))
        facts = {"first": first, "last": last, "value": sentences.exact(lang, cell.n or 0)}
        at = replace(about, area=cell.area)
        steps.append(TraceStep("count_row", at, facts, cell.load_id, cell.row_number))
    for load in sorted({cell.load_id for cell in cells}):
        steps += load_steps(ground.trace, about, load, None)
    return steps
