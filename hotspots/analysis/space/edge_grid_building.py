"""Lays the grid of edges over an area set.

Which areas hold a place without edges is told row by row. Along the line through the reference
points of a row, an area's edges are crossed in turn, into it and out of it. Between two such
crossings lie the *stops* that it holds: the reference points of crossed cells, and the gaps
between one crossed cell and the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.space.border_edges import Edges, Flags
from hotspots.analysis.space.edge_grid import EdgeGrid, Numbers
from hotspots.analysis.space.mesh import Mesh, Passages
from hotspots.analysis.space.ranges import Positions, ranges

# For each large cell asked for: small cells, and edges in small cells, at most.
_SMALL_CELLS, _PASSAGES = 16, 2
# A strip of areas gets cells as if it were so many rows or columns wide.
_LEAST_ROWS = 8
_LEAST_SIDE_M, _MOST_HALVINGS = 1e-3, 10
# Members of all lists; where there are more, cells grow, but not beyond the fewest.
_MOST_MEMBERS = 4_000_000
_FEWEST_CELLS = 1 << 10
# A cell where an area has more edges than that is left to shapely.
_MOST_EDGES = 128


def edge_grid(outlines: Sequence[bytes], large_cells: int) -> EdgeGrid:
    """Sort the edges of polygons and multipolygons into cells.

    ``outlines`` are WKB, in the order of the areas. There are about so many large cells, or
    fewer: where areas lie over one another so much that their lists would be long.
    """
    borders = _Borders.of(outlines)
    while True:
        large, halvings = _sizes(borders.edges, large_cells)
        mesh = large.divided(1 << halvings)
        crossed = _Crossed.of(borders, mesh)
        stretches = _Stretches.of(borders, mesh, crossed)
        if stretches.n_members <= _MOST_MEMBERS or large_cells <= _FEWEST_CELLS:
            break
        large_cells //= 4
    return EdgeGrid(
        corner_m=np.array([mesh.x0_m, mesh.y0_m, mesh.side_m]),
        shape=np.array([mesh.n_columns, mesh.n_rows, halvings]),
        edge_ends_m=np.array(borders.edges.ends_m),
        **_cells_and_lists(borders, mesh, halvings, crossed, stretches),
    )


def _sizes(edges: Edges, large_cells: int) -> tuple[Mesh, int]:
    """Choose the large cells, and how often they are halved, so that the work is bounded."""
    if len(edges.x1_m) == 0:
        return Mesh.over((0, 0, 1, 1), 1), 0
    west, south, east, north = edges.bounds_m
    run_m = float(np.abs(edges.east_m).sum() + np.abs(edges.north_m).sum())
    side_m = max(
        float(np.sqrt((east - west) * (north - south) / large_cells)),
        max(east - west, north - south) * _LEAST_ROWS / large_cells,
        run_m / (_PASSAGES * large_cells),
        _LEAST_SIDE_M,
    )
    mesh = Mesh.over(edges.bounds_m, side_m)
    finest = min(
        (_SMALL_CELLS * large_cells / _n_crossed(edges, mesh)) ** 0.5,
        _PASSAGES * large_cells * side_m / run_m,
        side_m / _LEAST_SIDE_M,
    )
    return mesh, min(_MOST_HALVINGS, int(np.log2(finest)))


def _n_crossed(edges: Edges, mesh: Mesh) -> int:
    passages = Passages.of(edges, mesh)
    is_crossed = np.zeros((mesh.n_rows, mesh.n_columns), dtype=bool)
    is_crossed[passages.row, passages.column] = True
    return int(np.count_nonzero(is_crossed))


@dataclass(frozen=True)
class _Borders:
    """The edges of all areas, the position of each edge's area, and how many areas there are."""

    edges: Edges
    area: Positions
    n_areas: int

    @classmethod
    def of(cls, outlines: Sequence[bytes]) -> "_Borders":
        import shapely

        return cls(*Edges.of(shapely.from_wkb(np.array(outlines, dtype=object))), len(outlines))


@dataclass(frozen=True)
class _Crossed:
    """The passages of edges through cells, sorted by cell and area.

    ``cell`` and ``pair`` number the cells and the pairs of cell and area from 0; ``places`` are
    the places of the cells in the mesh, row by row, and ``heads`` the first passages of pairs.
    """

    passages: Passages
    area: Positions
    cell: Positions
    pair: Positions
    places: NDArray[np.int64]
    heads: Positions

    @classmethod
    def of(cls, borders: _Borders, mesh: Mesh) -> "_Crossed":
        passages = Passages.of(borders.edges, mesh)
        places = passages.row.astype(np.int64) * mesh.n_columns + passages.column
        keys = places * borders.n_areas + borders.area[passages.edge]
        order = np.argsort(keys, kind="stable")
        passages = Passages(passages.edge[order], passages.column[order], passages.row[order])
        is_cell, is_pair = (np.diff(of[order], prepend=-1) != 0 for of in (places, keys))
        cell, pair = np.cumsum(is_cell) - 1, np.cumsum(is_pair) - 1
        area, heads = borders.area[passages.edge], np.flatnonzero(is_pair)
        return cls(passages, area, cell, pair, places[order][is_cell], heads)


@dataclass(frozen=True)
class _Stretches:
    """Where areas are: the stops ``starts[i] … ends[i] - 1`` lie in area ``areas[i]``.

    Stop 2·i is the reference point of crossed cell i, stop 2·i + 1 the gap behind that cell.
    For each passage, ``spans`` tells whether its edge spans the reference point's column,
    ``flips`` whether it does with the point to its left, and ``unsure`` whether the point is
    too near it to say.
    """

    areas: Positions
    starts: Positions
    ends: Positions
    spans: Flags
    flips: Flags
    unsure: Flags

    @property
    def n_members(self) -> int:
        return int((self.ends - self.starts).sum())

    @classmethod
    def of(cls, borders: _Borders, mesh: Mesh, crossed: _Crossed) -> "_Stretches":
        passages = crossed.passages
        edges = borders.edges.at(passages.edge)
        x_m, y_m = mesh.reference_x_m(passages.column), mesh.reference_y_m(passages.row)
        left_m2, spans = edges.left_m2(x_m, y_m), edges.span(x_m)
        is_left = left_m2 > 0
        is_met = edges.cross(y_m) & (mesh.columns(edges.crossing_x(y_m)) == passages.column)
        is_behind = is_left == (edges.north_m > 0)
        stops, areas = (2 * crossed.cell + is_behind)[is_met], crossed.area[is_met]
        order = np.lexsort((stops, areas))
        starts, ends = stops[order].reshape(-1, 2).T
        rounding_m2 = borders.edges.rounding_m2(mesh.reach_m)[passages.edge]
        unsure = np.abs(left_m2) <= rounding_m2
        return cls(areas[order][::2], starts, ends, spans, spans & is_left, unsure)


def _cells_and_lists(
    borders: _Borders, mesh: Mesh, halvings: int, crossed: _Crossed, stretches: _Stretches
) -> dict[str, Any]:
    """Return all of a grid but its size and its edges."""
    heads, pair_cells = crossed.heads, crossed.cell[crossed.heads]
    pair_keys = 2 * pair_cells * borders.n_areas + crossed.area[heads]
    keys = _member_keys(stretches, borders.n_areas)
    is_pair = np.isin(keys, pair_keys, assume_unique=True)
    is_held = np.isin(pair_keys, keys[is_pair], assume_unique=True)
    counts = np.diff(heads, append=len(crossed.pair))
    is_unsure = counts > _MOST_EDGES
    is_kept = ~is_unsure[crossed.pair]
    is_kept[heads] = True
    edge_starts = np.concatenate([[0], np.cumsum(np.where(is_unsure, 1, counts))])
    is_unsure[crossed.pair[stretches.unsure]] = True
    lists, starts, areas = _lists(keys[~is_pair], 2 * len(crossed.places), borders.n_areas)
    large, small = _tables(mesh, halvings, crossed.places, lists[1::2])
    return {
        "large": large,
        "small": small,
        "list_starts": starts,
        "list_areas": areas,
        "pair_starts": _numbers(np.searchsorted(pair_cells, np.arange(len(crossed.places) + 1))),
        "covers": lists[::2].copy(),
        "pair_areas": _numbers(crossed.area[heads]),
        "pair_edge_starts": _numbers(edge_starts),
        "pair_inside": is_held ^ np.bitwise_xor.reduceat(stretches.flips, heads),
        "pair_unsure": is_unsure,
        "pair_edges": _numbers(crossed.passages.edge[is_kept]),
        "spans": stretches.spans[is_kept],
    }


def _numbers(positions: Positions) -> Numbers:
    return positions.astype(np.int32)


def _member_keys(stretches: _Stretches, n_areas: int) -> NDArray[np.int64]:
    """Return stop · n_areas + area for all stops in all areas, sorted."""
    counts = stretches.ends - stretches.starts
    keys = ranges(stretches.starts, counts) * n_areas + np.repeat(stretches.areas, counts)
    return np.sort(keys)


def _lists(
    keys: NDArray[np.int64], n_stops: int, n_areas: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Number the lists of stops: none is 0, area i alone is 1 + i, longer ones come after.

    Returns the list of each stop, where the lists start, and their areas.
    """
    stops, areas = np.divmod(keys, n_areas)
    counts = np.bincount(stops, minlength=n_stops)
    lists = np.zeros(n_stops, dtype=np.int32)
    is_alone = counts[stops] == 1
    lists[stops[is_alone]] = 1 + areas[is_alone]
    is_long = counts > 1
    lists[is_long] = 1 + n_areas + np.arange(np.count_nonzero(is_long))
    lengths = np.concatenate([[0, 0], np.ones(n_areas, np.intp), counts[is_long]])
    joined = np.concatenate([np.arange(n_areas), areas[~is_alone]])
    return lists, _numbers(np.cumsum(lengths)), _numbers(joined)


def _tables(
    mesh: Mesh, halvings: int, places: NDArray[np.int64], gaps: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the numbers of large cells, and of small cells by block, as in :class:`EdgeGrid`.

    ``gaps`` has the list of the gap behind each crossed cell.
    """
    behind = -1 - np.concatenate([np.zeros(1, np.int32), gaps])
    rows, columns = np.divmod(places, mesh.n_columns)
    n_columns = mesh.n_columns >> halvings
    larges = (rows >> halvings) * n_columns + (columns >> halvings)
    is_block = np.zeros(n_columns * (mesh.n_rows >> halvings), dtype=bool)
    is_block[larges] = True
    firsts = _first_places(mesh, halvings, np.arange(len(is_block)))
    large = behind[np.searchsorted(places, firsts)]
    blocks = np.flatnonzero(is_block)
    large[blocks] = np.arange(len(blocks))
    side = 1 << halvings
    small = np.full((side, len(blocks), side), -1, dtype=np.int32)
    small[columns % side, large[larges], rows % side] = np.arange(len(places))
    starts = firsts[blocks][:, None] + np.arange(side) * mesh.n_columns
    _fill(small, behind, behind[np.searchsorted(places, starts)])
    return large, small.transpose(1, 2, 0).ravel()


def _first_places(mesh: Mesh, halvings: int, larges: Positions) -> NDArray[np.int64]:
    """Return the places of the small cells in the south-west corners of large ones."""
    rows, columns = np.divmod(larges, mesh.n_columns >> halvings)
    places: NDArray[np.int64] = (rows << halvings) * mesh.n_columns + (columns << halvings)
    return places


def _fill(small: Numbers, behind: Numbers, starts: Numbers) -> None:
    """Give the cells that no edge crosses what lies behind the last crossed cell, from the west.

    ``small`` has shape (columns, blocks, rows), and ``starts`` what lies before its first column.
    """
    before = starts
    for column in small:
        is_empty = column < 0
        column[is_empty] = before[is_empty]
        before = np.where(is_empty, column, behind[np.maximum(column, 0) + 1])
