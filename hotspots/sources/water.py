"""A layer of water to lie below a map: lakes and sea as polygons, streams as lines."""

from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.load import Reading, Say
from hotspots.sources import crs as systems
from hotspots.sources.layer_frames import read_frame

_KINDS = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString"})


def read_water(path: Path, crs: str, reading: Reading, say: Say) -> Any:
    """Return a layer's polygons and lines as an array of valid shapely geometries in a CRS.

    What is neither is left out; a layer without either, or that does not reach where the CRS
    is defined, raises ``InputProblem``.
    """
    import shapely

    frame = read_frame(path, reading, say, polygons=False)
    shapes = [one for one in frame.geometry if one is not None and one.geom_type in _KINDS]
    if not shapes:
        raise InputProblem(
            message(
                "{path}: water is drawn from polygons or lines, and the layer has neither.",
                path=path,
            )
        )
    forward = systems.transformer(frame.crs, crs)
    moved = shapely.transform(np.array(shapes, dtype=object), forward.transform, interleaved=False)
    there = moved[np.isfinite(shapely.bounds(moved)).all(axis=1)]
    return np.where(shapely.is_valid(there), there, shapely.make_valid(there))
