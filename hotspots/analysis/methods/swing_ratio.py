"""The ratio of two rates whose counts swing more than chance alone: interval and test."""

from dataclasses import astuple
from typing import NamedTuple

import numpy as np

from hotspots.analysis.methods.count_swings import Floats, LogVariance, Swings
from hotspots.analysis.methods.distributions import upper_mid_tail
from hotspots.analysis.methods.rates import (
    TAIL,
    RateRatio,
    RateRatios,
    distinct,
    later_over,
    odds_between,
)


def swing_ratio(
    earlier: int,
    later: int,
    exposure: tuple[float, float],
    swings: Swings,
    *,
    areas: float = 2.0,
    city: float = 2.0,
) -> RateRatio:
    """Compare two counts, as ``swing_ratios`` does many."""
    before, after = (np.array([count], dtype=np.float64) for count in (earlier, later))
    return swing_ratios(before, after, exposure, swings, areas=areas, city=city).ratio_of(0)


def swing_ratios(
    earlier: Floats,
    later: Floats,
    exposure: tuple[Floats | float, Floats | float],
    swings: Swings,
    *,
    areas: Floats | float = 2.0,
    city: float = 2.0,
) -> RateRatios:
    """Compare pairs of counts of variance phi mu + alpha mu^2, given who was exposed to each.

    Both counts are divided by how many times larger the variance of their log ratio is than
    Poisson's; the mid-p test of what is left is then averaged over what the variance may be, as
    t does. With phi 1, alpha 0, both known for sure, it is the mid-p test itself. Test and
    interval never contradict each other. ``areas`` and ``city`` are those of
    :meth:`Swings.log_variance`; counts, ``exposure`` and ``areas`` are of one shape, (n,), or one
    for all.
    """
    from scipy.special import ndtr

    scale = np.asarray(exposure[0] / exposure[1])
    pairs, place = distinct(earlier, later, areas)
    left = _effective(pairs[0], pairs[1], swings, pairs[2], city)
    critical = ndtr(-left.spread.quantile(TAIL))
    low, high = odds_between(left.whole - left.later, left.later, critical)
    p = swing_p(earlier, later, exposure, swings, areas=areas, city=city)
    return RateRatios(
        later_over(earlier, later) * scale, low[place] * scale, high[place] * scale, p
    )


def swing_p(
    earlier: Floats,
    later: Floats,
    exposure: tuple[Floats | float, Floats | float],
    swings: Swings,
    *,
    areas: Floats | float = 2.0,
    city: float = 2.0,
) -> Floats:
    """Return the two-sided p-values of many pairs of counts, as :func:`swing_ratios` has them.

    ``earlier`` and ``later`` have one shape, (n,), which the answer has too; 1 where both are 0.
    """
    from scipy.special import ndtri

    share = exposure[1] / (exposure[0] + exposure[1])
    tests, place = distinct(earlier, later, areas, share)
    pairs, pair = distinct(*tests[:3])
    left = _effective(pairs[0], pairs[1], swings, pairs[2], city)
    tail = np.minimum(*_tails(left.later[pair], left.whole[pair], tests[3]))
    p = np.minimum(2 * left.spread.tail(-ndtri(tail), pair), 1.0)
    return np.asarray(np.where(left.whole[pair] > 0, p, 1.0)[place])


class _Effective(NamedTuple):
    """Later counts and sums as few as chance alone would need, and the variances behind them."""

    later: Floats
    whole: Floats
    spread: LogVariance


def _effective(
    earlier: Floats, later: Floats, swings: Swings, areas: Floats, city: float
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


def _tails(later: Floats, whole: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Return the mid-p tails (upper, lower) of binomial counts that need not be whole."""
    rest = whole - later
    return upper_mid_tail(later, rest, share), upper_mid_tail(rest, later, 1 - share)
