"""The edges of an effort's measures: few months, few incidents, empty lines, bad years, zeros."""

import math

import numpy as np
import pytest
import shapely
from scipy import stats

from hotspots.analysis.efforts.evaluation import BeforeAfter, Design, displacement_quotient
from hotspots.analysis.efforts.monthly import (
    MARGIN,
    MonthlySpread,
    YearsBefore,
    _alike,
    _factor,
    pre_trend,
    spread_between,
)
from hotspots.analysis.efforts.placebo import placebo
from hotspots.analysis.efforts.rings import laid_out
from hotspots.analysis.time.months import YEAR, Span
from tests.efforts.test_earlier import months_of, years
from tests.efforts.test_evaluation import swinging


def test_a_quotient_needs_a_gain():
    """Treated and comparison area halved alike: nothing was gained that could spread."""
    area = BeforeAfter(100, 50)
    assert displacement_quotient(Design(area, area, BeforeAfter(10, 5))) is None


def test_rings_are_there_where_both_areas_have_one():
    """One alone is not added up."""
    area = BeforeAfter(10, 5)
    designs = [Design(area, area, *rings) for rings in ((area, area), (area, None), (None, area))]
    assert [design.has_buffers for design in designs] == [True, False, False]


@pytest.mark.parametrize(
    ("phi", "swings"), [(1.0, False), (1.001, True), (1.5, True), (0.5, False)]
)
def test_months_that_swing_by_chance_alone_are_no_spread(phi, swings):
    """Only a variance above Poisson's is one."""
    spread = MonthlySpread(phi, 10)
    assert (spread.is_over, spread.as_swings is not None) == (swings, swings)


def test_empty_months_and_areas_have_no_degrees_of_freedom():
    """3 by 4 counts have six; an empty line or column, or a table of one line, adds none."""
    table = np.array([[3, 9, 4, 8], [5, 2, 7, 1], [6, 6, 1, 9]])
    expected = stats.chi2_contingency(table, correction=False)
    spread = spread_between([table])
    assert (spread.df, spread.phi) == (6, pytest.approx(expected.statistic / 6))
    wide = np.zeros((4, 6), dtype=int)
    wide[:3, :4] = table
    for others in ([wide], [table, np.array([[1, 2, 3]])], [table, np.zeros((2, 2), dtype=int)]):
        assert spread_between(others) == spread
    ones = np.array([[1, 1, 1, 1], [0, 1, 0, 1], [0, 0, 1, 1]])
    assert spread_between([ones]).df == 6
    assert spread_between([table[:2]]) is None


STEADY = np.full(12, 10)


@pytest.mark.parametrize(
    ("treated", "comparison", "is_said"),
    [
        (STEADY, STEADY, True), (STEADY[:11], STEADY[:11], False),
        (np.repeat([1, 3], 12)[[*range(8), *range(20, 24)]], STEADY, True),
        (np.r_[np.ones(11, int), 8], STEADY, False), (STEADY, np.r_[np.ones(11, int), 8], False),
        (np.r_[STEADY[:11], 0], np.r_[STEADY[:11], 0], False),
    ],
)  # fmt: skip
def test_twelve_months_and_twenty_incidents_are_needed(treated, comparison, is_said):
    """Of each area; a month without any in either does not count."""
    assert (pre_trend(treated, comparison).p is not None) == is_said


def grown(n_months=36):
    """Return a treated area that doubles each year, with waves, beside a level one."""
    at = np.arange(n_months)
    treated = np.round(40 * 2 ** (at / 12) * (1 + 0.05 * np.sin(at))).astype(int)
    return treated, np.full(n_months, 90)


def test_the_slope_and_its_p_are_those_of_a_logistic_regression():
    """By statsmodels' Logit on one row for each incident, with the quantiles of the normal."""
    import statsmodels.api as sm

    treated, comparison = grown()
    months = np.arange(36) / 12
    time = np.r_[np.repeat(months, treated), np.repeat(months, comparison)]
    is_treated = np.r_[np.ones(treated.sum()), np.zeros(comparison.sum())]
    fitted = sm.Logit(is_treated, sm.add_constant(time)).fit(disp=0)
    trend = pre_trend(treated, comparison)
    assert trend.ratio == pytest.approx(math.exp(fitted.params[1]))
    assert trend.p == pytest.approx(fitted.pvalues[1], rel=1e-6)
    low, high = np.exp(fitted.conf_int()[1])
    assert (trend.low, trend.high) == (pytest.approx(low), pytest.approx(high))
    assert trend.verdict == "different"
    slight = np.round(comparison * (1 + 0.002 * np.arange(36))).astype(int)
    assert pre_trend(slight, comparison).p == pytest.approx(_by_logit(slight, comparison))


def _by_logit(treated, comparison):
    import statsmodels.api as sm

    months = np.arange(len(treated)) / 12
    time = np.r_[np.repeat(months, treated), np.repeat(months, comparison)]
    is_treated = np.r_[np.ones(treated.sum()), np.zeros(comparison.sum())]
    return sm.Logit(is_treated, sm.add_constant(time)).fit(disp=0).pvalues[1]


def test_two_places_swing_as_often_as_said():
    """Without a word two: each area's own swing enters once."""
    treated, comparison = grown()
    usual, twice = (pre_trend(treated, comparison, swinging(1.0, 0.02), *shares)
                    for shares in ((), (2.0,)))  # fmt: skip
    assert usual == twice


def test_limits_of_what_is_alike():
    """At a quarter more, or as much less, it is alike still, and not different yet."""
    low, high = 1 / MARGIN, MARGIN
    assert _alike(low, high) == "alike"
    assert [_alike(high, 2), _alike(0.1, low), _alike(0.1, 2)] == ["cannot_be_said"] * 3
    assert [_alike(1.26, 2), _alike(0.1, 0.79)] == ["different"] * 2
    assert _alike(0.1, 1.2) == "cannot_be_said"
    assert _factor(400.0) == math.exp(400)
    assert _factor(-1e4) > 0


@pytest.mark.parametrize(
    ("counts", "is_bad"),
    [
        ((16, 16, 30), True), ((16, 16, 17), True), ((70, 30, 40, 62), False),
        ((99, 1, 67), False), ((99, 1, 68), True), ((30, 10), False), ((10, 10, 9), False),
        ((64, 0, 0, 0, 24), False), ((64, 0, 0, 0, 25), True),
    ],
)  # fmt: skip
def test_a_bad_year(counts, is_bad):
    """Highest of all, or two deviations of chance above the mean of those before.

    Of 99 and 1 the mean is 50, and two deviations are 2 · √(50 · 3/2) = 17.3; of 64 and three
    of none 16, and 2 · √(16 · 5/4) = 8.9: 25 lies 9 above.
    """
    assert YearsBefore(counts).last_is_bad is is_bad


def test_the_usual_year():
    """The mean of all but the last; nothing where there is no other."""
    assert [YearsBefore(counts).usual for counts in ((10, 20, 99), (5, 7), (5,))] == [15, 5, 0]


def test_a_ratio_as_far_out_as_the_efforts_own_counts():
    """Halved here and halved there are as far from 1; doubled is too."""
    yearly = np.full((7, 2), 100)
    yearly[0, 1], yearly[1, 1], yearly[2, 1] = 50, 50, 200
    result = placebo(months_of(yearly, compared=[6], last_before=2000), *years_apart())
    assert (result.rank.rank, result.rank.n) == (3, 6)


def years_apart():
    return years(2000, 2000), years(2001, 2001)


def test_nothing_after_has_a_half_added_to_each():
    """From 100 to none beside 100 and 100: .5/100.5, as with a comparison that fell to none."""
    yearly = np.full((7, 2), 100)
    yearly[1, 1] = 0
    ratios = placebo(months_of(yearly, compared=[6], last_before=2000), *years_apart()).ratios
    assert [round(each.ratio, 9) for each in ratios] == [
        round(0.5 / 100.5, 9), 1, 1, 1, 1]  # fmt: skip
    assert [each.area for each in ratios] == [1, 2, 3, 4, 5]
    yearly[1, 1], yearly[6, 1] = 100, 0
    ratios = placebo(months_of(yearly, compared=[6], last_before=2000), *years_apart()).ratios
    assert ratios[0].ratio == pytest.approx(100.5 / 0.5)


def test_what_is_left_of_two_borders_is_no_area():
    """A strip below a square metre is none, one of a square metre is."""
    treated = shapely.box(0, 0, 10, 10)
    for height, is_there in ((0.75, False), (1.0, True), (1.5, True)):
        comparison = shapely.box(10, 0, 11, height)
        assert ("comparison" in laid_out(treated, comparison, 0, None).shapes) == is_there


def test_only_the_last_year_before_can_be_bad():
    """Of two years before the start only the second is held against the same of earlier ones."""
    yearly = np.full((7, 10), 100)
    yearly[1, 6], yearly[2, 7] = 300, 300
    months = months_of(yearly, compared=[6])
    before = Span(2006 * YEAR, 2007 * YEAR + 11)
    ratios = placebo(months, before, years(2008, 2009)).ratios
    assert {each.area for each in ratios if each.is_bad_year and each.before == before} == {2}
