"""Limits that part values into fifths."""

from collections.abc import Sequence

FIFTHS = 5


def limits(values: Sequence[float]) -> list[float]:
    """Return rising limits, lowest and highest value included, with about as many values between.

    Values that are often the same give fewer than five classes; a single value gives one, whose
    two limits are alike. Without values there is no limit. Limits lie at values that are there.
    """
    import numpy as np

    if not values:
        return []
    shares = np.linspace(0, 1, FIFTHS + 1)
    cuts = np.unique(np.quantile(np.asarray(values, dtype=float), shares, method="lower"))
    edges = [float(one) for one in cuts]
    return edges if len(edges) > 1 else edges * 2


def class_of(value: float, edges: Sequence[float]) -> int:
    """Return which class a value is in, from 0: at least its lower limit, below its upper one.

    The highest value belongs to the last class.
    """
    inner = edges[1:-1]
    return sum(value >= edge for edge in inner)
