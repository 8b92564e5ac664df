"""Counts of incidents per area turned into rates, intervals and verdicts on their change."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hotspots.analysis.incidents.table_counts import Unknown
from hotspots.analysis.methods import empirical_bayes
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.overdispersion import (
    Dispersion,
    Series,
    dispersion,
    quasi_rate_ratio,
)
from hotspots.analysis.methods.rates import (
    RateRatio,
    poisson_interval,
    rate_ratio,
    ratio_of_ratios,
)
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.time.periods import Window
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import IncidentRow, RateVerdict, Use

Key = tuple[str, int]
NO_AREA = frozenset({OUTSIDE, UNPLACED})


@dataclass(frozen=True)
class IncidentCounts:
    """Counts and populations by (area, year), over the window's days of each year.

    A year that the window covers and that lacks a count has 0. ``earlier`` are the years
    before the later one that have the window too, ``people_then`` their populations.
    ``visitor_heavy`` are the areas of which the extract says so. ``unknown`` says why there is no
    count of an area in a year; ``left_out`` how many incidents of a year lie beyond the days that
    are covered; ``use`` where the counts come from, ``loads`` those of tables.
    """

    counts: Mapping[Key, int]
    population: Mapping[Key, float]
    window: Window
    baseline: int
    year: int
    category: str
    earlier: tuple[int, ...] = ()
    left_out: Mapping[int, int] = field(default_factory=dict)
    people_then: Mapping[Key, float] = field(default_factory=dict)
    visitor_heavy: frozenset[str] = frozenset()
    unknown: Mapping[Key, Unknown] = field(default_factory=dict)
    use: Use = "extracts"
    loads: tuple[int, ...] = ()

    def count(self, code: str, year: int) -> int | None:
        """Return the count of an area in a year of the window; None where it is not known."""
        return None if (code, year) in self.unknown else self.counts.get((code, year), 0)


@dataclass(frozen=True)
class Spread:
    """How much counts swing beyond chance: areas pooled, and the city by itself.

    What moves the whole city at once moves its count by more than chance allows even where
    no area's count is off by much, so the areas' figure would flatter the city.
    """

    areas: Dispersion | None = None
    city: Dispersion | None = None

    def of(self, code: str) -> Dispersion | None:
        """Return what a row's test must allow for; None where chance is enough."""
        dispersion = self.city if code == CITY else self.areas
        return dispersion if dispersion is not None and dispersion.is_over else None


def spread_of(areas: Sequence[tuple[str, str]], data: IncidentCounts) -> Spread:
    """Estimate from the earlier years how much counts swing beyond chance."""
    series = [_series(code, data) for code, _ in areas]
    return Spread(
        dispersion(data.earlier, series), dispersion(data.earlier, [_series(CITY, data)])
    )


def _series(code: str, data: IncidentCounts) -> Series:
    counts = [data.counts.get((code, year), 0) for year in data.earlier]
    people = [data.people_then.get((code, year), 0.0) for year in data.earlier]
    exposure = np.array(people, dtype=np.float64) if all(people) else None
    return Series(np.array(counts, dtype=np.float64), exposure)


def incident_rows(
    areas: Sequence[tuple[str, str]],
    data: IncidentCounts,
    *,
    spread: Spread | None = None,
    adjust: Method = "holm",
) -> list[IncidentRow]:
    """Return the city, the areas in the order given, what lies outside if any, and the placeless.

    A rate needs the population of its own year. The family of tests is every area that can
    be compared; the city stands outside it. How many could not be placed says how good the
    data are, and what lies outside the set is no part of it: both are counted and not judged.
    """
    dispersion = spread or Spread()
    outside = [(OUTSIDE, "")] if any(code == OUTSIDE for code, _ in data.counts) else []
    codes = [(CITY, ""), *areas, *outside, (UNPLACED, "")]
    rows = [_row(code, name, data, dispersion) for code, name in codes]
    family = [position for position, row in enumerate(rows) if row.p is not None and _is_area(row)]
    p_values = adjusted(
        np.array([rows[position].p for position in family], dtype=np.float64), adjust
    )
    for position, p_adjusted in zip(family, p_values, strict=True):
        rows[position] = _against_city(
            replace(rows[position], p_adjusted=float(p_adjusted)), rows[0]
        )
    return [replace(row, verdict=_verdict(row)) for row in _smoothed(rows)]


def _is_area(row: IncidentRow) -> bool:
    return row.area not in {CITY, *NO_AREA}


def _row(code: str, name: str, data: IncidentCounts, spread: Spread) -> IncidentRow:
    n = data.count(code, data.year)
    people = data.population.get((code, data.year))
    before = data.count(code, data.baseline) if data.baseline in data.window.covered else None
    low, high = poisson_interval(n or 0)
    per = 1000 / people if people and n is not None else None
    row = IncidentRow(
        area=code,
        name=name,
        category=data.category,
        period=data.year,
        n=n,
        population=people,
        rate_per_1000=n * per if per and n is not None else None,
        ci_low=low * per if per else None,
        ci_high=high * per if per else None,
        baseline_n=before,
        rate_ratio=None,
        rr_low=None,
        rr_high=None,
        p=None,
        p_adjusted=None,
        verdict="not_testable",
        flags=_flags(code, data, spread),
    )
    if before is None or n is None or code in NO_AREA:
        return row
    return _compared(row, (before, n), data, spread)


def _compared(
    row: IncidentRow, numbers: tuple[int, int], data: IncidentCounts, spread: Spread
) -> IncidentRow:
    people, people_before = row.population, data.population.get((row.area, data.baseline))
    exposure = (people_before, people) if people and people_before else (1.0, 1.0)
    swing = spread.of(row.area)
    estimate = (
        rate_ratio(*numbers, *exposure)
        if swing is None
        else quasi_rate_ratio(*numbers, *exposure, swing)
    )
    return replace(
        row,
        rate_ratio=_finite(estimate.ratio),
        rr_low=estimate.low,
        rr_high=_finite(estimate.high),
        p=estimate.p,
        p_adjusted=estimate.p if row.area == CITY else None,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _flags(code: str, data: IncidentCounts, spread: Spread) -> tuple[str, ...]:
    years = [data.year, *([data.baseline] if data.baseline in data.window.covered else [])]
    unknown = tuple(dict.fromkeys(data.unknown[code, year] for year in years
                                  if (code, year) in data.unknown))  # fmt: skip
    if code in NO_AREA:
        flag = "outside" if code == OUTSIDE else "unplaced"
        part = () if data.window.is_whole_year else ("part_year",)
        return (*unknown, flag, *part)
    people = data.population.get((code, data.year))
    people_before = data.population.get((code, data.baseline))
    has_baseline = data.baseline in data.window.covered
    conditions = {
        "part_year": not data.window.is_whole_year,
        "no_baseline": not has_baseline,
        "no_population": not people,
        "counts_only": has_baseline and not (people and people_before),
        "overdispersed": has_baseline and spread.of(code) is not None,
        "visitor_heavy": code in data.visitor_heavy,
    }
    return (*unknown, *(name for name, is_so in conditions.items() if is_so))


def _against_city(row: IncidentRow, city: IncidentRow) -> IncidentRow:
    """Divide the area's ratio by the city's where both are of rates, or both of counts."""
    area_ratio, city_ratio = _ratio(row), _ratio(city)
    same = ("counts_only" in row.flags) == ("counts_only" in city.flags)
    if area_ratio is None or city_ratio is None or city_ratio.ratio == 0 or not same:
        return row
    quotient = ratio_of_ratios(area_ratio, city_ratio)
    return replace(
        row,
        city_ratio=quotient.ratio,
        city_ratio_low=quotient.low,
        city_ratio_high=quotient.high,
    )


def _ratio(row: IncidentRow) -> RateRatio | None:
    if row.rate_ratio is None or row.rr_low is None or row.rr_high is None or row.p is None:
        return None
    return RateRatio(row.rate_ratio, row.rr_low, row.rr_high, row.p)


def _smoothed(rows: Sequence[IncidentRow]) -> list[IncidentRow]:
    """Give every area with people its empirical Bayes rate."""
    population = {row.area: row.population for row in rows
                  if _is_area(row) and row.population and row.n is not None}  # fmt: skip
    counts = np.array([row.n for row in rows if row.area in population], dtype=np.float64)
    people = np.array(list(population.values()), dtype=np.float64)
    drawn = dict(zip(population, empirical_bayes.rates(counts, people) * 1000, strict=True))
    return [
        replace(row, eb_rate_per_1000=float(drawn[row.area])) if row.area in drawn else row
        for row in rows
    ]


def _verdict(row: IncidentRow) -> RateVerdict:
    if {"withheld", "not_stated"} & {*row.flags}:
        return "not_testable"
    if row.baseline_n is None:
        return "no_baseline"
    if row.p_adjusted is None:
        return "not_testable"
    if row.p_adjusted >= ALPHA:
        return "not_distinguishable"
    fewer = row.rr_high is not None and row.rr_high < 1
    return "better" if fewer else "worse"
