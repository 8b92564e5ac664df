"""Rows that are large enough by number, but small by place."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hotspots.analysis.disclosure.classes import Ints

FEWEST_PLACES = 3
MOST_PERCENT = 50.0
# a place of an incident that is known by its area alone
NO_PLACE = -1


@dataclass(frozen=True)
class SmallByPlace:
    """A row of k incidents or more on few places, or more than half of them on one."""

    row: int
    n: int
    n_places: int
    n_largest: int
    reason: Literal["few_places", "most_on_one_place"]


def small_by_place(
    rows: Ints,
    places: Ints,
    k: int,
    fewest: int = FEWEST_PLACES,
    most_percent: float = MOST_PERCENT,
) -> list[SmallByPlace]:
    """Return the rows that are small by place, by their numbers.

    ``rows`` and ``places`` have an entry for each incident and row that it counts in; a place
    is a number, and ``NO_PLACE`` is none: it counts in a row, and as no distinct place.
    """
    numbers, n = np.unique(rows, return_counts=True)
    is_placed = places != NO_PLACE
    width = int(places.max(initial=0)) + 1
    pairs, on_place = np.unique(rows[is_placed] * width + places[is_placed], return_counts=True)
    position = np.searchsorted(numbers, pairs // width)
    n_places = np.bincount(position, minlength=len(numbers))
    largest = np.zeros(len(numbers), dtype=np.int64)
    np.maximum.at(largest, position, on_place)
    columns = (numbers.tolist(), n.tolist(), n_places.tolist(), largest.tolist())
    return [
        SmallByPlace(*row, "few_places" if row[2] < fewest else "most_on_one_place")
        for row in zip(*columns, strict=True)
        if row[1] >= k and (row[2] < fewest or 100 * row[3] > most_percent * row[1])
    ]
