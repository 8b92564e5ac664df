"""What stands beside the counts of some weeks: single cases, repeats, hotspots, efforts."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.areas import (
    Hotspot,
    core_of,
    hotspots_of,
    number_by_cell,
    only_with,
    outline,
)
from hotspots.analysis.cells.bands import bands
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.cells.knox_rows import knox_rows
from hotspots.analysis.cells.near_repeat import knox
from hotspots.analysis.cells.open_windows import open_windows
from hotspots.analysis.cells.repeat_places import repeat_places
from hotspots.analysis.methods.multiplicity import adjusted
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.space.grid import Mask
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store
from hotspots.model.incidents import (
    HitAgain,
    RunningEffort,
    TouchedHotspot,
    WeekCase,
    WeekFinds,
    WeekWindow,
)
from hotspots.model.periods import COARSE
from hotspots.model.repeat import KnoxRow
from hotspots.workflows.areas.place_names import SpotShape, spot_names
from hotspots.workflows.cells.repeat_points import spots
from hotspots.workflows.cells.scoring import DetectQuestion, scored
from hotspots.workflows.efforts.effort import Outlines
from hotspots.workflows.incidents.points import KnownByArea, PointsQuestion, incident_points
from hotspots.workflows.incidents.week import WeekResult

AGAIN_WEEKS = 12
YEAR_WEEKS = 52
WINDOW_M = 200.0
WINDOW_DAYS = 8.0
# With so many exchanges one category of fifteen alone can be told from chance after adjustment.
_PERMUTATIONS = 299
_FEW_PERMUTATIONS = 29
_COMMON = 0.2
_SEED = 1
_LEAST_EVENTS = 20
_LEAST_M2 = 1.0


def find_beside(store: Store, result: WeekResult) -> WeekFinds:
    """Find the single cases of the weeks, and what they have to do with what was before."""
    cases = _cases(store, result)
    efforts = _efforts(store, result)
    points = _year_points(store, result)
    if points is None:
        return WeekFinds(cases, [], [], [], 0, efforts, has_pattern=False)
    is_of_week = np.isin(points.key, [case.key for case in cases])
    windows, has_pattern = _windows(store, result, points, is_of_week)
    hotspots, n_hotspots = _hotspots(store, result, points, is_of_week)
    again = _hit_again(store, result, points, is_of_week)
    return WeekFinds(cases, again, windows, hotspots, n_hotspots, efforts, has_pattern)


def _cases(store: Store, result: WeekResult) -> list[WeekCase]:
    """Return the cases of the weeks in the order of their time, each with its place in words."""
    rows = store.rows(
        "incidents/cases_of_days",
        area_load_id=result.area_set["load_id"],
        area_codes=result.codes,
        first_day=result.facts.span[0],
        last_day=result.facts.span[1],
        category=result.question.category,
    )
    placed = [(row["x_m"], row["y_m"]) for row in rows
              if row["x_m"] is not None and row["y_m"] is not None]  # fmt: skip
    words = iter(_spots(store, placed, result))
    names = dict(_area_names(store, result))
    return [
        WeekCase(
            number=number,
            key=row["incident_key"],
            occurred_on=row["occurred_on"],
            occurred_from=row["occurred_from"],
            occurred_to=row["occurred_to"],
            precision=row["time_precision"],
            reported_on=row["reported_on"],
            category=row["category"] or "",
            x_m=row["x_m"],
            y_m=row["y_m"],
            exactness=row["place_known"],
            where=names.get(row["area_code"] or "", "") if row["x_m"] is None else next(words),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _area_names(store: Store, result: WeekResult) -> list[tuple[str, str]]:
    """Return code and name of every area of the set."""
    rows = store.rows("areas/names_of_set", set_name=result.area_set["set_name"])
    return [(row["code"], row["area_name"]) for row in rows]


def _spots(store: Store, xy_m: Sequence[tuple[float, float]], result: WeekResult) -> list[str]:
    if not xy_m:
        return []
    named = spots(store, xy_m, result.area_set["set_name"], result.question.lang)
    return [spot.words for spot in named]


def _year_points(store: Store, result: WeekResult) -> Points | None:
    """Return the points of the city in the weeks and the year before; None without any."""
    first, last = result.facts.span
    question = PointsQuestion(result.area_set["load_id"], first - timedelta(weeks=YEAR_WEEKS),
                              last, result.question.category)  # fmt: skip
    try:
        points = incident_points(store, question)
    except KnownByArea:
        return None
    return points if len(points) else None


def _hit_again(
    store: Store, result: WeekResult, points: Points, is_of_week: Mask
) -> list[HitAgain]:
    """Return the places with a case in the weeks and another one in the weeks before."""
    since = np.datetime64(result.facts.span[1] - timedelta(weeks=AGAIN_WEEKS), "D")
    recent = points.where(_is_dated(points) & (points.occurred_on > since))
    corners = {*zip(points.x_m[is_of_week], points.y_m[is_of_week], strict=True)}
    places = [place for place in repeat_places(recent) if (place.x_m, place.y_m) in corners]
    words = _spots(store, [(place.x_m, place.y_m) for place in places], result)
    return [
        HitAgain(place.x_m, place.y_m, where, place.n, place.first_on,
                 [f"{name} ({n})" for name, n in place.categories])
        for place, where in zip(places, words, strict=True)
    ]  # fmt: skip


def _is_dated(points: Points) -> Mask:
    dated: Mask = ~np.isin(points.precision, COARSE)
    return dated


def _windows(
    store: Store, result: WeekResult, points: Points, is_of_week: Mask
) -> tuple[list[WeekWindow], bool]:
    """Return the windows that cases of the weeks hold open, of categories with near repeat.

    Each category has its own table, of one band of metres and days; all are adjusted at once.
    """
    is_dated = _is_dated(points)
    tables = {}
    for category in range(len(points.categories)):
        is_kind = is_dated & (points.category == category)
        if np.count_nonzero(is_kind) >= _LEAST_EVENTS and (is_kind & is_of_week).any():
            tables[category] = (_knox_row(points.where(is_kind)), is_kind & is_of_week)
    p_values = np.array([row.p if row.p is not None else 1.0 for row, _ in tables.values()])
    p_adjusted = adjusted(p_values, "bh") if tables else p_values
    telling = [table for table, p in zip(tables.values(), p_adjusted, strict=True) if p <= ALPHA]
    as_of = result.facts.span[1]
    made = [opened for row, is_kind in telling
            for opened in open_windows(points.where(is_kind), [row], as_of)]  # fmt: skip
    words = _spots(store, [(each.x_m, each.y_m) for each in made], result)
    windows = [WeekWindow(each.x_m, each.y_m, where, each.category or "", each.until, WINDOW_M)
               for each, where in zip(made, words, strict=True)]  # fmt: skip
    return windows, bool(telling)


def _knox_row(points: Points) -> KnoxRow:
    """Return the one band of a category's pairs: how many, and how many to be expected.

    What a few exchanges of the dates show to be common needs no more of them.
    """
    row = _exchanged(points, 0)
    if (row.ratio or 0) > 1:
        row = _exchanged(points, _FEW_PERMUTATIONS)
    is_common = row.p is None or row.p > _COMMON
    return row if is_common else _exchanged(points, _PERMUTATIONS)


def _exchanged(points: Points, permutations: int) -> KnoxRow:
    table = knox(
        np.column_stack([points.x_m, points.y_m]),
        points.occurred_on.astype("datetime64[D]").astype(np.int64),
        bands([WINDOW_M], "--space"),
        bands([WINDOW_DAYS], "--time"),
        permutations=permutations,
        rng=np.random.default_rng(_SEED),
    )
    return knox_rows(table, "none")[0]


def _hotspots(
    store: Store, result: WeekResult, points: Points, is_of_week: Mask
) -> tuple[list[TouchedHotspot], int]:
    """Return the hotspots of the year before that have cases of the weeks, and how many in all.

    What is usual in them, and their outline, are of the part that lies in the place.
    """
    import shapely

    first = result.facts.span[0]
    monday = np.datetime64(first, "D")
    reaches_in = ~_is_dated(points) & (points.occurred_to > monday)
    earlier = points.where((points.occurred_on < monday) & ~reaches_in)
    if not len(earlier):
        return [], 0
    question = DetectQuestion(set_name=result.area_set["set_name"])
    score = scored(store, question, result.area_set, earlier, first - timedelta(1), _unsaid)
    cells = score.cells
    hotspots = only_with(hotspots_of(cells, question.level), question.min_incidents)
    shapes = [SpotShape(outline(spot.cells, cells), outline(core_of(spot.cells, cells), cells))
              for spot in hotspots]  # fmt: skip
    named = (
        spot_names(store, shapes, result.area_set["set_name"], result.question.lang)
        if shapes
        else []
    )
    ground = shapely.union_all(shapely.from_wkb([*result.shapes.wkb.values()]))
    usual = earlier.where(shapely.contains_xy(ground, earlier.x_m, earlier.y_m))
    counts = _counts_by_hotspot(cells, hotspots, points.where(is_of_week))
    weekly = _counts_by_hotspot(cells, hotspots, usual) / YEAR_WEEKS
    touched = [
        TouchedHotspot(spot.number, name.words, int(counts[index]), float(weekly[index]),
                       bytes(shapely.intersection(shape.shape, ground).wkb))
        for index, (spot, name, shape) in enumerate(zip(hotspots, named, shapes, strict=True))
        if counts[index]
    ]  # fmt: skip
    return sorted(touched, key=lambda spot: (-spot.n, spot.number)), len(hotspots)


def _counts_by_hotspot(
    cells: HotCells, hotspots: Sequence[Hotspot], points: Points
) -> NDArray[np.int64]:
    by_position = np.zeros(cells.grid.inside.size, dtype=np.int64)
    for cell, number in number_by_cell(hotspots).items():
        by_position[cell] = number
    positions = cells.grid.cell_of(points.x_m, points.y_m)
    numbers = np.where(positions >= 0, by_position[positions], 0)
    counts: NDArray[np.int64] = np.bincount(numbers, minlength=len(hotspots) + 1)[1:]
    return counts


def _unsaid(_: str) -> None:
    """Say nothing: what is chosen for the hotspots stands in the notes."""


def _efforts(store: Store, result: WeekResult) -> list[RunningEffort]:
    """Return the efforts that ran in the place in the weeks; those of no known place too."""
    first, last = result.facts.span
    rows = [row for row in store.rows("interventions/running", first_day=first, last_day=last)
            if row["role"] == "treated"]  # fmt: skip
    outlines = Outlines(store)
    located = [(row, outlines.of_place(row["geometry"], row["set_name"], row["area_code"]))
               for row in rows]  # fmt: skip
    return [
        RunningEffort(row["intervention"], row["place"] or "", row["starts_on"], wkb)
        for row, wkb in located if wkb is None or _lies_in(wkb, result)
    ]  # fmt: skip


def _lies_in(wkb: bytes, result: WeekResult) -> bool:
    """Tell whether an outline shares ground with the place, not its border alone."""
    import shapely

    ground = shapely.from_wkb([*result.shapes.wkb.values()])
    shared = shapely.area(shapely.intersection(shapely.from_wkb(wkb), ground))
    return bool((shared >= _LEAST_M2).any())
