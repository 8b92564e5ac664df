"""The places of areas by level alone, and how sure each place is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods.joint_ranks import joint_rank_intervals
from hotspots.analysis.methods.ranking import estimated_rank_intervals, rank_intervals
from hotspots.analysis.methods.share_change import Better, wilson
from hotspots.model.incidents import ClearedIncidentRow
from hotspots.model.indicators import PriorityRow, RankQuestion, SharedLevel
from hotspots.model.nulls import not_null

Floats = NDArray[np.float64]
Ranks = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Ordering:
    """What an order of areas rests on besides their changes, by area code.

    ``n_effective`` are answers, ``rates`` are per 1,000, ``shared`` the estimates of the year.
    Where counts are cleared, ``reported`` has them.
    """

    n_effective: Mapping[str, float]
    rates: Mapping[str, float]
    shared: Mapping[str, SharedLevel]
    better: Better
    ranks: RankQuestion
    reported: Mapping[str, ClearedIncidentRow] = field(default_factory=dict)


def level_of(row: PriorityRow, ranks: RankQuestion) -> float | None:
    """Return the level that an area is placed by: its estimate where asked for, else its own."""
    if ranks.estimate == "shared" and row.estimate is not None:
        return row.estimate
    return row.percent


def with_places(rows: Sequence[PriorityRow], ordering: Ordering) -> list[PriorityRow]:
    """Return the rows with their intervals and their places by level, 1 being the worst.

    An interval of places is there only where it is known of every area how sure its level is.
    """
    sign = -1 if ordering.better == "lower" else 1
    values = [level_of(row, ordering.ranks) for row in rows]
    levels = sorted(sign * value for value in values if value is not None)
    made = [
        row if value is None else replace(row, level_rank=1 + levels.index(sign * value))
        for row, value in zip(rows, values, strict=True)
    ]
    made = [_with_interval(row, ordering) for row in made]
    placed = [place for place, value in enumerate(values) if value is not None]
    bounds = _bounds([made[place] for place in placed], ordering) if placed else None
    if bounds is None:
        return made
    for place, low, high in zip(placed, *bounds, strict=True):
        made[place] = replace(
            made[place],
            level_rank_low=int(low),
            level_rank_high=int(high),
            joint=ordering.ranks.joint,
        )
    return made


def _with_interval(row: PriorityRow, ordering: Ordering) -> PriorityRow:
    if row.percent is None or row.area not in ordering.n_effective:
        return row
    share, n = np.array([row.percent / 100]), np.array([ordering.n_effective[row.area]])
    low, high = wilson(share, n)
    return replace(row, ci_low=100 * float(low[0]), ci_high=100 * float(high[0]))


def _bounds(rows: Sequence[PriorityRow], ordering: Ordering) -> Ranks | None:
    """Return the intervals of the places of areas that have a level, if all are known."""
    ranks, worst_is_high = ordering.ranks, ordering.better == "lower"
    rng = np.random.default_rng(ranks.seed)
    if ranks.estimate == "shared":
        estimates = [ordering.shared[row.area] for row in rows if row.estimate is not None]
        if len(estimates) < len(rows):
            return None
        scaled, error = np.array([(estimate.scaled, estimate.error) for estimate in estimates]).T
        return estimated_rank_intervals(scaled, error, worst_is_high=worst_is_high, rng=rng)
    if any(row.area not in ordering.n_effective for row in rows):
        return None
    shares = np.array([not_null(row.percent) for row in rows], dtype=np.float64) / 100
    n = np.array([ordering.n_effective[row.area] for row in rows], dtype=np.float64)
    method = joint_rank_intervals if ranks.joint else rank_intervals
    return method(shares, n, worst_is_high=worst_is_high, rng=rng)
