"""Changes of layers: of geometries, of a GeoPackage's tables, of rasters."""

import math
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np
import shapely

from tests.conftest import EAST_M, NORTH_M, square
from tests.fuzz.hostile_cells import CELLS
from tests.fuzz.row_changes import changed_rows


def _at(x, y):
    return EAST_M + x, NORTH_M + y


def _moved(x, y):
    """Return a square of which one corner lies where none can be."""
    ring = [*square(0).exterior.coords]
    ring[2] = (x, y)
    return shapely.Polygon(ring)


_RING = [_at(*point) for point in ((0, 0), (100, 0), (100, 100), (0, 100))]
_GEOMETRIES = (
    lambda: None,
    shapely.Polygon,
    shapely.Point,
    shapely.GeometryCollection,
    lambda: shapely.Point(math.nan, math.nan),
    lambda: shapely.Point(math.inf, 0),
    lambda: _moved(math.nan, 1),
    lambda: _moved(math.inf, -math.inf),
    lambda: _moved(1e300, 1e300),
    lambda: shapely.Point(1e308, -1e308),
    lambda: shapely.Point(12.55, 55.66),
    lambda: shapely.Point(_at(50, 50)[::-1]),
    lambda: shapely.Point(*_at(50, 50), math.nan),
    lambda: shapely.Polygon([_RING[0], _RING[2], _RING[1], _RING[3]]),
    lambda: shapely.Polygon([_RING[0], _RING[1], _RING[0]]),
    lambda: shapely.Polygon(_RING, [[_at(500, 500), _at(600, 500), _at(600, 600)]]),
    lambda: shapely.Polygon(_RING, [_RING]),
    lambda: shapely.LineString(_RING),
    lambda: shapely.LineString([_RING[0], _RING[0]]),
    lambda: shapely.MultiPoint(_RING),
    lambda: shapely.MultiPolygon([square(0), square(0), square(1)]),
    lambda: shapely.GeometryCollection(
        [shapely.GeometryCollection([square(0), shapely.Point(_RING[0])])]
    ),
    lambda: shapely.Point(*_at(0, 0)).buffer(1e-9),
    lambda: shapely.Point(*_at(0, 0)).buffer(5e6),
    lambda: shapely.Point(*_at(0, 0)).buffer(90, quad_segs=20_000),
    lambda: square(0),
    lambda: shapely.box(-180, -90, 180, 90),
    lambda: shapely.Polygon([(*point, 5.0) for point in _RING]),
    lambda: shapely.MultiPolygon([square(at, at) for at in range(300)]),
)
_SYSTEMS = (
    "EPSG:4326",
    "EPSG:3857",
    "EPSG:4258",
    "EPSG:23032",
    "EPSG:5554",
    "EPSG:4979",
    "EPSG:2154",
    "EPSG:4978",
    "EPSG:5799",
    None,
    "+proj=longlat +ellps=bessel +no_defs",
    "+proj=tmerc +lat_0=0 +lon_0=9 +k=0 +x_0=0 +y_0=0 +ellps=GRS80",
)


def changed_features(rng, table):
    """Return features with a geometry or attributes changed, the system, and what was done."""
    rows = [[*row] for row in table]
    done, crs = "", "EPSG:25832"
    if rng.random() < 0.7:
        for _ in range(rng.choice((1, 1, len(rows)))):
            rows[rng.randrange(1, len(rows))][-1] = rng.choice(_GEOMETRIES)()
        done = "geometries"
    else:
        attributes, done = changed_rows(rng, [row[:-1] for row in rows])
        width = max(map(len, attributes))
        padded = [[*row, *[None] * (width - len(row))] for row in attributes]
        names = [str(name) for name in padded[0]]
        rows = [[*names, "geometry"]] + [
            [*row, rows[1 + at % (len(rows) - 1)][-1]] for at, row in enumerate(padded[1:])
        ]
    if rng.random() < 0.3:
        crs = rng.choice(_SYSTEMS)
        done += f", system {crs}"
    return rows, crs, done


_STATEMENTS = (
    "drop table gpkg_contents",
    "drop table gpkg_geometry_columns",
    "drop table gpkg_spatial_ref_sys",
    "delete from gpkg_contents",
    "delete from gpkg_geometry_columns",
    "delete from gpkg_spatial_ref_sys",
    "update gpkg_contents set srs_id = 999999",
    "update gpkg_geometry_columns set srs_id = -1",
    "update gpkg_contents set table_name = 'nothing'",
    "update gpkg_contents set data_type = 'tiles'",
    "update gpkg_contents set data_type = 'attributes'",
    "update gpkg_geometry_columns set column_name = 'x'",
    "update gpkg_geometry_columns set geometry_type_name = 'POINT'",
    "update gpkg_geometry_columns set geometry_type_name = 'NONSENSE'",
    "update gpkg_geometry_columns set z = 7",
    "update gpkg_spatial_ref_sys set definition = 'nonsense'",
    "update gpkg_spatial_ref_sys set organization = 'http://127.0.0.1:1/'",
    "update gpkg_contents set min_x = 1e308, max_x = -1e308",
    "update gpkg_contents set identifier = char(0, 10, 27)",
    "update gpkg_contents set last_change = 'never'",
    "update lag set geom = null",
    "update lag set geom = x'00'",
    "update lag set geom = 'text'",
    "update lag set geom = randomblob(60)",
    "update lag set geom = 1e400",
    "update lag set geom = substr(geom, 1, 45)",
    "update lag set geom = x'4750000300000000' || substr(geom, 9)",
    "update lag set geom = substr(geom, 1, 8) || zeroblob(100)",
    "delete from lag",
    "drop table lag",
    "insert into lag select null, * from (select * from lag) where false",
    "create view lag2 as select * from lag",
    "alter table lag rename to andet",
    "pragma application_id = 5",
    "pragma user_version = 99999",
    "alter table lag add column geometry text",
    "alter table lag add column fid2 int",
    "create trigger t after insert on lag begin delete from lag; end",
    "update sqlite_sequence set seq = -1",
    "create table aspatial (a, b)",
    "update gpkg_contents set srs_id = null",
    "pragma encoding = 'UTF-16'",
    "update lag set fid = -fid",
    "update lag set fid = 9223372036854775807 - fid",
)


def changed_geopackage(rng, content):
    """Return a GeoPackage of which one to three statements changed the tables, and which."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lag.gpkg"
        path.write_bytes(content)
        done = []
        with closing(sqlite3.connect(path, isolation_level=None)) as con:
            _let_go(con)
            done += [_changed_table(rng, con) for _ in range(rng.choice((1, 1, 2, 3)))]
        return path.read_bytes(), "; ".join(done)


def _let_go(con):
    """Drop the triggers, which ask for functions that only GDAL has."""
    names = con.execute("select name from sqlite_master where type = 'trigger'").fetchall()
    for (name,) in names:
        con.execute(f'drop trigger "{name}"')


def _changed_table(rng, con):
    statement = rng.choice(_STATEMENTS)
    values: tuple = ()
    try:
        if rng.random() < 0.3:
            columns = [row[1] for row in con.execute("pragma table_info(lag)")][2:] or ["fid"]
            column, cell = rng.choice(columns), rng.choice(CELLS)
            statement = f'update lag set "{column}" = ?'  # noqa: S608 - of the layer's own
            values = (
                cell
                if isinstance(cell, str | None)
                else float(str(cell)[:15] if isinstance(cell, int) else 1.5),
            )
        con.execute(statement, values)
    except (sqlite3.Error, UnicodeError, ValueError) as problem:
        return f"{statement} (refused: {problem})"
    return statement


def changed_raster(rng):
    """Return values, system and transform of a raster with one of them changed."""
    values = np.arange(
        16 * 16, dtype=rng.choice(("float32", "float64", "int16", "uint8"))
    ).reshape(16, 16)
    how = rng.choice(("values", "system", "transform", "values"))
    asked = {}
    if how == "system":
        asked["crs"] = rng.choice(_SYSTEMS)
    elif how == "transform":
        x, y = rng.choice(
            ((724_000, 6_175_400), (0, 0), (1e300, 1e300), (12.5, 55.7), (-1e7, 9e6))
        )
        size = rng.choice((25, -25, 0, 1e-9, 1e9, 0.0003))
        asked["transform"] = (size, rng.choice((0, 0, 5)), x, rng.choice((0, 0, 5)), -size, y)
    else:
        extreme = rng.choice((-9999, 0, 1, 100))
        if values.dtype.kind == "f":
            extreme = rng.choice((math.nan, math.inf, -math.inf, 3e38, -9999, -0.0))
        values.ravel()[rng.choice((slice(None), slice(0, 40), slice(7, None, 3)))] = (
            extreme if values.dtype != "uint8" else 255
        )
    return values, asked, how
