"""The trend over a whole series of yearly figures, beside its two end points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from hotspots.analysis.methods.distributions import normal_p

ENOUGH_YEARS = 5


@dataclass(frozen=True)
class MannKendall:
    """Kendall's score S, its variance with ties, z with continuity correction, two-sided p."""

    s: int
    variance: float
    z: float
    p: float


@dataclass(frozen=True)
class Trend:
    """Sen's slope in units a year, Mann-Kendall's p-value, and the number of years."""

    slope: float
    p: float
    n_years: int


def mann_kendall(values: Sequence[float]) -> MannKendall:
    """Test a series in the order of time for a steady rise or fall (Mann 1945, Kendall 1975).

    The variance allows for ties. A series without any difference has p 1.
    """
    n = len(values)
    s = sum(int(np.sign(later - earlier)) for earlier, later in combinations(values, 2))
    _, ties = np.unique(values, return_counts=True)
    spread = _pairs_variance(n) - sum(_pairs_variance(int(size)) for size in ties)
    if s == 0 or spread <= 0:
        return MannKendall(s, spread, 0.0, 1.0)
    z = (s - math.copysign(1, s)) / math.sqrt(spread)
    return MannKendall(s, spread, z, float(normal_p(z)))


def _pairs_variance(n: int) -> float:
    return n * (n - 1) * (2 * n + 5) / 18


def sen_slope(years: Sequence[int], values: Sequence[float]) -> float:
    """Return the median slope of all pairs of years (Sen 1968), in units a year."""
    slopes = [
        (values[later] - values[earlier]) / (years[later] - years[earlier])
        for earlier, later in combinations(range(len(years)), 2)
    ]
    return float(np.median(slopes))


def trend(figures: Sequence[tuple[int, float]]) -> Trend | None:
    """Return the trend of (year, value) pairs, or None where there are fewer than five years."""
    ordered = sorted(figures)
    if len(ordered) < ENOUGH_YEARS:
        return None
    years, values = [year for year, _ in ordered], [value for _, value in ordered]
    return Trend(sen_slope(years, values), mann_kendall(values).p, len(years))
