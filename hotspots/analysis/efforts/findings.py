"""All measures of an effort from its monthly counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.efforts.earlier import AreaMonths, earlier_swings, yearly_swings
from hotspots.analysis.efforts.evaluation import (
    BeforeAfter,
    Design,
    Difference,
    Ratio,
    displacement_difference,
    displacement_quotient,
    ratio_of_ratios,
)
from hotspots.analysis.efforts.monthly import (
    MonthlySpread,
    PreTrend,
    YearsBefore,
    pre_trend,
    spread_between,
    spread_within,
    years_before,
)
from hotspots.analysis.efforts.placebo import Placebo, placebo
from hotspots.analysis.methods.count_swings import Swings
from hotspots.analysis.methods.rates import RateRatio, rate_ratio
from hotspots.analysis.methods.swing_ratio import swing_ratio
from hotspots.analysis.time.months import YEAR, Span, compared_with, days_of
from hotspots.model.efforts import Group

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Observed:
    """Monthly counts of each area in the months compared, and in all months before the start.

    ``parts`` are the counts before and after of the places that an area is made of, both
    (n_parts,); an area without is one place. ``elsewhere`` are the areas of the set, None where
    there is none. ``weekdays`` are those counted, all where there are none.
    """

    before: Span
    after: Span
    counts_before: Mapping[Group, Counts]
    counts_after: Mapping[Group, Counts]
    all_before: Mapping[Group, Counts]
    parts: Mapping[Group, tuple[Counts, Counts]] = field(default_factory=dict)
    elsewhere: AreaMonths | None = None
    weekdays: Sequence[int] = ()

    def counted(self, group: Group) -> BeforeAfter:
        """Return an area's sums, and of how many places that swing by themselves they are."""
        before, after = self.counts_before[group], self.counts_after[group]
        sums = int(before.sum()), int(after.sum())
        shares = [_squared_shares(one) for one in self.parts.get(group, ())]
        return BeforeAfter(*sums, *shares)

    @property
    def days(self) -> tuple[int, int]:
        """Return how many of the days counted lie before and after."""
        return days_of(self.before, self.weekdays), days_of(self.after, self.weekdays)


def _squared_shares(parts: Counts) -> float:
    total = parts.sum()
    return float((parts / total) @ (parts / total)) if total else 1.0


@dataclass(frozen=True)
class Findings:
    """What the counts tell; what needs a comparison area is None without one.

    ``ring`` is the ratio of the treated area's ring, in the place of that area, over the
    comparison area's: the quotient has no test of its own. ``swings`` is what tests and intervals
    allow for. Where the years before cannot tell it is None, only chance is allowed for, and the
    spread of months is a lower bound: ``between`` that of the areas against each other,
    ``within`` that of single areas.
    """

    counted: Mapping[Group, BeforeAfter]
    days: tuple[int, int]
    changes: Mapping[Group, RateRatio]
    design: Design | None
    ratio: Ratio | None
    difference: Difference | None
    quotient: float | None
    ring: Ratio | None
    trend: PreTrend | None
    years: YearsBefore
    swings: Swings | None
    between: MonthlySpread | None
    within: MonthlySpread | None
    placebo: Placebo | None


def findings(seen: Observed) -> Findings:
    """Compute every measure that the areas allow."""
    counted = {group: seen.counted(group) for group in seen.counts_before}
    design = _design(counted, seen.days[1] / seen.days[0])
    places = seen.elsewhere
    learnt = earlier_swings(places, seen.before, seen.after) if places else None
    within = None if learnt else _within(seen)
    between = _between(seen) if design and not learnt else None
    compared = learnt or (between.as_swings if between else None)
    single = learnt or (within.as_swings if within else None)
    return Findings(
        counted=counted,
        days=seen.days,
        changes={group: _change(one, seen.days, single) for group, one in counted.items()},
        design=design,
        ratio=ratio_of_ratios(design, compared) if design else None,
        difference=displacement_difference(design, compared) if design else None,
        quotient=displacement_quotient(design) if design else None,
        ring=_ring(design, compared),
        trend=_trend(seen, design, learnt) if design else None,
        years=years_before(seen.all_before["treated"]),
        swings=learnt,
        between=between,
        within=within,
        placebo=placebo(places, seen.before, seen.after) if places and design else None,
    )


def _design(counted: Mapping[Group, BeforeAfter], longer: float) -> Design | None:
    if "comparison" not in counted:
        return None
    return Design(counted["treated"], counted["comparison"], counted.get("buffer"),
                  counted.get("comparison_buffer"), longer)  # fmt: skip


def _ring(design: Design | None, swings: Swings | None) -> Ratio | None:
    if design is None or design.buffer is None:
        return None
    return ratio_of_ratios(Design(design.buffer, design.comparison), swings)


def _between(seen: Observed) -> MonthlySpread | None:
    periods = (seen.counts_before, seen.counts_after)
    return spread_between([np.vstack(list(one.values())) for one in periods])


def _within(seen: Observed) -> MonthlySpread | None:
    """Return the spread of single areas, which needs the same months of every year."""
    ragged = any(len(one) > YEAR and len(one) % YEAR for one in (seen.before, seen.after))
    if ragged or not compared_with(seen.before, seen.after):
        return None
    return spread_within([
        np.vstack([_by_calendar(seen.before, seen.counts_before[group]),
                   _by_calendar(seen.after, seen.counts_after[group])])
        for group in seen.counts_before
    ])  # fmt: skip


def _by_calendar(span: Span, counts: Counts) -> Counts:
    """Return counts by year since the span's first month and month of the calendar."""
    table = np.zeros((-(-len(span) // YEAR), YEAR), dtype=np.int64)
    for position, month in enumerate(span.months):
        table[position // YEAR, month % YEAR] = counts[position]
    return table


def _change(counts: BeforeAfter, days: tuple[int, int], swings: Swings | None) -> RateRatio:
    if swings is None:
        return rate_ratio(counts.before, counts.after, *days)
    exposure = float(days[0]), float(days[1])
    return swing_ratio(counts.before, counts.after, exposure, swings, areas=counts.shares)


def _trend(seen: Observed, design: Design, learnt: Swings | None) -> PreTrend:
    """Compare how the areas ran; the swing of single years is that of the periods, if need be."""
    years = yearly_swings(seen.elsewhere) if seen.elsewhere else None
    shares = design.treated.shares_before + design.comparison.shares_before
    return pre_trend(
        seen.all_before["treated"], seen.all_before["comparison"], years or learnt, shares
    )
