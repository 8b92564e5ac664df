"""Which year is asked about where none is named, and which newer ones are passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.analysis.indicators.full_years import newest_full
from hotspots.language import Say, message
from hotspots.model.periods import Period
from hotspots.model.rows import EstimatesYearsRow

Rows = Sequence[EstimatesYearsRow]
# Areas as (area set, code).
_Areas = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class SparseYear:
    """A year newer than the one taken, with figures of ``n_areas`` areas only."""

    period: Period
    n_areas: int


@dataclass(frozen=True)
class DefaultYear:
    """The year taken, and the newest one passed over because few areas have a figure in it."""

    year: int
    sparse: SparseYear | None = None

    def say(self, say: Say) -> None:
        """Say which year was taken and why, and how to ask for the one passed over."""
        if self.sparse is None:
            say(
                message(
                    "Year set to {year}, the newest with figures of areas. Change it with --year.",
                    year=self.year,
                )
            )
            return
        say(
            message(
                "Year set to {year}. For {newer} there are figures of {n_areas} "
                "{n_areas:area|areas} only; see it with --year {newer}.",
                year=self.year,
                newer=self.sparse.period,
                n_areas=self.sparse.n_areas,
            )
        )


def default_year(rows: Rows, baseline_rows: Rows, baseline: Period, part: str) -> DefaultYear:
    """Return the newest year with half of the areas that have a figure in the baseline period.

    ``rows`` are the years with figures of the part of the year asked about, at least one of
    them; ``baseline_rows`` those of the baseline's part. Of a set without a figure in the
    baseline, half of the areas of its fullest year are enough.
    """
    areas_by_year = _areas_by_year(rows)
    if not areas_by_year:
        return DefaultYear(rows[-1]["year"])
    later = {year: areas for year, areas in areas_by_year.items()
             if Period(year, part) != baseline and year >= baseline.year}  # fmt: skip
    candidates = later or areas_by_year
    earlier = _areas_by_year(baseline_rows).get(baseline.year, frozenset())
    year = newest_full(_fullness(candidates, earlier), 1.0)
    newest = max(candidates)
    n_newest = len(candidates[newest])
    return DefaultYear(
        year, None if newest == year else SparseYear(Period(newest, part), n_newest)
    )


def _fullness(areas_by_year: Mapping[int, _Areas], earlier: _Areas) -> dict[int, float]:
    """Return which share of the areas there could be has a figure, of the fuller set each year."""
    sets = {set_name for areas in areas_by_year.values() for set_name, _ in areas}
    by_set = [_fullness_of(areas_by_year, earlier, set_name) for set_name in sorted(sets)]
    return {year: max(shares[year] for shares in by_set) for year in areas_by_year}


def _fullness_of(
    areas_by_year: Mapping[int, _Areas], earlier: _Areas, set_name: str
) -> dict[int, float]:
    compared = {area for area in earlier if area[0] == set_name}
    n_by_year = {
        year: sum(area[0] == set_name and (not compared or area in compared) for area in areas)
        for year, areas in areas_by_year.items()
    }
    n_whole = len(compared) or max(n_by_year.values())
    return {year: n / n_whole for year, n in n_by_year.items()}


def _areas_by_year(rows: Rows) -> dict[int, _Areas]:
    by_year: dict[int, _Areas] = {}
    for row in rows:
        areas = {(row["set_name"], code) for code in row["area_codes"]}
        by_year[row["year"]] = by_year.get(row["year"], frozenset()) | areas
    return {year: areas for year, areas in by_year.items() if areas}
