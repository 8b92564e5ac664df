"""What part of the land a map frames: specks far out must not make the rest small."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from hotspots.model.pages import MapArea

LEAST_SHARE = 0.995
_MOST_EDGES = 16
# How much of the longer side is seen around the areas that a map is framed on.
_BESIDE = 0.18
# it must be worth a sentence: a box that is hardly smaller leaves nothing out
_WORTH = 0.97
Bounds = NDArray[np.float64]


@dataclass(frozen=True)
class MapExtent:
    """The box that a map frames at first, in degrees, and whose parts lie outside of it.

    ``bounds`` are west, south, east and north. ``outside`` are places in the list of areas.
    """

    bounds: tuple[float, float, float, float]
    outside: Sequence[int]


def extent_of(areas: Sequence[MapArea], over: Sequence[MapArea] = ()) -> MapExtent | None:
    """Return the smallest box that holds 99.5 % of the land; None where that is all of it.

    It holds the largest part of each area too, and all of what lies on the land: areas of a
    higher level, and those ``over`` the map. Outlines are WKB in longitude and latitude.
    """
    shapes = shapely.from_wkb([one.wkb for one in (*areas, *over)])
    parts, owners = shapely.get_parts(shapes, return_index=True)
    if not len(parts):
        return None
    levels = np.array([one.level for one in areas] + [np.inf] * len(over))
    is_land = (levels == levels.min())[owners]
    boxes = shapely.bounds(parts)
    size = shapely.area(parts) * np.cos(np.radians(boxes[:, [1, 3]].mean(axis=1)))
    held = ~is_land | _largest(size, owners)
    box = _smallest(boxes, np.where(is_land, size, 0.0), held)
    outside = sorted({int(owners[part]) for part in np.flatnonzero(~_within(boxes, box))})
    if not outside or _side(box) > _WORTH * _side(_around(boxes)):
        return None
    west, south, east, north = (float(edge) for edge in box)
    return MapExtent((west, south, east, north), outside)


def focus_bounds(
    areas: Sequence[MapArea], focus: Sequence[str]
) -> tuple[float, float, float, float]:
    """Return the box around the areas with these codes and some of what lies beside them.

    It is west, south, east and north in degrees; specks far out are left out of it.
    """
    chosen = [one for one in areas if one.code in focus]
    extent = extent_of(chosen)
    whole = shapely.total_bounds(shapely.from_wkb([one.wkb for one in chosen]))
    box = np.array(whole if extent is None else extent.bounds)
    stretch = float(np.cos(np.radians((box[1] + box[3]) / 2)))
    beside = _BESIDE * _side(box)
    west, south, east, north = (
        float(edge)
        for edge in box + np.array([-beside / stretch, -beside, beside / stretch, beside])
    )
    return west, south, east, north


def pale_areas(areas: Sequence[MapArea], focus: Sequence[str]) -> set[int]:
    """Return the places of the areas around those with these codes; none without any.

    What lies on one of the areas is not around them.
    """
    if not focus:
        return set()
    shapes = shapely.from_wkb([one.wkb for one in areas])
    chosen = np.array([one.code in focus for one in areas])
    over = shapely.intersects(shapes, shapely.union_all(shapes[chosen]))
    return {
        place
        for place, area in enumerate(areas)
        if not chosen[place] and not (area.level > 0 and over[place])
    }


def _largest(size: Bounds, owners: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which parts are the largest of their area."""
    order = np.lexsort((-size, owners))
    _, first = np.unique(owners[order], return_index=True)
    is_largest = np.zeros(len(size), dtype=bool)
    is_largest[order[first]] = True
    return is_largest


def _smallest(boxes: Bounds, size: Bounds, held: NDArray[np.bool_]) -> Bounds:
    """Return the box of the least area with the parts that are held and enough of the land.

    Its sides lie at those of parts; all of them are tried, the outermost sixteen at most.
    """
    core, enough = _around(boxes[held]), LEAST_SHARE * size.sum()
    wests, souths = (_edges(boxes[:, side], core[side], outward=-1) for side in (0, 1))
    easts, norths = (_edges(boxes[:, side], core[side], outward=1) for side in (2, 3))
    best = _around(boxes)
    for west in wests:
        for east in easts:
            for south in souths:
                across = (boxes[:, 0] >= west) & (boxes[:, 2] <= east) & (boxes[:, 1] >= south)
                for north in norths:
                    box = np.array([west, south, east, north])
                    if _extent(box) >= _extent(best):
                        break
                    if size[across & (boxes[:, 3] <= north)].sum() >= enough:
                        best = box
                        break
    return best


def _edges(sides: Bounds, core: float, outward: int) -> Bounds:
    """Return where a side of the box may lie, from the core outwards."""
    beyond = np.unique(sides[outward * (sides - core) > 0])
    rising = beyond if outward > 0 else beyond[::-1]
    return np.concatenate([[core], rising[-_MOST_EDGES:]])


def _within(boxes: Bounds, box: Bounds) -> NDArray[np.bool_]:
    return np.asarray(
        (boxes[:, :2] >= box[:2]).all(axis=1) & (boxes[:, 2:] <= box[2:]).all(axis=1)
    )


def _around(boxes: Bounds) -> Bounds:
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def _extent(box: Bounds) -> float:
    return float((box[2] - box[0]) * (box[3] - box[1]))


def _side(box: Bounds) -> float:
    """Return the longer side of a box as it looks where it lies."""
    stretch = np.cos(np.radians((box[1] + box[3]) / 2))
    return float(max((box[2] - box[0]) * stretch, box[3] - box[1]))
