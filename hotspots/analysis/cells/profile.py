"""What happens in a hotspot, and when: the most frequent categories, hours and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import at_least
from hotspots.analysis.space.points import Points, hours_of, weekdays_of
from hotspots.analysis.time.heaps import minutes_of

PART_HOURS = 6
_PARTS = 24 // PART_HOURS
_DAYS = 7
# A class is named only where it has a quarter more than its even share, and not by chance.
_LEAST_EXCESS = 1.25
_ALPHA = 0.05


@dataclass(frozen=True)
class Peak:
    """The most frequent of several classes, its position and its share, 0 to 1."""

    class_number: int
    share: float


@dataclass(frozen=True)
class Profile:
    """What the incidents of one hotspot are.

    ``categories`` are (name, share of those with a category) pairs, most frequent first.
    ``part`` counts the quarters of the day from midnight, ``weekday`` the days from Monday;
    None where no incident has a known hour, or day, or where no class stands out.
    """

    categories: tuple[tuple[str, float], ...]
    part: Peak | None
    weekday: Peak | None


# Of a handful of incidents nothing is told: it would be chance, or somebody's own case.
UNTOLD = Profile((), None, None)


def profile(points: Points, most: int = 3, *, without: Sequence[int] = ()) -> Profile:
    """Describe points by their weights; of equally frequent classes the first is named.

    ``without`` are minutes of the day that stand for an unknown time.
    """
    is_moment = np.asarray(points.precision == "moment")
    is_default = np.isin(minutes_of(points.occurred_from), without)
    moments = points.where(is_moment & ~is_default)
    days = points.where(np.isin(points.precision, ["moment", "day"]))
    return Profile(
        categories=_categories(points, most),
        part=_peak(hours_of(moments.occurred_from) // PART_HOURS, moments.weight, _PARTS),
        weekday=_peak(weekdays_of(days.occurred_on), days.weight, _DAYS),
    )


def _categories(points: Points, most: int) -> tuple[tuple[str, float], ...]:
    has_category = points.category >= 0
    sums = np.bincount(
        points.category[has_category],
        points.weight[has_category],
        minlength=len(points.categories),
    )
    order = np.argsort(-sums, kind="stable")[:most]
    whole = float(sums.sum())
    return tuple(
        (points.categories[category], float(sums[category]) / whole)
        for category in order.tolist()
        if sums[category] > 0
    )


def _peak(classes: NDArray[np.int64], weights: NDArray[np.float64], n: int) -> Peak | None:
    """Return the most frequent of n classes where it stands out from an even spread.

    It must have a quarter more than its even share, and the binomial chance of that, times n
    for having chosen the largest, must be below 5 per cent.
    """
    sums = np.bincount(classes, weights, minlength=n)
    whole = float(sums.sum())
    largest = int(np.argmax(sums))
    if whole == 0 or sums[largest] / whole < _LEAST_EXCESS / n:
        return None
    chance = n * float(at_least(np.ceil(sums[largest]), np.ceil(whole), 1 / n))
    return Peak(largest, float(sums[largest]) / whole) if chance < _ALPHA else None


def by_hotspot(numbers: NDArray[np.int64], n_hotspots: int) -> Sequence[NDArray[np.int64]]:
    """Return the positions of the points of each hotspot 1 to n; number 0 is in none."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(1, n_hotspots + 2))
    return [order[first:end] for first, end in pairwise(ends)]
