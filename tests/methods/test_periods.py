"""Which days of two years are compared when extracts do not cover both."""

from datetime import date

from hotspots.analysis.time.periods import Window, common_window, years_before


def extracts(first, last, n=1000):
    """Return every year's first and last day and count, for extracts from one day to another."""
    return {
        year: (max(first, date(year, 1, 2)), min(last, date(year, 12, 30)), n)
        for year in range(first.year, last.year + 1)
    }


def test_two_whole_years():
    """Extracts over ten years cover both from end to end."""
    window = common_window(extracts(date(2009, 1, 3), date(2019, 12, 30)), (2010, 2019))
    assert window.is_whole_year
    assert window.covered == {2010, 2019}


def test_a_half_year_narrows_the_other():
    """To the end of June 2020: 1 January to 30 June of both years."""
    window = common_window(extracts(date(2010, 1, 1), date(2020, 6, 30)), (2010, 2020))
    assert (window.first, window.last) == ((1, 1), (6, 30))
    assert window.days_of(2010) == (date(2010, 1, 1), date(2010, 6, 30))


def test_starting_late_and_ending_early():
    """From April of the first year to September of the last: April to September."""
    window = common_window(extracts(date(2010, 4, 1), date(2020, 9, 15)), (2010, 2020))
    assert (window.first, window.last) == ((4, 1), (9, 15))


def test_years_that_share_no_day():
    """November on in one, to March in the other: only the newer is covered, by its own days."""
    window = common_window(extracts(date(2010, 11, 1), date(2011, 3, 1)), (2010, 2011))
    assert window.covered == {2011}
    assert (window.first, window.last) == ((1, 1), (3, 1))


def test_a_year_out_of_reach():
    """A year before the extracts is not covered and narrows nothing."""
    window = common_window(extracts(date(2012, 1, 1), date(2020, 12, 31)), (2010, 2020))
    assert window.covered == {2020}
    assert window.is_whole_year


def test_a_year_between_two_extracts_is_not_covered():
    """Extracts of 2010 and 2024 say nothing of 2015: not covered is not zero."""
    days = extracts(date(2010, 1, 1), date(2010, 12, 31))
    days |= extracts(date(2024, 1, 1), date(2024, 12, 31))
    assert common_window(days, (2015, 2024)).covered == {2024}


def test_a_straggler_does_not_make_a_year():
    """One old theft in an extract of 2014 to 2016 leaves its own year uncovered."""
    days = extracts(date(2014, 1, 1), date(2016, 12, 31))
    days[2010] = (date(2010, 6, 5), date(2010, 6, 5), 1)
    assert common_window(days, (2010, 2015)).covered == {2015}


def test_no_incidents_at_all():
    """An empty store covers nothing."""
    assert common_window({}, (2010, 2020)).covered == frozenset()


def test_the_last_day_of_february():
    """29 February stands for 28 in a year without one."""
    window = common_window(extracts(date(2010, 1, 1), date(2020, 2, 29)), (2010, 2020))
    assert window.days_of(2010)[1] == date(2010, 2, 28)
    assert window.days_of(2020)[1] == date(2020, 2, 29)


def test_the_earlier_years_that_have_the_window():
    """Extracts from April 2010 on: 2010 has June but not January, 2013 is not before 2013."""
    days = extracts(date(2010, 4, 1), date(2014, 12, 31))
    june = Window((6, 1), (6, 30), frozenset({2013}))
    whole = Window((1, 1), (12, 31), frozenset({2013}))
    assert years_before(days, june, 2013) == (2010, 2011, 2012)
    assert years_before(days, whole, 2013) == (2011, 2012)


def test_stragglers_are_no_earlier_year():
    """One old theft does not make 2005 a year to learn from."""
    days = extracts(date(2010, 1, 1), date(2014, 12, 31))
    days[2005] = (date(2005, 1, 1), date(2005, 12, 31), 2)
    whole = Window((1, 1), (12, 31), frozenset({2013}))
    assert years_before(days, whole, 2014) == (2010, 2011, 2012, 2013)
