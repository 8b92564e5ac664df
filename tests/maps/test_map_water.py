"""Water below the maps: drawn and named as a source, cut to what is seen, and never stored."""

import re

import geopandas
import numpy as np
import pytest
import shapely

from hotspots.cli.main import main
from hotspots.mapping.palettes import WATER
from tests.maps.test_map import data_of
from tests.small_city import SOUTH_M, WEST_M, City
from tests.tools.command_tree import below

LAKE = shapely.box(WEST_M + 3100, SOUTH_M, WEST_M + 3600, SOUTH_M + 1000)
INSIDE = shapely.box(WEST_M + 100, SOUTH_M + 100, WEST_M + 300, SOUTH_M + 300)
STREAM = shapely.LineString([(WEST_M, SOUTH_M - 300), (WEST_M + 3000, SOUTH_M - 300)])
FAR = shapely.box(WEST_M + 90_000, SOUTH_M, WEST_M + 91_000, SOUTH_M + 1000)
POINT = shapely.Point(WEST_M, SOUTH_M)
BROKEN = shapely.Polygon([(WEST_M, SOUTH_M + 1100), (WEST_M + 900, SOUTH_M + 1500),
                          (WEST_M + 900, SOUTH_M + 1100), (WEST_M, SOUTH_M + 1500)])  # fmt: skip
BAY = shapely.box(WEST_M + 1000, SOUTH_M + 900, WEST_M + 2000, SOUTH_M + 1100)
QUESTION = ("--year", "2020")
pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas in a row with figures."""
    made = City(tmp_path_factory.mktemp("water"))
    made.areas(["Nord", "Midt", "Syd"])
    made.index([f"{area};{year};{share};300;;" for area in (1, 2, 3)
                for year, share in ((2010, "21,0"), (2020, "5,0"))])  # fmt: skip
    return made


@pytest.fixture
def drawn(city, tmp_path):
    """Return a function that maps a layer of water and returns the page and the command."""

    def run(shapes, *options, crs="EPSG:25832", expect=0):
        layer, path = tmp_path / "vand.gpkg", tmp_path / "kort.html"
        geopandas.GeoDataFrame(geometry=shapes, crs=crs).to_file(layer, layer="vand")
        done = city.run("map", "change", *QUESTION, "--water", layer, *options, "-o", path,
                        expect=expect)  # fmt: skip
        return path, done

    return run


def water_in(path):
    """Return the water of a page as one geometry in metres."""
    traced = data_of(path)["water"]
    polygons = [
        shapely.Polygon(shell, holes)
        for shape in traced["shapes"]
        for shell, *holes in (
            [
                np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / 10 ** traced["decimals"]
                for ring in rings
            ]
            for rings in shape
        )
    ]
    return geopandas.GeoSeries(polygons, crs="EPSG:4326").to_crs("EPSG:25832").union_all()


def test_water_is_drawn_told_in_the_legend_and_named_as_a_source(city, drawn):
    """A lake in its place, a stream as a strip, a bow tie mended; the store is as before.

    What a collection holds is drawn, and what is nowhere is left out.
    """
    before = city.ask("status")["rows"]
    collection = shapely.GeometryCollection([shapely.MultiPolygon([LAKE]), POINT, STREAM])
    with np.errstate(invalid="ignore"):
        nowhere = shapely.from_wkt(f"POLYGON (({WEST_M} 0, NaN 0, {WEST_M} 9, {WEST_M} 0))")
    path, _ = drawn(
        [collection, nowhere, BROKEN, POINT, None], "--water-source", "Test <b>, CC BY 4.0"
    )
    water = water_in(path)
    assert water.intersection(LAKE).area == pytest.approx(LAKE.area, rel=0.01)
    assert water.intersection(STREAM.buffer(1)).area == pytest.approx(2 * STREAM.length, rel=0.05)
    assert water.intersects(BROKEN.centroid.buffer(200))
    html = path.read_text(encoding="utf-8")
    assert "Vand: Test &lt;b&gt;, CC BY 4.0." in html.split("<footer>")[1]
    assert 'fill="url(#water)"' in html.split('class="legend"')[-1].split("</section>")[0]
    assert city.ask("status")["rows"] == before


def test_water_is_cut_to_what_is_seen(drawn):
    """What areas cover and what lies far away is left out; the sea ends beside the map."""
    sea = shapely.box(WEST_M - 500_000, SOUTH_M - 200_000, WEST_M + 200_000, SOUTH_M + 200_000)
    path, _ = drawn([sea])
    water = water_in(path)
    areas = shapely.box(WEST_M, SOUTH_M, WEST_M + 3000, SOUTH_M + 1000)
    assert water.intersection(areas).area < 0.02 * areas.area
    west, south, east, north = water.bounds
    assert (east - west, north - south) == pytest.approx((6000, 4000), rel=0.02)


def test_water_that_areas_hide_is_told_and_not_in_the_legend(drawn):
    """A pond within an area cannot be seen; the map is made without it."""
    path, done = drawn([INSIDE])
    assert "the areas hide all of the water" in done.stderr
    assert data_of(path)["water"]["shapes"] == []
    assert "<span>Vand</span>" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("shapes", "crs", "options", "told"),
    [
        ([POINT], "EPSG:25832", (), "polygons or lines"),
        ([FAR], "EPSG:25832", (), "no water where the map is"),
        ([LAKE], None, (), "--crs"),
        ([LAKE], "EPSG:25832", ("--layer", "hav"), "no layer 'hav'"),
    ],
)
def test_a_layer_that_is_no_water_here_is_refused_in_a_sentence(drawn, shapes, crs, options, told):
    """Neither polygon nor line, another city, no coordinate system, no such layer."""
    expect = 2 if options else 4
    path, done = drawn(shapes, *options, crs=crs, expect=expect)
    assert told in done.stderr
    assert not path.exists()


def test_a_coordinate_system_can_be_said(drawn):
    """As for areas."""
    path, _ = drawn([LAKE], "--crs", "EPSG:25832", crs=None)
    assert water_in(path).intersects(LAKE.centroid)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--layer", "x"), "--layer needs --water"),
        (("--water-source", "x"), "--water-source needs --water"),
        (("--water", "v.gpkg", "--tiles", "https://x.example/{z}/{x}/{y}.png"), "two backgrounds"),
    ],
)
def test_options_that_do_not_go_together(city, tmp_path, options, told):
    """What says how water is read needs water; water and tiles are two backgrounds."""
    path = tmp_path / "kort.html"
    refused = city.run("map", "change", *QUESTION, *options, "-o", path, expect=2)
    assert told in refused.stderr


def test_water_lies_below_the_areas_of_a_picture(city, tmp_path):
    """The same water and the same word, drawn before the first area."""
    layer, path = tmp_path / "bugt.gpkg", tmp_path / "kort.svg"
    geopandas.GeoDataFrame(geometry=[BAY], crs="EPSG:25832").to_file(layer)
    city.run("figure", "change", *QUESTION, "--water", layer, "-o", path)
    svg = path.read_text(encoding="utf-8")
    assert ">Vand<" in svg
    assert "bugt.gpkg" not in svg
    assert "Vand: kilden er ikke oplyst" in " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    waves = re.search(rf'<pattern id="(\w+)"(?:(?!</pattern>).)*{WATER[0]}', svg, re.DOTALL)[1]
    assert 0 < svg.index(f"url(#{waves})") < svg.index("#14997f")


def test_every_map_takes_water():
    """All kinds of pages, and all pictures that are maps."""
    asked = {
        (group, name)
        for group in ("map", "figure")
        for name, command in below(dict(below(main))[group])
        if any(one.name == "water" for one in command.params)
    }
    maps = {"change", "priority", "indicator", "hotspots", "review", "designations"}
    assert asked == {(group, name) for group in ("map", "figure") for name in maps} | {
        ("map", "evaluation")
    }
