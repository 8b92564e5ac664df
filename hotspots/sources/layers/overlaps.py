"""How many pairs of areas may overlap, counted before any two of them are compared."""

from pathlib import Path
from typing import Any

import numpy as np

from hotspots.sources.values import bounds

_CHUNK_AREAS = 100


def check_overlaps(path: Path, geometries: Any) -> None:
    """Refuse areas of which so many lie over each other that no division of a city has them.

    Pairs are those whose boxes meet, each counted twice and an area beside itself once; the work
    of comparing two areas grows with their vertices.
    """
    import shapely

    geometries = geometries[[geometry is not None for geometry in geometries]]
    boxes: Any = shapely.box(*shapely.bounds(geometries).T)
    vertices = shapely.get_num_coordinates(geometries).astype(np.int64)
    tree = shapely.STRtree(boxes)
    n_pairs = n_vertices = 0
    for start in range(0, len(boxes), _CHUNK_AREAS):
        first, second = tree.query(boxes[start : start + _CHUNK_AREAS])
        n_pairs += len(first)
        n_vertices += int((vertices[start + first] + vertices[second]).sum())
        bounds.check(path, n_pairs, bounds.OVERLAPS)
        bounds.check(path, n_vertices, bounds.VERTICES_OF_OVERLAPS)
