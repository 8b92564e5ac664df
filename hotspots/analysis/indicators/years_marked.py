"""Rows whose years do not lie on a line, or cross a break: marked, with the break's year."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hotspots.analysis.indicators.all_years import AreaSeries, Marks
from hotspots.model.indicators import Break, ChangeRow, JudgedYears, MeasuredStep

_NOT_TOLD = "too_few_years"


def with_marks(
    rows: Sequence[ChangeRow],
    off_line: Marks,
    of_years: Sequence[AreaSeries],
    breaks: Sequence[Break],
    step: MeasuredStep | None,
) -> list[ChangeRow]:
    """Return the rows marked by what stands in the way of their line, or of their pooled ends.

    ``off_line`` is of each row, ``of_years`` its comparable figures. Where ``step`` was taken out
    of a row it is no break there.
    """
    return [
        row
        if row.trend_verdict == _NOT_TOLD
        else _marked(row, bool(off_line[place]), of_years[place], breaks, step)
        for place, row in enumerate(rows)
    ]


def _marked(
    row: ChangeRow,
    is_off_line: bool,  # noqa: FBT001
    series: AreaSeries,
    breaks: Sequence[Break],
    step: MeasuredStep | None,
) -> ChangeRow:
    taken_out = step if row.break_step_pp is not None else None
    crossed = tuple(_crossed(row, series, breaks, taken_out))
    flags = ("off_line",) * (is_off_line and row.trend_p is not None)
    flags += ("trend_break",) * bool(crossed)
    if not (flags or crossed):
        return row
    return replace(row, flags=(*row.flags, *flags), judged=JudgedYears(row.judged.years, crossed))


def _crossed(
    row: ChangeRow, series: AreaSeries, breaks: Sequence[Break], step: MeasuredStep | None
) -> Iterator[int]:
    """Return the years of the breaks in method, or the first ones of another supplier."""
    methods = [line.year for line in breaks if line.kind == "method" and line.concerns(row.area)]
    for earlier, later in pairwise(row.judged.years):
        suppliers = {series[earlier]["supplier"], series[later]["supplier"]} - {None}
        between = [year for year in methods if earlier < year <= later]
        between = between or [later] * (len(suppliers) > 1)
        if not _is_taken_out(step, suppliers):
            yield from (year for year in between if not _is_handover(step, year))


def _is_taken_out(step: MeasuredStep | None, suppliers: Collection[str | None]) -> bool:
    return step is not None and set(suppliers) == {step.earlier, step.later}


def _is_handover(step: MeasuredStep | None, year: int) -> bool:
    """Tell whether a break is the step itself: it lies in the years of both, or just after."""
    return step is not None and step.years[0] <= year <= step.years[-1] + 1
