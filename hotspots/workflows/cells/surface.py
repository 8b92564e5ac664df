"""Density of incidents as a surface, or their risk against residents."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.space import kernels
from hotspots.analysis.space.density import SurfaceField
from hotspots.analysis.space.edges import diggle
from hotspots.analysis.space.grid import LEAST_SHARE
from hotspots.analysis.space.kernels import Smoothing
from hotspots.analysis.space.points import Points
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.model.answer import Source
from hotspots.model.cells import (
    WEEKDAYS,
    CellSettings,
    CountedPoints,
    Edge,
    Kernel,
    RasterFile,
    SurfaceFacts,
)
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.safe import xml_text
from hotspots.sentences.cells import detect as words
from hotspots.sentences.cells.surface import surface_notes, title
from hotspots.sentences.sources import terms
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.area_sets import incident_set
from hotspots.workflows.asking.periods import chosen_period
from hotspots.workflows.cells.occupied import LaidGrid, lay_grid
from hotspots.workflows.cells.residents import DEFAULT_FLOOR_PER_KM2, ResidentsQuestion
from hotspots.workflows.cells.risk import Risk, SurfaceDrawing, risk_of
from hotspots.workflows.incidents.points import (
    PeriodQuestion,
    PointsQuestion,
    incident_points,
    points_outside,
    snapped,
)
from hotspots.workflows.loads.extracts import incident_loads

DEFAULT_SIDE_M = 50
# A walk of about four minutes: wide enough that one address does not show, narrow enough that
# the squares and stations of a district stay apart.
DEFAULT_BANDWIDTH_M = 300.0
UNIT = "incidents per km2"
UNIT_RISK = "incidents per 1000 residents"


@dataclass(frozen=True, kw_only=True)
class SurfaceQuestion(PeriodQuestion):
    """What a surface was asked for with; None where the program is to choose.

    ``side_m`` and ``bandwidth_m`` are metres; days are included; ``hours`` is half-open and
    ``weekdays`` count from Monday as 0. ``people_set`` is the area set whose residents make the
    density a risk, where at least ``floor_per_km2`` of them live. ``edge`` says whether what the
    kernel loses beyond the border is made good.
    """

    side_m: int = DEFAULT_SIDE_M
    bandwidth_m: float | None = None
    kernel: Kernel = "quartic"
    edge: Edge = "none"
    people_set: str | None = None
    people_year: int | None = None
    floor_per_km2: float = DEFAULT_FLOOR_PER_KM2


@dataclass(frozen=True)
class Surface:
    """A surface with everything that must travel with it.

    ``field`` is NaN outside the cells of the area set, and where too few live for a risk;
    ``whole`` has values all over the grid. ``outline`` is the areas as one shape.
    """

    field: SurfaceField
    whole: SurfaceField
    outline: Any
    unit: str
    title: str
    settings: Mapping[str, Any]
    sources: Sequence[Source]
    notes: Sequence[str]
    terms: str
    synthetic: bool

    @property
    def n_values(self) -> int:
        """Return how many cells have a value."""
        return int(np.count_nonzero(~np.isnan(self.field.values)))

    def as_raster(self) -> RasterFile:
        """Return the surface as a raster with its settings, sources and notes as tags."""
        values = self.field.values[::-1]
        north_m = self.field.y0_m + len(values) * self.field.side_m
        plain = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in self.settings.items()
            if value is not None
        }
        tags = {
            **plain,
            "units": self.unit,
            "synthetic": "yes" if self.synthetic else "no",
            "sources": json.dumps(self.sources, ensure_ascii=False),
            "TIFFTAG_COPYRIGHT": xml_text(self.terms),
            "notes": " ".join(self.notes),
        }
        return RasterFile(values, self.field.side_m, self.field.x0_m, north_m, self.field.crs,
                          self.title, self.unit, tags)  # fmt: skip


def surface(store_path: Path, question: SurfaceQuestion, say: Say) -> Surface:
    """Return the density of incidents per km², or per 1,000 residents with ``people_set``."""
    smoothing = _smoothing(question, say)
    kernels.check(smoothing, question.side_m)
    with reading(store_path) as store:
        return _surface(store, question, smoothing, say)


def _smoothing(question: SurfaceQuestion, say: Say) -> Smoothing:
    bandwidth_m = question.bandwidth_m
    if bandwidth_m is None:
        bandwidth_m = DEFAULT_BANDWIDTH_M
        say(
            message(
                "Bandwidth set to {bandwidth_m:g} m, a walk of about four minutes. "
                "Change it with --bandwidth.",
                bandwidth_m=bandwidth_m,
            )
        )
    return Smoothing(question.kernel, bandwidth_m)


def _surface(store: Store, question: SurfaceQuestion, smoothing: Smoothing, say: Say) -> Surface:
    area_set = incident_set(store, question.set_name, question.last_day, say)
    period = chosen_period(store, question.category, question.first_day, question.last_day, say)
    points = _points(store, question, area_set, period)
    laid = lay_grid(store, area_set, question.side_m, say)
    outline = _outline(store, area_set)
    outside = _outside(store, question, area_set, period, outline, smoothing)
    weighing = diggle(outline, laid.grid, smoothing) if question.edge == "diggle" else None
    drawing = SurfaceDrawing(laid.grid, smoothing, weighing)
    incident_field = drawing.of([points, outside])
    risk = None
    if question.people_set is not None:
        risk = risk_of(
            store,
            incident_field,
            drawing,
            ResidentsQuestion(
                question.people_set, question.people_year, period[1], question.floor_per_km2
            ),
            say,
        )
    whole = incident_field if risk is None else risk.field
    facts = _facts(question, smoothing, area_set["set_name"], risk, len(outside))
    sources = every_output.sources_of(store, _loads(store, area_set, risk))
    return Surface(
        field=whole.where(laid.grid.inside),
        whole=whole,
        outline=outline,
        unit=UNIT if risk is None else UNIT_RISK,
        title=title(facts, question.lang),
        settings=_settings(question, facts, laid, points, period),
        sources=sources,
        notes=_notes(store, question, facts, laid, points, period)
        + every_output.standing_notes(sources, area_set, question.lang),
        terms=terms(sources, question.lang),
        synthetic=any(one["synthetic"] for one in sources),
    )


def _outside(
    store: Store,
    question: SurfaceQuestion,
    area_set: AreasActiveSetsRow,
    period: tuple[date, date],
    outline: Any,
    smoothing: Smoothing,
) -> Points:
    """Return the incidents beyond the set that are felt in it; none where they must not be.

    A risk has no residents beyond the set to set them against, and an edge correction stands in
    for what is not known there.
    """
    import shapely

    beyond = points_outside(store, _points_question(question, area_set, period))
    if question.people_set is not None or question.edge == "diggle":
        return beyond.where(np.zeros(len(beyond), dtype=bool))
    away_m = shapely.distance(outline, shapely.points(beyond.x_m, beyond.y_m))
    return beyond.where(away_m <= smoothing.reach_m)


def _points_question(
    question: SurfaceQuestion, area_set: AreasActiveSetsRow, period: tuple[date, date]
) -> PointsQuestion:
    return PointsQuestion(area_set["load_id"], *period, question.category, question.hours,
                          tuple(question.weekdays))  # fmt: skip


def _points(
    store: Store,
    question: SurfaceQuestion,
    area_set: AreasActiveSetsRow,
    period: tuple[date, date],
) -> Points:
    points = incident_points(store, _points_question(question, area_set, period))
    if len(points) == 0:
        raise HotspotsError(
            message(
                "No incidents to draw in {set_name!r} from {period} to {period_2}. Widen "
                "the question.",
                set_name=area_set["set_name"],
                period=period[0],
                period_2=period[1],
            )
        )
    return points


def _outline(store: Store, area_set: AreasActiveSetsRow) -> Any:
    import shapely

    _, shapes = questions.areas_of(store, area_set["set_name"])
    return shapely.union_all(shapely.from_wkb(list(shapes.wkb.values())))


def _loads(store: Store, area_set: AreasActiveSetsRow, risk: Risk | None) -> list[int]:
    return [area_set["load_id"], *incident_loads(store), *(risk.loads if risk else ())]


def _facts(
    question: SurfaceQuestion,
    smoothing: Smoothing,
    set_name: str,
    risk: Risk | None,
    n_outside: int,
) -> SurfaceFacts:
    facts = SurfaceFacts(question.kernel, smoothing.bandwidth_m, smoothing.reach_m, set_name,
                         question.edge, n_outside)  # fmt: skip
    if risk is None:
        return facts
    return SurfaceFacts(
        facts.kernel, facts.bandwidth_m, facts.reach_m, set_name, facts.edge, 0,
        question.people_set, risk.year, question.floor_per_km2, risk.n_below, risk.share_below,
    )  # fmt: skip


def _settings(
    question: SurfaceQuestion,
    facts: SurfaceFacts,
    laid: LaidGrid,
    points: Points,
    period: tuple[date, date],
) -> dict[str, Any]:
    days = {"first_day": period[0].isoformat(), "last_day": period[1].isoformat()}
    return {
        "set": facts.set_name,
        "crs": laid.grid.crs,
        "cell_m": laid.grid.side_m,
        "n_cells": laid.grid.n_cells,
        "least_share_of_cell": LEAST_SHARE,
        "kernel": facts.kernel,
        "bandwidth_m": facts.bandwidth_m,
        "kernel_ends_at_m": facts.reach_m,
        "edge": facts.edge,
        "n_outside_used": facts.n_outside,
        "category": question.category,
        **days,
        "date_used": "occurred",
        "hours": "{:02d}-{:02d}".format(*question.hours) if question.hours else None,
        "weekdays": [WEEKDAYS[one] for one in sorted(question.weekdays)],
        "n_incidents": points.n_used,
        **{f"n_{name}": n for name, n in asdict(points.left_out).items()},
        "residents_of": facts.people_set,
        "residents_year": facts.year,
        "residents_floor_per_km2": facts.floor_per_km2,
        "n_cells_below_floor": facts.n_below if facts.people_set else None,
    }


def _notes(
    store: Store,
    question: SurfaceQuestion,
    facts: SurfaceFacts,
    laid: LaidGrid,
    points: Points,
    period: tuple[date, date],
) -> list[str]:
    cell_settings = CellSettings(
        facts.set_name,
        laid.grid.crs,
        laid.grid.side_m,
        facts.bandwidth_m,
        laid.grid.n_cells,
        laid.n_occupied,
        LEAST_SHARE,
    )
    left_out = points.left_out
    counted = CountedPoints(
        *period, points.n_used, left_out.without_place, left_out.outside, left_out.time_unknown,
        question.category, question.hours, question.weekdays, date_unknown=left_out.date_unknown,
        by_area=left_out.by_area,
    )  # fmt: skip
    return [
        *words.counted_notes(cell_settings, counted, question.lang),
        *surface_notes(facts, question.lang),
        words.mask_note(cell_settings, question.lang),
        *words.snapped_notes(snapped(store), question.lang),
    ]
