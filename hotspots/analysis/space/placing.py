"""In which area a point lies, exactly, and fast where no border is near.

A fine grid is laid over the areas and every cell that a border passes is marked, with one
cell around it. What is left falls into connected patches that no border crosses, so one
exact test tells for a whole patch in which areas it lies. Points in marked cells are tested
one by one. Coordinates are metres in one projected CRS throughout.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

TOLERANCE_M = 1e-6
_CELLS = 2_000_000
_MARGIN_CELLS = 3
_EDGE_SHARE = 0.01

Coordinates = NDArray[np.float64]
Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Memberships:
    """Pairs of positions: point ``points[i]`` lies in area ``areas[i]``; sorted by both."""

    points: Positions
    areas: Positions

    @property
    def n_placed(self) -> int:
        """Return how many points lie in at least one area."""
        return int(np.count_nonzero(np.diff(self.points, prepend=-1)))


class Placer:
    """Places points among the polygons of one area set, which come lowest code first.

    A point belongs to the first area within a micrometre of it, so that a point on a
    shared border is in exactly one area, whatever the order of points. With
    ``overlapping`` it belongs to every such area.
    """

    def __init__(self, geometries: Any, *, overlapping: bool = False) -> None:
        self.geometries = np.asarray(geometries, dtype=object)
        self.overlapping = overlapping

    @cached_property
    def _grid(self) -> "_PatchGrid":
        return _PatchGrid.over(self.geometries)

    def place(self, x_m: Coordinates, y_m: Coordinates) -> Memberships:
        """Return in which areas the points lie; points must be finite numbers."""
        if self.overlapping:
            return self._all_areas(x_m, y_m)
        first = self.first_area(x_m, y_m)
        points = np.flatnonzero(first >= 0)
        return Memberships(points, first[points])

    def first_area(self, x_m: Coordinates, y_m: Coordinates) -> Positions:
        """Return the first area of each point, or -1 where it lies in none; shape (n_points,)."""
        patches = self._grid.patch_of(x_m, y_m)
        areas = self._grid.first_areas[patches]
        near = np.flatnonzero(patches == 0)
        exact = _border_members(self.geometries, x_m[near], y_m[near], self._grid)
        areas[near] = -1
        areas[near[exact.points[::-1]]] = exact.areas[::-1]
        return areas

    def _all_areas(self, x_m: Coordinates, y_m: Coordinates) -> Memberships:
        patches = self._grid.patch_of(x_m, y_m)
        near = np.flatnonzero(patches == 0)
        exact = _border_members(self.geometries, x_m[near], y_m[near], self._grid)
        inside = self._grid.members
        counts = inside.count[patches]
        points = np.repeat(np.arange(len(x_m)), counts)
        areas = inside.flat[_ranges(inside.start[patches], counts)]
        points = np.concatenate([points, near[exact.points]])
        areas = np.concatenate([areas, exact.areas])
        order = np.lexsort((areas, points))
        return Memberships(points[order], areas[order])


def _ranges(starts: Positions, counts: Positions) -> Positions:
    """Return ``starts[i], starts[i]+1, …`` with ``counts[i]`` numbers for each i, joined."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - counts, counts) + np.repeat(starts, counts)


@dataclass(frozen=True)
class _PatchMembers:
    """Areas per patch: ``flat[start[p] : start[p] + count[p]]``."""

    start: Positions
    count: Positions
    flat: Positions


@dataclass(frozen=True)
class _PatchGrid:
    """Cells numbered by the patch they belong to; 0 where a border is near."""

    x0_m: float
    y0_m: float
    cell_m: float
    patches: NDArray[np.int32]
    touched: NDArray[np.bool_]
    members: _PatchMembers

    @classmethod
    def over(cls, geometries: Any) -> "_PatchGrid":
        """Lay the grid over all areas, with a margin that lies outside them."""
        import shapely
        from scipy import ndimage

        west, south, east, north = shapely.total_bounds(geometries)
        cell_m = max(float(np.sqrt((east - west) * (north - south) / _CELLS)), 0.01)
        x0_m, y0_m = west - _MARGIN_CELLS * cell_m, south - _MARGIN_CELLS * cell_m
        shape = (
            int((north - south) / cell_m) + 2 * _MARGIN_CELLS + 1,
            int((east - west) / cell_m) + 2 * _MARGIN_CELLS + 1,
        )
        touched = _touched_cells(geometries, shape, x0_m, y0_m, cell_m)
        patches, n_patches = ndimage.label(~_with_neighbours(touched))
        centres = _sample_cells(patches, n_patches)
        members = _members(
            geometries,
            x0_m + (centres % shape[1] + 0.5) * cell_m,
            y0_m + (centres // shape[1] + 0.5) * cell_m,
        )
        return cls(x0_m, y0_m, cell_m, patches, touched, members)

    @cached_property
    def first_areas(self) -> Positions:
        """Return the first area of each patch, or -1; shape (n_patches + 1,)."""
        first = np.full(len(self.members.count), -1, dtype=np.intp)
        has_area = self.members.count > 0
        first[has_area] = self.members.flat[self.members.start[has_area]]
        return first

    def patch_of(self, x_m: Coordinates, y_m: Coordinates) -> NDArray[np.int32]:
        """Return each point's patch; 0 where only an exact test can tell."""
        patches: NDArray[np.int32] = self.patches.ravel().take(self.cell_of(x_m, y_m))
        return patches

    def by_distance(self, x_m: Coordinates, y_m: Coordinates) -> NDArray[np.bool_]:
        """Tell which points may be within the tolerance of a border.

        They lie in a cell that a border touches, or so near the edge of their own cell that
        the border may run just beyond it.
        """
        is_near: NDArray[np.bool_] = self.touched.ravel().take(self.cell_of(x_m, y_m))
        for along_m, start_m in ((x_m, self.x0_m), (y_m, self.y0_m)):
            steps = (along_m - start_m) * (1 / self.cell_m)
            is_near |= np.abs(steps - np.round(steps)) < _EDGE_SHARE
        return is_near

    def cell_of(self, x_m: Coordinates, y_m: Coordinates) -> NDArray[np.int64]:
        """Return each point's cell in the flat grid; points beyond it fall on its margin."""
        rows, columns = self.patches.shape
        column = self._steps(x_m, self.x0_m, columns)
        cells: NDArray[np.int64] = self._steps(y_m, self.y0_m, rows) * columns + column
        return cells

    def _steps(self, along_m: Coordinates, start_m: float, n: int) -> NDArray[np.int64]:
        steps = along_m - start_m
        steps *= 1 / self.cell_m
        np.clip(steps, 0, n - 1, out=steps)
        return steps.astype(np.int64)


def _touched_cells(
    geometries: Any, shape: tuple[int, int], x0_m: float, y0_m: float, cell_m: float
) -> NDArray[np.bool_]:
    import shapely
    from affine import Affine
    from rasterio.features import rasterize

    borders = shapely.boundary(geometries)
    grid = Affine(cell_m, 0, x0_m, 0, cell_m, y0_m)
    touched = rasterize(
        list(borders[~shapely.is_empty(borders)]),
        out_shape=shape, transform=grid, fill=0, dtype="uint8", all_touched=True,
    )  # fmt: skip
    return np.asarray(touched, dtype=bool)


def _with_neighbours(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    upright = cells.copy()
    upright[1:] |= cells[:-1]
    upright[:-1] |= cells[1:]
    grown = upright.copy()
    grown[:, 1:] |= upright[:, :-1]
    grown[:, :-1] |= upright[:, 1:]
    return grown


def _sample_cells(patches: NDArray[np.int32], n_patches: int) -> Positions:
    """Return the flat position of one cell of each patch, patch 1 first."""
    flat = patches.ravel()
    starts = np.flatnonzero(np.diff(flat, prepend=0))
    cells = np.zeros(n_patches + 1, dtype=np.intp)
    cells[flat[starts]] = starts
    return cells[1:]


def _members(geometries: Any, x_m: Coordinates, y_m: Coordinates) -> _PatchMembers:
    import shapely

    tree = shapely.STRtree(geometries)
    patches, areas = tree.query(shapely.points(x_m, y_m), predicate="intersects")
    order = np.lexsort((areas, patches))
    count = np.bincount(patches + 1, minlength=len(x_m) + 1)
    return _PatchMembers(np.cumsum(count) - count, count, areas[order])


def _border_members(
    geometries: Any, x_m: Coordinates, y_m: Coordinates, grid: _PatchGrid
) -> Memberships:
    """Test points near borders against each area whose bounds hold them.

    Where a border may be within the tolerance the distance decides, elsewhere containment.
    """
    import shapely

    order = np.argsort(x_m, kind="stable")
    x_m, y_m = x_m[order], y_m[order]
    by_distance = grid.by_distance(x_m, y_m)
    bounds = shapely.bounds(geometries) + np.array([-1, -1, 1, 1])
    first = np.searchsorted(x_m, bounds[:, 0], side="left")
    last = np.searchsorted(x_m, bounds[:, 2], side="right")
    points, areas = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for area, geometry in enumerate(geometries):
        strip = slice(first[area], last[area])
        tall = (y_m[strip] >= bounds[area, 1]) & (y_m[strip] <= bounds[area, 3])
        candidates = np.flatnonzero(tall) + first[area]
        inside = candidates[
            _covers(geometry, x_m[candidates], y_m[candidates], by_distance[candidates])
        ]
        points.append(order[inside])
        areas.append(np.full(len(inside), area, dtype=np.intp))
    return Memberships(np.concatenate(points), np.concatenate(areas))


def _covers(
    geometry: Any, x_m: Coordinates, y_m: Coordinates, by_distance: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    import shapely

    shapely.prepare(geometry)
    inside = np.zeros(len(x_m), dtype=bool)
    plain = ~by_distance
    inside[plain] = shapely.intersects_xy(geometry, x_m[plain], y_m[plain])
    close = shapely.points(x_m[by_distance], y_m[by_distance])
    inside[by_distance] = shapely.dwithin(geometry, close, TOLERANCE_M)
    return inside
