"""What became of the hotspots of one period in a later one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.analysis.cells.areas import hotspots_of
from hotspots.analysis.cells.change import Transitions, TwoPeriods, transitions
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.cells.review import MOVED_SHARE, Cells, Review, review_hotspots
from hotspots.analysis.cells.review_periods import n_days, same_months
from hotspots.analysis.space.grid import LEAST_SHARE
from hotspots.engine.store import Store, reading
from hotspots.language import Say
from hotspots.model.answer import Answer, AnswerTable, AreaShapes
from hotspots.model.cells import WEEKDAYS, CellSettings, CountedPoints, Level
from hotspots.model.review import (
    CELL_COLUMNS,
    REVIEW_COLUMNS,
    TRANSITION_COLUMNS,
    ReviewFacts,
    ReviewRow,
    ReviewTable,
)
from hotspots.sentences.cells import detect as detect_words
from hotspots.sentences.cells import review as words
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import covered_days
from hotspots.workflows.cells import review_tables
from hotspots.workflows.cells.occupied import LaidGrid
from hotspots.workflows.cells.review_sides import AskedReview, Sides, sides_of
from hotspots.workflows.cells.review_tables import heat
from hotspots.workflows.incidents.points import snapped
from hotspots.workflows.loads.extracts import incident_loads


@dataclass(frozen=True)
class FoundReview:
    """A review before it becomes an answer: rows, outlines by hotspot, settings and notes."""

    area_set: Mapping[str, Any]
    laid: LaidGrid
    sides: Sides
    counts: TwoPeriods
    review: Review
    transitions: Transitions
    facts: ReviewFacts
    rows: Sequence[ReviewRow]
    polygons: AreaShapes
    settings: Mapping[str, Any]
    sources: Sequence[Mapping[str, Any]]
    notes: Sequence[str]


def review(
    store_path: Path, asked: AskedReview, say: Say, *, table: ReviewTable = "hotspots"
) -> Answer:
    """Return what became of the hotspots, of the cells, or of how many cells."""
    with reading(store_path) as store:
        found = find_review(store, asked, say)
    columns, rows, shapes = _table(found, table)
    other = _table(found, "hotspots" if table == "transitions" else "transitions")
    return Answer(
        command="review",
        columns=columns,
        rows=rows,
        settings={**found.settings, "table": table},
        sources=found.sources,
        notes=found.notes,
        shapes=shapes,
        beside=[AnswerTable(other[0], other[1])],
    )


def _table(
    found: FoundReview, table: ReviewTable
) -> tuple[Sequence[str], list[dict[str, Any]], AreaShapes | None]:
    if table == "transitions":
        return TRANSITION_COLUMNS, review_tables.transition_rows(found.transitions), None
    if table == "cells":
        rows = review_tables.cell_rows(*found.sides.cells, found.counts, found.review)
        return CELL_COLUMNS, rows, review_tables.squares(found.laid.grid)
    return REVIEW_COLUMNS, [row.as_row() for row in found.rows], found.polygons


def find_review(store: Store, asked: AskedReview, say: Say) -> FoundReview:
    """Review the hotspots of two periods; every choice made for the user is said."""
    area_set = incident_set(store, asked.set_name, asked.after[1], say)
    sides, laid = sides_of(store, asked, area_set, say)
    counts = _counts(sides, asked)
    earlier, later = (_hotspots(one, asked.level) for one in sides.cells)
    judged = review_hotspots(earlier, later, counts, laid.grid, adjust=asked.adjust)
    was, became = (heat(one, asked.level) for one in sides.cells)
    crossed = transitions(was, became)
    facts = _facts(asked, sides, counts, judged, crossed)
    polygons = review_tables.outlines(judged, laid.grid)
    names = review_tables.names(store, polygons, area_set["set_name"], asked.lang)
    loads = [area_set["load_id"], *incident_loads(store),
             *{name.load_id for name in names if name.load_id is not None}]  # fmt: skip
    sources = questions.sources_of(store, loads)
    moved_points = snapped(store)
    flags = {"other_months": not facts.same_months, "snapped": bool(moved_points)}
    rows = review_tables.hotspot_rows(
        judged, counts, [name.words for name in names], facts,
        flags=[name for name, is_so in flags.items() if is_so], lang=asked.lang,
    )  # fmt: skip
    notes = [*_period_notes(store, area_set["load_id"], asked, facts, say),
             *words.review_notes(rows, facts, asked.lang),
             *words.time_notes(asked.hours, asked.weekdays, asked.lang),
             *_counted_notes(asked, sides, laid, area_set["set_name"]),
             *detect_words.snapped_notes(moved_points, asked.lang),
             *questions.standing_notes(sources, area_set, asked.lang)]  # fmt: skip
    settings = _settings(asked, facts, sides, laid, area_set["set_name"])
    return FoundReview(area_set, laid, sides, counts, judged, crossed, facts, rows, polygons,
                       settings, sources, notes)  # fmt: skip


def _hotspots(cells: HotCells, level: Level) -> list[Cells]:
    return [frozenset(one.cells) for one in hotspots_of(cells, level)]


def _counts(sides: Sides, asked: AskedReview) -> TwoPeriods:
    before, after = (one.grid.count(points.x_m, points.y_m).ravel()
                     for one, points in zip(sides.cells, sides.points, strict=True))  # fmt: skip
    exposures = (
        (len(sides.points[0]), len(sides.points[1]))
        if asked.relative
        else tuple(n_days(one, asked.weekdays) for one in sides.periods)
    )
    return TwoPeriods(before, after, float(exposures[0]), float(exposures[1]))


def _facts(
    asked: AskedReview, sides: Sides, counts: TwoPeriods, judged: Review, crossed: Transitions
) -> ReviewFacts:
    before, after = sides.periods
    return ReviewFacts(
        before=before,
        after=after,
        days=(n_days(before, asked.weekdays), n_days(after, asked.weekdays)),
        exposures=(counts.exposure_before, counts.exposure_after),
        same_months=same_months(before, after),
        relative=asked.relative,
        adjust=asked.adjust,
        level=asked.level,
        reach_m=judged.reach_m,
        side_m=sides.cells[0].grid.side_m,
        n_cells=sides.cells[0].grid.n_cells,
        n_tests=judged.n_tests,
        n_tests_within=judged.n_tests_within,
        n_cells_tested=judged.cells.n_tests,
        kappa=crossed.kappa,
    )


def _period_notes(
    store: Store, area_load_id: int, asked: AskedReview, facts: ReviewFacts, say: Say
) -> list[str]:
    """Return what must be said before anything else, and say it in the terminal too."""
    loaded = covered_days(store)
    found = words.period_notes(facts, loaded, asked.lang)
    periods = facts.before, facts.after
    found += words.gap_notes(review_tables.gap(store, area_load_id, periods, loaded), asked.lang)
    for note in found:
        say(note)
    return found


def _counted_notes(asked: AskedReview, sides: Sides, laid: LaidGrid, set_name: str) -> list[str]:
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
                points.left_out.time_unknown, asked.category, asked.hours, asked.weekdays,
                date_unknown=points.left_out.date_unknown,
            ),
            asked.lang,
        )
    ]  # fmt: skip
    return [*dict.fromkeys(notes), detect_words.mask_note(cells, asked.lang)]


def _settings(
    asked: AskedReview, facts: ReviewFacts, sides: Sides, laid: LaidGrid, set_name: str
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
        "exposure": "incidents of the city" if asked.relative else "days",
        "cell_m": laid.grid.side_m,
        "band_m": sides.band_m,
        "n_cells": facts.n_cells,
        "n_cells_by_incident": laid.n_occupied,
        "statistic": "Getis-Ord Gi*, binary weights, self included, two-sided normal p",
        "level": asked.level,
        "test": "conditional binomial, two-sided mid-p",
        "interval": "mid-p 95 %, each hotspot by itself",
        "adjust": asked.adjust,
        "family": "hotspots of either period that have not moved within their own cells",
        "family_size": facts.n_tests,
        "factor_of_hot_once": facts.n_cells,
        "family_size_within_hotspots": facts.n_tests_within,
        "family_size_of_cells": facts.n_cells_tested,
        "moved_share": MOVED_SHARE,
        "reach_m": facts.reach_m,
        "kappa": facts.kappa,
        "category": asked.category,
        "hours": "{:02d}-{:02d}".format(*asked.hours) if asked.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(asked.weekdays)],
        "date_used": "occurred",
    }
