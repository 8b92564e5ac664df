"""Where the dots and numbers of a strip of ratios lie, on paper and on pages alike."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from hotspots.model.efforts import PlaceboStrip

_PAD = 0.06  # of the axis, beyond the outermost dot on either side
_LEAST_REACH = math.log(1.25)
_TICKS = (
    (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0),
    (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0),
    (0.01, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 100.0),
)


def reach(strip: PlaceboStrip) -> float:
    """Return how far the axis goes to either side of a ratio of 1, as a logarithm."""
    furthest = max([abs(math.log(one)) for one in (strip.effort, *strip.ratios)] + [_LEAST_REACH])
    return furthest * (1 + 2 * _PAD)


def columns(strip: PlaceboStrip, step: float) -> list[int]:
    """Return the column of each dot; columns are ``step`` wide, as a logarithm, and 0 is at 1."""
    return [round(math.log(one) / step) for one in strip.ratios]


def stacked(
    dot_columns: Sequence[int], is_bad_year: Sequence[bool]
) -> list[tuple[int, int, bool]]:
    """Return column and height of each dot; those of bad years lie below the others."""
    heights: Counter[int] = Counter()
    placed = []
    for is_bad, column in sorted(
        zip(is_bad_year, dot_columns, strict=True), key=lambda dot: not dot[0]
    ):
        placed.append((column, heights[column], is_bad))
        heights[column] += 1
    return placed


def ticks(half: float, wide: float, apart: float) -> list[float]:
    """Return the finest row of round ratios whose numbers do not touch.

    The axis reaches ``half`` to either side and is ``wide``; numbers want to be ``apart``.
    """
    for row in _TICKS:
        inside = [one for one in row if abs(math.log(one)) <= half]
        gaps = [math.log(b / a) * wide / (2 * half) for a, b in pairwise(inside)]
        if inside and min(gaps, default=apart) >= apart:
            return inside
    return [1.0]


def decimals(ratio: float) -> int:
    """Return how many decimals a round ratio is written with."""
    if ratio == int(ratio) and ratio > 1:
        return 0
    return 1 if round(ratio, 1) == ratio else 2
