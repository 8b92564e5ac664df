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
    Shown,
    Verdict,
    light_of,
)
from hotspots.model.nulls import not_null

_NO_LIMITS = Limits()


@dataclass(frozen=True)
class Question:
    """One indicator compared between two years; ``better`` is the way that is better.

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

    def breaks_in(self, area: str) -> list[Break]:
        """Return the breaks that an area's comparison crosses."""
        return [one for one in self.breaks if one.concerns(area)
                and one.is_crossed(self.baseline_year, self.year)]  # fmt: skip


def change_rows(
    areas: Sequence[tuple[str, str]], figures: Sequence[Figure], question: Question
) -> list[ChangeRow]:
    """Return a row for the city, then one for every area in the order given.

    ``areas`` are (code, name) pairs, ``figures`` rows as ``estimates/figures`` gives them, of
    the two years or of the whole series; the trend rests on those up to the later year. The
    family of the adjustment is every area that can be tested; the city stands outside it.
    """
    by_area = {code: [one for one in figures if one["area_code"] == code]
               for code, _ in [(CITY, ""), *areas]}  # fmt: skip
    pairs = [pair_of(own, question.baseline_year, question.year) for own in by_area.values()]
    rows = [
        _with_trend(_untested(code, name, pair, by_area[code], question), by_area[code], question)
        for (code, name), pair in zip([(CITY, CITY), *areas], pairs, strict=True)
    ]
    testable = [at for at, pair in enumerate(pairs) if _testable(rows[at], pair, question)]
    rows = _tested(rows, pairs, testable, question)
    return [_beside_city(row, rows[0], question) for row in rows]


def _testable(row: ChangeRow, pair: Pair, question: Question) -> bool:
    return row.verdict == "not_testable" and all(
        one is not None and base_of(one, question.measure) is not None
        for one in (pair.earlier, pair.later)
    )


def _untested(
    code: str, name: str, pair: Pair, own: Sequence[Figure], question: Question
) -> ChangeRow:
    earlier: Mapping[str, Any] = pair.earlier or {}
    later: Mapping[str, Any] = pair.later or {}
    limits, measure = question.limits, question.measure
    shown = [
        None if one is None or is_hidden(one, limits, measure) else float(not_null(one["percent"]))
        for one in (pair.earlier, pair.later)
    ]
    broken = _breaks(code, pair, question)
    verdict = _verdict_untested(pair, shown, broken)
    n = "n" if measure == "share" else "counted"
    return ChangeRow(
        area=code,
        name=name,
        indicator=question.indicator,
        baseline_year=question.baseline_year,
        year=question.year,
        baseline_percent=shown[0],
        percent=shown[1],
        baseline_n=earlier.get(n),
        n=later.get(n),
        change_pp=None if None in shown else (shown[1] or 0.0) - (shown[0] or 0.0),
        ci_low_pp=None,
        ci_high_pp=None,
        p=None,
        p_adjusted=None,
        light=light_of(verdict),
        verdict=verdict,
        sentence="",
        baseline_category=earlier.get("category"),
        category=later.get("category"),
        flags=(*flags_of(pair, own, limits, measure), *broken),
        baseline_edition=earlier.get("edition"),
        edition=later.get("edition"),
        published_light=_published(later),
        published_against=later.get("published_against"),
        shown=Shown(earlier.get("decimals"), later.get("decimals"), measure),
    )


def _published(later: Mapping[str, Any]) -> Light | None:
    light: Light | None = later.get("published_light")
    return light


def _breaks(code: str, pair: Pair, question: Question) -> tuple[str, ...]:
    if pair.earlier is None or pair.later is None:
        return ()
    kinds = {one.kind for one in question.breaks_in(code)}
    if pair.earlier["indicator"] != pair.later["indicator"]:
        kinds.add("definition")
    return tuple(f"{kind}_break" for kind in ("definition", "method", "context") if kind in kinds)


def _verdict_untested(pair: Pair, shown: Sequence[float | None], broken: Sequence[str]) -> Verdict:
    if pair.later is None:
        return "no_figure"
    if pair.earlier is None:
        return "no_baseline"
    if None in shown:
        return "suppressed"
    return "break" if "definition_break" in broken else "not_testable"


def _with_trend(row: ChangeRow, own: Sequence[Figure], question: Question) -> ChangeRow:
    found = trend(_series(own, question, row.area))
    if found is None:
        return row
    return replace(row, trend_per_year=found.slope, trend_p=found.p, trend_years=found.n_years)


def _series(own: Sequence[Figure], question: Question, area: str) -> list[tuple[int, float]]:
    """Return the comparable years up to the later one, each from its newest edition."""
    borders = [
        one.year
        for one in question.breaks
        if one.kind == "definition" and one.concerns(area) and one.year <= question.year
    ]
    first = max(borders, default=0)
    newest: dict[int, Figure] = {}
    for one in own:
        if not first <= one["year"] <= question.year:
            continue
        if is_hidden(one, question.limits, question.measure):
            continue
        known = newest.get(one["year"])
        if known is None or (one["edition"] or 0) >= (known["edition"] or 0):
            newest[one["year"]] = one
    last = newest.get(question.year)
    return [
        (year, float(not_null(one["percent"])))
        for year, one in newest.items()
        if last is None or one["indicator"] == last["indicator"]
    ]


def _tested(
    rows: list[ChangeRow], pairs: Sequence[Pair], testable: Sequence[int], question: Question
) -> list[ChangeRow]:
    if not testable:
        return rows
    columns = [_columns(pairs[at], question.measure) for at in testable]
    found, p_low, p_high = _compared(np.array(columns, dtype=np.float64).T, question.measure)
    family = np.array([rows[at].area != CITY for at in testable])
    at_once, surely, possibly = (
        _adjusted(p, family, question.adjust) for p in (found.p, p_high, p_low)
    )
    for place, at in enumerate(testable):
        row = replace(
            rows[at],
            change_pp=float(found.difference[place]),
            ci_low_pp=float(found.low[place]),
            ci_high_pp=float(found.high[place]),
            p=float(found.p[place]),
            p_adjusted=float(at_once[place]),
        )
        verdict = _verdict(row, surely[place], possibly[place], question.better)
        rows[at] = replace(row, verdict=verdict, light=light_of(verdict))
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
        found = rate_change(value_1, base_1, value_2, base_2)
        return found, *p_range(columns, score_p, np.inf)
    scaled = (value_1 / 100, base_1, value_2 / 100, base_2, half_1 / 100, half_2 / 100)
    found = share_change(*scaled[:4])
    in_points = ShareChange(100 * found.difference, 100 * found.low, 100 * found.high, found.p)
    return in_points, *p_range(np.array(scaled), share_p, 1.0)


def _adjusted(p: Floats, family: NDArray[np.bool_], method: Method) -> Floats:
    at_once = p.copy()
    at_once[family] = adjusted(p[family], method)
    return at_once


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


def _beside_city(row: ChangeRow, city: ChangeRow, question: Question) -> ChangeRow:
    """Set an area's change beside the city's; rates have their own ratio in ``incidents``."""
    comparable = question.measure == "share" and "break" not in {row.verdict, city.verdict}
    if row.area == CITY or not comparable or row.change_pp is None or city.change_pp is None:
        return row
    found = difference(
        Estimate(row.change_pp, row.ci_low_pp, row.ci_high_pp),
        Estimate(city.change_pp, city.ci_low_pp, city.ci_high_pp),
    )
    return replace(row, city_diff_pp=found.value, city_low_pp=found.low, city_high_pp=found.high)
