"""Counts of weeks, months, quarters, half-years or days, beside the same ones of earlier years."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from hotspots.analysis.incidents.rates import NO_AREA, finite
from hotspots.analysis.methods.count_swings import Swings, swings
from hotspots.analysis.methods.multiplicity import Method, adjusted
from hotspots.analysis.methods.rates import (
    RateRatio,
    RateRatios,
    poisson_interval,
    rate_ratios,
)
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_ratios
from hotspots.analysis.time.weeks import Span
from hotspots.analysis.time.whole_periods import PeriodSpan
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.incidents import PeriodRow, RateVerdict

USUAL_YEARS = 5
Areas = Sequence[tuple[str, str]]
# with fewer in the mean an area says nothing of how years swing
_LEAST_A_PERIOD = 1.0


@dataclass(frozen=True)
class PeriodCounts:
    """Counts of one period by area, and of the same days of earlier years, oldest first.

    ``now`` and each count of ``then`` are 0 where an area is missing. ``earlier`` are the spans
    of ``then`` by their years; the last ``n_usual`` of them say what is usual, all of them how
    much counts swing. ``people`` are residents by (area, year).
    """

    span: PeriodSpan
    now: Mapping[str, int]
    earlier: Mapping[int, Span]
    then: Mapping[str, Sequence[int]]
    people: Mapping[tuple[str, int], float]
    n_usual: int = USUAL_YEARS
    visitor_heavy: Collection[str] = field(default_factory=frozenset)

    @property
    def year(self) -> int:
        """Return the year whose residents the period has."""
        return self.span.period.year

    @property
    def usual_years(self) -> tuple[int, ...]:
        """Return the years whose mean is what is usual."""
        return tuple(self.earlier)[-self.n_usual :]

    def counts(self, code: str) -> list[int]:
        """Return an area's counts of the earlier years, oldest first."""
        return list(self.then.get(code) or [0] * len(self.earlier))

    def usual(self, code: str) -> list[int]:
        """Return an area's counts of the years that say what is usual."""
        return self.counts(code)[-self.n_usual :] if self.earlier else []

    def has_people(self, code: str) -> bool:
        """Tell whether an area's residents are known of the period and of all usual years."""
        return all(self.people.get((code, year)) for year in (self.year, *self.usual_years))

    def exposure(self, code: str, year: int, *, by_people: bool) -> float:
        """Return the days of a year's span, times the area's residents where asked for."""
        first, last = self.earlier.get(year, self.span.days)
        return ((last - first).days + 1) * (self.people[code, year] if by_people else 1.0)


def learnt_swings(data: PeriodCounts, areas: Areas) -> Swings | None:
    """Learn from the same days of all earlier years how much the areas' counts swing.

    Areas with less than a case a period in the mean teach nothing; None where nothing teaches.
    """
    codes = [code for code, _ in areas
             if sum(data.counts(code)) >= _LEAST_A_PERIOD * max(len(data.earlier), 1)]  # fmt: skip
    if not codes:
        return None
    has_people = {code: all(data.people.get((code, year)) for year in data.earlier)
                  for code in codes}  # fmt: skip
    exposure = [[data.exposure(code, year, by_people=has_people[code]) for year in data.earlier]
                for code in codes]  # fmt: skip
    counts = np.array([data.counts(code) for code in codes], dtype=np.float64)
    return swings(tuple(data.earlier), counts, np.array(exposure, dtype=np.float64))


def period_rows(
    areas: Areas, periods: Sequence[PeriodCounts], *, adjust: Method = "holm"
) -> list[PeriodRow]:
    """Return the city, the areas, what lies outside if any, and the placeless, for each period.

    Two families are tested: the city in all periods, and all areas in all periods.
    """
    rows = [row for data in periods for row in _rows(areas, data)]
    in_city = [position for position, row in enumerate(rows) if row.area == CITY]
    for family in (in_city, sorted({*range(len(rows))} - {*in_city})):
        tested = [position for position in family if is_tested(rows[position])]
        p_values = adjusted(
            np.array([rows[position].p for position in tested], dtype=np.float64), adjust
        )
        for position, p_adjusted in zip(tested, map(float, p_values), strict=True):
            row = replace(rows[position], p_adjusted=p_adjusted)
            rows[position] = replace(row, verdict=_verdict(row, p_adjusted))
    return rows


def is_tested(row: PeriodRow) -> bool:
    """Tell whether a test can decide the row: not where nothing ever happened."""
    return row.p is not None and bool(row.n or row.usual_mean)


def _rows(areas: Areas, data: PeriodCounts) -> list[PeriodRow]:
    test = _PeriodTest(data, learnt_swings(data, areas), areas)
    has_outside = data.now.get(OUTSIDE) or any(data.then.get(OUTSIDE, ()))
    nowhere = [*([(OUTSIDE, "")] if has_outside else []), (UNPLACED, "")]
    return [*test.compared([(CITY, ""), *areas]),
            *(test.counted(code, name) for code, name in nowhere)]  # fmt: skip


@dataclass(frozen=True)
class _PeriodTest:
    """What a period's counts are compared with, and how much they may swing."""

    data: PeriodCounts
    learnt: Swings | None
    areas: Areas

    def counted(self, code: str, name: str) -> PeriodRow:
        """Return a row that says how many there are and how often, without a test."""
        data, n, usual = self.data, self.data.now.get(code, 0), self.data.usual(code)
        people = data.people.get((code, data.year))
        per = 1000 * data.span.usual_days / (people * data.span.n_days) if people else None
        low, high = poisson_interval(n)
        return PeriodRow(
            area=code,
            name=name,
            category="*",
            period=str(data.span.period),
            first_day=data.span.days[0],
            last_day=data.span.days[1],
            n=n,
            population=people,
            rate_per_1000=n * per if per else None,
            ci_low=low * per if per else None,
            ci_high=high * per if per else None,
            usual_years=len(usual),
            usual_mean=float(np.mean(usual)) if usual else None,
            ratio=None,
            ratio_low=None,
            ratio_high=None,
            p=None,
            p_adjusted=None,
            verdict="not_testable" if usual else "no_baseline",
            flags=self._flags(code),
        )

    def compared(self, areas: Areas) -> list[PeriodRow]:
        """Return rows with their tests; without any where no earlier year has the days."""
        rows = [self.counted(code, name) for code, name in areas]
        if not self.data.usual_years:
            return rows
        ratios = self._ratios(rows)
        return [_with_ratio(row, ratios.ratio_of(place)) for place, row in enumerate(rows)]

    def _ratios(self, rows: Sequence[PeriodRow]) -> RateRatios:
        """Compare counts with the sums of the usual years', by days and, if known, residents."""
        codes = [row.area for row in rows]
        totals = np.array([sum(self.data.usual(code)) for code in codes], dtype=np.float64)
        n = np.array([row.n for row in rows], dtype=np.float64)
        earlier, later = np.array([self._exposures(code) for code in codes]).T
        if self.learnt is None:
            return rate_ratios(totals, n, earlier, later)
        city = 1 + 1 / len(self.data.usual_years)
        areas = np.where([code == CITY for code in codes], city * self._squared_shares(), city)
        return swing_ratios(totals, n, (earlier, later), self.learnt, areas=areas, city=city)

    def _exposures(self, code: str) -> tuple[float, float]:
        """Return what the usual years' counts and the period's rest on."""
        data, by_people = self.data, self.data.has_people(code)
        usual = (data.exposure(code, year, by_people=by_people) for year in data.usual_years)
        return sum(usual), data.exposure(code, data.year, by_people=by_people)

    def _squared_shares(self) -> float:
        """Return how often an area's swing enters the city's, by the squares of their shares.

        Of k years together each swing enters by a k-th, as it does of an area.
        """
        totals = np.array([sum(self.data.usual(area)) for area, _ in self.areas], dtype=np.float64)
        shares = totals / max(totals.sum(), 1.0)
        return float((shares**2).sum())

    def _flags(self, code: str) -> tuple[str, ...]:
        if code in NO_AREA:
            return ("outside" if code == OUTSIDE else "unplaced",)
        has_usual = bool(self.data.usual_years)
        conditions = {
            "no_baseline": not has_usual,
            "no_population": not self.data.people.get((code, self.data.year)),
            "counts_only": has_usual and not self.data.has_people(code),
            "overdispersed": has_usual and self.learnt is not None and self.learnt.is_over,
            "chance_only": has_usual and self.learnt is None,
            "visitor_heavy": code in self.data.visitor_heavy,
        }
        return tuple(name for name, is_so in conditions.items() if is_so)


def _with_ratio(row: PeriodRow, estimate: RateRatio) -> PeriodRow:
    return replace(
        row,
        ratio=finite(estimate.ratio),
        ratio_low=estimate.low,
        ratio_high=finite(estimate.high),
        p=estimate.p,
        verdict="not_testable",
    )


def _verdict(row: PeriodRow, p: float) -> RateVerdict:
    if p >= ALPHA:
        return "not_distinguishable"
    fewer = row.ratio is not None and row.ratio < 1
    return "better" if fewer else "worse"
