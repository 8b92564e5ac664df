"""Rates, counts and residents that do not fit each other, and residents that jump."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from hotspots.analysis.provenance.limits import (
    SMALL_AREA_PEOPLE,
    SMALLEST_JUMP_PEOPLE,
    YEARLY_CHANGE,
)
from hotspots.model.provenance import Finding, FindingPlace, HowSure, PrintedNumber
from hotspots.model.rows import CheckPopulationStepsRow, CheckRatesRow


@dataclass(frozen=True)
class ImpliedResidents:
    """How many residents a count and a rate imply: as printed, and between which bounds."""

    stated: float
    low: float
    high: float


def implied_residents(counted: float, per_1000: float, decimals: int | None) -> ImpliedResidents:
    """Return the residents behind a count and a positive rate per 1,000.

    ``decimals`` are those of the printed rate; None means that it is exact.
    """
    half = 0.0 if decimals is None else 0.5 / 10**decimals
    high = math.inf if per_1000 <= half else 1000 * counted / (per_1000 - half)
    return ImpliedResidents(1000 * counted / per_1000, 1000 * counted / (per_1000 + half), high)


def rate_count_population(rows: Sequence[CheckRatesRow]) -> list[Finding]:
    """Find rates and counts that imply other residents than are loaded, or than a year before.

    ``rows`` are ordered by set, area and year. The smallest change that the rounding leaves
    room for must exceed the limit, once for every year between two figures.
    """
    against_loaded = [finding for row in rows if (finding := _against_loaded(row))]
    areas = groupby(rows, key=lambda row: (row["set_name"], row["area_code"]))
    return against_loaded + [finding for _, own in areas for finding in _between_years(list(own))]


def _residents(row: CheckRatesRow) -> ImpliedResidents:
    return implied_residents(row["counted"], row["percent"], row["decimals"])


def _against_loaded(row: CheckRatesRow) -> Finding | None:
    people = row["population"]
    if not people:
        return None
    implied = _residents(row)
    if _apart(implied, ImpliedResidents(people, people, people)) <= 1 + YEARLY_CHANGE:
        return None
    figures = {
        "year": str(row["year"]), **_figures(row),
        "people": int(people), "off": PrintedNumber(100 * abs(implied.stated / people - 1), 0),
    }  # fmt: skip
    return Finding("rate_count_population", "rate_and_population", "likely",
                   _place(row, row["indicator"]), figures)  # fmt: skip


def _between_years(rows: Sequence[CheckRatesRow]) -> Iterator[Finding]:
    for before, after in pairwise(rows):
        years = max(1, after["year"] - before["year"])
        earlier, later = _residents(before), _residents(after)
        if _apart(earlier, later) <= (1 + YEARLY_CHANGE) ** years:
            continue
        figures = {
            "year": str(before["year"]), "later_year": str(after["year"]), **_figures(before),
            **{f"later_{name}": value for name, value in _figures(after).items()},
            "off": PrintedNumber(100 * (later.stated / earlier.stated - 1), 0),
        }  # fmt: skip
        yield Finding("rate_count_population", "rate_and_years", "likely",
                      _place(after, after["indicator"]), figures)  # fmt: skip


def _figures(row: CheckRatesRow) -> dict[str, Any]:
    decimals = row["decimals"]
    return {
        "count": int(row["counted"]),
        "rate": PrintedNumber(row["percent"], 1 if decimals is None else decimals),
        "implied": round(_residents(row).stated),
    }


def _apart(earlier: ImpliedResidents, later: ImpliedResidents) -> float:
    """Return the least factor between two intervals of residents; 1 where they overlap."""
    return max(1.0, earlier.low / later.high, later.low / earlier.high)


def population_jump(rows: Sequence[CheckPopulationStepsRow]) -> list[Finding]:
    """Find residents that rise or fall by more than the limit for each year in between."""
    return [finding for row in rows if (finding := _jump(row))]


def _jump(row: CheckPopulationStepsRow) -> Finding | None:
    before, after = row["earlier_population"], row["population"]
    years = max(1, row["year"] - row["earlier_year"])
    small, large = sorted((before, after))
    factor = large / small if small else math.inf
    if factor <= (1 + YEARLY_CHANGE) ** years or large - small < SMALLEST_JUMP_PEOPLE:
        return None
    figures = {
        "year": str(row["earlier_year"]), "later_year": str(row["year"]),
        "people": int(before), "later_people": int(after),
    }  # fmt: skip
    sure: HowSure = "possible" if large < SMALL_AREA_PEOPLE else "likely"
    return Finding("population_jump", "population_jump", sure, _place(row), figures)


def _place(
    row: CheckRatesRow | CheckPopulationStepsRow, indicator: str | None = None
) -> FindingPlace:
    return FindingPlace(row["set_name"], row["area_code"], row["year"], indicator,
                 row["load_id"], row["row_number"])  # fmt: skip
