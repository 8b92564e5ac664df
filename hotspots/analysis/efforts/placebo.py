"""The same comparison where no effort ran: other areas, and the same months of earlier years."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.efforts.earlier import AreaMonths, Counts
from hotspots.analysis.efforts.evaluation import ZERO_STEP
from hotspots.analysis.efforts.monthly import YearsBefore
from hotspots.analysis.time.months import YEAR, Span

# an area with fewer incidents before moves far by chance alone, and is left out
FEWEST_INCIDENTS = 20
# with fewer ratios beside it a rank says nothing
FEWEST_RATIOS = 4
_SAME = 1e-12


@dataclass(frozen=True)
class PlaceboRatio:
    """The ratio of rate ratios of a place in which no effort ran in those months.

    ``area`` is the place's position among the areas of the set, -1 for the treated place;
    ``is_bad_year`` tells whether its months before stood as high above its earlier years.
    """

    area: int
    before: Span
    ratio: float
    is_bad_year: bool


@dataclass(frozen=True)
class Rank:
    """The place of the effort's ratio among all, 1 the furthest from 1; ``share`` is rank by n."""

    rank: int
    n: int

    @property
    def share(self) -> float:
        """Return the share of ratios at least as far from 1, the effort's own among them."""
        return self.rank / self.n


@dataclass(frozen=True)
class Placebo:
    """All ratios of places without an effort, and how far out the effort's own lies among them.

    ``n_left_out`` are comparisons with too few incidents before. ``rank`` is None where the
    effort's own has too few, or where fewer than four others have enough; ``rank_bad_year`` is
    that among the places whose months before stood out as well.
    """

    ratios: Sequence[PlaceboRatio]
    n_left_out: int
    rank: Rank | None
    rank_bad_year: Rank | None


def placebo(months: AreaMonths, before: Span, after: Span) -> Placebo:
    """Compute the ratio of rate ratios of every other area and every earlier period.

    Against the comparison area less what of it lies in the area itself. In the months of the
    effort the areas that hold the treated place are left out; earlier it stands beside the others.
    """
    ratios: list[PlaceboRatio] = []
    n_left_out, shift = 0, 0
    while months.covers(_earlier(before, shift)):
        spans = _earlier(before, shift), _earlier(after, shift)
        if shift == 0 or (spans[1].last <= months.last_before and months.covers(spans[1])):
            more, n_few = _ratios(months, spans, is_now=shift == 0)
            ratios, n_left_out = [*ratios, *more], n_left_out + n_few
        shift += YEAR
    effort, _ = _ratios(months, (before, after), is_now=True, of_effort=True)
    if not effort:
        return Placebo(ratios, n_left_out, None, None)
    same_years = [one for one in ratios if one.is_bad_year] if effort[0].is_bad_year else []
    return Placebo(ratios, n_left_out, _rank(effort[0].ratio, ratios),
                   _rank(effort[0].ratio, same_years))  # fmt: skip


def _earlier(span: Span, shift: int) -> Span:
    return Span(span.first - shift, span.last - shift)


def _rank(ratio: float, ratios: Sequence[PlaceboRatio]) -> Rank | None:
    if len(ratios) < FEWEST_RATIOS:
        return None
    reach = abs(math.log(ratio)) - _SAME
    return Rank(1 + sum(abs(math.log(one.ratio)) >= reach for one in ratios), len(ratios) + 1)


def _ratios(
    months: AreaMonths, spans: tuple[Span, Span], *, is_now: bool, of_effort: bool = False
) -> tuple[list[PlaceboRatio], int]:
    """Return the ratios of two spans, and how many had too few incidents before."""
    places = np.vstack([months.treated, months.areas])
    rest = months.comparison - np.vstack([np.zeros_like(months.treated), months.in_comparison])
    is_wanted = np.concatenate(
        [[of_effort or not is_now], ~months.holds_treated & (not of_effort)]
    )
    then, now = (months.within(places, span) for span in spans)
    rest_then, rest_now = (months.within(rest, span) for span in spans)
    is_enough = np.minimum(then, rest_then) >= FEWEST_INCIDENTS
    step = ZERO_STEP * ((now == 0) | (rest_now == 0))
    counts = np.stack([now, rest_then, then, rest_now]) + step
    logs = np.log(np.maximum(counts, ZERO_STEP)).T @ np.array([1, 1, -1, -1])
    is_bad = _bad_years(months, places, spans[0])
    rows = np.flatnonzero(is_wanted & is_enough)
    return [
        PlaceboRatio(int(row) - 1, spans[0], math.exp(logs[row]), bool(is_bad[row]))
        for row in rows
    ], int(np.count_nonzero(is_wanted & ~is_enough))


def _bad_years(months: AreaMonths, places: Counts, before: Span) -> NDArray[np.bool_]:
    """Tell of which places the months before stood out among the same months of earlier years."""
    spans = [Span(max(before.first, before.last - YEAR + 1), before.last)]
    while months.covers(_earlier(spans[-1], YEAR)):
        spans.append(_earlier(spans[-1], YEAR))
    counts = np.stack([months.within(places, span) for span in reversed(spans)], axis=1)
    return np.array([YearsBefore(tuple(row)).last_is_bad for row in counts.tolist()])
