"""Points on and beside borders, by many grids, against shapely's distance and nothing else."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.space import crossings
from hotspots.analysis.space.border_edges import TOLERANCE_M, Edges
from hotspots.analysis.space.edge_grid_building import edge_grid
from hotspots.analysis.space.placing import Placer
from tests.conftest import EAST_M, NORTH_M

# From far too coarse to finer than any border.
CELLS = (1, 16, 256, 4096)
OFF_M = (0, 0.5e-6, 0.9e-6, 1e-6, 1.2e-6, 1e-3)


def outlines_of(areas):
    return tuple(shapely.to_wkb(np.asarray(areas, dtype=object)).tolist())


def placers(areas, n_cells, **options):
    return Placer(areas, grid=edge_grid(outlines_of(areas), n_cells), **options)


def measured(areas, x_m, y_m):
    """Tell which points are within the tolerance of which areas; shape (n_areas, n_points)."""
    points = shapely.points(x_m, y_m)
    return np.array([shapely.dwithin(area, points, TOLERANCE_M) for area in areas])


def assert_all_agree(areas, x_m, y_m, n_cells=CELLS):
    """Any grid gives the areas that measuring gives: the first of a point, and all of them."""
    within = measured(areas, x_m, y_m)
    first = np.where(within.any(axis=0), within.argmax(axis=0), -1)
    pairs = np.argwhere(within.T)
    for n in n_cells:
        assert placers(areas, n).first_area(x_m, y_m).tolist() == first.tolist()
        placed = placers(areas, n, overlapping=True).place(x_m, y_m)
        assert np.column_stack([placed.points, placed.areas]).tolist() == pairs.tolist()


def polygonal(shape):
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])


def star(rng, side_m):
    """Return a jagged polygon of up to 30 corners, with a hole or without."""
    turns = np.sort(rng.random(rng.integers(3, 30))) * 2 * np.pi
    far_m = side_m * (0.1 + 0.4 * rng.random(len(turns)))
    corners = rng.random(2) * side_m + (far_m * [np.cos(turns), np.sin(turns)]).T
    shape = shapely.make_valid(shapely.Polygon(corners))
    hole = shapely.box(*corners.mean(axis=0), *(corners.mean(axis=0) + side_m / 9))
    return shape - hole if rng.random() < 0.5 else shape


def stars(rng, side_m):
    return [star(rng, side_m) for _ in range(rng.integers(1, 7))]


def rectangles(rng, side_m):
    """Return rectangles on a lattice: they touch, overlap and share corners."""
    corners = rng.integers(0, 9, (rng.integers(1, 9), 2))
    sizes = rng.integers(1, 5, corners.shape)
    return [shapely.box(*row) for row in np.hstack([corners, corners + sizes]) * side_m / 9]


def neighbours(rng, side_m):
    """Return cells around seeds, on a lattice or anywhere: slanting borders that are shared."""
    seeds = rng.random((9, 2)) if rng.random() < 0.5 else rng.integers(0, 9, (9, 2)) / 9
    cells = shapely.voronoi_polygons(shapely.MultiPoint(np.unique(seeds, axis=0) * side_m))
    return list(cells.geoms)


def slivers(rng, side_m):
    """Return areas that are a millionth as high as they are long, and one that holds them."""
    thin = [
        shapely.Polygon([(0, 0), (side_m, side_m * 1e-6 * rise), (side_m, side_m * rng.random())])
        for rise in range(1, 4)
    ]
    return [*thin, shapely.box(0, -side_m, side_m, side_m)]


def points_beside(areas, rng, n=150):
    """Return vertices and points of edges, and of their lines, all a little off."""
    rings = shapely.get_rings(shapely.get_parts(areas))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start, end = (part[ring[1:] == ring[:-1]] for part in (xy[:-1], xy[1:]))
    edge = rng.integers(0, len(start), n)
    along = end[edge] - start[edge]
    length_m = np.maximum(np.hypot(*along.T), 1e-12)[:, None]
    left = np.column_stack([-along[:, 1], along[:, 0]]) / length_m
    share = rng.choice([0, 0.5, 1, -0.01, 1.01, rng.random()], (n, 1))
    return (
        start[edge]
        + share * along
        + rng.choice([1, -1], (n, 1)) * left * rng.choice(OFF_M, (n, 1))
    )


def points_about(areas, rng, n=80):
    """Return points all over the areas, and at the height of one vertex and the x of another."""
    west, south, east, north = shapely.total_bounds(areas)
    anywhere = rng.uniform([west - 1, south - 1], [east + 1, north + 1], (n, 2))
    corners = shapely.get_coordinates(areas)
    return np.vstack([anywhere, np.column_stack([rng.choice(axis, n) for axis in corners.T])])


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    shapes=st.sampled_from([stars, rectangles, neighbours, slivers]),
    side_m=st.sampled_from([0.02, 3, 1000, 400_000]),
    shift_m=st.sampled_from([(0, 0), (EAST_M, NORTH_M), (725_000.3, 6_175_000.7)]),
)
def test_any_grid_agrees_with_measuring_every_distance(seed, shapes, side_m, shift_m):
    """Any areas anywhere, and points where a wrong sign or a wrong cell would show."""
    rng = np.random.default_rng(seed)
    moved = shapely.transform(np.array(shapes(rng, side_m)), lambda xy: np.add(xy, shift_m))
    areas = np.array([area for area in map(polygonal, moved) if not area.is_empty])
    x_m, y_m = np.vstack([points_beside(areas, rng), points_about(areas, rng)]).T.copy()
    assert_all_agree(areas, x_m, y_m)


def asked_of_shapely(monkeypatch, placer, points):
    """Return how many points with their areas shapely was asked about."""
    counts = []

    def within(areas, near, point):
        counts.append(len(point))
        return original(areas, near, point)

    original = crossings._within
    with monkeypatch.context() as patch:
        patch.setattr(crossings, "_within", within)
        placer.place(*np.array(points, dtype=float).T.copy())
    return sum(counts)


SQUARE = [shapely.box(EAST_M, NORTH_M, EAST_M + 8, NORTH_M + 8)]


def test_shapely_is_asked_only_about_the_edge_of_the_micrometre(monkeypatch):
    """Whether a point is on the border is plain by a hundredth of a micrometre."""
    placer = placers(SQUARE, 256)
    plain = [(EAST_M - off, NORTH_M + 3.3) for off in (0, 0.5e-6, 0.988e-6, 1.012e-6, 1e-3, 0.4)]
    assert asked_of_shapely(monkeypatch, placer, plain) == 0
    doubtful = [(EAST_M - off, NORTH_M + 3.3) for off in (0.991e-6, 1e-6, 1.009e-6)]
    assert asked_of_shapely(monkeypatch, placer, doubtful) == 3


def test_only_points_within_two_micrometres_of_an_edge_are_measured(monkeypatch):
    """A metre away, in the same cell, the side is enough."""
    measured_points = []

    def distances_m(edges, x_m, y_m):
        measured_points.extend(x_m.tolist())
        return original(edges, x_m, y_m)

    original = Edges.distances_m
    monkeypatch.setattr(Edges, "distances_m", distances_m)
    off_m = np.array([1.0, 1e-3, 2.1e-6, 1.9e-6, -0.5e-6, -2.1e-6, -1.0])
    x_m = EAST_M + off_m
    placers(SQUARE, 1).first_area(x_m, np.full(len(x_m), NORTH_M + 3.3))
    assert measured_points == x_m[3:5].tolist()


def test_shapely_is_asked_where_a_long_edge_is_doubtful(monkeypatch):
    """The doubt grows with the length: a hundredth of a micrometre more for a thousand km."""
    long, short = placers([shapely.box(0, 0, 1_000_000, 1)], 1), placers(SQUARE, 1)
    for more_m, n_long in ((1.9e-8, 1), (2.2e-8, 0)):
        assert asked_of_shapely(monkeypatch, long, [(500_000.5, -1e-6 - more_m)]) == n_long
        beside = [(EAST_M + 3.3, NORTH_M - 1e-6 - more_m)]
        assert asked_of_shapely(monkeypatch, short, beside) == 0


def test_shapely_is_asked_in_line_with_an_edge(monkeypatch):
    """Beyond the end of an edge, and where the way to the point turns, sides are not sure."""
    placer = placers([shapely.box(0, 0, 4, 4)], 1)
    beyond = [(-0.5, 4.0), (4.0, -0.5), (-0.5, 0.0)]
    assert asked_of_shapely(monkeypatch, placer, beyond) == 3
    assert asked_of_shapely(monkeypatch, placer, [(-0.5, 4.001), (4.001, -0.5)]) == 0


def halves(x_m):
    """Return a square of 8 m in two parts, with the border between them at x."""
    return [shapely.box(0, 0, x_m, 8), shapely.box(x_m, 0, 8, 8)]


def test_an_edge_through_a_reference_point(monkeypatch):
    """Then the side of that point is not sure, and shapely tells of all points of the cell."""
    grid = edge_grid(outlines_of(halves(4)), 64)
    x_m = grid.mesh.reference_x_m(grid.mesh.columns(np.array([4.0]))).item()
    areas = halves(x_m)
    assert not grid.pair_unsure.any()
    assert edge_grid(outlines_of(areas), 64).pair_unsure.any()
    rng = np.random.default_rng(5)
    points = rng.uniform([x_m - 0.1, 2], [x_m + 0.1, 6], (50, 2))
    assert_all_agree(areas, *points.T.copy(), [64])
    assert asked_of_shapely(monkeypatch, placers(areas, 64), points) > 0
    assert asked_of_shapely(monkeypatch, placers(halves(4), 64), points) == 0


@pytest.mark.parametrize(("n_edges", "n_asked"), [(128, 0), (129, 40)])
def test_a_cell_with_very_many_edges_is_left_to_shapely(monkeypatch, n_edges, n_asked):
    """All in one cell: beyond 128 edges of an area none are tested one by one."""
    turns = np.arange(n_edges) / n_edges * 2 * np.pi
    far_m = np.where(np.arange(n_edges) % 2, 50, 90)
    area = [shapely.Polygon((far_m * [np.cos(turns), np.sin(turns)]).T)]
    grid = edge_grid(outlines_of(area), 1)
    assert len(grid.pair_edges) == (n_edges if n_asked == 0 else 1)
    points = np.random.default_rng(6).uniform(-80, 80, (40, 2))
    assert_all_agree(area, *points.T.copy(), [1])
    assert asked_of_shapely(monkeypatch, placers(area, 1), points) == n_asked


def test_portions_of_tests_give_what_all_at_once_give(monkeypatch):
    """Portions of a hundred tests, and of less than one point has."""
    areas = np.array(rectangles(np.random.default_rng(7), 100))
    rng = np.random.default_rng(8)
    x_m, y_m = np.vstack([points_beside(areas, rng), points_about(areas, rng)]).T.copy()
    for most in (100, 1):
        monkeypatch.setattr(crossings, "_MOST_TESTS", most)
        assert_all_agree(areas, x_m, y_m, [1, 16])


@pytest.mark.parametrize("n_cells", CELLS)
def test_points_that_are_no_places_lie_nowhere(n_cells):
    """Not a number, and infinity, in either coordinate."""
    bad = [(np.nan, 1), (1, np.nan), (np.nan, np.nan), (np.inf, 1), (1, -np.inf)]
    x_m, y_m = (np.array(axis) for axis in zip(*bad, strict=True))
    everywhere = [shapely.box(-1e6, -1e6, 1e6, 1e6)]
    assert placers(everywhere, n_cells).first_area(x_m, y_m).tolist() == [-1] * 5
    assert placers(everywhere, n_cells, overlapping=True).place(x_m, y_m).n_placed == 0
