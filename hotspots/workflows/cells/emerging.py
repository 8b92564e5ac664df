"""Which cells are becoming hot, stay so or cool, over many months or quarters."""

from collections.abc import Mapping, Sequence
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
from hotspots.model.cells import WEEKDAYS, CellSettings, CountedPoints
from hotspots.model.review import EMERGING_COLUMNS, EMERGING_ORDER, Steps
from hotspots.sentences.cells import detect as detect_words
from hotspots.sentences.cells import review as words
from hotspots.workflows.asking import questions
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import known_period
from hotspots.workflows.cells.occupied import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.cells.review_tables import covered, heat, squares, whole
from hotspots.workflows.incidents.points import (
    AskedPoints,
    CellQuestion,
    PeriodQuestion,
    incident_points,
    snapped,
)
from hotspots.workflows.loads.extracts import incident_loads

_MONTHS: dict[Steps, int] = {"month": 1, "quarter": 3}
_MARKS = {1: "H", 0: ".", -1: "C"}
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class AskedEmerging(PeriodQuestion, CellQuestion):
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


def emerging_cells(store_path: Path, asked: AskedEmerging, say: Say) -> Answer:
    """Return the class of every cell that was hot or cold in some step, newest hot ones first."""
    with reading(store_path) as store:
        area_set = incident_set(store, asked.set_name, asked.last_day, say)
        found = _stepped(store, asked, area_set, say)
        sources = questions.sources_of(store, [area_set["load_id"], *incident_loads(store)])
        notes = [*_cut_notes(store, area_set["load_id"], asked, say),
                 *words.emerging_notes(found.steps, asked.steps, asked.level, asked.adjust,
                                       asked.lang),
                 *words.time_notes(asked.hours, asked.weekdays, asked.lang),
                 *_counted_notes(asked, found, area_set["set_name"]),
                 *detect_words.snapped_notes(snapped(store), asked.lang),
                 *questions.standing_notes(sources, area_set, asked.lang)]  # fmt: skip
    rows = _rows(found)
    return Answer(
        command="review",
        columns=EMERGING_COLUMNS,
        rows=rows,
        settings=_settings(asked, found, area_set["set_name"], len(rows)),
        sources=sources,
        notes=notes,
        shapes=squares(found.laid.grid),
    )


def _stepped(store: Store, asked: AskedEmerging, area_set: Mapping[str, Any], say: Say) -> Stepped:
    steps = _steps(store, area_set["load_id"], asked, say)
    found = incident_points(
        store,
        AskedPoints(area_set["load_id"], steps[0][0], steps[-1][1], asked.category,
                    asked.hours, tuple(asked.weekdays), known_to="month"),
    )  # fmt: skip
    points = whole(found)
    laid = lay_grid(store, area_set, asked.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, asked.band_m, say)
    cells = [_hot(laid.grid, _within(points, one), band_m, asked.adjust) for one in steps]
    return Stepped(
        steps, points, laid, band_m,
        n=np.array([one.n for one in cells]),
        z=np.array([one.z for one in cells]),
        heat=np.array([heat(one, asked.level) for one in cells]),
    )  # fmt: skip


def _loaded(store: Store, area_load_id: int) -> Period:
    """Return the newest months that all extracts cover without a gap.

    A month without any incident of a category is a step like others.
    """
    whole_months = covered(store, area_load_id)
    if not whole_months:
        known = known_period(store, None)
        return known["first_day"], known["last_day"]
    run = months.run_back(whole_months, max(whole_months))
    return months.first_day(run.first), months.last_day(run.last)


def _cut_notes(store: Store, area_load_id: int, asked: AskedEmerging, say: Say) -> list[str]:
    """Return that days were asked for which no extract covers, and say it in the terminal too."""
    first, last = _loaded(store, area_load_id)
    if first <= (asked.first_day or first) and (asked.last_day or last) <= last:
        return []
    note = words.cut_note(first, last, asked.lang)
    say(note)
    return [note]


def _steps(store: Store, area_load_id: int, asked: AskedEmerging, say: Say) -> list[Period]:
    known_period(store, asked.category)
    loaded = _loaded(store, area_load_id)
    first = max(asked.first_day or loaded[0], loaded[0])
    last = min(asked.last_day or loaded[1], loaded[1])
    steps = steps_of(first, last, _MONTHS[asked.steps])
    if len(steps) < LEAST_STEPS:
        raise HotspotsError(
            message(
                "There are {n} whole {steps}s from {first} to {last}; emerging classes "
                "need {least_steps}. Load more, ask for more with --from and --to, or "
                "take --steps month.",
                n=len(steps),
                steps=asked.steps,
                first=first,
                last=last,
                least_steps=LEAST_STEPS,
            )
        )
    say(
        message(
            "{n} steps, whole {steps}s from {steps_2} to {steps_3}.",
            n=len(steps),
            steps=asked.steps,
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


def _rows(found: Stepped) -> list[dict[str, Any]]:
    grid = found.laid.grid
    stood_out = np.flatnonzero((found.heat != 0).any(axis=0))
    names = grid.names(grid.cells[stood_out])
    x_m, y_m = grid.centres(grid.cells[stood_out])
    rows = [
        _row(names[at], float(x_m[at]), float(y_m[at]), found, int(cell))
        for at, cell in enumerate(stood_out)
    ]
    return sorted(rows, key=lambda row: (EMERGING_ORDER.index(row["class"]), -row["gi_z"],
                                         row["cell"]))  # fmt: skip


def _row(name: str, x_m: float, y_m: float, found: Stepped, cell: int) -> dict[str, Any]:
    states = found.heat[:, cell].tolist()
    one: Emerging = emerging(found.z[:, cell].tolist(), states)
    history = "".join(_MARKS[state] for state in states)
    n, last_z = int(found.n[:, cell].sum()), float(found.z[-1, cell])
    values = (name, x_m, y_m, n, one.class_, history, one.n_hot, one.n_cold, one.trend_z,
              one.trend_p, last_z)  # fmt: skip
    return dict(zip(EMERGING_COLUMNS, values, strict=True))


def _cells(found: Stepped, set_name: str) -> CellSettings:
    grid = found.laid.grid
    return CellSettings(set_name, grid.crs, grid.side_m, found.band_m, grid.n_cells,
                        found.laid.n_occupied, LEAST_SHARE)  # fmt: skip


def _counted_notes(asked: AskedEmerging, found: Stepped, set_name: str) -> list[str]:
    left = found.points.left_out
    counted = CountedPoints(
        found.steps[0][0], found.steps[-1][1], found.points.n_used, left.without_place,
        left.outside, left.time_unknown, asked.category, asked.hours, asked.weekdays,
        date_unknown=left.date_unknown,
    )  # fmt: skip
    cells = _cells(found, set_name)
    return [*detect_words.counted_notes(cells, counted, asked.lang),
            detect_words.mask_note(cells, asked.lang)]  # fmt: skip


def _settings(asked: AskedEmerging, found: Stepped, set_name: str, n_rows: int) -> dict[str, Any]:
    return {
        "table": "emerging",
        "set": set_name,
        "crs": found.laid.grid.crs,
        "steps": asked.steps,
        "n_steps": len(found.steps),
        "first_day": found.steps[0][0].isoformat(),
        "last_day": found.steps[-1][1].isoformat(),
        "n_incidents": len(found.points),
        "cell_m": found.laid.grid.side_m,
        "band_m": found.band_m,
        "n_cells": found.laid.grid.n_cells,
        "n_cells_by_incident": found.laid.n_occupied,
        "n_cells_never_hot_or_cold": found.laid.grid.n_cells - n_rows,
        "statistic": "Getis-Ord Gi* of each step, binary weights, self included, "
        "two-sided normal p",
        "adjust": asked.adjust,
        "family": "all cells of a step",
        "level": asked.level,
        "trend": "Mann-Kendall of the z values, two-sided, 5 %, each cell by itself",
        "category": asked.category,
        "hours": "{:02d}-{:02d}".format(*asked.hours) if asked.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(asked.weekdays)],
        "date_used": "occurred",
    }
