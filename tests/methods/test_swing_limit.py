"""A count that swings, held against a limit: the plain test where nothing swings."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson, t

from hotspots.analysis.methods.swing_limit import count_interval, count_p
from tests.methods.test_swing_ratio import learnt

COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize(("count", "mean"), [(0, 3.0), (1, 0.2), (12, 20.0), (800, 700.0)])
@pytest.mark.parametrize("swings", [None, learnt()])
def test_without_swings_it_is_the_mid_p_test(count, mean, swings):
    """By scipy's Poisson distribution; phi 1 and alpha 0, known for sure, change nothing."""
    half = poisson.pmf(count, mean) / 2
    tails = poisson.cdf(count - 1, mean) + half, poisson.sf(count, mean) + half
    assert count_p(count, mean, swings) == pytest.approx(2 * min(tails), rel=1e-3)


def test_the_limits_of_a_count_of_none():
    """Nothing was counted: half of exp(-mean) is 2.5 % at -log(0.05)."""
    assert count_interval(0, None) == pytest.approx((0.0, -math.log(0.05)))


def test_large_counts_swing_as_the_logarithm_does():
    """Beside the normal approximation: variance 1/10,000 + 0.01, t with 20 degrees of freedom."""
    variance = 0.01 + 1 / 10_000
    swings = learnt(alpha=0.01, uncertain=2 * variance**2 / 20 / (1 + 1e-8))
    reach = t.isf(0.025, 20) * math.sqrt(variance)
    low, high = count_interval(10_000, swings, city=0.0)
    assert math.log(low / 10_000) == pytest.approx(-reach, rel=0.05)
    assert math.log(high / 10_000) == pytest.approx(reach, rel=0.05)


def test_clusters_widen_as_their_root():
    """Phi 4 leaves the interval of a fourth as many, four times as large."""
    low, high = count_interval(400, learnt(phi=4.0))
    assert (low, high) == pytest.approx(4 * np.array(count_interval(100, None)), rel=1e-3)


def test_the_city_swings_less_than_an_area():
    """Areas of equal size: what an area's year does averages out over ten."""
    swings = learnt(alpha=0.01)
    area, city = (np.diff(count_interval(10_000, swings, areas=share))[0] for share in (1, 0.1))
    assert city < area / 2


@given(
    COUNTS, st.floats(0.01, 6000), st.floats(1, 9), st.floats(0, 0.1), st.floats(0, 0.01),
)  # fmt: skip
def test_interval_and_test_never_contradict(count, mean, phi, alpha, uncertain):
    """The interval leaves a mean out exactly where p is below 5 %."""
    swings = learnt(phi, alpha, alpha / 2, uncertain)
    p, (low, high) = count_p(count, mean, swings), count_interval(count, swings)
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (mean < low or mean > high)
