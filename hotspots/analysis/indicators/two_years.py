"""Two years compared in many areas at once: interval, p-value, and what rounding leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from hotspots.analysis.indicators.pairing import base_of, half_step
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.rate_change import rate_change, rate_variance, score_p
from hotspots.analysis.methods.share_change import (
    ALPHA,
    NO_STEP,
    Better,
    Floats,
    ShareChange,
    is_better,
    p_range,
    pooled_variance,
    share_change,
    share_p,
)
from hotspots.analysis.methods.spread import ExtraSpread, rounding_variance
from hotspots.language import message
from hotspots.model.indicators import Measure, Verdict
from hotspots.model.nulls import not_null

ROUNDING_DECIDES = 0.5


@dataclass(frozen=True)
class TwoYears:
    """Changes in the figures' own unit, and the p-values between which rounding leaves them.

    ``p_low`` and ``p_high`` are the p-value itself, unless rounding is more than half of the
    standard error. ``spread`` is all that was added to chance.
    """

    change: ShareChange
    p_low: Floats
    p_high: Floats
    spread: ExtraSpread


def pair_columns(pairs: Sequence[Pair], measure: Measure) -> Floats:
    """Return six rows, as ``p_range`` takes them, of pairs that have both figures."""
    return np.array([_columns(pair, measure) for pair in pairs], dtype=np.float64).T


def _columns(pair: Pair, measure: Measure) -> tuple[float, ...]:
    if pair.earlier is None or pair.later is None:
        raise ValueError(message("only pairs with both figures are tested"))
    earlier, later = pair.earlier, pair.later
    return (
        not_null(earlier["percent"]), base_of(earlier, measure) or 0.0, not_null(later["percent"]),
        base_of(later, measure) or 0.0, half_step(earlier), half_step(later),
    )  # fmt: skip


def compared(
    columns: Floats, measure: Measure, years: ExtraSpread, step: Floats = NO_STEP
) -> TwoYears:
    """Compare pairs of figures, shares in percent; ``years`` says how far years swing.

    ``step`` is taken out of the change of each pair of shares, in points; the variance of it,
    in points squared, stands in ``years``.
    """
    unit = 1.0 if measure == "per_1000" else 100.0
    value_1, base_1, value_2, base_2, half_1, half_2 = columns
    value_1, value_2, half_1, half_2 = (one / unit for one in (value_1, value_2, half_1, half_2))
    figures = (value_1, base_1, value_2, base_2)
    step, years = step / unit, replace(years, step_variance=years.step_variance / unit**2)
    spread = replace(years, rounding=rounding_variance(half_1) + rounding_variance(half_2))
    if measure == "per_1000":
        change, chance = rate_change(*figures, spread), rate_variance(*figures)
        p_of, highest = partial(score_p, spread=years), np.inf
    else:
        change, chance = share_change(*figures, spread, step), pooled_variance(*figures, step)
        p_of, highest = partial(share_p, spread=years, step=step), 1.0
    p_low, p_high = p_range(np.array([*figures, half_1, half_2]), p_of, highest, step)
    open_ = spread.rounding > ROUNDING_DECIDES**2 * (chance + spread.rounding)
    in_unit = ShareChange(
        unit * change.difference, unit * change.low, unit * change.high, change.p
    )
    return TwoYears(
        in_unit, np.where(open_, p_low, change.p), np.where(open_, p_high, change.p), spread
    )


def verdict_of(change: float, surely: float, possibly: float, better: Better) -> Verdict:
    """Judge a change by the largest (``surely``) and smallest adjusted p-value it may have.

    Each way of adjusting rises with every p-value of the family, so the largest and smallest
    p-values of all areas bound what the adjusted one can be.
    """
    if possibly >= ALPHA:
        return "not_distinguishable"
    if surely >= ALPHA:
        return "undecided_rounding"
    return "better" if is_better(change, better) else "worse"
