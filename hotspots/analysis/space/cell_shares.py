"""How much of each cell of a raster a polygon covers, exactly.

By Green's theorem a cell's covered part is the integral, along the polygon's border, of how
far into the cell the border runs. Every edge is cut where it crosses a line between cells;
each piece then adds to its own cell and, in whole, to all cells on its left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_BATCH_EDGES = 20_000


@dataclass(frozen=True)
class Lattice:
    """Where cells lie: the north-west corner, and the sides of a cell, in units of a CRS.

    Row 0 is the northernmost, column 0 the westernmost, as in rasters.
    """

    west: float
    north: float
    width: float
    height: float


@dataclass(frozen=True)
class CellBlock:
    """A block of a lattice's cells: its first row and column, and how many of each."""

    row: int
    col: int
    n_rows: int
    n_cols: int


def window_of(polygon: Any, lattice: Lattice, n_rows: int, n_cols: int) -> CellBlock:
    """Return the block of a raster's cells that a polygon may touch; it may be empty."""
    west, south, east, north = polygon.bounds
    cols = (np.array([west, east]) - lattice.west) / lattice.width
    rows = (lattice.north - np.array([north, south])) / lattice.height
    first_col, last_col = np.clip([np.floor(cols[0]), np.ceil(cols[1])], 0, n_cols).astype(int)
    first_row, last_row = np.clip([np.floor(rows[0]), np.ceil(rows[1])], 0, n_rows).astype(int)
    return CellBlock(int(first_row), int(first_col), int(last_row - first_row),
                  int(last_col - first_col))  # fmt: skip


def covered_shares(polygon: Any, lattice: Lattice, window: CellBlock) -> Floats:
    """Return the part, 0 to 1, of each cell of a window that a polygon covers.

    ``polygon`` is a valid shapely polygon or multipolygon in the lattice's CRS. The shape is
    (n_rows, n_cols), row 0 in the north.
    """
    partial = np.zeros((window.n_rows, window.n_cols + 1))
    left = np.zeros_like(partial)
    for u0, v0, u1, v1 in _edges(polygon, lattice, window):
        u, dv, row = _pieces(u0, v0, u1, v1)
        kept = (row >= 0) & (row < window.n_rows) & (u > 0)
        u, dv, row = u[kept], dv[kept], row[kept]
        col = np.minimum(u.astype(np.int64), window.n_cols)
        np.add.at(partial, (row, col), dv * (u - col))
        np.add.at(left, (row, col), dv)
    left = np.cumsum(left[:, ::-1], axis=1)[:, ::-1]
    shares: Floats = np.clip(partial[:, :-1] + left[:, 1:], 0, 1)
    return shares


def _edges(
    polygon: Any, lattice: Lattice, window: CellBlock
) -> Iterator[tuple[Floats, Floats, Floats, Floats]]:
    """Yield the polygon's edges in cells from the window's corner, row numbers downwards.

    Outer rings run so that what lies left of an edge going down is inside, holes the other way.
    """
    import shapely

    parts = shapely.get_parts(polygon)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(shapely.orient_polygons(parts, exterior_cw=True))
    for ring in rings:
        x, y = shapely.get_coordinates(ring).T
        u = (x - lattice.west) / lattice.width - window.col
        v = (lattice.north - y) / lattice.height - window.row
        for start in range(0, len(u) - 1, _BATCH_EDGES):
            stop = min(start + _BATCH_EDGES, len(u) - 1)
            starts, ends = slice(start, stop), slice(start + 1, stop + 1)
            yield u[starts], v[starts], u[ends], v[ends]


def _pieces(
    u0: Floats, v0: Floats, u1: Floats, v1: Floats
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Cut edges at the lines between cells; return the middle u, the height and row of each."""
    edge_u, t_u = _crossings(u0, u1)
    edge_v, t_v = _crossings(v0, v1)
    all_edges = np.arange(len(u0))
    edge = np.concatenate([all_edges, all_edges, edge_u, edge_v])
    t = np.concatenate([np.zeros(len(u0)), np.ones(len(u0)), t_u, t_v])
    order = np.lexsort((t, edge))
    edge, t = edge[order], t[order]
    same = edge[1:] == edge[:-1]
    edge, start, stop = edge[1:][same], t[:-1][same], t[1:][same]
    middle = (start + stop) / 2
    u = u0[edge] + middle * (u1 - u0)[edge]
    v = v0[edge] + middle * (v1 - v0)[edge]
    return u, (stop - start) * (v1 - v0)[edge], np.floor(v).astype(np.int64)


def _crossings(start: Floats, stop: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return where edges cross whole numbers: the edge, and how far along it from 0 to 1."""
    low, high = np.minimum(start, stop), np.maximum(start, stop)
    first, last = np.floor(low) + 1, np.ceil(high) - 1
    n = np.maximum(last - first + 1, 0).astype(np.int64)
    edge = np.repeat(np.arange(len(start)), n)
    ranks = np.arange(len(edge)) - np.repeat(np.cumsum(n) - n, n)
    lines = first[edge] + ranks
    return edge, (lines - start[edge]) / (stop - start)[edge]
