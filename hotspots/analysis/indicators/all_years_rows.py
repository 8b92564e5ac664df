"""The verdict of all comparable years, put beside that of two of them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from hotspots.analysis.indicators.all_years import AllYears, YearColumns, described
from hotspots.analysis.methods.multiplicity import Method, adjusted_within
from hotspots.analysis.methods.share_change import ALPHA, Better, Floats, is_better
from hotspots.analysis.methods.weighted_line import LEAST_YEARS_OF_LINE, Lines
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, Verdict, light_of


class Judging(Protocol):
    """What says which way is better, and how p-values of all areas are adjusted."""

    @property
    def better(self) -> Better:
        """Return the way that is better."""

    @property
    def adjust(self) -> Method:
        """Return how p-values are adjusted."""


def with_all_years(
    rows: Sequence[ChangeRow], columns: YearColumns, found: AllYears, question: Judging
) -> list[ChangeRow]:
    """Return the rows with slope, interval and verdict of all comparable years.

    The lines of all areas are a family of their own; the city stands outside it. Where a line
    cannot be judged, its slope is told with every year weighed alike.
    """
    family = np.array([row.area != CITY for row in rows]) & np.isfinite(found.p)
    p_adjusted = adjusted_within(found.p, family, question.adjust)
    plain = described(columns)
    return [
        _row(row, found, p_adjusted, plain, at, question.better) for at, row in enumerate(rows)
    ]


def _row(
    row: ChangeRow, found: AllYears, p_adjusted: Floats, plain: Lines, at: int, better: Better
) -> ChangeRow:
    n_years = int(plain.n_years[at])
    if n_years < LEAST_YEARS_OF_LINE:
        return row
    if not math.isfinite(found.p[at]):
        return replace(row, trend_per_year=float(plain.slope[at]), trend_years=n_years,
                       trend_verdict="not_testable")  # fmt: skip
    verdict = trend_verdict(float(found.slope[at]), float(p_adjusted[at]), better)
    return replace(
        row,
        trend_per_year=float(found.slope[at]),
        trend_low=float(found.low[at]),
        trend_high=float(found.high[at]),
        trend_p=float(found.p[at]),
        trend_p_adjusted=float(p_adjusted[at]),
        trend_years=n_years,
        trend_verdict=verdict,
        trend_light=light_of(verdict),
    )


def trend_verdict(slope: float, p_adjusted: float, better: Better) -> Verdict:
    """Judge the slope of a line by its adjusted p-value."""
    if p_adjusted >= ALPHA:
        return "not_distinguishable"
    return "better" if is_better(slope, better) else "worse"
