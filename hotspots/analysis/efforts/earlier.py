"""How much places swing from year to year, learnt from all areas before the effort began."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.count_swings import FEWEST_YEARS, Swings, swings
from hotspots.analysis.time.months import YEAR, Span, days_of

Counts = NDArray[np.int64]

FEWEST_AREAS = 3


@dataclass(frozen=True)
class AreaMonths:
    """Monthly counts of the areas of a set, and what an evaluation made of the same months.

    Columns are months from ``first`` on. ``areas`` are counts of whole areas and
    ``in_comparison`` what of them lies in the comparison area, both (n_areas, n_months);
    ``treated`` and ``comparison`` are (n_months,). ``holds_treated`` tells which areas the treated
    place lies in. Nothing after ``last_before`` is from before the effort. ``weekdays`` are those
    counted, all where there are none.
    """

    first: int
    names: Sequence[str]
    areas: Counts
    in_comparison: Counts
    treated: Counts
    comparison: Counts
    holds_treated: NDArray[np.bool_]
    covered: Collection[int]
    last_before: int
    weekdays: Sequence[int] = ()

    def within(self, counts: Counts, span: Span) -> Counts:
        """Return the sums of a span's months, over the last axis."""
        columns = slice(span.first - self.first, span.last - self.first + 1)
        return np.asarray(counts[..., columns].sum(axis=-1))

    def covers(self, span: Span) -> bool:
        """Tell whether all months of a span are counted and covered."""
        is_counted = span.first >= self.first and span.last < self.first + self.areas.shape[-1]
        return is_counted and all(month in self.covered for month in span.months)


def earlier_windows(months: AreaMonths, before: Span, after: Span) -> list[Span]:
    """Return the spans before the effort from which the swings of years are learnt, oldest first.

    They have the months of the calendar of the shorter of the two periods. Periods of more than
    a year are learnt from blocks of the same length, end to end, where there are two; else from
    single years, whose swing then stands for that of the whole period.
    """
    wanted = after if len(after) < len(before) else before
    n_years = -(-len(wanted) // YEAR)
    blocks = _every(months, wanted, n_years)
    if n_years == 1 or len(blocks) >= FEWEST_YEARS:
        return blocks
    return _every(months, Span(wanted.last - YEAR + 1, wanted.last), 1)


def _every(months: AreaMonths, wanted: Span, n_years: int) -> list[Span]:
    late = -(-(wanted.last - months.last_before) // YEAR) * YEAR
    last, step = wanted.last - late, n_years * YEAR
    spans = [Span(end - len(wanted) + 1, end)
             for end in range(last, months.first + len(wanted) - 2, -step)]  # fmt: skip
    return [span for span in reversed(spans) if months.covers(span)]


def earlier_swings(months: AreaMonths, before: Span, after: Span) -> Swings | None:
    """Learn from all areas of the set how much they swung in the years before the effort.

    None without two such years, or with fewer than three areas that have incidents in two of
    them: then clusters and years cannot be told apart, nor one place from all.
    """
    spans = earlier_windows(months, before, after)
    if len(spans) < FEWEST_YEARS:
        return None
    counts = np.stack([months.within(months.areas, span) for span in spans], axis=1)
    if np.count_nonzero(np.count_nonzero(counts, axis=1) >= FEWEST_YEARS) < FEWEST_AREAS:
        return None
    days = np.array([days_of(span, months.weekdays) for span in spans], dtype=np.float64)
    years = [span.first // YEAR for span in spans]
    return swings(years, counts.astype(np.float64), np.broadcast_to(days, counts.shape))


def yearly_swings(months: AreaMonths) -> Swings | None:
    """Learn how much whole years swung, twelve months by twelve back from the start."""
    year = Span(months.last_before - YEAR + 1, months.last_before)
    return earlier_swings(months, year, year)
