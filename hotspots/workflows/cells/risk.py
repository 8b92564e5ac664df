"""Residents of an area set under a surface of incidents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.space.density import SurfaceField, density
from hotspots.analysis.space.edges import EdgeWeights
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.kernels import Smoothing
from hotspots.analysis.space.points import Points
from hotspots.analysis.space.residents import per_1000, residents_per_km2
from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.workflows.cells.residents import ResidentsQuestion, residents_of


@dataclass(frozen=True)
class Risk:
    """Incidents per 1,000 residents of a year, and how many cells have too few of them."""

    field: SurfaceField
    year: int
    n_below: int
    share_below: float
    loads: Sequence[int]


@dataclass(frozen=True)
class SurfaceDrawing:
    """How points become a surface: on which squares, how smoothed, and weighed at the border."""

    grid: Grid
    smoothing: Smoothing
    weighing: EdgeWeights | None

    def of(self, points: Sequence[Points]) -> SurfaceField:
        """Return the density of points by their weights."""
        x_m, y_m, weights = (
            np.concatenate([getattr(one, name) for one in points])
            for name in ("x_m", "y_m", "weight")
        )
        if self.weighing is not None:
            weights = weights * self.weighing.of(x_m, y_m)
        return density(x_m, y_m, self.grid, self.smoothing, weights=weights)


def risk_of(
    store: Store,
    incidents: SurfaceField,
    drawing: SurfaceDrawing,
    question: ResidentsQuestion,
    say: Say,
) -> Risk:
    """Return incidents per 1,000 residents, both smoothed and weighed alike; choices are said."""
    population = residents_of(store, question, say)
    grid = drawing.grid
    living = residents_per_km2(
        population.shapes, population.people, grid, drawing.smoothing, drawing.weighing
    )
    below = (living.values < question.floor_per_km2) & grid.inside
    n_below = int(np.count_nonzero(below))
    say(
        message(
            "{n_below:,} of {n_cells:,} cells have fewer than {floor_per_km2:g} "
            "residents per km² and no value. Change that with --floor.",
            n_below=n_below,
            n_cells=grid.n_cells,
            floor_per_km2=question.floor_per_km2,
        )
    )
    in_city = incidents.values[grid.inside].sum()
    share = float(incidents.values[below].sum() / in_city) if in_city else 0.0
    rates = per_1000(incidents, living, question.floor_per_km2)
    return Risk(rates, population.year, n_below, share, population.loads)
