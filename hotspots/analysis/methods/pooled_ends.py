"""The last years of a series pooled and held against its first years pooled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.weighted_line import usable_years

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class PooledEnds:
    """The later end less the earlier, in the figures' unit; nan where years are too few.

    ``variance`` is that of the change if nothing but chance is at work; ``first`` and ``last``
    mark which years were pooled.
    """

    change: Floats
    variance: Floats
    first: Marks
    last: Marks


def pooled_ends(values: Floats, variances: Floats, weights: Floats, window: int) -> PooledEnds:
    """Pool the first and the last ``window`` usable years along the last axis.

    Each end is the mean by ``weights``. A series of fewer than twice as many years has no ends,
    because no year may stand in both.
    """
    usable = usable_years(values, variances) & np.isfinite(weights) & (weights > 0)
    place = usable.cumsum(-1)
    n_years = place[..., -1:]
    in_ends = usable & (n_years >= 2 * window)
    first, last = in_ends & (place <= window), in_ends & (place > n_years - window)
    (earlier, spread_1), (later, spread_2) = (
        _mean(values, variances, np.where(end, weights, 0.0)) for end in (first, last)
    )
    return PooledEnds(later - earlier, spread_1 + spread_2, first, last)


def _mean(values: Floats, variances: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the weighted mean along the last axis and its variance; nan where nothing weighs."""
    total = weights.sum(-1, keepdims=True)
    parts = weights / np.where(total > 0, total, np.nan)
    figures, chance = (np.where(weights > 0, one, 0.0) for one in (values, variances))
    return (parts * figures).sum(-1), (parts**2 * chance).sum(-1)
