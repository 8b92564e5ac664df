"""Areas' outlines, simplified together so that neighbours still share their borders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hotspots.errors import InputProblem
from hotspots.model.page import MapArea

_LONLAT = "EPSG:4326"
_DECIMALS = 5  # about a metre
_STEPS_ACROSS = 2000  # less than a pixel of the map at first sight
_CHANGED_SHARE = 0.05

Shapes = NDArray[Any]


@dataclass(frozen=True)
class Outline:
    """One area ready to draw; ``label_at`` is latitude and longitude of the place for its name."""

    area: MapArea
    shape: BaseGeometry
    label_at: tuple[float, float]


def outlines(areas: Sequence[MapArea]) -> list[Outline]:
    """Return the areas' outlines in WGS84, level by level, so that small ones lie on top."""
    if not areas:
        return []
    lonlat = _polygons(areas)
    crs = lonlat.estimate_utm_crs()
    metres = lonlat.to_crs(crs)
    simple = gpd.GeoSeries(_simplify(metres.to_numpy()), crs=crs)
    shapes = _rounded(simple.to_crs(_LONLAT).to_numpy())
    labels = gpd.GeoSeries(_label_points(simple.to_numpy()), crs=crs).to_crs(_LONLAT)
    return [
        Outline(areas[at], shapes[at], _latlon(labels.iloc[at]))
        for at in np.lexsort((-metres.area.to_numpy(), [one.level for one in areas]))
    ]


def _polygons(areas: Sequence[MapArea]) -> gpd.GeoSeries:
    try:
        shapes = shapely.from_wkb([area.wkb for area in areas])
    except shapely.GEOSException as problem:
        raise InputProblem(f"An area's outline cannot be read: {problem}") from problem
    shapes = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
    for area, shape in zip(areas, shapes, strict=True):
        if shape is None or shape.area == 0:
            raise InputProblem(f"Area {area.code!r} ({area.name!r}) has no outline to draw.")
    return gpd.GeoSeries(shapes, crs=_LONLAT)


def _simplify(shapes: Shapes) -> Shapes:
    """Simplify shapes in metres; one that suffers from it keeps its own outline.

    Overlaps and gaps are let through: only edges that match are simplified as one.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance_m = max(east - west, north - south) / _STEPS_ACROSS
    try:
        simple = shapely.coverage_simplify(shapes, tolerance_m)
    except shapely.GEOSException:
        simple = shapely.simplify(shapes, tolerance_m)
    before, after = shapely.area(shapes), shapely.area(simple)
    sound = shapely.is_valid(simple) & (np.abs(after - before) <= _CHANGED_SHARE * before)
    return np.where(sound, simple, shapes)


def _rounded(shapes: Shapes) -> Shapes:
    rounded = shapely.transform(shapes, lambda points: np.round(points, _DECIMALS))
    return np.asarray(shapely.remove_repeated_points(rounded))


def _label_points(shapes: Shapes) -> Shapes:
    """Return the middle of the largest circle inside each shape."""
    reach = np.sqrt(shapely.area(shapes)) / 100
    circles = shapely.maximum_inscribed_circle(shapes, reach)
    return np.asarray(shapely.get_point(circles, 0))


def _latlon(point: BaseGeometry) -> tuple[float, float]:
    (lon, lat) = point.coords[0]
    return round(lat, _DECIMALS), round(lon, _DECIMALS)
