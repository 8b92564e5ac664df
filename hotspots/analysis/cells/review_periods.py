"""Two periods put on equal footing: how many days each has, and which months of the year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

Period = tuple[date, date]
# Less than this is no other part of a year: a shift of half a year by a week moves more.
_SAME_PART = 0.01
_LEAP_DAY = (2, 29)
_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7


def n_days(period: Period, weekdays: Sequence[int] = ()) -> int:
    """Return how many days a period has, both ends included; only some weekdays where given.

    ``weekdays`` count from Monday as 0.
    """
    length = (period[1] - period[0]).days + 1
    if not weekdays:
        return length
    weeks, rest = divmod(length, _DAYS_A_WEEK)
    first = period[0].weekday()
    left = {(first + at) % _DAYS_A_WEEK for at in range(rest)}
    return sum(weeks + (one in left) for one in set(weekdays))


def same_months(before: Period, after: Period) -> bool:
    """Tell whether each month of the year makes up the same part of both periods.

    Two whole years have the same months as one; January to June has others than July to
    December. A leap day makes no difference, nor does one under a hundredth.
    """
    shares_before, shares_after = _months(before), _months(after)
    return all(
        abs(shares_before[month] - shares_after[month]) < _SAME_PART for month in shares_before
    )


def _months(period: Period) -> dict[int, float]:
    """Return the part, 0 to 1, of a period's days in each month of the year, but for leap days."""
    every = [period[0] + timedelta(at) for at in range(n_days(period))]
    usual = [one for one in every if (one.month, one.day) != _LEAP_DAY] or every
    days = Counter(one.month for one in usual)
    return {month: days[month] / len(usual) for month in range(1, _MONTHS_A_YEAR + 1)}


def year_before(period: Period) -> Period:
    """Return the same days so many years earlier that the two periods do not overlap."""
    years = 1
    while _earlier(period[1], years) >= period[0]:
        years += 1
    return _earlier(period[0], years), _earlier(period[1], years)


def _earlier(day: date, years: int) -> date:
    """Return the day of an earlier year; the last of February stays the last of February."""
    after = day + timedelta(1)
    if (after.month, after.day) == (3, 1):
        return after.replace(year=day.year - years) - timedelta(1)
    return day.replace(year=day.year - years)


def steps_of(first: date, last: date, months_a_step: int) -> list[Period]:
    """Return the whole months, or groups of months from January, from one day to another.

    ``months_a_step`` is 1 for months and 3 for quarters. A step that the days do not cover from
    end to end is left out.
    """
    steps = []
    year, month_index = first.year, (first.month - 1) // months_a_step * months_a_step
    while date(year, month_index + 1, 1) <= last:
        start = date(year, month_index + 1, 1)
        month_index += months_a_step
        year, month_index = year + month_index // _MONTHS_A_YEAR, month_index % _MONTHS_A_YEAR
        end = date(year, month_index + 1, 1) - timedelta(1)
        if first <= start and end <= last:
            steps.append((start, end))
    return steps
