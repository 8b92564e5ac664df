"""Features as a layer of each format, and a raster of each."""

import io
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.loads.test_layer_formats import written, zipped

ENDINGS = {"shp": "zip", "mif": "zip", "tab": "zip", "gdb": "zip", "geoparquet": "parquet"}
_NO_TYPE = {"areas": "Unknown"}


def layer_file(rows, kind, crs="EPSG:25832"):
    """Return the bytes of a layer; the last cell of a row is its geometry."""
    import geopandas

    head, *features = rows
    attributes = {
        name: _column([row[at] for row in features]) for at, name in enumerate(head[:-1])
    }
    frame = geopandas.GeoDataFrame(attributes, geometry=[row[-1] for row in features], crs=crs)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = written(frame, Path(folder), "lag", "parquet" if kind == "geoparquet" else kind)
        return (zipped(path) if ENDINGS.get(kind) == "zip" else path).read_bytes()


def _column(cells):
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) <= 1 and kinds <= {str, int, float} and all(_is_small(cell) for cell in cells):
        return cells
    return [None if cell is None else str(cell) for cell in cells]


def _is_small(cell):
    return not isinstance(cell, int) or abs(cell) < 1 << 60


def raster_file(values, kind, *, crs="EPSG:25832", transform=(25, 0, 724_000, 0, -25, 6_175_400)):
    """Return the bytes of a raster: a GeoTIFF, or an ASCII grid."""
    import rasterio
    from rasterio.transform import Affine

    if kind == "asc":
        rows = "\n".join(" ".join(f"{value:g}" for value in row) for row in values)
        head = (f"ncols {len(values[0])}\nnrows {len(values)}\nxllcorner 724000\n"
                "yllcorner 6175000\ncellsize 25\nNODATA_value -9999\n")  # fmt: skip
        return (head + rows + "\n").encode()
    content = io.BytesIO()
    profile = {"driver": "GTiff", "height": len(values), "width": len(values[0]), "count": 1,
               "dtype": values.dtype, "crs": crs, "transform": Affine(*transform),
               "nodata": -9999}  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with rasterio.open(content, "w", **profile) as raster:
            raster.write(values, 1)
    return content.getvalue()
