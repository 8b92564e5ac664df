"""Verdicts on the gap between two groups in every area of a set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.indicators.gap import GroupGap, GroupShare, gap, gap_change, gap_verdict
from hotspots.analysis.indicators.pairing import (
    base_of,
    flags_of,
    half_step,
    is_hidden,
    pair_of,
)
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.share_change import Floats
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure, GapRow, Measure, Verdict, light_of
from hotspots.model.periods import Period

_NO_LIMITS = Limits()
_NO_YEAR = 0


@dataclass(frozen=True)
class GapQuestion:
    """Two groups of one indicator, in one period or compared with an earlier one."""

    indicator: str
    first_group: str
    second_group: str
    baseline: Period | None
    period: Period
    measure: Measure = "share"
    adjust: Method = "holm"
    limits: Limits = _NO_LIMITS
    breaks: Sequence[Break] = ()


@dataclass(frozen=True)
class GroupFigures:
    """The figures of two groups in an area: earlier and later of each, and all of each."""

    first: Pair
    second: Pair
    first_figures: Sequence[Figure] = ()
    second_figures: Sequence[Figure] = ()

    @property
    def earlier(self) -> tuple[Figure | None, Figure | None]:
        """Return the earlier figures of both groups."""
        return self.first.earlier, self.second.earlier

    @property
    def later(self) -> tuple[Figure | None, Figure | None]:
        """Return the later figures of both groups."""
        return self.first.later, self.second.later


def group_figures(
    first: Sequence[Figure], second: Sequence[Figure], question: GapQuestion
) -> GroupFigures:
    """Return which figures of an area are compared: of one definition and edition if it can be."""
    years = {period.year for period in (question.baseline, question.period) if period}
    shared = [
        {(figure["indicator"], figure["edition"]) for figure in figures
         if figure["year"] == year and figure["percent"] is not None}
        for figures in (first, second)
        for year in years
    ]  # fmt: skip
    common = set.intersection(*shared)
    if common:
        newest = max(common, key=lambda source: (source[1] or 0, source[0]))
        candidates = [
            [figure for figure in figures if (figure["indicator"], figure["edition"]) == newest]
            for figures in (first, second)
        ]
    else:
        candidates = [list(first), list(second)]
    baseline = question.baseline or Period(_NO_YEAR)
    pairs = [pair_of(figures, baseline, question.period) for figures in candidates]
    return GroupFigures(pairs[0], pairs[1], first, second)


def gap_rows(
    areas: Sequence[tuple[str, str]],
    figures: Mapping[str, GroupFigures],
    correlations: Mapping[tuple[str, int], float],
    question: GapQuestion,
) -> list[GapRow]:
    """Return a row for the city, then one for every area in the order given.

    ``figures`` are by area code. ``correlations`` of the two groups' shares are by area and
    year, for those whose figures were computed from the answers of one sample. The family of
    the adjustment is every area that can be tested; the city stands outside it.
    """
    rows = [
        _with_gaps(_plain_row(code, name, figures[code], question), figures[code],
                   correlations, question)
        for code, name in [(CITY, CITY), *areas]
    ]  # fmt: skip
    return _judged(rows, question)


def _plain_row(code: str, name: str, figures: GroupFigures, question: GapQuestion) -> GapRow:
    limits, measure, baseline = question.limits, question.measure, question.baseline
    percents = [
        None if figure is None or is_hidden(figure, limits, measure) else figure["percent"]
        for figure in (*figures.earlier, *figures.later)
    ]
    verdict = _verdict_untested(figures, percents, question)
    return GapRow(
        area=code,
        name=name,
        indicator=question.indicator,
        first_group=question.first_group,
        second_group=question.second_group,
        baseline_year=None if baseline is None else _spelled(baseline),
        year=_spelled(question.period),
        baseline_first_percent=percents[0],
        baseline_second_percent=percents[1],
        first_percent=percents[2],
        second_percent=percents[3],
        baseline_gap_pp=_less(percents[0], percents[1]),
        gap_pp=_less(percents[2], percents[3]),
        gap_low_pp=None,
        gap_high_pp=None,
        change_pp=None,
        ci_low_pp=None,
        ci_high_pp=None,
        p=None,
        p_adjusted=None,
        light=light_of(verdict),
        verdict=verdict,
        sentence="",
        flags=_flags(figures, question, code),
        decimals=_decimals(figures),
    )


def _spelled(period: Period) -> int | str:
    return str(period) if period.part else period.year


def _less(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second


def _decimals(figures: GroupFigures) -> tuple[int | None, int | None]:
    first, second = (figure["decimals"] if figure else None for figure in figures.later)
    return first, second


def _verdict_untested(
    figures: GroupFigures, percents: Sequence[float | None], question: GapQuestion
) -> Verdict:
    if None in figures.later:
        return "no_figure"
    if None in percents[2:]:
        return "suppressed"
    if question.baseline is None or None in figures.earlier:
        return "no_baseline"
    if None in percents[:2]:
        return "suppressed"
    return "break" if _definitions(figures) > 1 else "not_testable"


def _definitions(figures: GroupFigures) -> int:
    compared = [figure for figure in (*figures.earlier, *figures.later) if figure is not None]
    return len({figure["indicator"] for figure in compared})


def _flags(figures: GroupFigures, question: GapQuestion, area: str) -> tuple[str, ...]:
    flags = [
        *flags_of(figures.first, figures.first_figures, question.limits, question.measure),
        *flags_of(figures.second, figures.second_figures, question.limits, question.measure),
        *_breaks(figures, question, area),
    ]
    editions = {figure["edition"] for figure in (*figures.earlier, *figures.later) if figure}
    if len(editions) > 1:
        flags.append("mixed_editions")
    if question.baseline is None:
        flags = [flag for flag in flags if flag != "no_baseline"]
    return tuple(dict.fromkeys(flags))


def _breaks(figures: GroupFigures, question: GapQuestion, area: str) -> list[str]:
    if question.baseline is None or None in (*figures.earlier, *figures.later):
        return []
    years = question.baseline.year, question.period.year
    kinds = {
        line.kind for line in question.breaks if line.concerns(area) and line.is_crossed(*years)
    }
    if _definitions(figures) > 1:
        kinds.add("definition")
    return [f"{kind}_break" for kind in ("definition", "method", "context") if kind in kinds]


def _with_gaps(
    row: GapRow,
    figures: GroupFigures,
    correlations: Mapping[tuple[str, int], float],
    question: GapQuestion,
) -> GapRow:
    """Add the interval of the gap, and its change with interval and p-value where it can be."""
    later = gap_of(figures.later, correlations.get((row.area, question.period.year)))
    if row.gap_pp is None or later is None or question.measure != "share":
        return replace(row, change_pp=_less(row.gap_pp, row.baseline_gap_pp))
    flags = row.flags
    if (row.area, question.period.year) in correlations:
        flags = (*flags, "from_answers")
    row = replace(
        row, gap_low_pp=_points(later.low), gap_high_pp=_points(later.high), flags=flags,
        change_pp=_less(row.gap_pp, row.baseline_gap_pp),
    )  # fmt: skip
    if row.verdict != "not_testable" or question.baseline is None:
        return row
    earlier = gap_of(figures.earlier, correlations.get((row.area, question.baseline.year)))
    if earlier is None:
        return row
    change = gap_change(earlier, later)
    if "definition_break" in flags:
        row = replace(row, verdict="break")
    return replace(
        row,
        ci_low_pp=_points(change.low),
        ci_high_pp=_points(change.high),
        p=None if row.verdict == "break" else float(change.p[0]),
    )


def _points(value: Floats) -> float:
    return 100 * float(value[0])


def gap_of(
    figures: tuple[Figure | None, Figure | None], correlation: float | None
) -> GroupGap | None:
    """Return the gap of two figures; None where one rests on an unknown number of answers."""
    shares = [_share(figure) for figure in figures]
    if shares[0] is None or shares[1] is None:
        return None
    return gap(shares[0], shares[1], correlation or 0.0)


def _share(figure: Figure | None) -> GroupShare | None:
    if figure is None or figure["percent"] is None:
        return None
    n = base_of(figure, "share")
    if n is None:
        return None
    columns = (figure["percent"] / 100, n, 2 * half_step(figure) / 100)
    return GroupShare(*(np.array([column], dtype=np.float64) for column in columns))


def _judged(rows: Sequence[GapRow], question: GapQuestion) -> list[GapRow]:
    family = [row.p for row in rows if row.p is not None and row.area != CITY]
    together = iter(adjusted(np.array(family, dtype=np.float64), question.adjust).tolist())
    return [_with_verdict(row, together) for row in rows]


def _with_verdict(row: GapRow, together: Iterator[float]) -> GapRow:
    if row.p is None:
        return row
    p_adjusted = row.p if row.area == CITY else next(together)
    verdict = gap_verdict(row.baseline_gap_pp or 0.0, row.gap_pp or 0.0, p_adjusted)
    return replace(row, p_adjusted=p_adjusted, verdict=verdict, light=light_of(verdict))
