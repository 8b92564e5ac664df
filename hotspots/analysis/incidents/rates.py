"""Counts of incidents per area turned into rates, intervals and verdicts on their change."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from hotspots.analysis.incidents.table_counts import Unknown
from hotspots.analysis.methods import empirical_bayes
from hotspots.analysis.methods.count_swings import Swings, swings
from hotspots.analysis.methods.distributions import Floats, poisson_limits
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rates import (
    TAIL,
    RateRatio,
    RateRatios,
    rate_ratios,
    ratio_of_ratios,
)
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_ratios
from hotspots.analysis.time.periods import Window
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import CountsFrom, IncidentRow, RateVerdict

Key = tuple[str, int]
Row = TypeVar("Row", bound=IncidentRow)
NO_AREA = frozenset({OUTSIDE, UNPLACED})


@dataclass(frozen=True)
class IncidentCounts:
    """Counts and populations by (area, year), over the window's days of each year.

    A year that the window covers and that lacks a count has 0. ``earlier`` are the years
    before the later one that have the window too, ``people_then`` their populations.
    ``visitor_heavy`` are the areas of which the extract says so. ``unknown`` says why there is no
    count of an area in a year; ``left_out`` how many incidents of a year lie beyond the days that
    are covered; ``use`` where the counts come from, ``loads`` those of tables. ``part`` names the
    part of both years, such as ``Q4``, where it was asked for.
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
    use: CountsFrom = "extracts"
    loads: tuple[int, ...] = ()
    part: str = ""

    def period(self, year: int) -> int | str:
        """Return what is counted of a year: the year, or its part as options write it."""
        return f"{year}-{self.part}" if self.part else year

    def count(self, code: str, year: int) -> int | None:
        """Return the count of an area in a year of the window; None where it is not known."""
        return None if (code, year) in self.unknown else self.counts.get((code, year), 0)


def swings_of(areas: Sequence[tuple[str, str]], data: IncidentCounts) -> Swings | None:
    """Learn from the earlier years how much counts swing; None where there are too few.

    Counts are of a window's days and, where every year has the area's residents, of those. An
    area with a count that is not known teaches nothing.
    """
    codes = [code for code, _ in areas
             if not any((code, year) in data.unknown for year in data.earlier)]  # fmt: skip
    counts = np.array([[data.counts.get((code, year), 0) for year in data.earlier]
                       for code in codes], dtype=np.float64)  # fmt: skip
    exposure = np.array([_exposure(code, data) for code in codes], dtype=np.float64)
    return swings(data.earlier, counts, exposure) if codes else None


def _exposure(code: str, data: IncidentCounts) -> list[float]:
    people = [data.people_then.get((code, year)) or 0.0 for year in data.earlier]
    return [
        (residents if all(people) else 1.0) * data.window.length(year)
        for residents, year in zip(people, data.earlier, strict=True)
    ]


def incident_rows(
    areas: Sequence[tuple[str, str]], data: IncidentCounts, *, adjust: Method = "holm"
) -> list[IncidentRow]:
    """Return the city, the areas in the order given, what lies outside if any, and the placeless.

    A rate needs the population of its own year, and is of as many days as a year without a leap
    day has. The family of tests is every area that can be compared and had incidents in either
    year; the city stands outside it. How many could not be placed says how good the data are,
    and what lies outside the set is no part of it: both are counted and not judged.
    """
    swing = CountSwing(swings_of(areas, data), squared_shares(areas, data))
    outside = [(OUTSIDE, "")] if any(code == OUTSIDE for code, _ in data.counts) else []
    codes = [(CITY, ""), *areas, *outside, (UNPLACED, "")]
    rows = [_alone(row) for row in _compared(_counted(codes, data, swing.learnt), data, swing)]
    family = [position for position, row in enumerate(rows) if is_in_family(row)]
    p_values = adjusted(
        np.array([rows[position].p for position in family], dtype=np.float64), adjust
    )
    for position, p_adjusted in zip(family, p_values, strict=True):
        rows[position] = against_city(
            replace(rows[position], p_adjusted=float(p_adjusted)), rows[0]
        )
    return [replace(row, verdict=_verdict(row)) for row in _smoothed(rows, data)]


@dataclass(frozen=True)
class CountSwing:
    """What tests allow for; ``of_city`` is how often an area's swing enters the city's ratio."""

    learnt: Swings | None
    of_city: float

    def ratios(self, codes: Sequence[str], counts: Floats, exposure: Floats) -> RateRatios:
        """Compare two counts of each area or the city, given who was exposed to each.

        ``counts`` and ``exposure`` are of shape (2, n): of the earlier and the later year.
        """
        (earlier, later), (before, after) = counts, exposure
        if self.learnt is None:
            return rate_ratios(earlier, later, before, after)
        areas = np.where([code == CITY for code in codes], self.of_city, 2.0)
        return swing_ratios(earlier, later, (before, after), self.learnt, areas=areas)


def squared_shares(areas: Sequence[tuple[str, str]], data: IncidentCounts) -> float:
    """Return the sum over both years of the areas' squared shares of all incidents."""
    counts = [[data.counts.get((code, year), 0) for code, _ in areas]
              for year in (data.baseline, data.year)]  # fmt: skip
    return sum(sum(n * n for n in year) / max(sum(year), 1) ** 2 for year in counts)


def _alone(row: IncidentRow) -> IncidentRow:
    """Adjust the p-value of a row that stands outside the family by nothing."""
    return row if is_in_family(row) else replace(row, p_adjusted=row.p)


def is_in_family(row: IncidentRow) -> bool:
    """Tell whether a test can decide the row, which is an area: not 0 and 0."""
    return row.p is not None and _is_area(row) and bool(row.n or row.baseline_n)


def _is_area(row: IncidentRow) -> bool:
    return row.area not in {CITY, *NO_AREA}


def _counted(
    codes: Sequence[tuple[str, str]], data: IncidentCounts, learnt: Swings | None
) -> list[IncidentRow]:
    """Return rows of (code, name) pairs with their counts and rates, and no comparison."""
    counts = [data.count(code, data.year) or 0 for code, _ in codes]
    low, high = poisson_limits(np.array(counts, dtype=np.float64), TAIL)
    limits = zip(low.tolist(), high.tolist(), strict=True)
    return [
        _row(code, name, data, of_row, learnt)
        for (code, name), of_row in zip(codes, limits, strict=True)
    ]


def _row(
    code: str,
    name: str,
    data: IncidentCounts,
    limits: tuple[float, float],
    learnt: Swings | None,
) -> IncidentRow:
    n = data.count(code, data.year)
    people = data.population.get((code, data.year))
    before = data.count(code, data.baseline) if data.baseline in data.window.covered else None
    per = 1000 / (people * data.window.length(data.year)) if people and n is not None else None
    return IncidentRow(
        area=code,
        name=name,
        category=data.category,
        period=data.period(data.year),
        n=n,
        population=people,
        rate_per_1000=n * per if per and n is not None else None,
        ci_low=limits[0] * per if per else None,
        ci_high=limits[1] * per if per else None,
        baseline_n=before,
        rate_ratio=None,
        rr_low=None,
        rr_high=None,
        p=None,
        p_adjusted=None,
        verdict="not_testable",
        flags=flags_of(code, data, learnt),
    )


def _compared(
    rows: Sequence[IncidentRow], data: IncidentCounts, swing: CountSwing
) -> list[IncidentRow]:
    """Return the rows, those of areas and the city with two counts compared, all at once."""
    pairs = [row for row in rows if row.area not in NO_AREA
             and row.baseline_n is not None and row.n is not None]  # fmt: skip
    counts = np.array([(row.baseline_n, row.n) for row in pairs], dtype=np.float64).reshape(-1, 2)
    exposure = np.array([exposures(row, data) for row in pairs]).reshape(-1, 2)
    ratios = swing.ratios([row.area for row in pairs], counts.T, exposure.T)
    by_area = {
        row.area: _with_ratio(row, ratios.ratio_of(place)) for place, row in enumerate(pairs)
    }
    return [by_area.get(row.area, row) for row in rows]


def exposures(row: IncidentRow, data: IncidentCounts) -> tuple[float, float]:
    """Return who was exposed in the baseline and in the year: residents, if known, by days."""
    people, people_before = row.population, data.population.get((row.area, data.baseline))
    before, after = (people_before, people) if people and people_before else (1.0, 1.0)
    return before * data.window.length(data.baseline), after * data.window.length(data.year)


def _with_ratio(row: IncidentRow, estimate: RateRatio) -> IncidentRow:
    return replace(
        row,
        rate_ratio=finite(estimate.ratio),
        rr_low=estimate.low,
        rr_high=finite(estimate.high),
        p=estimate.p,
    )


def finite(value: float) -> float | None:
    """Return a number, or None where it is infinite or none."""
    return value if math.isfinite(value) else None


def flags_of(code: str, data: IncidentCounts, learnt: Swings | None) -> tuple[str, ...]:
    """Return what must be minded of a row, beside its figures."""
    years = [data.year, *([data.baseline] if data.baseline in data.window.covered else [])]
    unknown = tuple(dict.fromkeys(data.unknown[code, year] for year in years
                                  if (code, year) in data.unknown))  # fmt: skip
    if code in NO_AREA:
        flag = "outside" if code == OUTSIDE else "unplaced"
        part = () if data.window.is_whole_year or data.part else ("part_year",)
        return (*unknown, flag, *part)
    people = data.population.get((code, data.year))
    people_before = data.population.get((code, data.baseline))
    has_baseline = data.baseline in data.window.covered
    conditions = {
        "part_year": not data.window.is_whole_year and not data.part,
        "no_baseline": not has_baseline,
        "no_population": not people,
        "counts_only": has_baseline and not (people and people_before),
        "overdispersed": has_baseline and learnt is not None and learnt.is_over,
        "chance_only": has_baseline and learnt is None,
        "visitor_heavy": code in data.visitor_heavy,
    }
    return (*unknown, *(name for name, is_so in conditions.items() if is_so))


def against_city(row: Row, city: IncidentRow) -> Row:
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


def _smoothed(rows: Sequence[IncidentRow], data: IncidentCounts) -> list[IncidentRow]:
    """Give every area with people its empirical Bayes rate."""
    population = {row.area: row.population for row in rows
                  if _is_area(row) and row.population and row.n is not None}  # fmt: skip
    counts = np.array([row.n for row in rows if row.area in population], dtype=np.float64)
    people = np.array(list(population.values())) * data.window.length(data.year)
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
