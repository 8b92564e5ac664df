"""The edges of areas, and on which side of them a point lies.

Coordinates are metres in one projected CRS throughout. What is multiplied are distances from
an edge's start, not coordinates of millions of metres, so that little is lost by rounding.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.ranges import Positions

# A point so near an area lies in it.
TOLERANCE_M = 1e-6
# Four roundings of 2^-53 each, and as much again.
_ROUNDING = 1e-15
_LEAST_RISE_M = 1e-290

Coordinates = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Edges:
    """Edges from (x1, y1) to (x2, y2); shape (n_edges,) each. None has the length 0.

    Methods take one value an edge, and return one.
    """

    x1_m: Coordinates
    y1_m: Coordinates
    x2_m: Coordinates
    y2_m: Coordinates

    @classmethod
    def of(cls, geometries: Any) -> tuple["Edges", Positions]:
        """Take polygons and multipolygons apart; those that are empty have no edges.

        The second value has the position of each edge's area.
        """
        import shapely

        parts, area = shapely.get_parts(geometries, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        is_edge = (ring[1:] == ring[:-1]) & (xy[1:] != xy[:-1]).any(axis=1)
        start, end = xy[:-1][is_edge].T, xy[1:][is_edge].T
        return cls(*start.copy(), *end.copy()), area[part[ring[:-1][is_edge]]]

    def at(self, positions: Any) -> "Edges":
        """Return the edges at positions, which may name an edge more than once."""
        return Edges(*(ends_m[positions] for ends_m in self.ends_m))

    @property
    def ends_m(self) -> tuple[Coordinates, Coordinates, Coordinates, Coordinates]:
        """Return x1, y1, x2 and y2."""
        return self.x1_m, self.y1_m, self.x2_m, self.y2_m

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all edges; there must be any."""
        x_m, y_m = (self.x1_m, self.x2_m), (self.y1_m, self.y2_m)
        return float(np.min(x_m)), float(np.min(y_m)), float(np.max(x_m)), float(np.max(y_m))

    @cached_property
    def east_m(self) -> Coordinates:
        """How far each edge runs east."""
        return self.x2_m - self.x1_m

    @cached_property
    def north_m(self) -> Coordinates:
        """How far each edge runs north."""
        return self.y2_m - self.y1_m

    @cached_property
    def length_m(self) -> Coordinates:
        """The lengths of the edges."""
        return np.hypot(self.east_m, self.north_m)

    def left_m2(self, x_m: Coordinates, y_m: Coordinates) -> Coordinates:
        """Return how far to the left of its edge a point lies, times the edge's length."""
        left: Coordinates = self.east_m * (y_m - self.y1_m)
        left -= self.north_m * (x_m - self.x1_m)
        return left

    def rounding_m2(self, reach_m: float) -> Coordinates:
        """Return how far off :meth:`left_m2` may be for points at most so far from an edge."""
        return _ROUNDING * self.length_m * (self.length_m + reach_m)

    def cross(self, y_m: Coordinates) -> Flags:
        """Tell which edges a level line crosses; of those that meet on it, an even number."""
        return np.not_equal(self.y1_m <= y_m, self.y2_m <= y_m)

    def span(self, x_m: Coordinates) -> Flags:
        """Tell which edges an upright line crosses, by the same rule."""
        return np.not_equal(self.x1_m <= x_m, self.x2_m <= x_m)

    def crossing_x(self, y_m: Coordinates) -> Coordinates:
        """Return where edges reach a height, or else the x of the end that is nearest to it."""
        rise_m = np.where(self.north_m == 0, _LEAST_RISE_M, self.north_m)
        share = np.clip((y_m - self.y1_m) / rise_m, 0, 1)
        x_m: Coordinates = self.x1_m + share * self.east_m
        return x_m

    def distances_m(self, x_m: Coordinates, y_m: Coordinates) -> Coordinates:
        """Return how far points are from their edges, the ends of these included."""
        x_m, y_m = x_m - self.x1_m, y_m - self.y1_m
        along = (x_m * self.east_m + y_m * self.north_m) / self.length_m / self.length_m
        share = np.clip(along, 0, 1)
        distances: Coordinates = np.hypot(x_m - share * self.east_m, y_m - share * self.north_m)
        return distances
