"""Counts of incidents per area turned into rates, intervals and verdicts on their change."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.periods import Window
from hotspots.analysis.rates import RateRatio, poisson_interval, rate_ratio
from hotspots.analysis.share_change import ALPHA, holm
from hotspots.model.change import CITY, UNPLACED
from hotspots.model.incidents import IncidentRow, RateVerdict

Key = tuple[str, int]


@dataclass(frozen=True)
class Counted:
    """Counts and populations by (area, year), over the window's days of each year.

    A year that the window covers and that lacks a count has 0.
    """

    counts: Mapping[Key, int]
    population: Mapping[Key, float]
    window: Window
    baseline: int
    year: int
    category: str


def incident_rows(areas: Sequence[tuple[str, str]], data: Counted) -> list[IncidentRow]:
    """Return the city, every area in the order given, then the unplaced.

    A rate needs the population of its own year. Holm's family is every area that can be
    compared; the city stands outside it. How many could not be placed says how good the
    data are, not how safe the city is: that row is counted and not judged.
    """
    rows = [_row(code, name, data) for code, name in [(CITY, ""), *areas, (UNPLACED, "")]]
    family = [at for at, row in enumerate(rows) if row.p is not None and _is_area(row)]
    adjusted = holm(np.array([rows[at].p for at in family], dtype=np.float64))
    for at, p_adjusted in zip(family, adjusted, strict=True):
        rows[at] = replace(rows[at], p_adjusted=float(p_adjusted))
    return [replace(row, verdict=_verdict(row)) for row in rows]


def _is_area(row: IncidentRow) -> bool:
    return row.area not in {CITY, UNPLACED}


def _row(code: str, name: str, data: Counted) -> IncidentRow:
    n = data.counts.get((code, data.year), 0)
    people = data.population.get((code, data.year))
    people_before = data.population.get((code, data.baseline))
    before = (
        data.counts.get((code, data.baseline), 0) if data.baseline in data.window.covered else None
    )
    low, high = poisson_interval(n)
    per = 1000 / people if people else None
    told = before is not None and code != UNPLACED
    compared = _compare(before or 0, n, people_before, people) if told else None
    return IncidentRow(
        area=code,
        name=name,
        category=data.category,
        period=data.year,
        n=n,
        population=people,
        rate_per_1000=n * per if per else None,
        ci_low=low * per if per else None,
        ci_high=high * per if per else None,
        baseline_n=before,
        rate_ratio=_finite(compared.ratio) if compared else None,
        rr_low=compared.low if compared else None,
        rr_high=_finite(compared.high) if compared else None,
        p=compared.p if compared else None,
        p_adjusted=compared.p if compared and code == CITY else None,
        verdict="not_testable",
        flags=_flags(code, data, people, people_before),
    )


def _compare(before: int, n: int, people_before: float | None, people: float | None) -> RateRatio:
    if people and people_before:
        return rate_ratio(before, n, people_before, people)
    return rate_ratio(before, n, 1.0, 1.0)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _flags(
    code: str, data: Counted, people: float | None, people_before: float | None
) -> tuple[str, ...]:
    if code == UNPLACED:
        return ("unplaced",) if data.window.is_whole_year else ("unplaced", "part_year")
    found = {
        "part_year": not data.window.is_whole_year,
        "no_baseline": data.baseline not in data.window.covered,
        "no_population": not people,
        "counts_only": data.baseline in data.window.covered and not (people and people_before),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _verdict(row: IncidentRow) -> RateVerdict:
    if row.baseline_n is None:
        return "no_baseline"
    if row.p_adjusted is None:
        return "not_testable"
    if row.p_adjusted >= ALPHA:
        return "not_distinguishable"
    fewer = row.rr_high is not None and row.rr_high < 1
    return "better" if fewer else "worse"
