"""The ground of polygons as points on a lattice, each as large as the ground it stands for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.cell_shares import Lattice, covered_shares, window_of

Floats = NDArray[np.float64]
# However small a polygon is, it has so many steps of the lattice across.
_STEPS_ACROSS = 8
_FINER = 2


def ground_points(polygon: Any, step_m: float) -> tuple[Floats, Floats, Floats]:
    """Return x, y and square metres of a lattice's squares that lie in a polygon or partly so.

    A square that lies partly in it counts by its part, and lies where the middle of that part
    does: by its own middle, a border would be moved by up to half a step. Shape (n,) each; the
    square metres add up to those of the polygon, a shapely polygon or multipolygon in a metric
    CRS.
    """
    across_m = float(np.sqrt(polygon.area)) / _STEPS_ACROSS
    step_m = min(step_m, across_m) if across_m > 0 else step_m
    west, south, east, north = polygon.bounds
    west, north = np.floor(west / step_m) * step_m, np.ceil(north / step_m) * step_m
    n_rows, n_cols = (_FINER * int(np.ceil(far / step_m)) for far in (north - south, east - west))
    fine_m = step_m / _FINER
    lattice = Lattice(west, north, fine_m, fine_m)
    shares = _whole_window(polygon, lattice, n_rows, n_cols)
    parts = _by_square(shares)
    filled = np.nonzero(parts)
    x_m, y_m = (
        west + (np.arange(n_cols) + 0.5) * fine_m,
        north - (np.arange(n_rows) + 0.5) * fine_m,
    )
    return (
        (_by_square(shares * x_m[None, :])[filled]) / parts[filled],
        (_by_square(shares * y_m[:, None])[filled]) / parts[filled],
        parts[filled] * (polygon.area / parts.sum()),
    )


def _whole_window(polygon: Any, lattice: Lattice, n_rows: int, n_cols: int) -> Floats:
    window = window_of(polygon, lattice, n_rows, n_cols)
    shares = np.zeros((n_rows, n_cols))
    shares[window.row : window.row + window.n_rows, window.col : window.col + window.n_cols] = (
        covered_shares(polygon, lattice, window)
    )
    return shares


def _by_square(fine: Floats) -> Floats:
    """Return the sums of a fine lattice's values over the squares of the coarser one."""
    n_rows, n_cols = (n // _FINER for n in fine.shape)
    sums: Floats = fine.reshape(n_rows, _FINER, n_cols, _FINER).sum(axis=(1, 3))
    return sums
