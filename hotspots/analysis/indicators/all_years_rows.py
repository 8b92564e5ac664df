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
    rows: Sequence[ChangeRow], columns: YearColumns, judged_years: AllYears, question: Judging
) -> list[ChangeRow]:
    """Return the rows with slope, interval and verdict of all comparable years.

    The lines of all areas are a family of their own; the city stands outside it. Where a line
    cannot be judged, its slope is told with every year weighed alike.
    """
    family = np.array([row.area != CITY for row in rows]) & np.isfinite(judged_years.p)
    p_adjusted = adjusted_within(judged_years.p, family, question.adjust)
    plain = described(columns)
    return [
        _row(row, judged_years, p_adjusted, plain, position, question.better)
        for position, row in enumerate(rows)
    ]


def _row(
    row: ChangeRow,
    judged_years: AllYears,
    p_adjusted: Floats,
    plain: Lines,
    position: int,
    better: Better,
) -> ChangeRow:
    n_years = int(plain.n_years[position])
    if n_years < LEAST_YEARS_OF_LINE:
        return row
    if not math.isfinite(judged_years.p[position]):
        return replace(row, trend_per_year=float(plain.slope[position]), trend_years=n_years,
                       trend_verdict="not_testable")  # fmt: skip
    verdict = trend_verdict(
        float(judged_years.slope[position]), float(p_adjusted[position]), better
    )
    return replace(
        row,
        trend_per_year=float(judged_years.slope[position]),
        trend_low=float(judged_years.low[position]),
        trend_high=float(judged_years.high[position]),
        trend_p=float(judged_years.p[position]),
        trend_p_adjusted=float(p_adjusted[position]),
        trend_years=n_years,
        trend_verdict=verdict,
        trend_light=light_of(verdict),
    )


def trend_verdict(slope: float, p_adjusted: float, better: Better) -> Verdict:
    """Judge the slope of a line by its adjusted p-value."""
    if p_adjusted >= ALPHA:
        return "not_distinguishable"
    return "better" if is_better(slope, better) else "worse"
