"""Which areas of several sets share ground, and which ground of a set lies in none of another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

LEAST_M2 = 1.0


class SetAreas(NamedTuple):
    """The areas of a set: its name, and the codes and polygons (one CRS in metres)."""

    set_name: str
    codes: Sequence[str]
    polygons: Sequence[Any]


class _Overlaid(NamedTuple):
    polygon: Any
    areas: frozenset[tuple[str, str]]


def pieces(sets: Sequence[SetAreas]) -> frozenset[frozenset[tuple[str, str]]]:
    """Return the (set, code) pairs of every piece of ground that borders do not divide.

    What is not larger than 1 m² is no piece: borders that should be the same seldom are. The
    ground outside of all areas is the empty piece.
    """
    overlay: list[_Overlaid] = []
    for areas in sets:
        for code, polygon in zip(areas.codes, areas.polygons, strict=True):
            overlay = _divided(overlay, (areas.set_name, code), polygon)
    return frozenset({piece.areas for piece in overlay} | {frozenset()})


def _divided(overlay: Sequence[_Overlaid], area: tuple[str, str], polygon: Any) -> list[_Overlaid]:
    """Return the pieces with one more area: those in it, those beside it, and what is new."""
    import shapely

    divided: list[_Overlaid] = []
    rest = polygon
    touched = [piece for piece in overlay if shapely.intersects(piece.polygon, polygon)]
    for piece in touched:
        inside = shapely.intersection(piece.polygon, polygon)
        if inside.area <= LEAST_M2:
            divided.append(piece)
            continue
        beside = shapely.difference(piece.polygon, polygon)
        divided.append(_Overlaid(inside, piece.areas | {area}))
        if beside.area > LEAST_M2:
            divided.append(_Overlaid(beside, piece.areas))
        rest = shapely.difference(rest, piece.polygon)
    ids = {id(piece) for piece in touched}
    untouched = [piece for piece in overlay if id(piece) not in ids]
    new = [_Overlaid(rest, frozenset({area}))] if rest.area > LEAST_M2 else []
    return [*untouched, *divided, *new]
