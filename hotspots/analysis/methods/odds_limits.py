"""Limits of the odds behind binomial counts, by their mid-p tails, of many counts at once."""

import numpy as np

from hotspots.analysis.methods.distributions import Floats, upper_mid_tail

# beyond this the odds leave the numbers a computer has
_FURTHEST = 700.0
_CLOSE = 1e-12


def least_log_odds(counts: Floats, rest: Floats, tail: Floats | float) -> Floats:
    """Return the log odds at which ``counts`` or more have the chance ``tail``, by half of ties.

    ``counts`` and what is left, ``rest``, are of one shape and need not be whole; ``tail`` is
    under 1/2. Of no count it is minus infinity, as where the odds are less than a computer can
    hold. What the odds are at most is the negative of this with both counts exchanged.
    """
    from scipy.optimize import elementwise

    some = counts > 0
    figures = counts[some], rest[some], np.broadcast_to(tail, counts.shape)[some]
    limits = np.full(counts.shape, -np.inf)
    if some.any():
        found = elementwise.find_root(
            _beyond, _bracket(*figures), args=figures, tolerances={"xatol": _CLOSE, "xrtol": 0.0}
        )
        limits[some] = np.where(found.success, found.x, -np.inf)
    return limits


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
