"""The grid of edges: what it keeps, and how large it gets."""

from dataclasses import fields

import numpy as np
import pytest
import shapely

from hotspots.analysis.space import edge_grid_building, placing
from hotspots.analysis.space.border_edges import Edges
from hotspots.analysis.space.crossings import NearPoints
from hotspots.analysis.space.edge_grid import EdgeGrid
from hotspots.analysis.space.edge_grid_building import edge_grid
from hotspots.analysis.space.mesh import Mesh, Passages
from hotspots.analysis.space.placing import Placer
from hotspots.analysis.space.ranges import ranges
from tests.areas.test_placing_on_borders import outlines_of

FOUR = [shapely.box(x, y, x + 10, y + 10) for y in (0, 10) for x in (0, 10)]


def test_ranges_are_joined():
    assert ranges(np.array([5, 0, 2]), np.array([2, 0, 3])).tolist() == [5, 6, 2, 3, 4]
    assert ranges(np.zeros(0, int), np.zeros(0, int)).tolist() == []


@pytest.fixture
def built(monkeypatch):
    """Return the numbers of large cells of the grids that are built, as they are built."""
    sizes = []

    def building(outlines, large_cells):
        sizes.append(large_cells)
        return edge_grid(outlines, large_cells)

    monkeypatch.setattr(placing, "edge_grid", building)
    placing._shared_grid.cache_clear()
    yield sizes
    placing._shared_grid.cache_clear()


def test_a_grid_that_is_given_is_used(built):
    """Nothing is built, however many points come."""
    placer = Placer(FOUR, grid=edge_grid(outlines_of(FOUR), 64))
    here = np.full(3_000_000, 5.0)
    assert placer.first_area(here, here).tolist() == [0] * len(here)
    assert built == []


def test_the_grid_gets_finer_with_the_points(built):
    """A few points get a coarse one at once, millions the finest, and it is shared."""
    placer = Placer(FOUR)
    for n_points in (1, 10, 70_000, 10_000, 1_000_000, 10_000_000, 5):
        placer.grid_for(n_points)
    assert built == [4**6, 4**7, 4**9]
    Placer(FOUR).grid_for(20_000_000)
    Placer(FOUR).grid_for(0)
    assert built == [4**6, 4**7, 4**9]
    Placer(FOUR).grid_for(1 << 18)
    assert built[3:] == [4**8]


@pytest.mark.parametrize(
    ("n_points", "power"),
    [(32_767, 6), (32_768, 7), (131_071, 7), (131_072, 8), (524_287, 8), (524_288, 9)],
)
def test_from_how_many_points_a_grid_is_finer(built, n_points, power):
    Placer(FOUR).grid_for(n_points)
    assert built == [4**power]


def test_no_areas_and_empty_ones():
    """Nothing lies in them, alone or beside another area."""
    here = np.array([5.0])
    empty = shapely.Polygon()
    for areas in ([], [empty], [empty, shapely.MultiPolygon()]):
        assert Placer(areas).first_area(here, here).tolist() == [-1]
        assert Placer(areas, overlapping=True).place(here, here).n_placed == 0
    assert Placer([empty, FOUR[0]]).first_area(here, here).tolist() == [1]


def test_memory_is_bounded_by_blocks_and_portions():
    """262,144 points at a time, and of those near borders as many tests of an edge."""
    assert [(block.start, block.stop) for block in placing._blocks(600_000)] == [
        (0, 262_144), (262_144, 524_288), (524_288, 600_000)
    ]  # fmt: skip
    grid = edge_grid(outlines_of([shapely.box(0, 0, 1, 1)]), 1)
    cells = np.zeros(100_000, dtype=int)
    portions = list(NearPoints(cells, cells, cells).portions(grid))
    assert [portion.stop - portion.start for portion in portions] == [65_536, 34_464]
    assert list(NearPoints(cells[:0], cells[:0], cells[:0]).portions(grid)) == []


def test_blocks_of_points_are_joined(monkeypatch):
    """Blocks of three points: each point keeps its own number."""
    monkeypatch.setattr(placing, "_BLOCK_POINTS", 3)
    x_m, y_m = np.array([5.0, 15, 5, 15, 30, 10, 5]), np.array([5.0, 5, 15, 15, 5, 10, 5])
    assert Placer(FOUR).first_area(x_m, y_m).tolist() == [0, 1, 2, 3, -1, 0, 0]
    placed = Placer(FOUR, overlapping=True).place(x_m, y_m)
    assert placed.points.tolist() == [0, 1, 2, 3, 5, 5, 5, 5, 6]
    assert placed.areas.tolist() == [0, 1, 2, 3, 0, 1, 2, 3, 0]


def facts(areas, large_cells):
    """Return what a grid holds: its sizes, and how much there is of everything."""
    grid = edge_grid(outlines_of(areas), large_cells)
    return {
        "shape": tuple(grid.shape.tolist()),
        "side_m": round(float(grid.corner_m[2]), 4),
        "large": len(grid.large),
        "small": len(grid.small),
        "crossed": len(grid.covers),
        "pairs": len(grid.pair_areas),
        "passages": len(grid.spans),
    }


@pytest.mark.parametrize(
    ("areas", "large_cells", "expected"),
    [
        # one cell holds all 16 edges
        (FOUR, 1, ((8, 8, 1), 80.0, 16, 4, 1, 4, 16)),
        # an edge is in about two small cells for each large one
        (FOUR, 64, ((24, 24, 1), 1.25, 144, 180, 93, 128, 144)),
        (FOUR, 4096, ((544, 544, 3), 0.0391, 4624, 24384, 3069, 4096, 4112)),
        # a strip: as many columns as an eighth of the cells
        ([shapely.box(5e5, 0, 1.5e6, 10)], 1024,
         ((528, 16, 2), 1953.125, 528, 2064, 513, 513, 1028)),
        ([shapely.box(7, -1.5e6, 17, -5e5)], 1024,
         ((16, 528, 2), 1953.125, 528, 2064, 513, 513, 1028)),
        # wherever the areas are
        ([shapely.transform(square, lambda xy: np.add(xy, [-7e5, 6e6])) for square in FOUR], 64,
         ((24, 24, 1), 1.25, 144, 180, 93, 128, 144)),
        # no cell is smaller than a millimetre
        ([shapely.box(0, 0, 1e-3, 1e-3)], 4096, ((5, 5, 0), 0.001, 25, 4, 4, 4, 8)),
        # two small areas far apart: large cells, small ones only where the areas are
        ([shapely.box(at, at, at + 1, at + 1) for at in (0, 9e5)], 1024,
         ((2304, 2304, 6), 439.4536, 1296, 8192, 2, 2, 8)),
        # a large cell is divided into a million at most
        ([shapely.box(at, at, at + 1, at + 1) for at in (0, 9e5)], 1 << 20,
         ((1052672, 1052672, 10), 0.8583, 1056784, 2097152, 12, 12, 20)),
    ],
)  # fmt: skip
def test_how_much_a_grid_holds(areas, large_cells, expected):
    """The work is bounded: by the cells asked for, whatever the areas are."""
    assert tuple(facts(areas, large_cells).values()) == expected


def test_where_areas_lie_over_one_another_cells_grow(monkeypatch):
    """Forty squares in the same place: the lists of a finer grid would be longer than allowed."""
    heap = outlines_of([shapely.box(at, at, at + 100, at + 100) for at in range(40)])
    grids = {power: edge_grid(heap, 4**power) for power in range(2, 8)}
    n_members = len(grids[7].list_areas)
    monkeypatch.setattr(edge_grid_building, "_MOST_MEMBERS", n_members // 2)
    assert same(edge_grid(heap, 4**7), grids[6])
    monkeypatch.setattr(edge_grid_building, "_MOST_MEMBERS", 1)
    assert same(edge_grid(heap, 4**7), grids[5])
    assert same(edge_grid(heap, 4**3), grids[3])


def same(grid, other):
    """Tell whether two grids are of the same arrays."""
    return all(np.array_equal(getattr(grid, field.name), getattr(other, field.name))
               for field in fields(EdgeGrid))  # fmt: skip


MESH = Mesh(0.0, 0.0, 1.0, 10, 10)


def cells_of(*ends_m):
    """Return the columns and rows of the cells that an edge is listed in."""
    passages = Passages.of(Edges(*(np.array([end_m]) for end_m in ends_m)), MESH)
    assert not passages.edge.any()
    return sorted(zip(passages.column.tolist(), passages.row.tolist(), strict=True))


@pytest.mark.parametrize("turned", [False, True])
def test_the_cells_of_an_edge(turned):
    """Those it runs through, along them or across, and those that it comes near."""
    for start, end, cells in [
        ((1.5, 2.5), (4.5, 2.5), [(1, 2), (2, 2), (3, 2), (4, 2)]),
        ((1.5, 2.5), (1.5, 4.5), [(1, 2), (1, 3), (1, 4)]),
        ((0.5, 0.2), (3.5, 1.4), [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1)]),
        ((0.5, 2 - 0.9e-5), (1.5, 2 - 0.9e-5), [(0, 1), (0, 2), (1, 1), (1, 2)]),
        ((0.5, 2 - 1.1e-5), (1.5, 2 - 1.1e-5), [(0, 1), (1, 1)]),
        ((0.5, 2 + 0.9e-5), (0.6, 2 + 0.9e-5), [(0, 1), (0, 2)]),
        (
            (0.5, 2 - 0.5e-5),
            (9.5, 2 + 2e-5),
            [*((column, 1) for column in range(6)), *((column, 2) for column in range(10))],
        ),
        ((3 - 0.9e-5, 0.5), (3 - 0.9e-5, 0.6), [(2, 0), (3, 0)]),
        ((3 - 1.1e-5, 0.5), (3 - 1.1e-5, 0.6), [(2, 0)]),
        ((3 + 0.9e-5, 0.5), (3 + 0.9e-5, 0.6), [(2, 0), (3, 0)]),
        ((3 + 1.1e-5, 0.5), (3 + 1.1e-5, 0.6), [(3, 0)]),
    ]:
        ends = (*end, *start) if turned else (*start, *end)
        assert cells_of(*ends) == sorted(cells)


def test_a_reference_point_is_near_the_middle_of_its_cell():
    """Off the middle, where people draw lines, but not far: the way to a point stays short."""
    x, y = MESH.reference_x_m(np.arange(3)), MESH.reference_y_m(np.arange(3))
    for at in (x, y):
        assert np.all(np.abs(at - np.arange(3) - 0.5) < 0.1)
        assert np.all(np.abs(at - np.arange(3) - 0.5) > 0.01)
    assert MESH.divided(4).reference_x_m(np.array([9])).item() == pytest.approx(9.5 / 4, abs=0.02)


def test_how_far_rounding_reaches():
    """Twice what four roundings of a product make, for points in the edge's cells."""
    edges = Edges(*(np.array([end_m]) for end_m in (0.0, 0.0, 3.0, 4.0)))
    assert edges.rounding_m2(MESH.reach_m).item() == pytest.approx(1e-15 * 5 * (5 + 2), abs=0)
    assert Mesh(0.0, 0.0, 4.0, 5, 5).reach_m == 8
    assert edges.left_m2(np.array([0.0]), np.array([1.0])).tolist() == [3.0]
    assert edges.distances_m(np.array([-3.0]), np.array([-4.0])).tolist() == [5.0]
    assert edges.distances_m(np.array([4.0]), np.array([-3.0])).tolist() == [5.0]
    assert edges.distances_m(np.array([6.0]), np.array([8.0])).tolist() == [5.0]


def test_lines_cross_an_even_number_of_a_rings_edges():
    """Lines through corners and along edges as well: else inside and outside would be mixed up."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        edges, _ = Edges.of([shapely.Polygon(rng.integers(0, 5, (9, 2)))])
        for at in np.arange(0, 4.5, 0.5):
            assert np.count_nonzero(edges.cross(np.full(1, at))) % 2 == 0
            assert np.count_nonzero(edges.span(np.full(1, at))) % 2 == 0


def test_which_pairs_are_unsure():
    """Those with an edge through the reference point of their cell, and no others."""
    mesh = edge_grid(outlines_of([shapely.box(0, 0, 4, 8), shapely.box(4, 0, 8, 8)]), 64).mesh
    x_m = mesh.reference_x_m(mesh.columns(np.array([4.0]))).item()
    grid = edge_grid(outlines_of([shapely.box(0, 0, x_m, 8), shapely.box(x_m, 0, 8, 8)]), 64)
    upright = (grid.edges.x1_m == x_m) & (grid.edges.x2_m == x_m)
    expected = np.logical_or.reduceat(upright[grid.pair_edges], grid.pair_edge_starts[:-1])
    assert grid.pair_unsure.tolist() == expected.tolist()
    assert expected.any()
    assert not expected.all()
