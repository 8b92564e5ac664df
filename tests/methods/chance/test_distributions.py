"""Tails and quantiles beside scipy's distributions, also where a formula has no value."""

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.methods.distributions import (
    at_least,
    chi2_isf,
    mid_tails,
    normal_isf,
    normal_p,
    poisson_limits,
    t_isf,
    t_p,
    two_sided,
)


def test_quantiles():
    """What is exceeded with 2.5 % chance."""
    assert normal_isf(0.025) == pytest.approx(stats.norm.isf(0.025))
    assert t_isf(0.025, 7) == pytest.approx(stats.t.isf(0.025, 7))
    assert t_isf(0.025, np.inf) == pytest.approx(stats.norm.isf(0.025))
    assert chi2_isf(0.025, 7) == pytest.approx(stats.chi2.isf(0.025, 7))


def test_two_sided_p():
    """Of either sign alike."""
    assert normal_p(np.array([-1.5, 1.5])) == pytest.approx(2 * stats.norm.sf(1.5))
    assert t_p(np.array([-1.5, 1.5]), np.array(7.0)) == pytest.approx(2 * stats.t.sf(1.5, 7))


def test_limits_of_poisson_means():
    """Garwood's by chi square; below nothing there is nothing, below parts of one a little."""
    low, high = poisson_limits(np.array([0.0, 1, 10, 0.5]), 0.025)
    assert low == pytest.approx(stats.chi2.ppf(0.025, [1e-300, 2, 20, 1]) / 2)
    assert low[0] == 0
    assert high == pytest.approx(stats.chi2.ppf(0.975, [2, 4, 22, 3]) / 2)


def test_the_chance_of_at_least_so_many():
    """Sure of none, impossible beyond all; shares beyond 0 and 1 are as 0 and 1."""
    counts = np.array([0, 1, 7, 10, 11, -1])
    assert at_least(counts, 10, 0.3) == pytest.approx(stats.binom.sf(counts - 1, 10, 0.3))
    assert at_least(np.array([3.0]), 10, np.array([-0.5])).tolist() == [0]
    assert at_least(np.array([3.0]), 10, np.array([1.5])).tolist() == [1]
    assert at_least(0, 0, 0.3) == 1


def test_mid_tails_hold_half_the_count_itself():
    """3 of 10 at .2, both tails."""
    upper, lower = mid_tails(3, 10, 0.2)
    half = stats.binom.pmf(3, 10, 0.2) / 2
    assert upper == pytest.approx(stats.binom.sf(3, 10, 0.2) + half)
    assert lower == pytest.approx(stats.binom.cdf(2, 10, 0.2) + half)


def test_two_tails_and_their_side():
    """Many are above, few below; what chance gives most often, or nothing at all, on no side."""
    counts, shares = np.array([9.0, 0, 5, 6]), np.array([0.3, 0.4, 0.5, 0.5])
    p, side = two_sided(counts, 10, shares)
    above, few = stats.binom.sf(8, 10, 0.3), stats.binom.cdf(0, 10, 0.4)
    assert p == pytest.approx([2 * above, 2 * few, 1, 2 * stats.binom.sf(5, 10, 0.5)])
    assert side.tolist() == [1, -1, 0, 1]
    between = two_sided(np.array([5.0]), 10, np.array([0.48]))
    assert (between[0].tolist(), between[1].tolist()) == ([1], [0])
    nothing = two_sided(np.array([0.0]), 0, np.array([0.3]))
    assert (nothing[0].tolist(), nothing[1].tolist()) == ([1], [0])
