"""Exact tests of points in cells that edges run through.

From a cell's reference point, of which it is known in which areas it lies, the way to a point
goes along the cell's column up or down to the height of the point, and from that *corner* along
the height. Each edge of an area that is crossed leads into the area or out of it.

On which side of an edge a point lies is sure where it is farther from the edge's line than
rounding reaches. A point so near an edge that the tolerance counts is measured. What is still in
doubt is left to shapely, whose answer is exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.space.border_edges import TOLERANCE_M, Coordinates, Edges, Flags
from hotspots.analysis.space.edge_grid import EdgeGrid
from hotspots.analysis.space.ranges import Positions, ranges

# Distances that differ less from the tolerance are left to shapely: rounding cannot reach so far.
_DOUBT_M, _DOUBT_PER_M = 1e-8, 1e-14
_MOST_TESTS = 1 << 18


@dataclass(frozen=True)
class NearPoints:
    """Points in crossed cells, and the numbers of these; shape (n_points,) each."""

    x_m: Coordinates
    y_m: Coordinates
    cell: Any

    def portions(self, grid: EdgeGrid) -> Iterator[slice]:
        """Cut the points into portions of a bounded number of tests, or of a single point."""
        starts = grid.pair_edge_starts[grid.pair_starts]
        n_tests = np.cumsum(starts[self.cell + 1] - starts[self.cell], dtype=np.intp)
        total = int(n_tests[-1]) if len(n_tests) else 0
        cuts = np.searchsorted(n_tests, np.arange(_MOST_TESTS, total, _MOST_TESTS), side="right")
        ends = np.unique([0, *cuts.tolist(), len(self.cell)]).tolist()
        return map(slice, ends[:-1], ends[1:])

    def of(self, portion: slice) -> "NearPoints":
        """Return a portion of the points."""
        return NearPoints(self.x_m[portion], self.y_m[portion], self.cell[portion])


def pairs_inside(grid: EdgeGrid, geometries: Any, near: NearPoints) -> tuple[Positions, Positions]:
    """Return which points lie in which of the areas that have edges in their cell.

    Both are positions, sorted by point and area; points count from the first of ``near``.
    """
    points, areas = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for portion in near.portions(grid):
        point, pair = _portion_inside(grid, geometries, near.of(portion))
        points.append(portion.start + point)
        areas.append(grid.pair_areas[pair].astype(np.intp))
    return np.concatenate(points), np.concatenate(areas)


def _portion_inside(
    grid: EdgeGrid, geometries: Any, near: NearPoints
) -> tuple[Positions, Positions]:
    """Return the points that lie in an area, and the pairs of the grid that say in which."""
    first = grid.pair_starts[near.cell]
    counts = grid.pair_starts[near.cell + 1] - first
    point, pair = np.repeat(np.arange(len(counts)), counts), ranges(first, counts)
    tests = _EdgeTests.of(grid, near, point, pair)
    is_on_border, is_unsure = tests.close(grid)
    is_inside = (tests.are_odd() ^ grid.pair_inside[pair]) | is_on_border
    doubted = np.flatnonzero((is_unsure | grid.pair_unsure[pair]) & ~is_on_border)
    if len(doubted):
        is_inside[doubted] = _within(
            geometries[grid.pair_areas[pair[doubted]]], near, point[doubted]
        )
    inside = np.flatnonzero(is_inside)
    return point[inside], pair[inside]


def _within(areas: Any, near: NearPoints, point: Positions) -> Flags:
    """Ask shapely which points are within the tolerance of their area."""
    import shapely

    shapely.prepare(areas)
    points = shapely.points(near.x_m[point], near.y_m[point])
    is_within: Flags = shapely.dwithin(areas, points, TOLERANCE_M)
    return is_within


@dataclass(frozen=True)
class _EdgeTests:
    """A point and an edge in each row: all edges of a pair, one pair after another.

    ``heads`` has the first row of each pair. ``left_m2`` and ``corner_left_m2`` tell how far to
    the left of the edge the point and its corner lie, times the edge's length.
    """

    heads: Positions
    edge: Any
    edges: Edges
    spans: Flags
    x_m: Coordinates
    y_m: Coordinates
    left_m2: Coordinates
    corner_left_m2: Coordinates

    @classmethod
    def of(
        cls, grid: EdgeGrid, near: NearPoints, point: Positions, pair: Positions
    ) -> "_EdgeTests":
        starts = grid.pair_edge_starts[pair]
        counts = grid.pair_edge_starts[pair + 1] - starts
        row, point = ranges(starts, counts), np.repeat(point, counts)
        edge, x_m, y_m = grid.pair_edges[row], near.x_m[point], near.y_m[point]
        edges = grid.edges.at(edge)
        corner_x_m = grid.mesh.reference_x_m(grid.mesh.columns(near.x_m))[point]
        left_m2, corner_left_m2 = edges.left_m2(x_m, y_m), edges.left_m2(corner_x_m, y_m)
        heads = np.cumsum(counts, dtype=np.intp) - counts
        return cls(heads, edge, edges, grid.spans[row], x_m, y_m, left_m2, corner_left_m2)

    def are_odd(self) -> Flags:
        """Tell for which pairs the way crosses an odd number of edges.

        Of the edges that span the reference point's column, the grid has counted already those
        that have the reference point to their left; here, those that have the corner there.
        """
        is_left, is_corner_left = self.left_m2 > 0, self.corner_left_m2 > 0
        is_crossed = self.edges.cross(self.y_m) & (is_left ^ is_corner_left)
        is_crossed ^= self.spans & is_corner_left
        return np.bitwise_xor.reduceat(is_crossed, self.heads)

    def close(self, grid: EdgeGrid) -> tuple[Flags, Flags]:
        """Tell in which pairs the point is surely on the border, and which are in doubt."""
        nearest_m2 = np.minimum(np.abs(self.left_m2), np.abs(self.corner_left_m2))
        row = np.flatnonzero(nearest_m2 <= grid.reach_m2[self.edge])
        edges = self.edges.at(row)
        distance_m = edges.distances_m(self.x_m[row], self.y_m[row])
        doubt_m = _DOUBT_M + _DOUBT_PER_M * edges.length_m
        is_doubtful = nearest_m2[row] <= grid.rounding_m2[self.edge[row]]
        is_doubtful |= np.abs(distance_m - TOLERANCE_M) <= doubt_m
        return self._any(row[distance_m < TOLERANCE_M - doubt_m]), self._any(row[is_doubtful])

    def _any(self, rows: Positions) -> Flags:
        """Tell which pairs have any of these rows."""
        has_any = np.zeros(len(self.heads), dtype=bool)
        has_any[np.searchsorted(self.heads, rows, side="right") - 1] = True
        return has_any
