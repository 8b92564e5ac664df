"""``surface``: from stored incidents to a GeoTIFF and its contours."""

import hashlib
import json
import math

import geopandas
import numpy as np
import pytest
import rasterio
import shapely

from hotspots.analysis.space.contours import contours, quantile_levels
from hotspots.analysis.space.density import SurfaceField
from hotspots.output.answers.geotiff import NODATA
from tests import real_data
from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Dato;X;Y;Kategori\n"


def load(city, rows, *options):
    """Load incidents written as day;x;y;category, with metres from the city's corner."""
    lines = [f"{at};{day};{WEST_M + x_m};{SOUTH_M + y_m};{kind}"
             for at, (day, x_m, y_m, kind) in enumerate(rows)]  # fmt: skip
    path = city.write("h.csv", HEAD + "\n".join(lines) + "\n")
    city.run("load", "incidents", path, *options)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return 2 by 1 km with 40 incidents in one place, 10 in another, and one outside.

    Nord has 8,000 residents, Midt 100: 8,000 and 100 per km².
    """
    made = City(tmp_path_factory.mktemp("surface"))
    made.areas(["Nord", "Midt"])
    rows = [("01-01-2020", 525, 525, "Indbrud")] * 40 + [("09-05-2020", 1525, 475, "Vold")] * 10
    load(made, [*rows, ("09-05-2020", 525, 2000, "Vold")], "--synthetic")
    people = "Bydel;År;Folketal\n1;2019;8000\n2;2019;100\n1;2021;1\n2;2021;1\n1;2020;5\n"
    path = made.write("folk.csv", people)
    made.run("load", "population", path, "--set", "bydele")
    return made


def draw(city, *options, name="ud.tif", expect=0):
    """Draw a surface and return its path and what was said."""
    path = city.folder / name
    said = city.run("surface", "-o", path, "--force", *options, expect=expect)
    return path, said.stderr


def test_the_file_holds_the_surface_where_it_belongs(city):
    """40 · 3/(πh²) in the middle cell, the cut to the city, the CRS, north up."""
    path, _ = draw(city, "--bandwidth", 200)
    with rasterio.open(path) as found:
        assert (found.driver, found.crs.to_epsg(), found.dtypes) == ("GTiff", 25832, ("float32",))
        assert (found.width, found.height, found.res) == (40, 20, (50, 50))
        assert tuple(found.bounds) == (WEST_M, SOUTH_M, WEST_M + 2000, SOUTH_M + 1000)
        assert found.profile["tiled"]
        assert found.compression.value == "DEFLATE"
        assert (found.overviews(1), found.nodata) == ([2], NODATA)
        values = found.read(1)
        assert values[found.index(WEST_M + 525, SOUTH_M + 525)] == pytest.approx(
            40 * 3 / (math.pi * 0.2**2), rel=1e-6
        )
        assert values.sum() * 0.0025 == pytest.approx(50, rel=0.005)
        assert found.units == ("incidents per km2",)
        assert found.descriptions == ("Hændelser pr. km²",)


def test_the_file_says_how_it_was_made(city):
    """Kernel, bandwidth, period, number, sources with their hash, and the standing notes."""
    path, _ = draw(city, "--bandwidth", 200, "--category", "Indbrud", "--kernel", "gaussian")
    with rasterio.open(path) as found:
        tags = found.tags()
    told = {name: tags[name] for name in ("kernel", "bandwidth_m", "kernel_ends_at_m", "cell_m",
                                          "set", "crs", "category", "first_day", "last_day",
                                          "n_incidents", "units", "synthetic")}  # fmt: skip
    assert told == {
        "kernel": "gaussian", "bandwidth_m": "200.0", "kernel_ends_at_m": "1000.0",
        "cell_m": "50", "set": "bydele", "crs": "EPSG:25832", "category": "Indbrud",
        "first_day": "2020-01-01", "last_day": "2020-05-09", "n_incidents": "40.0",
        "units": "incidents per km2", "synthetic": "yes",
    }  # fmt: skip
    digest = hashlib.sha256((city.folder / "h.csv").read_bytes()).hexdigest()
    assert digest in {one["sha256"] for one in json.loads(tags["sources"])}
    assert "Syntetiske data" in tags["notes"]
    assert "gaussisk kerne med standardafvigelsen 200 meter" in tags["notes"]


def test_what_was_chosen_is_said_and_what_was_asked_for_is_not(city):
    _, said = draw(city)
    assert "Using the area set 'bydele'." in said
    assert "Bandwidth set to 300 m" in said
    assert "Period set to 2020-01-01 to 2020-05-09" in said
    assert "Hændelser uden for bydele, der ikke er talt med: 1." in said
    _, said = draw(city, "--set", "bydele", "--bandwidth", 300, "--from", "2020-01-01",
                   "--to", "2020-05-09")  # fmt: skip
    assert "set to" not in said


def test_the_same_question_gives_the_same_bytes(city):
    first, _ = draw(city, name="a.tif")
    again, _ = draw(city, name="b.tif")
    assert first.read_bytes() == again.read_bytes()
    assert sorted(one.name for one in city.folder.glob("*.tif*")) >= ["a.tif", "b.tif"]
    assert not list(city.folder.glob("*.aux.xml"))


def test_cells_outside_the_city_have_no_value(tmp_path):
    """Two areas a kilometre apart: between them nothing, not zero."""
    city = City(tmp_path)
    features = []
    for number, west in (("1", 0), ("2", 2000)):
        box = shapely.box(WEST_M + west, SOUTH_M, WEST_M + west + 1000, SOUTH_M + 1000)
        features.append({"type": "Feature", "properties": {"bydel_nr": number, "navn": number},
                         "geometry": json.loads(shapely.to_geojson(box))})  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    layer = {"type": "FeatureCollection", "crs": crs, "features": features}
    city.run("load", "areas", city.write("o.geojson", json.dumps(layer)), "--set", "bydele")
    load(city, [("01-01-2020", 990, 500, "Vold")])
    path, _ = draw(city)
    with rasterio.open(path) as found:
        values = found.read(1, masked=True)
    assert values.mask[:, 20:40].all()
    assert not values.mask[:, :20].any()
    assert not values.mask[:, 40:].any()
    assert values[:, 40:].max() == 0


def test_risk_is_per_1000_residents_and_empty_places_do_not_glow(city):
    """40 incidents among 8,000 per km²; Midt with 100 per km² is under the floor of 500."""
    path, said = draw(city, "--bandwidth", 100, "--population", "bydele")
    assert "Residents of 2019 used, the newest up to 2020 for all areas" in said
    assert "have fewer than 500 residents per km² and no value" in said
    with rasterio.open(path) as found:
        values = found.read(1, masked=True)
        tags, unit = found.tags(), found.units[0]
        at = found.index(WEST_M + 525, SOUTH_M + 525)
    assert values[at] == pytest.approx(1000 * 40 * 3 / (math.pi * 0.1**2) / 8000, rel=2e-3)
    assert values.mask[:, 22:].all()
    assert not values.mask[:, :20].any()
    assert unit == "incidents per 1000 residents"
    assert (tags["residents_of"], tags["residents_year"]) == ("bydele", "2019")
    assert tags["residents_floor_per_km2"] == "500.0"
    low, _ = draw(city, "--bandwidth", 100, "--population", "bydele", "--floor", 50, name="l.tif")
    with rasterio.open(low) as found:
        assert not found.read(1, masked=True).mask.any()


def test_contours_are_valid_disjoint_bands_in_the_stores_crs(city):
    """Stated densities; the area of the top band is that of the circle where the kernel is so."""
    path = city.folder / "baand.gpkg"
    draw(city, "--bandwidth", 300, "--contours", path, "--levels", "5,20,110", "--cell", 10)
    bands = geopandas.read_file(path, layer="contours")
    assert bands.crs.to_epsg() == 25832
    assert bands["contour"].tolist() == ["1", "2", "3"]
    assert bands["low"].tolist() == [5, 20, 110]
    assert bands["high"].tolist()[:2] == [20, 110]
    assert np.isnan(bands["high"].tolist()[2])
    assert bands.is_valid.all()
    for at, one in enumerate(bands.geometry):
        for other in bands.geometry[at + 1 :]:
            assert one.intersection(other).area < 1e-3
    # 40 · 3/(π·0.3²) (1 − r²/h²)² = 110, and there is nothing so dense in the other place
    squared = 0.3**2 * (1 - math.sqrt(110 * math.pi * 0.3**2 / 120))
    assert bands["area_km2"].tolist()[2] == pytest.approx(math.pi * squared, rel=0.01)
    assert bands["area_km2"].tolist()[2] == pytest.approx(bands.area.tolist()[2] / 1e6)


def test_contours_begin_at_quantiles_and_say_so(city):
    path = city.folder / "baand.geojson"
    _, said = draw(city, "--contours", path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["hotspots"]["settings"]["quantiles"] == [0.5, 0.75, 0.9, 0.95, 0.99]
    assert "% af cellerne ligger under" in found["hotspots"]["notes"][0]
    lons = [one["geometry"]["coordinates"][0][0] for one in found["features"]]
    assert lons
    assert "Wrote" in said


def test_a_plateau_with_a_hole_keeps_its_hole():
    """A ring of high cells: its band has a hole, and lines end at what has no value."""
    values = np.zeros((9, 9))
    values[2:7, 2:7] = 10
    values[4, 4] = 0
    field = SurfaceField(values, 10, 0, 0, "EPSG:25832")
    everywhere = shapely.box(0, 0, 90, 90)
    high = contours(field, [5.0], everywhere)[0].shape
    assert len(high.interiors) == 1
    assert high.is_valid
    low = contours(field, [0.0001, 5.0], everywhere)
    assert low[0].shape.intersection(low[1].shape).area == pytest.approx(0)
    values[0, :] = np.nan
    assert contours(SurfaceField(values, 10, 0, 0, "EPSG:25832"), [5.0], everywhere)[
        0
    ].shape.is_valid
    assert quantile_levels(SurfaceField(np.full((2, 2), np.nan), 10, 0, 0, "x")) == []


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--bandwidth", 99), 2, "a bandwidth is 2 to 100 cells, here 100 to 5000 m"),
        (("--bandwidth", 5001), 2, "a bandwidth is 2 to 100 cells"),
        (("--cell", 5), 2, "5 is not in the range"),
        (("--levels", "1,2"), 2, "--levels needs --contours"),
        (("--contours", "ud.csv"), 2, "polygons go into .gpkg"),
        (("--contours", "ud.gpkg", "--levels", "5,a"), 2, "write rising numbers with commas"),
        (("--contours", "ud.gpkg", "--levels", "5,4"), 2, "write rising numbers over 0"),
        (("--contours", "ud.gpkg", "--levels", "999999"), 1, "No part of the surface reaches"),
        (("--category", "Mord"), 1, "No incidents of 'Mord'"),
        (("--from", "2030-01-01", "--to", "2030-02-01"), 1, "No incidents to draw"),
        (("--from", "2020-03-01", "--to", "2020-02-01"), 2, "has no days. Turn them round"),
        (("--population", "roder"), 1, "No area set 'roder'"),
        (("--population", "bydele", "--population-year", 2020), 1, "are not known in 2020"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_writes_nothing(city, options, code, sentence):
    path, said = draw(city, *options, name="intet.tif", expect=code)
    assert sentence in " ".join(said.split())
    assert not path.exists()
    assert not list(city.folder.glob(".writing-*"))


def test_nothing_is_overwritten_without_force(city):
    path, _ = draw(city, name="der.tif")
    before = path.read_bytes()
    city.run("surface", "-o", path, "--bandwidth", 150, expect=2)
    assert path.read_bytes() == before
    city.run("surface", "-o", city.folder / "ud.png", expect=2)


@real_data.real_data
def test_memphis_in_metres_of_its_own_zone(tmp_path):
    """Robberies of 2019 in EPSG:32616: the surface sums to nearly as many as it was made of."""
    city = City(tmp_path)
    city.run("load", "areas", real_data.PRECINCTS, "--set", "precincts")
    city.run("load", "incidents", real_data.ROBBERIES, "--timezone", "America/Chicago")
    path, _ = draw(city, "--cell", 100, "--bandwidth", 600)
    with rasterio.open(path) as found:
        values = found.read(1, masked=True)
        n = float(found.tags()["n_incidents"])
        assert found.crs.is_projected
        assert found.res == (100, 100)
    assert n > 2000
    assert 0.95 * n < values.sum() * 0.01 <= n * 1.001


def test_one_incident_has_contours_too(tmp_path):
    """The quantiles of all cells are 0 where nearly all are empty: those of the others serve."""
    city = City(tmp_path)
    city.areas(["Nord", "Midt", "Syd", "Øst"])
    load(city, [("01-01-2020", 525, 525, "Indbrud")])
    draw(city, "--bandwidth", "100", "--contours", city.folder / "ud.geojson")
    told = (city.folder / "ud.geojson").read_text(encoding="utf-8")
    assert "af cellerne over 0 ligger under" in told
    bands = geopandas.read_file(city.folder / "ud.geojson")
    assert len(bands) >= 2
    assert bands.low.min() > 0


def test_options_that_would_do_nothing_are_refused(city):
    """Residents have a year and a floor; without residents nobody would see that they are lost."""
    for option in (("--population-year", "2019"), ("--floor", "100")):
        _, said = draw(city, *option, expect=2)
        assert f"{option[0]} needs --population" in said


def test_a_wrong_ending_for_contours_names_the_right_ones(city):
    """``surface`` has no --format to be sent to."""
    _, said = draw(city, "--contours", city.folder / "b.tif", expect=2)
    assert "polygons go into .gpkg, .geojson or .parquet" in said


@pytest.fixture(scope="module")
def bordered(tmp_path_factory):
    """Return 1 km² with ten incidents on its western border and ten 50 m beyond it."""
    made = City(tmp_path_factory.mktemp("bordered"))
    made.areas(["Nord"])
    load(made, [("01-01-2020", 25, 525, "Vold")] * 10 + [("01-01-2020", -25, 525, "Vold")] * 10)
    return made


def _at_the_border(city, *options):
    path, said = draw(city, "--bandwidth", 200, *options)
    with rasterio.open(path) as raster:
        value = raster.read(1)[raster.index(WEST_M + 25, SOUTH_M + 525)]
        return float(value), raster.tags(), " ".join(said.split())


def test_incidents_just_outside_are_felt_across_the_border(bordered):
    """Ten at the very place and ten 50 m away: the quartic's peak, and 0.879 of it."""
    value, tags, said = _at_the_border(bordered)
    assert value == pytest.approx(10 * 3 / (math.pi * 0.2**2) * (1 + (1 - 1 / 16) ** 2), rel=1e-5)
    assert (tags["n_incidents"], tags["n_outside_used"], tags["edge"]) == ("10.0", "10", "none")
    assert "10 indlæste hændelser lige uden for bydele er brugt" in said


def test_an_edge_correction_stands_in_for_what_is_outside(bordered):
    """By choice: those outside are left out, and those at the border weigh nearly twice."""
    value, tags, said = _at_the_border(bordered, "--edge", "diggle")
    # the part of a quartic kernel of 200 m that lies farther than -25 m from its middle
    u = np.linspace(-1, 1, 200_001)
    along = (1 - u**2) ** 2.5
    inside = along[u > -0.125].sum() / along.sum()
    assert value == pytest.approx(10 * 3 / (math.pi * 0.2**2) / inside, rel=2e-3)
    assert (tags["n_outside_used"], tags["edge"]) == ("0", "diggle")
    assert "kantkorrektion, Diggle 1985" in said
