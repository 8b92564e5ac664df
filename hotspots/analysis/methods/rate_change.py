"""Change of a rate that is printed with the number of events behind it."""

import numpy as np

from hotspots.analysis.methods.distributions import poisson_limits
from hotspots.analysis.methods.share_change import CHANCE_ALONE, Floats, ShareChange
from hotspots.analysis.methods.spread import ExtraSpread


def rate_change(
    rate_1: Floats,
    count_1: Floats,
    rate_2: Floats,
    count_2: Floats,
    spread: ExtraSpread = CHANCE_ALONE,
) -> ShareChange:
    """Compare rates per 1,000, earlier (1) and later (2), that rest on counts of events.

    The interval joins the exact intervals of the two rates by the square-and-add rule (Zou and
    Donner 2008, MOVER), the p-value is that of the score test with a pooled rate. ``spread``
    widens both. The result is per 1,000. Rates of 0 are told by their count, not by an
    exposure, and are not compared.
    """
    low_1, high_1 = _limits(rate_1, count_1)
    low_2, high_2 = _limits(rate_2, count_2)
    difference = rate_2 - rate_1
    widened = np.sqrt(count_1 / spread.shrunk(count_1))
    below = spread.joined(widened * np.hypot(rate_2 - low_2, high_1 - rate_1))
    above = spread.joined(widened * np.hypot(high_2 - rate_2, rate_1 - low_1))
    p = score_p(rate_1, count_1, rate_2, count_2, spread)
    return ShareChange(difference, difference - below, difference + above, p)


def score_p(
    rate_1: Floats,
    count_1: Floats,
    rate_2: Floats,
    count_2: Floats,
    spread: ExtraSpread = CHANCE_ALONE,
) -> Floats:
    """Return the two-sided p-value of two equal rates, with the pooled rate's variance."""
    variance = rate_variance(rate_1, count_1, rate_2, count_2)
    return spread.p(rate_2 - rate_1, variance)


def rate_variance(rate_1: Floats, count_1: Floats, rate_2: Floats, count_2: Floats) -> Floats:
    """Return the variance of the difference of two rates that are equal."""
    exposure_1, exposure_2 = count_1 / rate_1, count_2 / rate_2
    pooled = (count_1 + count_2) / (exposure_1 + exposure_2)
    return np.asarray(pooled * (1 / exposure_1 + 1 / exposure_2))


def _limits(rate: Floats, count: Floats) -> tuple[Floats, Floats]:
    """Return Garwood's exact 95 % limits of a rate, scaled from those of its count."""
    low, high = poisson_limits(count, 0.025)
    return rate * low / count, rate * high / count
