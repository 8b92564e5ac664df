"""``areas list`` and ``areas show``: what is there, and what it is made of, in every format."""

import csv
import io
import json

import pytest

from tests.conftest import square


@pytest.fixture
def two_sets(three_areas, tmp_path):
    """Return a store with three squares and a set of two areas made from them."""
    path = tmp_path / "dele.csv"
    path.write_text("Kode;Navn;Enheder\nA;Alfa;1, 2\nB;Beta;3\n", "utf-8")
    dated = ("--valid-from", "2010-01-01", "--valid-to", "31-12-2011")
    three_areas.done("load", "areas", path, "--set", "dele", "--units", "by", *dated)
    return three_areas


def ask(hotspots, *arguments):
    return json.loads(hotspots.done("areas", *arguments, "--format", "json").stdout)


def test_the_list_of_sets(two_sets):
    """Three squares of 100 m are 0.03 km²; one set was made from the other."""
    answer = ask(two_sets, "list")
    assert answer["command"] == "areas list"
    assert answer["rows"] == [
        {
            "set": "by", "n_areas": 3, "area_km2": 0.03, "valid_from": None, "valid_to": None,
            "overlapping": False, "schematic": False, "made_from": None, "load": 1,
            "file": "areas.geojson",
        },
        {
            "set": "dele", "n_areas": 2, "area_km2": 0.03, "valid_from": "2010-01-01",
            "valid_to": "2011-12-31", "overlapping": False, "schematic": False,
            "made_from": "by", "load": 2, "file": "dele.csv",
        },
    ]  # fmt: skip
    assert [one["load"] for one in answer["sources"]] == [1, 2]
    assert answer["notes"] == ["Internt brug: kontrollen for offentliggørelse er ikke kørt."]


def test_a_replaced_set_is_listed_once(two_sets, layers):
    path = layers.write([(9, "Ny", square(0))], name="ny.geojson")
    two_sets.done("load", "areas", path, "--set", "by", "--replace", 1)
    assert [(row["set"], row["n_areas"]) for row in ask(two_sets, "list")["rows"]] == [
        ("dele", 2),
        ("by", 1),
    ]


def test_the_areas_of_a_made_set(two_sets):
    answer = ask(two_sets, "show", "dele")
    assert answer["rows"] == [
        {"area": "A", "name": "Alfa", "area_km2": 0.02, "n_units": 2, "units": ["1", "2"],
         "attributes": "{}"},
        {"area": "B", "name": "Beta", "area_km2": 0.01, "n_units": 1, "units": ["3"],
         "attributes": "{}"},
    ]  # fmt: skip
    assert answer["settings"] == {"set": "dele", "made_from": "by"}
    assert [one["load"] for one in answer["sources"]] == [1, 2]


def test_the_areas_of_a_loaded_set(two_sets):
    """No units; the layer's own attributes as JSON."""
    rows = ask(two_sets, "show", "by")["rows"]
    assert [row["area"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["units"] is None
    assert rows[0]["n_units"] is None
    assert json.loads(rows[0]["attributes"]) == {"nr": 1, "navn": "Nørrebro"}


def test_a_layer_whose_own_attribute_is_called_units_is_not_made(hotspots, layers):
    """Only what was made from units here says so."""
    path = layers.write([(1, "12", square(0))], label="units")
    hotspots.done("load", "areas", path, "--set", "s", "--map", "name=nr")
    (row,) = ask(hotspots, "show", "s")["rows"]
    assert row["units"] is None
    assert json.loads(row["attributes"]) == {"nr": 1, "units": "12"}


def test_a_name_that_is_a_formula_stays_text(hotspots, layers):
    hotspots.done("load", "areas", layers.write([(1, "=1+1", square(0))]), "--set", "s")
    text = hotspots.done("areas", "show", "s", "--format", "csv").stdout.removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"] == "'=1+1"


@pytest.mark.parametrize("fmt", ["xlsx", "parquet", "gpkg", "geojson", "json", "csv"])
def test_a_set_leaves_in_every_format(two_sets, tmp_path, fmt):
    path = tmp_path / f"vist.{fmt}"
    two_sets.done("areas", "show", "dele", "-o", path)
    assert path.stat().st_size > 0


def test_the_layer_that_leaves_has_the_ground(two_sets, tmp_path):
    import geopandas

    two_sets.done("areas", "show", "dele", "-o", tmp_path / "dele.gpkg")
    frame = geopandas.read_file(tmp_path / "dele.gpkg", layer="areas show")
    assert list(frame.geometry.area) == [20_000, 10_000]
    assert list(frame["units"]) == ["1; 2", "3"]
    assert list(frame["n_units"]) == [2, 1]


def test_the_list_has_no_geometry(two_sets, tmp_path):
    import pandas as pd

    assert two_sets.run("areas", "list", "-o", tmp_path / "a.gpkg").exit_code == 2
    two_sets.done("areas", "list", "-o", tmp_path / "a.parquet")
    frame = pd.read_parquet(tmp_path / "a.parquet")
    assert list(frame["overlapping"]) == [False, False]
    assert list(frame["n_areas"]) == [3, 2]


def test_sets_that_are_not_there(two_sets, hotspots):
    found = two_sets.run("areas", "show", "nix")
    assert found.exit_code == 1
    assert "No area set 'nix' in this store. There is 'by', 'dele'." in found.stderr
