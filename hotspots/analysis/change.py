"""Verdicts on the change of one indicator in every area of a set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.editions import Pair, choose
from hotspots.analysis.share_change import (
    ALPHA,
    Better,
    Floats,
    holm,
    is_better,
    p_range,
    share_change,
)
from hotspots.model.change import CITY, ChangeRow, Verdict, light_of


@dataclass(frozen=True)
class Question:
    """One indicator compared between two years; ``better`` is the way that is better."""

    indicator: str
    better: Better
    baseline_year: int
    year: int


def change_rows(
    areas: Sequence[tuple[str, str]], figures: Sequence[Mapping[str, Any]], question: Question
) -> list[ChangeRow]:
    """Return a row for the city, then one for every area in the order given.

    ``areas`` are (code, name) pairs, ``figures`` rows with area_code, year, edition, supplier,
    percent, n, n_eff and category. The family of Holm's adjustment is every area that can be
    tested; the city stands outside it.
    """
    pairs = [_pair(code, figures, question) for code, _ in [(CITY, ""), *areas]]
    rows = [
        _untested(code, name, pair, question)
        for (code, name), pair in zip([(CITY, CITY), *areas], pairs, strict=True)
    ]
    testable = [at for at, pair in enumerate(pairs) if _testable(pair)]
    return _tested(rows, pairs, testable, question)


def _pair(code: str, figures: Sequence[Mapping[str, Any]], question: Question) -> Pair:
    own = [one for one in figures if one["area_code"] == code and one["percent"] is not None]
    return choose(
        [one for one in own if one["year"] == question.baseline_year],
        [one for one in own if one["year"] == question.year],
    )


def effective_n(figure: Mapping[str, Any]) -> float | None:
    """Return the effective number of answers; the plain number where no design is known."""
    found = figure["n_eff"] if figure["n_eff"] is not None else figure["n"]
    return None if found is None else float(found)


def _testable(pair: Pair) -> bool:
    return all(
        one is not None and effective_n(one) is not None for one in (pair.earlier, pair.later)
    )


def _untested(code: str, name: str, pair: Pair, question: Question) -> ChangeRow:
    earlier, later = pair.earlier or {}, pair.later or {}
    both = bool(pair.earlier and pair.later)
    verdict: Verdict = "not_testable"
    if not both:
        verdict = "no_figure" if pair.later is None else "no_baseline"
    return ChangeRow(
        area=code,
        name=name,
        indicator=question.indicator,
        baseline_year=question.baseline_year,
        year=question.year,
        baseline_percent=earlier.get("percent"),
        percent=later.get("percent"),
        baseline_n=earlier.get("n"),
        n=later.get("n"),
        change_pp=later["percent"] - earlier["percent"] if both else None,
        ci_low_pp=None,
        ci_high_pp=None,
        p=None,
        p_adjusted=None,
        light=light_of(verdict),
        verdict=verdict,
        sentence="",
        baseline_category=earlier.get("category"),
        category=later.get("category"),
        flags=_flags(pair),
        baseline_decimals=earlier.get("decimals"),
        decimals=later.get("decimals"),
    )


def _flags(pair: Pair) -> tuple[str, ...]:
    earlier, later = pair.earlier, pair.later
    given = [one for one in (earlier, later) if one is not None]
    suppliers = {one["supplier"] for one in given if one["supplier"]}
    found = {
        "no_baseline": earlier is None,
        "no_figure": later is None,
        "no_n": any(effective_n(one) is None for one in given),
        "design_effect_unknown": any(
            one["n_eff"] is None and one["n"] is not None for one in given
        ),
        "mixed_editions": pair.mixed,
        "supplier_changed": len(suppliers) > 1,
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _tested(
    rows: list[ChangeRow], pairs: Sequence[Pair], testable: Sequence[int], question: Question
) -> list[ChangeRow]:
    if not testable:
        return rows
    columns = [_columns(pairs[at]) for at in testable]
    share_1, n_1, share_2, n_2, half_1, half_2 = np.array(columns, dtype=np.float64).T
    found = share_change(share_1, n_1, share_2, n_2)
    p_low, p_high = p_range(share_1, n_1, share_2, n_2, half_1, half_2)
    family = np.array([rows[at].area != CITY for at in testable])
    adjusted, surely, possibly = (_adjusted(p, family) for p in (found.p, p_high, p_low))
    for place, at in enumerate(testable):
        row = replace(
            rows[at],
            change_pp=100 * float(found.difference[place]),
            ci_low_pp=100 * float(found.low[place]),
            ci_high_pp=100 * float(found.high[place]),
            p=float(found.p[place]),
            p_adjusted=float(adjusted[place]),
        )
        verdict = _verdict(row, surely[place], possibly[place], question.better)
        rows[at] = replace(row, verdict=verdict, light=light_of(verdict))
    return rows


def _columns(pair: Pair) -> tuple[Any, ...]:
    if pair.earlier is None or pair.later is None:
        raise ValueError("only pairs with both figures are tested")
    earlier, later = pair.earlier, pair.later
    return (
        earlier["percent"] / 100, effective_n(earlier), later["percent"] / 100,
        effective_n(later), _half_step(earlier), _half_step(later),
    )  # fmt: skip


def _half_step(figure: Mapping[str, Any]) -> float:
    """Return how far a printed share (0 to 1) may lie from the true one; 0 where it is exact."""
    return 0.0 if figure["decimals"] is None else 0.5 * 10.0 ** -figure["decimals"] / 100


def _adjusted(p: Floats, family: NDArray[np.bool_]) -> Floats:
    adjusted = p.copy()
    adjusted[family] = holm(p[family])
    return adjusted


def _verdict(row: ChangeRow, surely: float, possibly: float, better: Better) -> Verdict:
    """Judge a row by its adjusted p-value over all values that round to what is printed.

    Holm's adjustment rises with every p-value of the family, so the largest and smallest
    p-values of all areas bound what the adjusted one can be.
    """
    if possibly >= ALPHA:
        return "not_distinguishable"
    if surely >= ALPHA:
        return "undecided_rounding"
    return "better" if is_better(row.change_pp or 0.0, better) else "worse"
