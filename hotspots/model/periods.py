"""Periods that figures are of: a year, or one kind of part of it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["year", "half", "quarter", "month", "week", "span"]

_KINDS: dict[str, Kind] = {"": "year", "H": "half", "Q": "quarter", "M": "month", "W": "week",
                           "D": "span"}  # fmt: skip
_MONTHS_IN = {"half": 6, "quarter": 3, "month": 1}
_PART = re.compile(r"H[12]|Q[1-4]|M(0[1-9]|1[0-2])|W(0[1-9]|[1-4]\d|5[0-3])|D\d{4}-\d{4}")

# How a time may be known that is no day: no method finer than that is run on it.
COARSE = ("week", "month", "year")


@dataclass(frozen=True, order=True)
class Period:
    """A year, or a part of it: ``H1`` a half, ``Q3`` a quarter, ``M11`` a month, ``W23`` a week.

    ``D0301-0531`` is a span of days, 1 March to 31 May; one that ends before it begins ends in
    the year after. Weeks are those of ISO 8601. Only periods of one part are compared with each
    other: a first half with a first half.
    """

    year: int
    part: str = ""

    def __post_init__(self) -> None:
        """Refuse a part that is none."""
        if self.part and not _PART.fullmatch(self.part):
            raise ValueError(self.part)

    def __str__(self) -> str:
        """Return it as options and JSON write it, such as ``2012-H1``."""
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @classmethod
    def of(cls, written: str) -> "Period":
        """Return the period that options and JSON write, such as ``2012-H1``."""
        year, _, part = written.partition("-")
        return cls(int(year), part)

    @property
    def kind(self) -> Kind:
        """Return what kind of period it is."""
        return _KINDS[self.part[:1]]

    @property
    def days(self) -> tuple[date, date]:
        """Return its first and its last day."""
        if self.kind == "week":
            monday = date.fromisocalendar(self.year, int(self.part[1:]), 1)
            return monday, monday + timedelta(days=6)
        if self.kind == "span":
            return self._span()
        length = _MONTHS_IN.get(self.kind, 12)
        first = 1 + length * (int(self.part[1:] or 1) - 1)
        last = first + length - 1
        end = date(self.year, last, calendar.monthrange(self.year, last)[1])
        return date(self.year, first, 1), end

    @property
    def before(self) -> "Period":
        """Return the period of its kind that ends the day before it begins; of a span, none."""
        last = self.days[0] - timedelta(days=1)
        if self.kind == "week":
            return Period(last.isocalendar().year, f"W{last.isocalendar().week:02d}")
        if self.kind == "span":
            raise ValueError(self.part)
        length = _MONTHS_IN.get(self.kind, 12)
        first = date(last.year, last.month - (last.month - 1) % length, 1)
        return of_days(first, last)

    def _span(self) -> tuple[date, date]:
        start, end = self.part[1:].split("-")
        return _on(self.year, start), _on(self.year + (end < start), end)


class ComparedPeriods:
    """What compares a year, or a part of it, with an earlier one, has both as periods."""

    baseline_year: int
    baseline_part: str
    year: int
    part: str

    @property
    def baseline_period(self) -> Period:
        """Return the year compared with, or the part of one."""
        return Period(self.baseline_year, self.baseline_part)

    @property
    def period(self) -> Period:
        """Return the year asked about, or the part of one."""
        return Period(self.year, self.part)


def of_days(first: date, last: date) -> Period:
    """Return the period of a span of days: the year, half, quarter or month where it is one."""
    whole = (
        Period(first.year, part)
        for part in ("", "H1", "H2", *(f"Q{n}" for n in range(1, 5)),
                     *(f"M{n:02d}" for n in range(1, 13)))
    )  # fmt: skip
    return next(
        (period for period in whole if period.days == (first, last)),
        Period(first.year, f"D{first:%m%d}-{last:%m%d}"),
    )


def _on(year: int, day: str) -> date:
    """Return a month and day in a year; 29 February is 28 February in other years."""
    month, number = int(day[:2]), int(day[2:])
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))
