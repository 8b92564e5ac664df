"""A vector file as it is served out of the process of its reader: numbers as bytes, shapes as WKB.

GDAL is all that reads it there: pandas, geopandas and shapely would take longer to import than
most layers take to read.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hotspots.engine import gdal
from hotspots.language import Say
from hotspots.sources.apart.wire import Reply
from hotspots.sources.layers.computed import refuse_composed, refuse_computed
from hotspots.sources.layers.grid_files import refuse_grid_files
from hotspots.sources.layers.linked_systems import refuse_linked_system

_NEEDLESS = ("pandas", "geopandas", "pyarrow", "shapely", "pyproj")
_REFUSALS: Mapping[str, Callable[[Path], None]] = {
    "geojson": refuse_linked_system,
    "gpkg": refuse_computed,
    "tab": refuse_composed,
}
# Numbers and truth values, of which an array is sent as its bytes.
_OF_BYTES = "biuf"


def prepare() -> None:
    """Lock GDAL and import pyogrio, once for all copies, without what it looks for beside it."""
    gdal.lock()
    absent = [name for name in _NEEDLESS if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    import pyogrio.raw  # noqa: F401

    for name in absent:
        del sys.modules[name]


@contextmanager
def serving(
    path: str, kind: str, *, say: Say
) -> Iterator[tuple[Any, Mapping[str, Callable[..., Any]]]]:
    """Open a vector file, and yield its layers and what can be asked of it.

    Raises ``InputProblem`` where it is damaged, is computed when it is read, or leads elsewhere.
    """
    import pyogrio

    file = _LayerReader(Path(path), say)
    if kind in _REFUSALS:
        _REFUSALS[kind](file.path)
    refuse_grid_files(file.path, kind)
    gdal.check_name(file.path)
    with gdal.problems(file.path, say):
        layers = pyogrio.list_layers(file.path).tolist()
    yield layers, {"info": file.info, "read": file.read}


class _LayerReader:
    """Reads what is asked of a file's layers."""

    def __init__(self, path: Path, say: Say) -> None:
        self.path, self._say = path, say

    def info(self, layer: str, encoding: str | None) -> Any:
        """Return a layer's driver, its number of features, its fields and their types."""
        import pyogrio

        with self._problems():
            info = pyogrio.read_info(self.path, layer=layer, encoding=encoding)
        return {
            "driver": info["driver"],
            "n_features": int(info["features"]),
            "fields": info["fields"].tolist(),
            "dtypes": [str(kind) for kind in info["dtypes"]],
        }

    def read(self, layer: str, encoding: str | None) -> Reply:
        """Return a layer's columns and its shapes, flat; moments are texts."""
        from pyogrio import raw

        with self._problems():
            meta, _, shapes, columns = raw.read(
                self.path, layer=layer, encoding=encoding, force_2d=True, datetime_as_string=True
            )
        content = {
            "crs": meta["crs"],
            "fields": meta["fields"].tolist(),
            "dtypes": [str(kind) for kind in meta["dtypes"]],
            "subtypes": [str(kind) for kind in meta["ogr_subtypes"]],
            "columns": [_description(column) for column in columns],
            "sizes": None if shapes is None else [-1 if wkb is None else len(wkb)
                                                  for wkb in shapes],
        }  # fmt: skip
        numbers = [column.data for column in columns if column.dtype.kind in _OF_BYTES]
        wkb = [] if shapes is None else [b"".join(one for one in shapes if one is not None)]
        return Reply(content, [*numbers, *wkb])

    @contextmanager
    def _problems(self) -> Iterator[None]:
        try:
            with gdal.problems(self.path, self._say):
                yield
        except (LookupError, UnicodeDecodeError) as problem:
            raise gdal.undecodable(self.path) from problem


def _description(column: Any) -> Any:
    """Return a column's type where its bytes are sent, else its values: texts, lists or none."""
    if column.dtype.kind in _OF_BYTES:
        return column.dtype.str
    return [_value(value) for value in column.tolist()]


def _value(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    return value.tolist() if hasattr(value, "tolist") else str(value)
