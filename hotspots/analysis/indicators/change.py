"""Verdicts on the change of one indicator in every area of a set."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hotspots.analysis.indicators.across_step import (
    AcrossStep,
    across_step,
    marked,
    spread_of_all,
    spread_of_two,
)
from hotspots.analysis.indicators.all_years import (
    AreaSeries,
    YearColumns,
    by_their_own,
    ends_of,
    judged,
    judged_ends,
    year_columns,
    years_used,
)
from hotspots.analysis.indicators.all_years_rows import with_all_years, with_ends
from hotspots.analysis.indicators.pairing import (
    base_of,
    doubts_of,
    flags_of,
    is_hidden,
    of_areas,
    pair_of,
    period_of,
)
from hotspots.analysis.indicators.rate_swings import (
    RateSwings,
    swings_before,
)
from hotspots.analysis.indicators.relative import Estimate, difference
from hotspots.analysis.indicators.swung_years import SwungYears, swung_years
from hotspots.analysis.indicators.two_years import TwoYears, compared, pair_columns, verdict_of
from hotspots.analysis.indicators.years_marked import with_marks
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.multiplicity import Method, adjusted_within
from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.share_change import Better, Floats
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.model.areas import CITY
from hotspots.model.indicators import (
    Break,
    ChangeRow,
    Figure,
    Light,
    Measure,
    MeasuredStep,
    Printed,
    Tested,
    Verdict,
    light_of,
)
from hotspots.model.nulls import not_null
from hotspots.model.periods import ComparedPeriods

_NO_LIMITS = Limits()


@dataclass(frozen=True)
class ChangeQuestion(ComparedPeriods):
    """One indicator compared between two years, or one part of each; ``better`` is the way.

    ``breaks`` are those of the series; a definition break between the years leaves the change
    unjudged. ``adjust`` is how the p-values of all areas are adjusted. ``window`` is how many
    years are pooled at each end of the series; None for a line through all of them. ``step`` is
    taken out of every change from its earlier supplier to its later one.
    """

    indicator: str
    better: Better
    baseline_year: int
    year: int
    measure: Measure = "share"
    adjust: Method = "holm"
    limits: Limits = _NO_LIMITS
    breaks: Sequence[Break] = ()
    baseline_part: str = ""
    part: str = ""
    window: int | None = None
    step: MeasuredStep | None = None

    def breaks_in(self, area: str) -> list[Break]:
        """Return the breaks that an area's comparison crosses."""
        return [candidate for candidate in self.breaks if candidate.concerns(area)
                and candidate.is_crossed(self.baseline_year, self.year)]  # fmt: skip


def change_rows(
    areas: Sequence[tuple[str, str]], figures: Sequence[Figure], question: ChangeQuestion
) -> list[ChangeRow]:
    """Return a row for the city, then one for every area in the order given.

    ``areas`` are (code, name) pairs, ``figures`` rows as ``estimates/figures`` gives them, of
    the two years or of the whole series; the trend rests on those up to the later year. The
    family of the adjustment is every area that can be tested; the city stands outside it.
    """
    return change_rows_by_group(areas, [figures], question)[0]


def change_rows_by_group(
    areas: Sequence[tuple[str, str]],
    figures_by_group: Sequence[Sequence[Figure]],
    question: ChangeQuestion,
) -> list[list[ChangeRow]]:
    """Return the rows of several groups of people, each as ``change_rows`` gives them.

    The family of the adjustment is every area of every group that can be tested.
    """
    sides = [side for figures in figures_by_group for side in _sides(areas, figures, question)]
    rows, pairs = [row for row, _, _ in sides], [pair for _, pair, _ in sides]
    across = across_step(rows, pairs, question.step)
    rows = marked(rows, across)
    of_years = [series for _, _, series in sides]
    columns = year_columns(of_years, question.measure)
    columns = columns if across is None else across.adjusted(columns, of_years)
    testable = [at for at, pair in enumerate(pairs) if _testable(rows[at], pair, question)]
    of_groups = _rate_swings(areas, figures_by_group, question)
    swung = swung_years(rows, pairs, columns, of_groups, question.measure)
    rows = _tested(rows, pairs, testable, spread_of_two(across, swung.two), question)
    rows = _over_all_years(rows, columns, swung, across, question)
    rows = with_marks(rows, swung.off_line, of_years, question.breaks, question.step)
    n = len(areas) + 1
    blocks = [rows[start : start + n] for start in range(0, len(rows), n)]
    return [[_beside_city(row, block[0], question) for row in block] for block in blocks]


def _rate_swings(
    areas: Sequence[tuple[str, str]],
    figures_by_group: Sequence[Sequence[Figure]],
    question: ChangeQuestion,
) -> list[RateSwings]:
    """Return how far the counts behind each group's rates swing; nothing of other figures."""
    if question.measure != "per_1000":
        return []
    before, codes = max(question.baseline_year, question.year), [code for code, _ in areas]
    return [
        swings_before(
            before, codes, [one for one in figures if period_of(one).part == question.part],
            question.breaks,
        )
        for figures in figures_by_group
    ]  # fmt: skip


def _over_all_years(
    rows: list[ChangeRow],
    columns: YearColumns,
    swung: SwungYears,
    across: AcrossStep | None,
    question: ChangeQuestion,
) -> list[ChangeRow]:
    """Return the rows with what their line says of all years, or their pooled ends."""
    measure, window = question.measure, question.window
    if window is None:
        years = by_their_own(swung.lines, swung.all_years, swung.off_line)
        spread = spread_of_all(across, years, columns, measure, window)
        used = years_used(columns, measure, swung.beyond)
        return with_all_years(rows, columns, judged(swung.lines, spread), used, question)
    ends = ends_of(columns, measure, window, swung.beyond)
    years = by_their_own(ends, swung.all_years, swung.off_line)
    spread = spread_of_all(across, years, columns, measure, window)
    return with_ends(rows, columns, ends, judged_ends(ends, spread), question, window)


def _sides(
    areas: Sequence[tuple[str, str]], figures: Sequence[Figure], question: ChangeQuestion
) -> list[tuple[ChangeRow, Pair, AreaSeries]]:
    """Return the rows of the city and the areas before any test, with their figures."""
    by_area = of_areas(figures)
    sides = []
    for code, name in [(CITY, CITY), *areas]:
        pair = pair_of(by_area[code], question.baseline_period, question.period)
        row = _untested(code, name, pair, by_area[code], question)
        sides.append((row, pair, _series(by_area[code], question, code)))
    return sides


def _testable(row: ChangeRow, pair: Pair, question: ChangeQuestion) -> bool:
    return row.verdict == "not_testable" and all(
        figure is not None and base_of(figure, question.measure) is not None
        for figure in (pair.earlier, pair.later)
    )


def _untested(
    code: str, name: str, pair: Pair, figures: Sequence[Figure], question: ChangeQuestion
) -> ChangeRow:
    earlier: Mapping[str, Any] = pair.earlier or {}
    later: Mapping[str, Any] = pair.later or {}
    limits, measure = question.limits, question.measure
    percents = [
        None
        if figure is None or is_hidden(figure, limits, measure)
        else float(not_null(figure["percent"]))
        for figure in (pair.earlier, pair.later)
    ]
    broken = _breaks(code, pair, question)
    verdict = _verdict_untested(pair, percents, broken)
    n = "n" if measure == "share" else "counted"
    return ChangeRow(
        area=code,
        name=name,
        indicator=question.indicator,
        baseline_year=question.baseline_year,
        year=question.year,
        baseline_percent=percents[0],
        percent=percents[1],
        baseline_n=earlier.get(n),
        n=later.get(n),
        change_pp=None if None in percents else (percents[1] or 0.0) - (percents[0] or 0.0),
        ci_low_pp=None,
        ci_high_pp=None,
        p=None,
        p_adjusted=None,
        light=light_of(verdict),
        verdict=verdict,
        sentence="",
        baseline_category=earlier.get("category"),
        category=later.get("category"),
        flags=(*flags_of(pair, figures, limits, measure), *broken, *_season(question)),
        baseline_edition=earlier.get("edition"),
        edition=later.get("edition"),
        published_light=_published(later),
        published_against=later.get("published_against"),
        printed=Printed(earlier.get("decimals"), later.get("decimals"), measure),
        assumed_deff=earlier.get("assumed_deff") or later.get("assumed_deff"),
        doubts=doubts_of(pair, limits, measure),
        baseline_part=question.baseline_part,
        part=question.part,
    )


def _season(question: ChangeQuestion) -> tuple[str, ...]:
    """Return the mark of a comparison of two different parts of the year."""
    return () if question.baseline_part == question.part else ("other_part",)


def _published(later: Mapping[str, Any]) -> Light | None:
    light: Light | None = later.get("published_light")
    return light


def _breaks(code: str, pair: Pair, question: ChangeQuestion) -> tuple[str, ...]:
    if pair.earlier is None or pair.later is None:
        return ()
    kinds = {one.kind for one in question.breaks_in(code)}
    if pair.earlier["indicator"] != pair.later["indicator"]:
        kinds.add("definition")
    return tuple(f"{kind}_break" for kind in ("definition", "method", "context") if kind in kinds)


def _verdict_untested(
    pair: Pair, percents: Sequence[float | None], broken: Sequence[str]
) -> Verdict:
    if pair.later is None:
        return "no_figure"
    if pair.earlier is None:
        return "no_baseline"
    if None in percents:
        return "suppressed"
    return "break" if "definition_break" in broken else "not_testable"


def _series(figures: Sequence[Figure], question: ChangeQuestion, area: str) -> AreaSeries:
    """Return the comparable years up to the later one, each from its newest edition."""
    borders = [
        row.year
        for row in question.breaks
        if row.kind == "definition" and row.concerns(area) and row.year <= question.year
    ]
    first = max(borders, default=0)
    newest: dict[int, Figure] = {}
    for row in figures:
        if not first <= row["year"] <= question.year or period_of(row).part != question.part:
            continue
        if is_hidden(row, question.limits, question.measure):
            continue
        previous = newest.get(row["year"])
        if previous is None or (row["edition"] or 0) >= (previous["edition"] or 0):
            newest[row["year"]] = row
    last = newest.get(question.year)
    return {
        year: row
        for year, row in newest.items()
        if last is None or row["indicator"] == last["indicator"]
    }


def _tested(
    rows: list[ChangeRow],
    pairs: Sequence[Pair],
    testable: Sequence[int],
    spread_and_step: tuple[ExtraSpread, Floats],
    question: ChangeQuestion,
) -> list[ChangeRow]:
    if not testable:
        return rows
    columns = pair_columns([pairs[at] for at in testable], question.measure)
    years, step = spread_and_step
    swings = years.of(testable)
    two = compared(columns, question.measure, swings, step[testable] if step.ndim else step)
    return _judged(rows, testable, two, question)


def _with_swings(flags: tuple[str, ...], df: float) -> tuple[str, ...]:
    return flags if math.isfinite(df) else (*flags, "swings_unknown")


def _judged(
    rows: Sequence[ChangeRow], testable: Sequence[int], two: TwoYears, question: ChangeQuestion
) -> list[ChangeRow]:
    """Return all rows, those that were tested with their verdict over the whole family."""
    family = np.array([rows[position].is_tested_with_others for position in testable])
    p_adjusted, surely, possibly = (
        adjusted_within(p, family, question.adjust) for p in (two.change.p, two.p_high, two.p_low)
    )
    judged_rows = list(rows)
    for place, position in enumerate(testable):
        change = float(two.change.difference[place])
        verdict = verdict_of(change, surely[place], possibly[place], question.better)
        judged_rows[position] = _with_test(
            rows[position], two, place, float(p_adjusted[place]), verdict
        )
    return judged_rows


def _with_test(
    row: ChangeRow, two: TwoYears, place: int, p_adjusted: float, verdict: Verdict
) -> ChangeRow:
    """Return a row with the test in its place."""
    spread = two.spread
    parts = (float(part[place]) for part in (spread.rounding, spread.factor, spread.df))
    return replace(
        row,
        change_pp=float(two.change.difference[place]),
        ci_low_pp=float(two.change.low[place]),
        ci_high_pp=float(two.change.high[place]),
        p=float(two.change.p[place]),
        tested=Tested(*parts),
        flags=_with_swings(row.flags, float(spread.df[place])),
        p_adjusted=p_adjusted,
        verdict=verdict,
        light=light_of(verdict),
    )


def _beside_city(row: ChangeRow, city: ChangeRow, question: ChangeQuestion) -> ChangeRow:
    """Set an area's change beside the city's; rates have their own ratio in ``incidents``."""
    comparable = question.measure == "share" and "break" not in {row.verdict, city.verdict}
    comparable = comparable and row.break_step_pp == city.break_step_pp
    if row.area == CITY or not comparable or row.change_pp is None or city.change_pp is None:
        return row
    gap = difference(
        Estimate(row.change_pp, row.ci_low_pp, row.ci_high_pp),
        Estimate(city.change_pp, city.ci_low_pp, city.ci_high_pp),
    )
    return replace(row, city_diff_pp=gap.value, city_low_pp=gap.low, city_high_pp=gap.high)
