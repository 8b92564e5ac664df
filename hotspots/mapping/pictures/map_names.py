"""Names on a map: each where it fits its area, a mark where it does not, and none on another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hotspots.mapping.pictures.typeset import line_cm, width_cm

SIZES_PT = (7.0, 6.2)
# On pictures of a shape, which are enlarged: no name is smaller than the notes.
SHAPED_PT = (7.0, 6.8)
MARK_PT = 6.8
_MOST_LINES = 3
_AIR_CM = 0.08
_STEPS = 24
_DIRECTIONS = 24
_REACH_CM = (0.35, 0.5, 0.7, 0.9, 1.2, 1.5, 1.9, 2.4, 3.0, 3.8, 4.8, 6.0)
_BREAK = re.compile(r"(?<=[ /\u2013-])")


@dataclass(frozen=True)
class Label:
    """A name to be placed in an area, both in centimetres on the sheet.

    ``mark`` is the number or letter that stands for the name where it does not fit, and
    ``only_mark`` says that it always does. What is ``again`` is a further part of the area
    before it: it has the mark where there is room, else nothing. With ``only_name`` there is no
    mark where the name has no room. ``sizes_pt`` are the sizes that are tried.
    """

    name: str
    mark: str
    shape: BaseGeometry
    spot: tuple[float, float]
    only_mark: bool = False
    again: bool = False
    only_name: bool = False
    sizes_pt: Sequence[float] = SIZES_PT


@dataclass(frozen=True)
class LabelPlacement:
    """What is written: its lines, size and middle; ``leads_to`` where it stands outside."""

    lines: tuple[str, ...]
    size_pt: float
    x: float
    y: float
    is_mark: bool = False
    leads_to: tuple[float, float] | None = None


def placed_names(labels: Sequence[Label], room: BaseGeometry) -> list[LabelPlacement | None]:
    """Return where each name or its mark is written, in their order; none overlap.

    A name is written where it lies wholly in its area, in one to three lines; else its mark in
    the area, else its mark beside it, in the ``room`` there is, with a line that leads there;
    else there is None.
    """
    placements: dict[int, LabelPlacement] = {}
    for index, label in enumerate(labels):
        inside = None if label.only_mark or label.again else _name_inside(label)
        if inside is not None and not _hits(box_of(inside), _boxes(placements)):
            placements[index] = inside
    for index, label in enumerate(labels):
        if index not in placements and not label.again and not label.only_name:
            mark = _marked(label, labels, placements, room)
            placements |= {index: mark} if mark else {}
    for index, label in enumerate(labels):
        mark = _mark_inside(label) if label.again else None
        if mark is not None and not _hits(
            box_of(mark), [*_boxes(placements), *_leaders(placements)]
        ):
            placements[index] = mark
    return [placements.get(index) for index in range(len(labels))]


def _name_inside(label: Label) -> LabelPlacement | None:
    for size_pt in label.sizes_pt:
        for lines in _in_lines(label.name):
            place = _inside(label, _extent(lines, size_pt))
            if place is not None:
                return LabelPlacement(lines, size_pt, *place)
    return None


def _in_lines(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the name in one, two and three lines, each cut where the lines are shortest."""
    parts = [part for part in _BREAK.split(name) if part]
    for n_lines in range(1, min(_MOST_LINES, len(parts)) + 1):
        cuts = combinations(range(1, len(parts)), n_lines - 1)
        divisions = [
            tuple("".join(parts[a:b]).strip()
                  for a, b in zip((0, *cut), (*cut, len(parts)), strict=True))
            for cut in cuts
        ]  # fmt: skip
        yield min(divisions, key=lambda lines: max(len(line) for line in lines))


def _extent(lines: Sequence[str], size_pt: float) -> tuple[float, float]:
    wide = max(width_cm(line, size_pt) for line in lines)
    return wide + 2 * _AIR_CM, len(lines) * line_cm(size_pt) + _AIR_CM


def _inside(label: Label, extent: tuple[float, float]) -> tuple[float, float] | None:
    """Return the place nearest to the area's spot at which a box of that extent lies in it."""
    (wide, high), (west, south, east, north) = extent, label.shape.bounds
    if wide > east - west or high > north - south:
        return None
    xs = np.linspace(west + wide / 2, east - wide / 2, _STEPS)
    ys = np.linspace(south + high / 2, north - high / 2, _STEPS)
    points = np.vstack([[label.spot], np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)])
    x, y = points.T
    shapely.prepare(label.shape)
    boxes = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    fits = np.flatnonzero(shapely.contains(label.shape, boxes))
    if not len(fits):
        return None
    nearest = fits[np.argmin(np.hypot(*(points[fits] - label.spot).T))]
    return float(x[nearest]), float(y[nearest])


def _marked(
    label: Label,
    labels: Sequence[Label],
    placements: dict[int, LabelPlacement],
    room: BaseGeometry,
) -> LabelPlacement | None:
    """Return the mark in its area, else beside it, free of what is written already."""
    inside = _mark_inside(label)
    taken = [*_boxes(placements), *_leaders(placements)]
    if inside and not _hits(box_of(inside), taken):
        return inside
    beside = [spot for spot in _beside(label, taken) if room.contains(box_of(spot))]
    neighbours = shapely.STRtree([other.shape for other in labels if other is not label])
    free = [spot for spot in beside if not len(neighbours.query(box_of(spot), "intersects"))]
    return next(iter([*free[:1], *beside[:1]]), None)


def _mark_inside(label: Label) -> LabelPlacement | None:
    place = _inside(label, _mark_extent(label.mark))
    return place and LabelPlacement((label.mark,), MARK_PT, *place, is_mark=True)


def _beside(label: Label, taken: Sequence[BaseGeometry]) -> list[LabelPlacement]:
    """Return the free places around an area, the nearest first, each with its leader."""
    placements = []
    for reach in _REACH_CM:
        for turn in np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False):
            x, y = label.spot[0] + reach * np.cos(turn), label.spot[1] + reach * np.sin(turn)
            spot = LabelPlacement((label.mark,), MARK_PT, float(x), float(y), is_mark=True,
                          leads_to=label.spot)  # fmt: skip
            box, leader = box_of(spot), shapely.LineString([label.spot, (x, y)])
            if not box.intersects(label.shape) and not _hits(box.union(leader), taken):
                placements.append(spot)
    return placements


@cache
def _mark_extent(mark: str) -> tuple[float, float]:
    high = line_cm(MARK_PT) + 0.05
    return max(width_cm(mark, MARK_PT, bold=True) + 0.2, high), high


def extent_of(placement: LabelPlacement) -> tuple[float, float]:
    """Return how wide and high what is written is, with the air around it."""
    return (
        _mark_extent(placement.lines[0])
        if placement.is_mark
        else _extent(placement.lines, placement.size_pt)
    )


def box_of(placement: LabelPlacement) -> BaseGeometry:
    """Return the box that what is written takes, on the sheet it is placed on."""
    wide, high = extent_of(placement)
    return shapely.box(
        placement.x - wide / 2,
        placement.y - high / 2,
        placement.x + wide / 2,
        placement.y + high / 2,
    )


def _boxes(placements: dict[int, LabelPlacement]) -> list[BaseGeometry]:
    return [box_of(one) for one in placements.values()]


def _leaders(placements: dict[int, LabelPlacement]) -> list[BaseGeometry]:
    return [
        shapely.LineString([placement.leads_to, (placement.x, placement.y)])
        for placement in placements.values()
        if placement.leads_to is not None
    ]


def _hits(box: BaseGeometry, taken: Sequence[BaseGeometry]) -> bool:
    shapes: NDArray[Any] = np.array(taken, dtype=object)
    return bool(len(taken)) and bool(shapely.intersects(box, shapes).any())
