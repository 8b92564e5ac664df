"""How far two groups are apart, how that changed, and how sure one can be of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import normal_p
from hotspots.analysis.methods.share_change import ALPHA, Floats, wilson
from hotspots.model.indicators import Verdict

_Z95 = 1.959963984540054
_ROUNDING = 12


@dataclass(frozen=True)
class GroupShare:
    """Shares of one group (0 to 1) on effective numbers of answers; arrays of one shape.

    ``step`` is the step that a printed share was rounded to, 0.01 for whole per cent; 0 where
    it is exact.
    """

    share: Floats
    n: Floats
    step: Floats

    @property
    def rounding_variance(self) -> Floats:
        """Return the variance that rounding to a step adds: all values of the step are alike."""
        return np.asarray(self.step**2 / _ROUNDING)


@dataclass(frozen=True)
class GroupGap:
    """The first group's share less the second's (0 to 1), with its 95 % interval.

    ``correlation`` is that of the two shares, 0 where the groups' samples are independent.
    """

    first: GroupShare
    second: GroupShare
    correlation: Floats
    difference: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class GapChange:
    """The later gap less the earlier one, its 95 % interval and two-sided p-value."""

    change: Floats
    low: Floats
    high: Floats
    p: Floats


def gap(first: GroupShare, second: GroupShare, correlation: Floats | float = 0.0) -> GroupGap:
    """Set two groups of one year beside each other.

    The interval is Newcombe's hybrid score interval (1998, method 10) on effective n; where
    the groups were drawn together, with their correlation (Zou and Donner 2008). Rounding
    widens it by the variance of each printed figure.
    """
    difference = first.share - second.share
    low_1, high_1 = wilson(first.share, first.n)
    low_2, high_2 = wilson(second.share, second.n)
    rounding = _Z95**2 * (first.rounding_variance + second.rounding_variance)
    down = _joined(first.share - low_1, high_2 - second.share, correlation, rounding)
    up = _joined(high_1 - first.share, second.share - low_2, correlation, rounding)
    together = np.broadcast_to(np.asarray(correlation, np.float64), difference.shape)
    return GroupGap(first, second, together, difference, difference - down, difference + up)


def _joined(
    first: Floats, second: Floats, correlation: Floats | float, rounding: Floats | float
) -> Floats:
    """Return the reach of a difference from the reaches of its two parts (square-and-add)."""
    square = first**2 + second**2 - 2 * correlation * first * second + rounding
    return np.sqrt(np.maximum(square, 0.0))


def gap_change(earlier: GroupGap, later: GroupGap) -> GapChange:
    """Compare the gaps of two independent surveys.

    The interval joins those of the two gaps (square-and-add, MOVER). The test takes each
    group's share to be that of both years together, so that few answers do not make it too
    sure; the p-value is 1 where nothing can vary.
    """
    change = later.difference - earlier.difference
    down = _joined(later.difference - later.low, earlier.high - earlier.difference, 0.0, 0.0)
    up = _joined(later.high - later.difference, earlier.difference - earlier.low, 0.0, 0.0)
    return GapChange(change, change - down, change + up, _p(change, earlier, later))


def _p(change: Floats, earlier: GroupGap, later: GroupGap) -> Floats:
    first, second = _pooled(earlier.first, later.first), _pooled(earlier.second, later.second)
    variance = sum(
        (
            _variance(year, first, second)
            + year.first.rounding_variance
            + year.second.rounding_variance
            for year in (earlier, later)
        ),
        start=np.zeros_like(change),
    )
    is_still = variance <= 0
    z = np.where(is_still, 0.0, change / np.sqrt(np.where(is_still, 1.0, variance)))
    return normal_p(z)


def _pooled(earlier: GroupShare, later: GroupShare) -> Floats:
    """Return p (1 - p) of a group's share over both years."""
    share = (earlier.share * earlier.n + later.share * later.n) / (earlier.n + later.n)
    return np.asarray(share * (1 - share))


def _variance(year: GroupGap, first: Floats, second: Floats) -> Floats:
    """Return the variance of a year's gap from p (1 - p) of its groups."""
    share_1, share_2 = first / year.first.n, second / year.second.n
    together = year.correlation * np.sqrt(share_1 * share_2)
    return np.asarray(share_1 + share_2 - 2 * together)


def within_margin(gap_: GroupGap, margin: float) -> NDArray[np.bool_]:
    """Tell whether the whole interval of a gap lies within ± a margin (0 to 1).

    That two groups do not differ is shown by this, never by a test that found nothing.
    """
    return np.asarray((gap_.low >= -margin) & (gap_.high <= margin))


def gap_verdict(earlier: float, later: float, p_adjusted: float) -> Verdict:
    """Judge a change of a gap: nearer to nought is better.

    Where the gap went through nought the groups changed places, which is neither.
    """
    if p_adjusted >= ALPHA:
        return "not_distinguishable"
    if earlier * later < 0:
        return "reversed"
    return "better" if abs(later) < abs(earlier) else "worse"
