"""How much of each area a shape covers, and which areas a shape lies in."""

from collections.abc import Sequence
from typing import Any

import numpy as np

# A smaller part of a shape is the edge of a square, not a part of the area.
_LEAST_PART = 0.05


def shares_covered(areas: Sequence[bytes], shape: bytes) -> list[float]:
    """Return the share, 0 to 1, of each area that a shape covers.

    Areas and shape are WKB polygons in one CRS in metres; an area without extent is not covered.
    """
    import shapely

    outlines = shapely.from_wkb(list(areas))
    common_m2 = shapely.area(shapely.intersection(outlines, shapely.from_wkb(shape)))
    sizes_m2 = shapely.area(outlines)
    return [
        float(common / size) if size > 0 else 0.0
        for common, size in zip(common_m2, sizes_m2, strict=True)
    ]


def areas_under(shape: Any, outlines: Any) -> list[int]:
    """Return the positions of the areas that a shape lies in, those with most of it first.

    ``outlines`` is an array of shapely polygons in the CRS of the shape, in metres. An area with
    less than 5 % of what lies in any is left out.
    """
    import shapely

    shared_m2 = shapely.area(shapely.intersection(outlines, shape))
    least_m2 = _LEAST_PART * float(np.sum(shared_m2))
    order = np.argsort(-shared_m2, kind="stable").tolist()
    return [index for index in order if shared_m2[index] > 0 and shared_m2[index] >= least_m2]
