"""Dates and times as people and programs write them, put into one way of writing.

What comes out is ``2024-12-31``, ``2024-12-31 23:59:00`` or, where the text says its offset from
UTC, ``2024-12-31 23:59:00+01:00``. A range gives its first and its last moment.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from hotspots.model.loads import DateOrder
from hotspots.sources.values.month_names import MONTH_NAMES, MONTH_OF
from hotspots.sources.values.zones import (
    ends_with_foreign_zone,
    may_be_clock,
    named_zone,
    signed_offset,
)

Problem = Literal[
    "no_such_date",
    "unknown_date",
    "unknown_zone",
    "one_digit_minute",
    "offset_or_range",
    "hour_or_minutes",
    "part_of_day",
]

_N = r"\d{1,2}"
_WEEKDAY = (
    r"(?:(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|man|tirs?|ons|tors?|fre|lør|søn|mon|tue|wed|thu|fri|sat|sun)"
    r"[., ]+(?:d(?:en|\.) )?)?"
)
_YEAR = r"(?P<year>\d{4}|\d\d)(?!\d)"
_DATES = tuple(
    re.compile(_WEEKDAY + pattern)
    for pattern in (
        rf"(?P<first>{_N}) ?[-./] ?(?P<second>{_N}) ?[-./] ?{_YEAR}",
        rf"(?P<first>{_N})/(?P<second>{_N}) (?P<year>\d{{4}})(?!\d)",
        rf"(?P<year>\d{{4}})[-./](?P<month>{_N})[-./](?P<day>{_N})(?!\d)",
        rf"(?P<day>{_N})(?:\.|st|nd|rd|th)?[ -]?(?:of )?(?P<word>{MONTH_NAMES})\.?[ ,-]*{_YEAR}",
        rf"(?P<word>{MONTH_NAMES})\.? (?P<day>{_N})(?:st|nd|rd|th)?,? {_YEAR}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=$|[ t]|\d{4}(?:\d\d)?$)",
        r"(?P<year>\d{4})-?w(?P<week>\d\d)-?(?P<weekday>[1-7])(?!\d)",
        r"(?P<first>\d\d)(?P<second>\d\d)(?P<year>\d\d)(?=$| \d)",
        r"(?P<days>[2-6]\d{4})(?= (?:kl\.? ?)?\d{1,2}[:.])",
    )
)
_SERIAL = re.compile(r"(?P<days>[2-6]\d{4})(?:[.,](?P<fraction>\d{1,12}))?")
_FIRST_SERIAL = date(1899, 12, 30)
# The days on which spreadsheets put a time that has no date.
_NO_DAYS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)})
_FULL_DATE = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}-\d\d-\d\d")
_UNKNOWN = frozenset(
    {"ukendt", "uoplyst", "ikke oplyst", "unknown", "not known", "n/a", "na", "-", "?", "??:??"}
)
_ABOUT = (
    r"(?:ca\.? ?|cirka |circa |omkring |omtrent |about |around |approx(?:\.|imately)? ?|[~≈] ?)"
)
_BEFORE_CLOCK = rf"(?:kl(?:okken)?\.? ?|at |ved |{_ABOUT})*"
_LEAD = re.compile(rf"(?P<t>t)?[ ,]*{_BEFORE_CLOCK}")
_IS_ABOUT = re.compile(rf"(?<![a-zæøå]){_ABOUT}(?:kl(?:okken)?\.? ?|at )?\d|\d ?-?tiden\b")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?)"
    r"|(?P<hour_2>\d{1,2}?)(?P<minute_2>\d\d)(?P<second_2>\d\d)?(?!\d)"
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?!\d)(?: ?-?tiden\b)?")
_HALF_DAY = re.compile(r" ?(?P<half>[ap])\.? ?m\.?(?![a-z])")
_ONE_DIGIT = re.compile(r".*\d (?:kl(?:okken)?\.? ?)?\d{1,2}[.,]\d")
_HOUR_OR_MINUTES = re.compile(r"(?:.*\D)?\d{1,2} \(\?\)")
_PART_OF_DAY = re.compile(r".*\d (?:kl\.? ?)?0[.,]\d+")
_BETWEEN = re.compile(rf" ?(?:-|–|—|til|to) ?{_BEFORE_CLOCK}")
# Hyphens that do not break, and the minus of typesetters; a dash may stand in a range alone.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_PIVOT, _CENTURY = 69, 100
_HOURS, _NOON = 24, 12


class _Undecided(Exception):
    """What may be the offset of a time of day, or the end of a range."""


class _Absent(Exception):
    """A date or a time of day that does not exist, such as 31 February or 25:00."""


@dataclass(frozen=True)
class Moments:
    """One moment or day, or the first and last of a range, as text that is read everywhere."""

    first: str
    last: str | None = None


@lru_cache(maxsize=65536)
def moments(text: str, order: DateOrder = "day-first") -> Moments | Problem:
    """Return what a text says of a time, or why it says nothing.

    ``order`` is that of dates of numbers alone. Years of two digits are 1969 to 2068.
    """
    plain = " ".join(text.casefold().translate(_HYPHENS).split()).strip(" ,;")
    try:
        return _read(plain, order) or _why_not(plain, order)
    except _Absent:
        return "no_such_date"
    except _Undecided:
        return "offset_or_range"


def begins_with_day(text: str, order: DateOrder) -> bool:
    """Tell whether a text begins with a day that exists, whatever stands behind it."""
    try:
        return _Text(" ".join(text.casefold().split()), order).date() is not None
    except _Absent:
        return False


def _why_not(plain: str, order: DateOrder) -> Problem:
    if _HOUR_OR_MINUTES.fullmatch(plain):
        return "hour_or_minutes"
    if not begins_with_day(plain, order):
        return "unknown_date"
    if ends_with_foreign_zone(plain):
        return "unknown_zone"
    if _PART_OF_DAY.fullmatch(plain):
        return "part_of_day"
    return "one_digit_minute" if _ONE_DIGIT.fullmatch(plain) else "unknown_date"


def is_approximate(text: str) -> bool:
    """Tell whether a text says that its time of day is so roughly: ``ca. kl. 22``."""
    return _IS_ABOUT.search(" ".join(text.casefold().split())) is not None


def _read(plain: str, order: DateOrder) -> Moments | None:
    if match := _SERIAL.fullmatch(plain):
        return Moments(_of_serial(match))
    start = _Text(plain, order).moment()
    if start is None:
        return None
    first, rest = start
    if not rest.plain:
        return Moments(first.written())
    return rest.until(first)


def _of_serial(match: re.Match[str]) -> str:
    """Return the moment of a spreadsheet's number of days since 30 December 1899."""
    day = _FIRST_SERIAL + timedelta(int(match["days"]))
    if not match["fraction"]:
        return day.isoformat()
    seconds = round(float(f"0.{match['fraction']}") * 86400)
    return (datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)).isoformat(" ")


@dataclass(frozen=True)
class _Moment:
    """A day, and the time of day if it is known: since midnight, with its offset if it says so."""

    day: date
    time: timedelta | None = None
    offset: str = ""

    def written(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        moment = datetime.combine(self.day, datetime.min.time()) + self.time
        # A minus behind a blank may be a range.
        return moment.isoformat("T" if self.offset.startswith("-") else " ") + self.offset

    def earlier_clock(self, other: "_Moment") -> bool:
        return self.time is not None and other.time is not None and self.time < other.time


@dataclass(frozen=True)
class _Text:
    """What is left to read of a text."""

    plain: str
    order: DateOrder

    def after(self, match: re.Match[str]) -> "_Text":
        return _Text(self.plain[match.end() :], self.order)

    def moment(self) -> tuple[_Moment, "_Text"] | None:
        """Read a date and, if it follows, a time of day."""
        dated = self.date()
        if dated is None:
            return None
        day, rest = dated
        rest = rest.without_date(day)
        lead = _LEAD.match(rest.plain)
        at = rest.after(lead) if lead else rest
        if at.plain in _UNKNOWN or not at.plain:
            return _Moment(day), _Text("", self.order)
        timed = at.clock(is_joined=bool(lead and lead["t"]))
        if timed is not None:
            return _Moment(day, *timed[0]), timed[1]
        return (_Moment(day), at) if _BETWEEN.match(at.plain) else None

    def without_date(self, day: date) -> "_Text":
        """Skip a date that is said once more, or a spreadsheet's day for times without one."""
        plain = self.plain.lstrip(" t")
        again = _Text(plain, self.order).date() if _FULL_DATE.match(plain) else None
        return again[1] if again is not None and again[0] in {day, *_NO_DAYS} else self

    def date(self) -> tuple[date, "_Text"] | None:
        for shape in _DATES:
            if match := shape.match(self.plain):
                return _date_of(match.groupdict(), self.order), self.after(match)
        return None

    def clock(self, *, is_joined: bool = False) -> tuple[tuple[timedelta, str], "_Text"] | None:
        """Read a time of day, or an hour alone, and the offset or zone that stands behind it."""
        match = _CLOCK.match(self.plain) or _HOUR.match(self.plain)
        if match is None:
            return None
        parts, rest = match.groupdict(), self.after(match)
        half = _HALF_DAY.match(rest.plain)
        time = _time_of(parts, half["half"] if half else None)
        rest = rest.after(half) if half else rest
        offset, left = named_zone(rest.plain) or rest.offset(parts, is_joined=is_joined)
        return (time, offset), _Text(left, self.order)

    def offset(self, parts: dict[str, str | None], *, is_joined: bool) -> tuple[str, str]:
        """Read the offset that stands after a T or after seconds, if there is one."""
        offset = signed_offset(self.plain) if is_joined or parts.get("second") else None
        if offset is None:
            return "", self.plain
        may_be_end = may_be_clock(self.plain) and not parts.get("part")
        if may_be_end and not (is_joined and parts.get("second")):
            raise _Undecided
        return offset

    def until(self, first: _Moment) -> Moments | None:
        """Read what a range ends with: a time of the same day, of the next, or of another day."""
        between = _BETWEEN.match(self.plain)
        if between is None:
            return None
        rest = self.after(between)
        last = rest.last(first)
        if last is None:
            return None
        if last.offset and not first.offset:
            # 08:05-09:15 UTC says the zone of both.
            first = replace(first, offset=last.offset)
        return Moments(first.written(), last.written())

    def last(self, first: _Moment) -> _Moment | None:
        """Read the end of a range; a time of day before the first one is of the next day."""
        timed = self.clock() if first.time is not None else None
        if timed is None or timed[1].plain:
            dated = self.moment()
            return None if dated is None or dated[1].plain else dated[0]
        last = _Moment(first.day, timed[0][0], timed[0][1] or first.offset)
        return replace(last, day=first.day + timedelta(1)) if last.earlier_clock(first) else last


def _date_of(parts: dict[str, str | None], order: DateOrder) -> date:
    try:
        if parts.get("days"):
            return _FIRST_SERIAL + timedelta(int(parts["days"] or 0))
        if parts.get("week"):
            return date.fromisocalendar(
                int(parts["year"] or 0), int(parts["week"] or 0), int(parts["weekday"] or 0)
            )
        year, month, day = _numbers(parts, order)
        return date(year, month, day)
    except ValueError as problem:
        raise _Absent from problem


def _numbers(parts: dict[str, str | None], order: DateOrder) -> tuple[int, int, int]:
    year = parts["year"] or ""
    if parts.get("first") is None:
        word = parts.get("word")
        month = MONTH_OF[word] if word else int(parts["month"] or 0)
        return _full(year), month, int(parts["day"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if order == "iso" and len(year) == len("24"):
        return _full(parts["first"] or ""), second, int(year)
    return (_full(year), first, second) if order == "month-first" else (_full(year), second, first)


def _full(year: str) -> int:
    number = int(year)
    if len(year) > len("24"):
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _time_of(parts: dict[str, str | None], half: str | None) -> timedelta:
    """Return the time since midnight; 24:00 is the next midnight."""
    hour = int(parts.get("hour") or parts.get("hour_2") or 0)
    minute = int(parts.get("minute") or parts.get("minute_2") or 0)
    second = int(parts.get("second") or parts.get("second_2") or 0)
    if half:
        if not 1 <= hour <= _NOON:
            raise _Absent
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or time > timedelta(hours=_HOURS):  # noqa: PLR2004
        raise _Absent
    part = (parts.get("part") or "")[:6]
    return time + timedelta(microseconds=int(part.ljust(6, "0")) if part else 0)
