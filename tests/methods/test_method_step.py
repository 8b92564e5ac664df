"""The pooled step between two methods: by hand, and beside statsmodels' Paule and Mandel."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from hotspots.analysis.methods.method_step import pooled_step
from hotspots.analysis.methods.share_change import pooled_variance, share_change, share_p
from hotspots.analysis.methods.spread import ExtraSpread


def test_three_steps_alike_by_hand():
    """2, 3 and 4 with variances 1, 1 and 2: weights 1, 1 and 1/2, a mean of 2.8 on 2.5."""
    found = pooled_step(np.array([2.0, 3.0, 4.0]), np.array([1.0, 1.0, 2.0]))
    assert (found.value, found.variance, found.between, found.df) == (
        2.8,
        pytest.approx(0.4),
        0,
        2,
    )


def test_spread_between_three_steps_by_hand():
    """0, 3 and 6 with variances 1: squares of 18 are two degrees where 1 + 8 is the variance."""
    found = pooled_step(np.array([0.0, 3.0, 6.0]), np.ones(3))
    assert found.between == pytest.approx(8.0)
    assert found.value == pytest.approx(3.0)
    assert found.variance == pytest.approx(3.0)


def drawn(seed):
    """Return thirteen steps that differ, and their variances."""
    dice = np.random.default_rng(seed)
    variances = dice.uniform(1, 9, 13)
    return 3 + dice.normal(0, 2.0, 13) + dice.normal(0, np.sqrt(variances)), variances


@pytest.mark.parametrize("seed", range(20))
def test_the_weighted_squares_are_as_many_as_the_degrees(seed):
    """What defines the spread; fewer squares than that without any leave none."""
    steps, variances = drawn(seed)
    found = pooled_step(steps, variances)
    weights = 1 / (variances + found.between)
    squares = (weights * (steps - np.average(steps, weights=weights)) ** 2).sum()
    assert squares == pytest.approx(12) if found.between else squares <= 12


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5, 6, 7])
def test_the_spread_is_that_of_statsmodels(seed):
    """Its iterated estimate is Paule and Mandel's; where it overshoots it gives up (seed 1)."""
    steps, variances = drawn(seed)
    peer = combine_effects(steps, variances, method_re="iterated", atol=1e-13)
    found = pooled_step(steps, variances)
    assert found.between == pytest.approx(max(peer.tau2, 0.0), abs=1e-6)
    assert found.value == pytest.approx(peer.mean_effect_re, abs=1e-6)
    assert found.variance == pytest.approx(peer.var_eff_w_re, abs=1e-6)


def test_a_step_is_taken_out_of_a_change_by_hand():
    """20 to 26 % on 400 each, a step of 4 points with a standard error of 1.5 on 5 df."""
    spread = ExtraSpread(step_variance=np.array(0.015**2), step_df=np.array(5.0))
    figures = [np.array([one]) for one in (0.20, 400.0, 0.26, 400.0)]
    plain, found = share_change(*figures), share_change(*figures, spread, np.array(0.04))
    assert found.difference[0] == pytest.approx(0.02)
    half = stats.t.ppf(0.975, 5) * 0.015
    assert found.low[0] == pytest.approx(0.02 - np.hypot(0.06 - plain.low[0], half))
    assert found.high[0] == pytest.approx(0.02 + np.hypot(plain.high[0] - 0.06, half))
    # equal but for the step: 21 % before and 25 % after
    chance = 0.21 * 0.79 / 400 + 0.25 * 0.75 / 400
    assert pooled_variance(*figures, np.array(0.04))[0] == pytest.approx(chance)
    both = chance + 0.015**2
    df = both**2 / (0.015**4 / 5)
    assert found.p[0] == pytest.approx(2 * stats.t.sf(0.02 / both**0.5, df))


def test_no_step_changes_nothing():
    """Without a step the test is the score test it was."""
    figures = [np.array([one]) for one in (0.11, 300.0, 0.05, 300.0)]
    pooled = 0.08
    z = 0.06 / (pooled * 0.92 * 2 / 300) ** 0.5
    assert share_p(*figures)[0] == pytest.approx(2 * stats.norm.sf(z), rel=1e-12)
