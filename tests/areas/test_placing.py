"""Which area a point is in: the first one within a micrometre, on borders too."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.space.border_edges import TOLERANCE_M
from hotspots.analysis.space.placing import Memberships, Placer
from tests import real_data
from tests.conftest import EAST_M, NORTH_M, Hotspots

NOWHERE = -1


def pairs_by_distance(geometries, x_m, y_m):
    """Return all (point, area) pairs within the tolerance, by measuring and nothing else."""
    tree = shapely.STRtree(shapely.points(x_m, y_m))
    areas, points = tree.query(
        np.asarray(geometries, dtype=object), predicate="dwithin", distance=TOLERANCE_M
    )
    return sorted(zip(points.tolist(), areas.tolist(), strict=True))


def first_by_distance(geometries, x_m, y_m):
    first = np.full(len(x_m), NOWHERE)
    for point, area in reversed(pairs_by_distance(geometries, x_m, y_m)):
        first[point] = area
    return first.tolist()


def first_areas(geometries, points, **options):
    x_m, y_m = np.array(points, dtype=float).T
    return Placer(geometries, **options).first_area(x_m, y_m).tolist()


def all_areas(geometries, points):
    x_m, y_m = np.array(points, dtype=float).T
    found = Placer(geometries, overlapping=True).place(x_m, y_m)
    return list(zip(found.points.tolist(), found.areas.tolist(), strict=True))


FOUR = [shapely.box(x, y, x + 10, y + 10) for y in (0, 10) for x in (0, 10)]


def test_points_on_shared_borders_are_in_the_first_area():
    """Four squares: an edge belongs to the lower code, the common corner to the lowest."""
    points = [(10, 5), (5, 10), (10, 15), (15, 10), (10, 10)]
    assert first_areas(FOUR, points) == [0, 0, 2, 1, 0]


def test_points_on_the_outer_edge_are_inside():
    """The edge of the city belongs to it: its corners, and the middle of each side."""
    points = [(0, 0), (20, 20), (0, 15), (20, 5), (5, 0), (15, 20)]
    assert first_areas(FOUR, points) == [0, 3, 2, 1, 0, 3]


def test_a_micrometre_is_on_the_border_and_two_are_not():
    """Half a micrometre beside a border is on it, wherever the fine grid has its edges."""
    near, off = 0.5e-6, 2e-6
    points = [(10 + near, 5), (10 + off, 5), (-near, 5), (-off, 5), (20 + near, 5), (20 + off, 5)]
    assert first_areas(FOUR, points) == [0, 1, 0, NOWHERE, 1, NOWHERE]


@pytest.mark.parametrize("west", [0.0, EAST_M, EAST_M + 0.3])
@pytest.mark.parametrize("side_m", [7, 10, 333.3])
def test_a_micrometre_beside_each_side(west, side_m):
    """On all four sides of an area, at many places along them."""
    area = [shapely.box(west, NORTH_M, west + side_m, NORTH_M + side_m)]
    for share in (0.013, 0.25, 0.5, 0.871):
        x, y = west + share * side_m, NORTH_M + share * side_m
        sides = [(lambda off, y=y: (west - off, y)), (lambda off, y=y: (west + side_m + off, y)),
                 (lambda off, x=x: (x, NORTH_M - off)),
                 (lambda off, x=x: (x, NORTH_M + side_m + off))]  # fmt: skip
        assert first_areas(area, [side(0.5e-6) for side in sides]) == [0] * 4
        assert first_areas(area, [side(3e-6) for side in sides]) == [NOWHERE] * 4


def test_how_many_points_are_placed():
    """Those in several areas once; the first point counts too."""
    for points, n in (([0, 0, 2], 2), ([1], 1), ([0], 1), ([2, 3, 3], 2), ([], 0)):
        assert Memberships(np.array(points, int), np.zeros(len(points), int)).n_placed == n


def test_a_point_is_in_one_area_unless_more_are_asked_for():
    """Two areas over one another: the first has it."""
    area = shapely.box(0, 0, 10, 10)
    memberships = Placer([area, area]).place(np.array([5.0]), np.array([5.0]))
    assert memberships.areas.tolist() == [0]


@pytest.mark.parametrize("shift_m", [0, 0.1, 724_000.3])
def test_the_lower_code_wins_on_either_side_of_a_border(shift_m):
    """A border that runs along an edge of the fine grid's cells is met from both its sides."""
    east, west = (shapely.box(shift_m + x, 0, shift_m + x + 7, 9) for x in (7, 0))
    points = [(shift_m + 7 + off, 4.5) for off in (-5e-7, -2e-9, 0, 2e-9, 5e-7)]
    assert first_areas([east, west], points) == [0] * 5


def test_a_point_in_a_hole_is_in_no_area_and_its_edge_is_inside():
    """A hole of 2 m in a square of 10 m."""
    ring = shapely.box(0, 0, 10, 10) - shapely.box(4, 4, 6, 6)
    assert first_areas([ring], [(5, 5), (4, 5), (6, 6), (3, 5)]) == [NOWHERE, 0, 0, 0]


def test_an_area_within_another_counts_by_code_or_twice():
    """The outer area has the lower code: it takes all points, unless areas overlap on purpose."""
    outer, inner = shapely.box(0, 0, 10, 10), shapely.box(4, 4, 6, 6)
    points = [(5, 5), (4, 5), (1, 1), (11, 11)]
    assert first_areas([outer, inner], points) == [0, 0, 0, NOWHERE]
    assert first_areas([inner, outer], points) == [0, 0, 1, NOWHERE]
    assert all_areas([outer, inner], points) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]


def test_points_far_outside_the_grid_are_in_no_area():
    """Beyond the fine grid on every side, by a metre and by half the globe."""
    far = [(-1, 5), (21, 5), (5, -1), (5, 21), (1e7, 1e7), (-1e7, 5), (5, 1e300)]
    assert first_areas(FOUR, far) == [NOWHERE] * 7
    assert all_areas(FOUR, far) == []


def test_one_area_only_and_no_points():
    """A single area works, and so does asking for nothing."""
    only = [shapely.box(0, 0, 10, 10)]
    assert first_areas(only, [(5, 5), (10, 10), (10.1, 5)]) == [0, 0, NOWHERE]
    assert len(Placer(only).first_area(np.zeros(0), np.zeros(0))) == 0
    assert Placer(only).place(np.zeros(0), np.zeros(0)).n_placed == 0


def test_areas_of_very_different_size():
    """A square of a centimetre beside one of a hundred kilometres."""
    large, small = shapely.box(0, 0, 100_000, 100_000), shapely.box(-0.01, 0, 0, 0.01)
    points = [(-0.005, 0.005), (0, 0.005), (-0.02, 0.005), (50_000, 50_000), (-0.01, 0.01)]
    assert first_areas([large, small], points) == [1, 0, NOWHERE, 0, 1]


def test_all_points_in_a_set_far_away():
    """Areas nowhere near each other: the empty country between them is in none."""
    here, there = shapely.box(0, 0, 10, 10), shapely.box(900_000, 0, 900_010, 10)
    assert first_areas([here, there], [(5, 5), (900_005, 5), (450_000, 5)]) == [0, 1, NOWHERE]


lattice = st.integers(0, 12)
nudges = st.sampled_from([0, 0, 0, 5e-7, -5e-7, 1e-3])
points_on_lattice = st.lists(
    st.tuples(st.integers(-2, 26), st.integers(-2, 26), nudges, nudges), min_size=1, max_size=60
)


@st.composite
def rectangles(draw):
    """Rectangles with corners on a lattice; they touch, overlap and lie within each other."""
    corners = draw(st.lists(st.tuples(lattice, lattice, lattice, lattice), max_size=6))
    boxes = [
        shapely.box(min(a, c), min(b, d), max(a, c), max(b, d))
        for a, b, c, d in corners
        if a != c and b != d
    ]
    return boxes or [shapely.box(0, 0, 12, 12)]


@st.composite
def voronoi_cells(draw):
    """Cells around seeds on a lattice: slanting borders that their neighbours share."""
    seeds = draw(st.lists(st.tuples(lattice, lattice), min_size=2, max_size=7, unique=True))
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(seeds), extend_to=shapely.box(-3, -3, 15, 15), ordered=False
    )
    order = draw(st.permutations(range(len(cells.geoms))))
    return [cells.geoms[at] for at in order]


@settings(max_examples=60, deadline=None)
@given(areas=st.one_of(rectangles(), voronoi_cells()), grid=points_on_lattice)
def test_the_placer_agrees_with_measuring_every_distance(areas, grid):
    """Any polygons and points on half the lattice's step, so that borders and corners are hit."""
    areas = shapely.transform(
        np.array(areas, dtype=object), lambda xy: np.add(xy, [EAST_M, NORTH_M])
    )
    x_m = np.array([EAST_M + x / 2 + dx for x, _, dx, _ in grid])
    y_m = np.array([NORTH_M + y / 2 + dy for _, y, _, dy in grid])
    placer = Placer(areas)
    first = placer.first_area(x_m, y_m)
    assert first.tolist() == first_by_distance(areas, x_m, y_m)
    assert placer.first_area(x_m[::-1], y_m[::-1]).tolist() == first.tolist()[::-1]
    found = Placer(areas, overlapping=True).place(x_m, y_m)
    pairs = zip(found.points.tolist(), found.areas.tolist(), strict=True)
    assert list(pairs) == pairs_by_distance(areas, x_m, y_m)


def vertices_and_midpoints(geometries):
    """Return all vertices of a layer and the middle of every edge, in metres."""
    rings = shapely.get_parts(shapely.boundary(geometries))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return xy, ((xy[1:] + xy[:-1]) / 2)[same]


def write_points(path, xy, rng=None):
    """Write points as incidents, their id their number, in another order if asked to."""
    order = rng.permutation(len(xy)) if rng is not None else np.arange(len(xy))
    lines = [
        f"{at},2024-01-31,{xy[at][0].item()!r},{xy[at][1].item()!r}\n" for at in order.tolist()
    ]
    path.write_text("id,date,x,y\n" + "".join(lines), encoding="utf-8")
    return path


def stored_places(hotspots):
    rows = hotspots.query(
        "select incident_id, area.code from placed_incident "
        "left join area on area.load_id = area_load_id and area_order = code_order order by all"
    )
    return sorted((int(point), code) for point, code in rows)


def shuffled(path, target, rng):
    """Write a GeoJSON layer again with its features in another order."""
    layer = json.loads(path.read_text(encoding="utf-8"))
    rng.shuffle(layer["features"])
    target.write_text(json.dumps(layer), encoding="utf-8")
    return target


def placed(folder, areas, points, *options):
    """Load areas, then points, into a store of their own and return (point, code) pairs."""
    folder.mkdir()
    hotspots = Hotspots(folder / "store.duckdb")
    hotspots.done("load", "areas", areas, "--set", "s", *options)
    hotspots.done("load", "incidents", points, "--crs", "EPSG:25832")
    return hotspots, stored_places(hotspots)


def stored_areas(hotspots):
    rows = hotspots.query("select code, geometry from area order by code_order")
    return [code for code, _ in rows], shapely.from_wkb([wkb for _, wkb in rows])


@real_data.real_data
def test_every_vertex_and_midpoint_of_the_roder_is_in_one_area(tmp_path):
    """24,932 vertices and the middles of all edges: the lowest code, in any order of the files."""
    rng = np.random.default_rng(25832)
    first = Hotspots(tmp_path / "first.duckdb")
    first.done("load", "areas", real_data.RODER, "--set", "rode")
    codes, geometries = stored_areas(first)
    vertices, midpoints = vertices_and_midpoints(geometries)
    assert len(vertices) == 24_932
    assert len(midpoints) == 24_932 - 400  # each of the 400 rings names its first vertex twice
    xy = np.concatenate([vertices, midpoints])
    points = write_points(tmp_path / "points.csv", xy)
    _, places = placed(tmp_path / "one", real_data.RODER, points)
    expected = first_by_distance(geometries, *xy.T)
    assert NOWHERE not in expected
    assert places == [(at, codes[area]) for at, area in enumerate(expected)]
    other_areas = shuffled(real_data.RODER, tmp_path / "shuffled.geojson", rng)
    other_points = write_points(tmp_path / "other.csv", xy, rng)
    assert placed(tmp_path / "two", other_areas, other_points)[1] == places


@real_data.real_data
def test_only_overlapping_counts_a_point_in_each_of_its_areas(tmp_path):
    """Two of the 17 udsatte byområder overlap by 44,580 m²; their borders and the lens itself."""
    hotspots = Hotspots(tmp_path / "first.duckdb")
    hotspots.done("load", "areas", real_data.UDSATTE, "--set", "u", "--overlapping")
    codes, geometries = stored_areas(hotspots)
    four, five = (codes.index(f"f_udsatte_byomraader.{number}") for number in (4, 5))
    inside = shapely.point_on_surface(geometries[four] & geometries[five])
    xy = np.concatenate([*vertices_and_midpoints(geometries), shapely.get_coordinates(inside)])
    points = write_points(tmp_path / "points.csv", xy)
    _, each = placed(tmp_path / "each", real_data.UDSATTE, points, "--overlapping")
    expected = pairs_by_distance(geometries, *xy.T)
    assert each == sorted((at, codes[area]) for at, area in expected)
    assert [code for at, code in each if at == len(xy) - 1] == sorted([codes[four], codes[five]])
    _, once = placed(tmp_path / "once", real_data.UDSATTE, points)
    first = first_by_distance(geometries, *xy.T)
    assert once == [(at, codes[area]) for at, area in enumerate(first)]
