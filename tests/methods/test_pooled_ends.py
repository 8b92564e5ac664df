"""The first and the last years pooled: worked out by hand, and year by year in plain Python."""

import math

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.indicators.all_years import YearColumns, ends_of, judged_ends
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.analysis.methods.weighted_line import pooled_ends


def test_two_years_at_each_end_by_hand():
    """(10·1 + 30·3)/4 = 25 and (20 + 40)/2 = 30; a quarter and three of the variances, squared."""
    values, variances = np.array([10.0, 30.0, 99.0, 20.0, 40.0]), np.array([4.0, 8.0, 1.0, 2.0, 6])
    ends = pooled_ends(values, variances, np.array([1.0, 3.0, 5.0, 1.0, 1.0]), 2)
    assert ends.change == pytest.approx(5.0)
    assert ends.variance == pytest.approx(4 / 16 + 8 * 9 / 16 + 2 / 4 + 6 / 4)
    assert ends.first.tolist() == [True, True, False, False, False]
    assert ends.last.tolist() == [False, False, False, True, True]


def test_each_series_has_its_own_years_and_too_few_have_none():
    """A gap moves the end to the next year there is; five usable years have no ends of three."""
    gap = np.nan
    values = np.array([[1, 1, gap, 1, 5, 5, 5], [1, 1, gap, gap, 5, 5, 5]], dtype=float)
    ends = pooled_ends(values, np.ones_like(values), np.ones_like(values), 3)
    assert ends.change.tolist()[0] == 4.0
    assert math.isnan(ends.change[1])
    assert math.isnan(ends.variance[1])
    assert ends.first[0].tolist() == [True, True, False, True, False, False, False]
    assert not ends.first[1].any()
    unsure = pooled_ends(values, np.where(values == 1, 1.0, 0.0), np.ones_like(values), 2)
    assert np.isnan(unsure.change).all()


@pytest.mark.parametrize("window", [2, 3])
def test_shares_in_points_with_their_swings(window):
    """Yes of asked, pooled at each end; the variance by the area's mean share, t on 24 df."""
    yes, asked = [60, 55, 50, 52, 44, 40, 36], [300, 250, 310, 280, 290, 320, 300]
    shares = [100 * one / base for one, base in zip(yes, asked, strict=True)]
    table = (np.array([one], dtype=float) for one in (shares, asked, [0.5] * 7))
    columns = YearColumns(np.arange(7.0), *table)
    ends = ends_of(columns, "share", window)
    first = sum(yes[:window]) / sum(asked[:window])
    last = sum(yes[-window:]) / sum(asked[-window:])
    assert ends.change[0] == pytest.approx(100 * (last - first))
    mean, rounding = sum(yes) / sum(asked), 0.01**2 / 12
    variance = sum(
        sum(base**2 * (mean * (1 - mean) / base + rounding) for base in end) / sum(end) ** 2
        for end in (asked[:window], asked[-window:])
    )
    assert ends.variance[0] == pytest.approx(1e4 * variance)
    found = judged_ends(ends, ExtraSpread(factor=np.array([1.5]), df=np.array([24.0])))
    error = 100 * math.sqrt(1.5 * variance)
    assert found.p[0] == pytest.approx(2 * stats.t.sf(abs(ends.change[0]) / error, 24))
    assert found.low[0] == pytest.approx(ends.change[0] - stats.t.ppf(0.975, 24) * error)


def test_rates_are_pooled_by_their_counts():
    """40 on 400 reports is 10 thousand residents: counts over residents at each end."""
    counts, residents = [400, 300, 200, 150], [10.0, 12.0, 11.0, 10.0]
    rates = [count / people for count, people in zip(counts, residents, strict=True)]
    columns = YearColumns(np.arange(4.0), *(np.array([one], dtype=float) for one in
                                            (rates, counts, [0.0] * 4)))  # fmt: skip
    ends = ends_of(columns, "per_1000", 2)
    assert ends.change[0] == pytest.approx(350 / 21 - 700 / 22)
    mean = 1050 / 43
    assert ends.variance[0] == pytest.approx(mean / 22 + mean / 21)
