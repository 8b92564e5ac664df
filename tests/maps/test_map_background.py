"""What lies below a map: the layer that ships, or one's own, read safely and told as a source."""

import csv
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import geopandas
import pytest
import shapely

from tests.maps.test_map import data_of
from tests.real_data import FOLDER as REAL
from tests.real_data import real_data
from tests.small_city import SOUTH_M, WEST_M, City

FOLDER = Path(__file__).resolve().parents[2] / "geodata" / "copenhagen_background"
SCHEMATIC = FOLDER.parent / "copenhagen_schematic" / "survey13.geojson"
QUESTION = ("--year", "2020")
HOSTILE = "<img src=x onerror=alert(1)>"
HERE, FAR = shapely.Point(WEST_M, SOUTH_M), shapely.Point(WEST_M + 9e4, SOUTH_M)
LAKE = shapely.box(WEST_M + 3100, SOUTH_M, WEST_M + 3600, SOUTH_M + 1000)
pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with figures of two years."""
    made = City(tmp_path_factory.mktemp("background"))
    made.areas(["Nord", "Midt", "Syd"])
    made.index([f"{name};{year};{share};400;;" for name in ("Nord", "Midt", "Syd")
                for year, share in ((2010, "30,0"), (2020, "12,0"))])  # fmt: skip
    return made


@pytest.fixture(scope="module")
def copenhagen(tmp_path_factory):
    """Return the schematic areas with made-up figures."""
    made = City(tmp_path_factory.mktemp("copenhagen"))
    made.run("load", "areas", SCHEMATIC, "--set", "bydele", "--schematic")
    names = [
        one["properties"]["name"] for one in json.loads(SCHEMATIC.read_text("utf-8"))["features"]
    ]
    made.index([f"{name};{year};12,0;400;;" for name in names for year in (2010, 2020)])
    return made


def write(path, parts, **fields):
    """Write features in metres with their fields as a layer."""
    geopandas.GeoDataFrame(fields, geometry=parts, crs="EPSG:25832").to_file(path)
    return path


def test_the_layer_is_what_its_tables_say(tmp_path):
    """The script makes the same bytes again, and the provenance names them."""
    for name in ("rings.csv", "places.csv", "build.py"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    subprocess.run([sys.executable, tmp_path / "build.py"], check=True, cwd=tmp_path)
    shipped = (FOLDER / "background.geojson").read_bytes()
    assert (tmp_path / "background.geojson").read_bytes() == shipped
    about = tomllib.loads((FOLDER / "copenhagen_background.toml").read_text("utf-8"))
    assert about["files"][0]["sha256"] == hashlib.sha256(shipped).hexdigest()
    with (FOLDER / "places.csv").open(encoding="utf-8") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]
    assert (kinds.count("station"), kinds.count("place")) == (about["stations"], about["places"])


@real_data
def test_stations_lie_where_the_official_ones_do():
    """Each within 100 m of one; water is no land of the city but for its edge."""
    layer = geopandas.read_file(FOLDER / "background.geojson").to_crs("EPSG:25832")
    official = geopandas.read_file(REAL / "copenhagen" / "cph_stations.geojson")
    official = official.to_crs("EPSG:25832").geometry
    stations = layer.geometry[layer.kind == "station"]
    assert max(official.distance(one).min() for one in stations) < 100


def test_a_page_has_water_names_and_stations_of_the_layer_that_ships(copenhagen):
    """Frederiksberg's name stands in the hole; legend and source say what it is."""
    path = copenhagen.folder / "kort.html"
    copenhagen.run("map", "change", *QUESTION, "--background", "copenhagen", "-o", path)
    data, html = data_of(path), path.read_text(encoding="utf-8")
    kinds = [one["kind"] for one in data["places"]]
    assert (kinds.count("place"), kinds.count("station")) == (2, 21)
    lat, lon = next(one["at"] for one in data["places"] if one["name"] == "Frederiksberg")
    areas = shapely.union_all(geopandas.read_file(SCHEMATIC).geometry.to_numpy())
    (hole,) = (
        shapely.Polygon(ring) for part in shapely.get_parts(areas) for ring in part.interiors
    )
    assert hole.contains(shapely.Point(lon, lat))
    assert data["water"]["shapes"]
    assert "Baggrund: skematisk, tegnet til hotspots" in html
    legend = html.split('class="legend"')[-1].split("</section>")[0]
    assert "<span>Vand</span>" in legend
    assert "<span>Station</span>" in legend


@pytest.mark.parametrize("kind", ["change", "priority", "indicator"])
def test_a_small_page_has_them_too(copenhagen, kind):
    """Its legend of what lies below is the whole page's."""
    path = copenhagen.folder / f"{kind}.html"
    copenhagen.run("map", kind, *QUESTION, "--background", "copenhagen", "--embed", "compact",
                   "-o", path)  # fmt: skip
    small = path.with_suffix(".compact.html").read_text(encoding="utf-8")
    assert "Redistributions in binary form must reproduce the above copyright" in small
    legend = small.split('class="legend"')[-1].split("</section>")[0]
    assert "<span>Vand</span>" in legend
    assert "<span>Station</span>" in legend


def test_a_picture_has_them_too(copenhagen):
    path = copenhagen.folder / "kort.svg"
    copenhagen.run("figure", "change", *QUESTION, "--background", "copenhagen", "-o", path)
    svg = path.read_text(encoding="utf-8")
    for words in ("Frederiksberg", "Øresund", "Vand", "Station"):
        assert f">{words}<" in svg
    assert "Nørreport" not in svg


def test_small_maps_of_years_have_water_alone(copenhagen):
    """A station would be as large as a street there."""
    path = copenhagen.folder / "aar.svg"
    copenhagen.run(
        "figure", "indicator", "--years", "all", "--background", "copenhagen", "-o", path
    )
    svg = path.read_text(encoding="utf-8")
    assert ">Vand<" in svg
    assert ">Station<" not in svg


def test_a_file_of_ones_own_is_escaped_and_named(city, tmp_path):
    """Water without a kind, a station and a hostile name; nothing becomes markup."""
    points = [
        shapely.Point(WEST_M + 500, SOUTH_M + 500),
        shapely.Point(WEST_M + 900, SOUTH_M + 10),
    ]
    layer = write(tmp_path / "egen.gpkg", [LAKE, *points], kind=["", "station", "place"],
                  name=["Søen", "Holm St.", HOSTILE])  # fmt: skip
    path = tmp_path / "kort.html"
    city.run("map", "change", *QUESTION, "--background", layer, "--background-source", "Kommunen",
             "-o", path)  # fmt: skip
    html = path.read_text(encoding="utf-8")
    assert [one["name"] for one in data_of(path)["places"]] == ["Holm St.", HOSTILE]
    assert "<img" not in html
    assert "Baggrund: Kommunen" in html
    assert "egen.gpkg" not in html


@pytest.mark.parametrize(
    ("parts", "fields", "told"),
    [
        ([HERE], {"name": [""]}, "needs a name"),
        ([HERE], {"name": ["x"], "kind": ["pub"]}, "'pub' is no kind"),
        ([LAKE], {"kind": ["forest"]}, "'forest' is no kind of a polygon"),
        ([HERE] * 301, {"name": ["x"] * 301}, "301 points are too many"),
        ([FAR], {"name": ["x"]}, "no background where the map is"),
        ([HERE], {"name": ["010190-1234"]}, "CPR"),
    ],
    ids=["no name", "kind of a point", "kind of a polygon", "too many", "elsewhere", "person"],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_a_sentence(city, tmp_path, parts, fields, told):
    layer = write(tmp_path / "x.gpkg", parts, **fields)
    path = tmp_path / "kort.html"
    done = city.run("map", "change", *QUESTION, "--background", layer, "-o", path, expect=4)
    assert told in done.stderr
    assert not path.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--background", "copenhagen", "--water", "x"), "both draw water"),
        (("--background", "copenhagen", "--crs", "EPSG:4326"), "--crs needs"),
        (("--background-source", "x"), "--background-source needs --background FILE"),
        (("--background", "copenhagen", "--tiles", "https://x.example/{z}/{x}/{y}.png"),
         "two backgrounds"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together(city, tmp_path, options, told):
    path = tmp_path / "x.html"
    refused = city.run("map", "change", *QUESTION, *options, "-o", path, expect=2)
    assert told in refused.stderr
