"""Points as PostGIS sends them (EWKB): x, y and the number of their coordinate system."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

from hotspots.arrow import pa

_POINT = 1
_HAS_Z, _HAS_M, _HAS_SRID = 0x80000000, 0x40000000, 0x20000000
_MARK_BYTES, _KIND_BYTES, _NUMBER_BYTES = 1, 4, 8


class NoPointError(ValueError):
    """A shape that is no point."""


class ShapePoints(NamedTuple):
    """x and y of a batch as Arrow arrays, null without a place, and the SRIDs among them."""

    x: Any
    y: Any
    srids: set[int]


def points(shapes: Any) -> ShapePoints:
    """Return the points of an Arrow array of EWKB, in the units of their coordinate system.

    Raises ``NoPointError`` for any other shape. The SRID of shapes that have none is 0. Where
    there are two, no further points are looked at.
    """
    x, y = np.full(len(shapes), np.nan), np.full(len(shapes), np.nan)
    srids: set[int] = set()
    for rows, block in _alike(shapes):
        x[rows], y[rows], srid = _of_block(block)
        srids.add(srid)
        if len(srids) > 1:
            break
    return ShapePoints(pa.array(x, from_pandas=True), pa.array(y, from_pandas=True), srids)


def _alike(shapes: Any) -> Iterator[tuple[Any, Any]]:
    """Yield rows whose shapes begin alike, and their bytes, one shape to a row."""
    lengths = pc.fill_null(pc.binary_length(shapes), 0).to_numpy(zero_copy_only=False)
    for length in np.unique(lengths[lengths > 0]).tolist():
        rows = np.flatnonzero(lengths == length)
        if length < _MARK_BYTES + 2 * _KIND_BYTES:
            raise NoPointError
        joined = b"".join(shapes.take(pa.array(rows)).to_pylist())
        block = np.frombuffer(joined, np.uint8).reshape(len(rows), length)
        heads = _heads(block)
        for head in np.unique(heads, axis=0):
            is_alike = (heads == head).all(axis=1)
            yield rows[is_alike], block[is_alike]


def _heads(block: Any) -> Any:
    """Return the first bytes of shapes, with noughts in the place of an SRID that is not there."""
    heads = block[:, : _MARK_BYTES + 2 * _KIND_BYTES].copy()
    marks = np.where(block[:, 0] == 1, block[:, _KIND_BYTES], block[:, 1])
    heads[(marks & _HAS_SRID >> 24) == 0, _MARK_BYTES + _KIND_BYTES :] = 0
    return heads


def _of_block(block: Any) -> tuple[Any, Any, int]:
    """Return x, y and the SRID of shapes of one length that begin alike."""
    order = "<" if block[0, 0] == 1 else ">"
    kind, srid = np.frombuffer(block[0, 1:9].tobytes(), f"{order}u4").tolist()
    start = _MARK_BYTES + _KIND_BYTES * (2 if kind & _HAS_SRID else 1)
    n_axes = 2 + bool(kind & _HAS_Z) + bool(kind & _HAS_M)
    if kind & 0xFFFF != _POINT or block.shape[1] != start + n_axes * _NUMBER_BYTES:
        raise NoPointError
    numbers = np.frombuffer(block[:, start:].tobytes(), f"{order}f8").reshape(len(block), n_axes)
    return numbers[:, 0], numbers[:, 1], srid if kind & _HAS_SRID else 0
