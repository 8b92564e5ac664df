"""Periods as people write them, in Danish and English."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from hotspots.language import message
from hotspots.model.periods import Period, of_days
from hotspots.sources.files.values import UnreadableCell
from hotspots.sources.values.month_names import MONTH_NAMES, MONTH_OF

_YEARS = range(1990, 2101)
_ORDINALS = {"første": "1", "first": "1", "anden": "2", "andet": "2", "second": "2", "tredje": "3",
             "third": "3", "fjerde": "4", "fourth": "4"}  # fmt: skip
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ROMAN = re.compile(r"\b(i|ii|iii|iv)\. *(?=halvår|halvaar|kvartal)")
_Y = r"(?P<year>\d{4})"
_HALF = r"(?:halvår|halvaar|hå|half[ -]?year|half|h)"
_QUARTER = r"(?:kvartal|kvt|kv|quarter|qtr|k|q)"
_WEEK = r"(?:uge|week|wk|w|u)"
_SEP = r"[ ,.\-/]*"
# Each is a pattern and the letter of its part; the numbers of the part stand in ``n``.
_NUMBERED = tuple(
    (re.compile(pattern), letter)
    for letter, word, n in (("H", _HALF, "0?[12]"), ("Q", _QUARTER, "0?[1-4]"),
                            ("W", _WEEK, r"\d{1,2}"))
    for pattern in (
        rf"(?P<n>{n})(?:st|nd|rd|th)?[. ]*{word}[. ]*(?:i|af|of|in)?{_SEP}{_Y}",
        rf"{word}[. ]*(?P<n>{n})(?:i|af|of|in)?{_SEP}{_Y}",
        rf"{_Y}{_SEP}{word}[. ]*(?P<n>{n})",
        rf"{_Y}{_SEP}(?P<n>{n})(?:st|nd|rd|th)?[. ]*{word}\.?",
    )
)  # fmt: skip
_MONTHLY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>{MONTH_NAMES})\.?{_SEP}{_Y}",
        rf"{_Y}{_SEP}(?P<name>{MONTH_NAMES})\.?",
        rf"{_Y}-(?P<n>\d{{2}})",
        rf"{_Y}[ -]?m(?P<n>\d{{1,2}})",
        rf"(?P<n>\d{{1,2}})[-/]{_Y}",
        # as spreadsheets write months; a blank alone may stand before a day
        rf"(?P<name>{MONTH_NAMES})\.?(?:-| ?['’])(?P<short>\d\d)",
    )
)
_DAY = r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})|(\d{4})-(\d{2})-(\d{2})"
_SPAN = re.compile(rf"(?:{_DAY})\s*(?:-|–|—|/|til|to)\s*(?:{_DAY})")
_NAMED_SPAN = re.compile(
    rf"(?P<first>{MONTH_NAMES})\.?\s*(?:-|–|—|til|to)\s*(?P<last>{MONTH_NAMES})\.?{_SEP}{_Y}"
)
_SPAN_BEHIND_YEAR = re.compile(
    rf"{_Y} ?(?P<first>{MONTH_NAMES})\.?\s*(?:-|–|—|til|to)\s*(?P<last>{MONTH_NAMES})\.?"
)
_SCHOOL_YEAR = re.compile(r"(\d{4})/(\d{2})")
_MONTHS = 12


@lru_cache(maxsize=4096)
def period(text: str) -> Period:
    """Read a year, half-year, quarter, month, week or span of days, written as people do.

    Raises ``UnreadableCell`` with what can be written instead.
    """
    plain = _plain(text)
    for read in (_year, _as_printed, _numbered, _month, _span):
        result = read(plain)
        if result is not None:
            return _checked(result)
    school_year = _SCHOOL_YEAR.fullmatch(plain)
    if school_year and int(school_year[2]) > _MONTHS:
        year = int(school_year[1])
        raise UnreadableCell(
            message(
                "is no period of one year: for the school year write its days, such as "
                "01-08-{first} - 31-07-{last}",
                first=year,
                last=year + 1,
            )
        )
    if school_year:
        raise UnreadableCell(
            message(
                "can be a month and a school year: write 2010-11 for November 2010, or the days "
                "of the school year, such as 01-08-2010 - 31-07-2011"
            )
        )
    raise UnreadableCell(
        message("is not a year or another period, such as 2012, 2012-H1, 2012K3 or 2012-06")
    )


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().strip()
    plain = re.sub(r"[()\s]+", " ", plain).strip().removeprefix("år ").removeprefix("year ")
    plain = _ROMAN.sub(lambda match: f"{_ROMANS[match[1]]}. ", plain)
    for word, n in _ORDINALS.items():
        plain = re.sub(rf"\b{word}\b", n, plain)
    return plain


def _checked(period_: Period) -> Period:
    if period_.year not in _YEARS:
        raise UnreadableCell(message("is not a year"))
    try:
        first, last = period_.days
    except ValueError as problem:
        raise UnreadableCell(message("is no week of that year")) from problem
    if last < first:
        raise UnreadableCell(message("ends before it begins"))
    return period_


def _year(text: str) -> Period | None:
    """Read a year; programs that keep numbers with decimals write 2012.0."""
    match = re.fullmatch(r"(\d{4})(?:[.,]0)?", text, re.ASCII)
    return Period(int(match[1])) if match else None


def _as_printed(text: str) -> Period | None:
    """Read a period as this program writes it, such as 2012-D0301-0531."""
    match = re.fullmatch(rf"{_Y}-(?P<part>d\d{{4}}-\d{{4}})", text)
    return _part(int(match["year"]), match["part"].upper()) if match else None


def _numbered(text: str) -> Period | None:
    for pattern, letter in _NUMBERED:
        match = pattern.fullmatch(text)
        if match:
            n = int(match["n"])
            return _part(int(match["year"]), f"W{n:02d}" if letter == "W" else f"{letter}{n}")
    return None


def _month(text: str) -> Period | None:
    for pattern in _MONTHLY:
        match = pattern.fullmatch(text)
        if match:
            named = match.groupdict().get("name")
            n = MONTH_OF[named] if named else int(match["n"])
            short = match.groupdict().get("short")
            return _part(2000 + int(short) if short else int(match["year"]), f"M{n:02d}")
    return None


def _part(year: int, part: str) -> Period:
    try:
        return Period(year, part)
    except ValueError as problem:
        raise UnreadableCell(message("is no part of a year")) from problem


def _span(text: str) -> Period | None:
    months = _NAMED_SPAN.fullmatch(text) or _SPAN_BEHIND_YEAR.fullmatch(text)
    if months:
        year = int(months["year"])
        first = Period(year, f"M{MONTH_OF[months['first']]:02d}").days[0]
        return of_days(first, Period(year, f"M{MONTH_OF[months['last']]:02d}").days[1])
    days = _SPAN.fullmatch(text)
    if days is None:
        return None
    parts = days.groups()
    return of_days(_day(parts[:6]), _day(parts[6:]))


def _day(parts: tuple[str | None, ...]) -> date:
    day, month, year = (int(part or 0) for part in (parts[:3] if parts[0] else parts[:2:-1]))
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise UnreadableCell(message("has a day that does not exist")) from problem
