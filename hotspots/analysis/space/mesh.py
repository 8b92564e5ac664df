"""Square cells laid over areas, and which of them each edge of the areas runs through.

Coordinates are metres in one projected CRS throughout.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.border_edges import Coordinates, Edges
from hotspots.analysis.space.ranges import Positions, ranges

# An edge is listed in each cell that it comes so near: far more than the tolerance of a border,
# and than what coordinates of millions of metres lose by rounding.
ROOM_M = 1e-5
# Where in its cell the reference point lies: off the lines that people draw.
_REFERENCE_EAST, _REFERENCE_NORTH = 0.5137, 0.4871
_MARGIN_CELLS = 1.37


@dataclass(frozen=True)
class Mesh:
    """Square cells in rows from south to north, columns from west to east, both from 0."""

    x0_m: float
    y0_m: float
    side_m: float
    n_columns: int
    n_rows: int

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float], side_m: float) -> "Mesh":
        """Lay cells over west, south, east and north, with a margin that lies beyond them."""
        west, south, east, north = bounds
        x0_m, y0_m = west - _MARGIN_CELLS * side_m, south - _MARGIN_CELLS * side_m
        n_columns, n_rows = (int(far // side_m) + 3 for far in (east - x0_m, north - y0_m))
        return cls(x0_m, y0_m, side_m, n_columns, n_rows)

    @property
    def reach_m(self) -> float:
        """Return more than how far two points of a cell are apart."""
        return 2 * self.side_m

    def divided(self, parts: int) -> "Mesh":
        """Return a mesh of cells that are so many times smaller, over the same ground."""
        return Mesh(
            self.x0_m, self.y0_m, self.side_m / parts, self.n_columns * parts, self.n_rows * parts
        )

    def columns(self, x_m: Coordinates) -> NDArray[np.int32]:
        """Return the columns of coordinates; those beyond the mesh, and NaN, are on its margin."""
        return _steps(x_m, self.x0_m, self.side_m, self.n_columns)

    def rows(self, y_m: Coordinates) -> NDArray[np.int32]:
        """Return the rows of coordinates; those beyond the mesh, and NaN, are on its margin."""
        return _steps(y_m, self.y0_m, self.side_m, self.n_rows)

    def reference_x_m(self, columns: NDArray[Any]) -> Coordinates:
        """Return where the reference points of columns lie."""
        return self.x0_m + (columns + _REFERENCE_EAST) * self.side_m

    def reference_y_m(self, rows: NDArray[Any]) -> Coordinates:
        """Return where the reference points of rows lie."""
        return self.y0_m + (rows + _REFERENCE_NORTH) * self.side_m


@dataclass(frozen=True)
class Passages:
    """Which edge runs through which cell; shape (n_passages,) each, every pair once."""

    edge: Positions
    column: Positions
    row: Positions

    @classmethod
    def of(cls, edges: Edges, mesh: Mesh) -> "Passages":
        """Follow every edge row by row, so that a long edge costs as much as it is long."""
        south = np.minimum(edges.y1_m, edges.y2_m) - ROOM_M
        north = np.maximum(edges.y1_m, edges.y2_m) + ROOM_M
        edge, row = _spread(mesh.rows(south), mesh.rows(north))
        bottom_m = np.asarray(mesh.y0_m + row * mesh.side_m - ROOM_M, dtype=np.float64)
        top_m = bottom_m + mesh.side_m + 2 * ROOM_M
        pieces = edges.at(edge)
        ends_m = pieces.crossing_x(bottom_m), pieces.crossing_x(top_m)
        west, east = np.minimum(*ends_m) - ROOM_M, np.maximum(*ends_m) + ROOM_M
        piece, column = _spread(mesh.columns(west), mesh.columns(east))
        return cls(edge[piece], column, row[piece])


def _spread(first: Any, last: Any) -> tuple[Positions, Positions]:
    """Return i as often as there are numbers from ``first[i]`` to ``last[i]``, and these."""
    counts = last.astype(np.intp) - first + 1
    return np.repeat(np.arange(len(counts)), counts), ranges(first, counts)


def _steps(along_m: Coordinates, start_m: float, side_m: float, n: int) -> NDArray[np.int32]:
    steps = along_m - start_m
    steps *= 1 / side_m
    np.fmax(steps, 0, out=steps)
    np.fmin(steps, n - 1, out=steps)
    return steps.astype(np.int32)
