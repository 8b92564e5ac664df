"""A transparent order of areas: category, then light, then level, then reported crime."""

from collections.abc import Sequence
from dataclasses import replace

from hotspots.analysis.priority.by_rate import in_order
from hotspots.analysis.priority.places import Ordering, level_of, with_places
from hotspots.model.areas import CITY
from hotspots.model.indicators import CATEGORIES, ChangeRow, PriorityRow, SharedLevel

# What says how the verdict of all years stands says nothing of the order.
_OF_ALL_YEARS = frozenset({"off_line", "trend_break"})
_LIGHT_ORDER = {"red": 0, "yellow": 1, "grey": 1, "green": 2}


def priority_rows(changes: Sequence[ChangeRow], ordering: Ordering) -> list[PriorityRow]:
    """Return the areas in order of priority; those with neither category nor figure come last.

    Yellow and grey stand together: neither says that an area has become better or worse. Ties
    fall by code order. An area has a rank where every count that its own and the others' figures
    may stand for gives it the same.
    """
    rows = [
        _with_estimate(_row(change, ordering), ordering.shared.get(change.area))
        for change in changes
        if change.area != CITY
    ]
    rows = with_places(rows, ordering)
    placed = [row for row in rows if row.level_rank is not None or row.category is not None]
    rest = [row for row in rows if row.level_rank is None and row.category is None]
    return [
        *in_order(placed, ordering, _sort_key),
        *(replace(row, rank=None, rank_low=None, rank_high=None)
          for row in in_order(rest, ordering, _sort_key)),
    ]  # fmt: skip


def _row(change: ChangeRow, ordering: Ordering) -> PriorityRow:
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
        rate_per_1000=ordering.rates.get(change.area),
        reported=ordering.reported.get(change.area),
        level_rank=None,
        level_rank_low=None,
        level_rank_high=None,
        reasons=(),
        flags=tuple(one for one in change.flags if one not in _OF_ALL_YEARS),
        decimals=change.printed.decimals,
        baseline_part=change.baseline_part,
        part=change.part,
    )


def _with_estimate(row: PriorityRow, shared: SharedLevel | None) -> PriorityRow:
    if shared is None:
        return row
    return replace(
        row, estimate=shared.value, estimate_low=shared.low, estimate_high=shared.high,
        direct_share=shared.direct_weight, years_share=shared.years_weight,
    )  # fmt: skip


def _sort_key(row: PriorityRow, ordering: Ordering) -> tuple[float, ...]:
    level = level_of(row, ordering.ranks) or 0.0
    return (
        _category_place(row.category),
        _LIGHT_ORDER[row.light],
        -level if ordering.better == "lower" else level,
    )


def _category_place(category: str | None) -> int:
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)
