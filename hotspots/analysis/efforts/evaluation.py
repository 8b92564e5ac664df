"""Did an effort help: what happened in its area beside what happened in comparison areas.

All of it is arithmetic on counts of incidents before and after. A count of mean mu has the
variance phi mu + alpha mu^2 where counts swing (:mod:`hotspots.analysis.methods.count_swings`),
and t takes the place of the normal distribution.
"""

import math
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.methods.count_swings import LogVariance, Swings
from hotspots.analysis.methods.rates import TAIL

# added to all four counts where one of them is 0 (Haldane 1956, Anscombe 1956)
ZERO_STEP = 0.5


@dataclass(frozen=True)
class BeforeAfter:
    """Incidents of one area before and after.

    ``shares_before`` and ``shares_after`` are the sums of the squared shares of the parts that
    swing each by itself: 1 for a single place, a quarter for four alike.
    """

    before: int
    after: int
    shares_before: float = 1.0
    shares_after: float = 1.0

    @property
    def is_empty(self) -> bool:
        """Tell whether there was nothing to count."""
        return self.before == self.after == 0

    @property
    def shares(self) -> float:
        """Return how often the swing of a single place enters the log of the rate ratio."""
        return self.shares_before + self.shares_after


@dataclass(frozen=True)
class Design:
    """The counts of an evaluation: the treated and the comparison area, and what lies around.

    ``longer`` is the number of days after, divided by the number before.
    """

    treated: BeforeAfter
    comparison: BeforeAfter
    buffer: BeforeAfter | None = None
    comparison_buffer: BeforeAfter | None = None
    longer: float = 1.0

    @property
    def has_buffers(self) -> bool:
        """Tell whether both areas have a ring around them."""
        return self.buffer is not None and self.comparison_buffer is not None

    @property
    def signed(self) -> list[tuple[BeforeAfter, int]]:
        """Return what the weighted difference adds up, each with its sign."""
        areas = [(self.treated, 1), (self.comparison, -1)]
        if self.buffer is not None and self.comparison_buffer is not None:
            areas += [(self.buffer, 1), (self.comparison_buffer, -1)]
        return areas


@dataclass(frozen=True)
class Difference:
    """A difference in incidents with its standard error, z, two-sided p and 95 % interval."""

    value: float
    se: float
    z: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Ratio:
    """One rate ratio over another with its 95 % interval and two-sided p.

    ``is_stepped`` tells that a half was added to all four counts, because one of them was 0.
    """

    ratio: float
    low: float
    high: float
    p: float
    is_stepped: bool = False


def displacement_difference(design: Design, swings: Swings | None = None) -> Difference | None:
    """Return the weighted displacement difference, in incidents; below 0 there were fewer.

    Wheeler and Ratcliffe (2018): the change of the treated area less that of the comparison
    area, plus the same of the rings around them where both have one. By chance alone each count
    is its own variance. Where the periods differ in length, the counts before are brought to the
    length of the time after. None where every count is 0.
    """
    value = sum(sign * (one.after - design.longer * one.before) for one, sign in design.signed)
    if all(one.is_empty for one, _ in design.signed):
        return None
    spread = _difference_variance(design, swings)
    error = math.sqrt(float(spread.variance))
    reach = _critical(spread) * error
    return Difference(value, error, value / error, _p(value / error, spread),
                      value - reach, value + reach)  # fmt: skip


def _difference_variance(design: Design, swings: Swings | None) -> LogVariance:
    """Return the variance in incidents; what moves all moves unequal areas unequally."""
    signed, longer = design.signed, design.longer
    chance = sum(counts.after + longer**2 * counts.before for counts, _ in signed)
    areas = sum(
        counts.shares_after * counts.after**2
        + counts.shares_before * (longer * counts.before) ** 2
        for counts, _ in signed
    )
    after = sum(sign * counts.after for counts, sign in signed)
    before = sum(sign * longer * counts.before for counts, sign in signed)
    return _variance(swings, chance, areas, after**2 + before**2)


def displacement_quotient(design: Design) -> float | None:
    """Return how much of the treated area's gain the ring around it shared, without unit.

    Bowers and Johnson (2003): the change of the ring's share of the comparison area's count,
    divided by the change of the treated area's share. Above 0 the gain spread to the ring,
    below 0 incidents moved there, at -1 as many as the treated area was spared. It means
    something only where the treated area did better than the comparison area; None elsewhere,
    and where there is no ring or no incident to compare with.
    """
    comparison = design.comparison
    if design.buffer is None or 0 in {comparison.before, comparison.after}:
        return None
    gain = _share_change(design.treated, comparison)
    return _share_change(design.buffer, comparison) / gain if gain < 0 else None


def _share_change(area: BeforeAfter, comparison: BeforeAfter) -> float:
    return area.after / comparison.after - area.before / comparison.before


def ratio_of_ratios(design: Design, swings: Swings | None = None) -> Ratio | None:
    """Return the treated area's rate ratio divided by the comparison area's.

    On the log scale, where the variance by chance alone is the sum of one over each count, and
    the swing of places enters by the squared shares of those that were counted together. Below 1
    the treated area fell more, or rose less. A half is added to all four counts where one is 0.
    The length of the periods makes no difference. None where one of the areas has no incident.
    """
    if design.treated.is_empty or design.comparison.is_empty:
        return None
    counts = [design.treated.after, design.treated.before,
              design.comparison.after, design.comparison.before]  # fmt: skip
    is_stepped = 0 in counts
    now, then, comparison_now, comparison_then = [one + ZERO_STEP * is_stepped for one in counts]
    log_ratio = math.log(now / then) - math.log(comparison_now / comparison_then)
    chance = 1 / now + 1 / then + 1 / comparison_now + 1 / comparison_then
    spread = _variance(swings, chance, design.treated.shares + design.comparison.shares, 0.0)
    error = math.sqrt(float(spread.variance))
    reach = _critical(spread) * error
    return Ratio(math.exp(log_ratio), math.exp(log_ratio - reach), math.exp(log_ratio + reach),
                 _p(log_ratio / error, spread), is_stepped)  # fmt: skip


def _variance(swings: Swings | None, chance: float, areas: float, city: float) -> LogVariance:
    if swings is None:
        return LogVariance.certain(chance)
    return swings.log_variance(chance, areas, city)


def _critical(spread: LogVariance) -> float:
    return float(spread.quantile(TAIL))


def _p(z: float, spread: LogVariance) -> float:
    return float(2 * spread.tail(np.asarray(abs(z))))
