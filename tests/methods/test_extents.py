"""From which day to which incidents run, where a few lie far from the others."""

from datetime import date, timedelta

from hotspots.analysis.time.extents import DayCount, extents, left_out


def days(first, last, n=2, step=1):
    """Return so many incidents of every day, or of every so many days."""
    return [
        DayCount(one, one, n)
        for one in (first + timedelta(at) for at in range(0, (last - first).days + 1, step))
    ]


def single(year, month, day):
    """Return one incident of a day."""
    return DayCount(date(year, month, day), date(year, month, day), 1)


def test_stragglers_before_the_first_days_are_left_out_likewise():
    """Two in spring, the others from 1 October 2023: the year begins in October."""
    counts = [single(2023, 2, 3), single(2023, 5, 9), *days(date(2023, 10, 1), date(2024, 12, 31))]
    found = extents(counts)
    assert found == {
        2023: (date(2023, 10, 1), date(2023, 12, 31), 186),
        2024: (date(2024, 1, 1), date(2024, 12, 31), 732),
    }
    assert left_out(counts, found) == {2023: 2}


def test_several_stragglers_are_left_out():
    """Three, months apart, after the last of March."""
    bulk = days(date(2023, 1, 1), date(2024, 3, 31))
    counts = [*bulk, single(2024, 5, 20), single(2024, 8, 20), single(2024, 12, 20)]
    assert extents(counts)[2024] == (date(2024, 1, 1), date(2024, 3, 31), 185)


def test_a_year_of_one_straggler_after_a_cut_is_left_out():
    """One of 3 January 2025 neither covers 2025 nor makes 2024 whole."""
    counts = [*days(date(2023, 1, 1), date(2024, 3, 31)), single(2025, 1, 3)]
    found = extents(counts)
    assert (sorted(found), found[2024][1]) == ([2023, 2024], date(2024, 3, 31))
    assert left_out(counts, found) == {2025: 1}


def test_a_default_date_is_no_rate():
    """300 of 1 January and one in 20 days are a year from end to end."""
    heap = DayCount(date(2024, 1, 1), date(2024, 1, 1), 300)
    counts = [heap, *days(date(2024, 1, 21), date(2024, 12, 31), 1, 20)]
    assert extents(counts)[2024][:2] == (date(2024, 1, 1), date(2024, 12, 26))


def test_a_quiet_end_and_a_new_year_that_has_begun_stay():
    """Fewer at the end is not none: a fifth of the rate from October on, and 2 in January."""
    counts = [*days(date(2023, 1, 1), date(2023, 9, 30)),
              *days(date(2023, 10, 1), date(2023, 12, 31), 1, 5), single(2024, 1, 2)]  # fmt: skip
    assert extents(counts)[2024] == (date(2024, 1, 2), date(2024, 1, 2), 1)
    assert left_out(counts, extents(counts)) == {}


def test_months_cover_their_days_where_no_days_are_known():
    """Fifty in each month to June; with days beside them a month says nothing."""
    months = [DayCount(date(2024, at, 1), date(2024, at + 1, 1) - timedelta(1), 50, is_coarse=True)
              for at in range(1, 7)]  # fmt: skip
    assert extents(months)[2024] == (date(2024, 1, 1), date(2024, 6, 30), 300)
    known = days(date(2024, 1, 1), date(2024, 5, 10), 3)
    assert extents([*known, *months])[2024][1] == date(2024, 5, 10)


def test_nothing_has_no_extent():
    """An empty store."""
    assert (extents([]), left_out([], {})) == ({}, {})


def test_the_same_month_of_two_years_is_no_straggler():
    """Every day of February 2015 and 2016: both months are covered, though eleven are empty."""
    days = [date(2015, 2, 1) + timedelta(one) for one in range(28)]
    days += [date(2016, 2, 1) + timedelta(one) for one in range(29)]
    spans = extents([DayCount(day, day, 400) for day in days])
    assert spans[2015][:2] == (date(2015, 2, 1), date(2015, 2, 28))
    assert spans[2016][:2] == (date(2016, 2, 1), date(2016, 2, 29))
