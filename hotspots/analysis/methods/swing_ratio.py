"""The ratio of two rates whose counts swing more than chance alone: interval and test."""

import math

from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.rates import TAIL, RateRatio

_HALVINGS = 90
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
    Poisson's; the mid-p test of what is left then has the tail of t with the degrees of freedom
    that the variance is known with. With phi 1, alpha 0 and many degrees of freedom it is the
    mid-p test itself. Test and interval never contradict each other. ``areas`` and ``city`` are
    those of :meth:`Swings.log_variance`.
    """
    from scipy.stats import norm, t

    total = earlier + later
    if total == 0:
        return RateRatio(math.nan, 0.0, math.inf, 1.0)
    inflation, df = _inflation(earlier, later, swings, areas, city)
    count, whole = later / inflation, total / inflation
    scale = exposure[0] / exposure[1]
    tail = min(_tails(count, whole, 1 / (1 + scale)))
    p = min(1.0, 2 * float(t.sf(norm.isf(tail), df)))
    critical = float(norm.sf(t.isf(TAIL, df)))
    low = 0.0 if later == 0 else math.exp(_limit(count, whole, critical, upper=False)) * scale
    high = (
        math.inf if earlier == 0 else math.exp(_limit(count, whole, critical, upper=True)) * scale
    )
    return RateRatio(later / earlier * scale if earlier else math.nan, low, high, p)


def _inflation(
    earlier: int, later: int, swings: Swings, areas: float, city: float
) -> tuple[float, float]:
    """Return how many times Poisson's the variance of the log ratio is; of a count 0 its limit."""
    if earlier == 0 or later == 0:
        variance = swings.log_variance(1.0, 0.0, 0.0)
        return max(variance.variance, 1.0), variance.df
    chance = 1 / earlier + 1 / later
    variance = swings.log_variance(chance, areas, city)
    return max(variance.variance / chance, 1.0), variance.df


def _tails(count: float, whole: float, share: float) -> tuple[float, float]:
    """Return the mid-p tails (upper, lower) of a binomial count that need not be whole."""
    return _upper(count, whole, share), _upper(whole - count, whole, 1 - share)


def _upper(count: float, whole: float, share: float) -> float:
    from scipy.special import betainc

    rest = whole - count
    as_many = float(betainc(count, rest + 1, share)) if count > 0 else 1.0
    more = float(betainc(count + 1, rest, share)) if rest > 0 else 0.0
    return (as_many + more) / 2


def _limit(count: float, whole: float, critical: float, *, upper: bool) -> float:
    """Return the log odds at which the tail is the critical one, by halving."""
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tail = _tails(count, whole, 1 / (1 + math.exp(-middle)))[1 if upper else 0]
        is_beyond = tail < critical if upper else tail > critical
        low, high = (low, middle) if is_beyond else (middle, high)
    return (low + high) / 2
