"""A layer's coordinate system that names a file by its path: PROJ would open it, or a pipe."""

import contextlib
import json
import sqlite3

import pytest
from pyarrow import parquet
from pyproj import CRS

from hotspots.sources.layers.grid_files import leads_to_file
from tests.hostile.referring import areas, xml_layers
from tests.hostile.tracing import ADDRESS

SAID = "leans on a file at another place"


def leaning(file):
    """Return a system for PROJ whose shifts lie in a file."""
    return f"+proj=utm +zone=32 +ellps=intl +nadgrids=@{file},{file} +units=m +no_defs"


def shapefile(path, system):
    areas().to_file(path)
    path.with_suffix(".prj").write_text(CRS(system).to_wkt("WKT1_GDAL"), encoding="utf-8")


def geopackage(path, system):
    areas().to_file(path, layer="a")
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute(
            "update gpkg_spatial_ref_sys set definition = ?, organization = 'x', "
            "organization_coordsys_id = 7 where srs_id = 25832", (CRS(system).to_wkt(),),
        )  # fmt: skip
        database.commit()


def flatgeobuf(path, system):
    areas().set_crs(CRS(system), allow_override=True).to_file(path, driver="FlatGeobuf")


def gml(path, system):
    text = xml_layers(ADDRESS)["xlink.gml"][0]
    hidden = system.replace("/", "&#47;")
    path.write_text(text.replace("urn:ogc:def:crs:EPSG::4326", hidden), encoding="utf-8")


def geoparquet(path, system):
    _write_geoparquet(path, json.loads(CRS(system).to_json()))


def geoparquet_of_text(path, system):
    _write_geoparquet(path, system)


def _write_geoparquet(path, system):
    areas().to_parquet(path)
    table = parquet.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["crs"] = system
    parquet.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)


@pytest.mark.parametrize(
    ("ending", "write"),
    [("shp", shapefile), ("gpkg", geopackage), ("fgb", flatgeobuf), ("gml", gml),
     ("parquet", geoparquet), ("parquet", geoparquet_of_text)],
)  # fmt: skip
def test_a_system_that_names_a_file_is_refused(hotspots, tmp_path, ending, write):
    """In one sentence, exit code 4; the file is of no kind that PROJ could use."""
    grid = tmp_path / "shifts.gsb"
    grid.write_bytes(bytes(100))
    path = tmp_path / f"areas.{ending}"
    write(path, leaning(grid))
    result = hotspots.run("load", "areas", path, "--set", "a")
    assert (result.exit_code, result.stderr.count("Error:")) == (4, 1)
    assert SAID in result.stderr


@pytest.mark.parametrize("ending", ["shp", "gpkg", "fgb", "gml", "parquet"])
def test_web_mercator_with_its_empty_grid_is_read(hotspots, tmp_path, ending):
    """The usual definition says ``+nadgrids=@null``, and names stand beside slashes."""
    path = tmp_path / f"areas.{ending}"
    frame = areas().to_crs(3857)
    if ending == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    if ending == "shp":
        text = CRS(3857).to_wkt("WKT1_GDAL")
        assert "@null" in text
        path.with_suffix(".prj").write_text(text, encoding="utf-8")
    hotspots.done("load", "areas", path, "--set", "a")


@pytest.mark.parametrize(
    ("definition", "leads"),
    [
        ("EPSG:25832", False),
        ("http://www.opengis.net/def/crs?authority=EPSG&version=0&code=25832", False),
        ('PROJCS["ETRS89 / UTM",EXTENSION["PROJ4","+proj=merc +nadgrids=@null"]]', False),
        ('BOUNDCRS[PARAMETERFILE["Latitude file","BETA2007.gsb"],SOURCECRS["a / b"]]', False),
        ('BOUNDCRS[PARAMETERFILE["Latitude file","//host/share/a.gsb"]]', True),
        ('boundcrs(parameterfile("a]","..\\a.gsb"))', True),
        ('GEOGCS["a",DATUM["b",EXTENSION["PROJ4_GRIDS","a.gsb,/dev/stdin"]]]', True),
        ("+proj=longlat +nadgrids=BETA2007.gsb", False),
        ("proj=longlat geoidgrids = ./a.gtx", True),
        ("+init=/tmp/a:1", True),
        ("+proj=tinshift +file=../a.json", True),
    ],
)
def test_names_of_grids_stay_and_paths_go(definition, leads):
    assert leads_to_file(definition) is leads
