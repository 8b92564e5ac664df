"""Counts and rates of events, and the ratio of two of them, exact for small numbers."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.methods.distributions import mid_tails, poisson_limits

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


def rate_ratio(earlier: int, later: int, exposure_earlier: float, exposure_later: float
               ) -> RateRatio:  # fmt: skip
    """Compare two Poisson counts, given who or what was exposed in each period.

    Conditional on the sum, the later count is binomial; test and interval are both
    mid-p (Lancaster 1961), so that they never contradict each other.
    """
    total = earlier + later
    scale = exposure_earlier / exposure_later
    expected = exposure_later / (exposure_earlier + exposure_later)
    low, high = _mid_p_interval(later, total)
    ratio = later / earlier * scale if earlier else float("nan")
    return RateRatio(ratio, odds(low) * scale, odds(high) * scale,
                     _mid_p(later, total, expected))  # fmt: skip


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


def _upper_tail(count: int, total: int, share: float) -> float:
    return float(mid_tails(count, total, share)[0])


def _lower_tail(count: int, total: int, share: float) -> float:
    return float(mid_tails(count, total, share)[1])


def _mid_p(count: int, total: int, share: float) -> float:
    tails = _upper_tail(count, total, share), _lower_tail(count, total, share)
    return min(1.0, 2 * min(tails))


def _mid_p_interval(count: int, total: int) -> tuple[float, float]:
    low = 0.0 if count == 0 else _root(lambda s: _upper_tail(count, total, s) - TAIL)
    high = 1.0 if count == total else _root(lambda s: _lower_tail(count, total, s) - TAIL)
    return low, high


def _root(crossing: Callable[[float], float]) -> float:
    from scipy.optimize import brentq

    edge = float(np.finfo(float).eps)
    return float(brentq(crossing, edge, 1 - edge, xtol=1e-14))
