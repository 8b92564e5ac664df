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
    STATISTIC,
    WEEKDAYS,
    CellSettings,
    CountedPoints,
    DetectionSummary,
    RateSettings,
    Shortage,
)
from hotspots.sentences.cells import detect as words
from hotspots.sentences.incidents.heaps import heap_notes
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.area_sets import title_of
from hotspots.workflows.cells.detecting import Detected, detected
from hotspots.workflows.cells.scoring import DetectQuestion
from hotspots.workflows.cells.series_once import series_settings
from hotspots.workflows.incidents.points import heaps, snapped
from hotspots.workflows.loads.extracts import incident_loads


def detect(store_path: Path, question: DetectQuestion, say: Say) -> Answer:
    """Return the cells of a city with their class, the highest z first."""
    with reading(store_path) as store:
        return answer_of(store, question, detected(store, question, say))


def answer_of(store: Store, question: DetectQuestion, detection: Detected) -> Answer:
    """Return the cells as rows, with the settings, sources and notes that belong to them."""
    loads = [detection.area_set["load_id"], *incident_loads(store),
             *{name.load_id for name in detection.names if name.load_id is not None},
             *(detection.against.loads if detection.against else ())]  # fmt: skip
    sources = every_output.sources_of(store, loads)
    cell_settings, counted = _cell_settings(detection), _counted(question, detection)
    summary = summary_of(question, detection)
    notes = words.cell_notes(cell_settings, counted, summary, question.adjust, question.lang)
    notes += words.snapped_notes(snapped(store), question.lang)
    notes += heap_notes(heaps(store, "times", "dates", "places"), question.lang)
    if detection.accuracy is not None and question.test_against is not None:
        notes += words.accuracy_notes(detection.accuracy, *question.test_against, question.lang)
    return Answer(
        command="detect",
        columns=_columns(detection),
        rows=_rows(detection, only_hot=question.only_hot),
        settings=_settings(question, detection, cell_settings, counted, summary),
        sources=sources,
        notes=notes + every_output.standing_notes(sources, detection.area_set, question.lang),
        shapes=_shapes(detection),
    )


def _cell_settings(detection: Detected) -> CellSettings:
    grid = detection.laid.grid
    return CellSettings(
        set_name=detection.area_set["set_name"],
        crs=grid.crs,
        side_m=grid.side_m,
        band_m=detection.band_m,
        n_cells=grid.n_cells,
        n_occupied=detection.laid.n_occupied,
        least_share=LEAST_SHARE,
        rates=_rates(detection),
        set_title=title_of(detection.area_set),
    )


def _rates(detection: Detected) -> RateSettings | None:
    against = detection.against
    if against is None:
        return None
    return RateSettings(
        against.set_name, against.year, against.floor_per_km2,
        float(against.rates.residents.sum()), float(detection.cells.n.sum()),
        against.n_below, against.n_left,
    )  # fmt: skip


def _counted(question: DetectQuestion, detection: Detected) -> CountedPoints:
    left_out = detection.points.left_out
    return CountedPoints(
        *detection.period,
        n=detection.points.n_used if detection.against is None else float(detection.cells.n.sum()),
        n_shared=detection.points.n_shared,
        without_place=left_out.without_place,
        by_area=left_out.by_area,
        outside=left_out.outside,
        time_unknown=left_out.time_unknown,
        date_unknown=left_out.date_unknown,
        category=question.category,
        hours=question.hours,
        weekdays=question.weekdays,
    )


def warning(question: DetectQuestion, detection: Detected) -> str:
    """Return that hotspots may be chance or lacking for want of incidents; empty if neither."""
    return words.warning(_cell_settings(detection), summary_of(question, detection), question.lang)


def summary_of(question: DetectQuestion, detection: Detected) -> DetectionSummary:
    """Return what was found, in figures."""
    n_hot = sum(len(one.cells) for one in detection.hotspots)
    n_cells = detection.laid.grid.n_cells
    return DetectionSummary(
        level=question.level,
        n_hot=n_hot,
        n_hotspots=len(detection.hotspots),
        share=sum(one.share for one in detection.hotspots),
        area_share=n_hot / n_cells if n_cells else 0.0,
        least_n=question.min_incidents,
        n_small=detection.n_small,
        n_in_series=detection.n_in_series if question.series == "once" else None,
        shortage=detection.shortage,
        each_alone=question.adjust == "none",
    )


def _settings(
    question: DetectQuestion,
    detection: Detected,
    cell_settings: CellSettings,
    counted: CountedPoints,
    summary: DetectionSummary,
) -> dict[str, Any]:
    period = {"first_day": counted.first_day, "last_day": counted.last_day}
    return {
        "set": cell_settings.set_name,
        "crs": cell_settings.crs,
        "cell_m": cell_settings.side_m,
        "band_m": cell_settings.band_m,
        "neighbours": "queen"
        if cell_settings.band_m == QUEEN_SIDES * cell_settings.side_m
        else "distance band",
        "least_share_of_cell": cell_settings.least_share,
        "n_cells": cell_settings.n_cells,
        "n_cells_by_incident": cell_settings.n_occupied,
        "statistic": STATISTIC,
        "adjust": question.adjust,
        "family": "all cells",
        "family_size": cell_settings.n_cells,
        "category": question.category,
        **{name: value.isoformat() for name, value in period.items()},
        "date_used": "occurred",
        "hours": "{:02d}-{:02d}".format(*question.hours) if question.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(question.weekdays)],
        "n_incidents": counted.n,
        "n_shared_by_hour": counted.n_shared,
        "longest_span_h": LONGEST_HOURS if counted.hours or counted.weekdays else None,
        "n_without_place": counted.without_place,
        "n_by_area": counted.by_area,
        "n_outside": counted.outside,
        "n_time_unknown": counted.time_unknown,
        "n_date_unknown": counted.date_unknown,
        "level": summary.level,
        "min_incidents": summary.least_n,
        **series_settings(question.series, summary.n_in_series or 0),
        "n_hot_cells": summary.n_hot,
        "n_hotspots": summary.n_hotspots,
        "share_in_hotspots": summary.share,
        "n_clusters_too_small": summary.n_small,
        "too_few_incidents": _shortage_settings(
            summary.shortage, words.shortage_words(cell_settings, summary, question.lang)
        ),
        "test_against": [one.isoformat() for one in question.test_against or ()],
        "accuracy": asdict(detection.accuracy) if detection.accuracy else None,
        **_rate_settings(cell_settings.rates),
    }


def _shortage_settings(shortage: Shortage | None, sentence: str) -> dict[str, Any] | None:
    if shortage is None:
        return None
    commands = [one.command for one in (shortage.period, shortage.cell) if one is not None]
    return {
        "sentence": sentence,
        "incidents_needed": shortage.needed,
        "commands_that_would_do": commands,
    }


def _rate_settings(rates: RateSettings | None) -> dict[str, Any]:
    """Return the residents that counts were made rates with; nothing where they were not."""
    if rates is None:
        return {}
    return {
        "tested": "deviates of rates (Assunção and Reis 1999)",
        "residents_of": rates.set_name,
        "residents_year": rates.year,
        "residents_floor_per_km2": rates.floor_per_km2,
        "residents_in_cells": rates.residents,
        "n_cells_below_floor": rates.n_below,
        "n_below_floor": rates.n_left,
    }


def _rows(detection: Detected, *, only_hot: bool) -> list[dict[str, Any]]:
    cells = detection.cells
    order = np.lexsort((cells.grid.cells, -cells.z))
    if only_hot:
        order = order[np.char.startswith(cells.classes[order], "hot")]
    positions = cells.grid.cells[order]
    x_m, y_m = cells.grid.centres(positions)
    numbers = number_by_cell(detection.hotspots)
    hotspots = [numbers.get(one) for one in positions.tolist()]
    names = [detection.names[one - 1].words if one else None for one in hotspots]
    n = cells.n[order]
    counts = n.astype(np.int64) if np.array_equal(n, np.round(n)) else n
    columns: list[Sequence[Any]] = [
        cells.grid.names(positions), x_m.tolist(), y_m.tolist(), counts.tolist(),
        cells.z[order].tolist(), cells.p[order].tolist(), cells.p_adjusted[order].tolist(),
        cells.classes[order].tolist(), hotspots, names,
    ]  # fmt: skip
    if detection.against is not None:
        rates = detection.against.rates
        columns += [rates.residents[order].tolist(), rates.per_1000[order].tolist()]
    return [dict(zip(_columns(detection), row, strict=True)) for row in zip(*columns, strict=True)]


def _columns(detection: Detected) -> tuple[str, ...]:
    return DETECT_COLUMNS if detection.against is None else DETECT_COLUMNS + RATE_COLUMNS


def _shapes(detection: Detected) -> AreaShapes:
    import shapely

    grid = detection.laid.grid
    squares = shapely.to_wkb(grid.squares(grid.cells))
    return AreaShapes(grid.crs, dict(zip(grid.names(grid.cells), squares, strict=True)), "cell")
