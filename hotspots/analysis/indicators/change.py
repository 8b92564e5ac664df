"""Verdicts on the change of one indicator in every area of a set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.pairing import (
    base_of,
    flags_of,
    half_step,
    is_hidden,
    pair_of,
    period_of,
)
from hotspots.analysis.methods.editions import Pair
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rate_change import rate_change, score_p
from hotspots.analysis.methods.relative import Estimate, difference
from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.share_change import (
    ALPHA,
    Better,
    Floats,
    ShareChange,
    is_better,
    p_range,
    share_change,
    share_p,
)
from hotspots.analysis.methods.trend import trend
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.indicators import (
    Break,
    ChangeRow,
    Figure,
    Light,
    Measure,
    Printed,
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
    unjudged. ``adjust`` is how the p-values of all areas are adjusted.
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
    sides = [_sides(areas, figures, question) for figures in figures_by_group]
    rows = [row for own_rows, _ in sides for row in own_rows]
    pairs = [pair for _, own_pairs in sides for pair in own_pairs]
    testable = [at for at, pair in enumerate(pairs) if _testable(rows[at], pair, question)]
    rows = _tested(rows, pairs, testable, question)
    n = len(areas) + 1
    blocks = [rows[start : start + n] for start in range(0, len(rows), n)]
    return [[_beside_city(row, block[0], question) for row in block] for block in blocks]


def _sides(
    areas: Sequence[tuple[str, str]], figures: Sequence[Figure], question: ChangeQuestion
) -> tuple[list[ChangeRow], list[Pair]]:
    """Return the rows of the city and the areas before any test, and their figures in pairs."""
    by_area = {code: [one for one in figures if one["area_code"] == code]
               for code, _ in [(CITY, ""), *areas]}  # fmt: skip
    pairs = [pair_of(own, question.baseline_period, question.period) for own in by_area.values()]
    rows = [
        _with_trend(_untested(code, name, pair, by_area[code], question), by_area[code], question)
        for (code, name), pair in zip([(CITY, CITY), *areas], pairs, strict=True)
    ]
    return rows, pairs


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


def _with_trend(row: ChangeRow, figures: Sequence[Figure], question: ChangeQuestion) -> ChangeRow:
    fit = trend(_series(figures, question, row.area))
    if fit is None:
        return row
    return replace(row, trend_per_year=fit.slope, trend_p=fit.p, trend_years=fit.n_years)


def _series(
    figures: Sequence[Figure], question: ChangeQuestion, area: str
) -> list[tuple[int, float]]:
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
    return [
        (year, float(not_null(row["percent"])))
        for year, row in newest.items()
        if last is None or row["indicator"] == last["indicator"]
    ]


def _tested(
    rows: list[ChangeRow], pairs: Sequence[Pair], testable: Sequence[int], question: ChangeQuestion
) -> list[ChangeRow]:
    if not testable:
        return rows
    columns = [_columns(pairs[position], question.measure) for position in testable]
    change, p_low, p_high = _compared(np.array(columns, dtype=np.float64).T, question.measure)
    family = np.array([rows[position].area != CITY for position in testable])
    p_adjusted, surely, possibly = (
        _adjusted(p, family, question.adjust) for p in (change.p, p_high, p_low)
    )
    for place, position in enumerate(testable):
        row = replace(
            rows[position],
            change_pp=float(change.difference[place]),
            ci_low_pp=float(change.low[place]),
            ci_high_pp=float(change.high[place]),
            p=float(change.p[place]),
            p_adjusted=float(p_adjusted[place]),
        )
        verdict = _verdict(row, surely[place], possibly[place], question.better)
        rows[position] = replace(row, verdict=verdict, light=light_of(verdict))
    return rows


def _columns(pair: Pair, measure: Measure) -> tuple[float, ...]:
    if pair.earlier is None or pair.later is None:
        raise ValueError(message("only pairs with both figures are tested"))
    earlier, later = pair.earlier, pair.later
    return (
        not_null(earlier["percent"]), base_of(earlier, measure) or 0.0, not_null(later["percent"]),
        base_of(later, measure) or 0.0, half_step(earlier), half_step(later),
    )  # fmt: skip


def _compared(columns: Floats, measure: Measure) -> tuple[ShareChange, Floats, Floats]:
    """Return the change in the figures' own unit, and the smallest and largest p-value."""
    value_1, base_1, value_2, base_2, half_1, half_2 = columns
    if measure == "per_1000":
        change = rate_change(value_1, base_1, value_2, base_2)
        return change, *p_range(columns, score_p, np.inf)
    scaled = (value_1 / 100, base_1, value_2 / 100, base_2, half_1 / 100, half_2 / 100)
    change = share_change(*scaled[:4])
    in_points = ShareChange(100 * change.difference, 100 * change.low, 100 * change.high, change.p)
    return in_points, *p_range(np.array(scaled), share_p, 1.0)


def _adjusted(p: Floats, family: NDArray[np.bool_], method: Method) -> Floats:
    p_adjusted = p.copy()
    p_adjusted[family] = adjusted(p[family], method)
    return p_adjusted


def _verdict(row: ChangeRow, surely: float, possibly: float, better: Better) -> Verdict:
    """Judge a row by its adjusted p-value over all values that round to what is printed.

    Each way of adjusting rises with every p-value of the family, so the largest and smallest
    p-values of all areas bound what the adjusted one can be.
    """
    if possibly >= ALPHA:
        return "not_distinguishable"
    if surely >= ALPHA:
        return "undecided_rounding"
    return "better" if is_better(row.change_pp or 0.0, better) else "worse"


def _beside_city(row: ChangeRow, city: ChangeRow, question: ChangeQuestion) -> ChangeRow:
    """Set an area's change beside the city's; rates have their own ratio in ``incidents``."""
    comparable = question.measure == "share" and "break" not in {row.verdict, city.verdict}
    if row.area == CITY or not comparable or row.change_pp is None or city.change_pp is None:
        return row
    gap = difference(
        Estimate(row.change_pp, row.ci_low_pp, row.ci_high_pp),
        Estimate(city.change_pp, city.ci_low_pp, city.ci_high_pp),
    )
    return replace(row, city_diff_pp=gap.value, city_low_pp=gap.low, city_high_pp=gap.high)
