"""A layer of water to lie below a map: lakes and sea as polygons, streams as lines."""

from pathlib import Path
from typing import Any

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.frames import read_frame


def read_water(path: Path, crs: str, reading: Reading, say: Say) -> Any:
    """Return a layer's polygons and lines as an array of valid shapely geometries in a CRS.

    What is neither is left out; a layer without either, or that does not reach where the CRS
    is defined, raises ``InputProblem``.
    """
    import shapely

    frame = read_frame(path, reading, say, polygons=False)
    parts = shapely.get_parts(shapely.get_parts(np.asarray(frame.geometry)))
    shapes = parts[(shapely.get_dimensions(parts) > 0) & ~shapely.is_empty(parts)]
    if not len(shapes):
        raise InputProblem(
            message(
                "{path}: water is drawn from polygons or lines, and the layer has neither.",
                path=path,
            )
        )
    forward = systems.transformer(frame.crs, crs)
    projected = _finite(shapely.transform(shapes, forward.transform, interleaved=False))
    return np.where(shapely.is_valid(projected), projected, shapely.make_valid(projected))


def _finite(shapes: Any) -> Any:
    """Return the shapes of which every point is somewhere."""
    import shapely

    points, shape_of = shapely.get_coordinates(shapes, return_index=True)
    return np.delete(shapes, np.unique(shape_of[~np.isfinite(points).all(axis=1)]))
