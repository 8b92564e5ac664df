"""Areas in several rows of a layer are one area each; collections hold areas; names are kept."""

import json

import pytest
import shapely

from tests.conftest import square

AREAS = ("load", "areas", "--set", "s")


def features(path, rows, shapes):
    """Write a GeoJSON layer of rows of attributes in metres."""
    layer = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:25832"}},
        "features": [
            {
                "type": "Feature",
                "properties": row,
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for row, shape in zip(rows, shapes, strict=True)
        ],
    }
    path.write_text(json.dumps(layer), encoding="utf-8")
    return path


def stored(hotspots):
    return hotspots.query(
        "select code, area_name, round(area_m2) from area order by code_order, code"
    )


ROWS = [
    {"objectid": 11, "bydel_nr": 1, "navn": "Nordås", "areal_kilde": "A"},
    {"objectid": 12, "bydel_nr": 1, "navn": "Nordås", "areal_kilde": "B"},
    {"objectid": 13, "bydel_nr": 2, "navn": "Østhegn", "areal_kilde": "A"},
]
SHAPES = [square(0), square(2), square(3)]


def test_rows_of_one_code_and_name_are_one_area(hotspots, tmp_path):
    """Said, with what they say alike; the rows still add up, and the store is whole."""
    said = hotspots.done(*AREAS, features(tmp_path / "a.geojson", ROWS, SHAPES)).stderr
    assert "Code from 'bydel_nr', name from 'navn'." in said
    assert (
        "2 areas of 3 rows: rows with the same code are parts of one area: 1 (Nordås) of 2 rows."
        in said
    )
    assert stored(hotspots) == [("1", "Nordås", 20_000), ("2", "Østhegn", 10_000)]
    assert hotspots.counts(1) == (3, 3, 0)
    attributes = json.loads(hotspots.query("select attributes from area where code = '1'")[0][0])
    assert attributes == {"bydel_nr": 1, "navn": "Nordås", "rows_of_file": [1, 2]}
    assert "rows_found" not in hotspots.done("status").stdout


def test_parts_that_touch_become_one_outline(hotspots, tmp_path):
    hotspots.done(
        *AREAS, features(tmp_path / "a.geojson", ROWS, [square(0), square(1), square(3)])
    )
    shapes = [shapely.from_wkb(wkb) for (wkb,) in hotspots.query("select geometry from area")]
    assert sorted(shape.geom_type for shape in shapes) == ["Polygon", "Polygon"]


def test_names_alone_join_rows_too(hotspots, tmp_path):
    """A row id and a name: the name is the code."""
    rows = [{"id": row["objectid"], "navn": row["navn"]} for row in ROWS]
    hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, SHAPES))
    assert stored(hotspots) == [("Nordås", "Nordås", 20_000), ("Østhegn", "Østhegn", 10_000)]


def test_a_code_that_all_areas_share_joins_nothing(hotspots, tmp_path):
    """The number of the municipality stands in every row, beside areas of their own."""
    rows = [{"objectid": at, "kommunekode": 101, "navn": name} for at, name in enumerate("ABC")]
    hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, SHAPES))
    assert [name for _, name, _ in stored(hotspots)] == ["A", "B", "C"]


def test_the_finest_code_is_taken(hotspots, tmp_path):
    """Districts with their larger area's code and name beside their own."""
    rows = [
        {"gid": at, "bydel_nr": bydel, "bydel_navn": f"B{bydel}", "distrikt_nr": nr,
         "distrikt_navn": f"D{nr}"}
        for at, (bydel, nr) in enumerate([(1, 7), (1, 7), (1, 8), (2, 9)])
    ]  # fmt: skip
    shapes = [square(0), square(2), square(4), square(6)]
    hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, shapes))
    assert [(code, name) for code, name, _ in stored(hotspots)] == [
        ("7", "D7"),
        ("8", "D8"),
        ("9", "D9"),
    ]


def test_one_code_of_two_names_is_still_refused(hotspots, tmp_path):
    rows = [{"objectid": 1, "nr": 7, "navn": "A"}, {"objectid": 2, "nr": 7, "navn": "B"}]
    path = features(tmp_path / "a.geojson", rows, SHAPES[:2])
    found = hotspots.run(*AREAS, path, "--map", "code=nr")
    assert found.exit_code == 4
    assert "the field 'nr' repeats 7" in found.stderr


def test_the_polygons_of_a_collection_are_the_area(hotspots, layers):
    line = shapely.LineString([(724_000, 6_175_000), (724_100, 6_175_100)])
    shape = shapely.GeometryCollection([square(0), line, shapely.MultiPolygon([square(2)])])
    said = hotspots.done(*AREAS, layers.write([(1, "Nord", shape), (2, "Syd", square(4))])).stderr
    assert (
        "Area 1: of a collection the polygons are taken (2) and the rest is left out (1)." in said
    )
    assert stored(hotspots) == [("1", "Nord", 20_000), ("2", "Syd", 10_000)]


@pytest.mark.parametrize(
    ("stated", "unit"),
    [([1.0, 1.01], "ha"), ([0.01, 0.0101], "km²"), ([2e4, 2.02e4], "another unit (2.01 of it")],
)
def test_a_stated_area_in_another_unit_is_said_to_be_so(hotspots, tmp_path, stated, unit):
    rows = [{"nr": at, "areal": value} for at, value in enumerate(stated, start=1)]
    said = hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, SHAPES[:2])).stderr
    assert f"Field 'areal' is not in m² but in {unit}" in said
    assert "is off by up to" not in said


def test_a_rebuilt_set_keeps_the_names(hotspots, tmp_path):
    """By the number of the larger area, whose name stands beside it in every unit."""
    rows = [
        {"nr": at, "navn": f"R{at}", "bydel_nr": bydel, "bydel_navn": name}
        for at, (bydel, name) in enumerate([(1, "Indre By"), (1, "Indre By"), (2, "Østerbro")])
    ]
    hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, SHAPES))
    said = hotspots.done("areas", "rebuild", "bydele", "--from", "s", "--by", "bydel_nr").stderr
    assert "Names from 'bydel_navn'." in said
    assert hotspots.query(
        "select code, area_name from area where set_name = 'bydele' order by code"
    ) == [("1", "Indre By"), ("2", "Østerbro")]


def test_a_rebuilt_set_takes_no_name_of_another_thing(hotspots, tmp_path):
    """Names that differ within an area, or are those of several, name nothing."""
    rows = [
        {"nr": at, "navn": f"R{at}", "bydel_nr": bydel, "kommunenavn": "København"}
        for at, bydel in enumerate([1, 1, 2])
    ]
    hotspots.done(*AREAS, features(tmp_path / "a.geojson", rows, SHAPES))
    hotspots.done("areas", "rebuild", "bydele", "--from", "s", "--by", "bydel_nr")
    assert hotspots.query(
        "select code, area_name from area where set_name = 'bydele' order by code"
    ) == [("1", "1"), ("2", "2")]
