"""One band of a raster file: opened with the drivers named here and no others, read in blocks.

Its reader is a process of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.sources.apart.reader import Reader, opened_apart
from hotspots.sources.files.checked import checked_file, sha256
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.grid_files import refuse_grid_file
from hotspots.sources.values import bounds

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SERVICE = "hotspots.sources.layers.raster_service:serving"
_LEAST_SIDE_M = 0.001


class _Place(NamedTuple):
    """Where cells lie: x is a·column + b·row + c, y is d·column + e·row + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


# What a raster without a place is said to have.
_NOWHERE = _Place(1, 0, 0, 0, 1, 0)


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
    _reader: Reader

    def read(self, row: int, col: int, n_rows: int, n_cols: int) -> NDArray[np.float64]:
        """Return the values of a block, shape (n_rows, n_cols); NaN where there is none.

        A scale and an offset that the file states are applied.
        """
        answer = self._reader.ask("read", self.band, row, col, n_rows, n_cols)
        return np.frombuffer(answer.buffers[0]).reshape(n_rows, n_cols)


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
    arguments = {"path": str(path), "real": str(real), "driver": driver}
    with opened_apart(path, _SERVICE, arguments, _nobody) as reader:
        opening = reader.opening
        bounds.check(path, opening["n_cols"] * opening["n_rows"], bounds.RASTER_CELLS)
        yield _raster(path, reader, _chosen_band(path, opening["n_bands"], band), crs)


def _nobody(_sentence: str) -> None:
    """Say nothing: a raster's reader has nothing to say but errors."""


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


def _raster(path: Path, reader: Reader, band: int, crs: str | None) -> Raster:
    opening, about = reader.opening, reader.ask("band", band).content
    refuse_grid_file(path, opening["wkt"])
    place = _Place(*opening["place"])
    _check_place(path, place)
    if np.issubdtype(np.dtype(about["kind"]), np.complexfloating):
        raise InputProblem(
            message(
                "{path}: band {band} holds complex numbers. Name another with --band.",
                path=path,
                band=band,
            )
        )
    file_crs = f"EPSG:{opening['epsg']}" if opening["epsg"] else opening["wkt"]
    return Raster(
        path, sha256(path), band, about["unit"], _crs(path, file_crs, crs),
        place.c, place.f, place.a, -place.e, opening["n_rows"], opening["n_cols"],
        about["tags"], reader,
    )  # fmt: skip


def _check_place(path: Path, place: _Place) -> None:
    turned = place == _NOWHERE or place.b or place.d or place.a <= 0 or place.e >= 0
    if turned or not np.isfinite(place).all():
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


def _crs(path: Path, file_crs: str | None, stated_crs: str | None) -> Any:
    named = file_crs or stated_crs
    if named is None:
        raise InputProblem(
            message(
                "{path}: the raster does not say its coordinate system. Name it with "
                "--crs, such as --crs {denmark}.",
                path=path,
                denmark=systems.DENMARK,
            )
        )
    if file_crs and stated_crs and systems.parse(stated_crs) != systems.parse(file_crs):
        raise UsageProblem(
            message(
                "{path}: the raster says {called}. Leave --crs {asked} out.",
                path=path,
                called=systems.called(systems.parse(file_crs)),
                asked=stated_crs,
            )
        )
    crs = systems.parse(named)
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
