"""Outlines as a page carries them: whole numbers, a third as long as degrees."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.mapping.pages.outlines import Outline


def traced(drawn: Sequence[Outline]) -> Mapping[str, Any]:
    """Return each outline's polygons and their rings, longitude and latitude in turn.

    A ring is its first point, then the steps from point to point, without the way back to the
    first. The unit is the last of ``decimals`` of a degree.
    """
    decimals = max((one.decimals for one in drawn), default=0)
    return {"decimals": decimals, "shapes": [_polygons(one.shape, decimals) for one in drawn]}


def _polygons(shape: BaseGeometry, decimals: int) -> list[list[list[int]]]:
    return [
        [_steps(ring, decimals) for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]


def _steps(ring: BaseGeometry, decimals: int) -> list[int]:
    points = np.rint(shapely.get_coordinates(ring)[:-1] * 10**decimals).astype(int)
    steps: list[int] = np.diff(points, axis=0, prepend=0).ravel().tolist()
    return steps
