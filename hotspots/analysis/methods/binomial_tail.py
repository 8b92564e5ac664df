"""How unusual a part of all incidents is: the exact tail of the binomial distribution."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def at_least(counts: Floats, total: float, shares: Floats) -> Floats:
    """Return the chance that at least ``counts`` of ``total`` fall where a share of them does.

    ``shares`` lie in 0 to 1, shape as ``counts``. By the regularised incomplete beta function,
    which is the binomial tail at whole numbers and joins them smoothly between: counts may be
    sums of parts of incidents.
    """
    from scipy.special import betainc

    inner = np.clip(counts, 1e-9, total)
    tail = betainc(inner, total - inner + 1, np.clip(shares, 0.0, 1.0))
    return np.where(counts <= 0, 1.0, tail)


def two_sided(counts: Floats, total: float, shares: Floats) -> tuple[Floats, Floats]:
    """Return p as twice the smaller tail, and 1 where that is the upper one, -1 the lower.

    Where both tails are as long, or nothing is counted at all, p is 1 and the side 0.
    """
    upper = at_least(counts, total, shares)
    lower = at_least(total - counts, total, 1 - shares)
    p = np.minimum(2 * np.minimum(upper, lower), 1.0)
    side = np.where(p < 1, np.sign(lower - upper), 0.0)
    return p, side
