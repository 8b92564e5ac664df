"""The covered part of each cell, against cutting cell by cell with shapely."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.space.cell_shares import CellBlock, Lattice, covered_shares, window_of

LATTICE = Lattice(west=700.0, north=300.0, width=10.0, height=5.0)
WHOLE = CellBlock(0, 0, 20, 10)


def cut(polygon, window=WHOLE):
    """Return the shares by cutting the polygon with each cell."""
    rows, cols = np.mgrid[: window.n_rows, : window.n_cols]
    west = 700 + 10 * (window.col + cols)
    north = 300 - 5 * (window.row + rows)
    cells = shapely.box(west, north - 5, west + 10, north)
    return shapely.area(shapely.intersection(polygon, cells)) / 50


def test_half_a_cell_by_hand():
    """A box over the western half of the first cell, and a triangle over half of the next."""
    shares = covered_shares(shapely.box(700, 295, 705, 300), LATTICE, CellBlock(0, 0, 2, 2))
    assert shares.tolist() == [[0.5, 0], [0, 0]]
    triangle = shapely.Polygon([(710, 295), (720, 295), (720, 300)])
    shares = covered_shares(triangle, LATTICE, CellBlock(0, 0, 2, 2))
    assert shares.tolist() == [[0, 0.5], [0, 0]]


@pytest.mark.parametrize(
    "polygon",
    [
        shapely.box(700, 200, 800, 300),
        shapely.box(600, 100, 900, 400),
        shapely.box(723.7, 222.2, 751.1, 283.3),
        shapely.Point(750, 250).buffer(47),
        shapely.Point(700, 300).buffer(33),
        shapely.Point(790, 210).buffer(60),
        shapely.box(710, 210, 790, 290).difference(shapely.box(731, 231, 760, 262)),
        shapely.MultiPolygon([shapely.box(703, 203, 711, 211), shapely.box(771, 281, 779, 299)]),
        shapely.box(711, 211, 712, 212),
        shapely.box(300, 300, 400, 400),
    ],
)
@pytest.mark.parametrize("window", [WHOLE, CellBlock(3, 2, 9, 5)])
def test_shares_agree_with_cutting_cell_by_cell(polygon, window):
    assert covered_shares(polygon, LATTICE, window) == pytest.approx(
        cut(polygon, window), abs=1e-10
    )


@given(st.lists(st.tuples(st.floats(690, 810), st.floats(190, 310)), min_size=3, max_size=12))
def test_shares_of_any_polygon_agree(corners):
    """Hulls of any points, with corners on the lines between cells and beyond the raster."""
    polygon = shapely.MultiPoint([(round(x), round(y)) for x, y in corners]).convex_hull
    if polygon.geom_type != "Polygon":
        return
    assert covered_shares(polygon, LATTICE, WHOLE) == pytest.approx(cut(polygon), abs=1e-10)


def test_the_window_holds_the_polygon_and_stays_in_the_raster():
    assert window_of(shapely.box(715, 262, 731, 288), LATTICE, 20, 10) == CellBlock(2, 1, 6, 3)
    assert window_of(shapely.box(0, 0, 9999, 9999), LATTICE, 20, 10) == WHOLE
    outside = window_of(shapely.box(0, 0, 10, 10), LATTICE, 20, 10)
    assert outside.n_rows * outside.n_cols == 0
