"""How far down a list an area could stand, given how few were asked."""

import numpy as np
from numpy.typing import NDArray

DRAWS = 4000
_TAIL = 0.025


def rank_intervals(
    shares: NDArray[np.float64],
    n_effective: NDArray[np.float64],
    *,
    worst_is_high: bool,
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each area the 95 % interval of its rank by level, 1 being the worst.

    Shares (0 to 1) are drawn from the beta distribution that Jeffreys' prior and the
    effective sample size give, and ranked anew in each draw.
    """
    yes = shares * n_effective
    draws = rng.beta(yes + 0.5, n_effective - yes + 0.5, size=(DRAWS, len(shares)))
    return _of_draws(draws, worst_is_high=worst_is_high)


def estimated_rank_intervals(
    scaled: NDArray[np.float64],
    error: NDArray[np.float64],
    *,
    worst_is_high: bool,
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the same for estimates with a normal error, on whatever scale they have it."""
    draws = rng.normal(scaled, error, size=(DRAWS, len(scaled)))
    return _of_draws(draws, worst_is_high=worst_is_high)


def _of_draws(
    draws: NDArray[np.float64], *, worst_is_high: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    keyed = -draws if worst_is_high else draws
    ranks = keyed.argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(ranks, [_TAIL, 1 - _TAIL], axis=0, method="inverted_cdf")
    return low.astype(np.int64), high.astype(np.int64)
