"""Where a figure comes from: every step back to loads, files, rows and editions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots.engine.store import reading
from hotspots.errors import UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.provenance import CATEGORY, INCIDENTS, TRACE_COLUMNS, About, TraceStep
from hotspots.sentences.provenance.trace import step_texts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import questions
from hotspots.workflows.loads.stored_sets import known_set
from hotspots.workflows.provenance.carried import figures_of, traced_steps, way_of
from hotspots.workflows.provenance.category import category_steps, no_category
from hotspots.workflows.provenance.change import change_steps
from hotspots.workflows.provenance.figure import choose_one
from hotspots.workflows.provenance.ground import Ground
from hotspots.workflows.provenance.incidents import incident_steps
from hotspots.workflows.provenance.question import AskedTrace, settle


def trace(store_path: Path, asked: AskedTrace, say: Say) -> Answer:
    """Return the way back from one figure of one area and year, or from a change of it."""
    _check(asked)
    with reading(store_path) as store:
        about = settle(store, asked, say)
        ground = Ground.of(store, asked.lang)
        return _answer(ground, about, asked, _steps(ground, about, asked, say))


def _check(asked: AskedTrace) -> None:
    if asked.baseline == asked.year:
        raise UsageProblem(
            message("--baseline and YEAR are both {year}. Choose two years.", year=asked.year)
        )
    if asked.category is not None and asked.thing != INCIDENTS:
        raise UsageProblem(message("--category goes with `incidents`: trace AREA YEAR incidents."))
    if asked.thing in {INCIDENTS, CATEGORY} and asked.as_of is not None:
        raise UsageProblem(message("--as-of goes with an indicator of the index or a survey."))


def _steps(ground: Ground, about: About, asked: AskedTrace, say: Say) -> list[TraceStep]:
    if asked.thing == INCIDENTS:
        return incident_steps(ground, about, asked)
    if asked.thing == CATEGORY:
        return _categories(ground, about, asked)
    if asked.baseline is not None:
        return change_steps(ground, about, asked, say)
    way = None if asked.as_of is None else way_of(ground, about, asked)
    figures = figures_of(ground, about, asked, asked.year, way)
    return [
        *traced_steps(ground, about, choose_one(figures, asked.edition, about), way),
        *category_steps(ground, about, asked.edition)[:1],
    ]


def _categories(ground: Ground, about: About, asked: AskedTrace) -> list[TraceStep]:
    steps: list[TraceStep] = []
    for year in (asked.year, asked.baseline):
        if year is not None:
            of_year = replace(about, year=year)
            found = category_steps(ground, of_year, asked.edition)
            if not found:
                raise no_category(of_year)
            steps += found
    return steps


def _answer(ground: Ground, about: About, asked: AskedTrace, steps: Sequence[TraceStep]) -> Answer:
    area_set = known_set(ground.store, str(about.set_name))
    loads = [one.load for one in steps if one.load is not None]
    sources = questions.sources_of(ground.store, loads)
    return Answer(
        command="trace",
        columns=TRACE_COLUMNS,
        rows=[_row(ground, at, step) for at, step in enumerate(steps, start=1)],
        settings={
            "set": about.set_name,
            "area": about.area,
            "indicator": about.indicator,
            "year": about.year,
            "baseline": asked.baseline,
            "edition": asked.edition,
            "as_of": asked.as_of,
            "category": asked.category,
        },
        sources=sources,
        notes=[
            text(asked.lang, "note.trace_rows"),
            *questions.standing_notes(sources, area_set, asked.lang),
        ],
    )


def _row(ground: Ground, at: int, step: TraceStep) -> dict[str, Any]:
    what, value = step_texts(step, ground.lang)
    load = ground.loads[step.load] if step.load is not None else None
    loaded_at = load["loaded_at_utc"] if load else None
    return {
        "step": at,
        "what": what,
        "value": value,
        "set": step.about.set_name,
        "area": step.about.area,
        "name": step.about.name,
        "indicator": step.about.indicator,
        "year": step.about.year,
        "edition": step.about.edition,
        "load": step.load,
        "file": load["file"] if load else None,
        "row": step.row,
        "sha256": load["sha256"] if load else None,
        "loaded_at": loaded_at.isoformat(timespec="seconds") + "Z" if loaded_at else None,
        "source": load["source"] if load else None,
    }
