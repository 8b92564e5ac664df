"""What the incidents of a source cover: years, months, and where a category or area stops."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import median
from typing import Any

from hotspots.analysis.provenance.limits import LEAST_EXPECTED, QUIET_DAYS, USUAL_MONTH
from hotspots.analysis.time.extents import DayCount, extents, left_out
from hotspots.analysis.time.periods import YearDays, covered_years
from hotspots.model.provenance import Finding, FindingPlace, HowSure
from hotspots.model.rows import CheckByAreaRow, CheckByCategoryRow, CheckDaysRow, CheckMonthsRow

Month = tuple[int, int]


@dataclass(frozen=True)
class Covered:
    """The days that a source covers, from its first to its last, and its incidents by month."""

    source: str
    load: int
    first: date
    last: date
    months: Mapping[Month, int]

    @property
    def years(self) -> range:
        """Return the years from the first to the last covered one."""
        return range(self.first.year, self.last.year + 1)

    @property
    def n_days(self) -> int:
        """Return how many days are covered."""
        return (self.last - self.first).days + 1

    def part_of(self, year: int) -> float:
        """Return the covered part of a year, 0 to 1."""
        return self._part(date(year, 1, 1), date(year, 12, 31))

    def part_of_month(self, month: Month) -> float:
        """Return the covered part of a month, 0 to 1."""
        days = calendar.monthrange(*month)[1]
        return self._part(date(*month, 1), date(*month, days))

    def _part(self, start: date, end: date) -> float:
        inside = (min(end, self.last) - max(start, self.first)).days + 1
        return max(0, inside) / ((end - start).days + 1)


def covered(months: Sequence[CheckMonthsRow]) -> dict[str, Covered]:
    """Return what each source covers, from its incidents by month in order.

    Years of stragglers cover nothing; which they are is ruled by ``periods.covered_years``.
    """
    by_source = {}
    for source, rows in groupby(months, key=lambda row: row["source"]):
        source_rows = list(rows)
        years = _full_years(source_rows)
        kept = [row for row in source_rows if row["year"] in years]
        counts = {(row["year"], row["month"]): row["n"] for row in kept}
        by_source[source] = Covered(source, max(row["load_id"] for row in kept),
                                kept[0]["first_day"], kept[-1]["last_day"], counts)  # fmt: skip
    return by_source


def _full_years(rows: Sequence[CheckMonthsRow]) -> frozenset[int]:
    days: dict[int, YearDays] = {}
    for row in rows:
        first, _, n = days.get(row["year"], (row["first_day"], row["last_day"], 0))
        days[row["year"]] = (first, row["last_day"], n + row["n"])
    return covered_years(days)


def half_loaded_year(sources: Mapping[str, Covered]) -> list[Finding]:
    """Find years with months without incidents, or far fewer than usual, and cut-off years."""
    return [
        finding
        for source in sources.values()
        for finding in (*_thin_years(source), *_cut_years(source))
    ]  # fmt: skip


def uncovered(days: Sequence[CheckDaysRow]) -> list[Finding]:
    """Find what a source has of years and days that it does not cover; no year counts it."""
    by_source = groupby(days, key=lambda row: row["source"])
    found = [_uncovered(source, list(rows)) for source, rows in by_source]
    return [one for one in found if one]


def _uncovered(source: str, rows: Sequence[CheckDaysRow]) -> Finding | None:
    counts = [
        (
            DayCount(row["first_day"], row["last_day"], row["n"], is_coarse=row["is_coarse"]),
            row["is_late"],
        )
        for row in rows
    ]
    days = extents([one for one, is_late in counts if not is_late])
    lost = left_out([one for one, _ in counts], days)
    if not lost:
        return None
    years = tuple(map(str, sorted(lost)))
    figures = {"source": source, "years": years, "n": sum(lost.values())}
    place = FindingPlace(load=max(row["load_id"] for row in rows))
    return Finding("half_loaded_year", "uncovered", "possible", place, figures)


def _thin_years(source: Covered) -> Iterator[Finding]:
    whole_months = [month for month in _all_months(source) if source.part_of_month(month) == 1]
    usual = median([source.months.get(month, 0) for month in whole_months] or [0])
    for year in source.years:
        thin = [month for month in _all_months(source)
                if month[0] == year and _is_thin(source, month, usual)]  # fmt: skip
        if thin:
            figures = {
                "source": source.source, "year": str(year), "usual": round(usual),
                "months": tuple(f"{year}-{month:02d}" for _, month in thin),
                "n": sum(source.months.get(month, 0) for month in thin),
            }  # fmt: skip
            yield _of_year(source, year, "thin_months", "likely", figures)


def _is_thin(source: Covered, month: Month, usual: float) -> bool:
    expected = usual * source.part_of_month(month)
    return expected >= LEAST_EXPECTED and source.months.get(month, 0) < USUAL_MONTH * expected


def _all_months(source: Covered) -> list[Month]:
    return [
        (year, month)
        for year in source.years
        for month in range(1, 13)
        if source.part_of_month((year, month))
    ]


def _cut_years(source: Covered) -> Iterator[Finding]:
    daily = sum(source.months.values()) / source.n_days
    before = (source.first - date(source.first.year, 1, 1)).days
    after = (date(source.last.year, 12, 31) - source.last).days
    for text, days, day in (
        ("year_begins_late", before, source.first),
        ("year_ends_early", after, source.last),
    ):
        if days > QUIET_DAYS and days * daily >= LEAST_EXPECTED:
            figures = {"source": source.source, "year": str(day.year), "day": day}
            yield _of_year(source, day.year, text, "possible", figures)


def _of_year(
    source: Covered, year: int, text: str, sure: HowSure, figures: Mapping[str, Any]
) -> Finding:
    return Finding(
        "half_loaded_year", text, sure, FindingPlace(year=year, load=source.load), figures
    )


def coverage_changed(
    categories: Sequence[CheckByCategoryRow],
    areas: Sequence[CheckByAreaRow],
    sources: Mapping[str, Covered],
) -> list[Finding]:
    """Find categories and areas that begin, stop or pause while their source goes on.

    Years without any must be so many that at least 20 were to be expected in them.
    """
    of_categories = groupby(categories, key=lambda row: (row["source"], row["category"]))
    of_areas = groupby(areas, key=lambda row: (row["set_name"], row["source"], row["area_code"]))
    findings: list[Finding] = []
    rows: Iterator[CheckByCategoryRow | CheckByAreaRow]
    for (source, name), rows in of_categories:
        figures = {"source": source, "category": name}
        findings += _series("category", list(rows), sources[source], figures, FindingPlace())
    for (set_name, source, code), rows in of_areas:
        place = FindingPlace(set_name, code)
        findings += _series("area", list(rows), sources[source], {"source": source}, place)
    return findings


def _series(
    what: str,
    rows: Sequence[CheckByCategoryRow | CheckByAreaRow],
    source: Covered,
    figures: Mapping[str, Any],
    place: FindingPlace,
) -> Iterator[Finding]:
    load = rows[-1]["load_id"]
    for change in _changes(rows, source):
        series_figures = {
            **figures,
            "years": tuple(map(str, change.years)),
            "mean": round(change.mean),
        }
        where = FindingPlace(place.set_name, place.area, change.years[0], None, load)
        yield Finding("coverage_changed", f"{what}_{change.how}", "likely", where, series_figures)


@dataclass(frozen=True)
class _Change:
    """A series that begins, stops or pauses: the years without any, and the yearly mean else."""

    how: str
    years: Sequence[int]
    mean: float


def _changes(
    rows: Sequence[CheckByCategoryRow | CheckByAreaRow], source: Covered
) -> Iterator[_Change]:
    counts = {row["year"]: row["n"] for row in rows if row["year"] in source.years}
    if not counts:
        return
    mean = sum(counts.values()) / sum(source.part_of(year) for year in counts)
    first, last = min(counts), max(counts)
    for how, years in (
        ("begins", range(source.years.start, first)),
        ("pauses", [year for year in range(first, last) if year not in counts]),
        ("stops", range(last + 1, source.years.stop)),
    ):
        lost = [year for year in years if _is_covered(source, year)]
        if mean * sum(source.part_of(year) for year in lost) >= LEAST_EXPECTED <= mean:
            yield _Change(how, lost, mean)


def _is_covered(source: Covered, year: int) -> bool:
    return any(known == year for known, _ in source.months)
