"""A raster as it is served out of the process of its reader: what it says of itself, and blocks.

What lies beside the file (world files, .aux.xml, .prj, .ovr) is not read, so that its hash
covers everything that a figure rests on.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.engine import gdal
from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.apart.problems import is_of_memory
from hotspots.sources.apart.wire import Reply

_SETTINGS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_GEOREF_SOURCES": "INTERNAL",
    "GDAL_MAX_DATASET_POOL_SIZE": 10,
}
_HEADING = re.compile(
    rb"(ncols|nrows|[xy]ll(corner|center)|cellsize|d[xy]|nodata_value)\s+\S+\s*", re.IGNORECASE
)
_NUMBER = re.compile(rb"[-+]?(\d+[.,]?\d*|[.,]\d+)([eE][-+]?\d+)?|[-+]?(nan|inf)", re.IGNORECASE)
_WORD = re.compile(rb"[^\s\d.,+-]")


def prepare() -> None:
    """Lock GDAL and import the reader, once for all copies of this process."""
    gdal.lock()
    import rasterio.windows  # noqa: F401


@contextmanager
def serving(
    path: str,
    real: str,
    driver: str,
    *,
    say: Say,  # noqa: ARG001 - nothing is said of a raster
) -> Iterator[tuple[Any, Mapping[str, Callable[..., Any]]]]:
    """Open a raster with one driver; ``real`` is the file, ``path`` what sentences call it."""
    import rasterio

    if driver == "AAIGrid":
        _check_numbers(Path(path), Path(real))
    with rasterio.Env(**_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=rasterio.errors.NotGeoreferencedWarning)
        with _problems(Path(path)):
            source = rasterio.open(real, driver=driver)
        with source:
            yield _opening(source), _operations(Path(path), source)


def _opening(source: Any) -> Mapping[str, Any]:
    return {
        "n_rows": source.height,
        "n_cols": source.width,
        "n_bands": source.count,
        "place": [*source.transform[:6]],
        "epsg": source.crs.to_epsg() if source.crs else None,
        "wkt": source.crs.to_wkt() if source.crs else None,
    }


def _operations(path: Path, source: Any) -> Mapping[str, Callable[..., Any]]:
    def band(number: int) -> Mapping[str, Any]:
        with _problems(path):
            return {
                "kind": str(source.dtypes[number - 1]),
                "unit": source.units[number - 1],
                "tags": {**source.tags(), **source.tags(number)},
            }

    def read(number: int, row: int, col: int, n_rows: int, n_cols: int) -> Reply:
        with _problems(path):
            return Reply(None, [_block(source, number, (col, row, n_cols, n_rows))])

    return {"band": band, "read": read}


def _block(source: Any, band: int, window: tuple[int, int, int, int]) -> Any:
    """Return a block's values as they are meant, row by row; NaN where there is none."""
    import numpy as np
    from rasterio.windows import Window

    block = source.read(band, window=Window(*window), masked=True)
    values = block.astype(np.float64).filled(np.nan)
    values = values * source.scales[band - 1] + source.offsets[band - 1]
    return np.ascontiguousarray(np.where(np.isfinite(values), values, np.nan)).data


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
        if is_of_memory(problem):
            raise
        raise InputProblem(
            message(
                "{path}: the raster cannot be read: it is damaged, or not whole. Ask for it "
                "again, or export it anew.",
                path=path,
            )
        ) from problem
