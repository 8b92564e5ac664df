"""Stored incidents as points, for the questions about places smaller than areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.provenance.heaps import default_dates, default_places, default_times
from hotspots.analysis.provenance.points import may_be_snapped, may_heap, snapped_incidents
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.points import LeftOut, Points, in_times
from hotspots.arrow import dictionary, few_texts
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.cells import LEAST_INCIDENTS, Level
from hotspots.model.periods import COARSE
from hotspots.model.provenance import Finding


class NothingToCount(HotspotsError):
    """No incident fits the question."""


class KnownByArea(NothingToCount):
    """The incidents that fit the question have areas and no points."""


HeapKind = Literal["times", "dates", "places"]


@dataclass(frozen=True, kw_only=True)
class IncidentQuestion:
    """Which incidents a question is about; None where the program is to choose.

    ``hours`` is half-open, ``weekdays`` count from Monday as 0.
    """

    set_name: str | None = None
    category: str | None = None
    hours: tuple[int, int] | None = None
    weekdays: Sequence[int] = ()
    lang: Lang = "en"


@dataclass(frozen=True, kw_only=True)
class PeriodQuestion(IncidentQuestion):
    """A question about the incidents of some days; both days are included."""

    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class CellQuestion:
    """In which cells incidents are counted, in metres, and from when on a cell is called hot.

    A hotspot has at least ``min_incidents`` of its own.
    """

    side_m: int | None = None
    band_m: float | None = None
    adjust: Method = "bh"
    level: Level = "hot_95"
    min_incidents: int = LEAST_INCIDENTS


@dataclass(frozen=True)
class PointsQuestion:
    """Which incidents are asked for; None and empty mean no bound.

    ``area_load_id`` is the load of the area set that makes up the city. Days are days of
    occurrence, or with ``by_reported`` of the report, both included. ``hours`` is half-open,
    ``weekdays`` count from Monday as 0. ``known_to`` is how exactly a date must be known; None
    takes a week, month or year that lies in the days asked for with all of it.
    """

    area_load_id: int
    first_day: date | None = None
    last_day: date | None = None
    category: str | None = None
    hours: tuple[int, int] | None = None
    weekdays: Sequence[int] = ()
    known_to: Literal["day", "month"] | None = None
    by_reported: bool = False


def incident_points(store: Store, question: PointsQuestion) -> Points:
    """Return the incidents that lie in the area set and fit the question, as arrays.

    Those without a place, known by area alone, outside the set, or with no known hour where hours
    are asked for are counted in ``left_out``. Raises ``KnownByArea`` where none has a point and
    some are known by area. Times of day weigh each incident by the part of its span
    that lies in them (``Points.weight``).
    """
    table = _fitting(store, question)
    placed = table["x_m"].is_valid().to_numpy()
    in_city, is_named, named_outside = (
        table[name].to_numpy(zero_copy_only=False).astype(bool)
        for name in ("in_city", "is_named", "named_outside")
    )
    dated = _is_dated(table, question)
    left_out = LeftOut(
        without_place=int(np.count_nonzero(~placed & ~is_named & ~named_outside)),
        by_area=int(np.count_nonzero(~placed & is_named)),
        outside=int(np.count_nonzero((placed & ~in_city) | named_outside)),
        date_unknown=int(np.count_nonzero(placed & in_city & ~dated)),
    )
    if left_out.by_area and not placed.any():
        raise known_by_area(left_out.by_area)
    points = _points(table.filter(placed & in_city & dated), left_out)
    return in_times(points, question.hours, question.weekdays)


def points_outside(store: Store, question: PointsQuestion) -> Points:
    """Return the incidents that fit the question and lie in no area of the set, as arrays."""
    table = _fitting(store, question)
    is_outside = table["x_m"].is_valid().to_numpy() & ~table["in_city"].to_numpy(
        zero_copy_only=False
    ).astype(bool)
    points = _points(table.filter(is_outside & _is_dated(table, question)), LeftOut())
    return in_times(points, question.hours, question.weekdays)


def _fitting(store: Store, question: PointsQuestion) -> Any:
    return store.arrow(
        "incidents/points",
        area_load_id=question.area_load_id,
        first_day=question.first_day,
        last_day=question.last_day,
        category=question.category,
        by_reported=question.by_reported,
    ).combine_chunks()


def known_by_area(n_incidents: int) -> NothingToCount:
    """Return the error of a question that needs points where incidents have areas alone."""
    return KnownByArea(
        message(
            "These incidents are known by area only: {n:,} fit the question, and none of them has "
            "coordinates, which this needs. `hotspots incidents` counts them by area.",
            n=n_incidents,
        )
    )


def _is_dated(table: Any, asked: PointsQuestion) -> Any:
    """Tell which incidents are dated exactly enough for the question."""
    unusable = {"day": COARSE, "month": ("week", "year"), None: ()}[asked.known_to]
    precisions = dictionary(table["time_precision"])
    is_usable = np.array(
        [name not in unusable for name in precisions.dictionary.to_pylist()], bool
    )
    in_period = table["in_period"].to_numpy(zero_copy_only=False).astype(bool)
    return in_period & is_usable[precisions.indices.to_numpy(zero_copy_only=False)]


def _points(table: Any, left_out: LeftOut) -> Points:
    categories = dictionary(table["category"])
    return Points(
        key=table["incident_key"].to_numpy(),
        x_m=table["x_m"].to_numpy(),
        y_m=table["y_m"].to_numpy(),
        occurred_on=table["occurred_on"].to_numpy().astype("datetime64[D]"),
        occurred_from=table["occurred_from"].to_numpy().astype("datetime64[us]"),
        occurred_to=table["occurred_to"].to_numpy().astype("datetime64[us]"),
        precision=few_texts(table["time_precision"]),
        category=categories.indices.fill_null(-1).to_numpy().astype(np.int32),
        categories=categories.dictionary.to_pylist(),
        weight=np.ones(len(table)),
        left_out=left_out,
    )


def with_occupied(store: Store, grid: Grid, area_load_id: int) -> tuple[Grid, int]:
    """Return the grid with every square as a cell that holds an incident of the city.

    Incidents of every day and category count, so that all questions about a store have the same
    cells. Also returns how many cells this concerns.
    """
    occupied = store.rows(
        "incidents/occupied_cells", area_load_id=area_load_id, side_m=float(grid.side_m)
    )
    cols = np.array([row["grid_col"] - grid.first_col for row in occupied], dtype=np.intp)
    rows = np.array([row["grid_row"] - grid.first_row for row in occupied], dtype=np.intp)
    inside = (cols >= 0) & (cols < grid.n_cols) & (rows >= 0) & (rows < grid.n_rows)
    wider = grid.with_cells((rows * grid.n_cols + cols)[inside])
    return wider, wider.n_cells - grid.n_cells


def snapped(store: Store) -> list[Finding]:
    """Return a finding for each source whose incidents lie on few points, as if moved there.

    What the loads kept of their points tells most often that there is none to count.
    """
    possible = store.rows("check/possible_points")
    return (
        snapped_incidents(store.rows("check/points")) if any(map(may_be_snapped, possible)) else []
    )


def heaps(store: Store, *kinds: HeapKind) -> list[Finding]:
    """Return a finding for each heap of times, dates or places, of the kinds asked for."""
    return [finding for kind in kinds for finding in _heaps_of(store, kind)]


def _heaps_of(store: Store, kind: HeapKind) -> list[Finding]:
    if kind == "times":
        return default_times(store.rows("check/time_heaps"))
    if kind == "dates":
        return default_dates(store.rows("check/date_heaps"))
    possible = store.rows("check/possible_points")
    return default_places(store.rows("check/place_heaps")) if any(map(may_heap, possible)) else []
