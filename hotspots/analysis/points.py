"""Incidents as points with a time, and which of them fall in given hours and days of the week.

Times are wall-clock. What is not known is not guessed: an incident whose hour or day of the
week is not known takes no part in a question that needs it, and is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Times = NDArray[np.datetime64]

_HOURS = 24
_DAYS = 7


@dataclass(frozen=True)
class LeftOut:
    """How many incidents of the period take no part, each counted under its first reason.

    ``without_place`` have no coordinates, ``outside`` lie in no area of the set,
    ``time_unknown`` have no known hour or day of the week where the question needs one,
    ``other_time`` have another one than was asked for.
    """

    without_place: int = 0
    outside: int = 0
    time_unknown: int = 0
    other_time: int = 0


@dataclass(frozen=True)
class Points:
    """Incidents of the city, shape (n_points,) each, in the order of their keys.

    ``x_m`` and ``y_m`` are metres in the working CRS. ``occurred_from`` and ``occurred_to`` are
    NaT where unknown; ``precision`` is ``moment``, ``day``, ``span``, ``open_end`` or
    ``open_start``. ``category`` counts into ``categories``, -1 where an incident has none.
    ``weight`` is the part of each incident that counts, 0 to 1; 1 where nothing is known of
    parts.
    """

    key: NDArray[np.int64]
    x_m: Floats
    y_m: Floats
    occurred_on: Times
    occurred_from: Times
    occurred_to: Times
    precision: NDArray[Any]
    category: NDArray[np.int32]
    categories: Sequence[str]
    weight: Floats
    left_out: LeftOut = LeftOut()

    def __len__(self) -> int:
        return len(self.x_m)

    @property
    def n_used(self) -> float:
        """Return the sum of the weights."""
        return float(self.weight.sum())

    def where(self, kept: Any) -> "Points":
        """Return some of the points, by a mask or by positions."""
        names = ("key", "x_m", "y_m", "occurred_on", "occurred_from", "occurred_to",
                 "precision", "category", "weight")  # fmt: skip
        return replace(self, **{name: getattr(self, name)[kept] for name in names})


def in_times(
    points: Points, hours: tuple[int, int] | None, weekdays: Sequence[int] = ()
) -> Points:
    """Return the points whose known time lies in the hours and on the days of the week.

    ``hours`` is half-open: (22, 4) is from 22:00 until just before 04:00. ``weekdays`` count
    from Monday as 0; hours after midnight belong to the day before when the window began on
    it. An hour is known of moments only, a day of the week also of days and of spans within
    one day.
    """
    if hours is None and not weekdays:
        return points
    known = _hour_known(points) if hours is not None else _day_known(points)
    fits = np.ones(len(points), dtype=bool)
    times = points.occurred_on if hours is None else points.occurred_from
    if hours is not None:
        hour = hours_of(times)
        fits &= _in_window(hour, hours)
        if hours[0] > hours[1]:
            times = times - np.where(hour < hours[1], np.timedelta64(1, "D"), np.timedelta64(0))
    if weekdays:
        fits &= np.isin(weekdays_of(times), list(weekdays))
    left_out = replace(
        points.left_out,
        time_unknown=int(np.count_nonzero(~known)),
        other_time=int(np.count_nonzero(known & ~fits)),
    )
    return replace(points.where(known & fits), left_out=left_out)


def hours_of(times: Times) -> NDArray[np.int64]:
    """Return the hour of the day, 0 to 23; NaT gives a number without meaning."""
    return (times.astype("datetime64[h]").astype(np.int64)) % _HOURS


def weekdays_of(times: Times) -> NDArray[np.int64]:
    """Return the day of the week, Monday 0 to Sunday 6; 1 January 1970 was a Thursday."""
    return (times.astype("datetime64[D]").astype(np.int64) + 3) % _DAYS


def _in_window(hour: NDArray[np.int64], hours: tuple[int, int]) -> Mask:
    first, end = hours
    if first < end:
        return (hour >= first) & (hour < end)
    return (hour >= first) | (hour < end)


def _hour_known(points: Points) -> Mask:
    return np.asarray(points.precision == "moment")


def _day_known(points: Points) -> Mask:
    days = [one.astype("datetime64[D]") for one in (points.occurred_from, points.occurred_to)]
    within_a_day = (points.precision == "span") & (days[0] == days[1])
    return np.asarray(np.isin(points.precision, ["moment", "day"]) | within_a_day)
