"""The frame of a map: the smallest box with nearly all of the land; the rest is told."""

import json
from itertools import product

import geopandas
import numpy as np
import pytest
import shapely

from hotspots.mapping.pages.extent import LEAST_SHARE, extent_of
from hotspots.mapping.pictures.map_ground import MapFrame, ground
from hotspots.model.pages import MapArea
from tests.maps.test_map import data_of
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

SEED = 20261130
FAR_M = 12_000


def area(code, *boxes, level=0):
    """Return an area of some boxes near the equator, where degrees are alike."""
    shape = shapely.multipolygons([shapely.box(*box) for box in boxes])
    return MapArea(code, f"Område {code}", shapely.to_wkb(shape), "a", (), level=level)


def tried(areas):
    """Return the area of the smallest box by trying all sides of all parts, one by one."""
    parts, owners = shapely.get_parts(
        shapely.from_wkb([one.wkb for one in areas]), return_index=True
    )
    boxes, sizes = shapely.bounds(parts), shapely.area(parts)
    held = [max(np.flatnonzero(owners == one), key=lambda part: sizes[part])
            for one in range(len(areas))]  # fmt: skip
    best = np.inf
    for west, south, east, north in product(*boxes.T):
        inside = ((boxes[:, :2] >= (west, south)).all(axis=1)
                  & (boxes[:, 2:] <= (east, north)).all(axis=1))  # fmt: skip
        if inside[held].all() and sizes[inside].sum() >= LEAST_SHARE * sizes.sum():
            best = min(best, (east - west) * (north - south))
    return best


def test_three_specks_in_the_sound_are_outside_the_frame():
    """What counts for 0.03 % of the land does not double the width of the map."""
    areas = [area("1", (0, 0, 0.1, 0.1), (0.28, 0.02, 0.281, 0.021), (0.29, 0.05, 0.291, 0.051)),
             area("2", (0.1, 0, 0.2, 0.1), (0.3, 0.09, 0.301, 0.091))]  # fmt: skip
    extent = extent_of(areas)
    assert extent.bounds == pytest.approx((0, 0, 0.2, 0.1))
    assert list(extent.outside) == [0, 1]


@pytest.mark.parametrize(
    "areas",
    [
        [area("1", (0, 0, 0.1, 0.1)), area("2", (0.29, 0.02, 0.291, 0.021))],
        [area("1", (0, 0, 0.1, 0.1), (0.28, 0, 0.29, 0.1))],
        [area("1", (0, 0, 0.1, 0.1), (0.101, 0, 0.1011, 0.0001))],
        [area("1", (0, 0, 0.1, 0.1)), area("h", (0.29, 0, 0.2901, 0.0001), level=1)],
    ],
    ids=["all of an area", "more than half a per cent", "hardly outside", "what lies on the land"],
)
def test_nothing_else_is_left_out(areas):
    """The largest part of each area, more than 0.5 % of the land, and what the map is about."""
    assert extent_of(areas) is None


def test_what_is_laid_over_the_map_is_in_the_frame():
    """A hotspot far out is shown, and the speck beyond it is not."""
    land = area("1", (0, 0, 0.1, 0.1), (0.3, 0, 0.301, 0.001), (0.2, 0, 0.201, 0.001))
    over = area("h", (0.2, 0, 0.201, 0.001))
    assert extent_of([land], [over]).bounds == pytest.approx((0, 0, 0.201, 0.1))


@pytest.mark.parametrize("seed", range(12))
def test_the_box_is_the_smallest_of_all(seed):
    """Against every box that the sides of parts make."""
    rng = np.random.default_rng(SEED + seed)
    corners = rng.uniform(0, 0.4, (5, 2))
    specks = [(x, y, x + 0.004, y + 0.004) for x, y in corners]
    areas = [area("1", (0.1, 0.1, 0.2, 0.2), *specks[:3]),
             area("2", (0.2, 0.1, 0.3, 0.2), *specks[3:])]  # fmt: skip
    extent = extent_of(areas)
    west, south, east, north = extent.bounds if extent else shapely.total_bounds(
        shapely.from_wkb([one.wkb for one in areas]))  # fmt: skip
    assert (east - west) * (north - south) == pytest.approx(tried(areas), rel=0.06)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas in a row, of which the first has a speck 12 km east."""
    made = City(tmp_path_factory.mktemp("frame"))
    boxes = {"Nord": [(0, 0, SIDE_M), (FAR_M, 500, 30)], "Midt": [(SIDE_M, 0, SIDE_M)],
             "Syd": [(2 * SIDE_M, 0, SIDE_M)]}  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"nr": str(at + 1), "navn": name},
         "geometry": shapely.geometry.mapping(shapely.multipolygons([
             shapely.box(WEST_M + x, SOUTH_M + y, WEST_M + x + side, SOUTH_M + y + side)
             for x, y, side in squares]))}
        for at, (name, squares) in enumerate(boxes.items())
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    layer = json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})
    made.run("load", "areas", made.write("bydele.geojson", layer), "--set", "bydele")
    made.index([f"{name};{year};{share};400;;" for name in boxes
                for year, share in ((2010, "30,0"), (2020, "12,0"))])  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("da", "Uden for kortudsnittet: små dele af Nord."),
     ("en", "Outside the frame: small parts of Nord.")],
)  # fmt: skip
def test_pages_and_pictures_frame_the_land_and_say_what_lies_outside(city, lang, sentence):
    """A page starts at the three squares; a picture shows nothing beside them."""
    page, picture = city.folder / f"{lang}.html", city.folder / f"{lang}.svg"
    city.run("--lang", lang, "map", "change", "--year", 2020, "-o", page)
    city.run("--lang", lang, "figure", "change", "--year", 2020, "-o", picture)
    squares = shapely.box(WEST_M, SOUTH_M, WEST_M + 3 * SIDE_M, SOUTH_M + SIDE_M)
    lonlat = geopandas.GeoSeries([squares.segmentize(SIDE_M)], crs="EPSG:25832").to_crs(4326)
    assert data_of(page)["frame"] == pytest.approx(lonlat.total_bounds, abs=2e-5)
    assert sentence in page.read_text(encoding="utf-8")
    words = " ".join(words_of(picture))
    assert sentence in words


def words_of(path):
    """Return the words of a picture, line by line."""
    from xml.etree import ElementTree as ET

    root = ET.parse(path).getroot()  # noqa: S314 - ours
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_map_without_colours_says_nothing(city):
    """Where the areas are the ground below hotspots, a speck of it is no news."""
    xs = [WEST_M + 50 + 30 * (at % 9) for at in range(300)]
    lines = [f"{at};01-{at % 12 + 1:02d}-2020 12:00;Vold;{x};{SOUTH_M + 60}"
             for at, x in enumerate(xs)]  # fmt: skip
    head = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
    made = city.copied(city.folder / "med")
    made.run("load", "incidents", made.write("h.csv", head + "\n".join(lines) + "\n"),
             "--crs", "EPSG:25832", "--source", "politi")  # fmt: skip
    path = made.folder / "hotspots.html"
    made.run("map", "hotspots", "--set", "bydele", "--cell", 100, "-o", path)
    assert data_of(path)["frame"] is not None
    assert "Uden for kortudsnittet" not in path.read_text(encoding="utf-8")


def test_a_picture_is_as_wide_as_its_frame():
    """Of shapes beyond the frame nothing is drawn; those within stay as they are."""
    areas = [area("1", (0, 0, 0.1, 0.1), (0.3, 0, 0.301, 0.001)), area("2", (0.1, 0, 0.2, 0.1))]
    earth = ground(areas)
    assert earth.aspect == pytest.approx(2, rel=0.02)
    frame = MapFrame(1, 1, 10, 5, earth.bounds_m)
    drawn = frame.seen(earth.shapes)
    west, south, east, north = shapely.total_bounds(drawn)
    assert (west, south) >= (0.95, 0.95)
    assert east <= 11.05
    assert north <= 6.05
    assert shapely.equals(drawn, frame.placed(earth.shapes)).tolist() == [False, True]
