"""The shipped outline of Copenhagen: rebuilt from its tables, sound, and near the official one."""

import csv
import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import geopandas
import pytest
import shapely

from tests.real_data import SURVEY_AREAS, real_data

FOLDER = Path(__file__).resolve().parents[2] / "geodata" / "copenhagen_schematic"


@pytest.fixture(scope="module")
def schematic():
    """Return the thirteen areas in EPSG:25832, by name."""
    frame = geopandas.read_file(FOLDER / "survey13.geojson").to_crs("EPSG:25832")
    return frame.set_index("name")


@pytest.fixture(scope="module")
def provenance():
    """Return what is written about where the layer comes from."""
    return tomllib.loads((FOLDER / "copenhagen_schematic.toml").read_text(encoding="utf-8"))


def test_the_layer_is_what_its_tables_say(tmp_path):
    """The script makes the same bytes again from the two tables."""
    for name in ("junctions.csv", "areas.csv", "build.py"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    subprocess.run([sys.executable, tmp_path / "build.py"], check=True, cwd=tmp_path)
    made = (tmp_path / "survey13.geojson").read_bytes()
    assert made == (FOLDER / "survey13.geojson").read_bytes()


def test_its_hash_is_written_down(provenance):
    """The provenance names the bytes that are shipped, and their licence."""
    found = hashlib.sha256((FOLDER / "survey13.geojson").read_bytes()).hexdigest()
    assert provenance["files"][0]["sha256"] == found
    assert provenance["licence"]


def test_every_junction_is_named_once_and_used():
    """No junction stands twice or lies about; coordinates have four decimals."""
    with (FOLDER / "junctions.csv").open(encoding="utf-8") as file:
        junctions = list(csv.DictReader(file))
    with (FOLDER / "areas.csv").open(encoding="utf-8") as file:
        used = {name for row in csv.DictReader(file) for name in row["junctions"].split()}
    names = [row["junction"] for row in junctions]
    assert sorted(names) == sorted(used)
    assert all(len(row[axis].split(".")[1]) == 4 for row in junctions for axis in ("lon", "lat"))


def test_neighbours_share_their_borders_exactly(schematic):
    """Thirteen valid areas, no overlap, one hole in all: Frederiksberg."""
    shapes = schematic.geometry.to_numpy()
    assert len(shapes) == 13
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    parts = shapely.get_parts(shapely.union_all(shapes))
    assert sum(len(part.interiors) for part in parts) == 1


@real_data
def test_it_lies_on_the_official_areas(schematic, provenance):
    """Each area and the official one have at least 0.93 of their union in common, as stated."""
    official = geopandas.read_file(SURVEY_AREAS)
    official = official.to_crs("EPSG:25832").set_index("survey13")
    stated = {one["name"]: one["iou"] for one in provenance["quality"]}
    for name, shape in schematic.geometry.items():
        other = official.geometry[name]
        iou = shape.intersection(other).area / shape.union(other).area
        assert iou >= 0.93
        assert iou == pytest.approx(stated[name], abs=0.001)


def test_the_index_districts_are_what_their_provenance_says():
    """35 numbers in order, 30 names, the hash, and a note only where a rode is named."""
    folder = FOLDER.parent / "index_districts_2009"
    told = tomllib.loads((folder / "index_districts_2009.toml").read_text(encoding="utf-8"))
    table = (folder / "districts.csv").read_bytes()
    assert told["files"][0]["sha256"] == hashlib.sha256(table).hexdigest()
    rows = list(csv.DictReader(table.decode("utf-8").splitlines()))
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 36)]
    assert [int(row["number"]) for row in rows if not row["name"]] == told["missing"]["names"]
    assert sum(1 for row in rows if row["name"]) == told["named"] == 30
    assert list(rows[0]) == [one["name"] for one in told["columns"]]
    assert [row["number"] for row in rows if row["note_unit"]] == ["12"]
    assert told["source"]["address"].startswith("http")
