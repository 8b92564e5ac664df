"""LayerOutlines as files have them: lying nowhere, in each other's axes, inside collections."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.sources.layers import crs as systems

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class LayerOutlines:
    """The geometries of a layer in its own system, None for those that lie nowhere.

    ``outside`` tells which were outside the system's own area of use; ``shapes`` is an object
    array of shapely geometries.
    """

    crs: Any
    shapes: Any
    outside: Mask


def outlines_of(path: Path, frame: Any, working_crs: str | None) -> LayerOutlines:
    """Return the outlines of a layer whose system is known, without those that lie nowhere.

    Refuses a layer of which most lies nowhere, and one that is in its country, or with the rest
    of the store, only when x and y change places.
    """
    shapes = np.asarray(frame.geometry.array, dtype=object).copy()
    outside = outside_of(frame.crs, shapes)
    filled = has_coordinates(shapes)
    if filled.any():
        _refuse_swapped(path, frame.crs, shapes[filled], working_crs)
        if mostly(outside, filled):
            raise _nowhere(path, frame.crs, shapes[filled & outside])
    shapes[outside] = None
    return LayerOutlines(frame.crs, shapes, outside)


def has_coordinates(shapes: Any) -> Mask:
    """Tell which geometries are there and not empty."""
    import shapely

    return np.asarray(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)), dtype=bool)


def mostly(outside: Mask, filled: Mask) -> bool:
    """Tell whether more than half of the geometries that are there lie nowhere."""
    return bool(outside.sum() * 2 > filled.sum())


def outside_of(crs: Any, shapes: Any) -> Mask:
    """Tell which geometries have a point outside the area of use of their system."""
    import shapely

    points, shape_of = shapely.get_coordinates(shapes, return_index=True)
    wrong = ~systems.extent(crs).holds(points[:, 0], points[:, 1])
    outside = np.zeros(len(shapes), dtype=bool)
    outside[shape_of[wrong]] = True
    return outside


def first_point(shapes: Any) -> tuple[float, float]:
    """Return the lower left corner of the first of geometries that have one."""
    import shapely

    x, y, _, _ = shapely.bounds(shapes[0])
    return float(x), float(y)


def _middle(shapes: Any) -> tuple[float, float]:
    import shapely

    x, y = np.nanmedian(shapely.get_coordinates(shapes), axis=0)
    return float(x), float(y)


def _refuse_swapped(path: Path, crs: Any, shapes: Any, working_crs: str | None) -> None:
    x, y = _middle(shapes)
    if systems.in_country(crs, x, y, working_crs) or not systems.in_country(
        crs, y, x, working_crs
    ):
        return
    x, y = first_point(shapes)
    raise InputProblem(
        message(
            "{path}: coordinates such as {x:.10g}, {y:.10g} fall into place when x and y change "
            "places. Change them in QGIS (Processing > Toolbox > Swap X and Y coordinates) and "
            "export the layer as GeoPackage.",
            path=path,
            x=x,
            y=y,
        )
    )


def _nowhere(path: Path, crs: Any, shapes: Any) -> InputProblem:
    x, y = first_point(shapes)
    return InputProblem(
        message(
            "{path}: coordinates such as {x:.10g}, {y:.10g} lie outside their coordinate system, "
            "{called}. Say the right one with --crs where the file says none, or export the "
            "layer again in its right system.",
            path=path,
            x=x,
            y=y,
            called=systems.called(crs),
        )
    )


def without_collections(shapes: Any, labels: Sequence[str], say: Say) -> Any:
    """Return the geometries with each collection replaced by the polygons that it holds.

    What else a collection holds is left out, and said; one without polygons stays as it is.
    """
    unpacked = shapes.copy()
    for position, shape in enumerate(shapes):
        if shape is None or shape.geom_type != "GeometryCollection":
            continue
        polygons, n_left_out = _parts(shape)
        if polygons:
            unpacked[position] = _merged_polygons(polygons)
            say(
                message(
                    "Area {label}: of a collection the polygons are taken ({n}) and the rest is "
                    "left out ({others}).",
                    label=labels[position],
                    n=len(polygons),
                    others=n_left_out,
                )
            )
    return unpacked


def _parts(shape: Any) -> tuple[list[Any], int]:
    """Return the polygons inside a geometry, however deep, and how many parts are none."""
    import shapely

    if shape.is_empty:
        return [], 0
    if shape.geom_type == "Polygon":
        return [shape], 0
    if not shape.geom_type.startswith("Multi") and shape.geom_type != "GeometryCollection":
        return [], 1
    inside = [_parts(part) for part in shapely.get_parts(shape)]
    polygons = [polygon for part, _ in inside for polygon in part]
    return polygons, sum(n for _, n in inside)


def polygonal(shape: Any) -> Any:
    """Return the polygons of a geometry as one polygon or multipolygon."""
    return _merged_polygons(_parts(shape)[0])


def _merged_polygons(polygons: Sequence[Any]) -> Any:
    import shapely

    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
