"""Surfaces as GeoTIFF, whole or not there, alike byte for byte."""

from pathlib import Path

import numpy as np

from hotspots import __version__, safe, targets
from hotspots.engine import gdal
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.cells import GEOTIFF_ENDINGS, RasterFile

NODATA = -9999.0
_TILE = 256
_SMALLEST_OVERVIEW = 64


def checked_path(path: Path, *, force: bool) -> Path:
    """Return a GeoTIFF's path; raise where its ending is another, or it is there already."""
    if path.suffix.lower() not in GEOTIFF_ENDINGS:
        raise UsageProblem(message("{path}: name a GeoTIFF that ends in .tif.", path=path))
    targets.refuse_overwrite(path, force=force)
    return path


def write_geotiff(raster: RasterFile, path: Path) -> None:
    """Write one band of 32-bit numbers: tiled, deflated, with overviews and ``NODATA``.

    Programs print tags as they are, so marks that steer a terminal are left out of them.
    """
    gdal.lock()
    import rasterio
    from rasterio.enums import Resampling

    n_rows, n_cols = raster.values.shape
    place = rasterio.Affine(raster.side_m, 0, raster.west_m, 0, -raster.side_m, raster.north_m)
    values = np.where(np.isnan(raster.values), NODATA, raster.values).astype(np.float32)
    with safe.whole_file(path) as draft, rasterio.Env(GDAL_PAM_ENABLED="NO"):
        with rasterio.open(
            draft, "w", driver="GTiff", width=n_cols, height=n_rows, count=1, dtype="float32",
            crs=raster.crs, transform=place, nodata=NODATA, tiled=True, blockxsize=_TILE,
            blockysize=_TILE, compress="deflate", predictor=3, num_threads=1,
        ) as target:  # fmt: skip
            target.write(values, 1)
            target.set_band_description(1, safe.harmless(raster.title))
            target.set_band_unit(1, raster.unit)
            tags = {name: safe.harmless(value) for name, value in raster.tags.items()}
            target.update_tags(TIFFTAG_SOFTWARE=f"hotspots {__version__}", **tags)
        with rasterio.open(draft, "r+", driver="GTiff") as target:
            target.build_overviews(_factors(max(n_rows, n_cols)), Resampling.average)


def _factors(longest: int) -> list[int]:
    """Return by how much each overview is smaller, until one is small enough."""
    factors = [2]
    while longest / factors[-1] > _SMALLEST_OVERVIEW:
        factors.append(2 * factors[-1])
    return factors
