"""Classes of the hours of a week by how each stands to the average hour.

The steps are fixed parts of the average: a week without a pattern has one class, where classes
of equal size would show one in anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = (0.5, 0.75, 1.25, 1.5)
_WHOLE, _TENTHS = 10, 1  # an average from which so many decimals are enough


@dataclass(frozen=True)
class HourClasses:
    """The class of every hour, 0 to 4, shape (7, 24), and where the classes begin.

    ``starts`` are the four lowest numbers of the classes 1 to 4, with ``decimals`` decimals.
    Numbers are rounded before they are put in a class, so that a printed number and its class
    agree.
    """

    ranks: NDArray[np.intp]
    starts: Sequence[float]
    mean: float
    decimals: int

    @property
    def unit(self) -> float:
        """Return the smallest step between two printed numbers."""
        return float(10.0**-self.decimals)

    def present(self) -> list[int]:
        """Return the classes that any hour has, lowest first."""
        return [int(rank) for rank in np.unique(self.ranks)]


def hour_classes(table: NDArray[np.float64]) -> HourClasses:
    """Put each hour in one of at most five classes by its part of the average hour.

    Under a half, under three quarters, under five quarters, under one and a half, and the rest.
    """
    mean = float(table.mean())
    decimals = 0 if mean >= _WHOLE else 1 if mean >= _TENTHS else 2
    scale = 10**decimals
    starts = np.round(np.array(STEPS) * mean * scale)
    ranks = np.searchsorted(starts, np.round(table * scale), side="right")
    return HourClasses(ranks, [float(one) / scale for one in starts], mean, decimals)
