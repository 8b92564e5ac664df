"""Days as people state them: a day, a month or a year; anything else is no day."""

import calendar
import re
from datetime import date

_MONTHS = (
    ("januar", "january", "jan"), ("februar", "february", "feb"), ("marts", "march", "mar"),
    ("april", "apr"), ("maj", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("august", "aug"), ("september", "sep"), ("oktober", "october", "okt", "oct"),
    ("november", "nov"), ("december", "dec"),
)  # fmt: skip
_MONTH_OF = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names}
_WORD = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_ANY = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)([T ]00:00(:00(\.0+)?)?)?"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"),
    re.compile(r"(?P<year>\d{4})"),
    re.compile(rf"((?P<day>\d\d?)\.? )?(?P<word>{_WORD})\.? (?P<year>\d{{4}})", re.IGNORECASE),
)
_DAY_FIRST = (
    re.compile(r"(?P<day>\d\d?)[-./](?P<month>\d\d?)[-./](?P<year>\d{4})"),
    re.compile(r"(?P<month>\d\d?)[-./](?P<year>\d{4})"),
)


def first_day(text: str, *, day_first: bool) -> date | None:
    """Return the first day that a text means: 2011-03 is 1 March 2011; None where it is unclear.

    Days before months, such as 01-02-2009, are read where days stand first only.
    """
    return _day(text, day_first=day_first, last=False)


def last_day(text: str, *, day_first: bool) -> date | None:
    """Return the last day that a text means: 2014 is 31 December 2014; None where unclear."""
    return _day(text, day_first=day_first, last=True)


def _day(text: str, *, day_first: bool, last: bool) -> date | None:
    plain = " ".join(text.split())
    for shape in (*_ANY, *(_DAY_FIRST if day_first else ())):
        if match := shape.fullmatch(plain):
            return _of_parts(match.groupdict(), last=last)
    return None


def _of_parts(parts: dict[str, str | None], *, last: bool) -> date | None:
    year, word = int(parts["year"] or 0), parts.get("word")
    number = _MONTH_OF[word.casefold()] if word else int(parts.get("month") or 0)
    try:
        month = number or (12 if last else 1)
        stated = int(parts.get("day") or 0)
        end = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, stated or end)
    except (ValueError, calendar.IllegalMonthError):
        return None
