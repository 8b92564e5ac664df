"""Runs of whole numbers, many at a time: how lists of unequal length are walked in numpy."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.intp]


def ranges(starts: Any, counts: Any) -> Positions:
    """Return ``starts[i], starts[i]+1, …`` with ``counts[i]`` numbers for each i, joined."""
    ends = np.cumsum(counts, dtype=np.intp)
    joined: Positions = np.arange(np.sum(counts)) + np.repeat(starts - (ends - counts), counts)
    return joined
