"""Hot cells that adjoin each other, as one hotspot each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hotspots.analysis.cells.hot_cells import HotCells
from hotspots.analysis.space.grid import Mask
from hotspots.model.cells import Level

_M2_PER_KM2 = 1_000_000
_QUEEN = np.ones((3, 3), dtype=int)


@dataclass(frozen=True)
class Hotspot:
    """Cells that are hot and adjoin each other, also by a corner.

    ``number`` counts from 1, most incidents first. ``cells`` are positions in the grid,
    ``n`` the incidents in them, ``share`` their part, 0 to 1, of all incidents in cells.
    ``x_m`` and ``y_m`` are the centre of the incidents by cell, in the working CRS.
    """

    number: int
    cells: tuple[int, ...]
    n: float
    share: float
    area_km2: float
    x_m: float
    y_m: float


def hotspots_of(cells: HotCells, level: Level = "hot_95") -> list[Hotspot]:
    """Return the clusters of adjoining cells that are hot on a level or a stricter one.

    Those with most incidents come first; ties by the first cell.
    """
    from scipy import ndimage

    hot = np.zeros(cells.grid.inside.size, dtype=bool)
    hot[cells.grid.cells[cells.at_least(level)]] = True
    labels, n_clusters = ndimage.label(hot.reshape(cells.grid.inside.shape), structure=_QUEEN)
    counts = np.zeros(hot.size)
    counts[cells.grid.cells] = cells.n
    flat = labels.ravel()
    order = np.flatnonzero(flat)
    order = order[np.argsort(flat[order], kind="stable")]
    ends = np.cumsum(np.bincount(flat[order], minlength=n_clusters + 1)[1:])
    groups = np.split(order, ends[:-1]) if n_clusters else []
    groups.sort(key=lambda group: (-counts[group].sum(), group[0]))
    return [_hotspot(at + 1, group, counts, cells) for at, group in enumerate(groups)]


def _hotspot(number: int, group: Any, counts: Any, cells: HotCells) -> Hotspot:
    n, total = float(counts[group].sum()), float(cells.n.sum())
    x_m, y_m = cells.grid.centres(group)
    weights = counts[group] if n > 0 else np.ones(len(group))
    return Hotspot(
        number=number,
        cells=tuple(map(int, group)),
        n=n,
        share=n / total if total else 0.0,
        area_km2=len(group) * cells.grid.side_m**2 / _M2_PER_KM2,
        x_m=float(np.average(x_m, weights=weights)),
        y_m=float(np.average(y_m, weights=weights)),
    )


def only_with(hotspots: Sequence[Hotspot], least_n: float) -> list[Hotspot]:
    """Return the hotspots that hold so many incidents of their own, numbered in their order.

    A cell can be hot by its neighbours: without incidents of its own there is no place to go to.
    """
    kept = [one for one in hotspots if one.n >= least_n]
    return [replace(one, number=number) for number, one in enumerate(kept, start=1)]


def core_of(hot: Sequence[int], cells: HotCells) -> tuple[int, ...]:
    """Return the cells of a hotspot that touch the one with the highest z, itself among them."""
    positions = np.array(hot)
    scores = cells.z[np.searchsorted(cells.grid.cells, positions)]
    rows, cols = np.divmod(positions, cells.grid.n_cols)
    top = int(np.argmax(scores))
    is_near = (np.abs(rows - rows[top]) <= 1) & (np.abs(cols - cols[top]) <= 1)
    return tuple(positions[is_near].tolist())


def in_hotspots(hotspots: Sequence[Hotspot], cells: HotCells) -> Mask:
    """Return which cells lie in a hotspot, shape (n_cells,)."""
    return np.isin(cells.grid.cells, [cell for one in hotspots for cell in one.cells])


def outline(positions: Sequence[int], cells: HotCells) -> Any:
    """Return the outline of some cells as one shapely geometry in the grid's CRS."""
    import shapely

    return shapely.union_all(cells.grid.squares(np.array(positions)))


def number_by_cell(hotspots: Sequence[Hotspot]) -> dict[int, int]:
    """Return the number of the hotspot that each hot cell belongs to, by position."""
    return {cell: one.number for one in hotspots for cell in one.cells}
