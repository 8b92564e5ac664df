"""What a number may be: a cleared figure, what is reckoned from one by a rule, or a public one."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from hotspots.model.areas import CITY
from hotspots.model.disclosure import Cell, CountClass, PublishedClasses
from hotspots.model.periods import Period

_NEAR = 1e-8  # figures are written with ten digits
_PER = 1000
_TAIL = 0.025
_TAIL_NEAR = 1e-6
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NO_LEAP_YEAR = 2001
_AREA, _CATEGORY, _GROUP, _PERIOD = range(4)
_ALL = "*"


class Residents(NamedTuple):
    """How many people of a group ('' is everybody) lived in an area of a set in a year."""

    set_name: str
    area: str
    group: str
    year: int
    people: float


@dataclass(frozen=True)
class PublicFigures:
    """What is public already: numbers, names that have digits in them, and residents."""

    numbers: Sequence[float] = ()
    names: Sequence[str] = ()
    residents: Sequence[Residents] = ()


class _Numbers:
    """Numbers to be looked up, as near as ten digits tell."""

    def __init__(self, numbers: Iterable[float]) -> None:
        self._numbers = sorted({abs(float(number)) for number in numbers})

    def __contains__(self, value: float) -> bool:
        position = bisect_left(self._numbers, value)
        return any(is_near(value, near) for near in self._numbers[max(position - 1, 0) :][:2])


def is_near(value: float, second: float) -> bool:
    """Tell whether two numbers are the same to ten digits."""
    return math.isclose(value, second, rel_tol=_NEAR, abs_tol=1e-12)


def per_residents(count: float, people: float, period: Period) -> float:
    """Return a count per 1,000 residents and as many days as its period has in usual years."""
    return _PER * count / people / _length(period)


@lru_cache(maxsize=512)
def _length(period: Period) -> float:
    """Return the days of a period over those of the same one in a year without a leap day."""
    if period.kind == "week":
        return 1.0
    days, usual_days = (
        (last - first).days + 1
        for first, last in (period.days, Period(_NO_LEAP_YEAR, period.part).days)
    )
    return days / usual_days


@dataclass(frozen=True)
class AllowedFigures:
    """All that a number of a release may be."""

    k: int
    published: PublishedClasses
    public: PublicFigures = field(default_factory=PublicFigures)

    def explains(self, value: float) -> bool:
        """Tell whether a number is cleared, public, a year, or a rate of what is cleared."""
        return (
            self.is_count(value)
            or self.is_rate(value)
            or self.is_year(value)
            or abs(value) in self._public
        )

    def is_count(self, value: float) -> bool:
        """Tell whether a number is a printed figure, or the number that counts are under."""
        return abs(value) in self._figures

    def is_rate(self, value: float) -> bool:
        """Tell whether a number is a figure, or what a small count is under, per resident."""
        return abs(value) in self._rates

    def is_year(self, value: float) -> bool:
        """Tell whether a number is a year."""
        return value == int(value) and _FIRST_YEAR <= value <= _LAST_YEAR

    def classes_of(self, area: str, category: str, period: str) -> Mapping[Cell, CountClass]:
        """Return the classes of an area, a category (``*`` is all) and a period, by cell."""
        return self._by_codes.get((area, category, period), {})

    def people(self, cell: Cell) -> list[float]:
        """Return how many residents an area had in the year of its cell."""
        area, group, year = cell[_AREA], cell[_GROUP].code, int(cell[_PERIOD].code[:4])
        return self._people.get((area.level, area.code, "" if group == _ALL else group, year), [])

    @cached_property
    def _by_codes(self) -> Mapping[tuple[str, str, str], Mapping[Cell, CountClass]]:
        by_codes: dict[tuple[str, str, str], dict[Cell, CountClass]] = defaultdict(dict)
        for cell, count_class in self.published.cells.items():
            codes = (cell[_AREA].code, cell[_CATEGORY].code, cell[_PERIOD].code)
            by_codes[codes][cell] = count_class
        return by_codes

    @cached_property
    def _people(self) -> Mapping[tuple[str, str, str, int], list[float]]:
        people: dict[tuple[str, str, str, int], list[float]] = defaultdict(list)
        sums: dict[tuple[str, str, str, int], float] = defaultdict(float)
        for row in self.public.residents:
            people[row.set_name, row.area, row.group, row.year].append(row.people)
            sums[row.set_name, CITY, row.group, row.year] += row.people
        return people | {key: [people_of] for key, people_of in sums.items() if key not in people}

    @cached_property
    def _figures(self) -> _Numbers:
        printed = (_printed(count_class) for count_class in self.published.cells.values())
        return _Numbers([*printed, self.k, self.k - 1])

    @cached_property
    def _rates(self) -> _Numbers:
        return _Numbers(
            per_residents(_printed(count_class), people, Period.of(cell[_PERIOD].code))
            for cell, count_class in self.published.cells.items()
            if len(cell) > _PERIOD
            for people in self.people(cell)
            if people
        )

    @cached_property
    def _public(self) -> _Numbers:
        people = (each for people in self._people.values() for each in people)
        return _Numbers([*self.public.numbers, *people])


def _printed(count_class: CountClass) -> int:
    """Return what is printed of a class: its figure, or the number that it is under."""
    return count_class.high + 1 if count_class.figure is None else count_class.figure


def is_interval_end(count: int, mean: float, *, lower: bool) -> bool:
    """Tell whether a mean is an end of the exact 95 % interval of a count.

    At the lower end so many cases or more have 2.5 %, at the upper so many or fewer.
    """
    if lower and count == 0:
        return mean == 0
    below = _lower_tail(count - 1 if lower else count, mean)
    tail = 1 - below if lower else below
    return math.isclose(tail, _TAIL, rel_tol=_TAIL_NEAR * max(1, math.sqrt(count)))


def _lower_tail(count: int, mean: float) -> float:
    """Return how likely so many cases or fewer are, with a mean (Poisson)."""
    logs = _log_factorials(1 << max(count, 1).bit_length())[: count + 1]
    terms = np.arange(count + 1) * math.log(mean) - mean - logs
    return math.fsum(np.exp(terms).tolist())


@lru_cache(maxsize=32)
def _log_factorials(most: int) -> np.ndarray:
    logs: np.ndarray = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
    return logs
