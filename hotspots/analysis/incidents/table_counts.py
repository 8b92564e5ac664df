"""Counts that tables give of areas and periods, brought to the same months of each year."""

import calendar
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from hotspots.analysis.time.periods import Window
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED

Months = tuple[int, int]
Unknown = Literal["withheld", "not_stated", "under_k"]
_YEAR: Months = (1, 12)
_NO_AREA = frozenset({CITY, OUTSIDE, UNPLACED})
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class CountCell:
    """One count of a table: ``n`` is None where it is withheld; months are both included."""

    area: str
    year: int
    months: Months
    n: int | None
    load_id: int
    row_number: int


@dataclass(frozen=True)
class TableCounts:
    """The counts of one set and category; ``codes`` are all areas of the set."""

    cells: Sequence[CountCell]
    codes: Sequence[str]
    overlapping: bool = False
    _tiles: dict[tuple[int, Months], list[tuple[Months, ...]]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[tuple[str, int, Months], CountCell]:
        """Return the counts by area, year and months."""
        return {(cell.area, cell.year, cell.months): cell for cell in self.cells}

    @cached_property
    def periods(self) -> Mapping[int, frozenset[Months]]:
        """Return the periods of each year of which any area has a row."""
        years = {cell.year for cell in self.cells}
        return {
            year: frozenset(cell.months for cell in self.cells if cell.year == year)
            for year in sorted(years)
        }

    def tiles(self, year: int, months: Months) -> list[tuple[Months, ...]]:
        """Return the ways in which periods of a year make up some months, the fewest first."""
        key = year, months
        if key not in self._tiles:
            ways = _tiled(self.periods.get(year, frozenset()), *months)
            self._tiles[key] = sorted(ways, key=lambda way: (len(way), way))
        return self._tiles[key]

    def common_months(self, years: Collection[int], within: Months = _YEAR) -> Months | None:
        """Return the most months of a part that the periods of every year make up, if any."""
        start, end = within
        windows = [(first, last) for first in range(start, end + 1)
                   for last in range(first, end + 1)]  # fmt: skip
        common = [one for one in windows if all(self.tiles(year, one) for year in years)]
        return max(common, key=lambda one: (one[1] - one[0], -one[0])) if common else None

    def used(self, area: str, year: int, months: Months) -> list[CountCell]:
        """Return the counts that make up an area's; those of the way that is known, if any is."""
        ways = [
            [cell for one in way if (cell := self.by_key.get((area, year, one))) is not None]
            for way in self.tiles(year, months)
        ]
        whole = [
            cells
            for cells, way in zip(ways, self.tiles(year, months), strict=True)
            if len(cells) == len(way)
        ]
        known = [cells for cells in whole if all(cell.n is not None for cell in cells)]
        return next(iter([*known, *whole]), [])

    def stated(self, area: str, year: int, months: Months) -> int | Unknown:
        """Return what the table states of an area, or why that is not known."""
        cells = self.used(area, year, months)
        numbers = [cell.n for cell in cells if cell.n is not None]
        if not cells:
            return "not_stated"
        return sum(numbers) if len(numbers) == len(cells) else "withheld"

    def counts(self, year: int, months: Months) -> dict[str, int | Unknown]:
        """Return the count of every area, the city, what lies outside and what has no place.

        The city is as the table states it, without what lies outside; else its areas and what has
        no place, where every area is known. What areas lack of a stated city has no place.
        """
        known: dict[str, int | Unknown] = {
            code: self.stated(code, year, months) for code in self.codes
        }
        city, unplaced, outside = (
            self.stated(code, year, months) for code in (CITY, UNPLACED, OUTSIDE)
        )
        total = self._sum_of_areas(known)
        if isinstance(city, int) and isinstance(total, int):
            city = _without_outside(city, total, unplaced, outside)
            if unplaced == "not_stated":
                unplaced = city - total
        elif city == "not_stated" and isinstance(total, int) and unplaced != "withheld":
            city = total + (unplaced if isinstance(unplaced, int) else 0)
        known |= {CITY: city, UNPLACED: unplaced}
        has_outside = any(cell.area == OUTSIDE for cell in self.cells)
        return known | {OUTSIDE: outside} if has_outside else known

    def _sum_of_areas(self, known: Mapping[str, int | Unknown]) -> int | None:
        numbers = [n for n in known.values() if isinstance(n, int)]
        return None if self.overlapping or len(numbers) < len(self.codes) else sum(numbers)


def _without_outside(
    city: int, total: int, unplaced: int | Unknown, outside: int | Unknown
) -> int:
    """Return the city without what lies outside, where its parts show that it is in it."""
    inside = total + (unplaced if isinstance(unplaced, int) else 0)
    is_in_it = isinstance(outside, int) and outside > 0 and city == inside + outside
    return inside if is_in_it else city


def _tiled(periods: frozenset[Months], first: int, last: int) -> Iterator[tuple[Months, ...]]:
    for start, end in periods:
        if start == first and end == last:
            yield ((start, end),)
        elif start == first and end < last:
            yield from (((start, end), *rest) for rest in _tiled(periods, end + 1, last))


def window_of(months: Months, covered: Collection[int]) -> Window:
    """Return some months as the days of a year."""
    first, last = months
    return Window((first, 1), (last, calendar.monthrange(_LEAP_YEAR, last)[1]), frozenset(covered))


def years_before(counts: TableCounts, months: Months, year: int) -> tuple[int, ...]:
    """Return the years before one in which the city and all areas are known for some months."""
    return tuple(
        earlier
        for earlier in counts.periods
        if earlier < year
        and counts.tiles(earlier, months)
        and all(
            isinstance(counts.counts(earlier, months)[code], int) for code in (*counts.codes, CITY)
        )
    )
