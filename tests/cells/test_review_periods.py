"""Two periods on equal footing: days, months of the year, the year before, and whole steps."""

from datetime import date, timedelta

import pytest

from hotspots.analysis.cells.review_periods import n_days, same_months, steps_of, year_before


def days(first, last):
    """Return a period from two ISO dates."""
    return date.fromisoformat(first), date.fromisoformat(last)


def test_days_are_counted_with_both_ends_and_by_weekday():
    """January 2024 has 31 days; it begins on a Monday, so it has five Mondays to Wednesdays."""
    january = days("2024-01-01", "2024-01-31")
    assert n_days(january) == 31
    assert [n_days(january, [one]) for one in range(7)] == [5, 5, 5, 4, 4, 4, 4]
    assert n_days(january, [5, 6]) == 8


@pytest.mark.parametrize("start", range(7))
def test_weekdays_agree_with_counting_one_by_one(start):
    """Whatever day a period begins on."""
    first = date(2019, 3, 1) + timedelta(start)
    period = (first, first + timedelta(52))
    listed = [first + timedelta(at) for at in range(53)]
    for weekday in range(7):
        assert n_days(period, [weekday]) == sum(one.weekday() == weekday for one in listed)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (("2019-01-01", "2019-06-30"), ("2020-01-01", "2020-06-30"), True),
        (("2019-01-01", "2019-06-30"), ("2019-07-01", "2019-12-31"), False),
        (("2017-01-01", "2018-12-31"), ("2019-01-01", "2019-12-31"), True),
        (("2018-07-01", "2019-06-30"), ("2019-07-01", "2020-06-30"), True),
        (("2018-01-01", "2018-12-31"), ("2019-01-01", "2019-11-30"), False),
        (("2018-01-01", "2018-01-31"), ("2019-01-08", "2019-02-07"), False),
        (("2019-02-20", "2019-03-10"), ("2020-02-20", "2020-03-10"), True),
        (("2019-02-28", "2019-03-02"), ("2020-02-28", "2020-03-02"), True),
        (("2020-02-29", "2020-02-29"), ("2024-02-29", "2024-02-29"), True),
    ],
)
def test_months_of_the_year_are_the_same_or_not(before, after, same):
    """A leap day changes nothing; a missing month and a shift by a week do."""
    assert same_months(days(*before), days(*after)) is same


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("2024-01-01", "2024-06-30"), ("2023-01-01", "2023-06-30")),
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2022-01-01", "2023-12-31"), ("2020-01-01", "2021-12-31")),
        (("2024-03-01", "2025-02-28"), ("2023-03-01", "2024-02-29")),
    ],
)
def test_the_year_before_has_the_same_days_and_does_not_overlap(period, expected):
    """Two years go back two years; the last of February stays the last of February."""
    assert year_before(days(*period)) == days(*expected)


def test_steps_are_whole_months_or_quarters():
    """A month begun or ended in the middle is left out."""
    found = steps_of(*days("2019-01-02", "2019-05-30"), 1)
    assert found == [days("2019-02-01", "2019-02-28"), days("2019-03-01", "2019-03-31"),
                     days("2019-04-01", "2019-04-30")]  # fmt: skip
    quarters = steps_of(*days("2018-11-15", "2019-12-31"), 3)
    assert [first.month for first, _ in quarters] == [1, 4, 7, 10]
    assert quarters[3] == days("2019-10-01", "2019-12-31")
    assert steps_of(*days("2019-01-02", "2019-01-30"), 1) == []
