"""Incidents in cells against those who live there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.cells.rates import CellRates, cell_rates, lived_in, residents_of_cells
from hotspots.analysis.space.grid import Floats, Grid
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.workflows.cells.residents import ResidentsQuestion, residents_of


@dataclass(frozen=True)
class ResidentRates:
    """The cells where enough people live, and their rates.

    ``grid`` has these cells alone. ``n_below`` cells had too few residents, with ``n_left``
    incidents (or the sum of their weights) in them; ``residents`` and ``deviates`` have the
    shape of the grid.
    """

    set_name: str
    year: int
    floor_per_km2: float
    grid: Grid
    rates: CellRates
    residents: Floats
    deviates: Floats
    n_below: int
    n_left: float
    loads: Sequence[int]

    @property
    def per_1000(self) -> float:
        """Return the incidents per 1,000 residents of all cells together."""
        n = self.rates.per_1000 * self.rates.residents
        return float(n.sum() / self.rates.residents.sum())


def against_residents(
    store: Store, question: ResidentsQuestion, grid: Grid, counts: Floats, say: Say
) -> ResidentRates:
    """Return the rates of a grid's cells; counts have the shape of the grid."""
    population = residents_of(store, question, say)
    residents = residents_of_cells(population.shapes, population.people, grid)
    inside = lived_in(residents, grid, question.floor_per_km2)
    if not inside.any():
        raise HotspotsError(
            message(
                "Nowhere do {floor_per_km2:g} live per km² in a cell of {side_m} m. "
                "Lower it with --floor.",
                floor_per_km2=question.floor_per_km2,
                side_m=grid.side_m,
            )
        )
    below = grid.inside & ~inside
    n_below = int(np.count_nonzero(below))
    say(
        message(
            "{n_below:,} of {n_cells:,} cells have fewer than {floor_per_km2:g} "
            "residents per km² and take no part. Change that with --floor.",
            n_below=n_below,
            n_cells=grid.n_cells,
            floor_per_km2=question.floor_per_km2,
        )
    )
    rates = cell_rates(counts[inside], residents[inside])
    deviates = np.zeros(inside.shape)
    deviates[inside] = rates.deviates
    return ResidentRates(
        population.set_name,
        population.year,
        question.floor_per_km2,
        replace(grid, inside=inside),
        rates,
        residents,
        deviates,
        n_below,
        float(counts[below].sum()),
        population.loads,
    )
