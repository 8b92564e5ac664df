"""Files that point elsewhere, by an address or by what they compute; and neighbours that do not.

``python -m tests.hostile.referring FOLDER`` loads every file of a folder in one process, for a
tracer to watch.
"""

import contextlib
import gzip
import json
import shutil
import sqlite3
import sys
import zipfile
from pathlib import Path

import geopandas
import numpy as np
import pyarrow as pa
import xlsxwriter
from pyarrow import parquet

from tests.conftest import square

RING = [[12.5, 55.6], [12.6, 55.6], [12.6, 55.7], [12.5, 55.6]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
FEATURE = {"type": "Feature", "properties": {"nr": 1, "navn": "Nord"}, "geometry": POLYGON}
NEVER = (
    "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n where i < 0"
)
OF_STANDARD = (
    "create view st_spatial_ref_sys as select srs_name, srs_id, organization, "
    "organization_coordsys_id, definition, description from gpkg_spatial_ref_sys"
)
XML = '<?xml version="1.0"?>'
# How files end that are loaded as incidents; other Parquet files are layers.
_TABLES = (".xlsx", ".gz", ".csv", "alike.parquet")


def collection(crs="", features=(FEATURE,), *, end=""):
    """Return the text of GeoJSON with a member written out before and after its features."""
    listed = json.dumps(list(features))
    return f'{{"type":"FeatureCollection",{crs}"features":{listed}{end}}}'


def linked_geojson(address):
    """Return GeoJSON whose system is an address, in many spellings."""
    href = f'"href":"{address}"'
    link = f'{{"type":"link","properties":{{{href},"type":"ogcwkt"}}}}'
    system = json.loads(link)
    inner = {"type": "FeatureCollection", "crs": system, "features": [FEATURE]}
    both = {"type": "GeometryCollection", "geometries": [POLYGON | {"crs": system}]}
    point = {"type": "Point", "coordinates": RING[0], "crs": system}
    return {
        "head": collection(f'"crs":{link},'),
        "end": collection(end=f',"crs":{link}'),
        "long": collection(f'"crs":{{"properties":{{"x":"{"y" * 3000}",{href}}},"type":"link"}},'),
        "escaped_key": collection(f'"cr\\u0073":{link},'),
        "escaped_all": collection(f'"\\u0063\\u0072\\u0053":{{"t\\u0079pe":"l\\u0069nk",'
                                  f'"properties":{{{href}}}}},'),
        "nul_key": collection(f'"crs\\u0000x":{link},'),
        "capitals": collection(f'"CRS":{link.replace("link", "LINK")},'),
        "blank": collection(f'"crs":{link.replace("link", " link ")},'),
        "url": collection(f'"crs":{link.replace("link", "url")},'),
        "name": collection(f'"crs":{{"type":"name","properties":{{"name":"{address}"}}}},'),
        "name_and_link": collection(f'"crs":{{"type":"name","type":"link","properties":{{"name":'
                                    f'"EPSG:4326",{href}}}}},'),
        "twice": collection(f'"crs":{{"type":"name","properties":{{"name":"EPSG:4326"}}}},'
                            f'"crs":{link},'),
        "quotes": collection(f"'crs':{link},"),
        "comment": collection(f'"crs"/* a */:{link},'),
        "mark": "\ufeff" + collection(f'"crs":{link},'),
        "feature": collection(features=[FEATURE | {"crs": system}]),
        "geometry": collection(features=[FEATURE | {"geometry": POLYGON | {"crs": system}}]),
        "part": collection(features=[FEATURE | {"geometry": both}]),
        "nested": collection(features=[inner]),
        "last_of_many": collection(features=[*[FEATURE] * 2000, FEATURE | {"crs": system}]),
        "lines": "\n".join([json.dumps(FEATURE), json.dumps(FEATURE | {"crs": system})]),
        "bare": json.dumps(POLYGON | {"crs": system}),
        "points": collection(features=[FEATURE | {"geometry": point}]),
    }  # fmt: skip


def honest_geojson():
    """Return GeoJSON that names its system, or says the letters in a place where it may."""
    named = '"crs":{"type":"name","properties":{"name":"%s"}},'
    told = FEATURE["properties"] | {"crs": "EPSG:4326", "note": 'a "crs": {"type": "link"}'}
    return {
        "urn": collection(named % "urn:ogc:def:crs:OGC:1.3:CRS84"),
        "code": collection(named % "EPSG:4326"),
        "spoken": collection(named % "WGS 84"),
        "address_of_ogc": collection(named % "http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
        "of_epsg": collection('"crs":{"properties":{"code":4326},"type":"EPSG"},'),
        "nothing": collection('"crs":null,'),
        "attribute": collection(features=[FEATURE | {"properties": told}]),
    }


def xml_layers(address):
    """Return GML and KML that name an address, each with whether it is read nevertheless."""
    places = " ".join(f"{lat} {lon}" for lon, lat in RING)
    coordinates = " ".join(f"{lon},{lat}" for lon, lat in RING)
    gml = (
        '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gml="http://www.opengis.net/gml" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:n="http://n"%s>'
        '<gml:featureMember><n:a gml:id="a.1"><n:nr>1</n:nr><n:navn>Nord</n:navn>%s<n:geom>'
        '<gml:Polygon srsName="%s"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{places}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        "</n:geom></n:a></gml:featureMember></wfs:FeatureCollection>"
    )
    urn = "urn:ogc:def:crs:EPSG::4326"
    ask = f"{address}wfs?SERVICE=WFS&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=n:a"
    plain = gml % ("", "", urn)
    kml = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>%s<Placemark><name>Nord</name>%s'
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        "</Document></kml>"
    )
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}e">]>'
    return {
        "schema.gml": (XML + gml % (f' xsi:schemaLocation="http://n {ask}"', "", urn), True),
        "no_space.gml": (
            XML + gml % (f' xsi:noNamespaceSchemaLocation="{address}a.xsd"', "", urn), True),
        "xlink.gml": (XML + gml % ("", f'<n:m xlink:href="{address}m"/>', urn), True),
        "include.gml": (XML + gml % ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
                                     f'href="{address}i"/>', urn), True),
        "system.gml": (XML + gml % ("", "", f"{address}def"), None),
        "entity.gml": (XML + entity + plain.replace("Nord", "&e;"), False),
        "sheet.gml": (f'{XML}<?xml-stylesheet href="{address}s.xsl"?>{plain}', True),
        "utf7.gml": (f"<?xml version='1.0' encoding='UTF-7'?>{plain}", False),
        "ebcdic.gml": (f'<?xml version="1.0" encoding="IBM037"?>{plain}', False),
        "network.kml": (XML + kml % (f"<NetworkLink><Link><href>{address}k</href></Link>"
                                     "</NetworkLink>", ""), True),
        "style.kml": (XML + kml % ("", f"<styleUrl>{address}s.kml#a</styleUrl>"), True),
        "icon.kml": (XML + kml % (f"<Style id='a'><IconStyle><Icon><href>{address}i.png</href>"
                                  "</Icon></IconStyle></Style>", ""), True),
        "overlay.kml": (XML + kml % (f"<GroundOverlay><Icon><href>{address}o.tif</href></Icon>"
                                     "</GroundOverlay>", ""), None),
        "schema_url.kml": (XML + kml % ("", f'<ExtendedData><SchemaData schemaUrl="{address}x#a">'
                                        "</SchemaData></ExtendedData>"), True),
        "entity.kml": (XML + entity + kml % ("", "&e;"), False),
    }  # fmt: skip


def areas():
    """Return two areas of 100 m."""
    places = [square(0), square(1)]
    return geopandas.GeoDataFrame({"nr": [1, 2], "navn": ["Nord", "Syd"]}, geometry=places,
                                  crs="EPSG:25832")  # fmt: skip


def geopackages(folder, address):
    """Write GeoPackages that compute, and those that may; yield each with whether it is read."""
    base = folder / "base.tmp.gpkg"
    areas().to_file(base, layer="a", driver="GPKG")
    columns = "fid, geom, nr, navn"
    register = (
        "insert into gpkg_contents (table_name, data_type, identifier, srs_id) "
        "values ('v', 'features', 'v', 25832)",
        "insert into gpkg_geometry_columns values ('v', 'geom', 'POLYGON', 25832, 0, 0)",
    )
    forged = (
        "pragma writable_schema = on",
        "insert into sqlite_master values "
        f"('table', 'v', 'v', 0, 'create view v as select {columns} from a, ({NEVER})')",
    )
    changes = {
        "view_plain": ([f"create view v as select {columns} from a", *register], False),
        "view_endless": ([f"create view v as select {columns} from a, ({NEVER})", *register],
                         False),
        "view_unnamed": ([f"create view v as {NEVER}"], False),
        "view_of_standard_name": ([f"create view st_spatial_ref_sys as {NEVER}"], False),
        "view_forged": ([*forged, *register], False),
        "view_shadows": (["alter table gpkg_geometry_columns rename to x",
                          f"create view gpkg_geometry_columns as select x.* from x, ({NEVER})"],
                         False),
        "virtual": (["create virtual table t using fts5(x)"], False),
        "generated": (["alter table a add column g text as (hex(zeroblob(9)))"], False),
        "trigger": (["create trigger t after update on a begin select load_extension('x'); end"],
                    True),
        "system": ([f"update gpkg_spatial_ref_sys set definition = '{address}d', "
                    "organization = 'x', organization_coordsys_id = 7 where srs_id = 25832"],
                   None),
        "of_standard": ([OF_STANDARD], True),
        "as_it_is": ([], True),
    }  # fmt: skip
    for name, (statements, is_read) in changes.items():
        path = folder / f"{name}.gpkg"
        shutil.copy(base, path)
        with contextlib.closing(sqlite3.connect(path)) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()
        yield path, is_read
    base.unlink()


def mapinfo(folder):
    """Write MapInfo tables that are made of others."""
    head = "!table\n!version 450\n!charset WindowsLatin1\n\n"
    described = (
        'Definition Table\n  Type NATIVE Charset "WindowsLatin1"\n  Fields 1\n    T Char (9) ;\n'
    )
    tables = {
        "joined": f'{head}Open Table "base" Hide\nCreate View joined As\nSelect * From base\n',
        "mosaic": f'{head}{described}begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n',
    }
    for name, text in tables.items():
        path = folder / f"{name}.tab"
        path.write_text(text, encoding="utf-8")
        yield path, False


def rasters(folder, address):
    """Write GeoTIFFs that leave their overviews and more to an address, inside and beside."""
    import rasterio

    places = rasterio.Affine(10, 0, 724_000, 0, -10, 6_175_100)
    kind = {"driver": "GTiff", "width": 20, "height": 10, "count": 1, "dtype": "float32",
            "crs": "EPSG:25832", "transform": places}  # fmt: skip
    for name in ("z_inside", "z_beside"):
        path = folder / f"{name}.tif"
        with rasterio.open(path, "w", **kind) as band:
            band.write(np.ones((1, 10, 20), "float32"))
            if name == "z_inside":
                band.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"{address}o.tif")
        yield path, True
    source = f"<SourceFilename relativeToVRT='0'>/vsicurl/{address}v.tif</SourceFilename>"
    virtual = (
        "<VRTDataset rasterXSize='20' rasterYSize='10'><VRTRasterBand dataType='Float32' band='1'>"
        f"<SimpleSource>{source}</SimpleSource></VRTRasterBand></VRTDataset>"
    )
    outer = f"<PAMDataset><Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>{address}a.tif"
    Path(f"{path}.aux.xml").write_text(f"{outer}</MDI></Metadata></PAMDataset>", encoding="utf-8")
    Path(f"{path}.ovr").write_text(virtual, encoding="utf-8")
    Path(f"{path}.msk").write_text(virtual, encoding="utf-8")
    (folder / "z_virtual.tif").write_text(virtual, encoding="utf-8")
    yield folder / "z_virtual.tif", False


def packed(folder, address):
    """Write linked layers into archives, a system into Parquet, and a workbook's links."""
    link = linked_geojson(address)["head"]
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("a.geojson", link)
    yield folder / "packed.zip", False
    (folder / "packed.geojson.gz").write_bytes(gzip.compress(link.encode()))
    yield folder / "packed.geojson.gz", False
    areas().to_parquet(folder / "base.tmp.parquet")
    table = parquet.read_table(folder / "base.tmp.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["crs"] = f"{address}crs"
    table = table.replace_schema_metadata({b"geo": json.dumps(geo).encode()})
    parquet.write_table(pa.table(table), folder / "system.parquet")
    (folder / "base.tmp.parquet").unlink()
    yield folder / "system.parquet", False
    book = xlsxwriter.Workbook(folder / "links.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Sagsnr", "Dato", "X", "Y"])
    sheet.write_row(1, 0, ["1", "02-01-2020", 724_050, 6_175_050])
    sheet.write_formula(1, 4, f"='{address}[x.xlsx]A'!A1", None, 12)
    sheet.write_formula(1, 5, f'=WEBSERVICE("{address}w")', None, 12)
    book.close()
    yield folder / "links.xlsx", True


def write_all(folder, address):
    """Write every file into a folder; return whether each is read, None where it may be either."""
    expected = {}
    for name, text in linked_geojson(address).items():
        (folder / f"link_{name}.geojson").write_text(text, encoding="utf-8")
        expected[folder / f"link_{name}.geojson"] = False
    for name, text in honest_geojson().items():
        (folder / f"honest_{name}.geojson").write_text(text, encoding="utf-8")
        expected[folder / f"honest_{name}.geojson"] = True
    for name, (text, is_read) in xml_layers(address).items():
        (folder / name).write_text(text, encoding="utf-8")
        expected[folder / name] = is_read
    for files in (geopackages(folder, address), mapinfo(folder), packed(folder, address),
                  rasters(folder, address)):  # fmt: skip
        expected.update(files)
    return expected


def command_of(path):
    """Return the words that load a file: as areas, or as incidents what is a table."""
    if path.suffix == ".tif":
        return ["zonal", str(path), "--set", "as-it-is-gpkg"]
    if path.name.endswith(_TABLES):
        return ["load", "incidents", str(path), "--dialect", "dk", "--crs", "EPSG:25832"]
    return ["load", "areas", str(path), "--set", path.name.replace(".", "-").replace("_", "-")]


def load_all(folder):
    """Load every file in this process, and print each exit code before the name."""
    from click.testing import CliRunner

    from hotspots.cli.main import main

    store = folder / "traced.duckdb"
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".duckdb", ".wal", ".xml", ".ovr", ".msk"}:
            words = ["--store", str(store), "--lang", "en", *command_of(path)]
            print(CliRunner().invoke(main, words).exit_code, path.name, flush=True)  # noqa: T201


if __name__ == "__main__":
    load_all(Path(sys.argv[1]))
