"""Residents of areas, spread evenly over the ground of each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hotspots.analysis.space.density import SurfaceField, density
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.kernels import Smoothing
from hotspots.analysis.space.placing import Placer

# Residents stand on a lattice twice as fine as the cells, which a bandwidth of two cells or
# more makes even.
_FINER = 2


def residents_per_km2(
    shapes: Sequence[Any], people: Sequence[float], grid: Grid, smoothing: Smoothing
) -> SurfaceField:
    """Return residents per km² at a grid's squares, smoothed as incidents are.

    ``shapes`` are polygons in the grid's CRS that do not overlap, ``people`` the residents of
    each. Nothing is known of where in an area they live: they are spread evenly. An area too
    small for a place of the lattice has its residents in one point of it.
    """
    import shapely

    polygons = np.asarray(shapes, dtype=object)
    x_m, y_m = _lattice(polygons, grid.side_m / _FINER)
    area = Placer(polygons).first_area(x_m, y_m)
    x_m, y_m, area = (one[area >= 0] for one in (x_m, y_m, area))
    n_places = np.bincount(area, minlength=len(polygons))
    sizes = np.asarray(people, dtype=np.float64)
    without = np.flatnonzero(n_places == 0)
    points = shapely.get_coordinates(shapely.point_on_surface(polygons[without]))
    return density(
        np.concatenate([x_m, points[:, 0]]),
        np.concatenate([y_m, points[:, 1]]),
        grid,
        smoothing,
        weights=np.concatenate([sizes[area] / n_places[area], sizes[without]]),
    )


def _lattice(polygons: Any, step_m: float) -> tuple[Any, Any]:
    import shapely

    west, south, east, north = shapely.total_bounds(polygons)
    x_m = (np.arange(np.floor(west / step_m), np.ceil(east / step_m)) + 0.5) * step_m
    y_m = (np.arange(np.floor(south / step_m), np.ceil(north / step_m)) + 0.5) * step_m
    across, up = np.meshgrid(x_m, y_m)
    return across.ravel(), up.ravel()


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
