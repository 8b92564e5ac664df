"""Made-up tables written in every format that is read, for what looks at all their cells."""

import csv
import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

TABLES = ("csv", "xlsx")
LAYERS = ("gpkg", "geojson", "shp", "tab", "zip", "parquet")
INCIDENTS = ("csv", "csv.gz", "xlsx", "pq", "gpkg", "geojson")
FORMATS = tuple(
    (reader, suffix)
    for reader, suffixes in (("table", TABLES), ("layer", LAYERS), ("incidents", INCIDENTS))
    for suffix in suffixes
)


def write(
    folder: Path, suffix: str, columns: Mapping[str, Sequence[str]], *, points: bool
) -> Path:
    """Write columns of texts as a file; a layer of squares, or of points, has them beside it."""
    path = folder / f"fil.{suffix.replace('pq', 'parquet')}"
    if suffix in {"csv", "csv.gz"}:
        text = _as_csv(columns).encode()
        path.write_bytes(gzip.compress(text) if suffix == "csv.gz" else text)
    elif suffix == "xlsx":
        _write_workbook(path, columns)
    elif suffix == "pq":
        _write_parquet(path, columns)
    elif suffix == "zip":
        inside = folder / "inde"
        inside.mkdir()
        _write_layer(inside / "fil.shp", columns, points=points)
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(inside.iterdir()):
                archive.write(file, file.name)
    else:
        _write_layer(path, columns, points=points)
    return path


def _as_csv(columns: Mapping[str, Sequence[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue()


def _write_workbook(path: Path, columns: Mapping[str, Sequence[str]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append([*columns])
    for row in zip(*columns.values(), strict=True):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(path)


def _write_parquet(path: Path, columns: Mapping[str, Sequence[str]]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({name: [*cells] for name, cells in columns.items()}), path)


def _write_layer(path: Path, columns: Mapping[str, Sequence[str]], *, points: bool) -> None:
    import geopandas
    import shapely

    from hotspots.engine import gdal

    n = len(next(iter(columns.values())))
    shapes = [shapely.Point(720_000 + 10 * at, 6_170_000) for at in range(n)]
    if not points:
        shapes = [one.buffer(5, quad_segs=1) for one in shapes]
    frame = geopandas.GeoDataFrame(dict(columns), geometry=shapes, crs="EPSG:25832")
    if path.suffix == ".parquet":
        frame.to_parquet(path)
        return
    with_drivers = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile",
                    ".tab": "MapInfo File"}  # fmt: skip
    gdal.lock()
    frame.to_file(path, driver=with_drivers[path.suffix], engine="pyogrio", encoding="UTF-8")
