"""Intervals of places that hold for all areas at once."""

import numpy as np
import pytest

from hotspots.analysis.methods.joint_ranks import joint_rank_intervals
from hotspots.analysis.methods.ranking import rank_intervals

RUNS = 60


@pytest.mark.part(2)
@pytest.mark.parametrize(("low", "high", "answers"), [(0.10, 0.25, 269.0), (0.10, 0.105, 269.0)])
def test_all_places_lie_in_their_intervals_in_95_per_cent(low, high, answers):
    """13 areas, far apart and nearly alike; intervals for each alone hold together far less."""
    rng = np.random.default_rng(8)
    together, alone = [], []
    n = np.full(13, answers)
    for _ in range(RUNS):
        true = rng.uniform(low, high, 13)
        rank = (-true).argsort().argsort() + 1
        drawn = rng.binomial(int(answers), true) / answers
        for method, holds in ((joint_rank_intervals, together), (rank_intervals, alone)):
            first, last = method(drawn, n, worst_is_high=True, rng=rng)
            holds.append(bool(((first <= rank) & (rank <= last)).all()))
    assert np.mean(together) >= 0.95
    assert np.mean(alone) < 0.85


def test_places_far_apart_are_single_places():
    """40, 20 and 5 % of 2,000 answers; where higher is better the order is turned round."""
    shares, n = np.array([0.4, 0.2, 0.05]), np.full(3, 2000.0)
    for worst_is_high, places in ((True, [1, 2, 3]), (False, [3, 2, 1])):
        low, high = joint_rank_intervals(
            shares, n, worst_is_high=worst_is_high, rng=np.random.default_rng(1)
        )
        assert low.tolist() == high.tolist() == places


def test_one_area_has_the_only_place():
    """There is nothing to compare it with."""
    low, high = joint_rank_intervals(
        np.array([0.1]), np.array([50.0]), worst_is_high=True, rng=np.random.default_rng(1)
    )
    assert (low.tolist(), high.tolist()) == ([1], [1])
