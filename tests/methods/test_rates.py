"""Counts and rates: exact intervals, and a mid-p test that agrees with its interval."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from hotspots.analysis.methods.rates import (
    RateRatio,
    poisson_interval,
    rate_ratio,
    ratio_of_ratios,
)

EXACT_POISSON = [
    (0, 0, 3.688879),
    (1, 0.025318, 5.571643),
    (3, 0.618672, 8.767273),
    (10, 4.795389, 18.390356),
    (100, 81.363991, 121.626794),
]


@pytest.mark.parametrize(("count", "low", "high"), EXACT_POISSON)
def test_exact_poisson_intervals(count, low, high):
    """The intervals that R's exact Poisson test gives, to six decimals."""
    found = poisson_interval(count)
    assert found[0] == pytest.approx(low, abs=5e-7)
    assert found[1] == pytest.approx(high, abs=5e-7)


def test_mid_p_stands_between_the_exact_and_the_score_test():
    """30 against 18: exact .111; central mid-p takes half of each tail's own point off, .085.

    statsmodels' version takes half of one point off the two-sided p and gives .098, which
    no interval belongs to; ours is the one whose interval is shown.
    """
    exact = binomtest(30, 48, 0.5)
    found = rate_ratio(30, 18, 1, 1)
    own_point = binomtest(30, 48, 0.5, alternative="greater").pvalue
    next_point = binomtest(31, 48, 0.5, alternative="greater").pvalue
    assert round(float(exact.pvalue), 3) == 0.111
    assert found.p == pytest.approx(own_point + next_point)
    assert round(found.p, 3) == 0.085
    other = poisson_test(30, 1, 18, 1, method="cond-midp", compare="ratio")
    assert round(float(other.pvalue), 3) == 0.098


def test_ratio_counts_who_was_exposed():
    """20 of 800 against 10 of 1,200 is a ratio of 3, inside the exact interval's bounds."""
    found = rate_ratio(10, 20, 1200, 800)
    assert found.ratio == pytest.approx(3)
    assert 1.3402633 < found.low < 3 < found.high < 7.1768287
    assert found.p < 0.0043639567


def test_from_nothing_there_is_no_percentage():
    """A baseline of 0 has no ratio, but an interval from below; nothing at all says nothing."""
    risen = rate_ratio(0, 5, 1, 1)
    assert risen.ratio != risen.ratio
    assert risen.low > 1
    assert risen.high == float("inf")
    nothing = rate_ratio(0, 0, 1, 1)
    assert nothing.p == 1
    assert (nothing.low, nothing.high) == (0, float("inf"))


def test_as_many_is_no_difference_and_none_a_lower_end():
    """10 and 10 have both tails alike; from 5 to none the ratio may be anything down to 0."""
    assert rate_ratio(10, 10, 1, 1).p == pytest.approx(1)
    assert rate_ratio(5, 0, 1, 1).low == 0


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.2, 5))
def test_test_and_interval_never_contradict_each_other(earlier, later, exposure):
    """The interval leaves out 1 exactly when p is below .05."""
    found = rate_ratio(earlier, later, 1.0, exposure)
    outside = found.low > 1 or found.high < 1
    if abs(found.p - 0.05) > 1e-6:
        assert outside == (found.p < 0.05)


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.5, 2))
def test_looking_backwards_mirrors_the_ratio(earlier, later, exposure):
    """Exchanging the periods turns the interval over and keeps the p-value."""
    there, back = rate_ratio(earlier, later, 1, exposure), rate_ratio(later, earlier, exposure, 1)
    assert there.p == pytest.approx(back.p, abs=1e-9)
    if back.high not in {0.0, float("inf")}:
        assert there.low == pytest.approx(1 / back.high, rel=1e-6)


def wald(earlier, later):
    """Return the ratio of two counts with the interval of Poisson counts on the log scale."""
    error = 1.959964 * math.sqrt(1 / earlier + 1 / later)
    ratio = later / earlier
    return RateRatio(ratio, ratio / math.exp(error), ratio * math.exp(error), 1.0)


def test_an_area_beside_its_city_by_hand():
    """0.5 (0.25 to 0.75) beside 0.8 (0.64 to 1.2): 0.625, and the distances add as squares."""
    found = ratio_of_ratios(RateRatio(0.5, 0.25, 0.75, 0.05), RateRatio(0.8, 0.64, 1.2, 0.05))
    down, up = math.hypot(math.log(2), math.log(1.5)), math.hypot(math.log(1.5), math.log(1.25))
    assert found.ratio == pytest.approx(0.625)
    assert found.low == pytest.approx(0.625 / math.exp(down))
    assert found.high == pytest.approx(0.625 * math.exp(up))


def test_an_area_that_fell_to_nothing_beside_its_city():
    """From 0 the interval reaches to the area's upper bound over the city's lower one."""
    found = ratio_of_ratios(RateRatio(0, 0, 0.6, 0.01), RateRatio(0.8, 0.5, 1.2, 0.4))
    assert (found.ratio, found.low, found.high) == (0, 0, pytest.approx(1.2))


@pytest.mark.parametrize("shock", [0.0, 0.3])
def test_the_overlap_with_the_city_makes_the_interval_too_wide_and_not_too_narrow(shock):
    """A third of the city is the area itself: of 95 % intervals far more than 95 % hold 1.

    With and without swings that hit the whole city at once. The variance of the log ratio
    is 1/area − 1/city in each period, and the interval's is 1/area + 1/city.
    """
    rng = np.random.default_rng(13)
    swing = np.exp(rng.normal(0, shock, (2000, 2)))
    area, rest = rng.poisson(60 * swing), rng.poisson(120 * swing)
    held, logs = [], []
    for (area_1, area_2), (rest_1, rest_2) in zip(area.tolist(), rest.tolist(), strict=True):
        found = ratio_of_ratios(wald(area_1, area_2), wald(area_1 + rest_1, area_2 + rest_2))
        held.append(found.low < 1 < found.high)
        logs.append(math.log(found.ratio))
    assert np.mean(held) > 0.98
    if not shock:
        assert np.var(logs) == pytest.approx(2 * (1 / 60 - 1 / 180), rel=0.1)
