"""Hot cells of a city and the hotspots they make up."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.cells.areas import number_by_cell
from hotspots.analysis.cells.hot_cells import QUEEN_SIDES
from hotspots.analysis.space.grid import LEAST_SHARE
from hotspots.analysis.time.aoristic import LONGEST_HOURS
from hotspots.engine.store import Store, reading
from hotspots.language import Say
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.cells import (
    DETECT_COLUMNS,
    RATE_COLUMNS,
    WEEKDAYS,
    CellSettings,
    CountedPoints,
    Found,
    RateSettings,
)
from hotspots.sentences.cells import detect as words
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.workflows.asking import questions
from hotspots.workflows.cells.detecting import AskedDetect, Detected, detected
from hotspots.workflows.incidents.points import heaps, snapped
from hotspots.workflows.loads.extracts import incident_loads


def detect(store_path: Path, asked: AskedDetect, say: Say) -> Answer:
    """Return the cells of a city with their class, the highest z first."""
    with reading(store_path) as store:
        return answer_of(store, asked, detected(store, asked, say))


def answer_of(store: Store, asked: AskedDetect, found: Detected) -> Answer:
    """Return the cells as rows, with the settings, sources and notes that belong to them."""
    loads = [found.area_set["load_id"], *incident_loads(store),
             *{name.load_id for name in found.names if name.load_id is not None},
             *(found.against.loads if found.against else ())]  # fmt: skip
    sources = questions.sources_of(store, loads)
    told, counted = _cell_settings(found), _counted(asked, found)
    summary = _summary(asked, found)
    notes = words.cell_notes(told, counted, summary, asked.adjust, asked.lang)
    notes += words.snapped_notes(snapped(store), asked.lang)
    notes += heap_notes(heaps(store, "times", "dates", "places"), asked.lang)
    if found.accuracy is not None and asked.test_against is not None:
        notes += words.accuracy_notes(found.accuracy, *asked.test_against, asked.lang)
    return Answer(
        command="detect",
        columns=_columns(found),
        rows=_rows(found, only_hot=asked.only_hot),
        settings=_settings(asked, found, told, counted, summary),
        sources=sources,
        notes=notes + questions.standing_notes(sources, found.area_set, asked.lang),
        shapes=_shapes(found),
    )


def _cell_settings(found: Detected) -> CellSettings:
    grid = found.laid.grid
    return CellSettings(
        set_name=found.area_set["set_name"],
        crs=grid.crs,
        side_m=grid.side_m,
        band_m=found.band_m,
        n_cells=grid.n_cells,
        n_occupied=found.laid.n_occupied,
        least_share=LEAST_SHARE,
        rates=_rates(found),
    )


def _rates(found: Detected) -> RateSettings | None:
    against = found.against
    if against is None:
        return None
    return RateSettings(
        against.set_name, against.year, against.floor_per_km2,
        float(against.rates.residents.sum()), float(found.cells.n.sum()),
        against.n_below, against.n_left,
    )  # fmt: skip


def _counted(asked: AskedDetect, found: Detected) -> CountedPoints:
    left_out = found.points.left_out
    return CountedPoints(
        *found.period,
        n=found.points.n_used if found.against is None else float(found.cells.n.sum()),
        n_shared=found.points.n_shared,
        without_place=left_out.without_place,
        outside=left_out.outside,
        time_unknown=left_out.time_unknown,
        date_unknown=left_out.date_unknown,
        category=asked.category,
        hours=asked.hours,
        weekdays=asked.weekdays,
    )


def _summary(asked: AskedDetect, found: Detected) -> Found:
    n_hot = int(np.count_nonzero(found.cells.at_least(asked.level)))
    n_cells = found.laid.grid.n_cells
    return Found(
        level=asked.level,
        n_hot=n_hot,
        n_hotspots=len(found.hotspots),
        share=sum(one.share for one in found.hotspots),
        area_share=n_hot / n_cells if n_cells else 0.0,
        expected=float(found.cells.n.mean() * found.cells.n_near.mean()),
    )


def _settings(
    asked: AskedDetect,
    found: Detected,
    told: CellSettings,
    counted: CountedPoints,
    summary: Found,
) -> dict[str, Any]:
    period = {"first_day": counted.first_day, "last_day": counted.last_day}
    return {
        "set": told.set_name,
        "crs": told.crs,
        "cell_m": told.side_m,
        "band_m": told.band_m,
        "neighbours": "queen" if told.band_m == QUEEN_SIDES * told.side_m else "distance band",
        "least_share_of_cell": told.least_share,
        "n_cells": told.n_cells,
        "n_cells_by_incident": told.n_occupied,
        "statistic": "Getis-Ord Gi*, binary weights, self included, two-sided normal p",
        "adjust": asked.adjust,
        "family": "all cells",
        "family_size": told.n_cells,
        "category": asked.category,
        **{name: value.isoformat() for name, value in period.items()},
        "date_used": "occurred",
        "hours": "{:02d}-{:02d}".format(*asked.hours) if asked.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(asked.weekdays)],
        "n_incidents": counted.n,
        "n_shared_by_hour": counted.n_shared,
        "longest_span_h": LONGEST_HOURS if counted.hours or counted.weekdays else None,
        "n_without_place": counted.without_place,
        "n_outside": counted.outside,
        "n_time_unknown": counted.time_unknown,
        "n_date_unknown": counted.date_unknown,
        "level": summary.level,
        "n_hot_cells": summary.n_hot,
        "n_hotspots": summary.n_hotspots,
        "share_in_hotspots": summary.share,
        "test_against": [one.isoformat() for one in asked.test_against or ()],
        "accuracy": asdict(found.accuracy) if found.accuracy else None,
        **_rate_settings(told.rates),
    }


def _rate_settings(told: RateSettings | None) -> dict[str, Any]:
    """Return the residents that counts were made rates with; nothing where they were not."""
    if told is None:
        return {}
    return {
        "tested": "deviates of rates (Assunção and Reis 1999)",
        "residents_of": told.set_name,
        "residents_year": told.year,
        "residents_floor_per_km2": told.floor_per_km2,
        "residents_in_cells": told.residents,
        "n_cells_below_floor": told.n_below,
        "n_below_floor": told.n_left,
    }


def _rows(found: Detected, *, only_hot: bool) -> list[dict[str, Any]]:
    cells = found.cells
    order = np.lexsort((cells.grid.cells, -cells.z))
    if only_hot:
        order = order[np.char.startswith(cells.classes[order], "hot")]
    positions = cells.grid.cells[order]
    x_m, y_m = cells.grid.centres(positions)
    numbers = number_by_cell(found.hotspots)
    hotspots = [numbers.get(one) for one in positions.tolist()]
    names = [found.names[one - 1].words if one else None for one in hotspots]
    n = cells.n[order]
    shown = n.astype(np.int64) if np.array_equal(n, np.round(n)) else n
    columns: list[Sequence[Any]] = [
        cells.grid.names(positions), x_m.tolist(), y_m.tolist(), shown.tolist(),
        cells.z[order].tolist(), cells.p[order].tolist(), cells.p_adjusted[order].tolist(),
        cells.classes[order].tolist(), hotspots, names,
    ]  # fmt: skip
    if found.against is not None:
        rates = found.against.rates
        columns += [rates.residents[order].tolist(), rates.per_1000[order].tolist()]
    return [dict(zip(_columns(found), row, strict=True)) for row in zip(*columns, strict=True)]


def _columns(found: Detected) -> tuple[str, ...]:
    return DETECT_COLUMNS if found.against is None else DETECT_COLUMNS + RATE_COLUMNS


def _shapes(found: Detected) -> AreaShapes:
    import shapely

    grid = found.laid.grid
    squares = shapely.to_wkb(grid.squares(grid.cells))
    return AreaShapes(grid.crs, dict(zip(grid.names(grid.cells), squares, strict=True)), "cell")
