"""Whole months, and which of them before and after an effort can be compared."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from hotspots.analysis.time.periods import YearDays, common_window

YEAR = 12
_WEEK = 7
# an extract whose last incident is so many days from the month's end still covers the month
QUIET_DAYS = 3


def month_of(day: date) -> int:
    """Return a day's month, counted from January of year 0."""
    return day.year * YEAR + day.month - 1


def first_day(month: int) -> date:
    """Return a month's first day."""
    return date(month // YEAR, month % YEAR + 1, 1)


def last_day(month: int) -> date:
    """Return a month's last day."""
    year, month_number = month // YEAR, month % YEAR + 1
    return date(year, month_number, calendar.monthrange(year, month_number)[1])


def named(month: int) -> str:
    """Return a month as ``2009-02``."""
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


@dataclass(frozen=True)
class Span:
    """Months from the first to the last, both included."""

    first: int
    last: int

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)

    def __contains__(self, month: object) -> bool:
        return isinstance(month, int) and self.first <= month <= self.last

    def __str__(self) -> str:
        return f"{named(self.first)}..{named(self.last)}"

    @property
    def months(self) -> range:
        """Return the months in their order."""
        return range(self.first, self.last + 1)

    @property
    def calendar(self) -> tuple[int, ...]:
        """Return how often each month of the calendar is in it; shape (12,)."""
        month_numbers = [month % YEAR for month in self.months]
        return tuple(month_numbers.count(at) for at in range(YEAR))


def days_of(span: Span, weekdays: Collection[int] = ()) -> int:
    """Return how many days a span has, of some days of the week (Monday is 0) or of all."""
    first, last = first_day(span.first), last_day(span.last)
    n = (last - first).days + 1
    weeks, rest = divmod(n, _WEEK)
    if not weekdays:
        return n
    wanted = set(weekdays)
    ends = {(first.weekday() + at) % _WEEK: 1 for at in range(rest)}
    return sum(weeks + ends.get(weekday, 0) for weekday in wanted)


def compared_with(first: Span, second: Span) -> bool:
    """Tell whether both have the same months of the calendar in the same proportion."""
    return [n * len(second) for n in first.calendar] == [n * len(first) for n in second.calendar]


def covered_months(days: Mapping[int, YearDays]) -> frozenset[int]:
    """Return the months that the extracts cover from end to end.

    ``days`` gives each year's first and last day with incidents and their number, judged as
    in ``periods.common_window``; up to three quiet days at an end are no gap.
    """
    months: set[int] = set()
    for year in days:
        window = common_window(days, (year,))
        if year not in window.covered:
            continue
        start, end = window.days_of(year)
        months.update(
            month
            for month in range(month_of(start), month_of(end) + 1)
            if (start - first_day(month)).days <= QUIET_DAYS
            and (last_day(month) - end).days <= QUIET_DAYS
        )
    return frozenset(months)


def run_back(covered: Collection[int], last: int) -> Span:
    """Return the unbroken run of covered months that ends with a month; it may be empty."""
    first = last + 1
    while first - 1 in covered:
        first -= 1
    return Span(first, last)


def run_on(covered: Collection[int], first: int) -> Span:
    """Return the unbroken run of covered months that begins with a month; it may be empty."""
    last = first - 1
    while last + 1 in covered:
        last += 1
    return Span(first, last)


def matched(before: Span, after: Span) -> tuple[Span, Span] | None:
    """Return the months to compare: as many before as after, and the same of the calendar.

    Whole years where both sides have one: the last ones before and the first ones after.
    With less than a year on one side, all of that side and the nearest same months of the
    other. None where there are none.
    """
    n = min(len(before), len(after)) // YEAR * YEAR
    if n:
        return Span(before.last - n + 1, before.last), Span(after.first, after.first + n - 1)
    if not before or not after:
        return None
    if len(after) <= len(before):
        earlier = same_before(before, after)
        return (earlier, after) if earlier else None
    later = same_after(after, before)
    return (before, later) if later else None


def same_before(before: Span, wanted: Span) -> Span | None:
    """Return the last run of as many months, beginning with the same month of the calendar."""
    return _first_same(range(before.last - len(wanted) + 1, before.first - 1, -1), wanted)


def same_after(after: Span, wanted: Span) -> Span | None:
    """Return the first run of as many months, beginning with the same month of the calendar."""
    return _first_same(range(after.first, after.last - len(wanted) + 2), wanted)


def _first_same(starts: range, wanted: Span) -> Span | None:
    n = len(wanted)
    whole_years = n % YEAR == 0
    for start in starts:
        if whole_years or (start - wanted.first) % YEAR == 0:
            return Span(start, start + n - 1)
    return None
