"""Totals carried over to other areas, beside which the carried shares are held."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.analysis.indicators.carrying import WHOLE_TOLERANCE, Piece, _has_mass


@dataclass(frozen=True)
class CarriedTotal:
    """A to-area's total; ``partial_sum`` is that of the from-areas that have one."""

    to_area: str
    partial_sum: float
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> float | None:
        """Return the total, or None where a part of it is not known."""
        return None if self.missing else self.partial_sum


@dataclass(frozen=True)
class CarriedTotals:
    """Totals by to-area, and by from-area the rest that falls in no to-area."""

    areas: tuple[CarriedTotal, ...]
    unplaced: Mapping[str, float]


def carry_totals(totals: Mapping[str, float], pieces: Sequence[Piece]) -> CarriedTotals:
    """Carry totals such as counts over; each from-area is dealt out by its weights.

    Nothing is lost: what is known in the to-areas and the unplaced rests sum to what came in.
    Weights that sum to 1 within 1e-9, or to a little more, are made to sum to 1 exactly.
    """
    ordered = sorted(pieces, key=lambda one: (one.to_area, one.from_area))
    sums = _weight_sums(ordered)
    known: dict[str, list[float]] = {one.to_area: [] for one in ordered}
    missing: dict[str, list[str]] = {one.to_area: [] for one in ordered}
    for one in ordered:
        if one.from_area in totals:
            known[one.to_area].append(totals[one.from_area] * one.weight / sums[one.from_area])
        elif _has_mass(one):
            missing[one.to_area].append(one.from_area)
    areas = tuple(
        CarriedTotal(area, math.fsum(parts), tuple(missing[area])) for area, parts in known.items()
    )
    return CarriedTotals(areas, _rests(totals, ordered, sums))


def _weight_sums(pieces: Sequence[Piece]) -> dict[str, float]:
    """Return by from-area what its weights are divided by: their sum where that is a whole."""
    weights: dict[str, list[float]] = defaultdict(list)
    for one in pieces:
        weights[one.from_area].append(one.weight)
    sums = {area: math.fsum(own) for area, own in weights.items()}
    return {area: own if own >= 1 - WHOLE_TOLERANCE else 1.0 for area, own in sums.items()}


def _rests(
    totals: Mapping[str, float], pieces: Sequence[Piece], sums: Mapping[str, float]
) -> dict[str, float]:
    placed: dict[str, list[float]] = {area: [] for area in sorted(totals)}
    for one in pieces:
        if one.from_area in placed:
            placed[one.from_area].append(one.weight / sums[one.from_area])
    lost = {area: 1 - math.fsum(own) for area, own in placed.items()}
    return {area: totals[area] * part for area, part in lost.items() if part > WHOLE_TOLERANCE}
