"""What became of the hotspots of one period in a later one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.analysis.cells.areas import hotspots_of, only_with
from hotspots.analysis.cells.change import Transitions, TwoPeriods, transitions
from hotspots.analysis.cells.earlier_years import Cells
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.cells.review import MOVED_SHARE, Review, review_hotspots
from hotspots.analysis.cells.review_periods import n_days, same_months
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.space.grid import LEAST_SHARE
from hotspots.engine.store import Store, reading
from hotspots.language import Say
from hotspots.model.answer import Answer, AnswerTable, AreaShapes, Source
from hotspots.model.areas import CITY
from hotspots.model.cells import STATISTIC, WEEKDAYS, CellSettings, CountedPoints
from hotspots.model.review import (
    CELL_COLUMNS,
    REVIEW_COLUMNS,
    TRANSITION_COLUMNS,
    ReviewFacts,
    ReviewRow,
    ReviewTable,
)
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.cells import detect as detect_words
from hotspots.sentences.cells import review as words
from hotspots.sentences.incidents.periods import account_note
from hotspots.workflows.areas.place_names import spot_names
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_names import chosen_codes
from hotspots.workflows.asking.area_sets import incident_set, title_of
from hotspots.workflows.asking.periods import covered_days
from hotspots.workflows.asking.swings import swing_settings
from hotspots.workflows.cells import review_tables
from hotspots.workflows.cells.occupied import LaidGrid
from hotspots.workflows.cells.review_sides import ReviewQuestion, Sides, sides_of
from hotspots.workflows.cells.review_tables import heat
from hotspots.workflows.cells.series_once import series_settings
from hotspots.workflows.incidents.points import snapped
from hotspots.workflows.loads.extracts import incident_loads
from hotspots.workflows.loads.stored_sets import names_of


@dataclass(frozen=True)
class ReviewResult:
    """A review before it becomes an answer: rows, outlines by hotspot, settings and notes."""

    area_set: AreasActiveSetsRow
    laid: LaidGrid
    sides: Sides
    counts: TwoPeriods
    review: Review
    transitions: Transitions
    facts: ReviewFacts
    rows: Sequence[ReviewRow]
    polygons: AreaShapes
    settings: Mapping[str, Any]
    sources: Sequence[Source]
    notes: Sequence[str]
    cells: AreaShapes
    codes: Sequence[str] = ()


def review(
    store_path: Path, question: ReviewQuestion, say: Say, *, table: ReviewTable = "hotspots"
) -> Answer:
    """Return what became of the hotspots, of the cells, or of how many cells."""
    with reading(store_path) as store:
        result = find_review(store, question, say)
    columns, rows, shapes = _table(result, table)
    table_beside = _table(result, "hotspots" if table == "transitions" else "transitions")
    return Answer(
        command="review",
        columns=columns,
        rows=rows,
        settings={**result.settings, "table": table},
        sources=result.sources,
        notes=result.notes,
        shapes=shapes,
        beside=[AnswerTable(table_beside[0], table_beside[1])],
    )


def _table(
    result: ReviewResult, table: ReviewTable
) -> tuple[Sequence[str], list[dict[str, Any]], AreaShapes | None]:
    if table == "transitions":
        return TRANSITION_COLUMNS, review_tables.transition_rows(result.transitions), None
    if table == "cells":
        rows = review_tables.cell_rows(*result.sides.cells, result.counts, result.review)
        kept = [row for row in rows if row["cell"] in result.cells.wkb]
        return CELL_COLUMNS, kept, result.cells
    return REVIEW_COLUMNS, [row.as_row() for row in result.rows], result.polygons


def find_review(store: Store, question: ReviewQuestion, say: Say) -> ReviewResult:
    """Review the hotspots of two periods; every choice made for the user is said."""
    area_set = incident_set(store, question.set_name, question.after[1], say)
    areas, ground = questions.areas_of(store, area_set["set_name"])
    codes = chosen_codes(names_of(store, area_set["set_name"]), question.areas)
    codes = [] if CITY in codes else codes
    sides, laid = sides_of(store, question, area_set, say)
    counts = _counts(sides, question)
    earlier, later = (_hotspots(one, question) for one in sides.cells)
    judged = review_hotspots(earlier, later, counts, laid.grid, earlier=sides.earlier,
                             adjust=question.adjust, relative=question.relative)  # fmt: skip
    counts = judged.counts
    was, became = (heat(one, question.level) for one in sides.cells)
    crossed = transitions(was, became)
    facts = _facts(question, sides, counts, judged, crossed)
    polygons = review_tables.outlines(judged, laid.grid)
    spots = review_tables.spots(judged, sides.cells, polygons)
    names = spot_names(store, spots, area_set["set_name"], question.lang) if spots else []
    loads = [area_set["load_id"], *incident_loads(store),
             *{name.load_id for name in names if name.load_id is not None}]  # fmt: skip
    sources = every_output.sources_of(store, loads)
    moved_points = snapped(store)
    flags = {"other_months": not facts.same_months, "snapped": bool(moved_points),
             "chance_only": counts.swings is None}  # fmt: skip
    every = review_tables.hotspot_rows(
        judged, counts, [name.words for name in names], facts,
        flags=[name for name, is_so in flags.items() if is_so], lang=question.lang,
    )  # fmt: skip
    polygons = review_tables.touching(polygons, ground, codes)
    listed: set[Any] = {*polygons.wkb}
    rows = [row for row in every if row.hotspot in listed]
    notes = [*_period_notes(store, question, facts, say),
             detect_words.least_note(question.min_incidents, question.lang),
             *_series_notes(question, sides),
             *words.review_notes(rows, facts, counts.swings, question.lang),
             *words.area_notes([name for code, name in areas if code in codes], len(rows),
                               len(every), question.lang),
             *_report_notes(store, question, sides),
             *words.time_notes(question.hours, question.weekdays, question.lang),
             *_counted_notes(question, sides, laid, title_of(area_set)),
             *detect_words.snapped_notes(moved_points, question.lang),
             *every_output.standing_notes(sources, area_set, question.lang)]  # fmt: skip
    settings = _settings(question, facts, sides, laid, area_set["set_name"], counts.swings)
    settings |= {"areas": codes} if codes else {}
    cells = review_tables.touching(review_tables.squares(laid.grid), ground, codes)
    return ReviewResult(area_set, laid, sides, counts, judged, crossed, facts, rows, polygons,
                        settings, sources, notes, cells, codes)  # fmt: skip


def _hotspots(cells: HotCells, question: ReviewQuestion) -> list[Cells]:
    kept = only_with(hotspots_of(cells, question.level), question.min_incidents)
    return [frozenset(one.cells) for one in kept]


def _counts(sides: Sides, question: ReviewQuestion) -> TwoPeriods:
    before, after = (cells.grid.count(points.x_m, points.y_m).ravel()
                     for cells, points in zip(sides.cells, sides.points, strict=True))  # fmt: skip
    exposures = (
        (len(sides.points[0]), len(sides.points[1]))
        if question.relative
        else tuple(n_days(period, question.weekdays) for period in sides.periods)
    )
    return TwoPeriods(before, after, float(exposures[0]), float(exposures[1]))


def _facts(
    question: ReviewQuestion,
    sides: Sides,
    counts: TwoPeriods,
    judged: Review,
    crossed: Transitions,
) -> ReviewFacts:
    before, after = sides.periods
    return ReviewFacts(
        before=before,
        after=after,
        days=(n_days(before, question.weekdays), n_days(after, question.weekdays)),
        exposures=(counts.exposure_before, counts.exposure_after),
        same_months=question.by_week or same_months(before, after),
        by_week=question.by_week,
        relative=question.relative,
        adjust=question.adjust,
        level=question.level,
        reach_m=judged.reach_m,
        side_m=sides.cells[0].grid.side_m,
        n_cells=sides.cells[0].grid.n_cells,
        n_tests=judged.n_tests,
        n_tests_within=judged.n_tests_within,
        n_earlier_tests=judged.n_earlier_tests,
        n_cells_tested=judged.cells.n_tests,
        kappa=crossed.kappa,
        n_places=len(sides.earlier.places),
    )


def _period_notes(
    store: Store, question: ReviewQuestion, facts: ReviewFacts, say: Say
) -> list[str]:
    """Return what must be said before anything else, and say it in the terminal too."""
    loaded = covered_days(store, by_reported=question.by_reported)
    notes = words.period_notes(facts, loaded, question.lang)
    periods = facts.before, facts.after
    notes += words.gap_notes(
        review_tables.gap(store, periods, loaded, by_reported=question.by_reported), question.lang
    )
    for note in notes:
        say(note)
    return notes


def _counted_notes(
    question: ReviewQuestion, sides: Sides, laid: LaidGrid, set_name: str
) -> list[str]:
    grid = laid.grid
    cells = CellSettings(set_name, grid.crs, grid.side_m, sides.band_m, grid.n_cells,
                         laid.n_occupied, LEAST_SHARE)  # fmt: skip
    notes = [
        note
        for period, points in zip(sides.periods, sides.points, strict=True)
        for note in detect_words.counted_notes(
            cells,
            CountedPoints(
                *period, points.n_used, points.left_out.without_place, points.left_out.outside,
                points.left_out.time_unknown, question.category, question.hours, question.weekdays,
                date_unknown=points.left_out.date_unknown, by_area=points.left_out.by_area,
                by_reported=question.by_reported,
            ),
            question.lang,
        )
    ]  # fmt: skip
    return [*dict.fromkeys(notes), detect_words.mask_note(cells, question.lang)]


def _report_notes(store: Store, question: ReviewQuestion, sides: Sides) -> list[str]:
    """Say where all incidents are, by the day of report; nothing by the day of occurrence."""
    if not question.by_reported:
        return []
    account = store.rows(
        "incidents/span_accounts",
        first_days=[period[0] for period in sides.periods],
        last_days=[period[1] for period in sides.periods],
        category=question.category,
        by_reported=True,
        count="cases",
    )[0]
    return [account_note(account, question.lang)]


def _series_notes(question: ReviewQuestion, sides: Sides) -> list[str]:
    """Say that series count once, and how many incidents do not, where it was asked for."""
    if question.series == "every":
        return []
    return detect_words.series_notes(sides.n_in_series, question.lang)


def _settings(
    question: ReviewQuestion,
    facts: ReviewFacts,
    sides: Sides,
    laid: LaidGrid,
    set_name: str,
    learnt: Swings | None,
) -> dict[str, Any]:
    return {
        "set": set_name,
        "crs": laid.grid.crs,
        "before": [one.isoformat() for one in facts.before],
        "after": [one.isoformat() for one in facts.after],
        "days_before": facts.days[0],
        "days_after": facts.days[1],
        "same_months": facts.same_months,
        "n_before": len(sides.points[0]),
        "n_after": len(sides.points[1]),
        "exposure": "incidents of the city" if question.relative else "days",
        "cell_m": laid.grid.side_m,
        "band_m": sides.band_m,
        "n_cells": facts.n_cells,
        "n_cells_by_incident": laid.n_occupied,
        "statistic": STATISTIC,
        "level": question.level,
        "min_incidents": question.min_incidents,
        **series_settings(question.series, sides.n_in_series),
        "test": "mid-p" if learnt is None else "mid-p of counts that swing",
        "interval": "mid-p 95 %, each hotspot by itself",
        **swing_settings(learnt),
        "earlier_places": facts.n_places,
        "adjust": question.adjust,
        "family": "hotspots of either period that have not moved within their own cells, and "
        "places hot in earlier years alone",
        "family_size": facts.n_tests,
        "family_size_of_earlier_years": facts.n_earlier_tests,
        "factor_of_hot_once": facts.n_cells,
        "family_size_within_hotspots": facts.n_tests_within,
        "family_size_of_cells": facts.n_cells_tested,
        "moved_share": MOVED_SHARE,
        "reach_m": facts.reach_m,
        "kappa": facts.kappa,
        "category": question.category,
        "hours": "{:02d}-{:02d}".format(*question.hours) if question.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(question.weekdays)],
        "date_used": question.date_used,
    }
