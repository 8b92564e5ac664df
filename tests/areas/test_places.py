"""Places by name: loaded from any layer, and given to the spots near them."""

import json

import numpy as np
import pytest
import shapely

from hotspots.analysis.space.nearest import nearest_places
from hotspots.engine.store import reading
from hotspots.workflows.areas.place_names import SpotShape, spot_names
from tests.real_data import FOLDER, SURVEY_AREAS, real_data
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

STATIONS = FOLDER / "copenhagen" / "cph_stations.geojson"


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas with two stations in the western one."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def layer(city, features):
    """Write points in metres as (name, east, north) from the city's corner."""
    found = [
        {"type": "Feature", "properties": {"navn": name, "type": "station"},
         "geometry": {"type": "Point", "coordinates": [WEST_M + east, SOUTH_M + north]}}
        for name, east, north in features
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": found})
    return city.write("stationer.geojson", text)


def names(city, *shapes):
    """Return what shapes are called in Danish."""
    with reading(city.store) as store:
        spots = [SpotShape(one, one) for one in shapes]
        return [one.words for one in spot_names(store, spots, "bydele", "da")]


def box(east, north, side=100):
    """Return a square that far from the city's corner."""
    west, south = WEST_M + east, SOUTH_M + north
    return shapely.box(west, south, west + side, south + side)


def test_a_spot_takes_the_nearest_place_within_reach_and_else_its_area(city):
    """Station A 200 m away, B 300 m: A. Out of reach the area, outside the city the metres."""
    path = layer(city, [("A", 300, 50), ("B", 0, 400)])
    said = city.run("load", "places", path, "--set", "stationer")
    assert "2 rows in, 2 stored, 0 rejected" in said.stdout
    spots = (box(0, 0), box(SIDE_M + 700, 500), box(5 * SIDE_M, 500))
    found = names(city, *spots)
    assert found == ["ved A i Nord", "i Syd", "ved koordinaterne 725050, 6170550"]


def test_without_places_every_spot_is_called_by_its_area(city):
    """Nothing has to be loaded."""
    assert names(city, box(0, 0)) == ["i Nord"]


def test_spots_of_one_name_are_told_apart_by_the_side_they_lie_on(city):
    """North-west, the middle, and two in the south; one alone needs no side."""
    spots = (box(0, 900), box(450, 450), box(400, 0), box(550, 0), box(SIDE_M + 700, 500))
    assert names(city, *spots) == [
        "i Nord, mod nordvest", "i Nord, i midten", "i Nord, mod syd (1)", "i Nord, mod syd (2)",
        "i Syd",
    ]  # fmt: skip


def test_spots_near_one_place_are_told_by_where_they_lie_from_it(city):
    """A point has no inside; 200 m east and 200 m west of it."""
    city.run("load", "places", layer(city, [("A", 500, 500)]), "--set", "stationer")
    assert names(city, box(700, 450), box(200, 450)) == [
        "ved A i Nord, mod øst", "ved A i Nord, mod vest",
    ]  # fmt: skip


def test_a_spot_is_called_by_all_the_areas_it_lies_in(city):
    """Two areas, the larger part first; a sliver of 3 % is no part, and a place comes before."""
    over = box(SIDE_M - 60, 0)
    assert names(city, over, box(SIDE_M - 97, 500)) == ["i Nord og Syd", "i Nord"]
    city.run("load", "places", layer(city, [("A", 900, 50)]), "--set", "stationer")
    assert names(city, over) == ["ved A i Nord og Syd"]


def test_a_large_spot_is_told_by_its_core(city):
    """1.2 km² over two areas: the core is in Syd, near station B, and not A at its rim."""
    large = SpotShape(box(300, 0, 1100), box(1100, 300))
    with reading(city.store) as store:
        called = spot_names(store, [large], "bydele", "da")
        english = spot_names(store, [large], "bydele", "en")
    assert [one.words for one in called] == ["i Nord og Syd, med kernen i Syd"]
    assert [one.words for one in english] == ["in Nord and Syd, with its core in Syd"]
    stations = layer(city, [("A", 310, 50), ("B", 1250, 350)])
    city.run("load", "places", stations, "--set", "stationer")
    with reading(city.store) as store:
        called = spot_names(store, [large], "bydele", "da")
    assert [one.words for one in called] == ["i Nord og Syd, med kernen ved B"]


def test_features_without_a_name_are_rejected_and_a_second_layer_needs_its_own_name(city):
    """Rows in are rows stored plus rejected; nothing is overwritten."""
    path = layer(city, [("A", 300, 50), ("", 0, 400)])
    said = city.run("load", "places", path, "--set", "stationer")
    assert "2 rows in, 1 stored, 1 rejected" in said.stdout
    other = city.write("andre.geojson", path.read_text().replace('"A"', '"C"'))
    refused = city.run("load", "places", other, "--set", "stationer", expect=1)
    assert "--replace 2" in refused.stderr
    city.run("load", "places", other, "--set", "stationer", "--replace", 2)
    assert names(city, box(200, 0)) == ["ved C i Nord"]


def test_of_equally_near_places_the_first_counts():
    """Two places 5 m on each side."""
    places = shapely.points([[-5, 0], [5, 0], [500, 0]])
    found, away_m = nearest_places(shapely.points([[0, 0], [400, 0], [9000, 0]]), places, 200)
    assert found.tolist() == [0, 2, -1]
    assert away_m.tolist() == [5, 100, np.inf]


@real_data
def test_the_stations_are_brought_into_the_working_system(tmp_path):
    """73 stations; Nørrebro Station lies where it does, in metres."""
    city = City(tmp_path)
    city.run("load", "areas", SURVEY_AREAS, "--set", "bydele")
    said = city.run("load", "places", STATIONS, "--set", "stationer")
    assert "73 rows in, 73 stored" in said.stdout
    spot = shapely.box(721_900, 6_178_300, 722_000, 6_178_400)
    with reading(city.store) as store:
        rows = store.rows("places/places")
        assert all(690_000 < row["x_m"] < 740_000 for row in rows)
        assert spot_names(store, [SpotShape(spot, spot)], "bydele", "da")[0].name in {
            row["name"] for row in rows
        }


def test_places_in_a_table_are_sent_to_the_right_formats(city):
    """A list of places has no units, so nobody is sent to --units."""
    path = city.write("steder.csv", "navn;x;y\nA;720500;6170500\n")
    said = city.run("load", "places", path, "--set", "s", expect=4).stderr
    assert "places come as .parquet, .geoparquet, .gpkg" in said
    assert ".csv," not in said
    assert "--units" not in said
