"""What a kernel loses beyond the border of a city, and how that is made good."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.density import SurfaceField, density
from hotspots.analysis.space.grid import Grid
from hotspots.analysis.space.ground import ground_points
from hotspots.analysis.space.kernels import Smoothing

Floats = NDArray[np.float64]
_M2_PER_KM2 = 1e6
# Squares beyond the grid, so that curves can be drawn through the outermost centres.
_MARGIN = 4
# A point on the tip of a spit: no weight above 50, or one incident would outshine the city.
_LEAST_INSIDE = 0.02


@dataclass(frozen=True)
class EdgeWeights:
    """Weights of points by how much of their kernel lies in a city (Diggle 1985).

    A point whose kernel reaches beyond the border weighs as much more as it loses there, so
    that the surface adds up to the number of points. ``inside`` is the part, 0 to 1, of a kernel
    at each centre that lies in the city.
    """

    inside: SurfaceField

    def of(self, x_m: Floats, y_m: Floats) -> Floats:
        """Return the weight of each point; shape (n,), in metres of the field's CRS."""
        from scipy.ndimage import map_coordinates

        column = (np.asarray(x_m) - self.inside.x0_m) / self.inside.side_m - 0.5
        row = (np.asarray(y_m) - self.inside.y0_m) / self.inside.side_m - 0.5
        parts = map_coordinates(self.inside.values, [row, column], order=3, mode="nearest")
        weights: Floats = 1 / np.clip(parts, _LEAST_INSIDE, 1.0)
        return weights


def diggle(city: Any, grid: Grid, smoothing: Smoothing) -> EdgeWeights:
    """Return the weighing of a city, a shapely polygon or multipolygon in the grid's CRS."""
    x_m, y_m, ground_m2 = ground_points(city, smoothing.lattice_step_m(grid.side_m))
    wider = replace(
        grid,
        first_col=grid.first_col - _MARGIN,
        first_row=grid.first_row - _MARGIN,
        inside=np.pad(grid.inside, _MARGIN),
        ground=None,
    )
    # points per km² of points that weigh km²: without unit
    inside = density(x_m, y_m, wider, smoothing, weights=ground_m2 / _M2_PER_KM2)
    return EdgeWeights(inside)
