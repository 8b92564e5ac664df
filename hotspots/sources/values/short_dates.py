"""Dates of three numbers of two digits each: which is the day, and which the year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hotspots.model.loads import DateOrder

_MONTHS, _DAYS = 12, 31
# Of 2005 to 2040: older incidents than the index, and dates to come, are not expected.
_LIKELY_YEARS = range(5, 41)
# The year is the number that takes at most half as many values as the day.
_LEAST_DAYS = 3


@dataclass(frozen=True)
class ShortDate:
    """A date such as ``01-02-24`` or ``240201``: its numbers as they stand."""

    first: int
    second: int
    last: int
    with_strokes: bool
    text: str

    @classmethod
    def of(cls, match: re.Match[str], text: str) -> "ShortDate":
        """Return the date of a match with first, mark, second and last as its groups."""
        return cls(int(match[1]), int(match[3]), int(match[4]), match[2] == "/", text)


def short_order(dates: Sequence[ShortDate], *, by_stroke: bool) -> DateOrder | None:
    """Return the order that all dates allow; None where it cannot be told.

    Of an order with the day first and one with the year first, that one holds whose years are
    likely where the other's are not, else the one in which the year takes far fewer values than
    the day. ``by_stroke`` says that strokes speak for no order. Without dates the day is first.
    """
    if not dates:
        return "day-first"
    fitting = _fitting(dates)
    if {"day-first", "iso"} <= fitting:
        likely = {order: all(year in _LIKELY_YEARS for year in years) for order, years in (
            ("day-first", {date.last for date in dates}), ("iso", {date.first for date in dates}),
        )}  # fmt: skip
        if likely["day-first"] == likely["iso"]:
            return _by_spread(dates, fitting, by_stroke=by_stroke)
        fitting -= {"day-first"} if likely["iso"] else {"iso"}
    if "day-first" in fitting and "month-first" in fitting:
        return None if by_stroke and any(date.with_strokes for date in dates) else "day-first"
    return next(iter(fitting)) if len(fitting) == 1 else None


def _fitting(dates: Sequence[ShortDate]) -> set[DateOrder]:
    months_second = all(1 <= date.second <= _MONTHS for date in dates)
    holds: dict[DateOrder, bool] = {
        "day-first": months_second and all(1 <= date.first <= _DAYS for date in dates),
        "iso": months_second and all(1 <= date.last <= _DAYS for date in dates),
        "month-first": all(
            1 <= date.first <= _MONTHS and 1 <= date.second <= _DAYS for date in dates
        ),
    }
    return {order for order, is_so in holds.items() if is_so}


def _by_spread(
    dates: Sequence[ShortDate], fitting: set[DateOrder], *, by_stroke: bool
) -> DateOrder | None:
    firsts, lasts = len({date.first for date in dates}), len({date.last for date in dates})
    if lasts >= _LEAST_DAYS and 2 * firsts <= lasts:
        return "iso"
    if firsts < _LEAST_DAYS or 2 * lasts > firsts:
        return None
    is_open = by_stroke and "month-first" in fitting and any(date.with_strokes for date in dates)
    return None if is_open else "day-first"
