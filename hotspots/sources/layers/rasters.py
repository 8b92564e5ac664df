"""One band of a raster file: opened with the drivers named here and no others, read in blocks.

What lies beside the file (world files, .aux.xml, .prj, .ovr) is not read, so that its hash
covers everything that a figure rests on.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.engine import gdal
from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.sources.files.checked import checked_file, sha256
from hotspots.sources.layers import crs as systems
from hotspots.sources.values import bounds

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SETTINGS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_GEOREF_SOURCES": "INTERNAL",
    "GDAL_MAX_DATASET_POOL_SIZE": 10,
}


_LEAST_SIDE_M = 0.001
_HEADING = re.compile(
    rb"(ncols|nrows|[xy]ll(corner|center)|cellsize|d[xy]|nodata_value)\s+\S+\s*", re.IGNORECASE
)
_NUMBER = re.compile(rb"[-+]?(\d+[.,]?\d*|[.,]\d+)([eE][-+]?\d+)?|[-+]?(nan|inf)", re.IGNORECASE)
_WORD = re.compile(rb"[^\s\d.,+-]")


@dataclass(frozen=True)
class Raster:
    """A band of an open raster whose rows run from north to south.

    ``west`` and ``north`` are the outer corner, ``width`` and ``height`` the sides of a cell,
    all in the units of ``crs`` (metres). ``unit`` is what the file says its values are in.
    """

    path: Path
    sha256: str
    band: int
    unit: str | None
    crs: Any
    west: float
    north: float
    width: float
    height: float
    n_rows: int
    n_cols: int
    tags: Mapping[str, str]
    _open: Any

    def read(self, row: int, col: int, n_rows: int, n_cols: int) -> NDArray[np.float64]:
        """Return the values of a block, shape (n_rows, n_cols); NaN where there is none.

        A scale and an offset that the file states are applied.
        """
        from rasterio.windows import Window

        with _problems(self.path):
            block = self._open.read(self.band, window=Window(col, row, n_cols, n_rows),
                                    masked=True)  # fmt: skip
        band_index = self.band - 1
        values = block.astype(np.float64).filled(np.nan)
        values = values * self._open.scales[band_index] + self._open.offsets[band_index]
        return np.where(np.isfinite(values), values, np.nan)


@contextmanager
def opened(path: Path, band: int | None, crs: str | None) -> Iterator[Raster]:
    """Open one band of a GeoTIFF or ASCII grid on this machine.

    ``band`` counts from 1 and may be left out where there is one; ``crs`` names the coordinate
    system of a file that does not. Raises ``InputProblem`` for a file that is none of the two,
    is turned or without a place, or is not measured in metres, and ``UsageProblem`` for a band
    that is not there.
    """
    real = checked_file(path)
    driver = _driver(path, real)
    if driver == "AAIGrid":
        _check_numbers(path, real)
    gdal.lock()
    import rasterio

    with rasterio.Env(**_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=rasterio.errors.NotGeoreferencedWarning)
        with _problems(path):
            source = rasterio.open(str(real), driver=driver)
        with source:
            bounds.check(path, source.width * source.height, bounds.RASTER_CELLS)
            yield _raster(path, source, _chosen_band(path, source.count, band), crs)


def _driver(path: Path, real: Path) -> str:
    with real.open("rb") as file:
        start = file.read(64)
    if start.startswith(_TIFF_STARTS):
        return "GTiff"
    if start.lower().startswith((b"ncols", b"nrows")):
        return "AAIGrid"
    raise InputProblem(
        message(
            "{path}: this is neither a GeoTIFF nor an ASCII grid (.asc). Export it as GeoTIFF.",
            path=path,
        )
    )


def _check_numbers(path: Path, real: Path) -> None:
    """Refuse an ASCII grid with a word among its values, which GDAL would read as 0."""
    with real.open("rb") as lines:
        for line in lines:
            if _WORD.search(line) is None or _HEADING.fullmatch(line):
                continue
            odd = next((one for one in line.split() if not _NUMBER.fullmatch(one)), None)
            if odd is not None:
                word = odd[:40].decode("utf-8", "replace")
                raise InputProblem(
                    message(
                        "{path}: the grid holds {said!r}, which is no number. Export it anew.",
                        path=path,
                        said=word,
                    )
                )


@contextmanager
def _problems(path: Path) -> Iterator[None]:
    """Turn what GDAL says against a raster into one sentence."""
    from rasterio.errors import RasterioError

    logging.getLogger("rasterio").setLevel(logging.CRITICAL)
    try:
        yield
    except (RasterioError, OSError) as problem:
        raise InputProblem(
            message(
                "{path}: the raster cannot be read: it is damaged, or not whole. Ask for it "
                "again, or export it anew.",
                path=path,
            )
        ) from problem


def _chosen_band(path: Path, n_bands: int, band: int | None) -> int:
    if band is None and n_bands == 1:
        return 1
    if band is None:
        raise UsageProblem(
            message(
                "{path}: which of its {n_bands} bands? Say --band 1 to {n_bands}.",
                path=path,
                n_bands=n_bands,
            )
        )
    if not 1 <= band <= n_bands:
        raise UsageProblem(
            message(
                "{path}: no band {asked}; it has {n_bands}, counted from 1.",
                path=path,
                asked=band,
                n_bands=n_bands,
            )
        )
    return band


def _raster(path: Path, source: Any, band: int, crs: str | None) -> Raster:
    place = source.transform
    turned = place.is_identity or place.b or place.d or place.a <= 0 or place.e >= 0
    if turned or not np.isfinite(place[:6]).all():
        raise InputProblem(
            message(
                "{path}: the raster says no place, or is turned. Export it as GeoTIFF "
                "with its place inside and north up.",
                path=path,
            )
        )
    if min(place.a, -place.e) < _LEAST_SIDE_M:
        raise InputProblem(
            message(
                "{path}: its cells are {a:g} by {value:g} m, so its place or its size is "
                "wrong. Export it anew with its place inside.",
                path=path,
                a=place.a,
                value=-place.e,
            )
        )
    if np.issubdtype(np.dtype(source.dtypes[band - 1]), np.complexfloating):
        raise InputProblem(
            message(
                "{path}: band {band} holds complex numbers. Name another with --band.",
                path=path,
                band=band,
            )
        )
    return Raster(
        path, sha256(path), band, source.units[band - 1], _crs(path, source.crs, crs),
        place.c, place.f, place.a, -place.e, source.height, source.width,
        {**source.tags(), **source.tags(band)}, source,
    )  # fmt: skip


def _crs(path: Path, file_crs: Any, stated_crs: str | None) -> Any:
    if file_crs is None and stated_crs is None:
        raise InputProblem(
            message(
                "{path}: the raster does not say its coordinate system. Name it with "
                "--crs, such as --crs {denmark}.",
                path=path,
                denmark=systems.DENMARK,
            )
        )
    if (
        file_crs is not None
        and stated_crs is not None
        and systems.parse(stated_crs) != _parsed(file_crs)
    ):
        raise UsageProblem(
            message(
                "{path}: the raster says {called}. Leave --crs {asked} out.",
                path=path,
                called=systems.called(_parsed(file_crs)),
                asked=stated_crs,
            )
        )
    crs = systems.parse(stated_crs) if file_crs is None and stated_crs else _parsed(file_crs)
    if not crs.is_projected or any(one.unit_conversion_factor != 1 for one in crs.axis_info[:2]):
        raise InputProblem(
            message(
                "{path}: the raster is in {called}, not in metres. Bring it into a "
                "projected system first, such as {denmark}.",
                path=path,
                called=systems.called(crs),
                denmark=systems.DENMARK,
            )
        )
    return crs


def _parsed(file_crs: Any) -> Any:
    code = file_crs.to_epsg()
    return systems.parse(f"EPSG:{code}" if code else file_crs.to_wkt())
