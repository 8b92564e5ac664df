"""Incidents per resident in cells, made comparable between cells with many and few residents.

A rate from few residents swings more than one from many, so that the plain rates of a city are
largest and smallest where hardly anybody lives. Assunção and Reis (1999) divide each rate's
distance from the city's by its own standard error; these deviates can be summed and compared.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.space.grid import Floats, Grid, Mask


@dataclass(frozen=True)
class CellRates:
    """Residents and rates of the cells of a grid, shape (n_cells,) each, in the cells' order.

    ``per_1000`` is incidents per 1,000 residents; ``deviates`` are without unit.
    """

    residents: Floats
    per_1000: Floats
    deviates: Floats


def cell_rates(n: Floats, residents: Floats) -> CellRates:
    """Return the rates of cells that all have residents."""
    return CellRates(residents, 1000 * n / residents, rate_deviates(n, residents))


def rate_deviates(n: Floats, residents: Floats) -> Floats:
    """Return how far each rate lies from the common one, in its own standard errors.

    Assunção and Reis (1999): the variance of a rate is that between places, by moments, and the
    Poisson variance at the common rate; where the first comes out so far below zero that their
    sum does, the second alone. Where all rates are the same, every deviate is 0.
    """
    total, common = residents.sum(), n.sum() / residents.sum()
    rates = n / residents
    apart = np.where(np.isclose(rates, common, rtol=1e-9, atol=0.0), 0.0, rates - common)
    between = float((residents * apart**2).sum() / total - common / (total / len(n)))
    sampling = common / residents
    variance = np.where(between + sampling > 0, between + sampling, sampling)
    deviates: Floats = np.divide(
        apart, np.sqrt(variance), out=np.zeros(len(n)), where=variance > 0
    )
    return deviates


def residents_of_cells(shapes: Any, people: Floats, grid: Grid) -> Floats:
    """Return the residents of a grid's cells, shape as ``grid.inside``; 0 elsewhere.

    ``shapes`` is an array of polygons in the grid's CRS that do not overlap, ``people`` the
    residents of each. Nothing is known of where in an area they live: each cell has its part
    of an area's ground, and the same part of its residents.
    """
    import shapely

    cells = grid.cells
    squares = grid.squares(cells)
    square_index, of = shapely.STRtree(shapes).query(squares, predicate="intersects")
    ground = shapely.area(shapely.intersection(squares[square_index], shapes[of]))
    parts: Floats = ground / shapely.area(shapes)[of] * people[of]
    residents = np.zeros(grid.inside.shape)
    np.add.at(residents.ravel(), cells[square_index], parts)
    return residents


def lived_in(residents: Floats, grid: Grid, floor_per_km2: float) -> Mask:
    """Return which squares are cells where at least so many live per km²."""
    km2 = (grid.side_m / 1000) ** 2
    mask: Mask = grid.inside & (residents >= floor_per_km2 * km2 * (1 - 1e-9))
    return mask
