"""The verdict of all comparable years, put beside that of two of them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Any, Protocol

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
    return [
        replace(row, judged=JudgedYears(years),
                **_line(judged_years, p_adjusted, plain, len(years), place, question.better))
        for place, (row, years) in enumerate(zip(rows, _years_of(columns, marks), strict=True))
    ]  # fmt: skip


def _years_of(columns: YearColumns, marks: Marks) -> list[tuple[int, ...]]:
    """Return the years that are marked, row by row."""
    years = columns.years.astype(int).tolist()
    return [tuple(compress(years, of_row)) for of_row in marks.tolist()]


def _line(
    judged_years: AllYears,
    p_adjusted: Floats,
    plain: Lines,
    n_years: int,
    place: int,
    better: Better,
) -> dict[str, Any]:
    """Return the fields that tell of a row's line; none where it goes through too few years."""
    if n_years < LEAST_YEARS_OF_LINE:
        return {}
    if not math.isfinite(judged_years.p[place]):
        slope = float(plain.slope[place])
        return {"trend_per_year": slope, "trend_years": n_years, "trend_verdict": "not_testable"}
    slope, adjusted = float(judged_years.change[place]), float(p_adjusted[place])
    verdict = trend_verdict(slope, adjusted, better)
    return {
        "trend_per_year": slope,
        "trend_low": float(judged_years.low[place]),
        "trend_high": float(judged_years.high[place]),
        "trend_p": float(judged_years.p[place]),
        "trend_p_adjusted": adjusted,
        "trend_years": n_years,
        "trend_verdict": verdict,
        "trend_light": light_of(verdict),
    }


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
    pooled = columns.years[ends.first[place] | ends.last[place]]
    return replace(
        row,
        judged=JudgedYears(tuple(int(year) for year in pooled)),
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
