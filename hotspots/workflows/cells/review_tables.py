"""A review as rows and outlines: of its hotspots, of all cells, and of their transitions."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.areas import core_of, outline
from hotspots.analysis.cells.change import HEATS, Transitions, TwoPeriods
from hotspots.analysis.cells.earlier_years import Cells
from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.cells.review import Review, Reviewed, ratio_of
from hotspots.analysis.cells.review_periods import Period
from hotspots.analysis.methods.rates import RateRatio
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.points import Points
from hotspots.analysis.time import months
from hotspots.engine.store import Store
from hotspots.language import Lang
from hotspots.model.answer import AreaShapes
from hotspots.model.cells import Level
from hotspots.model.review import CELL_COLUMNS, ReviewFacts, ReviewRow, ReviewVerdict
from hotspots.sentences.cells import review as words
from hotspots.workflows.areas.place_names import SpotShape
from hotspots.workflows.loads.covered_days import days_by_year

_M2_PER_KM2 = 1_000_000
_HALF = 0.5
_VERDICTS: dict[str, ReviewVerdict] = {
    "new": "worse", "grown": "worse", "moved": "moved", "shrunk": "better", "gone": "better",
}  # fmt: skip


def whole(points: Points) -> Points:
    """Return the incidents of which at least half lies in the hours and days asked for.

    An exact test needs incidents that count or do not: parts of them cannot be drawn.
    """
    kept = points.where(points.weight >= _HALF)
    return replace(kept, weight=np.ones(len(kept)))


def covered(store: Store, *, by_reported: bool = False) -> frozenset[int]:
    """Return the months that the extracts cover; old stragglers cover none."""
    return months.covered_months(days_by_year(store, by_reported=by_reported))


def gap(
    store: Store, periods: Sequence[Period], loaded: Period, *, by_reported: bool = False
) -> date | None:
    """Return the first month of the periods that lies in a gap between the extracts."""
    first, last = (months.month_of(one) for one in loaded)
    spans = [months.Span(*(months.month_of(day) for day in one)) for one in periods]
    covered_months = covered(store, by_reported=by_reported)
    lost = [month for span in spans for month in span.months
            if first < month < last and month not in covered_months]  # fmt: skip
    return months.first_day(lost[0]) if lost else None


def heat(cells: HotCells, level: Level) -> NDArray[np.int64]:
    """Return 1 for the cells hot on a level or a stricter one, -1 for the cold ones, else 0."""
    stands_out = cells.at_least(level)
    cold = replace(cells, classes=_mirrored(cells.classes)).at_least(level)
    return stands_out.astype(np.int64) - cold.astype(np.int64)


def _mirrored(classes: NDArray[Any]) -> NDArray[Any]:
    return np.char.replace(np.char.replace(classes, "hot", "not"), "cold", "hot")


def outlines(review: Review, grid: Grid) -> AreaShapes:
    """Return each hotspot's cells of both periods as one shape, by its number."""
    import shapely

    shapes: dict[Any, bytes] = {
        number: shapely.to_wkb(shapely.union_all(grid.squares(_positions(hotspot.cells))))
        for number, hotspot in enumerate(review.hotspots, start=1)
    }
    return AreaShapes(grid.crs, shapes, "hotspot")


def squares(grid: Grid) -> AreaShapes:
    """Return all cells of a grid by their names."""
    import shapely

    wkb = shapely.to_wkb(grid.squares(grid.cells))
    return AreaShapes(grid.crs, dict(zip(grid.names(grid.cells), wkb, strict=True)), "cell")


def touching(shapes: AreaShapes, ground: AreaShapes, codes: Sequence[str]) -> AreaShapes:
    """Return the shapes that share ground with any of the areas; all where none is named."""
    import shapely

    if not codes or not shapes.wkb:
        return shapes
    area = shapely.union_all([shapely.from_wkb(ground.wkb[code]) for code in codes])
    shapely.prepare(area)
    keys = list(shapes.wkb)
    geometry = shapely.from_wkb([shapes.wkb[key] for key in keys])
    shares = shapely.intersects(area, geometry) & ~shapely.touches(area, geometry)
    kept = {key for key, is_inside in zip(keys, shares, strict=True) if is_inside}
    return replace(shapes, wkb={key: shapes.wkb[key] for key in keys if key in kept})


def _positions(cells: Cells) -> NDArray[np.intp]:
    return np.array(sorted(cells), dtype=np.intp)


def spots(
    review: Review, cells: tuple[HotCells, HotCells], polygons: AreaShapes
) -> list[SpotShape]:
    """Return each hotspot with its core, that of the later period where it is hot then."""
    import shapely

    return [
        SpotShape(shapely.from_wkb(wkb), _core(hotspot, cells))
        for hotspot, wkb in zip(review.hotspots, polygons.wkb.values(), strict=True)
    ]


def _core(hotspot: Reviewed, cells: tuple[HotCells, HotCells]) -> Any:
    positions, scored = (hotspot.after, cells[1]) if hotspot.after else (hotspot.before, cells[0])
    return outline(core_of(sorted(positions), scored), scored)


def hotspot_rows(
    review: Review,
    counts: TwoPeriods,
    called: Sequence[str],
    facts: ReviewFacts,
    *,
    flags: Sequence[str],
    lang: Lang,
) -> list[ReviewRow]:
    """Return a row for each hotspot, what needs attention first, told in a sentence.

    ``flags`` are those of every row.
    """
    rows = [
        _row(number, hotspot, ratio_of(hotspot, counts), name, facts.side_m, flags)
        for number, (hotspot, name) in enumerate(
            zip(review.hotspots, called, strict=True), start=1
        )
    ]
    return [replace(row, sentence=words.sentence(row, facts, lang)) for row in rows]


def _row(
    number: int,
    hotspot: Reviewed,
    rate_ratio: RateRatio,
    name: str,
    side_m: float,
    flags: Sequence[str],
) -> ReviewRow:
    ratio = _finite(rate_ratio.ratio)
    hotspot_flags = {
        "hot_before_only": not hotspot.after,
        "hot_after_only": not hotspot.before,
        "too_few": hotspot.p_adjusted is None,
    }
    return ReviewRow(
        rank=number,
        hotspot=number,
        name=name,
        class_=hotspot.class_,
        before_n=hotspot.n_before,
        after_n=hotspot.n_after,
        change_percent=None if ratio is None else 100 * (ratio - 1),
        rate_ratio=ratio,
        rr_low=rate_ratio.low,
        rr_high=_finite(rate_ratio.high),
        p=hotspot.p,
        p_adjusted=hotspot.p_adjusted,
        verdict=_VERDICTS.get(hotspot.class_, "not_distinguishable"),
        x_m=hotspot.x_m,
        y_m=hotspot.y_m,
        area_km2=len(hotspot.cells) * side_m**2 / _M2_PER_KM2,
        cells_before=len(hotspot.before),
        cells_after=len(hotspot.after),
        moved_m=hotspot.moved_m,
        sentence="",
        flags=(*(name for name, is_so in hotspot_flags.items() if is_so), *flags),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def transition_rows(crossed: Transitions) -> list[dict[str, Any]]:
    """Return how many cells went from each class to each, and their part of all cells."""
    total = int(crossed.table.sum())
    return [
        {"class_before": was, "class_after": became, "n_cells": int(crossed.table[row, column]),
         "percent": 100 * int(crossed.table[row, column]) / total}
        for row, was in enumerate(HEATS)
        for column, became in enumerate(HEATS)
    ]  # fmt: skip


def cell_rows(
    before: HotCells, after: HotCells, counts: TwoPeriods, review: Review
) -> list[dict[str, Any]]:
    """Return the cells that have incidents or stand out, the surest changes first."""
    grid = before.grid
    all_positions = grid.cells
    tests = review.cells
    is_listed = (
        (before.n + after.n > 0) | (heat(before, "hot_90") != 0) | (heat(after, "hot_90") != 0)
    )
    order = np.lexsort((all_positions, np.nan_to_num(tests.p[all_positions], nan=1.0)))
    kept = order[is_listed[order]]
    positions = all_positions[kept]
    number = {cell: n for n, one in enumerate(review.hotspots, start=1) for cell in one.cells}
    ratio = _ratios(counts)[positions]
    verdicts = np.where(
        tests.risen, "worse", np.where(tests.fallen, "better", "not_distinguishable")
    )
    x_m, y_m = grid.centres(positions)
    columns = (
        grid.names(positions), x_m.tolist(), y_m.tolist(),
        before.n[kept].astype(int).tolist(), after.n[kept].astype(int).tolist(),
        before.z[kept].tolist(), after.z[kept].tolist(),
        before.classes[kept].tolist(), after.classes[kept].tolist(),
        _without_nan(100 * (ratio - 1)), _without_nan(ratio),
        _without_nan(tests.p[positions]), _without_nan(tests.p_adjusted[positions]),
        [verdict if tested else "not_testable" for verdict, tested in
         zip(verdicts[positions].tolist(), ~np.isnan(tests.p[positions]), strict=True)],
        [number.get(one) for one in positions.tolist()],
    )  # fmt: skip
    return [dict(zip(CELL_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def _ratios(counts: TwoPeriods) -> NDArray[np.float64]:
    """Return the later rate over the earlier one; NaN where the earlier count is 0."""
    expected = counts.before * counts.exposure_after / counts.exposure_before
    empty = np.full(expected.shape, np.nan)
    ratios: NDArray[np.float64] = np.divide(counts.after, expected, out=empty, where=expected > 0)
    return ratios


def _without_nan(values: NDArray[np.float64]) -> list[float | None]:
    return [None if math.isnan(one) else one for one in values.tolist()]
