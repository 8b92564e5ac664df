"""How far two groups are apart in every area, and whether they came nearer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots.analysis.indicators.gap_rows import (
    GapQuestion,
    GroupFigures,
    gap_rows,
    group_figures,
)
from hotspots.analysis.indicators.pairing import of_areas
from hotspots.engine.store import Store, reading
from hotspots.language import Say
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY
from hotspots.model.indicators import GAP_COLUMNS, GapRow, Measure
from hotspots.sentences.indicators.gap import gap_sentence
from hotspots.sentences.texts import text
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.change import refuse_broken, told_break
from hotspots.workflows.indicators.figures import figures_of
from hotspots.workflows.indicators.gap_notes import gap_notes
from hotspots.workflows.indicators.gap_scope import GapOptions, gap_scope
from hotspots.workflows.indicators.group_correlations import correlations_of

INTERVAL = (
    "Newcombe 95 % on effective n, with the covariance of the groups where their answers are "
    "loaded; of the change the two joined (MOVER)"
)
TEST = "score test, the variance of each group pooled over both years"


def gap(store_path: Path, options: GapOptions, say: Say) -> Answer:
    """Return the gap between two groups in every area of a set, the city first."""
    wanted = options.wanted
    with reading(store_path) as store:
        scope, question = gap_scope(store, options, say)
        if question.baseline is not None:
            refuse_broken(scope, wanted)
        areas, shapes = questions.areas_of(store, scope.set_name)
        figures = _figures(store, scope, question, wanted, [CITY, *(code for code, _ in areas)])
        correlations = correlations_of(store, figures, question)
        rows = gap_rows(areas, figures, correlations, question)
        sources = every_output.sources_of(store, _loads(figures, scope))
    rows = [_worded(row, question.measure, wanted) for row in rows]
    notes = gap_notes(scope, wanted, question, rows, figures)
    notes += every_output.standing_notes(sources, scope.area_set, wanted.lang)
    return Answer(
        command="gap",
        columns=GAP_COLUMNS,
        rows=[row.as_row() for row in rows],
        settings=_settings(scope, wanted, question, rows),
        sources=sources,
        notes=notes,
        shapes=shapes,
    )


def _figures(
    store: Store, scope: Scope, question: GapQuestion, wanted: Question, codes: Sequence[str]
) -> dict[str, GroupFigures]:
    """Return the figures of both groups that are compared, by area code."""
    first, second = (
        of_areas(figures_of(store, scope, replace(wanted, group=group, part=question.period.part)))
        for group in (question.first_group, question.second_group)
    )
    return {code: group_figures(first[code], second[code], question) for code in codes}


def _loads(figures: Mapping[str, GroupFigures], scope: Scope) -> list[int]:
    loads = {
        figure["load_id"]
        for pairs in figures.values()
        for figure in (*pairs.earlier, *pairs.later)
        if figure is not None
    }
    return [*sorted(loads), scope.area_set["load_id"]]


def _worded(row: GapRow, measure: Measure, wanted: Question) -> GapRow:
    name = text(wanted.lang, "change.city") if row.area == CITY else row.name
    return replace(row, name=name, sentence=gap_sentence(row, measure, wanted.lang))


def _settings(
    scope: Scope, wanted: Question, question: GapQuestion, rows: Sequence[GapRow]
) -> dict[str, Any]:
    """Return the choices in force."""
    baseline = question.baseline
    return {
        "set": scope.set_name,
        "indicator": question.indicator,
        "definition": scope.indicator["definition_da"]
        if wanted.lang == "da"
        else scope.indicator["definition_en"],
        "better": "nearer to nought",
        "measure": question.measure,
        "first_group": question.first_group,
        "second_group": question.second_group,
        "baseline": None if baseline is None else str(baseline),
        "year": str(question.period),
        "edition": wanted.edition,
        "interval": INTERVAL,
        "test": TEST,
        "adjust": wanted.adjust,
        "family": "areas of the set that can be tested, without the city",
        "n_tests": sum(row.p is not None and row.area != CITY for row in rows),
        "not_shown_below_n_eff": wanted.min_n,
        "unreliable_below_n_eff": wanted.unsure_n,
        "unreliable_above_relative_width": wanted.unsure_width,
        "across_breaks": wanted.across_breaks,
        "breaks": [
            told_break(line, wanted.lang)
            for line in scope.breaks
            if baseline is not None and line.is_crossed(baseline.year, question.period.year)
        ],
    }
