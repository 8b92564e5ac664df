"""The edges of an area set, sorted into the cells they run through: built once for a set.

The cells are of two sizes. Most large cells meet no edge, and lie in the same areas throughout.
The others are divided into a block of small cells, and again most of these meet no edge.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.border_edges import TOLERANCE_M, Coordinates, Edges, Flags
from hotspots.analysis.space.mesh import Mesh
from hotspots.analysis.space.ranges import Positions, ranges

Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class EdgeGrid:
    """What is known of every cell, as plain arrays.

    ``corner_m`` has x and y of the south-west corner and
    the side of a small cell, ``shape`` the columns and rows of small cells and how often a large
    cell's side is halved. ``edge_ends_m`` has x1, y1, x2 and y2 of every edge.

    ``large`` has a number for each large cell, row by row: that of its block, or, below 0,
    -1 - the list of the areas that all of it lies in. ``small`` has one for each cell of each
    block: that of a *crossed* cell, through which edges run, or, below 0, a list likewise. List
    i is ``list_areas[list_starts[i] : list_starts[i + 1]]``; list 0 is empty.

    Crossed cell i has a pair for each area with edges in it, from ``pair_starts[i]`` on, and
    ``covers[i]``, the list of areas without edges in it that it lies in. Pair j is of area
    ``pair_areas[j]`` and has the edges ``pair_edges[k]`` with k from ``pair_edge_starts[j]`` on;
    ``spans[k]`` tells whether such an edge crosses the line upright through the cell's reference
    point. ``pair_inside[j]`` tells whether the reference point lies in the area, turned about by
    each edge that spans and has the point to its left. ``pair_unsure[j]`` tells that an edge runs
    so near to the point that nothing of this is sure, or that there are so many edges that only
    one is kept: shapely tells of such a pair.
    """

    corner_m: Coordinates
    shape: Positions
    edge_ends_m: Coordinates
    large: Numbers
    small: Numbers
    list_starts: Numbers
    list_areas: Numbers
    pair_starts: Numbers
    covers: Numbers
    pair_areas: Numbers
    pair_edge_starts: Numbers
    pair_inside: Flags
    pair_unsure: Flags
    pair_edges: Numbers
    spans: Flags

    @cached_property
    def mesh(self) -> Mesh:
        """The small cells, also where no block holds them."""
        x0_m, y0_m, side_m = self.corner_m.tolist()
        n_columns, n_rows, _ = self.shape.tolist()
        return Mesh(x0_m, y0_m, side_m, n_columns, n_rows)

    @cached_property
    def edges(self) -> Edges:
        """All edges of all areas; the pairs tell which belong to an area."""
        return Edges(*self.edge_ends_m)

    @cached_property
    def rounding_m2(self) -> Coordinates:
        """How far off :meth:`Edges.left_m2` may be for points in an edge's cells."""
        return self.edges.rounding_m2(self.mesh.reach_m)

    @cached_property
    def reach_m2(self) -> Coordinates:
        """The least of :meth:`Edges.left_m2` that is surely beyond the tolerance."""
        return self.rounding_m2 + 2 * TOLERANCE_M * self.edges.length_m

    @cached_property
    def first_areas(self) -> Positions:
        """The first area of each list, -1 where it is empty."""
        first = np.full(len(self.list_starts) - 1, -1, dtype=np.intp)
        is_filled = np.diff(self.list_starts) > 0
        first[is_filled] = self.list_areas[self.list_starts[:-1][is_filled]]
        return first

    def numbers_of(self, x_m: Coordinates, y_m: Coordinates) -> Numbers:
        """Return for each point its crossed cell, or -1 - the list of areas that it lies in."""
        columns, rows = self.mesh.columns(x_m), self.mesh.rows(y_m)
        halvings = int(self.shape[2])
        n_large = int(self.shape[0]) >> halvings
        numbers: Numbers = self.large.take((rows >> halvings) * n_large + (columns >> halvings))
        divided = np.flatnonzero(numbers >= 0)
        within = (1 << halvings) - 1
        cell = numbers[divided].astype(np.intp) << (2 * halvings)
        cell += ((rows[divided] & within) << halvings) + (columns[divided] & within)
        numbers[divided] = self.small.take(cell)
        return numbers

    def areas_of_lists(self, lists: Any) -> tuple[Positions, Positions]:
        """Return how many areas each list has, and the areas of all of them, joined."""
        counts = self.list_starts[lists + 1] - self.list_starts[lists]
        return counts, self.list_areas[ranges(self.list_starts[lists], counts)].astype(np.intp)
