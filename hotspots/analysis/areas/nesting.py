"""Which areas lie in others, of the same set or of another, borders being drawn as they are."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from hotspots.analysis.areas.pieces import SetAreas

Area = tuple[str, str]
# Borders that should be the same seldom are: an area lies in another with so much of its ground.
LEAST_PART = 0.98


def areas_within(sets: Sequence[SetAreas]) -> dict[Area, list[Area]]:
    """Return for each area, as set and code, the others that it lies in.

    Two that are the same but for their borders lie in each other.
    """
    import shapely

    named = [(areas.set_name, code) for areas in sets for code in areas.codes]
    if not named:
        return {}
    polygons: Any = np.array([polygon for areas in sets for polygon in areas.polygons])
    pairs = shapely.STRtree(polygons).query(polygons, predicate="intersects").T.tolist()
    within: dict[Area, list[Area]] = defaultdict(list)
    for inner, outer in sorted(pairs):
        if inner != outer and _lies_in(polygons[inner], polygons[outer]):
            within[named[inner]].append(named[outer])
    return dict(within)


def _lies_in(inner: Any, outer: Any) -> bool:
    import shapely

    return bool(shapely.intersection(inner, outer).area >= LEAST_PART * inner.area)
