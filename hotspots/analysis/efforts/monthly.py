"""What monthly counts say beside their sums: how much they swing, and how they ran before."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.count_swings import LogVariance, Swings
from hotspots.analysis.methods.rates import TAIL
from hotspots.analysis.time.months import YEAR

Counts = NDArray[np.int64]
Alike = Literal["alike", "different", "cannot_be_said"]

FEWEST_DF = 6
FEWEST_MONTHS = 12
FEWEST_INCIDENTS = 20
# a yearly difference within this factor, up or down, is small enough to be called alike
MARGIN = 1.25
FEWEST_YEARS_BEFORE = 3
# a year so many standard deviations of chance above the mean of the others is a bad one
_CLEARLY = 2.0
# beyond this a factor leaves the numbers a computer has
_FURTHEST = 700.0


@dataclass(frozen=True)
class MonthlySpread:
    """How many times larger than Poisson the variance of months is, and on how much that rests."""

    phi: float
    df: int

    @property
    def is_over(self) -> bool:
        """Tell whether the months swing more than chance alone would have them."""
        return self.phi > 1

    @property
    def as_swings(self) -> Swings | None:
        """Return it as what tests allow for; None where that is chance alone."""
        if not self.is_over:
            return None
        covariance = np.diag([2 * self.phi**2 / self.df, 0.0, 0.0])
        return Swings(self.phi, 0.0, 0.0, covariance, np.zeros(3), (), self.df)


def spread_between(periods: Sequence[Counts]) -> MonthlySpread | None:
    """Estimate how much more than Poisson the areas' shares of each month swing.

    Each of ``periods`` has shape (n_areas, n_months). Within a period every month's incidents
    should fall on the areas in constant shares; seasons and all that strikes the areas alike
    make no difference. Pearson's chi square over its degrees of freedom, pooled over the
    periods. None with less than six degrees of freedom.
    """
    return _pooled([_independence(one) for one in periods])


def spread_within(areas: Sequence[Counts]) -> MonthlySpread | None:
    """Estimate how much more than Poisson the months of single areas swing.

    Each of ``areas`` has shape (n_years, n_months of the calendar): every year has a level of
    its own, and all years of an area have the same seasons.
    """
    return _pooled([_independence(one) for one in areas])


def _pooled(spreads: Sequence[tuple[float, int]]) -> MonthlySpread | None:
    df = sum(one for _, one in spreads)
    if df < FEWEST_DF:
        return None
    return MonthlySpread(sum(chi2 for chi2, _ in spreads) / df, df)


def _independence(table: Counts) -> tuple[float, int]:
    """Return Pearson's chi square of a table and its degrees of freedom; empty lines count not."""
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    n_rows, n_columns = table.shape
    df = (n_rows - 1) * (n_columns - 1)
    if not table.size or not df:
        return 0.0, 0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float((((table - expected) ** 2) / expected).sum()), df


@dataclass(frozen=True)
class PreTrend:
    """How the treated and the comparison area ran before the start.

    ``ratio`` is the treated area's yearly factor of change over the comparison area's, with
    its 95 % interval; None where it cannot be computed.
    """

    verdict: Alike
    n_months: int
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None


def pre_trend(
    treated: Counts, comparison: Counts, swings: Swings | None = None, shares: float = 2.0
) -> PreTrend:
    """Compare the log-linear slopes of two areas' monthly counts, both of shape (n_months,).

    A Poisson model with a level for every month, which is the same as a logistic one of the
    treated area's share of each month's incidents: seasons and all that strikes both areas
    alike make no difference. ``swings`` are those of single years, and ``shares`` how often a
    place's swing enters a year's ratio; a bad year is bad in all its months, twelve by twelve
    back from the start. Without them the months alone tell how much more than chance counts
    swing. The areas ran alike where the interval leaves no yearly difference beyond a factor of
    1.25, not alike where all of it lies beyond; elsewhere nothing can be said.
    """
    n_months = len(treated)
    n_counted = int(np.count_nonzero(treated + comparison))
    enough = min(treated.sum(), comparison.sum()) >= FEWEST_INCIDENTS
    if n_counted < FEWEST_MONTHS or not enough:
        return PreTrend("cannot_be_said", n_months)
    fitted = _share_slope(treated, comparison)
    spread = fitted.spread(swings, shares)
    error = math.sqrt(float(spread.variance))
    reach = float(spread.quantile(TAIL)) * error
    p = float(2 * spread.tail(np.asarray(abs(fitted.slope) / error)))
    ends = (fitted.slope, fitted.slope - reach, fitted.slope + reach)
    ratio, low, high = (_factor(end) for end in ends)
    return PreTrend(_alike(low, high), n_months, ratio, low, high, p)


def _factor(log_ratio: float) -> float:
    return math.exp(max(-_FURTHEST, min(log_ratio, _FURTHEST)))


def _alike(low: float, high: float) -> Alike:
    if low >= 1 / MARGIN and high <= MARGIN:
        return "alike"
    return "different" if low > MARGIN or high < 1 / MARGIN else "cannot_be_said"


@dataclass(frozen=True)
class _ShareSlope:
    """The yearly slope of the log odds, its variance by chance, and what each year does to it.

    ``by_year`` are the changes of the slope for each unit of a year's log odds; ``phi`` is the
    spread of the months, known with ``df`` degrees of freedom.
    """

    slope: float
    chance: float
    by_year: NDArray[np.float64]
    phi: float
    df: int

    def spread(self, swings: Swings | None, shares: float) -> LogVariance:
        """Return the slope's variance, and how well it is known."""
        of_months = MonthlySpread(self.phi, self.df).as_swings
        if swings is not None:
            years = shares * float(self.by_year @ self.by_year)
            return swings.log_variance(self.chance, years, 0.0)
        if of_months is not None:
            return of_months.log_variance(self.chance, 0.0, 0.0)
        return LogVariance.certain(self.chance)


def _share_slope(treated: Counts, comparison: Counts) -> _ShareSlope:
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    kept = np.flatnonzero(treated + comparison)
    both = np.column_stack([treated, comparison])[kept]
    years = kept / YEAR - (kept / YEAR).mean()
    with warnings.catch_warnings():
        # shares that are alike every month fit exactly, and are no mistake
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fitted = GLM(both, np.column_stack([np.ones(len(kept)), years]), family=Binomial()).fit()
    share, df = fitted.fittedvalues, int(fitted.df_resid)
    weights = both.sum(axis=1) * share * (1 - share)
    chance = float(fitted.bse[1]) ** 2
    by_month = weights * (years - np.average(years, weights=weights)) * chance
    by_year = np.bincount((len(treated) - 1 - kept) // YEAR, by_month).astype(np.float64)
    phi = max(float(fitted.pearson_chi2) / df, 1.0)
    return _ShareSlope(float(fitted.params[1]), chance, by_year, phi, df)


@dataclass(frozen=True)
class YearsBefore:
    """The treated area's incidents in each twelve months before the start, the last one last."""

    counts: tuple[int, ...]

    @property
    def can_be_judged(self) -> bool:
        """Tell whether there are years enough to call one of them high."""
        return len(self.counts) >= FEWEST_YEARS_BEFORE

    @property
    def last_is_highest(self) -> bool:
        """Tell whether the last year before the start is above all others."""
        return self.can_be_judged and self.counts[-1] > max(self.counts[:-1])

    @property
    def last_is_bad(self) -> bool:
        """Tell whether the last year is the highest, or clearly above the mean of the others."""
        if not self.can_be_judged:
            return False
        earlier = self.counts[:-1]
        beyond = _CLEARLY * math.sqrt(self.usual * (1 + 1 / len(earlier)))
        return self.last_is_highest or self.counts[-1] - self.usual > beyond

    @property
    def usual(self) -> float:
        """Return the mean of the years before the last one; 0 without any."""
        return sum(self.counts[:-1]) / max(len(self.counts) - 1, 1)


def years_before(treated: Counts) -> YearsBefore:
    """Return the sums of whole years, counted back from the start; shape (n_months,)."""
    n_years = len(treated) // YEAR
    ends = [len(treated) - YEAR * back for back in range(n_years)]
    return YearsBefore(tuple(int(treated[end - YEAR : end].sum()) for end in reversed(ends)))
