"""CPR numbers: which digits may be one, and where they stand in a text.

A number is a day of birth, two digits each of day, month and year, and four digits of which the
first tells the century. Numbers given for want of one have 60 added to the day. The check digit
(modulus 11) has not been required since 2007, and is evidence of a whole column only.
"""

import re
from collections.abc import Iterator
from datetime import date

# what may stand between the date and the four digits: blanks, hyphens, dashes, minus, soft hyphen
BETWEEN = r"[ \u00a0\u00ad\u200b\u2009\u202f\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]"
# A text with fewer holds none.
LEAST_DIGITS = 10
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_ADDED_TO_DAY, _OLD_UNTIL = 60, 1937
# No part of a longer number or of a chain such as 0100-73241-00012-24; a point is no part of it.
_APART = re.compile(rf"(?<![0-9])(?<![0-9]-)([0-9]{{6}}){BETWEEN}{{1,3}}([0-9]{{4}})(?!-?[0-9])")
_TOGETHER = re.compile(r"(?<![0-9])(?<![0-9][-.,])([0-9]{6})([0-9]{4})(?![-.,]?[0-9])")
# The date with marks of its own; what would be of the very old is a day and a clock, 1230.
_BROKEN = re.compile(
    r"(?<![0-9])(?<![0-9][ ./-])([0-9]{2})"
    rf"(?:([./-])([0-9]{{2}})\2([0-9]{{2}})(?:{BETWEEN}{{1,3}}|\.)"
    rf"|( )([0-9]{{2}}) ([0-9]{{2}}){BETWEEN}{{1,3}})([0-9]{{4}})(?![-.,]?[0-9])"
)
# A point before four digits is in numbers too: in those of coordinates in metres days exceed 31.
_POINT = re.compile(r"(?<![0-9])(?<![0-9][-.,])([0-3][0-9]{5})\.([0-9]{4})(?![-.,]?[0-9])")
_COORDINATE = re.compile(r"\s*-?[1-9][0-9]*\.[0-9]+\s*|.*[0-9]{7}.*", re.DOTALL)
_NAMED = re.compile(
    rf"(?:cpr|personn(?:r|um))[^0-9]{{0,12}}([0-9]{{6}}){BETWEEN}{{0,3}}([0-9]{{4}})(?![0-9])",
    re.IGNORECASE,
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_DIGITS = re.compile("[0-9]{4}")
_HEADING = re.compile(
    r"(?:^|[^a-zæøå])cpr(?!.{0,2}(?:vej|komm|gade|adr))|person ?(?:nummer|nr|number|id nummer)"
)
_HIDDEN = "······-····"


def born(digits: str) -> date | None:
    """Return the day of birth that ten digits say, or None where they cannot be a CPR number."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= _ADDED_TO_DAY if day > _ADDED_TO_DAY else 0
    try:
        return date(_century(int(digits[6]), year) + year, month, day)
    except ValueError:
        return None


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:  # noqa: PLR2004 - the table of the civil registration system
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900  # noqa: PLR2004
    return 2000 if year <= 57 else 1800  # noqa: PLR2004


def has_check_digit(digits: str) -> bool:
    """Tell whether ten digits satisfy modulus 11, as one in eleven does by chance."""
    weighted = zip(_WEIGHTS, digits, strict=True)
    return sum(weight * int(digit) for weight, digit in weighted) % 11 == 0


def six_and_four(text: str, *, together: bool = False) -> Iterator[str]:
    """Yield the ten digits of every six and four in a text that something stands between.

    With ``together`` also those that nothing stands between.
    """
    plain = _UUID.sub(" ", text)
    for pattern in (_APART, _TOGETHER) if together else (_APART,):
        for match in pattern.finditer(plain):
            yield match[1] + match[2]
    yield from _otherwise_written(plain)


def _otherwise_written(text: str) -> Iterator[str]:
    """Yield the ten digits of dates with marks of their own, and of those before a point."""
    for match in _BROKEN.finditer(text):
        digits = "".join(part for part in match.groups() if part and part.isdecimal())
        if born(digits) and not is_of_the_very_old(digits):
            yield digits
    for match in _POINT.finditer("" if _COORDINATE.fullmatch(text) else text):
        if born(match[1] + match[2]):
            yield match[1] + match[2]


def is_of_the_very_old(digits: str) -> bool:
    """Tell whether a number would be of somebody born from 1900 to 1936."""
    day = born(digits)
    return day is not None and day.year < _OLD_UNTIL and digits[6] in "0123"


def named(text: str) -> bool:
    """Tell whether a text says of a possible number that it is a CPR number."""
    return any(born(match[1] + match[2]) for match in _NAMED.finditer(text))


def is_heading(text: str) -> bool:
    """Tell whether a heading is of CPR numbers; the road codes of the register are none."""
    return _HEADING.search(re.sub(r"[\s_.-]+", " ", text.casefold())) is not None


def hidden(text: str, *, whole: bool = False) -> str:
    """Return a text with every number in it that may be a CPR number made unreadable.

    Ten digits that are the whole text are as often an id, and stay; with ``whole`` they go too.
    """
    if _DIGITS.search(text) is None:
        return text
    for pattern in (_APART, _NAMED, _BROKEN, _POINT):
        text = pattern.sub(_hide, text)
    return _TOGETHER.sub(
        lambda match: match[0] if match[0] == text.strip() and not whole else _hide(match), text
    )


def _hide(match: re.Match[str]) -> str:
    start = match.start(1) - match.start()
    digits = "".join(part for part in match.groups() if part and part.isdecimal())
    return match[0][:start] + _HIDDEN if born(digits) else match[0]
