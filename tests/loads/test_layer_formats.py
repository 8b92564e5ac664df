"""Every format of layers is read as areas and as incidents, and none of them leads elsewhere."""

import http.server
import json
import os
import threading
import zipfile

import geopandas
import pyarrow as pa
import pyogrio
import pytest
import shapely
from pyarrow import parquet

from tests.conftest import square
from tests.loads.test_load_bad_files import refused

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

AREAS = ("load", "areas", "--set", "s")
INCIDENTS = ("load", "incidents", "--dialect", "dk")
DRIVERS = {
    "gpkg": "GPKG",
    "geojson": "GeoJSON",
    "shp": "ESRI Shapefile",
    "fgb": "FlatGeobuf",
    "gml": "GML",
    "kml": "LIBKML",
    "kmz": "LIBKML",
    "mif": "MapInfo File",
    "tab": "MapInfo File",
    "gdb": "OpenFileGDB",
}
IN_DEGREES = {"kml", "kmz"}


def written(frame, folder, name, ending):
    """Write a frame as a layer of a format; what is several files goes into a zip."""
    path = folder / f"{name}.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
        return path
    options = {"encoding": "UTF-8"} if ending == "shp" else {}
    own = frame.to_crs("EPSG:4326") if ending in IN_DEGREES else frame
    own.to_file(path, driver=DRIVERS[ending], **options)
    return path


def zipped(path):
    """Pack a layer's files, or its folder, and return the archive."""
    archive = path.with_name(f"{path.stem}_{path.suffix[1:]}.zip")
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.stem}.*")
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(files):
            if file.suffix != ".zip":
                packed.write(file, file.relative_to(path.parent))
    return archive


def areas():
    return geopandas.GeoDataFrame(
        {"nr": ["01", "02"], "navn": ["Nørrebro", "Ålholm"]},
        geometry=[square(0), square(1)],
        crs="EPSG:25832",
    )


def incidents():
    return geopandas.GeoDataFrame(
        {
            "sagsnr": ["A1", "A2"],
            "dato": ["01-02-2024 08:05", "13-02-2024 23:30"],
            "kategori": ["Hærværk", "Røveri"],
        },
        geometry=[square(0).centroid, square(1).centroid],
        crs="EPSG:25832",
    )


@pytest.mark.part(2)
@pytest.mark.parametrize("ending", ["fgb", "gml", "kml", "kmz", "mif", "tab", "parquet"])
def test_areas_of_a_format(hotspots, tmp_path, ending):
    """Two squares of 100 m with their codes and Danish names, whatever the format."""
    hotspots.done(*AREAS, written(areas(), tmp_path, "a", ending))
    rows = hotspots.query("select code, area_name, round(area_m2) from area order by code")
    assert rows == [("01", "Nørrebro", 10_000), ("02", "Ålholm", 10_000)]


@pytest.mark.part(2)
@pytest.mark.parametrize("ending", ["shp", "tab", "mif", "gdb"])
@pytest.mark.parametrize(
    ("command", "frame", "table"),
    [(AREAS, areas(), "area"), (INCIDENTS, incidents(), "incident")],
    ids=["areas", "incidents"],
)
def test_what_is_several_files_comes_in_an_archive(
    hotspots, tmp_path, ending, command, frame, table
):
    """A Shapefile, a MapInfo table, a File Geodatabase; a name for the archive's file is one."""
    path = zipped(written(frame, tmp_path, "a", ending))
    hotspots.done(*command, path, "--layer", "a")
    assert len(hotspots.contents()[table]) == 2


@pytest.mark.part(2)
@pytest.mark.parametrize("ending", [*DRIVERS, "parquet"])
def test_incidents_of_a_format(hotspots, tmp_path, ending):
    """Points, ids, Danish categories and day-first dates, whatever the format."""
    path = written(incidents(), tmp_path, "p", ending)
    hotspots.done(*INCIDENTS, zipped(path) if ending == "gdb" else path)
    rows = hotspots.query(
        "select incident_id, cast(occurred_from as text), category, round(x_m), round(y_m) "
        "from incident order by incident_id"
    )
    assert rows == [
        ("A1", "2024-02-01 08:05:00", "Hærværk", 724_050, 6_175_050),
        ("A2", "2024-02-13 23:30:00", "Røveri", 724_150, 6_175_050),
    ]


@pytest.mark.part(2)
@pytest.mark.parametrize("ending", ["gpkg", "parquet"])
@pytest.mark.parametrize(
    "ids", [[1001.0, 1002.0], ["\ufeff1001", "10\u200b02"], ["1001.0", "1002"]]
)
def test_ids_are_compared_as_what_they_are(hotspots, tmp_path, ending, ids):
    """A number with a point, a byte-order mark and a zero-width blank make no other id."""
    frame = incidents().assign(sagsnr=ids)
    hotspots.done(*INCIDENTS, written(frame, tmp_path, "p", ending))
    assert hotspots.query("select incident_id from incident order by all") == [
        ("1001",),
        ("1002",),
    ]


def test_codes_of_areas_are_without_marks_nobody_sees(hotspots, layers):
    path = layers.write([("\ufeff1", "Nord", square(0)), ("2\u200b", "Syd", square(1))])
    hotspots.done(*AREAS, path)
    assert hotspots.query("select code from area order by all") == [("1",), ("2",)]


def test_the_layers_that_are_not_read_are_named(hotspots, tmp_path):
    path = written(areas(), tmp_path, "a", "gpkg")
    areas().to_file(path, layer="roder", driver="GPKG", geometry_type="Unknown")
    said = hotspots.done(*AREAS, path).stderr
    assert "a.gpkg: not read: the layers 'roder'. Load one with --layer." in said


def test_a_folder_of_a_geodatabase_is_to_be_packed(hotspots, tmp_path):
    path = written(areas(), tmp_path, "a", "gdb")
    found = hotspots.run(*AREAS, path)
    assert found.exit_code == 4
    assert "Pack the folder into a .zip" in found.stderr
    hotspots.done(*AREAS, zipped(path))


@pytest.mark.parametrize(
    ("command", "named", "unnamed"),
    [
        (AREAS, ".gpkg, .geojson", ".csv"),
        (("load", "index", "--set", "s"), ".csv, .txt", ".gpkg"),
        (INCIDENTS, ".csv, .txt", ".bil"),
    ],
)
def test_a_refusal_lists_what_this_command_takes(hotspots, tmp_path, command, named, unnamed):
    path = tmp_path / "a.bil"
    path.write_bytes(b"xyz")
    found = hotspots.run(*command, path)
    assert found.exit_code == 4
    listed = found.stderr.partition("come as")[2]
    assert named in listed
    assert unnamed not in listed


@pytest.fixture
def server():
    """Yield an address on this machine, and the list of what is asked of it."""
    questions = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            questions.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}/", questions
    listening.shutdown()
    listening.server_close()


RING = [[12.5, 55.6], [12.6, 55.6], [12.6, 55.7], [12.5, 55.6]]


def linked(address):
    """Return files that name an address: by name, and what they hold."""
    polygon = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": {"nr": 1}, "geometry": polygon}
    link = {"type": "link", "properties": {"href": address, "type": "ogcwkt"}}
    coordinates = " ".join(f"{lon},{lat}" for lon, lat in RING)
    places = " ".join(f"{lat} {lon}" for lon, lat in RING)
    return {
        "a.geojson": json.dumps({"type": "FeatureCollection", "crs": link, "features": [feature]}),
        "b.geojson": json.dumps(
            {
                "type": "FeatureCollection",
                "features": [feature | {"geometry": polygon | {"crs": link}}],
            }
        ),
        "a.kml": '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
        "<Placemark><name>Nord</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        "</Document></kml>",
        "a.gml": '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gml="http://www.opengis.net/gml"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:n="http://n"'
        f' xsi:schemaLocation="http://n {address}wfs?SERVICE=WFS&amp;VERSION=1.1.0&amp;'
        'REQUEST=DescribeFeatureType&amp;TYPENAME=n:a"><gml:featureMember><n:a gml:id="a.1">'
        f'<n:nr>1</n:nr><n:more xlink:href="{address}more"/><n:geom>'
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{places}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        "</n:geom></n:a></gml:featureMember></wfs:FeatureCollection>",
    }


@pytest.mark.parametrize("name", ["a.geojson", "b.geojson", "a.kml", "a.gml"])
def test_no_link_in_a_layer_is_followed(hotspots, tmp_path, server, name):
    """Nobody is asked: a linked system is refused, what else is linked is left alone."""
    address, questions = server
    path = tmp_path / name
    path.write_text(linked(address)[name], encoding="utf-8")
    found = hotspots.run(*AREAS, path)
    assert questions == []
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(path.stem)] == [name]
    if name.endswith("geojson"):
        assert found.exit_code == 4
        assert "is a link to another place, which is not followed" in found.stderr
    else:
        assert found.exit_code == 0, found.stderr


@pytest.mark.parametrize("ending", ["kml", "gml"])
def test_entities_of_a_file_of_its_own_are_refused(hotspots, tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    start = {"kml": "<kml xmlns='http://www.opengis.net/kml/2.2'>", "gml": "<FeatureCollection>"}
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        f"{start[ending]}&a;"
    )
    found = hotspots.run(*AREAS, path)
    assert found.exit_code == 4
    assert "defines entities of its own" in found.stderr


def test_gdal_asks_nobody_even_where_the_environment_says_otherwise(monkeypatch):
    from hotspots.engine import gdal

    monkeypatch.setenv("GDAL_HTTP_PROXY", "")
    monkeypatch.setenv("OGR_SKIP", "")
    monkeypatch.setenv("no_proxy", "*")
    gdal.lock()
    assert os.environ["GDAL_HTTP_PROXY"] == "none://none"
    assert os.environ["no_proxy"] == "none"
    assert "OGR_VRT" in os.environ["OGR_SKIP"]


def test_rings_of_geojson_run_as_the_standard_says(three_areas, tmp_path):
    """RFC 7946: outer rings against the clock."""
    out = tmp_path / "x.geojson"
    three_areas.done("areas", "show", "by", "-o", out)
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    rings = [shapely.LinearRing(feature["geometry"]["coordinates"][0]) for feature in features]
    assert [ring.is_ccw for ring in rings] == [True, True, True]


def test_a_cell_that_is_a_list_is_text(hotspots, tmp_path):
    """GML may have a name twice, Parquet a list: the names stand one behind the other."""
    lists = areas().assign(navn=[["Nord", "Nørre"], ["Syd"]])
    hotspots.done(*AREAS, written(lists, tmp_path, "a", "parquet"), "--map", "name=navn")
    text = written(areas(), tmp_path, "b", "gml").read_text(encoding="utf-8")
    twice = text.replace("</ogr:navn>", "</ogr:navn><ogr:navn>To</ogr:navn>")
    (tmp_path / "b.gml").write_text(twice, encoding="utf-8")
    hotspots.done("load", "areas", tmp_path / "b.gml", "--set", "t", "--map", "name=navn")
    assert hotspots.query("select code, area_name from area order by set_name, code") == [
        ("01", "Nord, Nørre"), ("02", "Syd"), ("01", "Nørrebro, To"), ("02", "Ålholm, To"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["note", "geometry"])
def test_a_layer_without_geometry_is_refused(hotspots, tmp_path, heading):
    """A table beside the layers; a column that is called geometry makes it none either."""
    path = written(areas(), tmp_path, "a", "gpkg")
    table = areas().drop(columns="geometry").rename(columns={"navn": heading})
    pyogrio.write_dataframe(table, path, layer="tabel", append=True)
    sentence = refused(hotspots, AREAS, path, "--layer", "tabel")
    assert "the layer 'tabel' has no geometry" in sentence


def test_a_parquet_file_with_headings_that_come_again(hotspots, tmp_path):
    """The first of a name is read, as in every table; the others are watched as well."""
    cells = [["A1", "A2"], ["x", "y"], ["01-02-2024", "02-02-2024"], ["9", "8"]]
    table = pa.Table.from_arrays(
        [*map(pa.array, cells), pa.array([724_050, 724_150]), pa.array([6_175_050] * 2)],
        names=["id", "note", "dato", "note", "x", "y"],
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    hotspots.done("load", "incidents", tmp_path / "a.parquet", "--crs", "EPSG:25832")
    assert hotspots.query("select incident_id from incident order by all") == [("A1",), ("A2",)]
