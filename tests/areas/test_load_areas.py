"""Area sets: every feature counted, each repair and oddity said, one version at a time."""

import json

import pytest
import shapely

from tests import real_data
from tests.conftest import EAST_M, NORTH_M, square

AREAS = ("load", "areas", "--set")


@real_data.real_data
def test_the_roder_with_all_their_defects(hotspots):
    """399 areas; what is wrong with them is said, with codes and sizes, and repaired by name."""
    found = hotspots.done(*AREAS, "rode", real_data.RODER)
    assert found.stdout == "Load 1: 399 rows in, 399 stored, 0 rejected.\n"
    said = found.stderr
    assert "Code from 'rode_nr', name from 'rodenavn'" in said
    assert "Area 278: invalid in EPSG:25832" in said
    assert "Area 262: invalid in longitude/latitude" in said
    assert said.count(": invalid in ") == 2
    assert "'Indre by' (bydel), 'Indre By' (lokaludvalgnavn)" in said
    assert "'Brønshøj-Husum' (bydel), 'Brønshøj-Husum ' (lokaludvalgnavn)" in said
    assert "Field 'areal_m2' is off by up to 11,288 m² (area 216)" in said
    assert "399 areas, 92.37 km²." in said
    assert "12 pairs of areas overlap by 16.35 m² (284/306 14.70 m²" in said
    assert "3 gaps between areas, 0.034 m² in all, the largest 0.017 m²" in said
    assert "This store measures in EPSG:25832" in said
    geometries = [wkb for (wkb,) in hotspots.query("select geometry from area")]
    assert shapely.is_valid(shapely.from_wkb(geometries)).all()


@real_data.real_data
def test_the_bydele_are_keyed_by_their_number(hotspots):
    """The layer's own id is another number, and Frederiksberg is left out on purpose."""
    found = hotspots.done(*AREAS, "bydel", real_data.BYDELE)
    rows = hotspots.query("select code, area_name, attributes from area order by code_order")
    assert [code for code, _, _ in rows] == [str(number) for number in range(1, 11)]
    assert rows[0][1] == "Indre By"
    assert any(str(json.loads(attributes)["id"]) != code for code, _, attributes in rows)
    assert "leaves out an enclosed place of 8.71 km²" in found.stderr


def test_codes_come_in_the_order_of_numbers(hotspots, layers):
    """10 after 9; a code with letters makes all of them text."""
    areas = [(code, f"Navn {code}", square(at)) for at, code in enumerate((10, 9, 1))]
    hotspots.done(*AREAS, "tal", layers.write(areas, "a.geojson"))
    areas = [(code, f"Navn {code}", square(at)) for at, code in enumerate(("10", "9", "1a"))]
    hotspots.done(*AREAS, "tekst", layers.write(areas, "b.geojson"))
    rows = hotspots.query("select set_name, code from area order by set_name, code_order")
    assert [code for _, code in rows] == ["1", "9", "10", "10", "1a", "9"]


def test_the_code_and_the_name_can_be_said(hotspots, layers):
    """--map takes the place of what would be found."""
    path = layers.write([(7, "B", square(0)), (8, "A", square(1))])
    hotspots.done(*AREAS, "s", path, "--map", "code=navn", "--map", "name=nr")
    assert hotspots.query("select code, area_name from area order by all") == [
        ("A", "8"),
        ("B", "7"),
    ]


def test_a_repeated_or_empty_code_is_refused(hotspots, layers):
    """Two areas of one code cannot be told apart."""
    path = layers.write([(7, "B", square(0)), (7, "A", square(1)), (8, "B", square(2))])
    found = hotspots.run(*AREAS, "s", path, "--map", "code=nr")
    assert found.exit_code == 4
    assert "the field 'nr' repeats 7" in found.stderr
    assert not hotspots.store.exists()
    found = hotspots.run(*AREAS, "s", path)
    assert "no field tells the areas apart. Fields: nr, navn" in found.stderr


def test_overlaps_and_gaps_are_measured(hotspots, layers):
    """Two squares of 100 m that share 10 m × 100 m; a hole of 1 m² is a gap, one of 900 m² not."""
    west = shapely.box(EAST_M, NORTH_M, EAST_M + 100, NORTH_M + 100)
    east = shapely.box(EAST_M + 90, NORTH_M, EAST_M + 190, NORTH_M + 100)
    gap = shapely.box(EAST_M + 10, NORTH_M + 10, EAST_M + 11, NORTH_M + 11)
    hole = shapely.box(EAST_M + 30, NORTH_M + 30, EAST_M + 60, NORTH_M + 60)
    said = hotspots.done(
        *AREAS, "s", layers.write([(1, "Vest", west - gap - hole), (2, "Øst", east)])
    ).stderr
    assert "1 pair of areas overlaps by 1000.00 m² (1/2 1000.00 m²)" in said
    assert "1 gap between areas, 1.000 m² in all" in said
    assert "leaves out an enclosed place of 0.00 km²" in said
    assert hotspots.query("select overlap_m2, gap_m2 from area_set") == [(1000, 1)]


def test_a_set_is_there_once_until_it_is_replaced(three_areas, layers):
    """A second version needs --replace; figures must keep their areas."""
    path = layers.write([(1, "Nørrebro", square(0)), (2, "Kongens Enghave", square(1))])
    again = three_areas.run(*AREAS, "by", path)
    assert again.exit_code == 1
    assert "Say --replace 1" in again.stderr
    index = layers.folder / "i.csv"
    index.write_text("område;år;indikator;procent\n3;2020;utryg_nabolag;9\n")
    three_areas.done("load", "index", index, "--set", "by")
    orphan = three_areas.run(*AREAS, "by", path, "--replace", "1")
    assert orphan.exit_code == 1
    assert "3 (Vesterbro/Ålholm → gone)" in orphan.stderr
    whole = layers.write([(at + 1, f"Ny {at}", square(at)) for at in range(3)])
    three_areas.done(*AREAS, "by", whole, "--replace", "1")
    counted = three_areas.query("select area_name from active_area order by code_order")
    assert counted == [("Ny 0",), ("Ny 1",), ("Ny 2",)]


def test_the_same_file_twice_is_recognised(three_areas, layers, stored_areas):
    """By its bytes, for the same set only."""
    path = stored_areas.with_name("areas.geojson")
    before = three_areas.contents()
    found = three_areas.done(*AREAS, "by", path)
    assert found.stdout.startswith("Load 1 already holds this file (3 rows stored).")
    assert three_areas.contents() == before
    assert "Load 2:" in three_areas.done(*AREAS, "andre", path).stdout


@pytest.mark.parametrize(
    ("lon", "lat", "crs"),
    [(12.5, 55.7, "EPSG:25832"), (-90.0, 35.1, "EPSG:32616"), (151.2, -33.9, "EPSG:32756")],
)
def test_the_working_system_is_chosen_by_place(hotspots, layers, lon, lat, crs):
    """Denmark in its own zone; elsewhere the local UTM zone, south of the equator too."""
    area = shapely.box(lon, lat, lon + 0.01, lat + 0.01)
    said = hotspots.done(*AREAS, "s", layers.write([(1, "Her", area)], crs=None)).stderr
    assert f"This store measures in {crs}, chosen from where the areas lie." in said


def test_areas_from_every_format_are_the_same(hotspots, tmp_path):
    """GeoPackage, GeoJSON, Shapefile, MapInfo and GeoParquet, names in Danish."""
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"nr": ["01", "02"], "navn": ["Nørrebro", "Ålholm"]},
        geometry=[square(0), square(1)],
        crs="EPSG:25832",
    )
    for suffix in ("gpkg", "geojson", "shp", "tab"):
        options = {"encoding": "UTF-8"} if suffix == "shp" else {}
        frame.to_file(tmp_path / f"a.{suffix}", **options)
    frame.to_parquet(tmp_path / "a.parquet")
    for suffix in ("gpkg", "geojson", "shp", "tab", "parquet"):
        hotspots.done(*AREAS, suffix, tmp_path / f"a.{suffix}")
    rows = hotspots.query("select set_name, code, area_name, round(area_m2, 2) from area")
    assert len(rows) == 10
    assert {row[1:] for row in rows} == {("01", "Nørrebro", 10_000), ("02", "Ålholm", 10_000)}
