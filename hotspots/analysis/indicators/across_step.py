"""Changes across a step between two methods: what is taken out, and how unsure that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.indicators.all_years import (
    AreaSeries,
    Marks,
    YearColumns,
    ends_of_step,
    slope_of_step,
)
from hotspots.analysis.indicators.overlap import is_across
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.share_change import NO_STEP, Floats
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.model.indicators import ChangeRow, Measure, MeasuredStep


@dataclass(frozen=True)
class AcrossStep:
    """Which rows are compared across a step, and how unsure it is in each, in points squared.

    The mean step is one for all areas: if it is wrong, all their changes are wrong together.
    """

    step: MeasuredStep
    marks: Marks
    variances: Floats

    @property
    def steps(self) -> Floats:
        """Return what is taken out of each row's change, in points."""
        return np.where(self.marks, self.step.value, 0.0)

    def adjusted(self, columns: YearColumns, series: Sequence[AreaSeries]) -> YearColumns:
        """Return the years of all rows, the step added to the earlier supplier's figures."""
        before = np.array(
            [
                [mark and year in of_area and of_area[int(year)]["supplier"] == self.step.earlier
                 for year in columns.years]
                for mark, of_area in zip(self.marks, series, strict=True)
            ],
            dtype=np.bool_,
        ).reshape(columns.values.shape)  # fmt: skip
        step = self.step.value
        values = columns.values + np.where(before, step, 0.0)
        return replace(columns, values=values, before_step=before, step=step)

    def spread_of(self, years: ExtraSpread, moved: Floats | float) -> ExtraSpread:
        """Return the spread with that of the step; ``moved`` is how far a row moves with it."""
        variance = np.nan_to_num(moved) ** 2 * self.variances
        df = np.full(variance.shape, float(self.step.df))
        return replace(years, step_variance=variance, step_df=df)


def across_step(
    rows: Sequence[ChangeRow], pairs: Sequence[Pair], step: MeasuredStep | None
) -> AcrossStep | None:
    """Return which rows are compared across a step; None where none is taken out."""
    if step is None:
        return None
    marks = np.array([is_across(pair, step) for pair in pairs], dtype=np.bool_)
    unsure = np.array([step.variance_in(row.area) for row in rows])
    return AcrossStep(step, marks, np.where(marks, unsure, 0.0))


def spread_of_two(across: AcrossStep | None, years: ExtraSpread) -> tuple[ExtraSpread, Floats]:
    """Return the spread of two years, and the step that is taken out of each change."""
    if across is None:
        return years, NO_STEP
    return across.spread_of(years, 1.0), across.steps


def spread_of_all(
    across: AcrossStep | None,
    years: ExtraSpread,
    columns: YearColumns,
    measure: Measure,
    window: int | None,
) -> ExtraSpread:
    """Return the spread of the line through all years, or of their pooled ends."""
    if across is None:
        return years
    if window is None:
        return across.spread_of(years, slope_of_step(columns, measure))
    return across.spread_of(years, ends_of_step(columns, measure, window))


def marked(rows: Sequence[ChangeRow], across: AcrossStep | None) -> list[ChangeRow]:
    """Return the rows, each change across the step without it and marked."""
    if across is None:
        return list(rows)
    value = across.step.value
    return [
        replace(
            row,
            change_pp=None if row.change_pp is None else row.change_pp - value,
            break_step_pp=value,
            flags=(*row.flags, "break_adjusted"),
        )
        if mark
        else row
        for row, mark in zip(rows, across.marks, strict=True)
    ]
