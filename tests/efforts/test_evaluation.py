"""Measures of an effort: published figures, zeros, counts that swing, trends before, months."""

import math
from datetime import date

import numpy as np
import pytest
import shapely
from scipy.stats import norm

from hotspots.analysis.efforts.evaluation import (
    BeforeAfter,
    Design,
    displacement_difference,
    displacement_quotient,
    ratio_of_ratios,
)
from hotspots.analysis.efforts.findings import Observed, findings
from hotspots.analysis.efforts.monthly import (
    MonthlySpread,
    pre_trend,
    spread_between,
    spread_within,
    years_before,
)
from hotspots.analysis.efforts.rings import laid_out, rest_of
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.time import months
from hotspots.analysis.time.months import Span, matched

PUBLISHED = Design(
    treated=BeforeAfter(207, 110),
    comparison=BeforeAfter(308, 318),
    buffer=BeforeAfter(178, 157),
    comparison_buffer=BeforeAfter(150, 140),
)


def month(text):
    return months.month_of(date.fromisoformat(f"{text}-01"))


def span(text):
    first, last = text.split("..")
    return Span(month(first), month(last))


def test_weighted_displacement_difference_as_published():
    """Wheeler and Ratcliffe 2018: -118, variance 1568, z -2.98, -196 to -40."""
    found = displacement_difference(PUBLISHED)
    assert found.value == -118
    assert found.se == pytest.approx(math.sqrt(1568))
    assert found.z == pytest.approx(-2.98, abs=0.005)
    assert (round(found.low), round(found.high)) == (-196, -40)
    assert found.p == pytest.approx(0.00288, abs=1e-5)


def test_quotient_and_ratio_as_published():
    """The quotient needs three areas, the ratio two."""
    assert displacement_quotient(PUBLISHED) == pytest.approx(0.2581856883, abs=1e-10)
    found = ratio_of_ratios(PUBLISHED)
    assert found.ratio == pytest.approx(0.514690244, abs=1e-9)
    assert found.low == pytest.approx(0.3892502249, abs=1e-7)
    assert found.high == pytest.approx(0.6805546415, abs=1e-7)
    assert found.p == pytest.approx(3.1593e-06, rel=1e-4)
    assert not found.is_stepped


def test_ratio_agrees_with_poisson_regression():
    """The closed form is the interaction of area and period in a log-linear model."""
    import statsmodels.api as sm

    counts = [150, 160, 100, 60, 158, 158, 107, 50]
    rows = [[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 1]] * 2
    fitted = sm.GLM(counts, np.array(rows, dtype=float), family=sm.families.Poisson()).fit()
    found = ratio_of_ratios(Design(PUBLISHED.treated, PUBLISHED.comparison))
    assert math.log(found.ratio) == pytest.approx(fitted.params[3], abs=1e-7)
    assert found.p == pytest.approx(fitted.pvalues[3], rel=1e-4)


def test_without_rings_only_the_two_areas_differ():
    """(110 - 207) - (318 - 308) = -107; one ring alone does not count, and gives no quotient."""
    bare = Design(PUBLISHED.treated, PUBLISHED.comparison, comparison_buffer=BeforeAfter(1, 99))
    assert displacement_difference(bare).value == -107
    assert displacement_difference(bare).se == pytest.approx(math.sqrt(943))
    assert displacement_quotient(bare) is None


def test_quotient_says_nothing_where_the_treated_area_did_no_better():
    """Neither where there is nothing to divide by."""
    worse = Design(BeforeAfter(10, 20), BeforeAfter(10, 10), BeforeAfter(5, 5))
    assert displacement_quotient(worse) is None
    assert (
        displacement_quotient(Design(BeforeAfter(9, 5), BeforeAfter(9, 0), BeforeAfter(5, 5)))
        is None
    )
    moved = Design(BeforeAfter(20, 10), BeforeAfter(10, 10), BeforeAfter(5, 15))
    assert displacement_quotient(moved) == pytest.approx(-1)


def test_zero_counts():
    """A half is added to all four: 0.5/10.5 over 8.5/8.5; an area without incidents gives none."""
    found = ratio_of_ratios(Design(BeforeAfter(10, 0), BeforeAfter(8, 8)))
    assert found.is_stepped
    assert found.ratio == pytest.approx(0.5 / 10.5)
    assert math.isfinite(found.high)
    assert ratio_of_ratios(Design(BeforeAfter(0, 0), BeforeAfter(8, 8))) is None
    assert ratio_of_ratios(Design(BeforeAfter(8, 8), BeforeAfter(0, 0))) is None
    assert displacement_difference(Design(BeforeAfter(0, 0), BeforeAfter(0, 0))) is None


def test_a_longer_time_after_is_brought_to_the_same_length():
    """10 in 12 months become 20 in 24: no difference, and the doubled count weighs four times."""
    found = displacement_difference(Design(BeforeAfter(10, 20), BeforeAfter(30, 60), longer=2.0))
    assert found.value == 0
    assert found.se == pytest.approx(math.sqrt(20 + 60 + 4 * 40))


def test_counts_that_swing_widen_everything():
    """Phi 4 doubles the standard error, and t takes the place of the normal distribution."""
    from scipy.stats import t

    wide, plain = (displacement_difference(PUBLISHED, one)
                   for one in (MonthlySpread(4.0, 20).as_swings, None))  # fmt: skip
    assert wide.se == pytest.approx(2 * plain.se)
    assert wide.high - wide.value == pytest.approx(t.isf(0.025, 20) * wide.se)
    assert wide.p == pytest.approx(2 * t.sf(abs(wide.z), 20))
    calm = ratio_of_ratios(PUBLISHED, MonthlySpread(0.4, 20).as_swings)
    assert calm == ratio_of_ratios(PUBLISHED)
    swinging = ratio_of_ratios(PUBLISHED, MonthlySpread(4.0, 20).as_swings)
    assert swinging.low < calm.low < calm.high < swinging.high


def test_spread_of_shares_by_hand():
    """Months 3+1 and 1+3 in shares of a half: four times (3-2)²/2 = 2 on 1 degree of freedom."""
    table = np.array([[3, 1], [1, 3]])
    found = spread_between([table] * 6)
    assert (found.phi, found.df) == (2.0, 6)
    assert spread_between([table] * 5) is None


def test_seasons_and_what_strikes_all_areas_are_no_spread():
    """Double in December everywhere, and a year of half the incidents: nothing swings."""
    seasons = np.array([10] * 11 + [20])
    assert spread_between([np.vstack([seasons, 2 * seasons])]).phi == pytest.approx(0)
    assert spread_within([np.vstack([2 * seasons, seasons])]).phi == pytest.approx(0)


def test_spread_finds_what_was_put_in():
    """Poisson gives about 1; counts in bunches of five about 5."""
    rng = np.random.default_rng(7)
    chance = [rng.poisson(40, (4, 120)) for _ in range(20)]
    assert spread_between(chance).phi == pytest.approx(1, abs=0.05)
    assert spread_between([5 * one for one in chance]).phi == pytest.approx(5, abs=0.25)


def test_intervals_hold_when_nothing_happened():
    """No effect, counts in bunches of three: about 95 of 100 intervals hold a ratio of 1."""
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        before, after = (3 * rng.poisson([[8], [12]], (2, 24)) for _ in range(2))
        spread = spread_between([before, after])
        treated, other = (
            BeforeAfter(int(before[at].sum()), int(after[at].sum())) for at in (0, 1)
        )
        found = ratio_of_ratios(Design(treated, other), spread.as_swings)
        held += found.low <= 1 <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_trends_before_agree_with_poisson_regression():
    """A level for every month, and a slope of the treated area beside it."""
    import statsmodels.api as sm

    rng = np.random.default_rng(3)
    treated, other = rng.poisson(30, 24), rng.poisson(50, 24)
    found = pre_trend(treated, other)
    years = np.arange(24) / 12
    levels = np.vstack([np.eye(24)] * 2)
    own = np.repeat([1.0, 0.0], 24)
    design = np.column_stack([levels, own, own * np.tile(years, 2)])
    fitted = sm.GLM(np.r_[treated, other], design, family=sm.families.Poisson()).fit()
    assert math.log(found.ratio) == pytest.approx(fitted.params[-1], abs=1e-6)


@pytest.mark.parametrize(
    ("treated", "comparison", "verdict"),
    [
        ([50] * 48, [80] * 48, "alike"),
        ([50 - at for at in range(48)], [80] * 48, "different"),
        ([3, 2] * 12, [4, 5] * 12, "cannot_be_said"),
        ([50] * 11, [80] * 11, "cannot_be_said"),
        ([50] * 48, [0] * 48, "cannot_be_said"),
        ([0] * 48, [0] * 48, "cannot_be_said"),
        ([0] * 24 + [50] * 24, [80] * 48, "different"),
        ([500 + 2 * at for at in range(48)], [800] * 48, "alike"),
        ([round(50 * 1.22 ** (at / 12)) for at in range(48)], [80] * 48, "cannot_be_said"),
    ],
)
def test_whether_two_areas_ran_alike(treated, comparison, verdict):
    """Not to find a difference is not enough: the interval must leave no large one."""
    found = pre_trend(np.array(treated), np.array(comparison))
    assert found.verdict == verdict
    assert found.n_months == len(treated)


def test_a_year_that_swings_is_in_the_slope():
    """The variance by least squares of years: a bad year is bad in all its months."""
    treated, other = np.full(36, 200), np.full(36, 800)
    steady = pre_trend(treated, other, swinging(1.0, 0.0), 1.5)
    swung = pre_trend(treated, other, swinging(1.0, 0.02), 1.5)
    months, years = np.arange(36) / 12, np.repeat(np.eye(3), 12, axis=0)
    weights = (months - months.mean()) / ((months - months.mean()) ** 2).sum()
    by_chance = (weights**2).sum() * (1 / 200 + 1 / 800)
    by_years = 1.5 * 0.02 * ((weights @ years) ** 2).sum()
    reach = [math.log(one.high / one.low) / 2 for one in (steady, swung)]
    assert reach[0] == pytest.approx(norm.isf(0.025) * math.sqrt(by_chance), rel=1e-3)
    assert reach[1] == pytest.approx(norm.isf(0.025) * math.sqrt(by_chance + by_years), rel=1e-3)
    clustered = pre_trend(treated, other, swinging(3.0, 0.0))
    assert math.log(clustered.high / clustered.low) / 2 == pytest.approx(
        math.sqrt(3) * reach[0], rel=1e-3
    )


def swinging(phi, alpha):
    """Return swings that are known for sure."""
    return Swings(phi, alpha, 0.0, np.zeros((3, 3)), np.zeros(3), (2010, 2011), 10**6)


def test_slope_by_hand():
    """Double each year against a level area is a ratio of 2."""
    treated = np.round(100 * 2 ** (np.arange(36) / 12)).astype(int)
    assert pre_trend(treated, np.full(36, 100)).ratio == pytest.approx(2, abs=0.01)


def test_years_before():
    """Whole years counted back from the start; oldest months that fill no year are left out."""
    counts = np.array([99] * 2 + [1] * 12 + [2] * 12 + [3] * 12)
    found = years_before(counts)
    assert found.counts == (12, 24, 36)
    assert found.last_is_highest
    assert not years_before(counts[-24:]).can_be_judged
    assert not years_before(np.array([3] * 12 + [2] * 12 + [3] * 12)).last_is_highest


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2007-01..2009-01", "2009-02..2011-12", ("2007-02..2009-01", "2009-02..2011-01")),
        ("2005-01..2010-06", "2010-08..2011-10", ("2009-07..2010-06", "2010-08..2011-07")),
        ("2005-01..2010-06", "2010-07..2010-09", ("2009-07..2009-09", "2010-07..2010-09")),
        ("2010-04..2010-06", "2010-07..2012-12", ("2010-04..2010-06", "2011-04..2011-06")),
    ],
)
def test_the_same_months_are_compared(before, after, expected):
    """Whole years where there are; else the same months of the nearest year."""
    found = matched(span(before), span(after))
    assert tuple(map(str, found)) == expected
    assert months.compared_with(*found)


def test_months_that_do_not_meet():
    """Spring before and autumn after have nothing in common."""
    assert matched(span("2010-04..2010-06"), span("2010-07..2010-09")) is None
    assert matched(Span(5, 4), span("2010-07..2012-09")) is None
    assert not months.compared_with(span("2010-04..2010-06"), span("2010-07..2010-09"))


def test_months_covered():
    """A month cut off by more than three days is not whole; a quiet day or two is no gap."""
    days = {
        2009: (date(2009, 3, 20), date(2009, 12, 31), 500),
        2010: (date(2010, 1, 1), date(2010, 11, 28), 500),
    }
    covered = sorted(months.covered_months(days))
    assert (months.named(covered[0]), months.named(covered[-1])) == ("2009-04", "2010-11")
    assert len(covered) == 20


def box(west, east):
    return shapely.box(west, 0, east, 1000)


def test_rings_by_hand():
    """Ground belongs to one area only, and rings stop at the city's border."""
    city = box(0, 5000)
    laid = laid_out(box(1000, 2000), box(2200, 3000), 250, city)
    areas = {group: round(shape.area) for group, shape in laid.shapes.items()}
    assert areas["treated"] == 1_000_000
    assert areas["comparison"] == 800_000
    assert areas["buffer"] == 250 * 1000 + 200 * 1000
    assert areas["comparison_buffer"] == 250 * 1000
    assert laid.near_share == pytest.approx(50 / 800)
    assert laid.taken_m2 == 0


def test_a_comparison_area_that_overlaps_loses_the_common_ground():
    """The treated area keeps it, and how much it was is told."""
    laid = laid_out(box(1000, 2000), box(1500, 3000), 0, None)
    assert laid.taken_m2 == 500_000
    assert laid.shapes["comparison"].area == 1_000_000
    assert set(laid.shapes) == {"treated", "comparison"}


def test_the_rest_of_the_city_leaves_the_ring_out():
    """5 km less 1 km less 250 m on each side."""
    rest = rest_of(box(0, 5000), box(1000, 2000), 250)
    assert rest.area == pytest.approx(3500 * 1000)


def test_findings_without_a_comparison_area():
    """Before and after only: nothing is compared with nothing."""
    year = np.array([2] * 12)
    seen = Observed(span("2009-01..2009-12"), span("2010-01..2010-12"), {"treated": year},
                    {"treated": year // 2}, {"treated": year})  # fmt: skip
    found = findings(seen)
    assert found.ratio is None and found.difference is None and found.trend is None  # noqa: PT018
    assert found.counted["treated"] == BeforeAfter(24, 12)
    assert found.changes["treated"].ratio == pytest.approx(0.5)
