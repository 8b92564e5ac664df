"""Files that cannot be used: one sentence says what, where and what now; nothing is stored."""

import gzip
import sqlite3
import warnings
import zipfile
from contextlib import closing

import openpyxl
import pytest
import shapely

from tests.conftest import square

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

TABLE = "id;dato;x;y\n1;01-02-2024;724050;6175050\n"
AREAS = ("load", "areas", "--set", "nye")
INDEX = ("load", "index", "--set", "by")
INCIDENTS = ("load", "incidents")


def refused(hotspots, command, path, *options, code=4):
    """Hand a file in, twice: to no store and to one with data; return the one sentence."""
    before = hotspots.contents()
    found = hotspots.run(*command, path, *options)
    assert found.exit_code == code, (found.stdout, found.stderr)
    assert found.stdout == ""
    sentence = found.stderr.splitlines()[-1]
    assert sentence.startswith("Error: ")
    assert sentence.endswith(".")
    assert "Traceback" not in found.stderr
    assert hotspots.contents() == before
    return sentence.removeprefix("Error: ")


def frame(crs="EPSG:25832"):
    import geopandas

    areas = {"nr": [1, 2], "navn": ["Nord", "Syd"]}
    return geopandas.GeoDataFrame(areas, geometry=[square(0), square(1)], crs=crs)


def written(frame, path):
    """Write a frame; GDAL warns of a missing CRS, which is the point here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        frame.to_file(path)
    return path


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.part(2)
@pytest.mark.parametrize(
    ("command", "name", "content", "says"),
    [
        (AREAS, "a.gpkg", b"nr;navn\n1;Nord\n", "the name says a GeoPackage"),
        (AREAS, "a.shp", b"<OGRVRTDataSource/>", "the name says a Shapefile"),
        (AREAS, "a.geojson", b"<kml/>", "the name says GeoJSON"),
        (AREAS, "a.dwg", b"AC1032", "In QGIS: Export > Save Features As > GeoPackage."),
        (AREAS, "a.kml", b"<gpx/>", "the name says KML, the content is a web page or XML"),
        (AREAS, "a.gml", b"<kml/>", "the name says GML, the content is KML"),
        (AREAS, "a.fgb", b"fgb and no more", "the name says FlatGeobuf"),
        (AREAS, "a.fgb", b"fgb\x03fgb\x00 but no more", "no layer of areas"),
        (AREAS, "a.mif", b"nr;navn\n1;Nord\n", "the name says a MapInfo interchange file"),
        (AREAS, "a.kmz", b"<kml/>", "the name says zipped KML, the content is KML"),
        (AREAS, "a.parquet", b"PAR1 but no more", "cannot be read as a layer"),
        (AREAS, "a.gpkg", b"SQLite format 3\0 but no more", "the layer cannot be read"),
        (AREAS, "a.geojson", b'{"type": "FeatureCollection", "fea', "the layer cannot be read"),
        (AREAS, "a.geojson", b'{"type": "FeatureCollection", "features": []}', "no areas"),
        (AREAS, "a.csv", b"a;b\n1;2\n", "areas come as layers: .parquet"),
        (AREAS, "a.geojson", b"", "the file is empty (0 bytes)"),
        (INDEX, "a.csv", b"PK\3\4 not a table", "the content is something else"),
        (INDEX, "a.xlsx", b"a;b\n1;2\n", "the name says an Excel workbook (.xlsx)"),
        (INDEX, "a.csv", b"", "the file is empty (0 bytes)"),
        (INDEX, "a.csv", b"Omr\xc3\xa5de;\xc3\x85r;Indikator;Procent\n", "no rows below it"),
        (INDEX, "a.csv", b"Omr\xc3\xa5de^\xc3\x85r^Indikator\nNord^2020^x\n", "--delimiter"),
        (INDEX, "a.csv", b"Omr\xc3\xa5de;Procent\nNord;10\n", "--map year=COLUMN"),
        (INDEX, "a.geojson", b"{}", "In Excel: Save as .xlsx."),
        (INCIDENTS, "a.dwg", b"AC1032", "In QGIS: Export > Save Features As > GeoPackage."),
        (INCIDENTS, "a.numbers", b"PK", "In Excel: Save as .xlsx."),
        (INCIDENTS, "a.csv", b"\x89PNG\r\n\x1a\n\0\0", "the content is something else"),
        (INCIDENTS, "a.csv", b"id;dato;x;y\n", "a header but no rows below it"),
        (INCIDENTS, "a.csv", b"id^dato^x^y\n1^2^3^4\n", "--delimiter"),
        (INCIDENTS, "a.csv", b"id;dato;x\n1;01-02-2024;5\n", "no column for 'y'"),
        (INCIDENTS, "a.csv", b"id;x;y\n1;5;5\n", "no column for 'occurred'"),
        (INCIDENTS, "a.csv", b"sag;x\n1;5\n", "no column for 'id', 'occurred', 'y'"),
        (INCIDENTS, "a.csv", b"sag;a\n1;5\n", "--map id=COLUMN --map occurred=COLUMN --map x="),
        (INCIDENTS, "a.parquet", b"PAR1 but no more", "the Parquet file is damaged"),
        (INCIDENTS, "a.csv.gz", b"not gzip", "the gzip file is damaged"),
        (
            INCIDENTS,
            "a.csv.gz",
            gzip.compress(b"x" * 9999, mtime=0)[:-9],
            "the gzip file is damaged",
        ),
        (INCIDENTS, "a.csv", b"id;dato;x;y\n1;\x81\xf8;5;5\n", "line 2: a byte there is neither"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(three_areas, tmp_path, command, name, content, says):
    """Wrong format, empty, header only, wrong delimiter, a column missing, damaged."""
    path = tmp_path / name
    path.write_bytes(content)
    sentence = refused(three_areas, command, path)
    assert sentence.startswith(str(path))
    assert says in sentence


@pytest.mark.parametrize("command", [AREAS, ("load", "index", "--set", "by"), INCIDENTS])
@pytest.mark.parametrize(
    "name", ["", "mangler.gpkg", "https://example.org/a.geojson", "/vsizip/a"]
)
def test_what_is_no_file_is_refused_and_leaves_no_store(hotspots, tmp_path, command, name):
    """A folder, a missing file, an address: nothing is fetched, and no store is made."""
    path = tmp_path / name if "/" not in name else name
    sentence = refused(hotspots, command, path)
    assert "no such file" in sentence or "not an address" in sentence or "ordinary" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_refused_first_load_leaves_no_store(hotspots, tmp_path):
    """The store that the load made for itself is gone again, with its write-ahead log."""
    (tmp_path / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    refused(hotspots, AREAS, tmp_path / "a.geojson")
    assert [path.name for path in tmp_path.iterdir()] == ["a.geojson"]


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".parquet"])
def test_a_layer_without_a_system_of_coordinates_needs_one_said(hotspots, tmp_path, suffix):
    """No guess is made; with --crs it is loaded."""
    path = tmp_path / f"a{suffix}"
    if suffix == ".parquet":
        frame(None).to_parquet(path)
    else:
        written(frame(None), path)
    assert "Say it with --crs" in refused(hotspots, AREAS, path)
    hotspots.done(*AREAS, path, "--crs", "EPSG:25832")
    assert hotspots.query("select sum(area_m2) from area") == [(20_000,)]


def test_metres_in_a_layer_that_promises_degrees(hotspots, layers):
    """GeoJSON without a system promises degrees; metres in it are named, and --crs is taken."""
    path = layers.write([(1, "Nord", square(0))], crs=None)
    sentence = refused(hotspots, AREAS, path)
    assert "724000, 6175000 are no longitude and latitude" in sentence
    assert "no longitude" in refused(hotspots, AREAS, path, "--crs", "EPSG:4326")
    hotspots.done(*AREAS, path, "--crs", "EPSG:25832")
    assert hotspots.query("select area_m2 from area") == [(10_000,)]


def test_a_system_that_contradicts_the_layer_is_refused(hotspots, layers):
    """--crs says what a file does not; it corrects nothing that a file does say."""
    path = layers.write([(1, "Nord", square(0))])
    sentence = refused(hotspots, AREAS, path, "--crs", "EPSG:32632")
    assert "the layer says EPSG:25832, --crs says EPSG:32632" in sentence
    assert "no such coordinate system" in refused(hotspots, AREAS, path, "--crs", "EPSG:99999")


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"../../evil.geojson": "{}"}, "'../../evil.geojson' leads out of the archive"),
        ({"/etc/evil.geojson": "{}"}, "leads out of the archive"),
        ({"C:\\evil.geojson": "{}"}, "leads out of the archive"),
        ({"./": "", "readme.txt": ""}, "expected one layer in the archive, found none"),
        ({"a.geojson": b"0" * 40_000_000}, "unpacks to 40 MB; refused"),
        ({f"{number}.txt": "" for number in range(201)}, "201 entries in the archive"),
        ({"a.gpkg": "tekst"}, "the name says a GeoPackage"),
        ({"a.geojson": '{"type": "Feat'}, "the layer cannot be read"),
        ({"a.shp": "", "b.shp": ""}, "found a, b. Name it with --layer"),
    ],
)
def test_archives(hotspots, tmp_path, entries, says):
    """Nothing leaves the archive's folder, nothing large is unpacked; the archive is named."""
    path = zipped(tmp_path / "a.zip", entries)
    sentence = refused(hotspots, AREAS, path)
    assert sentence.startswith(f"{path}: ")
    assert says in sentence
    assert not (tmp_path.parent / "evil.geojson").exists()


def test_a_damaged_archive(hotspots, layers, tmp_path):
    """Bytes turned round in the middle of a packed file."""
    content = layers.write([(1, "Nord", square(0))]).read_bytes()
    path = zipped(tmp_path / "a.zip", {"a.geojson": content})
    packed = bytearray(path.read_bytes())
    packed[60:64] = b"\xff\0\xff\0"
    path.write_bytes(packed)
    assert "the archive is damaged" in refused(hotspots, AREAS, path)


def test_a_shapefile_in_an_archive_is_read(hotspots, tmp_path):
    """As agencies send it: five files in one zip, names in Latin-1."""
    shape = frame()
    shape["navn"] = ["Nørrebro", "Østerbro"]
    shape.to_file(tmp_path / "by.shp", encoding="ISO-8859-1")
    parts = {path.name: path.read_bytes() for path in tmp_path.glob("by.*")}
    hotspots.done(*AREAS, zipped(tmp_path / "by.zip", parts))
    names = hotspots.query("select area_name from area order by code")
    assert names == [("Nørrebro",), ("Østerbro",)]


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_a_damaged_workbook(three_areas, tmp_path, command):
    """A sheet that breaks off while it is read, which openpyxl notices late."""
    whole = workbook(tmp_path / "whole.xlsx", [["id", "dato", "x", "y"]] * 50)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(path, "w") as broken:
        for entry in archive.infolist():
            content = archive.read(entry)
            sheet = entry.filename.endswith("sheet1.xml")
            broken.writestr(entry, content[: len(content) // 2] if sheet else content)
    assert "the workbook cannot be read" in refused(three_areas, command, path)


def test_damaged_gzip_and_parquet_found_while_reading(three_areas, tmp_path):
    """The first bytes are right, the damage lies further on."""
    import pyarrow as pa
    from pyarrow import parquet

    packed = bytearray(gzip.compress((TABLE * 500).encode()))
    packed[20:30] = bytes(10)
    (tmp_path / "a.csv.gz").write_bytes(packed)
    assert "gzip file is damaged" in refused(three_areas, INCIDENTS, tmp_path / "a.csv.gz")
    row = {"id": ["1"] * 500, "dato": ["2024-01-01"] * 500, "x": [1.5] * 500, "y": [2.5] * 500}
    parquet.write_table(pa.table(row), tmp_path / "a.parquet", use_dictionary=False)
    whole = bytearray((tmp_path / "a.parquet").read_bytes())
    whole[10:60] = b"\xff" * 50
    (tmp_path / "a.parquet").write_bytes(whole)
    assert "Parquet file is damaged" in refused(three_areas, INCIDENTS, tmp_path / "a.parquet")


def test_a_damaged_geopackage(hotspots, tmp_path):
    """A file cut in half, as a broken transfer leaves it."""
    path = written(frame(), tmp_path / "a.gpkg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "the layer cannot be read" in refused(hotspots, AREAS, path)


def test_a_database_that_is_no_geopackage(hotspots, tmp_path):
    """SQLite, but without a layer."""
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as con:
        con.execute("create table plain (here)")
    assert "cannot be read" in refused(hotspots, AREAS, tmp_path / "a.gpkg")


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_windows_1252_under_utf_8_names_the_line(three_areas, tmp_path, command):
    """An encoding that was asked for is taken at its word."""
    path = tmp_path / "a.csv"
    path.write_bytes((TABLE + "ø;01-02-2024;724050;6175050\n").encode("cp1252"))
    sentence = refused(three_areas, command, path, "--encoding", "utf-8")
    assert "line 3: a byte there is not utf-8" in sentence
    assert "--encoding windows-1252" in sentence
    assert "'klingon' is not known" in refused(three_areas, command, path, "--encoding", "klingon")


def test_an_open_quotation_in_a_small_table_names_its_line(three_areas, tmp_path):
    """Everything below would be one cell: the whole table is refused, and the line is named."""
    path = tmp_path / "a.csv"
    path.write_text('område;år;indikator;procent\n1;2020;utryg_nabolag;9\n2;"2020;x;9\n3;2;3;4\n')
    assert "line 3: a quotation mark is not closed" in refused(three_areas, INDEX, path)


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        (INCIDENTS, ("--delimiter", "||"), "is not one character, or tab"),
        (INCIDENTS, ("--timezone", "Europe/Kobenhavn"), "no such time zone"),
        (INCIDENTS, ("--map", "sted=x"), "no field 'sted'"),
        (INCIDENTS, ("--fixed", "sted=x"), "no field 'sted'"),
        (INCIDENTS, ("--replace", "7"), "there is no load 7"),
        (INCIDENTS, ("--replace", "1"), "that load holds areas of set 'by'"),
        (INDEX, ("--delimiter", "||"), "is not one character, or tab"),
        (INDEX, ("--map", "sted=x"), "no field 'sted'"),
    ],
)
def test_options_that_cannot_be_meant(three_areas, tmp_path, command, options, says):
    """Wrong usage is exit 2, and nothing is stored either."""
    (tmp_path / "a.csv").write_text(TABLE)
    assert says in refused(three_areas, command, tmp_path / "a.csv", *options, code=2)


def test_layers_and_fields_that_are_not_there(hotspots, tmp_path):
    """The sentence lists those that are."""
    path = written(frame(), tmp_path / "a.gpkg")
    assert "it has 'a'" in refused(hotspots, AREAS, path, "--layer", "b", code=2)
    assert "Fields: code, name" in refused(hotspots, AREAS, path, "--map", "x=nr", code=2)
    assert "Fields: nr, navn" in refused(hotspots, AREAS, path, "--map", "code=x")
    assert "--encoding" in refused(hotspots, AREAS, path, "--encoding", "klingon")


@pytest.mark.parametrize("name", ["obs!by.geojson", "a;b.geojson", "zip:by.geojson"])
def test_a_name_that_leads_to_another_file_is_refused(hotspots, layers, monkeypatch, name):
    """GDAL's reader would open the layer beside it, or look for an archive."""
    path = layers.write([(1, "Nord", square(0))], "by.geojson")
    path.with_name(name).write_bytes(path.read_bytes())
    monkeypatch.chdir(path.parent)
    assert "Rename" in refused(hotspots, AREAS, name)


def test_features_that_are_no_areas(hotspots, layers):
    """One point among polygons is a reject; points alone are no areas."""
    point = shapely.Point(724_000, 6_175_000)
    mixed = layers.write([(1, "Nord", square(0)), (2, "Punkt", point)], "mixed.geojson")
    hotspots.done(*AREAS, mixed)
    assert hotspots.counts(1) == (2, 1, 1)
    assert hotspots.rejects() == [(2, "geometry", "Point", "is not a polygon")]
    points = layers.write([(1, "Punkt", point)], "points.geojson")
    assert "no layer of areas" in refused(hotspots, ("load", "areas", "--set", "p"), points)


def test_control_characters_print_harmlessly(three_areas, tmp_path):
    """A file name and a cell that would clear the screen, or turn the line around."""
    path = tmp_path / "a\x1b[2J\u202e.csv"
    path.write_text("id;dato;x;y\n1;\x1b[31mrød\x07;724050;6175050\n2;01-02-2024;724050;6175050\n")
    loaded = three_areas.done("load", "incidents", path)
    shown = three_areas.done("status", "--rejects", "all")
    listed = three_areas.done("status")
    path.write_text("id;dato\n")
    refusal = refused(three_areas, INCIDENTS, path)
    for text in (loaded.stdout, loaded.stderr, shown.stdout, listed.stdout, refusal):
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert "rød" in shown.stdout


def test_an_archive_with_an_entry_without_a_name_is_damaged(three_areas, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
        archive.writestr("a.csv", TABLE)
    assert "an entry has no name" in refused(three_areas, INDEX, path)


def test_an_encoding_that_is_said_and_lacks_its_mark_is_refused(three_areas, tmp_path):
    """UTF-16 is said, but the file neither says its order of bytes nor is UTF-16."""
    path = tmp_path / "a.csv"
    path.write_text("Område;År\nNord;2010\n", encoding="utf-8")
    sentence = refused(three_areas, INDEX, path, "--encoding", "utf-16")
    assert "line 1: a byte there is not utf-16" in sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpkg", b"SQLite format 3\0" + bytes(5000)),
        ("a.parquet", b"PAR1" + bytes(50) + b"PAR1"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{'),
        ("a.zip", None),
    ],
)
def test_a_refusal_speaks_no_library_and_names_no_private_file(hotspots, tmp_path, name, content):
    """The words of GDAL, Arrow and SQLite help nobody, and a file in a private folder is gone."""
    path = tmp_path / name
    if content is None:
        frame().to_file(tmp_path / "b.shp")
        zipped(path, {file: (tmp_path / file).read_bytes() for file in ("b.shp", "b.dbf")})
    else:
        path.write_bytes(content)
    sentence = refused(hotspots, AREAS, path)
    assert "cannot be read" in sentence
    for word in ("(", "hotspots-", "Open", "sqlite", "Arrow", "thrift"):
        assert word not in sentence.removeprefix(str(path))


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_a_cell_that_is_a_whole_book_is_named_by_its_line(three_areas, tmp_path, command):
    path = tmp_path / "a.csv"
    path.write_text(f"Område;År\n{'N' * 140_000};2010\n", encoding="utf-8")
    assert "line 2: " in (sentence := refused(three_areas, command, path))
    assert "a cell has more than 131,072 letters" in sentence
