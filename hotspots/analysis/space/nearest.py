"""The nearest of many named places."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def nearest_places(
    shapes: Any, places: Any, within_m: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return for each shape the position of its nearest place and the distance in metres.

    ``shapes`` and ``places`` are arrays of shapely geometries in one metric CRS. A shape with
    no place within ``within_m`` has position −1 and an infinite distance. Of several equally
    near places the first one counts.
    """
    import shapely

    nearest = np.full(len(shapes), -1, dtype=np.int64)
    away_m = np.full(len(shapes), np.inf)
    if len(shapes) == 0 or len(places) == 0:
        return nearest, away_m
    tree = shapely.STRtree(places)
    (shape_index, place), distance_m = tree.query_nearest(
        shapes, max_distance=within_m, return_distance=True, all_matches=True
    )
    for pair in np.lexsort((place, shape_index))[::-1]:
        nearest[shape_index[pair]], away_m[shape_index[pair]] = place[pair], distance_m[pair]
    return nearest, away_m
