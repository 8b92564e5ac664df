"""Which days of two years can be compared, when extracts do not cover both from end to end."""

from dataclasses import dataclass
from datetime import date

_QUIET_DAYS = 15


@dataclass(frozen=True)
class Window:
    """The same days of every year compared; ``covered`` are the years that have them."""

    first: tuple[int, int]
    last: tuple[int, int]
    covered: frozenset[int]

    @property
    def is_whole_year(self) -> bool:
        """Tell whether the window is the year from end to end."""
        return (self.first, self.last) == ((1, 1), (12, 31))

    def days_of(self, year: int) -> tuple[date, date]:
        """Return the window's first and last day in a year."""
        month, day = self.last
        last_day = 28 if (month, day) == (2, 29) and not _is_leap(year) else day
        return date(year, *self.first), date(year, month, last_day)


def common_window(first: date, last: date, years: tuple[int, ...]) -> Window:
    """Return the days that extracts from ``first`` to ``last`` cover in all years they touch.

    An extract whose first or last fortnight is empty counts as going to the year's end: a quiet
    fortnight is no gap. A year without any covered day is not in ``covered``.
    """
    found = {year: _covered_days(first, last, year) for year in years}
    known = {year: days for year, days in found.items() if days is not None}
    if not known:
        return Window((1, 1), (12, 31), frozenset())
    start = max(days[0] for days in known.values())
    end = min(days[1] for days in known.values())
    if start > end:
        newest = max(known)
        return Window(*known[newest], frozenset({newest}))
    return Window(start, end, frozenset(known))


def _covered_days(
    first: date, last: date, year: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    new_year, year_end = date(year, 1, 1), date(year, 12, 31)
    if first > year_end or last < new_year:
        return None
    start = new_year if (first - new_year).days < _QUIET_DAYS else first
    end = year_end if (year_end - last).days < _QUIET_DAYS else last
    return (start.month, start.day), (end.month, end.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
