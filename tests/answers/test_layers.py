"""Layers carry their classes, colours, styles and origin, and nothing in them is markup."""

import json
import sqlite3
import zlib
from itertools import combinations
from xml.etree import ElementTree as ET

import geopandas
import pyarrow.parquet as pq
import pytest
import shapely

from hotspots.analysis.methods import fifths
from hotspots.errors import UsageProblem
from hotspots.mapping import palettes
from hotspots.mapping.pages import layer_looks
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.pages import LegendClass
from hotspots.output.answers.geopackage import write_gpkg
from hotspots.output.answers.layers import as_geojson, write_parquet
from hotspots.output.styles.classes import classes_of
from hotspots.output.styles.qml import qml
from hotspots.output.styles.sld import sld
from hotspots.sentences.texts import LANGUAGES, text
from tests.maps.test_palettes import SIGHTS, confused
from tests.small_city import City

HOSTILE = '"><script>alert(1)</script> ]]> &amp; \x1b\x00 \u202e ${x} =1+1 æøå'
STYLE_COLUMNS = [
    "id", "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
    "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
]  # fmt: skip
SOURCE = {"load": 1, "kind": "areas", "file": "a.gpkg", "sha256": "00", "synthetic": False,
          "loaded_at": "2026-11-03T09:30:00Z", "source": "Kommunen, CC BY 4.0"}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city of four areas: better, worse, unchanged, without a number of answers."""
    made = City(tmp_path_factory.mktemp("city"))
    made.areas(["Nord", "Syd", "Øst", "Åby"])
    later = {"Nord": "5,0;900", "Syd": "30,0;900", "Øst": "11,0;900", "Åby": "11,0;"}
    made.index([f"{name};2010;11,0;900;;" for name in later]
               + [f"{name};2020;{told};;" for name, told in later.items()])  # fmt: skip
    return made


def layer(city, lang="da"):
    """Write the change of the city as a GeoPackage and return its path."""
    path = city.folder / f"{lang}.gpkg"
    if not path.exists():
        city.run("--lang", lang, "change", "--year", 2020, "-o", path)
    return path


def rows(path, statement):
    """Return what a statement finds in a GeoPackage."""
    with sqlite3.connect(path) as con:
        return con.execute(statement).fetchall()


def style(path):
    """Return the only row of a GeoPackage's table of styles, by column."""
    with sqlite3.connect(path) as con:
        con.row_factory = sqlite3.Row
        (found,) = con.execute("select * from layer_styles").fetchall()
    return dict(found)


def parsed(written):
    """Return what the program wrote as a tree."""
    return ET.fromstring(written)  # noqa: S314 - ours


def square(at):
    """Return a square of a kilometre, in metres of EPSG:25832."""
    west = 720_000 + 1_000 * at
    return shapely.box(west, 6_170_000, west + 1_000, 6_171_000)


def designations(values):
    """Return an answer in which each value designates an area."""
    listed = [{"area": str(at), "value": value, "designated": True}
              for at, value in enumerate(values)]  # fmt: skip
    shapes = {str(at): square(at).wkb for at in range(len(values))}
    return Answer(
        "designations", ("area", "value", "designated"), listed, sources=[SOURCE],
        notes=[HOSTILE], shapes=AreaShapes("EPSG:25832", shapes),
    )  # fmt: skip


def test_the_styles_are_a_table_that_qgis_knows(city):
    """QGIS's own columns, registered as attributes; empty catalogue and schema, as it asks for."""
    path = layer(city)
    found = style(path)
    assert list(found) == STYLE_COLUMNS
    assert rows(path, "select data_type from gpkg_contents where table_name = 'layer_styles'") == [
        ("attributes",)
    ]
    assert rows(path, "select column_name from gpkg_geometry_columns") == [("geom",)]
    wanted = {"id": 1, "f_table_catalog": "", "f_table_schema": "", "f_table_name": "change",
              "f_geometry_column": "geom", "styleName": "change", "useAsDefault": 1, "owner": "",
              "ui": None}  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_is_that_of_the_page(city, lang):
    """Categories of ``class`` with the page's labels, colours and hatching."""
    root = parsed(style(layer(city, lang))["styleQML"])
    renderer = root.find("renderer-v2")
    assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "class")
    told = [(one.get("value"), one.get("label")) for one in renderer.iter("category")]
    assert told == [(key, text(lang, f"map_change.{key}")) for key in palettes.LIGHTS]
    symbols = renderer.findall("symbols/symbol")
    fills = [[one.get("class") for one in symbol.findall("layer")] for symbol in symbols]
    assert fills == [["SimpleFill"], ["SimpleFill"], ["SimpleFill", "LinePatternFill"],
                     ["SimpleFill", "PointPatternFill"]]  # fmt: skip
    colour = symbols[0].find("layer/Option/Option[@name='color']").get("value")
    assert colour == "20,153,127,255"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sld_has_a_rule_for_each_class(city, lang):
    """Each rule asks for its class and fills with the page's colour."""
    root = parsed(style(layer(city, lang))["styleSLD"])
    names = {"se": "http://www.opengis.net/se", "ogc": "http://www.opengis.net/ogc"}
    found = {}
    for rule in root.iterfind(".//se:Rule", names):
        assert rule.find(".//ogc:PropertyName", names).text == "class"
        key = rule.find(".//ogc:Literal", names).text
        found[key] = (rule.find("se:Name", names).text,
                      rule.find(".//se:SvgParameter[@name='fill']", names).text)  # fmt: skip
    assert found == {key: (text(lang, f"map_change.{key}"), colour)
                     for key, (colour, _) in palettes.LIGHTS.items()}  # fmt: skip


def test_metadata_says_what_it_is_and_where_it_comes_from(city):
    """Identifier, description and GDAL's metadata, referred to from the layer's table."""
    path = layer(city)
    ((name, about),) = rows(
        path, "select identifier, description from gpkg_contents where table_name = 'change'"
    )
    assert name == "Udvikling 2010–2020 i procentpoint"
    assert "Internt brug" in about
    ((told,),) = rows(
        path,
        "select metadata from gpkg_metadata join gpkg_metadata_reference on id = md_file_id "
        "where reference_scope = 'table' and table_name = 'change'",
    )
    items = {one.get("key"): one.text for one in parsed(told).iter("MDI")}
    assert json.loads(items["SETTINGS"])["year"] == 2020
    assert {one["kind"] for one in json.loads(items["SOURCES"])} == {"areas", "index"}
    assert (items["COMMAND"], items["LANGUAGE"]) == ("change", "da")


def test_the_terms_are_those_of_the_sources(tmp_path):
    """A named source's words are the licence; times are those of the newest load."""
    path = tmp_path / "u.gpkg"
    write_gpkg(designations(["markant"]), path)
    ((told,),) = rows(path, "select metadata from gpkg_metadata where metadata like '%LICENCE%'")
    assert "Kildernes egne vilkår gælder: Kommunen, CC BY 4.0" in told
    changed = {one for (one,) in rows(path, "select last_change from gpkg_contents")}
    assert changed == {"2026-11-03T09:30:00.000Z"}
    assert style(path)["update_time"].startswith("2026-11-03T09:30:00")


def test_own_columns_stay_first(city):
    """``class`` and ``colour`` are the last columns of a layer; every row's colour is its own."""
    path = layer(city)
    columns = [name for _, name, *_ in rows(path, "pragma table_info('change')")]
    asked = list(city.ask("change", "--year", 2020)["rows"][0])
    assert columns == ["fid", "geom", *asked, "class", "colour"]
    found = rows(path, "select light, class, colour from change order by area")
    assert [light for light, *_ in found] == ["green", "red", "yellow", "grey"]
    assert all(light == key for light, key, _ in found)
    assert [colour for *_, colour in found] == [palettes.LIGHTS[light][0] for light, *_ in found]


def test_geojson_has_class_and_colour_last(city):
    """The same in GeoJSON, behind the columns of the answer."""
    path = city.folder / "ud.geojson"
    city.run("change", "--year", 2020, "-o", path, "--force")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert list(features[0]["properties"])[-2:] == ["class", "colour"]
    assert [one["properties"]["colour"] for one in features][:2] == ["#14997f", "#c8442a"]


def test_geoparquet_reads_back_equal(city):
    """CRS, values and types come back; the file says that it is GeoParquet 1.1."""
    path = city.folder / "ud.parquet"
    city.run("change", "--year", 2020, "-o", path, "--force")
    frame, asked = geopandas.read_parquet(path), city.ask("change", "--year", 2020)
    assert frame.crs.to_epsg() == 25832
    assert [str(frame[name].dtype) for name in ("area", "year", "change_pp", "colour")] == [
        "string", "Int64", "Float64", "string",
    ]  # fmt: skip
    for name in ("area", "year", "change_pp", "verdict"):
        values = frame[name].astype(object)
        there = values.where(values.notna(), None).tolist()
        assert there == [row[name] for row in asked["rows"]]
    assert list(frame.columns)[-4:] == ["class", "colour", "geometry", "notes"]
    assert frame.geometry.isna().tolist() == [True, False, False, False, False]
    assert frame.geometry[1].equals(square(0))
    about = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert about["version"] == "1.1.0"
    column = about["columns"][about["primary_column"]]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Polygon"])
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 25832}


def test_the_same_answer_gives_the_same_bytes(tmp_path):
    """Two files of each kind are alike, whatever the clock says and whatever their names."""
    answer = designations(["markant", "reduceret"])
    for write, ending in ((write_gpkg, "gpkg"), (write_parquet, "parquet")):
        one, other = (tmp_path / f"{name}.{ending}" for name in ("1", "2!a;b"))
        write(answer, one)
        write(answer, other)
        assert zlib.crc32(one.read_bytes()) == zlib.crc32(other.read_bytes())


def test_hostile_categories_stay_text(tmp_path):
    """What is markup elsewhere is a label here; what XML cannot hold is marked in both places."""
    path = tmp_path / "u.gpkg"
    write_gpkg(designations([HOSTILE, "markant"]), path)
    found = style(path)
    assert "<script>" not in found["styleQML"] + found["styleSLD"]
    wanted = HOSTILE.replace("\x1b\x00", "\ufffd\ufffd")
    told = [one.get("value") for one in parsed(found["styleQML"]).iter("category")]
    assert told == [wanted, "markant"]
    literals = [one.text for one in parsed(found["styleSLD"]).iter()
                if one.tag.endswith("Literal")]  # fmt: skip
    assert wanted in literals
    assert rows(path, "select class from designations order by area")[0] == (wanted,)
    metadata = rows(path, "select metadata from gpkg_metadata")
    assert all(parsed(one) is not None for (one,) in metadata)
    geojson = json.loads(as_geojson(designations([HOSTILE])))
    assert geojson["features"][0]["properties"]["value"] == HOSTILE


@pytest.mark.parametrize("colour", ["red", "#12345", "url(x)", '"/><a'])
def test_only_plain_colours_enter_a_style(colour):
    """Six hexadecimal digits, or there is no style."""
    legend = [LegendClass("a", "A", colour)]
    with pytest.raises(UsageProblem, match="not a colour"):
        qml("class", legend, "fill", 0.2)
    with pytest.raises(UsageProblem, match="not a colour"):
        sld("a", "class", legend, "fill", 0.2)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("looks", [layer_looks.CELLS, layer_looks.EMERGING,
                                   layer_looks.CELL_CHANGE])  # fmt: skip
def test_classes_of_cells_stay_apart(looks, sight):
    """Without colour vision too, two classes differ in colour or in pattern."""
    assert confused(looks, sight) == []


def test_many_categories_are_told_apart_by_patterns():
    """Twenty categories have twenty looks."""
    found = classes_of(designations([f"kategori {at:02}" for at in range(20)]))
    looks = [(one.colour, one.pattern) for one in found.legend]
    assert all(one != other for one, other in combinations(looks, 2))


def test_fifths_have_about_as_many_values():
    """Ten values in five classes of two; equal values share one; none have none."""
    edges = fifths.limits(list(range(10)))
    assert edges == [0, 1, 3, 5, 7, 9]
    assert [fifths.class_of(value, edges) for value in range(10)] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4]
    assert fifths.limits([4.0, 4.0]) == [4.0, 4.0]
    assert fifths.class_of(4.0, [4.0, 4.0]) == 0
    assert fifths.limits([]) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_raster_means_are_classed_by_fifths(lang):
    """Limits are written as the language does; an area without values has a class of its own."""
    means = [1000.0, 2000.0, None]
    listed = [{"area": str(at), "mean": mean} for at, mean in enumerate(means)]
    shapes = AreaShapes("EPSG:25832", {str(at): square(at).wkb for at in range(3)})
    found = classes_of(Answer("zonal", ("area", "mean"), listed, {"unit": "lux"},
                              shapes=shapes, lang=lang))  # fmt: skip
    assert found.of_rows == ["class_1", "class_1", "no_value"]
    label = {"da": "1.000 til 2.000", "en": "1,000 to 2,000"}[lang]
    assert [one.label for one in found.legend] == [label, text(lang, "layer.no_value")]


def test_parts_of_cells_are_kept(tmp_path):
    """A raster's cells are counted by their part in the area: no whole number, in any layer."""
    listed = [{"area": "1", "mean": 2.0, "n_cells": 3.25}]
    shapes = AreaShapes("EPSG:25832", {"1": square(0).wkb})
    path = tmp_path / "z.gpkg"
    answer = Answer("zonal", ("area", "mean", "n_cells"), listed, {"unit": None}, shapes=shapes)
    write_gpkg(answer, path)
    assert rows(path, "select n_cells from zonal") == [(3.25,)]


def test_points_are_drawn_as_marks(tmp_path):
    """Places hit again are points: the style has marks, no fills."""
    listed = [{"place": "1", "n": 3}]
    shapes = AreaShapes("EPSG:25832", {"1": shapely.Point(720_000, 6_170_000).wkb}, "place")
    path = tmp_path / "p.gpkg"
    write_gpkg(Answer("repeat", ("place", "n"), listed, shapes=shapes), path)
    kinds = {one.get("class") for one in parsed(style(path)["styleQML"]).iter("layer")}
    assert kinds == {"SimpleMarker"}


@pytest.mark.parametrize(
    ("key", "kind", "drawn"),
    [("place", "POINT", "SimpleMarker"), ("area", "POLYGON", "SimpleFill")],
)
def test_a_layer_without_rows_has_a_kind(tmp_path, key, kind, drawn):
    """Nothing found is an empty layer that opens, styled as one with rows."""
    path = tmp_path / "tom.gpkg"
    shapes = AreaShapes("EPSG:25832", {}, key)
    write_gpkg(Answer("repeat", (key, "n"), [], shapes=shapes), path)
    assert rows(path, "select geometry_type_name from gpkg_geometry_columns") == [(kind,)]
    assert rows(path, "select count(*) from repeat") == [(0,)]
    assert f'class="{drawn}"' in style(path)["styleQML"]


def test_goals_by_area_are_a_layer(city):
    """A goal for each area gives its areas; the class is how the area stands."""
    head = "Mål;Program;Regel;Omfang;Indikator;Krav;Værdi;Frist;Kilde\n"
    goal = "Højst 20;Plan;Højst 20 pct.;each_area;utryg_nabolag;at_most;20;31-12-2020;opdigtet\n"
    city.run("load", "goals", city.write("maal.csv", head + goal))
    path = city.folder / "maal.gpkg"
    city.run("goals", "--areas", "--as-of", "2021-06-30", "-o", path)
    found = rows(path, "select name, standing, class, colour from goals order by area")
    assert [one[:3] for one in found] == [
        ("Nord", "fulfilled", "fulfilled"), ("Syd", "not", "not"),
        ("Øst", "fulfilled", "fulfilled"), ("Åby", "fulfilled", "fulfilled"),
    ]  # fmt: skip
    assert [one[3] for one in found[:2]] == ["#e66101", "#5e3c99"]
