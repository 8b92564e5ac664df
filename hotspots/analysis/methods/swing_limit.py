"""A count that swings more than chance alone, held against a limit: interval and test."""

import math
from dataclasses import astuple
from typing import NamedTuple

import numpy as np

from hotspots.analysis.methods.count_swings import LogVariance, Swings
from hotspots.analysis.methods.rates import TAIL

# beyond this the logarithm of a mean leaves the numbers a computer has
_FURTHEST = 700.0


def count_interval(
    count: float, swings: Swings | None, *, areas: float = 1.0, city: float = 1.0
) -> tuple[float, float]:
    """Return the 95 % interval of the mean that a count swings around, in counts.

    It leaves a mean out exactly where :func:`count_p` is under 5 %. ``areas`` and ``city`` are
    those of :meth:`Swings.log_variance`, 1 for an area's one year.
    """
    from scipy.special import ndtr

    left = _effective(count, swings, areas, city)
    critical = float(ndtr(-left.spread.quantile(TAIL)[0]))
    low = _mean(left.n, critical, upper=True) if count else 0.0
    return low * left.inflation, _mean(left.n, critical, upper=False) * left.inflation


def count_p(
    count: float, mean: float, swings: Swings | None, *, areas: float = 1.0, city: float = 1.0
) -> float:
    """Return the two-sided p-value of a mean of variance phi mu + alpha mu^2.

    Count and mean are divided by how many times larger the variance of the count's logarithm is
    than Poisson's (of a count of 0, by phi). The mid-p test of what is left (Lancaster 1961) is
    then averaged over what the variance may be. Without swings it is the mid-p test itself.
    """
    from scipy.special import ndtri

    left = _effective(count, swings, areas, city)
    tail = np.array([min(_tails(left.n, mean / left.inflation))])
    return min(1.0, 2 * float(left.spread.tail(-ndtri(tail))[0]))


class _ShrunkCount(NamedTuple):
    """A count ``n`` as small as chance alone would need, by what it was divided, the variance."""

    n: float
    inflation: float
    spread: LogVariance


def _effective(count: float, swings: Swings | None, areas: float, city: float) -> _ShrunkCount:
    chance = np.array([1 / count if count else 1.0])
    if swings is None:
        nothing = np.zeros(1)
        many = np.full(1, LogVariance.certain(1.0).df)
        return _ShrunkCount(count, 1.0, LogVariance(chance, many, nothing, nothing))
    spread = (
        swings.log_variance(chance, areas, city) if count else swings.log_variance(chance, 0, 0)
    )
    spread = LogVariance(*(np.atleast_1d(part) for part in astuple(spread)))
    inflation = max(float((spread.variance / chance)[0]), 1.0)
    return _ShrunkCount(count / inflation, inflation, spread)


def _tails(count: float, mean: float) -> tuple[float, float]:
    """Return the mid-p chances of a Poisson count, which need not be whole, or more; or fewer."""
    from scipy.special import gammainc, gammaincc

    as_many, fewer = (gammainc(count, mean), gammaincc(count, mean)) if count else (1.0, 0.0)
    more, at_most = gammainc(count + 1, mean), gammaincc(count + 1, mean)
    return float(as_many + more) / 2, float(fewer + at_most) / 2


def _mean(count: float, critical: float, *, upper: bool) -> float:
    """Return the mean at which the upper or the lower tail is the critical one."""
    from scipy.optimize import brentq

    def beyond(log_mean: float) -> float:
        return _tails(count, math.exp(log_mean))[0 if upper else 1] - critical

    middle, reach = math.log(count + 0.5), 1.0
    while beyond(middle - reach) * beyond(middle + reach) > 0 and reach < _FURTHEST:
        reach *= 2
    low, high = max(middle - reach, -_FURTHEST), min(middle + reach, _FURTHEST)
    return math.exp(float(brentq(beyond, low, high, xtol=1e-12)))
