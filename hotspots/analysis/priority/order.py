"""A transparent order of areas: category, then light, then level, then reported crime."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from hotspots.analysis.methods.ranking import rank_intervals
from hotspots.analysis.methods.share_change import Better, wilson
from hotspots.model.areas import CITY
from hotspots.model.indicators import CATEGORIES, ChangeRow, PriorityRow

_LIGHT_ORDER = {"red": 0, "yellow": 1, "grey": 1, "green": 2}


def priority_rows(
    changes: Sequence[ChangeRow],
    n_effective: Mapping[str, float],
    rates: Mapping[str, float],
    *,
    better: Better,
    rng: np.random.Generator,
) -> list[PriorityRow]:
    """Return the areas in order of priority; those with neither category nor figure come last.

    ``n_effective`` and ``rates`` (per 1,000) are by area code. Yellow and grey stand
    together: neither says that an area has become better or worse. Ties fall by code order.
    """
    rows = [_row(one, rates) for one in changes if one.area != CITY]
    rows = _with_levels(rows, n_effective, better, rng)
    ordered = sorted(rows, key=lambda row: _sort_key(row, better))
    ranked = [row for row in ordered if row.percent is not None or row.category is not None]
    rest = [row for row in ordered if row.percent is None and row.category is None]
    return [replace(row, rank=at) for at, row in enumerate(ranked, start=1)] + rest


def _row(change: ChangeRow, rates: Mapping[str, float]) -> PriorityRow:
    return PriorityRow(
        rank=None,
        area=change.area,
        name=change.name,
        indicator=change.indicator,
        baseline_year=change.baseline_year,
        year=change.year,
        category=change.category,
        light=change.light,
        verdict=change.verdict,
        percent=change.percent,
        ci_low=None,
        ci_high=None,
        n=change.n,
        change_pp=change.change_pp,
        rate_per_1000=rates.get(change.area),
        level_rank=None,
        level_rank_low=None,
        level_rank_high=None,
        reasons=(),
        flags=change.flags,
        decimals=change.printed.decimals,
        baseline_part=change.baseline_part,
        part=change.part,
    )


def _sort_key(row: PriorityRow, better: Better) -> tuple[float, ...]:
    level = row.percent if row.percent is not None else 0.0
    return (
        _category_place(row.category),
        _LIGHT_ORDER[row.light],
        -level if better == "lower" else level,
        -(row.rate_per_1000 or 0.0),
    )


def _category_place(category: str | None) -> int:
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)


def _with_levels(
    rows: list[PriorityRow], n_effective: Mapping[str, float], better: Better,
    rng: np.random.Generator,
) -> list[PriorityRow]:  # fmt: skip
    sign = -1 if better == "lower" else 1
    levels = sorted(sign * row.percent for row in rows if row.percent is not None)
    rows = [
        row
        if row.percent is None
        else replace(row, level_rank=1 + levels.index(sign * row.percent))
        for row in rows
    ]
    sampled = [position for position, row in enumerate(rows) if row.percent is not None
             and row.area in n_effective]  # fmt: skip
    if not sampled or len(sampled) < len(levels):
        return rows
    shares = np.array([rows[position].percent for position in sampled], dtype=np.float64) / 100
    n = np.array([n_effective[rows[position].area] for position in sampled], dtype=np.float64)
    low, high = wilson(shares, n)
    first, last = rank_intervals(shares, n, worst_is_high=better == "lower", rng=rng)
    for place, position in enumerate(sampled):
        rows[position] = replace(
            rows[position],
            ci_low=100 * float(low[place]),
            ci_high=100 * float(high[place]),
            level_rank_low=int(first[place]),
            level_rank_high=int(last[place]),
        )
    return rows
