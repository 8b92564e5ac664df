"""Intervals of ranks that hold for all areas at once."""

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.ranking import DRAWS

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]
Pairs = NDArray[np.bool_]
_LEVEL = 0.95


def joint_rank_intervals(
    shares: Floats, n_effective: Floats, *, worst_is_high: bool, rng: np.random.Generator
) -> tuple[Ranks, Ranks]:
    """Return 95 % intervals of the ranks of all areas together, 1 being the worst.

    A rank is left out only where so many other areas are surely worse, or better. Every two
    areas are compared, on the arcsine scale, with one limit for all: the 95 % quantile of the
    largest difference between areas that are alike (Tukey's test for unequal sizes, by draws).
    That the ranks hold together follows from it (Al Mohamad, Goeman and van Zwet 2022). A pair
    that is told apart can afterwards err one way only, which lowers the limit for the others
    (the sequential rejection principle of Goeman and Solari 2010).
    """
    yes = np.clip(shares, 0, 1) * n_effective
    scaled = np.arcsin(np.sqrt((yes + 0.375) / (n_effective + 0.75)))
    error = 1 / np.sqrt(4 * n_effective + 2)
    spread = np.hypot(error[:, None], error[None, :])
    noise = rng.normal(0.0, error, (DRAWS, len(shares)))
    keyed = scaled if worst_is_high else -scaled
    apart = (keyed[:, None] - keyed[None, :]) / spread
    worse = np.zeros(spread.shape, dtype=bool)
    while True:
        told_apart = apart > _limit(noise, spread, worse)
        if (told_apart <= worse).all():
            break
        worse |= told_apart
    return 1 + worse.sum(axis=0), len(shares) - worse.sum(axis=1)


def _limit(noise: Floats, spread: Floats, worse: Pairs) -> float:
    """Return the limit of a difference, where some areas are taken to be worse than others.

    ``worse`` tells of each pair whether the first is worse; it then cannot err by that.
    """
    upper = ~worse & ~np.eye(len(spread), dtype=bool)
    first, second = np.nonzero(upper)
    if not len(first):
        return np.inf
    errors = spread[first, second]
    largest = [float(((error[first] - error[second]) / errors).max()) for error in noise]
    return float(np.quantile(largest, _LEVEL, method="higher"))
