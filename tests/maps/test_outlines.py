"""Outlines as a coverage: neighbours share every vertex of their border, whatever was drawn."""

import geopandas
import numpy as np
import pytest
import shapely

from hotspots.mapping.pages.outlines import outlines, utm_zone
from hotspots.model.pages import MapArea
from tests.real_data import RODER, SURVEY_AREAS, UDSATTE, real_data


def drawn(shapes, levels=None):
    """Return the outlines of shapes in longitude and latitude, in the order given."""
    levels = levels or [0] * len(shapes)
    areas = [
        MapArea(str(at), str(at), shapely.to_wkb(shape), "", [], level=level)
        for at, (shape, level) in enumerate(zip(shapes, levels, strict=True))
    ]
    found = sorted(outlines(areas), key=lambda one: int(one.area.code))
    return np.array([one.shape for one in found])


def of_layer(path):
    """Return the outlines of a layer of longitudes and latitudes."""
    return drawn(geopandas.read_file(path).geometry.to_numpy())


def ragged(west, east, vertices, shift=0.0):
    """Return a strip whose western side is straight and whose eastern side is ragged."""
    lats = np.linspace(55.6, 55.7, vertices)
    side = [(east + 0.00002 * (round(lat * 1e5) % 2) + shift, lat) for lat in lats]
    return shapely.Polygon([(west, 55.6), *side, (west, 55.7)])


@real_data
@pytest.mark.parametrize(("path", "n_areas"), [(RODER, 399), (SURVEY_AREAS, 13)])
def test_real_neighbours_have_equal_vertices(path, n_areas):
    """The layers overlap by centimetres and have two broken polygons; the drawing has none."""
    shapes = of_layer(path)
    assert len(shapes) == n_areas
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    parts = shapely.get_parts(shapely.union_all(shapes))
    holes = [ring for part in parts for ring in part.interiors]
    assert len(holes) == 1  # Frederiksberg


@real_data
def test_real_areas_that_overlap_stay_as_they_are():
    """Two of the 17 areas truly overlap: 4.5 ha belong to both, before and after."""
    shapes = geopandas.GeoSeries(of_layer(UDSATTE), crs="EPSG:4326").to_crs("EPSG:25832")
    twice_m2 = shapes.area.sum() - shapes.union_all().area
    assert twice_m2 == pytest.approx(44_580, rel=0.02)


def test_a_sliver_between_neighbours_is_closed():
    """A gap of 0.3 m, and an overlap of 0.3 m, are how a layer was drawn, not what it means."""
    for shift in (-0.000005, 0.000005):
        west = ragged(12.5, 12.6, 300, shift)
        east = shapely.difference(shapely.box(12.5, 55.6, 12.7, 55.7), ragged(12.5, 12.6, 300))
        assert west.boundary.intersection(east.boundary).length < 0.001
        one, other = drawn([west, east])
        assert shapely.coverage_is_valid([one, other])
        assert one.intersection(other).length == pytest.approx(0.1, rel=0.01)


def test_a_wide_gap_is_left_open():
    """Water of 60 m between two areas is no mistake."""
    one, other = drawn(
        [shapely.box(12.5, 55.6, 12.6, 55.7), shapely.box(12.601, 55.6, 12.7, 55.7)]
    )
    assert one.distance(other) == pytest.approx(0.001, rel=0.05)


def test_levels_are_coverages_of_their_own():
    """A hotspot above two districts cuts nothing out of them."""
    west, east = shapely.box(12.5, 55.6, 12.6, 55.7), shapely.box(12.6, 55.6, 12.7, 55.7)
    spot = shapely.box(12.599, 55.65, 12.601, 55.651)
    shapes = drawn([west, east, spot], levels=[0, 0, 1])
    assert [one.equals(other) for one, other in zip(shapes, [west, east, spot], strict=True)] == [
        True, True, True,
    ]  # fmt: skip


def test_what_mending_leaves_beside_polygons_is_not_drawn():
    """A bow tie with a spike becomes polygons; the spike, a line, goes."""
    bow = shapely.Polygon(
        [(12.5, 55.6), (12.6, 55.7), (12.6, 55.6), (12.5, 55.7), (12.5, 55.75), (12.5, 55.7)]
    )
    (shape,) = drawn([bow])
    assert shape.geom_type in {"Polygon", "MultiPolygon"}
    assert shape.area == pytest.approx(2 * 0.1 * 0.05 / 2, rel=0.01)


@pytest.mark.parametrize(("side_deg", "decimals"), [(1.5, 4), (1 / 7, 5), (0.01, 6)])
def test_coordinates_are_cut_to_what_a_screen_shows(side_deg, decimals):
    """A region needs 10 m, a city 1 m, an estate 10 cm."""
    west, south = 12.123456789, 55.123456789
    (shape,) = drawn([shapely.box(west, south, west + side_deg, south + side_deg / 3)])
    points = shapely.get_coordinates(shape)
    assert np.array_equal(points, np.round(points, decimals))
    assert not np.array_equal(points, np.round(points, decimals - 1))


def test_what_is_smaller_than_the_coordinates_is_left_out():
    """A speck beside an area and a pinhole in it vanish; an area that is a speck stays."""
    pinhole = shapely.box(12.55, 55.65, 12.550001, 55.650001)
    city = shapely.box(12.5, 55.6, 12.6, 55.7).difference(pinhole)
    speck = shapely.box(12.7, 55.7, 12.700001, 55.700001)
    with_speck, alone = drawn([city.union(speck), shapely.transform(speck, lambda at: at - 0.05)])
    assert shapely.get_num_coordinates(with_speck) == 5
    assert len(np.unique(shapely.get_coordinates(alone), axis=0)) == 1


def test_same_areas_same_outlines():
    """Nothing is drawn at random."""
    strips = [ragged(12.5, 12.6, 300), ragged(12.3, 12.5, 200)]
    assert shapely.equals_identical(drawn(strips), drawn(strips)).all()


@pytest.mark.parametrize(
    ("lon", "lat"), [(12.5, 55.7), (11.99, 55.7), (-70.1, -33.4), (179.5, 1), (-179.5, 9)]
)
def test_the_zone_is_that_of_the_register(lon, lat):
    """The zone reckoned from the middle is the one that PROJ's register names."""
    layer = geopandas.GeoSeries([shapely.box(lon - 0.001, lat, lon + 0.001, lat)], crs=4326)
    assert utm_zone(layer) == layer.estimate_utm_crs().to_string()
