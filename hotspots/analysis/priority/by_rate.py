"""The order by reported crime of areas that all else leaves equal, as far as counts decide it.

A cleared count stands for every count of its class. An area has a place where all of them, and
all of the others', give it the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from hotspots.analysis.priority.places import Ordering
from hotspots.model.indicators import PriorityRow

SortKey = Callable[[PriorityRow, Ordering], tuple[float, ...]]


class _Rates(NamedTuple):
    """The lowest and the highest rate that an area may have, and its turn among equals."""

    low: float
    high: float
    turn: int

    @property
    def at_least(self) -> tuple[float, int]:
        """Return by what the area is placed if its count is as low as it may be."""
        return self.low, -self.turn

    @property
    def at_most(self) -> tuple[float, int]:
        """Return by what the area is placed if its count is as high as it may be."""
        return self.high, -self.turn


def in_order(
    rows: Sequence[PriorityRow], ordering: Ordering, sort_key: SortKey
) -> list[PriorityRow]:
    """Return rows by a key, then by rate, the highest first, with the places they may have.

    Rows of which no count decides the order keep theirs.
    """

    def key(row: PriorityRow) -> tuple[float, ...]:
        return sort_key(row, ordering)

    ordered: list[PriorityRow] = []
    for _, equals in groupby(sorted(rows, key=key), key=key):
        ordered += _by_rate([*equals], n_before=len(ordered))
    return ordered


def _by_rate(equals: Sequence[PriorityRow], n_before: int) -> list[PriorityRow]:
    """Place rows that are equal but for their rates, after so many others."""
    rates = [_rates(row, turn) for turn, row in enumerate(equals)]
    least, most = sorted(each.at_least for each in rates), sorted(each.at_most for each in rates)
    placed = []
    for row, of_row in zip(equals, rates, strict=True):
        n_surely = len(rates) - bisect_right(least, of_row.at_most)
        n_possibly = len(rates) - bisect_right(most, of_row.at_least)
        # an area whose rate is open would come before itself
        n_itself = int(of_row.high > of_row.low)
        low, high = 1 + n_before + n_surely, 1 + n_before + n_possibly - n_itself
        rank = low if low == high else None
        placed.append(replace(row, rank=rank, rank_low=low, rank_high=high))
    return sorted(placed, key=lambda row: row.rank_low or 0)


def _rates(row: PriorityRow, turn: int) -> _Rates:
    """Return an area's rates; 0 without residents, as areas without a rate come last."""
    reported = row.reported
    if reported is None:
        rate = row.rate_per_1000 or 0.0
        return _Rates(rate, rate, turn)
    if not reported.population:
        return _Rates(0.0, 0.0, turn)
    low, high = (1000 * n / reported.population for n in (reported.n_low, reported.n_high))
    return _Rates(low, high, turn)
