"""Where a figure comes from: every step back to loads, files, rows and editions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots.engine.store import reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.provenance import (
    CATEGORY,
    INCIDENTS,
    SLICE_COLUMNS,
    TRACE_COLUMNS,
    About,
    TraceStep,
)
from hotspots.sentences.provenance.trace import step_texts
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.naming import check_counted_category
from hotspots.workflows.incidents.table_counts import use_of
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.provenance.carried import figures_of, route_of, traced_steps
from hotspots.workflows.provenance.category import category_steps, no_category
from hotspots.workflows.provenance.change import change_steps
from hotspots.workflows.provenance.figure import choose_figure
from hotspots.workflows.provenance.ground import TraceGround
from hotspots.workflows.provenance.incidents import incident_steps
from hotspots.workflows.provenance.question import TraceQuestion, settle
from hotspots.workflows.provenance.table_counts import table_steps

_ASSUMED = frozenset({"n_assumed", "n_eff_assumed"})


def trace(store_path: Path, question: TraceQuestion, say: Say) -> Answer:
    """Return the way back from one figure of one area and year, or from a change of it."""
    _check(question)
    with reading(store_path) as store:
        about = settle(store, question, say)
        ground = TraceGround.of(store, question.lang)
        return _answer(ground, about, question, _steps(ground, about, question, say))


def _check(question: TraceQuestion) -> None:
    if question.baseline == question.year:
        raise UsageProblem(
            message("--baseline and YEAR are both {year}. Choose two years.", year=question.year)
        )
    if question.category is not None and question.subject != INCIDENTS:
        raise UsageProblem(message("--category goes with `incidents`: trace AREA YEAR incidents."))
    if question.use is not None and question.subject != INCIDENTS:
        raise UsageProblem(message("--use goes with `incidents`: trace AREA YEAR incidents."))
    if question.subject in {INCIDENTS, CATEGORY} and question.as_of is not None:
        raise UsageProblem(message("--as-of goes with an indicator of the index or a survey."))
    if question.second_group and (
        not question.group or question.baseline is not None or question.as_of is not None
    ):
        raise UsageProblem(message("--and goes with --group, and without --baseline and --as-of."))
    if question.subject in {INCIDENTS, CATEGORY} and (question.group or question.part):
        raise UsageProblem(
            message(
                "--group and parts of a year go with an indicator; incidents and categories are "
                "traced for everybody and whole years."
            )
        )


def _steps(
    ground: TraceGround, about: About, question: TraceQuestion, say: Say
) -> list[TraceStep]:
    if question.subject == INCIDENTS:
        return _incidents(ground, about, question)
    if question.subject == CATEGORY:
        return _categories(ground, about, question)
    if question.second_group:
        return _gap_steps(ground, about, question)
    if question.baseline is not None:
        return change_steps(ground, about, question, say)
    route = None if question.as_of is None else route_of(ground, about, question)
    figures = figures_of(ground, about, question, question.year, route)
    return [
        *traced_steps(ground, about, choose_figure(figures, question.edition, about), route),
        *category_steps(ground, about, question.edition)[:1],
    ]


def _gap_steps(ground: TraceGround, about: About, question: TraceQuestion) -> list[TraceStep]:
    """Return the gap between two groups, and the way back of both figures."""
    abouts = [about, replace(about, group=question.second_group)]
    chosen = []
    for of_group in abouts:
        figures = figures_of(ground, of_group, question, question.year, None)
        if not figures:
            raise HotspotsError(
                message(
                    "There is no figure of {group} for {name} in {period}. `hotspots status "
                    "--figures` lists them.",
                    group=of_group.group,
                    name=of_group.name,
                    period=of_group.period,
                )
            )
        chosen.append(choose_figure(figures, question.edition, of_group))
    steps = [step for of_group, figure in zip(abouts, chosen, strict=True)
             for step in traced_steps(ground, of_group, figure, None)]  # fmt: skip
    first, second = (one.figure["percent"] for one in chosen)
    if first is None or second is None:
        return steps
    facts = {"name": about.name, "first_group": about.group, "first": first, "second": second,
             "second_group": question.second_group, "result": first - second}  # fmt: skip
    return [TraceStep("gap", replace(about, group=WHOLE_GROUP), facts), *steps]


def _incidents(ground: TraceGround, about: About, question: TraceQuestion) -> list[TraceStep]:
    check_counted_category(ground.store, question.category)
    area_set = area_set_named(ground.store, str(about.set_name))
    use = use_of(ground.store, area_set, question.category, question.year, question.use)
    if use == "counts":
        return table_steps(ground, about, question)
    return incident_steps(ground, about, question)


def _categories(ground: TraceGround, about: About, question: TraceQuestion) -> list[TraceStep]:
    steps: list[TraceStep] = []
    for year in (question.year, question.baseline):
        if year is not None:
            of_year = replace(about, year=year)
            year_steps = category_steps(ground, of_year, question.edition)
            if not year_steps:
                raise no_category(of_year)
            steps += year_steps
    return steps


def _answer(
    ground: TraceGround, about: About, question: TraceQuestion, steps: Sequence[TraceStep]
) -> Answer:
    area_set = area_set_named(ground.store, str(about.set_name))
    loads = [one.load for one in steps if one.load is not None]
    columns = SLICE_COLUMNS if any(one.about.group or one.about.part for one in steps) else ()
    sources = every_output.sources_of(ground.store, loads)
    return Answer(
        command="trace",
        columns=(*TRACE_COLUMNS, *columns),
        rows=[_row(ground, at, step) for at, step in enumerate(steps, start=1)],
        settings={
            "set": about.set_name,
            "area": about.area,
            "indicator": about.indicator,
            "year": about.year,
            "baseline": question.baseline,
            "edition": question.edition,
            "as_of": question.as_of,
            "category": question.category,
            **({"group": about.group, "part": about.part} if columns else {}),
            **(question.assumed.settings() if _ASSUMED & {one.kind for one in steps} else {}),
        },
        sources=sources,
        notes=[
            text(question.lang, "note.trace_rows"),
            *every_output.standing_notes(sources, area_set, question.lang),
        ],
    )


def _row(ground: TraceGround, step_number: int, step: TraceStep) -> dict[str, Any]:
    what, value = step_texts(step, ground.lang)
    load = ground.loads[step.load] if step.load is not None else None
    loaded_at = load["loaded_at_utc"] if load else None
    return {
        "step": step_number,
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
        "group": step.about.group or None,
        "period": step.about.period,
    }
