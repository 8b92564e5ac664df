"""Counts and rates of events, and the ratio of two of them, exact for small numbers."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import (
    Floats,
    least_log_odds,
    mid_tails,
    poisson_limits,
)

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2


def poisson_interval(count: float) -> tuple[float, float]:
    """Return the exact 95 % interval of a Poisson mean (Garwood 1936), in counts."""
    low, high = poisson_limits(count, TAIL)
    return float(low), float(high)


@dataclass(frozen=True)
class RateRatio:
    """Later rate over earlier rate with its mid-p 95 % interval and p-value.

    ``ratio`` is NaN where the earlier count is 0, ``high`` may then be infinite.
    """

    ratio: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class RateRatios:
    """Many rate ratios with their intervals and p-values, as of ``RateRatio``; of one shape."""

    ratio: Floats
    low: Floats
    high: Floats
    p: Floats

    def ratio_of(self, place: int) -> RateRatio:
        """Return a single ratio."""
        ratio, low, high, p = (float(part[place])
                               for part in (self.ratio, self.low, self.high, self.p))  # fmt: skip
        return RateRatio(ratio, low, high, p)


def rate_ratio(earlier: int, later: int, exposure_earlier: float, exposure_later: float
               ) -> RateRatio:  # fmt: skip
    """Compare two Poisson counts, as ``rate_ratios`` does many."""
    values = (earlier, later, exposure_earlier, exposure_later)
    return rate_ratios(*(np.array([value], dtype=np.float64) for value in values)).ratio_of(0)


def rate_ratios(
    earlier: Floats, later: Floats, exposure_earlier: Floats, exposure_later: Floats
) -> RateRatios:
    """Compare pairs of Poisson counts, given who or what was exposed in each period.

    All are of one shape, (n,). Conditional on the sum, the later count is binomial; test and
    interval are both mid-p (Lancaster 1961), so that they never contradict each other.
    """
    scale = exposure_earlier / exposure_later
    expected = exposure_later / (exposure_earlier + exposure_later)
    pairs, place = distinct(earlier, later)
    low, high = odds_between(pairs[0], pairs[1], TAIL)
    upper, lower = mid_tails(later, earlier + later, expected)
    return RateRatios(
        later_over(earlier, later) * scale,
        low[place] * scale,
        high[place] * scale,
        np.minimum(2 * np.minimum(upper, lower), 1.0),
    )


def later_over(earlier: Floats, later: Floats) -> Floats:
    """Return later over earlier counts; nan where the earlier one is 0."""
    return np.where(earlier > 0, later, np.nan) / np.where(earlier > 0, earlier, 1.0)


def odds_between(earlier: Floats, later: Floats, tail: Floats | float) -> tuple[Floats, Floats]:
    """Return the limits of the odds of the later count that each leave ``tail`` outside.

    0 and infinity where both counts are 0, or the one that bounds them is.
    """
    n = len(earlier)
    counts, rest = np.concatenate([later, earlier]), np.concatenate([earlier, later])
    log_odds = least_log_odds(counts, rest, np.tile(np.broadcast_to(tail, (n,)), 2))
    with np.errstate(over="ignore"):
        return np.exp(log_odds[:n]), np.exp(-log_odds[n:])


def distinct(*columns: Floats | float) -> tuple[Floats, NDArray[np.intp]]:
    """Return each combination of figures once, one to a column, and where each row has its own.

    Of many areas or cells most have the same few counts.
    """
    rows = np.stack(np.broadcast_arrays(*columns))
    combinations, place = np.unique(rows, axis=1, return_inverse=True)
    return combinations, place.ravel()


@dataclass(frozen=True)
class RatioOfRatios:
    """A rate ratio divided by another, with its 95 % interval."""

    ratio: float
    low: float
    high: float


def ratio_of_ratios(numerator: RateRatio, denominator: RateRatio) -> RatioOfRatios:
    """Divide one rate ratio by another, both with a finite ratio and the other above 0.

    The interval is put together from the two intervals on the log scale (Zou and Donner
    2008), as if the two were independent. From a ratio of 0 it reaches to the largest that
    the two intervals allow.
    """
    ratio = numerator.ratio / denominator.ratio
    if numerator.ratio == 0:
        return RatioOfRatios(0.0, 0.0, numerator.high / denominator.low)
    down = math.hypot(
        math.log(numerator.ratio / numerator.low), math.log(denominator.high / denominator.ratio)
    )
    up = math.hypot(
        math.log(numerator.high / numerator.ratio), math.log(denominator.ratio / denominator.low)
    )
    return RatioOfRatios(ratio, ratio * math.exp(-down), ratio * math.exp(up))


def odds(share: float) -> float:
    """Return share to the rest, infinite where there is no rest."""
    return share / (1 - share) if share < 1 else float("inf")
