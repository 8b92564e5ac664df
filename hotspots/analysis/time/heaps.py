"""Heaps: times of day and days of the year that stand for an unknown one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DAY_MINUTES = 1440
# Midnight and noon; other whole hours are what people round to.
DEFAULT_MINUTES = (0, 720)
# A heap is so many times what was to be expected, and so many at least.
HEAP_TIMES = 3.0
LEAST_HEAP = 10
_HOUR_MINUTES = 60
_OTHER_HOURS = 22


def expected_at_minute(n: int, n_whole_hours: int) -> float:
    """Return how many of n times are to be expected at midnight, or at noon.

    As many as at any minute, or as at the other 22 whole hours, to which people round.
    """
    return max(n / DAY_MINUTES, n_whole_hours / _OTHER_HOURS)


def is_heap(n: int, expected: float, times: float = HEAP_TIMES, least: int = LEAST_HEAP) -> bool:
    """Tell whether so many are far more than were to be expected."""
    return n >= least and n > times * expected


def default_minutes(moments: NDArray[np.datetime64]) -> Sequence[int]:
    """Return which of midnight and noon stand for an unknown time, as minutes of the day."""
    minutes = minutes_of(moments)
    whole = minutes[minutes % _HOUR_MINUTES == 0]
    n_others = int(np.count_nonzero(~np.isin(whole, DEFAULT_MINUTES)))
    expected = expected_at_minute(len(minutes), n_others)
    return [
        minute
        for minute in DEFAULT_MINUTES
        if is_heap(int(np.count_nonzero(minutes == minute)), expected)
    ]


def minutes_of(moments: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Return the minute of the day, 0 to 1439; NaT gives a number without meaning."""
    return moments.astype("datetime64[m]").astype(np.int64) % DAY_MINUTES
