"""The years of an area, weighted by how sure each is: a line through them, or two pooled ends."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.distributions import chi2_isf
from hotspots.analysis.methods.spread import ExtraSpread

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
ALPHA = 0.05
# What is below is 0 but for rounding in the arithmetic.
_LEAST_VARIANCE = 1e-18
LEAST_YEARS_OF_LINE = 5
LEAST_YEARS_OF_SWINGS = 4


@dataclass(frozen=True)
class Lines:
    """Lines of many areas, in the figures' unit a year; nan where no line can be drawn.

    ``variance`` is that of the slope if nothing but chance is at work, ``residual`` the sum of
    squared residuals over their variances, and ``df`` the years less two, at least 0.
    """

    slope: Floats
    variance: Floats
    residual: Floats
    df: Floats

    @property
    def n_years(self) -> Floats:
        """Return how many years each line goes through; of fewer than two it says two."""
        return self.df + 2


def weighted_lines(years: Floats, values: Floats, variances: Floats) -> Lines:
    """Fit weighted least squares along the last axis, one line for each of the others.

    ``years`` are alike for all. A year without a value is nan; a variance of 0 or nan says that
    nothing is known of its certainty, and the year is left out. Slope and residuals are those
    of R's ``lm`` with the weights 1 / variance.
    """
    usable = usable_years(values, variances)
    weights = np.where(usable, 1 / np.where(usable, variances, 1.0), 0.0)
    figures = np.where(usable, values, 0.0)
    total = weights.sum(-1, keepdims=True)
    safe = np.where(total > 0, total, 1.0)
    from_mean = years - (weights * years).sum(-1, keepdims=True) / safe
    off = np.where(usable, figures - (weights * figures).sum(-1, keepdims=True) / safe, 0.0)
    squares = (weights * from_mean**2).sum(-1)
    drawn = usable.sum(-1) > 1
    squares = np.where(drawn, squares, np.nan)
    slope = (weights * from_mean * off).sum(-1) / squares
    left = off - np.where(drawn, slope, 0.0)[..., None] * from_mean
    residual = np.where(drawn, (weights * left**2).sum(-1), 0.0)
    return Lines(slope, 1 / squares, residual, np.maximum(usable.sum(-1) - 2.0, 0.0))


def usable_years(values: Floats, variances: Floats) -> Marks:
    """Return which years have a value, and say how sure it is."""
    return np.isfinite(values) & np.isfinite(variances) & (variances > _LEAST_VARIANCE)


def swings(lines: Lines) -> ExtraSpread:
    """Return how far years swing about the lines, pooled over the areas, the last axis.

    Lines through fewer than four years do not count, nor do areas that plainly did not follow
    a line: a step of one area is no swing of all. Where nothing counts, the swings are not
    known: the factor is 1 and the degrees of freedom are infinite.
    """
    counted = has_swings(lines) & ~off_line(lines)
    df = np.where(counted, lines.df, 0.0).sum(-1, keepdims=True)
    residual = np.where(counted, lines.residual, 0.0).sum(-1, keepdims=True)
    is_measured = df > 0
    factor = np.where(is_measured, np.maximum(residual / np.where(is_measured, df, 1.0), 1.0), 1.0)
    return ExtraSpread(factor=factor, df=np.where(is_measured, df, np.inf))


def has_swings(lines: Lines) -> Marks:
    """Return which lines go through enough years to say how far these lie from it."""
    return np.asarray(lines.n_years >= LEAST_YEARS_OF_SWINGS)


def off_line(lines: Lines) -> Marks:
    """Return the lines whose residuals chance and the median area's swings cannot explain.

    What they cannot explain lies beyond a chi-squared quantile of 5 % over all areas together,
    the last axis.
    """
    counted = has_swings(lines)
    df = np.where(counted, lines.df, 1.0)
    ratios = np.where(counted, lines.residual / chi2_isf(0.5, df), np.nan)
    n_areas = counted.sum(-1, keepdims=True)
    safe = np.where(n_areas > 0, ratios, 1.0)
    middle = np.maximum(np.nanmedian(safe, axis=-1, keepdims=True), 1.0)
    limit = chi2_isf(ALPHA / np.maximum(n_areas, 1), df)
    return np.asarray(counted & (lines.residual > middle * limit))


def share_variances(shares: Floats, bases: Floats, rounding: Floats) -> Floats:
    """Return the variance of each year's share (0 to 1), by the mean share of its area.

    ``bases`` are effective numbers of answers. A share that was 0 in all years, or 1, has none.
    """
    mean = _mean(shares, bases)
    return np.asarray(mean * (1 - mean) / bases + rounding)


def rate_variances(
    rates: Floats, exposures: Floats, rounding: Floats, beyond: Floats | None = None
) -> Floats:
    """Return the variance of each year's rate of events, by the mean rate of its area.

    ``beyond`` (areas by 2) are phi and alpha of a count of mean mu and variance phi mu +
    alpha mu^2; chance alone otherwise.
    """
    mean = _mean(rates, exposures)
    chance = mean / exposures
    if beyond is None:
        return np.asarray(chance + rounding)
    return np.asarray(beyond[:, :1] * chance + beyond[:, 1:] * mean**2 + rounding)


def _mean(values: Floats, bases: Floats) -> Floats:
    """Return the mean over the years, weighted by their bases; nan where there is none."""
    usable = np.isfinite(values) & np.isfinite(bases)
    weights = np.where(usable, bases, 0.0)
    total = weights.sum(-1, keepdims=True)
    safe = np.where(total > 0, total, np.nan)
    return np.asarray((weights * np.where(usable, values, 0.0)).sum(-1, keepdims=True) / safe)


@dataclass(frozen=True)
class PooledEnds:
    """The later end less the earlier, in the figures' unit; nan where years are too few.

    ``variance`` is that of the change if nothing but chance is at work; ``first`` and ``last``
    mark which years were pooled. ``residual`` is the sum of squared distances of these years
    from the mean of their end, over their variances, and ``df`` the years less the two ends.
    """

    change: Floats
    variance: Floats
    first: Marks
    last: Marks
    residual: Floats
    df: Floats


def pooled_ends(values: Floats, variances: Floats, weights: Floats, window: int) -> PooledEnds:
    """Pool the first and the last ``window`` usable years along the last axis.

    Each end is the mean by ``weights``. A series of fewer than twice as many years has no ends,
    because no year may stand in both.
    """
    usable = usable_years(values, variances) & np.isfinite(weights) & (weights > 0)
    place = usable.cumsum(-1)
    n_years = place[..., -1:]
    in_ends = usable & (n_years >= 2 * window)
    first, last = in_ends & (place <= window), in_ends & (place > n_years - window)
    earlier, later = (
        _pooled(values, variances, np.where(end, weights, 0.0)) for end in (first, last)
    )
    df = np.maximum((first | last).sum(-1) - 2.0, 0.0)
    return PooledEnds(
        later.mean - earlier.mean,
        earlier.variance + later.variance,
        first,
        last,
        earlier.residual + later.residual,
        df,
    )


class _End(NamedTuple):
    """The mean of an end, its variance by chance, and what its years leave over."""

    mean: Floats
    variance: Floats
    residual: Floats


def _pooled(values: Floats, variances: Floats, weights: Floats) -> _End:
    """Return the weighted mean along the last axis; nan where nothing weighs."""
    total = weights.sum(-1, keepdims=True)
    parts = weights / np.where(total > 0, total, np.nan)
    figures = np.where(weights > 0, values, 0.0)
    chance = np.where(weights > 0, variances, 1.0)
    mean = (parts * figures).sum(-1)
    off = np.where(weights > 0, figures - mean[..., None], 0.0)
    return _End(mean, (parts**2 * chance).sum(-1), (off**2 / chance).sum(-1))
