"""What places swing from year to year, learnt before the effort; and its rank among the others."""

import math
from dataclasses import replace

import numpy as np
import pytest

from hotspots.analysis.efforts.earlier import AreaMonths, earlier_swings, earlier_windows
from hotspots.analysis.efforts.evaluation import (
    BeforeAfter,
    Design,
    displacement_difference,
    ratio_of_ratios,
)
from hotspots.analysis.efforts.findings import Observed, findings
from hotspots.analysis.efforts.monthly import YearsBefore
from hotspots.analysis.efforts.placebo import placebo
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.time.months import YEAR, Span, days_of

FIRST = 2000 * YEAR


def years(first, last):
    """Return whole years as a span."""
    return Span(first * YEAR, last * YEAR + YEAR - 1)


def months_of(yearly, *, last_before=2008, compared=(), treated=0):
    """Return areas of so many incidents in each January from 2000 on, the first one treated."""
    areas = np.zeros((len(yearly), YEAR * len(yearly[0])), np.int64)
    areas[:, ::YEAR] = yearly
    inside = areas * np.isin(np.arange(len(areas)), compared)[:, None]
    return AreaMonths(
        FIRST, [str(at) for at in range(len(areas))], areas, inside, areas[treated],
        inside.sum(axis=0), np.arange(len(areas)) == treated,
        frozenset(range(FIRST, FIRST + areas.shape[1])), last_before * YEAR + YEAR - 1,
    )  # fmt: skip


CALM = months_of(np.full((4, 10), 100))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (years(2008, 2008), years(2009, 2009), [(year, year) for year in range(2000, 2009)]),
        (years(2007, 2008), years(2009, 2010), [(2001, 2002), (2003, 2004), (2005, 2006),
                                                (2007, 2008)]),
        (years(2004, 2008), years(2009, 2013), [(year, year) for year in range(2000, 2009)]),
        (years(2003, 2003), years(2009, 2009), [(year, year) for year in range(2000, 2009)]),
    ],
)  # fmt: skip
def test_which_years_teach(before, after, expected):
    """The same months, before the start; blocks for longer periods where there are two."""
    assert earlier_windows(CALM, before, after) == [years(*one) for one in expected]


def test_part_years_and_gaps():
    """The shorter period's months; a year that the extracts do not cover is left out."""
    spring = Span(2009 * YEAR + 2, 2009 * YEAR + 4)
    found = earlier_windows(CALM, years(2008, 2008), spring)
    assert (found[0].first, found[-1].last) == (FIRST + 2, 2008 * YEAR + 4)
    torn = replace(CALM, covered=CALM.covered - {2004 * YEAR + 3})
    assert len(earlier_windows(torn, years(2008, 2008), spring)) == len(found) - 1


def test_who_cannot_teach():
    """One year, or two areas: then it is not known how much places swing."""
    pair = years(2008, 2008), years(2009, 2009)
    assert earlier_swings(CALM, *pair) is not None
    assert earlier_swings(replace(CALM, last_before=2000 * YEAR + 11), *pair) is None
    assert earlier_swings(months_of(np.full((2, 10), 100)), *pair) is None


def test_a_leap_day_is_no_swing():
    """A hundred a day all years: days are the exposure."""
    days = np.array([days_of(years(one, one)) for one in range(2000, 2010)])
    found = earlier_swings(months_of(np.tile(100 * days, (4, 1))), *(years(one, one) for one in
                                                                    (2008, 2009)))  # fmt: skip
    assert (found.phi, found.alpha) == (1, 0)
    assert found.common == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("span", "weekdays", "expected"),
    [(years(2008, 2008), (), 366), (years(2009, 2010), (), 730), (years(2008, 2008), (1,), 53),
     (years(2008, 2008), (0, 6), 104), (years(2009, 2009), (3,), 53)],
)  # fmt: skip
def test_days(span, weekdays, expected):
    """2008 began on a Tuesday and ended on a Wednesday, 2009 was Thursday to Thursday."""
    assert days_of(span, weekdays) == expected


def test_areas_are_weighted_as_compared():
    """Four alike swing a quarter as much as one; the variance is phi chance + alpha weights."""
    swings = Swings(2.0, 0.03, 0.5, np.diag([0.1, 1e-4, 1.0]), np.zeros(3), (1, 2, 3), 9)
    design = Design(BeforeAfter(100, 80), BeforeAfter(400, 400, 0.25, 0.25))
    variance = 2 * (1 / 100 + 1 / 80 + 2 / 400) + 0.03 * (2 + 0.5)
    found = ratio_of_ratios(design, swings)
    chance = 1 / 100 + 1 / 80 + 2 / 400
    df = 2 * variance**2 / (0.1 * chance**2 + 1e-4 * 2.5**2)
    from scipy.stats import t

    assert found.p == pytest.approx(2 * t.sf(abs(math.log(0.8)) / math.sqrt(variance), df))
    moved = displacement_difference(design, swings)
    parts = 100**2 + 80**2 + 0.25 * 2 * 400**2
    common = (100 - 400) ** 2 + (80 - 400) ** 2
    assert moved.se**2 == pytest.approx(2 * 980 + 0.03 * parts + 0.5 * common)


def test_the_rank_by_hand():
    """Eight calm years and one comparison: halved against 1.0 is the furthest; a fall is third."""
    yearly = np.full((6, 10), 100)
    yearly[0, 9] = 50
    found = placebo(months_of(yearly, compared=[5]), years(2008, 2008), years(2009, 2009))
    # four others now (the fifth is the comparison itself), five and the place itself in 8 years
    assert (found.rank.rank, found.rank.n) == (1, 4 + 8 * 5 + 1)
    assert found.n_left_out == 9
    assert found.rank_bad_year is None
    yearly[1, 9], yearly[2, 4] = 40, 300
    found = placebo(months_of(yearly, compared=[5]), years(2008, 2008), years(2009, 2009))
    assert (found.rank.rank, found.rank.share) == (4, 4 / 45)


def test_places_with_as_bad_a_year():
    """The place was at its highest before: the rank stands among those that were too."""
    yearly = np.full((9, 10), 100)
    yearly[0, 8:] = 150, 100
    yearly[1:6, 8:] = 160, 120
    found = placebo(months_of(yearly, compared=[8]), years(2008, 2008), years(2009, 2009))
    assert (found.rank_bad_year.rank, found.rank_bad_year.n) == (1, 6)
    assert {one.area for one in found.ratios if one.is_bad_year} == {1, 2, 3, 4, 5}


def test_too_few_for_a_rank():
    """Nineteen before, or three others: no rank."""
    small = np.full((8, 2), 100)
    small[0] = 19
    pair = years(2000, 2000), years(2001, 2001)
    assert placebo(months_of(small, compared=[7], last_before=2000), *pair).rank is None
    few = months_of(np.full((5, 2), 100), compared=[4], last_before=2000)
    assert placebo(few, *pair).rank is None
    assert (
        placebo(months_of(np.full((6, 2), 100), compared=[5], last_before=2000), *pair).rank.n == 5
    )


def test_a_year_clearly_above_the_others():
    """Not the highest of all, but more than two standard deviations above the mean of the rest."""
    assert not YearsBefore((200, 100, 100, 190)).last_is_highest
    assert YearsBefore((200, 100, 100, 190)).last_is_bad
    assert not YearsBefore((120, 100, 100, 110)).last_is_bad
    assert not YearsBefore((100, 190)).last_is_bad


def test_findings_say_what_they_rest_upon():
    """With earlier years of four areas: swings and no spread of months; else the spread."""
    before, after = years(2008, 2008), years(2009, 2009)
    rng = np.random.default_rng(4)
    months = {group: rng.poisson(10, YEAR) for group in ("treated", "comparison")}
    seen = Observed(before, after, months, months, months, elsewhere=CALM)
    found = findings(seen)
    assert found.swings is not None
    assert (found.between, found.within) == (None, None)
    alone = findings(replace(seen, elsewhere=None))
    assert alone.swings is None
    assert alone.between is not None
    assert alone.placebo is None
