"""Series of incidents near each other in place and time, each to be counted once."""

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.cells.bands import Bands
from hotspots.analysis.cells.near_repeat import close_pairs

Floats = NDArray[np.float64]
# The first two bands of metres and of days of ``repeat``: nearer and sooner than these.
SERIES_M = 200.0
SERIES_DAYS = 15


def first_of_series(xy_m: Floats, days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which incidents begin a series, or are one by themselves.

    An incident belongs to the earliest series whose first incident is nearer than ``SERIES_M``
    and fewer than ``SERIES_DAYS`` before it. It makes that series no longer and no wider:
    otherwise incidents that are only many would chain into one. ``xy_m`` has shape (n, 2), in
    metres; of the same day the earlier in order comes first.
    """
    order = np.argsort(days, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    close = close_pairs(xy_m, Bands((SERIES_M,)), "euclidean")
    soon = np.abs(days[close.first] - days[close.second]) < SERIES_DAYS
    from_place, to_place = place[close.first[soon]], place[close.second[soon]]
    begins, follows = np.minimum(from_place, to_place), np.maximum(from_place, to_place)
    is_first = np.ones(len(order), dtype=bool)
    by_begin = np.lexsort((follows, begins))
    for begin, follow in zip(begins[by_begin].tolist(), follows[by_begin].tolist(), strict=True):
        if is_first[begin]:
            is_first[follow] = False
    return is_first[place]
