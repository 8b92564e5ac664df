"""Classes of counts: under k, and rounded to k; and how a class is widened.

Classes of base k are numbered: 0 is under k, j is what rounds to j k. A wider class joins
neighbouring ones, so that two counts of one class are never told apart by what is done later.
"""

import numpy as np
from numpy.typing import NDArray

from hotspots.model.disclosure import CountClass

Ints = NDArray[np.int64]

LEAST_K = 3
# how many classes of base k a class joins: as rounded to k, to 2 k, to 4 k
JOINED = (1, 2, 4)
WIDEST = len(JOINED) - 1


def class_numbers(counts: Ints, k: int) -> Ints:
    """Return the number of the class of base k that each count is of; halves go up."""
    return np.asarray(np.where(counts < k, 0, (counts + k // 2) // k), dtype=np.int64)


def class_bounds(numbers: Ints, steps: Ints, k: int) -> tuple[Ints, Ints]:
    """Return the lowest and the highest count of each class, widened by so many steps.

    The class that rounds to k begins with k itself. Widened classes are those whose figure of
    base k rounds to the same multiple of 2 k or 4 k, halves down; what rounds to 0 joins the
    counts under k.
    """
    joined = np.asarray(JOINED)[steps]
    group = _groups(numbers, joined)
    last = group * joined + joined // 2
    first = np.where(group > 0, last - joined + 1, 0)
    last = np.where(joined == 1, numbers, last)
    first = np.where(joined == 1, numbers, first)
    low = np.where(first > 0, np.maximum(first * k - k // 2, k), 0)
    high = np.where(last > 0, last * k + (k - 1) // 2, k - 1)
    return low, high


def figures(numbers: Ints, steps: Ints, k: int) -> Ints:
    """Return the figure that is printed of each class; 0 where none is."""
    joined = np.asarray(JOINED)[steps]
    return np.asarray(_groups(numbers, joined) * joined * k)


def count_classes(numbers: Ints, steps: Ints, k: int) -> list[CountClass]:
    """Return classes by their numbers and steps."""
    low, high = class_bounds(numbers, steps, k)
    columns = (low.tolist(), high.tolist(), figures(numbers, steps, k).tolist())
    return [
        CountClass(least, most, figure or None)
        for least, most, figure in zip(*columns, strict=True)
    ]


def _groups(numbers: Ints, joined: Ints) -> Ints:
    """Return which multiple of the wider base the figures round to, halves down."""
    return np.asarray(np.where(joined == 1, numbers, (numbers + (joined - 1) // 2) // joined))
