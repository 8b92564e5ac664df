"""In which area a point lies, exactly, and fast at any size.

A grid of cells keeps the edges that run through each (:mod:`edge_grid`). Where there are none,
all points of a cell lie in the same areas. Elsewhere each point is tested against the few edges
of its cell (:mod:`crossings`). Coordinates are metres in one projected CRS throughout.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from hotspots.analysis.space.border_edges import Coordinates
from hotspots.analysis.space.crossings import NearPoints, pairs_inside
from hotspots.analysis.space.edge_grid import EdgeGrid
from hotspots.analysis.space.edge_grid_building import edge_grid
from hotspots.analysis.space.ranges import Positions

_BLOCK_POINTS = 1 << 18
# A grid has 4 to this power of large cells, by the points to place: more take longer to build.
_COARSEST, _FINEST = 6, 9
_POINTS_PER_CELL = 4
_SHARED_GRIDS = 4


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
    ``overlapping`` it belongs to every such area. A point that is not finite lies in none.

    The grid is built when it is first needed, and anew when many more points come. It is shared
    by all placers of the same areas in a process. With a ``grid`` of these areas none is built.
    """

    def __init__(
        self, geometries: Any, *, overlapping: bool = False, grid: EdgeGrid | None = None
    ) -> None:
        self.geometries = np.asarray(geometries, dtype=object)
        self.overlapping = overlapping
        self._n_points, self._power = 0, -1 if grid is None else _FINEST
        self._grid = grid

    @cached_property
    def _outlines(self) -> tuple[bytes, ...]:
        import shapely

        return tuple(shapely.to_wkb(self.geometries).tolist())

    def grid_for(self, n_points: int) -> EdgeGrid:
        """Return the grid for so many more points."""
        self._n_points += n_points
        power = max(_COARSEST, (self._n_points // _POINTS_PER_CELL).bit_length() // 2)
        power = min(power, _FINEST)
        if self._grid is None or power > self._power:
            self._grid, self._power = _shared_grid(self._outlines, power), power
        return self._grid

    def place(self, x_m: Coordinates, y_m: Coordinates) -> Memberships:
        """Return in which areas the points lie."""
        if self.overlapping:
            return self._all_areas(x_m, y_m)
        first = self.first_area(x_m, y_m)
        points = np.flatnonzero(first >= 0)
        return Memberships(points, first[points])

    def first_area(self, x_m: Coordinates, y_m: Coordinates) -> Positions:
        """Return the first area of each point, or -1 where it lies in none; shape (n_points,)."""
        grid = self.grid_for(len(x_m))
        first = np.empty(len(x_m), dtype=np.intp)
        for block in _blocks(len(x_m)):
            first[block] = self._first_of_block(grid, x_m[block], y_m[block])
        return first

    def _first_of_block(self, grid: EdgeGrid, x_m: Coordinates, y_m: Coordinates) -> Positions:
        lists, near, points, areas = self._located(grid, x_m, y_m)
        first: Positions = grid.first_areas[lists]
        lowest = np.full(len(near), len(self.geometries))
        lowest[points[::-1]] = areas[::-1]
        covering = first[near]
        np.copyto(lowest, covering, where=(covering >= 0) & (covering < lowest))
        first[near] = np.where(lowest < len(self.geometries), lowest, -1)
        return first

    def _all_areas(self, x_m: Coordinates, y_m: Coordinates) -> Memberships:
        grid = self.grid_for(len(x_m))
        points, areas = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
        for block in _blocks(len(x_m)):
            lists, near, near_points, near_areas = self._located(grid, x_m[block], y_m[block])
            counts, list_areas = grid.areas_of_lists(lists)
            points += [block.start + np.repeat(np.arange(len(lists)), counts)]
            points += [block.start + near[near_points]]
            areas += [list_areas, near_areas]
        joined = np.concatenate(points), np.concatenate(areas)
        order = np.lexsort(joined[::-1])
        return Memberships(joined[0][order], joined[1][order])

    def _located(
        self, grid: EdgeGrid, x_m: Coordinates, y_m: Coordinates
    ) -> tuple[Any, Positions, Positions, Positions]:
        """Return the list of areas that hold each point's cell, and what tests add to that.

        The points that were tested are the second value; the last two are pairs of a position
        in that and an area, sorted by both.
        """
        numbers = grid.numbers_of(x_m, y_m)
        near = np.flatnonzero(numbers >= 0)
        cells = numbers[near]
        tested = NearPoints(x_m[near], y_m[near], cells)
        numbers[near] = -1 - grid.covers[cells]
        return -1 - numbers, near, *pairs_inside(grid, self.geometries, tested)


def _blocks(n_points: int) -> Iterator[slice]:
    """Cut points into blocks, so that little memory is needed at any number of points."""
    starts = range(0, n_points, _BLOCK_POINTS)
    return (slice(start, min(start + _BLOCK_POINTS, n_points)) for start in starts)


@lru_cache(maxsize=_SHARED_GRIDS)
def _shared_grid(outlines: tuple[bytes, ...], power: int) -> EdgeGrid:
    return edge_grid(outlines, 4**power)
