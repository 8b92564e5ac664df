"""Areas' outlines, simplified together so that neighbours still share their borders."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hotspots.analysis.space.projection import LONLAT, projected
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.pages import MapArea

_STEPS_ACROSS = 2000  # less than a pixel of the map at first sight
_PARTS = 4  # how much finer gaps and overlaps are looked for, and how coarse a last try may be
_CHANGED_SHARE = 0.05
_OVERLAP_SHARE = 0.001  # more is meant, less is how the layer was drawn
_DEGREE_M = 111_320
_LABEL_DECIMALS = 5  # about a metre

Shapes = NDArray[Any]


@dataclass(frozen=True)
class Outline:
    """One area ready to draw; ``label_point`` is latitude and longitude of the place for its name.

    The shape's degrees have ``decimals``.
    """

    area: MapArea
    shape: BaseGeometry
    label_point: tuple[float, float]
    decimals: int


def outlines(areas: Sequence[MapArea]) -> list[Outline]:
    """Return the areas' outlines in WGS84, level by level, so that small ones lie on top.

    Areas of a level are simplified as a coverage: neighbours keep every vertex of their border
    in common, and slivers between them are closed. Areas that overlap keep their overlaps.
    """
    if not areas:
        return []
    lonlat = _polygons(areas)
    crs = utm_zone(lonlat)
    metres = projected(lonlat, LONLAT, crs)
    west, south, east, north = shapely.total_bounds(metres)
    step_m = max(east - west, north - south) / _STEPS_ACROSS
    levels = np.array([one.level for one in areas])
    simple = _by_level(metres, levels, step_m)
    decimals = _decimals(step_m)
    shapes = _rounded(projected(simple, crs, LONLAT), decimals)
    labels = projected(_label_points(simple), crs, LONLAT)
    return [
        Outline(areas[index], shapes[index], _latlon(labels[index]), decimals)
        for index in np.lexsort((-shapely.area(metres), levels))
    ]


def utm_zone(lonlat: Shapes) -> str:
    """Return the UTM zone, by the datum of WGS84, in which the middle of a layer lies."""
    west, south, east, north = shapely.total_bounds(lonlat)
    zone = min(int(((west + east) / 2 + 180) // 6) + 1, 60)
    return f"EPSG:{(32_600 if south + north >= 0 else 32_700) + zone}"


def _polygons(areas: Sequence[MapArea]) -> Shapes:
    try:
        shapes = shapely.from_wkb([area.wkb for area in areas])
    except shapely.GEOSException as problem:
        raise InputProblem(
            message("An area's outline cannot be read: {problem}", problem=problem)
        ) from problem
    shapes = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
    for area, shape in zip(areas, shapes, strict=True):
        if shape is None or shape.area == 0:
            raise InputProblem(
                message(
                    "Area {code!r} ({name!r}) has no outline to draw.",
                    code=area.code,
                    name=area.name,
                )
            )
    return np.array([_polygonal(shape) for shape in shapes], dtype=object)


def _polygonal(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape: what was mended may have lines and points beside them."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.area(parts) > 0])


def _by_level(shapes: Shapes, levels: NDArray[Any], step_m: float) -> Shapes:
    simple = shapes.copy()
    for level in np.unique(levels):
        simple[levels == level] = _simplify(_matched(shapes[levels == level], step_m), step_m)
    return simple


def _matched(shapes: Shapes, step_m: float) -> Shapes:
    """Return shapes in metres whose borders match vertex by vertex.

    Where areas truly overlap there is no such thing, and they are returned as they are.
    """
    overlap_m2 = shapely.area(shapes).sum() - shapely.union_all(shapes).area
    if overlap_m2 > _OVERLAP_SHARE * shapely.area(shapes).sum():
        return shapes
    fine_m = step_m / _PARTS
    try:
        # newer than the types of shapely
        matched = shapely.coverage_clean(  # type: ignore[attr-defined]
            shapes, snapping_distance=fine_m, gap_width=fine_m
        )
    except shapely.GEOSException:
        return shapes
    return np.asarray(matched) if _sound(matched, shapes).all() else shapes


def _simplify(shapes: Shapes, step_m: float) -> Shapes:
    """Simplify shapes in metres, all as coarsely as none suffers; else one that does is kept.

    Overlaps are let through: only edges that match are simplified as one.
    """
    simple, sound = shapes, np.ones(len(shapes), dtype=bool)
    for part in (1, 2, _PARTS):
        try:
            simple = shapely.coverage_simplify(shapes, step_m / part)
        except shapely.GEOSException:
            simple = shapely.simplify(shapes, step_m / part)
        sound = _sound(simple, shapes)
        if sound.all():
            break
    return np.where(sound, simple, shapes)


def _sound(after: Shapes, before: Shapes) -> NDArray[Any]:
    """Tell which shapes are valid and about as large as before."""
    areas = shapely.area(before)
    changed = np.abs(shapely.area(after) - areas) > _CHANGED_SHARE * areas
    return np.asarray(shapely.is_valid(after) & ~changed)


def _decimals(step_m: float) -> int:
    """Return the decimals of a degree that move no point by more than half a step."""
    return math.ceil(math.log10(2 * _DEGREE_M / step_m))


def _rounded(shapes: Shapes, decimals: int) -> Shapes:
    rounded = shapely.transform(shapes, lambda points: np.round(points, decimals))
    return np.array([_without_specks(one) for one in rounded], dtype=object)


def _without_specks(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without the rings that rounding left flat; one that is all flat is kept."""
    parts = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if _is_open(ring)])
        for part in shapely.get_parts(shape)
        if _is_open(part.exterior)
    ]
    if not parts:
        return shape
    return shapely.remove_repeated_points(
        parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    )


def _is_open(ring: shapely.LinearRing) -> bool:
    return bool(shapely.Polygon(ring).area > 0)


def _label_points(shapes: Shapes) -> Shapes:
    """Return the middle of the largest circle inside each shape."""
    reach = np.sqrt(shapely.area(shapes)) / 100
    circles = shapely.maximum_inscribed_circle(shapes, reach)
    return np.asarray(shapely.get_point(circles, 0))


def _latlon(point: BaseGeometry) -> tuple[float, float]:
    (lon, lat) = point.coords[0]
    return round(lat, _LABEL_DECIMALS), round(lon, _LABEL_DECIMALS)
