"""Change of a share between two surveys, with how sure one can be of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import normal_isf
from hotspots.analysis.methods.spread import ExtraSpread

Floats = NDArray[np.float64]
Probability = Callable[[Floats, Floats, Floats, Floats], Floats]
Better = Literal["lower", "higher"]
ALPHA = 0.05
CHANCE_ALONE = ExtraSpread()
NO_STEP: Floats = np.array(0.0)


@dataclass(frozen=True)
class ShareChange:
    """Later minus earlier share, its 95 % interval and p-value; arrays of one shape, 0 to 1."""

    difference: Floats
    low: Floats
    high: Floats
    p: Floats


def share_change(
    share_1: Floats,
    n_1: Floats,
    share_2: Floats,
    n_2: Floats,
    spread: ExtraSpread = CHANCE_ALONE,
    step: Floats = NO_STEP,
) -> ShareChange:
    """Compare shares of two independent samples, earlier (1) and later (2).

    ``n_1`` and ``n_2`` are effective sample sizes. The interval is Newcombe's hybrid score
    interval (1998, method 10), the p-value the two-sided score test with pooled variance.
    ``spread`` widens both. ``step`` is what a later share is above an earlier one of the same
    truth, and is taken out. Two samples that are all or nothing alike have a p-value of 1.
    """
    base_1, base_2 = spread.shrunk(n_1), spread.shrunk(n_2)
    down, up = _newcombe(wilson(share_1, base_1), share_1, wilson(share_2, base_2), share_2)
    difference = share_2 - share_1 - step
    return ShareChange(
        difference,
        np.maximum(difference - spread.joined(down), -1.0),
        np.minimum(difference + spread.joined(up), 1.0),
        share_p(share_1, n_1, share_2, n_2, spread, step),
    )


def share_p(
    share_1: Floats,
    n_1: Floats,
    share_2: Floats,
    n_2: Floats,
    spread: ExtraSpread = CHANCE_ALONE,
    step: Floats = NO_STEP,
) -> Floats:
    """Return the two-sided p-value of two equal shares: score test with pooled variance."""
    distance = share_2 - share_1 - step
    return spread.p(distance, pooled_variance(share_1, n_1, share_2, n_2, step))


def pooled_variance(
    share_1: Floats, n_1: Floats, share_2: Floats, n_2: Floats, step: Floats = NO_STEP
) -> Floats:
    """Return the variance of the difference of two shares that are equal but for a step."""
    later = ((share_1 + step) * n_1 + share_2 * n_2) / (n_1 + n_2)
    earlier = later - step
    in_1, in_2 = (np.maximum(share * (1 - share), 0.0) for share in (earlier, later))
    return np.asarray(in_1 * (1 / n_1) + in_2 * (1 / n_2))


def p_range(
    columns: Floats, p_of: Probability, highest: float, step: Floats = NO_STEP
) -> tuple[Floats, Floats]:
    """Return the smallest and largest p-value of all figures within half a printed step.

    ``columns`` are six rows: earlier figure and what it rests on, later figure and what it
    rests on, and how far each figure may be off; figures lie between 0 and ``highest``. Where
    the rounding leaves it open which figure is larger, but for ``step``, the largest p-value
    is 1.
    """
    value_1, base_1, value_2, base_2, half_1, half_2 = columns
    least = np.finfo(float).tiny if np.isinf(highest) else 0.0
    corners = [
        p_of(
            np.clip(value_1 + sign_1 * half_1, least, highest), base_1,
            np.clip(value_2 + sign_2 * half_2, least, highest), base_2,
        )
        for sign_1 in (-1, 1)
        for sign_2 in (-1, 1)
    ]  # fmt: skip
    open_side = np.abs(value_2 - value_1 - step) < half_1 + half_2
    return np.min(corners, axis=0), np.where(open_side, 1.0, np.max(corners, axis=0))


def wilson(share: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Return Wilson's 95 % interval of a share (0 to 1) on an effective sample size."""
    square = normal_isf(0.025) ** 2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = np.sqrt(square * (share * (1 - share) + square / (4 * n)) / n) / (1 + square / n)
    return middle - half, middle + half


def _newcombe(
    limits_1: tuple[Floats, Floats],
    share_1: Floats,
    limits_2: tuple[Floats, Floats],
    share_2: Floats,
) -> tuple[Floats, Floats]:
    """Return how far the limits lie below and above the difference, by square and add."""
    (low_1, high_1), (low_2, high_2) = limits_1, limits_2
    return (
        np.hypot(share_2 - low_2, high_1 - share_1),
        np.hypot(high_2 - share_2, share_1 - low_1),
    )


def is_better(difference: float, better: Better) -> bool:
    """Tell whether a change goes the way that is better for this measure."""
    return difference < 0 if better == "lower" else difference > 0


def holm(p: Floats) -> Floats:
    """Return Holm's (1979) adjusted p-values of one family of tests."""
    from hotspots.analysis.methods.multiplicity import adjusted

    return adjusted(p, "holm")
