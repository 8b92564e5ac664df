"""The trend over a series: Mann-Kendall and Sen's slope."""

import pytest

from hotspots.analysis.methods.trend import mann_kendall, sen_slope, trend

RISING = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]
FALLING = [23, 24, 29, 6, 29, 24, 5, 6, 6, 6, 12, 9]


def test_a_series_with_a_tie_agrees_with_the_reference():
    """S, variance, Z, p and slope as independent programs give them."""
    found = mann_kendall(RISING)
    assert found.s == 54
    assert found.variance == pytest.approx(332.6667, abs=1e-4)
    assert found.z == pytest.approx(2.9058, abs=1e-4)
    assert found.p == pytest.approx(0.0036627, abs=1e-7)
    assert sen_slope(range(14), RISING) == pytest.approx(0.5666667, abs=1e-7)


def test_a_series_with_many_ties_agrees_with_the_reference():
    """Three groups of ties."""
    found = mann_kendall(FALLING)
    assert (found.s, found.variance) == (-16, 202)
    assert found.z == pytest.approx(-1.0553963, abs=1e-7)
    assert found.p == pytest.approx(0.2912441, abs=1e-7)


def test_a_constant_series_has_no_trend():
    """No division by 0 where every value is the same."""
    found = trend([(year, 7.0) for year in range(2010, 2020)])
    assert (found.slope, found.p, found.n_years) == (0.0, 1.0, 10)


def test_years_may_be_missing_and_in_any_order():
    """One point a year, with a gap: the slope is per year, not per step."""
    found = trend([(2020, 10.0), (2010, 0.0), (2012, 2.0), (2011, 1.0), (2019, 9.0)])
    assert found.slope == 1.0
    assert found.p < 0.05


def test_four_years_are_too_few():
    """Nothing is said where nothing can be said."""
    assert trend([(2010, 1.0), (2011, 2.0), (2012, 3.0), (2013, 4.0)]) is None
