"""The parts that a change of a share is made of, so that a reader can do it again on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from hotspots.analysis.methods.share_change import CHANCE_ALONE, share_change, wilson
from hotspots.analysis.methods.spread import ExtraSpread


@dataclass(frozen=True)
class ShareLimits:
    """A share (0 to 1) on its effective number of answers, with Wilson's 95 % limits."""

    share: float
    n: float
    low: float
    high: float


@dataclass(frozen=True)
class ChangeParts:
    """A change of a share (0 to 1) with all that goes into it; ``z`` is the score statistic."""

    earlier: ShareLimits
    later: ShareLimits
    difference: float
    low: float
    high: float
    pooled: float
    z: float
    p: float
    reach: float
    added: float
    df: float
    factor: float
    rounding: float


def change_parts(
    share_1: float, n_1: float, share_2: float, n_2: float, spread: ExtraSpread = CHANCE_ALONE
) -> ChangeParts:
    """Return the parts of a change from an earlier (1) to a later (2) share, 0 to 1.

    Interval and p-value are those of ``share_change``; ``z`` is 0 where both shares are all
    or nothing alike. ``reach`` is how many standard errors of chance the limits of each share
    are away, and ``added`` the square of what rounding adds to either side of the interval.
    """
    first, second = np.array([share_1]), np.array([share_2])
    change = share_change(first, np.array([n_1]), second, np.array([n_2]), spread)
    pooled = (share_1 * n_1 + share_2 * n_2) / (n_1 + n_2)
    variance = max(0.0, pooled * (1 - pooled)) * (1 / n_1 + 1 / n_2)
    error = sqrt(float(spread.factor) * (variance + float(spread.rounding)))
    return ChangeParts(
        earlier=_limits(share_1, n_1, spread),
        later=_limits(share_2, n_2, spread),
        difference=float(change.difference[0]),
        low=float(change.low[0]),
        high=float(change.high[0]),
        pooled=pooled,
        z=(share_2 - share_1) / error if error else 0.0,
        p=float(change.p[0]),
        reach=float(spread.critical) * sqrt(float(spread.factor)),
        added=float(spread.critical) ** 2 * float(spread.factor) * float(spread.rounding),
        df=float(spread.df),
        factor=float(spread.factor),
        rounding=float(spread.rounding),
    )


def _limits(share: float, n: float, spread: ExtraSpread) -> ShareLimits:
    low, high = wilson(np.array([share]), np.array([float(spread.shrunk(np.array(n)))]))
    return ShareLimits(share, n, float(low[0]), float(high[0]))


@dataclass(frozen=True)
class HolmStep:
    """Where an adjusted p-value comes from: the ``place``-th smallest of ``family`` tests."""

    p: float
    place: int
    family: int

    @property
    def factor(self) -> int:
        """Return what the p-value is multiplied by."""
        return self.family - self.place + 1


def holm_step(p: float, family: Sequence[float]) -> HolmStep:
    """Return the test that decides a p-value's Holm adjustment: its own, or a smaller one.

    ``family`` holds every p-value of the family, ``p`` among them (Holm 1979).
    """
    ordered = sorted(family)
    place = ordered.index(p) + 1
    steps = [HolmStep(one, at, len(ordered)) for at, one in enumerate(ordered[:place], 1)]
    return max(steps, key=lambda step: (min(1.0, step.p * step.factor), step.place))
