"""Units that carry the number of a district they cannot be part of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.areas.dissolve import united
from hotspots.errors import HotspotsError
from hotspots.language import message

TOUCHING_M = 1.0
_CORNER_M = 10.0


@dataclass(frozen=True)
class NumberedUnits:
    """Units, the district each of them states, and the home (such as a bydel) it lies in.

    All sequences have one item per unit; ``geometries`` are polygons in a projected CRS, in
    metres. Homes are compared as they are, so spellings must have been brought to one.
    """

    codes: Sequence[str]
    stated: Sequence[str]
    homes: Sequence[str]
    geometries: Any


@dataclass(frozen=True)
class Stray:
    """A unit that states a district of another home and lies apart from it.

    ``distance_m`` is how far the rest of that district is. ``beside`` are the strays of its
    home that it touches, directly or through others. ``borders_m`` are the districts of that
    home that they all border together, the longest shared border first.
    """

    code: str
    stated: str
    home: str
    distance_m: float
    beside: Sequence[str]
    borders_m: Mapping[str, float]


@dataclass(frozen=True)
class Strays:
    """The home of each district, the strays, and units of another home that do touch it."""

    homes: Mapping[str, str]
    strays: Sequence[Stray]
    doubtful: Sequence[str]


def find_strays(units: NumberedUnits) -> Strays:
    """Find the units whose district number is wrong, by two reasons that must both hold.

    A district belongs to the home of most of its units. A unit of another home that is more
    than a metre from the district's units of that home is a stray; one that touches them is
    doubtful and is only named. Raises ``HotspotsError`` where no home has the most units.
    """
    homes = _homes(units)
    abroad = [unit for unit, home in enumerate(units.homes) if home != homes[units.stated[unit]]]
    apart_m = {unit: _apart_m(unit, units, homes) for unit in abroad}
    apart = [unit for unit in abroad if apart_m[unit] > TOUCHING_M]
    strays: dict[int, Stray] = {}
    for group in _side_by_side(apart, units):
        borders_m = _borders_m(group, apart, units, homes)
        for unit in group:
            strays[unit] = Stray(
                code=units.codes[unit],
                stated=units.stated[unit],
                home=units.homes[unit],
                distance_m=apart_m[unit],
                beside=[units.codes[other] for other in group if other != unit],
                borders_m=borders_m,
            )
    doubtful = [units.codes[unit] for unit in abroad if unit not in strays]
    return Strays(homes, [strays[unit] for unit in apart], doubtful)


def _homes(units: NumberedUnits) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for stated, home in zip(units.stated, units.homes, strict=True):
        counts.setdefault(stated, Counter())[home] += 1
    return {stated: _most(stated, homes) for stated, homes in counts.items()}


def _most(stated: str, homes: Counter[str]) -> str:
    (first, most), *runners_up = homes.most_common(2)
    if runners_up and runners_up[0][1] == most:
        raise HotspotsError(
            message(
                "District {stated} has as many areas in {first!r} as in {others!r}, so "
                "which of them it belongs to cannot be said. Correct the layer.",
                stated=stated,
                first=first,
                others=runners_up[0][0],
            )
        )
    return first


def _apart_m(stray: int, units: NumberedUnits, homes: Mapping[str, str]) -> float:
    stated = units.stated[stray]
    rest = [
        position
        for position, district in enumerate(units.stated)
        if district == stated and units.homes[position] == homes[stated]
    ]
    return float(units.geometries[stray].distance(united(units.geometries[rest])))


def _borders_m(
    group: Sequence[int], apart: Sequence[int], units: NumberedUnits, homes: Mapping[str, str]
) -> dict[str, float]:
    """Return how long a border the group's ground shares with each district of its home."""
    ground = united(units.geometries[list(group)])
    shared = {
        district: _shared_m(ground, district, apart, units)
        for district, home in homes.items()
        if home == units.homes[group[0]]
    }
    longest_first = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    return {district: length for district, length in longest_first if length > _CORNER_M}


def _shared_m(ground: Any, district: str, apart: Sequence[int], units: NumberedUnits) -> float:
    rest = [at for at, one in enumerate(units.stated) if one == district and at not in apart]
    near = united(units.geometries[rest]).buffer(TOUCHING_M)
    return float(ground.boundary.intersection(near).length)


def _side_by_side(strays: Sequence[int], units: NumberedUnits) -> list[list[int]]:
    """Group strays of one home that touch each other, directly or through others."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    touching = np.array(
        [
            [
                units.homes[left] == units.homes[right]
                and units.geometries[left].distance(units.geometries[right]) <= TOUCHING_M
                for right in strays
            ]
            for left in strays
        ],
        dtype=np.int8,
    ).reshape(len(strays), len(strays))
    if not strays:
        return []
    n_groups, group_of = connected_components(csr_array(touching), directed=False)
    return [
        [at for at, group in zip(strays, group_of, strict=True) if group == wanted]
        for wanted in range(n_groups)
    ]
