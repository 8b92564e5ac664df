"""Rates per 1,000 held against a goal: how far the counts behind them swing beyond chance."""

import math
from typing import NamedTuple

import numpy as np

from hotspots.analysis.goals.printed import band
from hotspots.analysis.indicators.pairing import base_of
from hotspots.analysis.indicators.rate_swings import RateSwings
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.methods.swing_limit import count_interval, count_p
from hotspots.analysis.methods.swing_ratio import swing_p
from hotspots.model.goals import Certainty
from hotspots.model.indicators import Figure

_PER = "per_1000"


def rate_interval(code: str, count: float, of_rates: RateSwings) -> tuple[float, float]:
    """Return the 95 % interval of what an area's count swings around, in counts."""
    return count_interval(count, of_rates.learnt, areas=of_rates.areas(code))


def rate_p(code: str, count: float, mean: float, of_rates: RateSwings) -> float:
    """Return the two-sided p of what an area's count swings around."""
    return count_p(count, mean, of_rates.learnt, areas=of_rates.areas(code))


class _Rate(NamedTuple):
    """A count ``n`` and who or what it is of, in thousands."""

    n: float
    exposure: float


def rate_change_p(earlier: Figure, later: Figure, of_rates: RateSwings) -> float | None:
    """Return the p of no change, the largest over all that rounds to both rates.

    1 where the sign of the change is open, None without a count behind both.
    """
    rates = [_ends(figure) for figure in (earlier, later)]
    if not all(rates):
        return None
    pairs = [(first, second) for first in rates[0] for second in rates[1]]
    signs = {
        math.copysign(1, first.n * second.exposure - second.n * first.exposure)
        for first, second in pairs
    }
    code = later["area_code"]
    p = max(_change_p(code, first, second, of_rates) for first, second in pairs)
    return p if len(signs) == 1 else 1.0


def _change_p(code: str, earlier: _Rate, later: _Rate, of_rates: RateSwings) -> float:
    """Return the two-sided p of two years having one rate."""
    exposure = earlier.exposure, later.exposure
    if of_rates.learnt is None:
        return rate_ratio(round(earlier.n), round(later.n), *exposure).p
    counts = np.array([earlier.n]), np.array([later.n])
    return float(swing_p(*counts, exposure, of_rates.learnt, areas=2 * of_rates.areas(code))[0])


def certainty_of(p: float | None, alpha: float) -> Certainty:
    """Return whether a p-value is under a limit; unknown where there is none."""
    return "unknown" if p is None else "certain" if p < alpha else "uncertain"


def _ends(figure: Figure) -> list[_Rate]:
    """Return a rate's count beside the exposures at both ends of what rounds to it."""
    count, printed = base_of(figure, _PER), band(figure)
    if count is None or printed.low <= 0:
        return []
    return [_Rate(count, count / float(end)) for end in dict.fromkeys((printed.low, printed.high))]
