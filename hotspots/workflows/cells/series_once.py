"""Each series of near repeats counted once, where it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from hotspots.analysis.cells.series import SERIES_DAYS, SERIES_M, first_of_series
from hotspots.analysis.space.points import Points

Counting = Literal["every", "once"]
COUNTINGS: Sequence[Counting] = get_args(Counting)


@dataclass(frozen=True)
class Counted:
    """The incidents that count, and how many were not because they belong to a series."""

    points: Points
    n_in_series: int = 0


def counted_points(points: Points, series: Counting) -> Counted:
    """Return every incident, or of near repeats the first of each series; dates must be days."""
    if series == "every":
        return Counted(points)
    days = points.occurred_on.astype("datetime64[D]").astype(np.int64)
    is_first = first_of_series(np.column_stack([points.x_m, points.y_m]), days)
    return Counted(points.where(is_first), int(np.count_nonzero(~is_first)))


def series_settings(series: Counting, n_in_series: int) -> dict[str, Any]:
    """Return what a series is and how many incidents follow in one; of every that all count."""
    if series == "every":
        return {"series": series}
    return {
        "series": series,
        "series_within_m": SERIES_M,
        "series_within_days": SERIES_DAYS,
        "n_in_series_not_counted": n_in_series,
    }
