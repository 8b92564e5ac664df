"""Gi* for neighbours listed by position, beside which that of square cells is held."""

from collections.abc import Sequence

import numpy as np

from hotspots.analysis.cells.hot_cells import gi_star
from hotspots.analysis.space.grid import Floats


def gi_star_of(values: Floats, neighbours: Sequence[Sequence[int]]) -> Floats:
    """Return Gi* for neighbours listed by position, such as areas that touch.

    Each one's list must hold itself.
    """
    n_near = np.array([len(one) for one in neighbours], dtype=np.float64)
    sums = np.array([values[list(one)].sum() for one in neighbours], dtype=np.float64)
    return gi_star(values, sums, n_near)


def within_band(x_m: Floats, y_m: Floats, band_m: float) -> list[list[int]]:
    """Return the positions within a distance of each point, itself among them, in order."""
    from scipy.spatial import cKDTree

    places = np.column_stack([x_m, y_m])
    found = cKDTree(places).query_ball_point(places, band_m * (1 + 1e-12), return_sorted=True)
    return [list(one) for one in found]
