"""How the areas of two divisions lie in each other: through smaller units, or by m²."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

NOWHERE = -1
SLIVER_SHARE = 1e-4
_LEAST_SHARE = 0.01
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Assigned:
    """Units given wholly to areas: the area's position, or -1 for none.

    ``elsewhere`` is the part of each unit (0 to 1) that lies in other areas than its own.
    """

    area: Positions
    elsewhere: Floats


@dataclass(frozen=True)
class Common:
    """What a from-area (position, or -1 for the ground outside all) and a to-area share.

    ``weight`` is the part of the from-area, ``amount`` people, units or m².
    """

    from_area: int
    to_area: int
    weight: float
    amount: float
    n_units: int | None = None


@dataclass(frozen=True)
class ByArea:
    """Intersections of two layers in m², and how much was left out as slivers."""

    common: Sequence[Common]
    sliver_m2: float


def assign(units: Any, areas: Any) -> Assigned:
    """Give each unit to the area with which it shares the most ground; polygons in metres.

    A unit of which less than a hundredth lies in any area is in none. Ties go to the first.
    """
    import shapely

    unit_index, area, m2 = _intersections(units, areas)
    shares = np.zeros((len(units), max(1, len(areas))))
    shares[unit_index, area] = m2 / shapely.area(units)[unit_index]
    chosen = shares.argmax(axis=1)
    largest = shares[np.arange(len(units)), chosen]
    inside = largest >= _LEAST_SHARE
    elsewhere = np.where(inside, shares.sum(axis=1) - largest, 0.0)
    return Assigned(np.where(inside, chosen, NOWHERE), elsewhere)


def _intersections(left: Any, right: Any) -> tuple[Positions, Positions, Floats]:
    import shapely

    left_index, right_index = shapely.STRtree(right).query(left, predicate="intersects")
    return (
        left_index,
        right_index,
        shapely.area(shapely.intersection(left[left_index], right[right_index])),
    )


def by_units(from_of: Positions, to_of: Positions, amounts: Floats) -> list[Common]:
    """Return what the areas share, from each unit's two areas and its people (or 1 each).

    The weights of a from-area sum to 1 less what lies in no to-area. Where all units of a
    from-area have amount 0, its weights are by number of units.
    """
    pairs = sorted(set(zip(from_of.tolist(), to_of.tolist(), strict=True)))
    return [
        _common(from_area, to_area, from_of == from_area, to_of == to_area, amounts)
        for from_area, to_area in pairs
        if to_area != NOWHERE
    ]


def _common(from_area: int, to_area: int, in_from: Any, in_to: Any, amounts: Floats) -> Common:
    in_both = in_from & in_to
    amount, whole = float(amounts[in_both].sum()), float(amounts[in_from].sum())
    n_units = int(in_both.sum())
    weight = amount / whole if whole > 0 else n_units / int(in_from.sum())
    return Common(from_area, to_area, weight, amount, n_units)


def by_area(from_shapes: Any, to_shapes: Any) -> ByArea:
    """Return what two layers of polygons in metres share, in m².

    An intersection under 1e-4 of its from-area is a sliver and left out, and so is a rest of
    that size that lies in no to-area; the other weights are made to sum to 1 again. Ground of
    a to-area outside all from-areas counts from a hundredth of it on.
    """
    import shapely

    from_m2, to_m2 = shapely.area(from_shapes), shapely.area(to_shapes)
    from_index, to_index, m2 = _intersections(from_shapes, to_shapes)
    large = m2 >= SLIVER_SHARE * from_m2[from_index]
    kept = np.bincount(from_index[large], m2[large], len(from_m2))
    rest = from_m2 - np.bincount(from_index, m2, len(from_m2))
    whole = kept + np.where(rest >= SLIVER_SHARE * from_m2, rest, 0.0)
    common = [
        Common(int(a), int(b), float(size / whole[a]), float(size))
        for a, b, size in sorted(zip(from_index[large], to_index[large], m2[large], strict=True))
    ]
    outside = to_m2 - np.bincount(to_index, m2, len(to_m2))
    outer = _outside(outside, to_m2)
    return ByArea([*outer, *common], float(m2[~large].sum()))


def _outside(outside: Floats, to_m2: Floats) -> list[Common]:
    counted = np.flatnonzero(outside >= _LEAST_SHARE * to_m2)
    whole = float(outside[counted].sum())
    return [Common(NOWHERE, int(area), float(outside[area]) / whole, float(outside[area]))
            for area in counted]  # fmt: skip


def unplaced_parts(common: Sequence[Common], n_from: int) -> dict[int, float]:
    """Return by position the part of a from-area that lies in no to-area, where there is one."""
    placed: dict[int, float] = defaultdict(float)
    for piece in common:
        placed[piece.from_area] += piece.weight
    rests = {at: 1 - placed[at] for at in range(n_from)}
    return {at: rest for at, rest in rests.items() if rest > _ROUNDING}
