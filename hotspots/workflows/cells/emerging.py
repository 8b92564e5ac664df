"""Which cells are becoming hot, stay so or cool, over many months or quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.emerging import LEAST_STEPS, Emerging, emerging
from hotspots.analysis.cells.hot_cells import HotCells, hot_cells
from hotspots.analysis.cells.review_periods import Period, steps_of
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.space.grid import LEAST_SHARE, Grid
from hotspots.analysis.space.points import Points
from hotspots.analysis.time import months
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.answer import Answer
from hotspots.model.cells import STATISTIC, WEEKDAYS, CellSettings, CountedPoints
from hotspots.model.review import EMERGING_COLUMNS, EMERGING_ORDER, Steps
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sentences.cells import detect as detect_words
from hotspots.sentences.cells import review as words
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import incident_period
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.cells.review_tables import covered, heat, squares, whole
from hotspots.workflows.incidents.points import (
    CellQuestion,
    PeriodQuestion,
    PointsQuestion,
    incident_points,
    snapped,
)
from hotspots.workflows.loads.extracts import incident_loads

_MONTHS: dict[Steps, int] = {"month": 1, "quarter": 3}
_MARKS = {1: "H", 0: ".", -1: "C"}
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class EmergingQuestion(PeriodQuestion, CellQuestion):
    """What a question about emerging cells was asked with; None where the program chooses."""

    steps: Steps = "month"


@dataclass(frozen=True)
class Stepped:
    """The steps and what each cell was in each: arrays of shape (n_steps, n_cells)."""

    steps: Sequence[Period]
    points: Points
    laid: LaidGrid
    band_m: float
    n: Floats
    z: Floats
    heat: NDArray[np.int64]


def emerging_cells(store_path: Path, question: EmergingQuestion, say: Say) -> Answer:
    """Return the class of every cell that was hot or cold in some step, newest hot ones first."""
    with reading(store_path) as store:
        area_set = incident_set(store, question.set_name, question.last_day, say)
        by_step = _stepped(store, question, area_set, say)
        sources = every_output.sources_of(store, [area_set["load_id"], *incident_loads(store)])
        notes = [
            *_cut_notes(store, question, say),
            *words.emerging_notes(
                by_step.steps, question.steps, question.level, question.adjust, question.lang
            ),
            *words.time_notes(question.hours, question.weekdays, question.lang),
            *_counted_notes(question, by_step, area_set["set_name"]),
            *detect_words.snapped_notes(snapped(store), question.lang),
            *every_output.standing_notes(sources, area_set, question.lang),
        ]
    rows = _rows(by_step)
    return Answer(
        command="review",
        columns=EMERGING_COLUMNS,
        rows=rows,
        settings=_settings(question, by_step, area_set["set_name"], len(rows)),
        sources=sources,
        notes=notes,
        shapes=squares(by_step.laid.grid),
    )


def _stepped(
    store: Store, question: EmergingQuestion, area_set: AreasActiveSetsRow, say: Say
) -> Stepped:
    steps = _steps(store, question, say)
    incidents = incident_points(
        store,
        PointsQuestion(area_set["load_id"], steps[0][0], steps[-1][1], question.category,
                       question.hours, tuple(question.weekdays), known_to="month"),
    )  # fmt: skip
    points = whole(incidents)
    laid = lay_grid(store, area_set, question.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, question.band_m, say)
    cells = [_hot(laid.grid, _within(points, one), band_m, question.adjust) for one in steps]
    return Stepped(
        steps, points, laid, band_m,
        n=np.array([one.n for one in cells]),
        z=np.array([one.z for one in cells]),
        heat=np.array([heat(one, question.level) for one in cells]),
    )  # fmt: skip


def _loaded(store: Store) -> Period:
    """Return the newest months that all extracts cover without a gap.

    A month without any incident of a category is a step like others.
    """
    whole_months = covered(store)
    if not whole_months:
        period = incident_period(store, None)
        return period["first_day"], period["last_day"]
    run = months.run_back(whole_months, max(whole_months))
    return months.first_day(run.first), months.last_day(run.last)


def _cut_notes(store: Store, question: EmergingQuestion, say: Say) -> list[str]:
    """Return that days were asked for which no extract covers, and say it in the terminal too."""
    first, last = _loaded(store)
    if first <= (question.first_day or first) and (question.last_day or last) <= last:
        return []
    note = words.cut_note(first, last, question.lang)
    say(note)
    return [note]


def _steps(store: Store, question: EmergingQuestion, say: Say) -> list[Period]:
    incident_period(store, question.category)
    loaded = _loaded(store)
    first = max(question.first_day or loaded[0], loaded[0])
    last = min(question.last_day or loaded[1], loaded[1])
    steps = steps_of(first, last, _MONTHS[question.steps])
    if len(steps) < LEAST_STEPS:
        raise HotspotsError(
            message(
                "There are {n} whole {steps}s from {first} to {last}; emerging classes "
                "need {least_steps}. Load more, ask for more with --from and --to, or "
                "take --steps month.",
                n=len(steps),
                steps=question.steps,
                first=first,
                last=last,
                least_steps=LEAST_STEPS,
            )
        )
    say(
        message(
            "{n} steps, whole {steps}s from {steps_2} to {steps_3}.",
            n=len(steps),
            steps=question.steps,
            steps_2=steps[0][0],
            steps_3=steps[-1][1],
        )
    )
    return steps


def _within(points: Points, step: Period) -> Points:
    first, last = (np.datetime64(one, "D") for one in step)
    return points.where((points.occurred_on >= first) & (points.occurred_on <= last))


def _hot(grid: Grid, points: Points, band_m: float, adjust: Method) -> HotCells:
    return hot_cells(grid, grid.count(points.x_m, points.y_m), band_m, adjust)


def _rows(by_step: Stepped) -> list[dict[str, Any]]:
    grid = by_step.laid.grid
    stood_out = np.flatnonzero((by_step.heat != 0).any(axis=0))
    names = grid.names(grid.cells[stood_out])
    x_m, y_m = grid.centres(grid.cells[stood_out])
    rows = [
        _row(names[index], float(x_m[index]), float(y_m[index]), by_step, int(cell))
        for index, cell in enumerate(stood_out)
    ]
    return sorted(rows, key=lambda row: (EMERGING_ORDER.index(row["class"]), -row["gi_z"],
                                         row["cell"]))  # fmt: skip


def _row(name: str, x_m: float, y_m: float, by_step: Stepped, cell: int) -> dict[str, Any]:
    states = by_step.heat[:, cell].tolist()
    pattern: Emerging = emerging(by_step.z[:, cell].tolist(), states)
    history = "".join(_MARKS[state] for state in states)
    n, last_z = int(by_step.n[:, cell].sum()), float(by_step.z[-1, cell])
    values = (
        name,
        x_m,
        y_m,
        n,
        pattern.class_,
        history,
        pattern.n_hot,
        pattern.n_cold,
        pattern.trend_z,
        pattern.trend_p,
        last_z,
    )
    return dict(zip(EMERGING_COLUMNS, values, strict=True))


def _cells(by_step: Stepped, set_name: str) -> CellSettings:
    grid = by_step.laid.grid
    return CellSettings(set_name, grid.crs, grid.side_m, by_step.band_m, grid.n_cells,
                        by_step.laid.n_occupied, LEAST_SHARE)  # fmt: skip


def _counted_notes(question: EmergingQuestion, by_step: Stepped, set_name: str) -> list[str]:
    left = by_step.points.left_out
    counted = CountedPoints(
        by_step.steps[0][0], by_step.steps[-1][1], by_step.points.n_used, left.without_place,
        left.outside, left.time_unknown, question.category, question.hours, question.weekdays,
        date_unknown=left.date_unknown, by_area=left.by_area,
    )  # fmt: skip
    cells = _cells(by_step, set_name)
    return [*detect_words.counted_notes(cells, counted, question.lang),
            detect_words.mask_note(cells, question.lang)]  # fmt: skip


def _settings(
    question: EmergingQuestion, by_step: Stepped, set_name: str, n_rows: int
) -> dict[str, Any]:
    return {
        "table": "emerging",
        "set": set_name,
        "crs": by_step.laid.grid.crs,
        "steps": question.steps,
        "n_steps": len(by_step.steps),
        "first_day": by_step.steps[0][0].isoformat(),
        "last_day": by_step.steps[-1][1].isoformat(),
        "n_incidents": len(by_step.points),
        "cell_m": by_step.laid.grid.side_m,
        "band_m": by_step.band_m,
        "n_cells": by_step.laid.grid.n_cells,
        "n_cells_by_incident": by_step.laid.n_occupied,
        "n_cells_never_hot_or_cold": by_step.laid.grid.n_cells - n_rows,
        "statistic": f"of each step {STATISTIC}",
        "adjust": question.adjust,
        "family": "all cells of a step",
        "level": question.level,
        "trend": "Mann-Kendall of the z values, two-sided, 5 %, each cell by itself",
        "category": question.category,
        "hours": "{:02d}-{:02d}".format(*question.hours) if question.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(question.weekdays)],
        "date_used": "occurred",
    }
