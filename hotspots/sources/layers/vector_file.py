"""A vector file whose reader is a process of its own, and its layers as frames."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.apart.reader import Reader, opened_apart
from hotspots.sources.apart.wire import BrokenFrame
from hotspots.sources.files.checked import Format
from hotspots.sources.layers.grid_files import refuse_grid_file

_SERVICE = "hotspots.sources.layers.vector_service:serving"
_NUMBERS = "biuf"


@dataclass(frozen=True)
class LayerInfo:
    """A layer before it is read: its driver, its number of features (-1: not known), its fields.

    ``kinds`` are the types of the fields, as numpy calls them.
    """

    driver: str
    n_features: int
    fields: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True)
class VectorFile:
    """An open file; ``layers`` are pairs of a layer's name and its kind of geometry, or None."""

    path: Path
    layers: Sequence[tuple[str, str | None]]
    _reader: Reader

    def info(self, layer: str, encoding: str | None) -> LayerInfo:
        """Return what a layer says of itself."""
        info = self._reader.ask("info", layer, encoding).content
        return LayerInfo(info["driver"], info["n_features"], info["fields"], info["dtypes"])

    def frame(self, layer: str, encoding: str | None, *, times_as_text: bool) -> Any:
        """Return a layer as a GeoDataFrame in its own system, its heights and measures left out.

        Raises ``InputProblem`` where it has no geometry, and ``gdal.UndecodableTexts``.
        """
        import geopandas
        import pandas as pd

        content, buffers = self._reader.ask("read", layer, encoding)
        if content["sizes"] is None:
            raise InputProblem(
                message(
                    "{path}: the layer {layer!r} has no geometry.", path=self.path, layer=layer
                )
            )
        refuse_grid_file(self.path, content["crs"])
        *numbers, wkb = buffers
        columns = dict(zip(content["fields"], _arrays(content["columns"], numbers), strict=True))
        frame = pd.DataFrame(columns, columns=content["fields"])
        for name, kind in zip(content["fields"], content["dtypes"], strict=True):
            if kind.startswith("datetime"):
                frame[name] = _texts(frame[name]) if times_as_text else _moments(frame[name])
        for name, kind in zip(content["fields"], content["subtypes"], strict=True):
            if kind == "OFSTJSON":
                frame[name] = _parsed(frame[name])
        shapes = _shapes(content["sizes"], bytes(wkb))
        return geopandas.GeoDataFrame(frame, geometry=shapes, crs=content["crs"])


@contextmanager
def vector_file(path: Path, kind: Format, say: Say) -> Iterator[VectorFile]:
    """Open a vector file of a kind; ``say`` is told what GDAL warns of.

    Raises ``InputProblem`` where it is damaged, is computed when it is read or leads elsewhere,
    and where reading it passes the bounds of time or memory.
    """
    with opened_apart(path, _SERVICE, {"path": str(path), "kind": kind}, say) as reader:
        yield VectorFile(path, [(name, shape) for name, shape in reader.opening], reader)


def _arrays(columns: Sequence[Any], buffers: Sequence[Any]) -> Iterator[Any]:
    """Yield the columns: numbers from their bytes, of the type that is said, others as objects."""
    rest = iter(buffers)
    for column in columns:
        if isinstance(column, str):
            kind = np.dtype(column)
            if kind.kind not in _NUMBERS:
                raise BrokenFrame(column)
            content = next(rest)
            yield np.frombuffer(content, kind) if content else np.empty(0, kind)
        else:
            yield np.fromiter(column, object, len(column))


def _shapes(sizes: Sequence[int], wkb: bytes) -> Any:
    """Return geometries whose WKB lies end to end; a size of -1 is none."""
    import shapely

    ends = np.cumsum(np.maximum(sizes, 0)).tolist()
    pieces = [None if size < 0 else wkb[end - size : end]
              for size, end in zip(sizes, ends, strict=True)]  # fmt: skip
    with np.errstate(invalid="ignore"):  # a coordinate that is no number is judged later
        return shapely.from_wkb(np.fromiter(pieces, object, len(pieces)), on_invalid="ignore")


def _texts(moments: Any) -> Any:
    """Return moments as texts of ISO 8601, where a column of none but missing ones is of none."""
    from pandas.api.types import is_string_dtype

    if is_string_dtype(moments.dtype):
        return moments
    return moments.astype("str").str.replace(" ", "T")


def _moments(texts: Any) -> Any:
    """Return texts as moments to the millisecond, in UTC where their zones differ.

    What is no moment for pandas stays text, the whole column with it.
    """
    import pandas as pd

    for utc in (False, True):
        with suppress(ValueError):
            return pd.to_datetime(texts, format="ISO8601", utc=utc).dt.as_unit("ms")
    return texts


def _parsed(texts: Any) -> Any:
    """Return a field of JSON as the lists and members that it holds, or as it is."""
    with suppress(ValueError, TypeError, RecursionError):
        return texts.map(json.loads, na_action="ignore")
    return texts
