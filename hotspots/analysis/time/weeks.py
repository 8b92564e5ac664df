"""ISO weeks: whole ones up to a day, and the same ones in earlier years."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from hotspots.analysis.time.extents import DayCount

Span = tuple[date, date]
_WEEK = timedelta(weeks=1)
_SUNDAY = 7
_LONG_YEAR = 53
_LEAST_WEEKS = 52
# A quiet end of a week is believed where it comes about more often than this.
_LEAST_CHANCE = 0.001
_RATE_WEEKS = 8


def weeks_until(day: date, n_weeks: int = 1) -> Span:
    """Return the first and last day of the last whole ISO weeks that end on a day or before."""
    last = day - timedelta(day.isoweekday() % _SUNDAY)
    return last - n_weeks * _WEEK + timedelta(1), last


def span_before(span: Span) -> Span:
    """Return the days before a span, as many as it has."""
    length = span[1] - span[0] + timedelta(1)
    return span[0] - length, span[1] - length


def same_weeks(span: Span, years_back: int) -> Span:
    """Return the weeks of an earlier ISO year that end with the week of the same number.

    In a year without week 53 that is the week after its week 52, which has New Year in it too.
    """
    year, week, weekday = span[1].isocalendar()
    last = date.fromisocalendar(year - years_back, min(week, _LEAST_WEEKS), weekday)
    last += (week - min(week, _LEAST_WEEKS)) * _WEEK
    return last - (span[1] - span[0]), last


def weeks_of(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (ISO year, week) of a span's first and last day."""
    first, last = (day.isocalendar() for day in span)
    return (first.year, first.week), (last.year, last.week)


def has_week_53(span: Span) -> bool:
    """Tell whether a span has days of a week 53, which most years do not have."""
    days = (span[1] - span[0]).days + 1
    return any(
        (span[0] + timedelta(later)).isocalendar().week == _LONG_YEAR for later in range(days)
    )


def covered_to(last: date, reported_to: date | None, counts: Sequence[DayCount]) -> date:
    """Return until when incidents are covered: their last day, or the Sunday after a quiet end.

    Reports must have come in until that Sunday, and at the rate of the eight weeks before its
    week so many days without an incident must not be rarer than one in a thousand (Poisson).
    """
    sunday = last + timedelta(-last.isoweekday() % _SUNDAY)
    if reported_to is None or reported_to < sunday:
        return last
    since, until = sunday - (_RATE_WEEKS + 1) * _WEEK, sunday - _WEEK
    n = sum(each.n for each in counts if since < each.first and each.last <= until)
    expected = n / (until - since).days * (sunday - last).days
    return sunday if math.exp(-expected) >= _LEAST_CHANCE else last
