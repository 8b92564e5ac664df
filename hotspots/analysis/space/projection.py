"""Shapes from one coordinate system into another."""

from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

LONLAT = "EPSG:4326"
Shapes = NDArray[Any]
_SYSTEMS_KEPT = 16


def projected(shapes: Any, source: str, target: str) -> Shapes:
    """Return shapes in another coordinate system; x, or longitude, comes before y in both.

    PROJ tells what a system is: ``pyproj.exceptions.CRSError`` where it does not know it. These
    are the coordinates that GeoPandas' ``to_crs`` gives, without the import of pandas.
    """
    reproject = _transformer(source, target).transform

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(reproject(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(np.asarray(shapes, dtype=object), moved))


@lru_cache(_SYSTEMS_KEPT)
def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)
