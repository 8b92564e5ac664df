"""Square cells: names, which squares are cells, and that no point changes the grid."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.analysis.space.grid import Grid, default_side_m, grid_over
from hotspots.errors import UsageProblem

DENMARK = "EPSG:25832"


def full(side_m, crs=DENMARK, first_col=0, first_row=0, shape=(4, 5)):
    """Return a grid whose squares are all cells."""
    return Grid(side_m, first_col, first_row, np.ones(shape, dtype=bool), crs)


def test_national_names_are_northing_and_easting_in_the_units_of_each_side():
    """The square with its lower left corner at 724 500, 6 176 800, and those around it."""
    named = {
        side_m: full(side_m, first_col=int(724_500 // side_m), first_row=int(6_176_800 // side_m))
        for side_m in (100, 250, 1000)
    }
    first = {side_m: grid.names(np.array([0]))[0] for side_m, grid in named.items()}
    assert first == {100: "100m_61768_7245", 250: "250m_617675_72450", 1000: "1km_6176_724"}


def test_other_sides_and_other_systems_have_plain_names():
    """In metres, so that nobody takes them for the national ones."""
    grid = full(500, first_col=1449, first_row=12353)
    assert grid.names(np.array([0, 1])) == ["500m_6176500_724500", "500m_6176500_725000"]
    elsewhere = full(250, "EPSG:32616", first_col=3, first_row=4)
    assert elsewhere.names(np.array([0])) == ["250m_1000_750"]


def test_cells_lie_on_multiples_of_their_side():
    """A city from 130 to 370 m is covered from 100 to 400 m."""
    grid = grid_over([shapely.box(130, 130, 370, 370)], 100, DENMARK)
    west, south = grid.corners(np.array([0]))
    assert (west[0], south[0], grid.n_cols, grid.n_rows) == (100, 100, 3, 3)


def test_a_square_needs_half_of_its_area_in_the_city():
    """Of three in a row: 50 % in, all in, 49 % in."""
    grid = grid_over([shapely.box(50, 0, 249, 100)], 100, DENMARK)
    assert grid.inside.tolist() == [[True, True, False]]


def test_water_inside_the_city_is_no_cell():
    """A harbour of 2 by 2 squares in the middle of 6 by 6."""
    city = shapely.box(0, 0, 600, 600) - shapely.box(200, 200, 400, 400)
    grid = grid_over([city], 100, DENMARK)
    assert grid.n_cells == 32
    assert not grid.inside[2:4, 2:4].any()


def test_areas_that_overlap_count_once():
    """Two thirds of a square twice is not more than a square."""
    grid = grid_over([shapely.box(0, 0, 30, 100), shapely.box(0, 0, 30, 100)], 100, DENMARK)
    assert grid.n_cells == 0


def test_shares_agree_with_cutting_every_square():
    """The halving of blocks gives the same cells as the plain way, at several shares."""
    rng = np.random.default_rng(20)
    corners = rng.random((12, 2)) * 3000
    city = shapely.union_all(shapely.buffer(shapely.points(corners), 400))
    for share in (0.01, 0.3, 0.5, 0.99):
        grid = grid_over([city], 100, DENMARK, least_share=share)
        squares = grid.squares(np.arange(grid.inside.size))
        parts = shapely.area(shapely.intersection(squares, city)) / 100**2
        assert np.array_equal(grid.inside.ravel(), parts >= share)


def test_a_stray_point_is_counted_nowhere():
    """At 0, 0, far outside, or beside a cell: no cell is its own."""
    grid = grid_over([shapely.box(1000, 1000, 1500, 1500)], 100, DENMARK)
    x_m, y_m = np.array([0, 9e9, 1250, 1600.0]), np.array([0, 1250, 1250, 1250.0])
    assert grid.cell_of(x_m, y_m).tolist() == [-1, -1, 12, -1]
    assert grid.count(x_m, y_m).sum() == 1


def test_a_point_on_a_border_lies_in_the_cell_north_and_east_of_it():
    """Each point is in one cell."""
    grid = full(100)
    assert grid.cell_of(np.array([0, 100, 99.999]), np.array([0, 0, 100.0])).tolist() == [0, 1, 5]


def test_too_many_cells_are_refused_with_the_way_out():
    """1 m cells over 3 by 3 km."""
    with pytest.raises(UsageProblem, match=r"3,000 by 3,000.*--cell"):
        grid_over([shapely.box(0, 0, 3000, 3000)], 1, DENMARK)


@pytest.mark.parametrize(
    ("shorter_m", "side_m"), [(14_000, 250), (31_000, 500), (900, 100), (200_000, 1000)]
)
def test_the_default_side_is_a_fiftieth_of_the_shorter_side_rounded(shorter_m, side_m):
    """Copenhagen's 14 km give 280 m, and so 250."""
    assert default_side_m([shapely.box(0, 0, shorter_m, 3 * shorter_m)]) == side_m


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 499), st.floats(0, 399)), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_the_order_of_points_changes_no_count(places, random):
    """And every point in a cell is counted once."""
    grid = full(100)
    x_m, y_m = np.array(places).T
    mixed = list(range(len(places)))
    random.shuffle(mixed)
    counts = grid.count(x_m, y_m)
    assert counts.sum() == len(places)
    assert np.array_equal(counts, grid.count(x_m[mixed], y_m[mixed]))


def test_moving_everything_by_whole_cells_moves_the_cells():
    """300 m east and 200 m south."""
    city = shapely.box(130, 420, 777, 999)
    moved = shapely.box(430, 220, 1077, 799)
    here, there = grid_over([city], 100, DENMARK), grid_over([moved], 100, DENMARK)
    assert np.array_equal(here.inside, there.inside)
    assert (there.first_col - here.first_col, there.first_row - here.first_row) == (3, -2)
