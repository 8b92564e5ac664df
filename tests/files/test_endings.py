"""What a load takes: every ending that it names is taken, and no other one."""

import gzip
import re
import zipfile

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.loads.test_layer_formats import areas, written
from tests.loads.written_spreadsheets import write
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SET = ("--set", "bydele")
TABLES = [".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"]
PACKED = [".zip", ".gz"]
LAYERS = [".parquet", ".geoparquet", ".gpkg", ".geojson", ".json", ".shp", ".tab", ".mif", ".fgb",
          ".gml", ".kml", ".kmz"]  # fmt: skip
FIGURES = [*TABLES[:3], ".px", *TABLES[3:], *PACKED]
LISTS = [*TABLES, *PACKED]
COMMANDS = {
    "areas": (("--set", "nye"), [*LAYERS, ".zip"]),
    "places": (("--set", "steder"), [*LAYERS, ".zip"]),
    "index": (SET, FIGURES),
    "population": (SET, FIGURES),
    "counts": (SET, FIGURES),
    "survey": (SET, LISTS),
    "indicators": ((), LISTS),
    "scale": ((), LISTS),
    "goals": ((), LISTS),
    "breaks": ((), LISTS),
    "crosswalk": ((), LISTS),
    "designations": ((), LISTS),
    "interventions": (SET, [*TABLES, *LAYERS, *PACKED]),
    "incidents": ((), [*TABLES, *LAYERS, *PACKED]),
}
# A table of areas is sent to --units, in words of its own.
REFUSED = ("is not taken here", "the name says", "needs --units")
ALL = [*FIGURES, *LAYERS]
TEXTS = {
    **dict.fromkeys((".csv", ".txt", ".tsv"), b"a;b\n1;2\n"),
    ".px": b'CHARSET="ANSI";\nSTUB="a";\nVALUES("a")="1","2";\nDATA=\n1 2;\n',
    ".gz": gzip.compress(b"a;b\n1;2\n"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a tiny file of every ending, and a city to load it into."""
    folder = tmp_path_factory.mktemp("endings")
    city = City(folder)
    city.areas(["Nord", "Syd"])
    files = {ending: _tiny(folder, ending) for ending in ALL}
    return city, files


def _tiny(folder, ending):
    path = folder / ("a.csv.gz" if ending == ".gz" else f"a{ending}")
    if ending in TEXTS:
        path.write_bytes(TEXTS[ending])
    elif ending in {".xlsx", ".xlsm"}:
        book = openpyxl.Workbook()
        book.active.append(["a", "b"])
        book.active.append([1, 2])
        book.save(path)
    elif ending in TABLES:
        write(path, {"Ark": [["a", "b"], [1, 2]]})
    elif ending == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", TEXTS[".csv"])
    else:
        kind = {".geoparquet": "parquet", ".json": "geojson"}.get(ending, ending[1:])
        written(areas(), folder, "a" if kind == ending[1:] else "b", kind).rename(path)
    return path


def _said(city, command, path):
    asked, _ = COMMANDS[command]
    from click.testing import CliRunner

    from hotspots.cli.main import main

    line = ["--store", str(city.store), "--lang", "en", "load", command, str(path), *asked,
            "--dry-run"]  # fmt: skip
    return CliRunner().invoke(main, line, catch_exceptions=False).output


@pytest.mark.thorough
@pytest.mark.part(3)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_load_takes_what_it_names_and_nothing_else(made, command):
    """What of the tiny file cannot be used is another matter than its kind."""
    city, files = made
    said = _said(city, command, city.write("a.odt", "x"))
    named = re.findall(r"\.[a-z]+", said.partition("come as ")[2].partition(". In ")[0])
    assert sorted(named) == sorted(COMMANDS[command][1])
    refused = {ending for ending in {*named, ".csv", ".px", ".gpkg", ".gz"}
               if _is_refused(city, command, files[ending])}  # fmt: skip
    assert refused == {".csv", ".px", ".gpkg", ".gz"} - {*named}


def _is_refused(city, command, path):
    words = _said(city, command, path)
    return any(said in words for said in REFUSED)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_refusal_says_how_to_get_there(made, command):
    """Layers by QGIS, tables by Excel; a drawing is a layer even where tables are taken too."""
    city, _ = made
    taken = COMMANDS[command][1]
    for ending in (".odt", ".docx", ".dwg"):
        said = _said(city, command, city.write(f"a{ending}", "x"))
        is_layer = ".gpkg" in taken and not (ending == ".docx" and ".csv" in taken)
        assert ("QGIS: Export > Save Features As > GeoPackage" in said) == is_layer
        assert ("Excel: Save as .xlsx" in said) == (not is_layer)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_help_names_no_ending_that_is_not_taken(made, command):
    """By its words too."""
    city, _ = made
    said = city.run("--lang", "en", "load", command, "--help").stdout.partition("Options:")[0]
    words = {"CSV": ".csv", "xlsx": ".xlsx", "PC-Axis": ".px", "Parquet": ".parquet",
             "GeoPackage": ".gpkg", "GeoJSON": ".geojson", "Shapefile": ".shp", "MapInfo": ".tab",
             "KML": ".kml", "layer of": ".gpkg", "gzipped": ".gz"}  # fmt: skip
    named = {ending for word, ending in words.items() if word in said}
    assert named <= {*COMMANDS[command][1]}


def test_incidents_of_a_parquet_file_without_shapes(made):
    """Parquet is a table of incidents as well as a layer."""
    city, _ = made
    path = city.folder / "plain.parquet"
    parquet.write_table(pa.table({"a": [1], "b": [2]}), path)
    assert "no column for 'id'" in _said(city, "incidents", path)
