"""All measures of an effort from its monthly counts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    PreTrend,
    YearsBefore,
    pre_trend,
    spread_between,
    spread_within,
    years_before,
)
from hotspots.analysis.methods.overdispersion import Dispersion, quasi_rate_ratio
from hotspots.analysis.methods.rates import RateRatio, rate_ratio
from hotspots.analysis.time.months import YEAR, Span, compared_with
from hotspots.model.efforts import Group

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Observed:
    """Monthly counts of each area in the months compared, and in all months before the start."""

    before: Span
    after: Span
    counts_before: Mapping[Group, Counts]
    counts_after: Mapping[Group, Counts]
    all_before: Mapping[Group, Counts]

    def counted(self, group: Group) -> BeforeAfter:
        """Return an area's sums."""
        before, after = self.counts_before[group], self.counts_after[group]
        return BeforeAfter(int(before.sum()), int(after.sum()))


@dataclass(frozen=True)
class Findings:
    """What the counts tell; what needs a comparison area is None without one.

    ``ring`` is the ratio of the treated area's ring, in the place of that area, over the
    comparison area's: the quotient has no test of its own. ``between`` is the spread of the
    areas against each other, ``within`` that of single areas.
    """

    counted: Mapping[Group, BeforeAfter]
    changes: Mapping[Group, RateRatio]
    design: Design | None
    ratio: Ratio | None
    difference: Difference | None
    quotient: float | None
    ring: Ratio | None
    trend: PreTrend | None
    years: YearsBefore
    between: Dispersion | None
    within: Dispersion | None


def findings(seen: Observed) -> Findings:
    """Compute every measure that the areas allow."""
    groups = list(seen.counts_before)
    counted = {group: seen.counted(group) for group in groups}
    within = _within(seen)
    design = _design(counted, len(seen.after) / len(seen.before))
    between = _between(seen) if design else None
    return Findings(
        counted=counted,
        changes={group: _change(counted[group], seen, within) for group in groups},
        design=design,
        ratio=ratio_of_ratios(design, between) if design else None,
        difference=displacement_difference(design, between) if design else None,
        quotient=displacement_quotient(design) if design else None,
        ring=_ring(design, between),
        trend=_trend(seen) if design else None,
        years=years_before(seen.all_before["treated"]),
        between=between,
        within=within,
    )


def _design(counted: Mapping[Group, BeforeAfter], longer: float) -> Design | None:
    if "comparison" not in counted:
        return None
    return Design(counted["treated"], counted["comparison"], counted.get("buffer"),
                  counted.get("comparison_buffer"), longer)  # fmt: skip


def _ring(design: Design | None, between: Dispersion | None) -> Ratio | None:
    if design is None or design.buffer is None:
        return None
    return ratio_of_ratios(Design(design.buffer, design.comparison), between)


def _between(seen: Observed) -> Dispersion | None:
    periods = (seen.counts_before, seen.counts_after)
    return spread_between([np.vstack(list(one.values())) for one in periods])


def _within(seen: Observed) -> Dispersion | None:
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


def _change(counts: BeforeAfter, seen: Observed, within: Dispersion | None) -> RateRatio:
    lengths = float(len(seen.before)), float(len(seen.after))
    if within is not None and within.is_over:
        return quasi_rate_ratio(counts.before, counts.after, *lengths, within)
    return rate_ratio(counts.before, counts.after, *lengths)


def _trend(seen: Observed) -> PreTrend:
    return pre_trend(seen.all_before["treated"], seen.all_before["comparison"])
