"""What a raster holds within a polygon, cells at the border by the share that is inside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.cell_shares import CellBlock, Lattice, covered_shares, window_of
from hotspots.errors import InputProblem
from hotspots.language import message

MOST_CELLS = 500_000_000
_BATCH_CELLS = 4_000_000
# Less of a cell than this is what rounding leaves of a border that runs along it.
_LEAST_SHARE = 1e-9


class TooManyCells(InputProblem):
    """A raster is too fine for an area; says so of a file that the caller names."""


Read = Callable[[CellBlock], NDArray[np.float64]]


@dataclass(frozen=True)
class Zone:
    """A raster's values within a polygon; None where it has no value there.

    ``n_cells`` counts cells with a value, each by the share of it inside. ``sum`` is of values
    times that share, ``mean`` is ``sum`` by ``n_cells``; ``lowest`` and ``highest`` are of all
    cells that the polygon touches. ``share_nodata`` is the part of the polygon, 0 to 1, where
    there is no value or no raster.
    """

    mean: float | None
    lowest: float | None
    highest: float | None
    sum: float | None
    n_cells: float
    share_nodata: float


def zone_of(polygon: Any, lattice: Lattice, n_rows: int, n_cols: int, read: Read) -> Zone:
    """Summarise the cells of a raster within a polygon that is in the raster's CRS.

    ``read`` returns the values of a window, NaN where there is none. Raises ``TooManyCells``
    where the polygon covers more cells than ``MOST_CELLS``.
    """
    whole = window_of(polygon, lattice, n_rows, n_cols)
    if whole.n_rows * whole.n_cols > MOST_CELLS:
        raise TooManyCells(
            message(
                "the raster has {n_rows:,} cells over one area, at most {most_cells:,} "
                "are read. Bring it to larger cells first.",
                n_rows=whole.n_rows * whole.n_cols,
                most_cells=MOST_CELLS,
            )
        )
    n_cells = total = 0.0
    lowest, highest = np.inf, -np.inf
    for window in _blocks(whole):
        shares, values = covered_shares(polygon, lattice, window), read(window)
        inside = (shares > _LEAST_SHARE) & ~np.isnan(values)
        if inside.any():
            shares, values = shares[inside], values[inside]
            n_cells += float(shares.sum())
            total += float((shares * values).sum())
            lowest = min(lowest, float(values.min()))
            highest = max(highest, float(values.max()))
    in_all = polygon.area / (lattice.width * lattice.height)
    share_nodata = min(max(1 - n_cells / in_all, 0.0), 1.0) if in_all > 0 else 1.0
    share_nodata = share_nodata if share_nodata > _LEAST_SHARE else 0.0
    if n_cells == 0:
        return Zone(None, None, None, None, 0.0, 1.0)
    mean = min(max(total / n_cells, lowest), highest)
    return Zone(mean, lowest, highest, total, n_cells, share_nodata)


def _blocks(whole: CellBlock) -> Iterator[CellBlock]:
    """Yield bands of rows that together make up a window."""
    if whole.n_rows == 0 or whole.n_cols == 0:
        return
    step = max(_BATCH_CELLS // whole.n_cols, 1)
    for row in range(0, whole.n_rows, step):
        n_rows = min(step, whole.n_rows - row)
        yield CellBlock(whole.row + row, whole.col, n_rows, whole.n_cols)
