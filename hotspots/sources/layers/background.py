"""A layer to lie below a map: water as polygons and lines, places and stations as points."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model.loads import Reading
from hotspots.safe import terminal_text
from hotspots.sources.layers import crs as systems
from hotspots.sources.layers.frames import read_frame

Kind = Literal["water", "place", "station"]
MOST_PLACES = 300
_MOST_LETTERS = 60
_KIND_FIELDS, _NAME_FIELDS = ("kind", "slags"), ("name", "navn")


@dataclass(frozen=True)
class BackgroundParts:
    """Water as valid shapely geometries in a CRS; places as (kind, name) with their points.

    ``points`` are longitude and latitude in WGS84.
    """

    water: Any
    names: Sequence[tuple[Kind, str]]
    points: Any


def read_background(path: Path, crs: str, reading: Reading, say: Say) -> BackgroundParts:
    """Read a layer that lies below a map, with the limits and checks of every layer.

    A feature says in ``kind`` what it is: water, place or station; without it polygons and lines
    are water, and points with a ``name`` are places. Another kind, a point without a name, more
    than 300 points or nothing to draw raises ``InputProblem``.
    """
    return parts_of(path, read_frame(path, reading, say, polygons=False), crs)


def parts_of(path: Path, frame: Any, crs: str) -> BackgroundParts:
    """Return what is drawn of a frame; ``path`` names it in errors."""
    import shapely

    shapes = np.asarray(frame.geometry)
    parts, owners = shapely.get_parts(shapes, return_index=True)
    is_point = shapely.get_dimensions(parts) == 0
    kinds, names = _texts(frame, _KIND_FIELDS), _texts(frame, _NAME_FIELDS)
    points = [(_kind(path, kinds[owner]), _name(path, names[owner])) for owner in owners[is_point]]
    _refuse_many(path, len(points))
    forward = systems.transformer(frame.crs, crs)
    waters = parts[~is_point & ~shapely.is_empty(parts)]
    for owner in owners[~is_point]:
        _check_water(path, kinds[owner])
    if not len(waters) and not points:
        raise InputProblem(message("{path}: the layer has nothing to draw.", path=path))
    projected = _finite(shapely.transform(waters, forward.transform, interleaved=False))
    to_degrees = systems.transformer(frame.crs, systems.WGS84)
    lonlat = shapely.transform(parts[is_point], to_degrees.transform, interleaved=False)
    valid = np.where(shapely.is_valid(projected), projected, shapely.make_valid(projected))
    return BackgroundParts(valid, points, shapely.get_coordinates(lonlat))


def _texts(frame: Any, fields: Sequence[str]) -> list[str]:
    column = {str(name).casefold(): name for name in frame.columns}
    found = next((column[name] for name in fields if name in column), None)
    if found is None:
        return [""] * len(frame)
    return ["" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - nan
            for value in frame[found]]  # fmt: skip


def _kind(path: Path, value: str) -> Kind:
    kind = value.casefold() or "place"
    if kind not in {"place", "station"}:
        raise InputProblem(
            message(
                "{path}: {value!r} is no kind of a point; there are place and station.",
                path=path,
                value=value,
            )
        )
    return cast("Kind", kind)


def _check_water(path: Path, value: str) -> None:
    if value.casefold() not in {"", get_args(Kind)[0]}:
        raise InputProblem(
            message(
                "{path}: {value!r} is no kind of a polygon or a line; there is water.",
                path=path,
                value=value,
            )
        )


def _name(path: Path, value: str) -> str:
    name = " ".join(terminal_text(value).split())[:_MOST_LETTERS]
    if not name:
        raise InputProblem(
            message("{path}: a point of a background needs a name (name or navn).", path=path)
        )
    return name


def _refuse_many(path: Path, n_points: int) -> None:
    if n_points > MOST_PLACES:
        raise InputProblem(
            message(
                "{path}: {n} points are too many below a map, which takes {most}. Keep those "
                "that people find their way by.",
                path=path,
                n=n_points,
                most=MOST_PLACES,
            )
        )


def _finite(shapes: Any) -> Any:
    """Return the shapes of which every point is somewhere."""
    import shapely

    points, shape_of = shapely.get_coordinates(shapes, return_index=True)
    return np.delete(shapes, np.unique(shape_of[~np.isfinite(points).all(axis=1)]))
