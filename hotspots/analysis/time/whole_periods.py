"""Whole weeks, months, quarters and half-years of a span, and the same ones of earlier years."""

from dataclasses import dataclass
from datetime import date, timedelta

from hotspots.analysis.time.weeks import Span, same_weeks
from hotspots.model.periods import Kind, Period

_DAY = timedelta(1)
_MARCH_1 = (3, 1)
_LEAP_DAY = (2, 29)
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6}
_LETTER = {"quarter": "Q", "half": "H"}


@dataclass(frozen=True)
class PeriodSpan:
    """Some days that count together, under the name that people know them by."""

    period: Period
    days: Span

    @property
    def n_days(self) -> int:
        """Return how many days it has, both ends included."""
        return (self.days[1] - self.days[0]).days + 1

    @property
    def usual_days(self) -> int:
        """Return how many days it has in a year without a leap day; a week has always seven."""
        return self.n_days - (self.period.kind != "week" and has_leap_day(self.days))

    def earlier(self, years: int) -> Span:
        """Return the same days so many years earlier.

        Of a week those of the week of its number; the last of February stays the last of it.
        """
        if self.period.kind == "week":
            return same_weeks(self.days, years)
        return _earlier(self.days[0], years), _last_earlier(self.days[1], years)


def span_of(period: Period) -> PeriodSpan:
    """Return a period with its days."""
    return PeriodSpan(period, period.days)


def period_around(kind: Kind, day: date) -> Period:
    """Return the week, month, quarter or half-year that a day lies in."""
    if kind == "week":
        return Period(day.isocalendar().year, f"W{day.isocalendar().week:02d}")
    number = (day.month - 1) // _MONTHS_IN[kind] + 1
    part = f"M{number:02d}" if kind == "month" else f"{_LETTER[kind]}{number}"
    return Period(day.year, part)


def whole_periods(kind: Kind, span: Span) -> tuple[list[Period], list[Period]]:
    """Return the periods that lie in a span with all their days, and those that it cuts."""
    whole: list[Period] = []
    cut: list[Period] = []
    period = period_around(kind, span[0])
    while period.days[0] <= span[1]:
        is_whole = span[0] <= period.days[0] and period.days[1] <= span[1]
        (whole if is_whole else cut).append(period)
        period = period_around(kind, period.days[1] + _DAY)
    return whole, cut


def year_span(kind: Kind, year: int) -> Span:
    """Return the first and last day of a year; for weeks of the year that ISO 8601 gives them."""
    if kind == "week":
        next_monday = date.fromisocalendar(year + 1, 1, 1)
        return date.fromisocalendar(year, 1, 1), next_monday - _DAY
    return date(year, 1, 1), date(year, 12, 31)


def has_leap_day(span: Span) -> bool:
    """Tell whether a span has a 29 February."""
    return any(
        ((span[0] + timedelta(later)).month, (span[0] + timedelta(later)).day) == _LEAP_DAY
        for later in range((span[1] - span[0]).days + 1)
    )


def _earlier(day: date, years: int) -> date:
    """Return the day of an earlier year; a 29 February is the last day of every February."""
    if (day.month, day.day) == _LEAP_DAY:
        return date(day.year - years, *_MARCH_1) - _DAY
    return day.replace(year=day.year - years)


def _last_earlier(day: date, years: int) -> date:
    """Return the last day of an earlier year; the last of February stays the last of February."""
    after = day + _DAY
    if (after.month, after.day) == _MARCH_1:
        return after.replace(year=after.year - years) - _DAY
    return _earlier(day, years)
