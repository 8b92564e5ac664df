"""The verdict of all comparable years, put beside that of two of them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from hotspots.analysis.indicators.all_years import (
    AllYears,
    YearColumns,
    described,
    described_ends,
)
from hotspots.analysis.methods.multiplicity import Method, adjusted_within
from hotspots.analysis.methods.share_change import ALPHA, Better, Floats, is_better
from hotspots.analysis.methods.weighted_line import LEAST_YEARS_OF_LINE, Lines, Marks, PooledEnds
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, JudgedYears, Verdict, light_of


class Judging(Protocol):
    """What says which way is better, and how p-values of all areas are adjusted."""

    @property
    def better(self) -> Better:
        """Return the way that is better."""

    @property
    def adjust(self) -> Method:
        """Return how p-values are adjusted."""


def with_all_years(
    rows: Sequence[ChangeRow],
    columns: YearColumns,
    judged_years: AllYears,
    used: Marks,
    question: Judging,
) -> list[ChangeRow]:
    """Return the rows with slope, interval and verdict of all comparable years.

    ``used`` are the years that lines go through. The lines of all areas are a
    family of their own; the city stands outside it. Where a line cannot be judged, its slope is
    told with every year weighed alike.
    """
    family = np.array([row.area != CITY for row in rows]) & np.isfinite(judged_years.p)
    p_adjusted = adjusted_within(judged_years.p, family, question.adjust)
    plain, is_judged = described(columns), np.isfinite(judged_years.p)
    marks = np.where(is_judged[:, None], used, np.isfinite(columns.values))
    drawn = [
        _on_years(row, columns.years[of_row]) for row, of_row in zip(rows, marks, strict=True)
    ]
    return [
        _row(row, judged_years, p_adjusted, plain, position, question.better)
        for position, row in enumerate(drawn)
    ]


def _on_years(row: ChangeRow, years: Floats) -> ChangeRow:
    return replace(row, judged=JudgedYears(tuple(int(year) for year in years)))


def _row(
    row: ChangeRow,
    judged_years: AllYears,
    p_adjusted: Floats,
    plain: Lines,
    position: int,
    better: Better,
) -> ChangeRow:
    n_years = len(row.judged.years)
    if n_years < LEAST_YEARS_OF_LINE:
        return row
    if not math.isfinite(judged_years.p[position]):
        return replace(row, trend_per_year=float(plain.slope[position]), trend_years=n_years,
                       trend_verdict="not_testable")  # fmt: skip
    verdict = trend_verdict(
        float(judged_years.change[position]), float(p_adjusted[position]), better
    )
    return replace(
        row,
        trend_per_year=float(judged_years.change[position]),
        trend_low=float(judged_years.low[position]),
        trend_high=float(judged_years.high[position]),
        trend_p=float(judged_years.p[position]),
        trend_p_adjusted=float(p_adjusted[position]),
        trend_years=n_years,
        trend_verdict=verdict,
        trend_light=light_of(verdict),
    )


def with_ends(
    rows: Sequence[ChangeRow],
    columns: YearColumns,
    ends: PooledEnds,
    judged_ends: AllYears,
    question: Judging,
    window: int,
) -> list[ChangeRow]:
    """Return the rows with the pooled ends of all comparable years in the place of the line.

    Where ends cannot be judged, they are told with every year weighed alike.
    """
    family = np.array([row.area != CITY for row in rows]) & np.isfinite(judged_ends.p)
    p_adjusted = adjusted_within(judged_ends.p, family, question.adjust)
    plain = described_ends(columns, window)
    is_judged = np.isfinite(judged_ends.p)
    pooled = [
        _with_years(row, columns, ends if is_judged[place] else plain, place)
        for place, row in enumerate(rows)
    ]
    return [
        _with_judged_ends(row, judged_ends, p_adjusted, place, question.better)
        if is_judged[place]
        else row
        for place, row in enumerate(pooled)
    ]


def _with_years(row: ChangeRow, columns: YearColumns, ends: PooledEnds, place: int) -> ChangeRow:
    """Return a row with its ends and their years; as it was where there are too few."""
    if not math.isfinite(ends.change[place]):
        return row
    return replace(
        _on_years(row, columns.years[ends.first[place] | ends.last[place]]),
        ends_change_pp=float(ends.change[place]),
        ends_first_years=_years(columns, ends.first[place]),
        ends_last_years=_years(columns, ends.last[place]),
        trend_years=int(ends.first[place].sum() + ends.last[place].sum()),
        trend_verdict="not_testable",
    )


def _years(columns: YearColumns, marks: Marks) -> str:
    return ", ".join(str(int(year)) for year in columns.years[marks])


def _with_judged_ends(
    row: ChangeRow, judged_ends: AllYears, p_adjusted: Floats, place: int, better: Better
) -> ChangeRow:
    verdict = trend_verdict(float(judged_ends.change[place]), float(p_adjusted[place]), better)
    return replace(
        row,
        ends_low_pp=float(judged_ends.low[place]),
        ends_high_pp=float(judged_ends.high[place]),
        trend_p=float(judged_ends.p[place]),
        trend_p_adjusted=float(p_adjusted[place]),
        trend_verdict=verdict,
        trend_light=light_of(verdict),
    )


def trend_verdict(slope: float, p_adjusted: float, better: Better) -> Verdict:
    """Judge the slope of a line, or the difference of two ends, by its adjusted p-value."""
    if p_adjusted >= ALPHA:
        return "not_distinguishable"
    return "better" if is_better(slope, better) else "worse"
