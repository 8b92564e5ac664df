"""Hot cells of a city and the hotspots they make up."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.accuracy import Accuracy, accuracy_of
from hotspots.analysis.aoristic import LONGEST_HOURS
from hotspots.analysis.grid import LEAST_SHARE
from hotspots.analysis.hot_cells import QUEEN_SIDES, HotCells, hot_cells
from hotspots.analysis.hotspot_areas import Hotspot, hotspots_of, number_by_cell, outline
from hotspots.analysis.multiplicity import Method
from hotspots.analysis.points import Points
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.detect import (
    DETECT_COLUMNS,
    WEEKDAYS,
    CellSettings,
    CountedPoints,
    Found,
    Level,
)
from hotspots.model.load import Say
from hotspots.model.page import Lang
from hotspots.sentences import detect as words
from hotspots.workflows import asking
from hotspots.workflows.cells import LaidGrid, chosen_band_m, lay_grid
from hotspots.workflows.incidents import chosen_set, known_period
from hotspots.workflows.place_names import SpotName, spot_names
from hotspots.workflows.points import AskedPoints, incident_points, snapped

Period = tuple[date, date]


@dataclass(frozen=True)
class AskedDetect:
    """What a question about hot cells was asked with; None where the program is to choose.

    ``side_m`` and ``band_m`` are metres; days are included; ``hours`` is half-open and
    ``weekdays`` count from Monday as 0. ``only_hot`` leaves out the rows of all other cells.
    """

    set_name: str | None = None
    side_m: int | None = None
    band_m: float | None = None
    category: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    hours: tuple[int, int] | None = None
    weekdays: Sequence[int] = ()
    adjust: Method = "bh"
    level: Level = "hot_95"
    test_against: Period | None = None
    only_hot: bool = False
    lang: Lang = "en"


@dataclass(frozen=True)
class Detected:
    """What was detected, before it becomes rows."""

    area_set: Mapping[str, Any]
    laid: LaidGrid
    band_m: float
    period: Period
    points: Points
    cells: HotCells
    hotspots: Sequence[Hotspot]
    names: Sequence[SpotName]
    accuracy: Accuracy | None


def detect(store_path: Path, asked: AskedDetect, say: Say) -> Answer:
    """Return the cells of a city with their class, the highest z first."""
    with reading(store_path) as store:
        return answer_of(store, asked, detected(store, asked, say))


def detected(store: Store, asked: AskedDetect, say: Say) -> Detected:
    """Find the hot cells and hotspots; every choice made for the user is said."""
    area_set = chosen_set(store, asked.set_name, say)
    period = _period(store, asked, say)
    _refuse_own_test(period, asked.test_against)
    points = _points(store, asked, area_set, period)
    if len(points) == 0:
        raise HotspotsError(
            f"No incidents to count in {area_set['set_name']!r} from {period[0]} to "
            f"{period[1]} ({_left_out(points)}). Widen the question."
        )
    laid = lay_grid(store, area_set, asked.side_m, say)
    band_m = chosen_band_m(laid.grid.side_m, asked.band_m, say)
    counts = laid.grid.count(points.x_m, points.y_m, points.weight)
    cells = hot_cells(laid.grid, counts, band_m, asked.adjust)
    hotspots = hotspots_of(cells, asked.level)
    shapes = [outline(one, cells) for one in hotspots]
    names = spot_names(store, shapes, area_set["set_name"], asked.lang) if shapes else []
    return Detected(
        area_set, laid, band_m, period, points, cells, hotspots, names,
        _accuracy(store, asked, area_set, cells),
    )  # fmt: skip


def _points(
    store: Store, asked: AskedDetect, area_set: Mapping[str, Any], period: Period
) -> Points:
    return incident_points(
        store,
        AskedPoints(
            area_set["load_id"], *period, asked.category, asked.hours, tuple(asked.weekdays)
        ),
    )


def _period(store: Store, asked: AskedDetect, say: Say) -> Period:
    known = known_period(store, asked.category)
    first, last = asked.first_day or known["first_day"], asked.last_day or known["last_day"]
    if asked.first_day is None or asked.last_day is None:
        say(f"Period set to {first} to {last}, where incidents are loaded. "
            "Change it with --from and --to.")  # fmt: skip
    if first > last:
        raise UsageProblem(f"The period from {first} to {last} has no days. Turn them round.")
    return first, last


def _refuse_own_test(period: Period, later: Period | None) -> None:
    if later is not None and later[0] <= period[1]:
        raise UsageProblem(
            f"--test-against begins on {later[0]}, and hotspots are detected on incidents until "
            f"{period[1]}: they would be tested on themselves. End the period earlier with --to."
        )


def _left_out(points: Points) -> str:
    reasons = ", ".join(f"{name.replace('_', ' ')} {n:,}"
                        for name, n in asdict(points.left_out).items() if n)  # fmt: skip
    return f"left out: {reasons}" if reasons else "there are none"


def _accuracy(
    store: Store, asked: AskedDetect, area_set: Mapping[str, Any], cells: HotCells
) -> Accuracy | None:
    if asked.test_against is None:
        return None
    later = _points(store, asked, area_set, asked.test_against)
    counts = cells.grid.count(later.x_m, later.y_m, later.weight)
    return accuracy_of(cells.at_least(asked.level), cells.n, counts[cells.grid.inside])


def answer_of(store: Store, asked: AskedDetect, found: Detected) -> Answer:
    """Return the cells as rows, with the settings, sources and notes that belong to them."""
    loads = [found.area_set["load_id"], *_extracts(store),
             *{name.load_id for name in found.names if name.load_id is not None}]  # fmt: skip
    sources = asking.sources_of(store, loads)
    told, counted = _cell_settings(found), _counted(asked, found)
    summary = _summary(asked, found)
    notes = words.cell_notes(told, counted, summary, asked.adjust, asked.lang)
    notes += words.snapped_notes(snapped(store), asked.lang)
    if found.accuracy is not None and asked.test_against is not None:
        notes += words.accuracy_notes(found.accuracy, *asked.test_against, asked.lang)
    return Answer(
        command="detect",
        columns=DETECT_COLUMNS,
        rows=_rows(found, only_hot=asked.only_hot),
        settings=_settings(asked, told, counted, summary, found.accuracy),
        sources=sources,
        notes=notes + asking.standing_notes(sources, found.area_set, asked.lang),
        shapes=_shapes(found),
    )


def _extracts(store: Store) -> list[int]:
    return [row["load"] for row in store.rows("store/loads")
            if row["kind"] == "incidents" and row["superseded_by"] is None]  # fmt: skip


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
    )


def _counted(asked: AskedDetect, found: Detected) -> CountedPoints:
    left_out = found.points.left_out
    return CountedPoints(
        *found.period,
        n=found.points.n_used,
        n_shared=found.points.n_shared,
        without_place=left_out.without_place,
        outside=left_out.outside,
        time_unknown=left_out.time_unknown,
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
    told: CellSettings,
    counted: CountedPoints,
    summary: Found,
    accuracy: Accuracy | None,
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
        "level": summary.level,
        "n_hot_cells": summary.n_hot,
        "n_hotspots": summary.n_hotspots,
        "share_in_hotspots": summary.share,
        "test_against": [one.isoformat() for one in asked.test_against or ()],
        "accuracy": asdict(accuracy) if accuracy else None,
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
    columns = (cells.grid.names(positions), x_m.tolist(), y_m.tolist(), shown.tolist(),
               cells.z[order].tolist(), cells.p[order].tolist(),
               cells.p_adjusted[order].tolist(), cells.classes[order].tolist(),
               hotspots, names)  # fmt: skip
    return [dict(zip(DETECT_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def _shapes(found: Detected) -> AreaShapes:
    import shapely

    grid = found.laid.grid
    squares = shapely.to_wkb(grid.squares(grid.cells))
    return AreaShapes(grid.crs, dict(zip(grid.names(grid.cells), squares, strict=True)), "cell")
