"""Incidents as points with a time, and which of them fall in given hours and days of the week.

Times are wall-clock. What is not known is not guessed: an incident whose hour or day of the
week is not known takes no part in a question that needs it, and is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.time.aoristic import DAYS, HOURS, hour_weights

Floats = NDArray[np.float64]
Times = NDArray[np.datetime64]


@dataclass(frozen=True)
class LeftOut:
    """How many incidents of the period take no part, each counted under its first reason.

    ``without_place`` have no place, ``by_area`` are known by the name of their area alone,
    ``outside`` lie in no area of the set,
    ``time_unknown`` have no known hour or day of the week where the question needs one, or a
    span too long to tell, ``other_time`` have another one than was asked for. ``date_unknown`` are
    known to a week, month or year alone that the question cannot use.
    """

    without_place: int = 0
    outside: int = 0
    time_unknown: int = 0
    other_time: int = 0
    date_unknown: int = 0
    by_area: int = 0


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
    def n_shared(self) -> int:
        """Return how many points count by a part only."""
        return int(np.count_nonzero(self.weight < 1))

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
    """Return the points that fall in hours and on days of the week, weighed by how much so.

    ``hours`` is half-open: (22, 4) is from 22:00 until just before 04:00. ``weekdays`` count
    from Monday as 0; hours after midnight belong to the day on which the window began. A span
    counts by the part of it that falls there (aoristic weights).
    """
    if hours is None and not weekdays:
        return points
    shares = hour_weights(points.occurred_from, points.occurred_to, points.precision)
    weight = shares.share_in(hours, weekdays)
    unknown = np.isnan(weight)
    inside = ~unknown & (weight > 0)
    left_out = replace(
        points.left_out,
        time_unknown=int(np.count_nonzero(unknown)),
        other_time=int(np.count_nonzero(weight == 0)),
    )
    kept = points.where(inside)
    return replace(kept, weight=weight[inside] * kept.weight, left_out=left_out)


def hours_of(times: Times) -> NDArray[np.int64]:
    """Return the hour of the day, 0 to 23; NaT gives a number without meaning."""
    return (times.astype("datetime64[h]").astype(np.int64)) % HOURS


def weekdays_of(times: Times) -> NDArray[np.int64]:
    """Return the day of the week, Monday 0 to Sunday 6; 1 January 1970 was a Thursday."""
    return (times.astype("datetime64[D]").astype(np.int64) + 3) % DAYS
