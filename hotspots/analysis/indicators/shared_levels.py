"""Levels that share strength: an area's figure beside its other years and the city's level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.pairing import effective_n, half_step
from hotspots.analysis.indicators.series import chosen
from hotspots.analysis.methods.arcsine_shares import DirectShares, SharedShares, shared_shares
from hotspots.analysis.methods.reliability import Limits
from hotspots.model.areas import CITY
from hotspots.model.indicators import Figure, Level, LevelKind, Levels, SharedLevel

Floats = NDArray[np.float64]
Residents = Mapping[tuple[str, int], float]
LEAST_AREAS = 6
LEAST_YEARS = 3
LEAST_OF_AREA = 0.2
_Z = 1.959963984540054
_HIDDEN: frozenset[LevelKind] = frozenset({"too_few", "withheld"})
_ESTIMATED: frozenset[LevelKind] = _HIDDEN.union(("certain", "unreliable"))


@dataclass(frozen=True)
class SharedLevels:
    """The estimates by year and area, and how they were made.

    ``by_residents`` and ``to_city`` are the years whose estimates were weighted by residents (by
    answers otherwise), and made to meet the city's own figure (the areas' direct figures
    otherwise); ``moved`` is by how many points each year's were moved for it. ``over_years``
    says whether the years support each other.
    """

    by_year: Mapping[int, Mapping[str, SharedLevel]]
    over_years: bool
    by_residents: Sequence[int] = ()
    to_city: Sequence[int] = ()
    moved: Mapping[int, float] | None = None


@dataclass(frozen=True)
class _DirectFigures:
    """The figures that take part, by area (rows) and year (columns); NaN where there is none."""

    codes: Sequence[str]
    years: Sequence[int]
    shares: Floats
    n: Floats
    half_step: Floats

    def of_years(self, columns: Sequence[int]) -> "_DirectFigures":
        """Return some of the years."""
        chosen_columns = list(columns)
        years = [self.years[column] for column in chosen_columns]
        return replace(
            self, years=years, shares=self.shares[:, chosen_columns], n=self.n[:, chosen_columns],
            half_step=self.half_step[:, chosen_columns],
        )  # fmt: skip


def shared_levels(
    levels: Levels, figures: Sequence[Figure], residents: Residents, *, overlapping: bool
) -> SharedLevels | None:
    """Return the estimates of all years with six areas or more; None where there is no such year.

    From three such years on they support each other; otherwise each year stands alone.
    ``residents`` are by area and year; ``figures`` are those of all years and editions. What
    areas of a set that overlap add up to is not known: their estimates are not moved.
    """
    cells = _cells(levels, figures)
    full = [column for column in range(len(cells.years))
            if np.isfinite(cells.shares[:, column]).sum() >= LEAST_AREAS]  # fmt: skip
    if not full:
        return None
    over_years = len(full) >= LEAST_YEARS
    parts = [full] if over_years else [[column] for column in full]
    made = [
        _of_years(cells.of_years(part), levels, residents, overlapping=overlapping)
        for part in parts
    ]
    return SharedLevels(
        {year: of_year for part in made for year, of_year in part.by_year.items()},
        over_years,
        [year for part in made for year in part.by_residents],
        [year for part in made for year in part.to_city],
        {year: by for part in made for year, by in (part.moved or {}).items()},
    )


def _cells(levels: Levels, figures: Sequence[Figure]) -> _DirectFigures:
    codes = sorted({code for each in levels.by_year.values() for code in each} - {CITY})
    years = list(levels.years)
    by_area: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure["indicator"] == levels.indicator:
            by_area.setdefault(figure["area_code"], []).append(figure)
    shape = (3, len(codes), len(years))
    cells = np.full(shape, np.nan)
    for row, code in enumerate(codes):
        for figure in chosen(by_area.get(code, [])):
            n = effective_n(figure)
            if figure["year"] not in years or figure["percent"] is None or not n:
                continue
            if levels.by_year[figure["year"]][code].kind in _ESTIMATED:
                column = years.index(figure["year"])
                cells[:, row, column] = figure["percent"] / 100, n, half_step(figure) / 100
    return _DirectFigures(codes, years, *cells)


def _of_years(
    cells: _DirectFigures, levels: Levels, residents: Residents, *, overlapping: bool
) -> SharedLevels:
    weights = np.where(np.isfinite(cells.shares), np.nan_to_num(cells.n), 0.0)
    by_residents = []
    for column, year in enumerate(cells.years):
        people = np.array([residents.get((code, year), 0.0) for code in cells.codes])
        counted = weights[:, column] > 0
        if (people[counted] > 0).all():
            weights[:, column] = np.where(counted, people, 0.0)
            by_residents.append(year)
    wholes = [_whole(cells, weights, column, levels) for column in range(len(cells.years))]
    whole = np.array([np.nan if overlapping else share for share, _ in wholes])
    direct = DirectShares(
        cells.shares, cells.n, np.nan_to_num(cells.half_step), np.array(cells.years, dtype=float)
    )
    shared = shared_shares(direct, weights, whole)
    to_city = [year for year, (_, is_city) in zip(cells.years, wholes, strict=True)
               if is_city and not overlapping]  # fmt: skip
    moved = {} if overlapping else dict(
        zip(cells.years, (100 * shared.moved).tolist(), strict=True)
    )  # fmt: skip
    return SharedLevels(
        _by_year(cells, levels, shared), len(cells.years) > 1, by_residents, to_city, moved
    )


def _whole(
    cells: _DirectFigures, weights: Floats, column: int, levels: Levels
) -> tuple[float, bool]:
    """Return what a year's estimates must add up to, and whether it is the city's own figure.

    The city's figure counts where the weighted areas tell the same within their uncertainty;
    otherwise the weights do not describe the city, and the areas' own figures count.
    """
    counted = weights[:, column] > 0
    weight, share, n = (
        weights[counted, column],
        cells.shares[counted, column],
        cells.n[counted, column],
    )
    mean = float(np.average(share, weights=weight))
    city = levels.by_year[cells.years[column]][CITY]
    if city.value is None:
        return mean, False
    n_whole = weight.sum() ** 2 / (weight**2 / n).sum()
    half = 0.0 if city.decimals is None else 0.005 * 10.0**-city.decimals
    near = _Z * np.sqrt(mean * (1 - mean) / n_whole) + half
    is_near = abs(city.value / 100 - mean) <= near
    return (city.value / 100, True) if is_near else (mean, False)


def _by_year(
    cells: _DirectFigures, levels: Levels, shared: SharedShares
) -> dict[int, dict[str, SharedLevel]]:
    percents = [100 * share for share in (shared.estimate, shared.low, shared.high)]
    pieces = np.array(
        [*percents, shared.direct_weight, shared.years_weight, shared.scaled, shared.error]
    )
    return {
        year: {
            code: SharedLevel(*map(float, pieces[:, row, column]))
            for row, code in enumerate(cells.codes)
            if levels.by_year[year][code].kind in _ESTIMATED
        }
        for column, year in enumerate(cells.years)
    }


def with_estimates(levels: Levels, shared: SharedLevels, limits: Limits) -> Levels:
    """Return the levels with the estimates in the place of the areas' own figures.

    In the place of a hidden figure stands one that rests on the area itself by a fifth or more.
    One whose interval is as wide as that of a figure on too few answers is unreliable too.
    """
    by_year = {
        year: {
            code: _estimated(level, shared.by_year.get(year, {}).get(code), limits)
            for code, level in each.items()
        }
        for year, each in levels.by_year.items()
    }
    return replace(levels, by_year=by_year)


def _estimated(level: Level, shared: SharedLevel | None, limits: Limits) -> Level:
    if shared is None or (level.kind in _HIDDEN and 1 - shared.common < LEAST_OF_AREA):
        return level
    kind: LevelKind = "estimated"
    if level.value is not None:
        n_worth = 1 / (4 * shared.error**2) if shared.error > 0 else None
        kind = "unreliable" if limits.doubts(shared.value / 100, n_worth) else "certain"
    return replace(
        level, kind=kind, value=shared.value, low=shared.low, high=shared.high, decimals=None,
        shared=shared, direct=level,
    )  # fmt: skip
