"""Counts that swing more than chance alone: how much more, and a rate ratio that allows for it."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.rates import TAIL, RateRatio, odds

FEWEST_YEARS = 4
_FEWEST_WITH_INCIDENTS = 2
# beyond this the ratio's limits leave the numbers a computer has
_FURTHEST = 700.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """One area's counts in the earlier years; ``exposure`` is None where no population is."""

    counts: Floats
    exposure: Floats | None


@dataclass(frozen=True)
class Dispersion:
    """How many times larger than Poisson the variance is, and what that was estimated from."""

    phi: float
    df: int
    years: tuple[int, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether the counts swing more than chance alone would have them."""
        return self.phi > 1


def dispersion(years: Sequence[int], series: Sequence[Series]) -> Dispersion | None:
    """Estimate phi around each series' own log-linear trend, pooled over the series.

    Pearson's chi square over its degrees of freedom (McCullagh and Nelder 1989, 6.2.4). A
    series with incidents in one year or none has no trend and is left out. None where there
    are fewer than four years, or no series to learn from.
    """
    if len(years) < FEWEST_YEARS:
        return None
    useful = [one for one in series if np.count_nonzero(one.counts) >= _FEWEST_WITH_INCIDENTS]
    df = len(useful) * (len(years) - 2)
    if df == 0:
        return None
    chi2 = sum(_pearson(np.array(years, dtype=np.float64), one) for one in useful)
    return Dispersion(chi2 / df, df, tuple(years))


def _pearson(years: Floats, series: Series) -> float:
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    design = np.column_stack([np.ones(len(years)), years - years.mean()])
    model = GLM(series.counts, design, family=Poisson(), exposure=series.exposure)
    with warnings.catch_warnings():
        # the same count every year fits its trend exactly, and is no mistake
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        return float(model.fit().pearson_chi2)


def quasi_rate_ratio(
    earlier: int, later: int, exposure_earlier: float, exposure_later: float, spread: Dispersion
) -> RateRatio:
    """Compare two counts whose variance is phi times Poisson's.

    Quasi-Poisson on the log scale: the variance of the log ratio is phi (1/earlier + 1/later),
    test and interval are both read off the t distribution with the degrees of freedom that phi
    rests on. A count of 0 has no logarithm: then both are the mid-p test of the counts divided
    by phi, with the normal tail replaced by that of t. Either way they never contradict
    each other.
    """
    from scipy.stats import t

    scale = exposure_earlier / exposure_later
    if earlier == 0 or later == 0:
        return _from_or_to_nothing(earlier, later, scale, spread)
    ratio = later / earlier * scale
    error = math.sqrt(spread.phi * (1 / earlier + 1 / later))
    reach = math.exp(min(float(t.isf(TAIL, spread.df)) * error, _FURTHEST))
    p = 2 * float(t.sf(abs(math.log(ratio)) / error, spread.df))
    return RateRatio(ratio, ratio / reach, ratio * reach, p)


def _from_or_to_nothing(earlier: int, later: int, scale: float, spread: Dispersion) -> RateRatio:
    """Compare a count with 0: given the sum m, all of it fell in one of the two periods.

    The mid-p tail is half of share ** m; the bound is the share at which it is as small as
    the normal tail beyond t's 97.5 % point.
    """
    from scipy.stats import norm, t

    size = (earlier + later) / spread.phi
    if size == 0:
        return RateRatio(math.nan, 0.0, math.inf, 1.0)
    share = scale / (1 + scale) if earlier else 1 / (1 + scale)
    tail = share**size / 2
    p = min(1.0, 2 * float(t.sf(norm.isf(tail), spread.df)))
    critical = float(norm.sf(t.isf(TAIL, spread.df)))
    bound = (2 * critical) ** (1 / size)
    if later == 0:
        return RateRatio(0.0, 0.0, scale / odds(bound) if bound > 0 else math.inf, p)
    return RateRatio(math.nan, odds(bound) * scale, math.inf, p)
