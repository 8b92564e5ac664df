"""Which cells stand out together with their neighbours: the Getis-Ord statistic Gi*.

Ord and Getis (1995), in its starred form: a cell is among its own neighbours. Weights are
binary, so that a z-value here is another than one from row-standardised weights. Counts are more
skewed than the normal distribution, so that p does not come from z: it is the exact chance of as
many incidents in the neighbourhood, given how many there are in all. Nothing is drawn at random.
No city is even, and with enough incidents nearly every cell is more or less than chance. So a
cell stands out where chance cannot explain it and where it does so among the cells as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import two_sided
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.space.grid import Floats, Grid, Mask
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.cells import CLASSES, LEVELS, Level

# Cells that share a corner are nearer than this many sides, the next ones farther.
QUEEN_SIDES = 1.5
_ALPHAS = (0.01, 0.05, 0.10)
_LEAST = 1e-300


@dataclass(frozen=True)
class RatesTested:
    """Residents of a grid's squares and the deviates of their rates, both of the grid's shape."""

    residents: Floats
    deviates: Floats


@dataclass(frozen=True)
class HotCells:
    """The cells of a grid, shape (n_cells,) each, in the order of ``grid.cells``.

    ``n`` are counts or sums of weights, ``z`` is without unit, ``p`` two-sided; ``p_adjusted``
    allows for all cells at once, and ``classes`` follow it, z, and the side on which the sum of
    the neighbourhood lies of what is expected there: ``shares``, 0 to 1, of all that is counted.
    ``n_near`` is how many cells make up each one's neighbourhood, itself among them.
    """

    grid: Grid
    n: Floats
    z: Floats
    p: Floats
    p_adjusted: Floats
    classes: NDArray[Any]
    n_near: Floats
    shares: Floats

    def at_least(self, level: Level) -> Mask:
        """Return which cells are hot on a level or a stricter one."""
        return np.isin(self.classes, LEVELS[: LEVELS.index(level) + 1])


def hot_cells(
    grid: Grid,
    counts: Floats,
    band_m: float,
    adjust: Method = "bh",
    rates: RatesTested | None = None,
) -> HotCells:
    """Score the cells of a grid; squares that are no cells take no part at all.

    ``counts`` has the shape of the grid. Incidents are expected where there is ground, or with
    ``rates`` where there are residents. Cells whose centres lie within ``band_m`` of each other
    are neighbours; 1.5 sides is queen contiguity. Where nothing is counted every p is 1.
    """
    if band_m < grid.side_m:
        raise UsageProblem(
            message(
                "A band of {band_m:g} m reaches no neighbour of a cell of {side_m} m. "
                "Give --band at least {side_m}.",
                band_m=band_m,
                side_m=grid.side_m,
            )
        )
    runs, inside = _runs(band_m / grid.side_m), grid.inside
    tested, exposed = (
        (counts, grid.exposed_ground) if rates is None else (rates.deviates, rates.residents)
    )
    n_near = near_sums(inside.astype(np.float64), runs)[inside]
    z = gi_star(tested[inside], _near_cells(tested, grid, runs), n_near)
    shares = _near_cells(exposed, grid, runs) / max(float(exposed[inside].sum()), _LEAST)
    total = float(counts[inside].sum())
    p, side = two_sided(_near_cells(counts, grid, runs), total, shares)
    p_adjusted = adjusted(p, adjust)
    classes = classes_of(side, p_adjusted, z)
    return HotCells(grid, counts[inside], z, p, p_adjusted, classes, n_near, shares)


def _near_cells(values: Floats, grid: Grid, runs: Sequence[tuple[int, int]]) -> Floats:
    """Return the sum of each cell's neighbourhood; what lies in no cell is left out."""
    return near_sums(np.where(grid.inside, values, 0.0), runs)[grid.inside]


def gi_star(values: Floats, sums: Floats, n_near: Floats) -> Floats:
    """Return Gi* as z-values; shape (n,) like all three arguments.

    ``sums`` are the sums of the values of each one's neighbours and itself, ``n_near`` how many
    these are. Where all values are the same, or everything is a neighbour, z is 0.
    """
    n = len(values)
    if n == 0 or values.min() == values.max():
        return np.zeros(n)
    spread = values.std() * np.sqrt((n * n_near - n_near**2) / (n - 1))
    excess = sums - values.mean() * n_near
    z: Floats = np.divide(excess, spread, out=np.zeros(n), where=spread > 0)
    return z


def classes_of(side: Floats, p: Floats, z: Floats) -> NDArray[Any]:
    """Return the class of each cell; where fewer than expected lie it is cold, whatever p.

    ``p`` allows for all cells at once; z, taken alone, must be as far out on the same side.
    """
    from scipy.special import ndtr

    weaker = np.maximum(p, 2 * ndtr(-z * np.where(side > 0, 1, -1)))
    levels = np.searchsorted(_ALPHAS, weaker, side="right")
    positions = np.where(side > 0, levels, len(CLASSES) - 1 - levels)
    classes: NDArray[Any] = np.array(CLASSES)[positions]
    return classes


def near_sums(values: Floats, runs: Sequence[tuple[int, int]]) -> Floats:
    """Return the sum over each square's neighbourhood, given as runs of squares by row.

    ``runs`` are (rows north, squares to either side) pairs. Sums of whole numbers are exact:
    each run is the difference of two running sums, and no Fourier transform is involved.
    """
    n_rows, n_cols = values.shape
    running = np.zeros((n_rows, n_cols + 1))
    np.cumsum(values, axis=1, out=running[:, 1:])
    columns = np.arange(n_cols)
    sums = np.zeros(values.shape)
    for north, half in runs:
        if abs(north) >= n_rows:
            continue
        end, start = np.minimum(columns + half + 1, n_cols), np.maximum(columns - half, 0)
        target_rows = slice(max(-north, 0), n_rows - max(north, 0))
        source_rows = slice(max(north, 0), n_rows - max(-north, 0))
        sums[target_rows] += running[source_rows][:, end] - running[source_rows][:, start]
    return sums


def _runs(band_sides: float) -> list[tuple[int, int]]:
    """Return the runs of squares whose centres lie within a distance given in sides."""
    reach = int(np.floor(band_sides + 1e-9))
    return [
        (north, int(np.floor(np.sqrt(max(band_sides**2 - north**2, 0.0)) + 1e-9)))
        for north in range(-reach, reach + 1)
    ]
