"""Areas as lists of units: by code, name or attribute; whole or not there."""

import json
import shutil

import pytest
import shapely

from tests.conftest import EAST_M, NORTH_M, Hotspots, Layers, square


@pytest.fixture(scope="module")
def stored_units(tmp_path_factory):
    """Return a store with a set ``rode`` of six squares of 100 m side by side."""
    names = ("Store Torv", "Lille Torv", "Øst, ved åen", "Havn og Holm", "Skov", "Skov")
    features = [
        {
            "type": "Feature",
            "properties": {
                "rode_nr": at + 101,
                "rodenavn": name,
                "distrikt_nr": 12 if at < 3 else 13,
                "kvarter": "Vest " if at < 2 else "Øst",
            },
            "geometry": json.loads(shapely.to_geojson(square(at))),
        }
        for at, name in enumerate(names)
    ]
    crs = {"type": "name", "properties": {"name": "EPSG:25832"}}
    folder = tmp_path_factory.mktemp("roder")
    path = folder / "roder.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), "utf-8"
    )
    hotspots = Hotspots(folder / "store.duckdb")
    hotspots.done("load", "areas", path, "--set", "rode")
    return hotspots.store


@pytest.fixture
def units(hotspots, stored_units):
    """Return the command line with a copy of that store."""
    shutil.copy(stored_units, hotspots.store)
    return hotspots


def load(hotspots, tmp_path, rows, *options, run="done", head="Kode;Navn;Enheder"):
    """Load a table of areas as the set ``særlige``."""
    path = tmp_path / "særlige.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    asked = ("load", "areas", path, "--set", "særlige", "--units", "rode", *options)
    return getattr(hotspots, run)(*asked)


def made(hotspots):
    """Return the units of each stored area of the set, by code."""
    rows = hotspots.query(
        "select code, attributes from active_area where set_name = 'særlige' order by code_order"
    )
    return {code: json.loads(attributes)["units"] for code, attributes in rows}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("101", ["101"]),
        ("101, 102", ["101", "102"]),
        ("101 + 103", ["101", "103"]),
        ("101 og 102", ["101", "102"]),
        ("Store Torv og Lille Torv", ["101", "102"]),
        ("store torv, 104", ["101", "104"]),
        ("Havn og Holm", ["104"]),
        ("Øst, ved åen", ["103"]),
        ("Havn og Holm + 101", ["104", "101"]),
        ("distrikt_nr=12", ["101", "102", "103"]),
        ("distrikt_nr=12 + 104", ["101", "102", "103", "104"]),
        ("distrikt_nr=12 + 103", ["101", "102", "103"]),
        ("Distrikt nr = 12 og 105", ["101", "102", "103", "105"]),
        ("kvarter=vest", ["101", "102"]),
    ],
)
def test_what_a_list_means(units, tmp_path, listed, expected):
    """Codes, names that hold a divider themselves, and values of an attribute; each unit once."""
    load(units, tmp_path, [f'A;Alfa;"{listed}"'])
    assert made(units) == {"A": expected}


def test_semicolons_divide_in_a_table_with_commas(units, tmp_path):
    load(units, tmp_path, ['A,Alfa,"101; Øst, ved åen; 104"'], head="code,name,units")
    assert made(units) == {"A": ["101", "103", "104"]}


def test_the_geometry_is_the_union(units, tmp_path):
    """Two squares side by side are one of 20,000 m²; apart they are two parts."""
    load(units, tmp_path, ["A;Alfa;101, 102", "B;;103 + 105"])
    rows = units.query(
        "select code, area_name, area_m2, geometry, attributes from area "
        "where set_name = 'særlige' order by code"
    )
    shapes = [shapely.from_wkb(bytes(wkb)) for *_, wkb, _ in rows]
    assert [(code, name, size) for code, name, size, _, _ in rows] == [
        ("A", "Alfa", 20_000),
        ("B", "B", 20_000),
    ]
    assert shapes[0].equals(shapely.box(EAST_M, NORTH_M, EAST_M + 200, NORTH_M + 100))
    assert shapes[1].geom_type == "MultiPolygon"
    assert json.loads(rows[0][4]) == {"unit_set": "rode", "unit_load": 1, "units": ["101", "102"]}


def test_slivers_between_units_leave_no_mark(hotspots, tmp_path):
    """The second unit reaches 2 m into the first; a gap of 1 m to the third stays a gap."""
    layers = Layers(tmp_path)
    reach = shapely.box(EAST_M + 98, NORTH_M, EAST_M + 200, NORTH_M + 100)
    apart = shapely.box(EAST_M + 201, NORTH_M, EAST_M + 300, NORTH_M + 100)
    path = layers.write([(101, "a", square(0)), (102, "b", reach), (103, "c", apart)])
    hotspots.done("load", "areas", path, "--set", "rode")
    load(hotspots, tmp_path, ["A;;101, 102", "B;;103"])
    sizes = hotspots.query("select area_m2 from area where set_name = 'særlige' order by code")
    assert sizes == [(20_000,), (9_900,)]


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        ("X;;101, 999", "Enheder", "999", "no area of this name in rode"),
        ("X;;Skov", "Enheder", "Skov", "the name fits several areas of rode (105 Skov, 106 Skov)"),
        ("X;;distrikt_nr=14", "Enheder", "distrikt_nr=14", "no area of rode has this value"),
        ("X;;distrikt_nr=", "Enheder", "distrikt_nr=", "no area of rode has this value"),
        ("X;;farve=rød", "Enheder", "farve=rød", "rode has no attribute 'farve'; it has"),
        ("X;;Hele byen", "Enheder", "Hele byen", "means the whole city, which is no unit"),
        ("X;;", "Enheder", None, "is missing"),
        ('X;;"+ ,"', "Enheder", "+ ,", "names no unit"),
        (";Uden;101", "Kode", None, "is missing"),
        ("*;Alle;101", "Kode", "*", "stands for no area"),
    ],
)
def test_an_area_with_one_bad_unit_is_not_there(units, tmp_path, row, column, value, reason):
    """Its row is rejected with the reason; the others are stored."""
    load(units, tmp_path, ["A;;104", row])
    assert made(units) == {"A": ["104"]}
    assert units.counts(2) == (2, 1, 1)
    ((number, found_column, found_value, found_reason),) = units.rejects()
    assert (number, found_column, found_value) == (2, column, value)
    assert reason in found_reason


def test_a_code_in_several_rows_rejects_them_all(units, tmp_path):
    """A row is an area: the first of them alone would be half of it."""
    load(units, tmp_path, ["A;;101", "B;;102", "a;;103"])
    assert made(units) == {"B": ["102"]}
    assert [(row, value) for row, _, value, _ in units.rejects()] == [(1, "A"), (3, "a")]
    assert "list all units of an area in one" in units.rejects()[0][3]


def test_a_unit_in_two_areas_needs_to_be_said(units, tmp_path):
    """Refused with which, and nothing stored; with --overlapping both have it."""
    before = units.contents()
    rows = ["A;;distrikt_nr=12", "B;;102, 104"]
    found = load(units, tmp_path, rows, run="run")
    assert found.exit_code == 4
    assert "units stand in several areas: 102 in A and B" in found.stderr
    assert units.contents() == before
    load(units, tmp_path, rows, "--overlapping")
    assert made(units) == {"A": ["101", "102", "103"], "B": ["102", "104"]}


def test_nothing_usable_stores_nothing(units, tmp_path):
    before = units.contents()
    found = load(units, tmp_path, ["A;;999"], run="run")
    assert found.exit_code == 4
    assert "the only row was rejected" in found.stderr
    assert units.contents() == before


def test_the_same_table_is_recognised(units, tmp_path):
    load(units, tmp_path, ["A;;101"])
    assert "Load 2 already holds this file" in load(units, tmp_path, ["A;;101"]).stdout


def test_a_later_layer_of_the_units_moves_nothing(units, tmp_path):
    """The area keeps the ground and the units it was made with."""
    load(units, tmp_path, ["A;;101"])
    areas = "select * from active_area where set_name = 'særlige'"
    before = units.query(areas)
    moved = Layers(tmp_path).write(
        [(101, "Store Torv", square(40))], code="rode_nr", name="n.geojson"
    )
    units.done("load", "areas", moved, "--set", "rode", "--replace", 1)
    assert units.query(areas) == before


def test_a_table_without_units_says_what_is_missing(units, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kode;Enheder\nA;101\n", "utf-8")
    found = units.run("load", "areas", path, "--set", "s")
    assert "needs --units UNITSET" in found.stderr
    found = units.run("load", "areas", path, "--set", "s", "--units", "nix")
    assert "No area set 'nix' in this store. There is 'rode'" in found.stderr


def test_a_workbook_where_excel_made_numbers_of_lists(units, tmp_path):
    """101,102 typed in Danish Excel is the number 101.102, and still two units."""
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Kode", "Navn", "Enheder"], ["A", "Alfa", 101.102], ["B", "Beta", 104]):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    units.done("load", "areas", path, "--set", "særlige", "--units", "rode")
    assert made(units) == {"A": ["101", "102"], "B": ["104"]}
