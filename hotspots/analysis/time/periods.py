"""Which days of two years can be compared, when extracts do not cover both from end to end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hotspots.model.periods import Period

_QUIET_DAYS = 15
# Older incidents in a newer extract: a year with less than a tenth of the largest year.
STRAGGLERS = 0.1
# Where 20 are expected, none comes about twice in a thousand million times (Poisson).
LEAST_EXPECTED = 20
_YEAR_DAYS = 365
_A_LEAP_YEAR = 2000
_NO_LEAP_YEAR = 2001

YearDays = tuple[date, date, int]
# The first and the last (month, day) of a part of every year.
Part = tuple[tuple[int, int], tuple[int, int]]
WHOLE_YEAR: Part = ((1, 1), (12, 31))


@dataclass(frozen=True)
class Window:
    """The same days of every year compared; ``covered`` are the years that have them."""

    first: tuple[int, int]
    last: tuple[int, int]
    covered: frozenset[int]

    @property
    def is_whole_year(self) -> bool:
        """Tell whether the window is the year from end to end."""
        return (self.first, self.last) == WHOLE_YEAR

    def days_of(self, year: int) -> tuple[date, date]:
        """Return the window's first and last day in a year."""
        month, day = self.last
        last_day = 28 if (month, day) == (2, 29) and not _is_leap(year) else day
        return date(year, *self.first), date(year, month, last_day)

    def length(self, year: int) -> float:
        """Return the days of the window in a year over those of a year without a leap day."""
        return _n_days(self.days_of(year)) / _n_days(self.days_of(_NO_LEAP_YEAR))


def _n_days(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days + 1


def part_of_year(part: str) -> Part | None:
    """Return the first and last day of a half, quarter or month; None of a week or a span.

    The last of February is the 29th, which :meth:`Window.days_of` knows for other years.
    """
    period = Period(_A_LEAP_YEAR, part)
    if period.kind in {"week", "span"}:
        return None
    first, last = period.days
    return (first.month, first.day), (last.month, last.day)


def common_window(
    days: Mapping[int, YearDays], years: tuple[int, ...], part: Part = WHOLE_YEAR
) -> Window:
    """Return the days of a part of the year covered in all of the years that the extracts cover.

    ``days`` gives each year's first and last day with incidents and their number. A year with
    less than a tenth of the largest year is not covered: such incidents are stragglers, like an
    old theft in a newer extract. The newest year may just have begun: it is measured by its part
    until then, where that is long enough for twenty. A year without one before it may have begun
    late: it is measured by its part from then on. Between covered
    years a year goes from end to end; the first and the last one from or to their outermost
    day, where a quiet fortnight is no gap.
    """
    covered = _covered(days)
    spans = {year: _covered_days(covered, year) for year in years if year in covered}
    days_of_year = {year: (max(start, part[0]), min(end, part[1]))
                    for year, (start, end) in spans.items()
                    if max(start, part[0]) <= min(end, part[1])}  # fmt: skip
    if not days_of_year:
        return Window(*part, frozenset())
    start = max(found[0] for found in days_of_year.values())
    end = min(found[1] for found in days_of_year.values())
    if start > end:
        return Window(*days_of_year[max(days_of_year)], frozenset({max(days_of_year)}))
    return Window(start, end, frozenset(days_of_year))


def years_before(days: Mapping[int, YearDays], window: Window, year: int) -> tuple[int, ...]:
    """Return the years before a year that the extracts cover on every day of a window."""
    covered = _covered(days)
    spans = {
        earlier_year: _covered_days(covered, earlier_year)
        for earlier_year in sorted(covered)
        if earlier_year < year
    }
    return tuple(
        earlier_year
        for earlier_year, (start, end) in spans.items()
        if start <= window.first and window.last <= end
    )


def covered_years(days: Mapping[int, YearDays]) -> frozenset[int]:
    """Return the years that the extracts cover at all; see ``common_window`` for the rule."""
    largest = max((n for _, _, n in days.values()), default=0)
    newest = max(days, default=0)
    return frozenset(
        year
        for year, (first, last, n) in days.items()
        if (_has_begun(n, largest, last) if year == newest
            else n >= STRAGGLERS * largest * _part_of_year(days, year, first))
    )  # fmt: skip


def _has_begun(n: int, largest: int, last: date) -> bool:
    expected = largest * last.timetuple().tm_yday / _YEAR_DAYS
    return expected < LEAST_EXPECTED or n >= STRAGGLERS * expected


def _part_of_year(days: Mapping[int, YearDays], year: int, first: date) -> float:
    return 1.0 if year - 1 in days else ((date(year, 12, 31) - first).days + 1) / _YEAR_DAYS


def covered_span(days: Mapping[int, YearDays]) -> tuple[date, date] | None:
    """Return the first and last day with incidents of the covered years; None without any."""
    years = covered_years(days)
    return (days[min(years)][0], days[max(years)][1]) if years else None


def covered_days_of(days: Mapping[int, YearDays], year: int) -> tuple[date, date]:
    """Return the first and last day that the extracts cover in a year that they cover."""
    start, end = _covered_days(_covered(days), year)
    return Window(start, end, frozenset({year})).days_of(year)


def covers(days: Mapping[int, YearDays], span: tuple[date, date]) -> bool:
    """Tell whether the extracts cover every day of a span."""
    years = range(span[0].year, span[1].year + 1)
    if not covered_years(days).issuperset(years):
        return False
    parts = ((covered_days_of(days, year), max(span[0], date(year, 1, 1)),
              min(span[1], date(year, 12, 31))) for year in years)  # fmt: skip
    return all(covered[0] <= first and last <= covered[1] for covered, first, last in parts)


def _covered(days: Mapping[int, YearDays]) -> dict[int, YearDays]:
    years = covered_years(days)
    return {year: extent for year, extent in days.items() if year in years}


def _covered_days(
    covered: Mapping[int, YearDays], year: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last, _ = covered[year]
    late = year - 1 not in covered and (first - date(year, 1, 1)).days >= _QUIET_DAYS
    early = year + 1 not in covered and (date(year, 12, 31) - last).days >= _QUIET_DAYS
    start = first if late else date(year, 1, 1)
    end = last if early else date(year, 12, 31)
    return (start.month, start.day), (end.month, end.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
