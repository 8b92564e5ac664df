"""Tails and quantiles of the distributions that intervals and tests are reckoned on.

By ``scipy.special``: ``scipy.stats`` gives the same numbers and takes half a second to import.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# beyond this the odds leave the numbers a computer has
_FURTHEST = 700.0
_CLOSE = 1e-12


def normal_isf(tail: float) -> float:
    """Return the value that a standard normal variable exceeds with this chance."""
    from scipy.special import ndtri

    return -float(ndtri(tail))


def normal_p(z: Floats | float) -> Floats:
    """Return the two-sided p-value of a standard normal variable."""
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)))


def t_isf(tail: float, df: Floats | float) -> Floats:
    """Return what Student's t exceeds with this chance; ``df`` may be infinite."""
    from scipy.special import stdtrit

    return np.asarray(-stdtrit(df, tail))


def t_p(ratio: Floats, df: Floats) -> Floats:
    """Return the two-sided p-value of Student's t; ``df`` may be infinite."""
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(df, -np.abs(ratio)))


def chi2_isf(tail: Floats | float, df: Floats | float) -> Floats:
    """Return what a chi-squared variable exceeds with this chance."""
    from scipy.special import chdtri

    return np.asarray(chdtri(df, tail))


def poisson_limits(counts: Floats | float, tail: float) -> tuple[Floats, Floats]:
    """Return the exact limits of Poisson means (Garwood 1936) that each leave ``tail`` outside."""
    from scipy.special import gammainccinv, gammaincinv

    low = gammaincinv(np.maximum(counts, 1e-300), tail)
    return np.asarray(low), np.asarray(gammainccinv(np.add(counts, 1), tail))


def at_least(counts: Floats | float, total: Floats | float, shares: Floats | float) -> Floats:
    """Return the chance that at least ``counts`` of ``total`` fall where a share of them does.

    ``shares`` lie in 0 to 1. By the regularised incomplete beta function, which is the binomial
    tail at whole numbers and joins them smoothly between: counts may be sums of parts of
    incidents. It is 1 of no count, and 0 of more than the total.
    """
    from scipy.special import betainc

    inner = np.clip(counts, 1e-9, total)
    tail = betainc(inner, total - inner + 1, np.clip(shares, 0.0, 1.0))
    return np.where(np.less_equal(counts, 0), 1.0, np.where(np.greater(counts, total), 0.0, tail))


def mid_tails(
    counts: Floats | float, total: Floats | float, share: Floats | float
) -> tuple[Floats, Floats]:
    """Return the upper and lower mid-p tails of binomial counts (Lancaster 1961).

    Each holds half the chance of the count itself.
    """
    upper = (at_least(counts, total, share) + at_least(np.add(counts, 1), total, share)) / 2
    rest = np.subtract(total, counts)
    lower = (at_least(rest, total, 1 - share) + at_least(rest + 1, total, 1 - share)) / 2
    return upper, lower


def upper_mid_tail(counts: Floats, rest: Floats, share: Floats) -> Floats:
    """Return the upper mid-p tail of binomial counts beside what is left; neither need be whole.

    Of counts exchanged, and the share of the others, it is the lower one.
    """
    from scipy.special import betainc

    tiny = np.finfo(float).tiny
    as_many = np.where(counts > 0, betainc(np.maximum(counts, tiny), rest + 1, share), 1.0)
    more = np.where(rest > 0, betainc(counts + 1, np.maximum(rest, tiny), share), 0.0)
    return np.asarray((as_many + more) / 2)


def two_sided(counts: Floats, total: float, shares: Floats) -> tuple[Floats, Floats]:
    """Return p as twice the smaller tail, and 1 where that is the upper one, -1 the lower.

    Where both tails are as long, or nothing is counted at all, p is 1 and the side 0.
    """
    upper = at_least(counts, total, shares)
    lower = at_least(total - counts, total, 1 - shares)
    p = np.minimum(2 * np.minimum(upper, lower), 1.0)
    side = np.where(p < 1, np.sign(lower - upper), 0.0)
    return p, side


def least_log_odds(counts: Floats, rest: Floats, tail: Floats | float) -> Floats:
    """Return the log odds at which ``counts`` or more have the chance ``tail``, by half of ties.

    ``counts`` and what is left, ``rest``, are of one shape and need not be whole; ``tail`` is
    under 1/2. Of no count it is minus infinity, as where the odds are less than a computer can
    hold. What the odds are at most is the negative of this with both counts exchanged.
    """
    is_counted = counts > 0
    figures = counts[is_counted], rest[is_counted], np.broadcast_to(tail, counts.shape)[is_counted]
    limits = np.full(counts.shape, -np.inf)
    if is_counted.any():
        limits[is_counted] = _root(*_bracket(*figures), *figures)
    return limits


def _root(low: Floats, high: Floats, *figures: Floats) -> Floats:
    """Halve until the roots are known; minus infinity where even the lowest odds are too large.

    ``scipy.optimize`` needs fewer steps, and longer to be imported than thousands of roots take.
    """
    is_within_reach = _beyond(low, *figures) <= 0
    while (high - low).max() > _CLOSE:
        middle = (low + high) / 2
        is_above = _beyond(middle, *figures) > 0
        low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
    return np.where(is_within_reach, (low + high) / 2, -np.inf)


def _beyond(log_odds: Floats, counts: Floats, rest: Floats, tail: Floats) -> Floats:
    from scipy.special import expit

    return upper_mid_tail(counts, rest, expit(log_odds)) - tail


def _bracket(counts: Floats, rest: Floats, tail: Floats) -> tuple[Floats, Floats]:
    """Return log odds that are too small, where a computer has them, and such as are too large."""
    middle, reach = np.log((counts + 0.5) / (rest + 0.5)), np.ones(counts.shape)
    while True:
        low = np.maximum(middle - reach, -_FURTHEST)
        is_short = (_beyond(low, counts, rest, tail) > 0) & (low > -_FURTHEST)
        if not is_short.any():
            return low, middle
        reach = np.where(is_short, 2 * reach, reach)
