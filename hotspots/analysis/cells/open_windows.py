"""Where a known pattern of days and metres is open on a day.

It says nothing of what will happen: a window is a band around an incident that has happened,
in which there have been more pairs than the dates alone explain.
"""

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from hotspots.analysis.space.points import Points
from hotspots.model.repeat import KnoxRow, OpenWindow


def open_windows(points: Points, bands: Sequence[KnoxRow], as_of: date) -> list[OpenWindow]:
    """Return the windows open on a day, the strongest pattern first, then the soonest over.

    An incident opens a window in each band of ``bands``, which must have upper edges. With
    [0, 8) days the window lasts from its own day to the seventh day after it.
    """
    made = [one for band in bands for one in _of_band(points, band, as_of)]
    return sorted(made, key=_order)


def _of_band(points: Points, band: KnoxRow, as_of: date) -> list[OpenWindow]:
    if band.to_days is None or band.to_m is None:
        return []
    first, last = math.ceil(band.from_days), math.ceil(band.to_days) - 1
    age = (np.datetime64(as_of, "D") - points.occurred_on.astype("datetime64[D]")).astype(np.int64)
    return [
        _window(points, int(position), band, first, last)
        for position in np.flatnonzero((age >= first) & (age <= last))
    ]


def _window(points: Points, position: int, band: KnoxRow, first: int, last: int) -> OpenWindow:
    day = points.occurred_on[position].astype("datetime64[D]")
    category = int(points.category[position])
    return OpenWindow(
        x_m=float(points.x_m[position]),
        y_m=float(points.y_m[position]),
        occurred_on=day.item(),
        category=points.categories[category] if category >= 0 else None,
        opened_on=(day + first).item(),
        until=(day + last).item(),
        band=band,
    )


def _order(window: OpenWindow) -> tuple[float, float, date, float, float, float, str]:
    ratio = window.band.ratio or 0.0
    return (-ratio, window.band.from_m, window.until, window.band.from_days, window.x_m,
            window.y_m, window.category or "")  # fmt: skip
