"""Residents of areas, spread evenly over the ground of each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hotspots.analysis.space.density import SurfaceField, density
from hotspots.analysis.space.edges import EdgeWeights
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.ground import ground_points
from hotspots.analysis.space.kernels import Smoothing


def residents_per_km2(
    shapes: Sequence[Any],
    people: Sequence[float],
    grid: Grid,
    smoothing: Smoothing,
    weighing: EdgeWeights | None = None,
) -> SurfaceField:
    """Return residents per km² at a grid's squares, smoothed as incidents are.

    ``shapes`` are polygons in the grid's CRS that do not overlap, ``people`` the residents of
    each. Nothing is known of where in an area they live: they are spread evenly. ``weighing``
    makes good what the kernel loses beyond the border.
    """
    places = [ground_points(one, smoothing.lattice_step_m(grid.side_m)) for one in shapes]
    x_m, y_m = (np.concatenate([one[axis] for one in places]) for axis in (0, 1))
    sizes = np.concatenate([
        n * ground_m2 / ground_m2.sum()
        for n, (_, _, ground_m2) in zip(people, places, strict=True)
    ])  # fmt: skip
    if weighing is not None:
        sizes *= weighing.of(x_m, y_m)
    return density(x_m, y_m, grid, smoothing, weights=sizes)


def per_1000(
    incidents: SurfaceField, residents: SurfaceField, floor_per_km2: float
) -> SurfaceField:
    """Return incidents per 1,000 residents; NaN where fewer live per km² than the floor.

    Both fields are per km² on the same squares. Without a floor a single incident in a park
    would outshine the city.
    """
    people = np.where(residents.values >= floor_per_km2, residents.values, np.nan)
    rates = 1000 * incidents.values / people
    return SurfaceField(rates, incidents.side_m, incidents.x0_m, incidents.y0_m, incidents.crs)
