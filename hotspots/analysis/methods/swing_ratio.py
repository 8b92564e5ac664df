"""The ratio of two rates whose counts swing more than chance alone: interval and test."""

import math
from dataclasses import astuple
from typing import NamedTuple

import numpy as np

from hotspots.analysis.methods.count_swings import Floats, LogVariance, Swings
from hotspots.analysis.methods.rates import TAIL, RateRatio

# beyond this the ratio's limits leave the numbers a computer has
_FURTHEST = 700.0


def swing_ratio(
    earlier: int,
    later: int,
    exposure: tuple[float, float],
    swings: Swings,
    *,
    areas: float = 2.0,
    city: float = 2.0,
) -> RateRatio:
    """Compare two counts of variance phi mu + alpha mu^2, given who or what was exposed to each.

    Both counts are divided by how many times larger the variance of their log ratio is than
    Poisson's; the mid-p test of what is left is then averaged over what the variance may be, as
    t does. With phi 1, alpha 0, both known for sure, it is the mid-p test itself. Test and
    interval never contradict each other. ``areas`` and ``city`` are those of
    :meth:`Swings.log_variance`.
    """
    from scipy.special import ndtr

    if earlier + later == 0:
        return RateRatio(math.nan, 0.0, math.inf, 1.0)
    counts = np.array([earlier, later], dtype=np.float64)[:, None]
    scale = exposure[0] / exposure[1]
    p = swing_p(counts[0], counts[1], exposure, swings, areas=areas, city=city)
    left = _effective(counts[0], counts[1], swings, areas, city)
    critical = float(ndtr(-left.spread.quantile(TAIL)[0]))
    low = 0.0 if later == 0 else math.exp(_limit(left, critical, upper=False)) * scale
    high = math.inf if earlier == 0 else math.exp(_limit(left, critical, upper=True)) * scale
    return RateRatio(later / earlier * scale if earlier else math.nan, low, high, float(p[0]))


def swing_p(
    earlier: Floats,
    later: Floats,
    exposure: tuple[float, float],
    swings: Swings,
    *,
    areas: float = 2.0,
    city: float = 2.0,
) -> Floats:
    """Return the two-sided p-values of many pairs of counts, as :func:`swing_ratio` has them.

    ``earlier`` and ``later`` have one shape, (n,), which the answer has too; 1 where both are 0.
    Of many cells most have the same few pairs of counts, and each pair is reckoned once.
    """
    from scipy.special import ndtri

    pairs, position = np.unique(np.stack([earlier, later]), axis=1, return_inverse=True)
    left = _effective(pairs[0], pairs[1], swings, areas, city)
    share = exposure[1] / (exposure[0] + exposure[1])
    tail = np.minimum(*_tails(left, np.full(left.later.shape, share)))
    p = np.minimum(2 * left.spread.tail(-ndtri(tail)), 1.0)
    return np.asarray(np.where(left.whole > 0, p, 1.0)[position.ravel()])


class _Effective(NamedTuple):
    """Later counts and sums as few as chance alone would need, and the variances behind them."""

    later: Floats
    whole: Floats
    spread: LogVariance


def _effective(
    earlier: Floats, later: Floats, swings: Swings, areas: float, city: float
) -> _Effective:
    """Divide by how many times Poisson's the variance of the log ratio is; by phi of a count 0."""
    is_both = (earlier > 0) & (later > 0)
    chance = 1 / np.where(is_both, earlier, 2.0) + 1 / np.where(is_both, later, 2.0)
    swinging, steady = swings.log_variance(chance, areas, city), swings.log_variance(chance, 0, 0)
    spread = LogVariance(
        *(np.where(is_both, *one) for one in zip(astuple(swinging), astuple(steady), strict=True))
    )
    inflation = np.maximum(spread.variance / chance, 1.0)
    return _Effective(later / inflation, (earlier + later) / inflation, spread)


def _tails(left: _Effective, share: Floats) -> tuple[Floats, Floats]:
    """Return the mid-p tails (upper, lower) of binomial counts that need not be whole."""
    rest = left.whole - left.later
    return _upper(left.later, rest, share), _upper(rest, left.later, 1 - share)


def _upper(count: Floats, rest: Floats, share: Floats) -> Floats:
    from scipy.special import betainc

    tiny = np.finfo(float).tiny
    as_many = np.where(count > 0, betainc(np.maximum(count, tiny), rest + 1, share), 1.0)
    more = np.where(rest > 0, betainc(count + 1, np.maximum(rest, tiny), share), 0.0)
    return np.asarray((as_many + more) / 2)


def _limit(left: _Effective, critical: float, *, upper: bool) -> float:
    """Return the log odds at which the tail is the critical one."""
    from scipy.optimize import brentq

    def beyond(log_odds: float) -> float:
        share = np.array([1 / (1 + math.exp(-log_odds))])
        return float(_tails(left, share)[1 if upper else 0][0]) - critical

    later, rest = float(left.later[0]), float((left.whole - left.later)[0])
    middle, reach = math.log((later + 0.5) / (rest + 0.5)), 1.0
    low, high = (0.0, 1.0) if upper else (-1.0, 0.0)
    while beyond(middle + low * reach) * beyond(middle + high * reach) > 0 and reach < _FURTHEST:
        reach *= 2
    ends = (max(middle + one * reach, -_FURTHEST) for one in (low, high))
    return float(brentq(beyond, *(min(one, _FURTHEST) for one in ends), xtol=1e-12))
