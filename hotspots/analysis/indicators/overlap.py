"""Two suppliers that asked in the same areas and years: the step from one to the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.indicators.pairing import (
    base_of,
    effective_n,
    half_step,
    is_apart,
    is_hidden,
    pair_of,
    period_of,
)
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.method_step import pooled_step
from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.spread import rounding_variance
from hotspots.model.areas import CITY
from hotspots.model.indicators import Figure, MeasuredStep
from hotspots.model.nulls import not_null
from hotspots.model.periods import Period

LEAST_AREAS = 3
Suppliers = tuple[str | None, str | None]


@dataclass(frozen=True)
class Overlap:
    """One area and year that both suppliers have a figure of; points, and points squared.

    ``is_same`` says that one value rounds to both figures.
    """

    area: str
    year: int
    step: float
    variance: float
    is_same: bool


def suppliers_compared(
    figures: Sequence[Figure], baseline: Period, period: Period
) -> set[Suppliers]:
    """Return whose figures are compared with whose, over all areas and the city."""
    pairs = (pair_of(rows, baseline, period) for rows in _by_area(figures).values())
    return {
        (pair.earlier["supplier"], pair.later["supplier"])
        for pair in pairs
        if pair.earlier is not None and pair.later is not None
    }


def is_across(pair: Pair, step: MeasuredStep) -> bool:
    """Tell whether a pair of figures is compared across a step."""
    if pair.earlier is None or pair.later is None:
        return False
    compared = (pair.earlier["supplier"], pair.later["supplier"])
    return compared == (step.earlier, step.later)


def years_of(figures: Sequence[Figure], supplier: str) -> list[int]:
    """Return the years in which areas have figures of a supplier."""
    return sorted({figure["year"] for figure in figures
                   if figure["supplier"] == supplier and figure["area_code"] != CITY})  # fmt: skip


def overlaps(figures: Sequence[Figure], earlier: str, later: str, limits: Limits) -> list[Overlap]:
    """Return the areas and years with a share of both suppliers that says how sure it is.

    Of each supplier the newest edition counts. The city is left out: it is the areas again.
    """
    areas = _by_area(figures)
    return [
        overlap
        for code, rows in areas.items()
        if code != CITY
        for overlap in _of_area(rows, earlier, later, limits)
    ]


def _by_area(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    by_area: dict[str, list[Figure]] = {}
    for figure in figures:
        by_area.setdefault(figure["area_code"], []).append(figure)
    return by_area


def _of_area(
    figures: Sequence[Figure], earlier: str, later: str, limits: Limits
) -> Iterator[Overlap]:
    before, after = (_newest(figures, name, limits) for name in (earlier, later))
    for key in sorted(before.keys() & after.keys()):
        first, second = before[key], after[key]
        variance = _variance(first, second)
        if variance > 0:
            step = float(not_null(second["percent"])) - float(not_null(first["percent"]))
            is_same = not is_apart(first, second)
            yield Overlap(first["area_code"], first["year"], step, variance, is_same)


def _newest(
    figures: Sequence[Figure], supplier: str, limits: Limits
) -> Mapping[tuple[str, Period], Figure]:
    """Return a supplier's figure of each definition and period, from the newest edition."""
    usable = [figure for figure in figures if figure["supplier"] == supplier
              and not is_hidden(figure, limits, "share") and base_of(figure, "share")]  # fmt: skip
    ordered = sorted(usable, key=lambda figure: figure["edition"] or 0)
    return {(figure["indicator"], period_of(figure)): figure for figure in ordered}


def _variance(first: Figure, second: Figure) -> float:
    """Return the variance of the difference of two shares, by their mean, in points squared.

    By their mean, so that a share that chance has made small does not weigh more for it.
    """
    bases = [float(not_null(effective_n(figure))) for figure in (first, second)]
    shares = [float(not_null(figure["percent"])) / 100 for figure in (first, second)]
    mean = sum(base * share for base, share in zip(bases, shares, strict=True)) / sum(bases)
    rounding = rounding_variance(np.array([half_step(figure) for figure in (first, second)]))
    chance = 1e4 * mean * (1 - mean) * sum(1 / base for base in bases)
    return chance + float(rounding.sum())


def reprinted_years(shared: Sequence[Overlap]) -> list[int]:
    """Return the years in which all areas have one figure twice: it was only printed again."""
    differing = {overlap.year for overlap in shared if not overlap.is_same}
    return sorted({overlap.year for overlap in shared} - differing)


def measured_step(shared: Sequence[Overlap], earlier: str, later: str) -> MeasuredStep | None:
    """Return the step between two suppliers; None where fewer than three areas have both.

    An area's years are joined first, weighted by their variances. Years in which figures were
    only printed again do not count.
    """
    by_area: dict[str, list[Overlap]] = {}
    reprinted = reprinted_years(shared)
    for overlap in shared:
        if overlap.year not in reprinted:
            by_area.setdefault(overlap.area, []).append(overlap)
    if len(by_area) < LEAST_AREAS:
        return None
    weights = [np.array([1 / overlap.variance for overlap in each]) for each in by_area.values()]
    steps = [
        (weight * [overlap.step for overlap in each]).sum() / weight.sum()
        for weight, each in zip(weights, by_area.values(), strict=True)
    ]
    variances = np.array([1 / weight.sum() for weight in weights])
    pooled = pooled_step(np.array(steps, dtype=np.float64), variances)
    years = tuple(sorted({overlap.year for overlap in shared} - {*reprinted}))
    return MeasuredStep(earlier, later, years, len(by_area), pooled.value, pooled.variance,
                        pooled.between, pooled.df)  # fmt: skip
