"""Dates as people state them: first and last day of what is said, or none."""

from datetime import date

import pytest

from hotspots.sources.efforts.stated_dates import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009-02-01", date(2009, 2, 1), date(2009, 2, 1)),
        ("2009-02-01 00:00:00", date(2009, 2, 1), date(2009, 2, 1)),
        ("2011-03", date(2011, 3, 1), date(2011, 3, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("marts 2011", date(2011, 3, 1), date(2011, 3, 31)),
        ("1. Marts 2011", date(2011, 3, 1), date(2011, 3, 1)),
        ("February 2009", date(2009, 2, 1), date(2009, 2, 28)),
        ("01-02-2009", date(2009, 2, 1), date(2009, 2, 1)),
        ("1/2/2009", date(2009, 2, 1), date(2009, 2, 1)),
        ("02.2009", date(2009, 2, 1), date(2009, 2, 28)),
    ],
)
def test_a_day_a_month_and_a_year(text, first, last):
    assert (first_day(text, day_first=True), last_day(text, day_first=True)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["planned 2011-01-01; ran to end of 2011", "slutningen af 2011", "2009-13", "31-02-2009",
     "2009-02-30", "0000", "0000-01", "2009-2011", "ca. 2011", "2009-02-01 13:30"],
)  # fmt: skip
def test_anything_else_is_no_day(text):
    """Two dates, about a date, and days that do not exist."""
    assert first_day(text, day_first=True) is None
    assert last_day(text, day_first=True) is None


def test_days_before_months_belong_to_the_danish_dialect():
    """01/02/2009 may be January or February elsewhere."""
    assert first_day("01/02/2009", day_first=False) is None
    assert first_day("2009-02-01", day_first=False) == date(2009, 2, 1)
