"""What a release counts by: members of areas, categories, groups and periods; and its cells."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.disclosure import Cell, Member, PublishedClasses
from hotspots.model.periods import Period, of_days
from hotspots.model.published import vintages

# the dimensions of every release, in this order
DIMENSIONS = ("area", "category", "group", "period")
TOTAL = Member("total", CITY)
CATEGORY = "category"
_STEP_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True)
class CountedTable:
    """A declared table made definite: the members of each dimension; a cell is one of each.

    ``history`` are periods that are cleared and not printed.
    """

    sets: tuple[str, ...]
    areas: tuple[Member, ...]
    categories: tuple[Member, ...]
    groups: tuple[Member, ...]
    periods: tuple[Period, ...]
    history: tuple[Period, ...] = ()

    @property
    def cells(self) -> list[Cell]:
        """Return every cell, those of the history among them."""
        return self._cells((*self.periods, *self.history))

    @property
    def printed_cells(self) -> list[Cell]:
        """Return the cells that may be printed."""
        return self._cells(self.periods)

    def _cells(self, periods: Sequence[Period]) -> list[Cell]:
        members = map(period_member, periods)
        return list(product(self.areas, self.categories, self.groups, members))


def set_members(set_name: str, codes: Iterable[str]) -> tuple[Member, ...]:
    """Return the members of an area set: its areas, the city, outside, and what has no place."""
    return tuple(Member(set_name, code) for code in (*codes, CITY, OUTSIDE, UNPLACED))


def category_member(category: str | None) -> Member:
    """Return the member of a category; None is all of them together."""
    return TOTAL if category is None else Member(CATEGORY, category)


def group_member(group: str) -> Member:
    """Return the member of a group of people; '' is everybody."""
    return Member(group.partition("=")[0], group) if group else TOTAL


def period_member(period: Period) -> Member:
    """Return the member of a period, such as ``quarter:2024-Q1``."""
    return Member(period.kind, str(period))


def period_of(member: Member) -> Period:
    """Return the period of a member."""
    return Period.of(member.code)


def row_words(cell: Cell) -> str:
    """Return a cell as refusals name it: set and area, category, group and period."""
    area, *rest = cell
    return ", ".join([f"{area.level} {area.code}", *(
        member.code for member in rest if member != TOTAL and member.level != vintages.NAME
    )])  # fmt: skip


def steps_between(first: Period, last: Period) -> list[Period]:
    """Return the periods of one kind from the first to the last; none where they are reversed."""
    steps = [last]
    while steps[-1] != first and steps[-1].days[0] > first.days[0]:
        steps.append(steps[-1].before)
    return steps[::-1] if steps[-1] == first else []


def history_of(first: Period, n_years: int) -> list[Period]:
    """Return the periods of the same kind in the years before the one that a period begins."""
    months = _STEP_MONTHS[first.kind]
    return [
        _month_span(year, start, start + months - 1)
        for year in range(first.year - n_years, first.year)
        for start in range(1, 13, months)
    ]


def period_pieces(periods: Sequence[Period]) -> dict[frozenset[Member], list[tuple[date, date]]]:
    """Return the days of each set of periods that share all of their days.

    Periods begin and end with months.
    """
    years = sorted({period.year for period in periods})
    spans = [(period_member(period), period.days) for period in periods]
    days: dict[frozenset[Member], list[tuple[date, date]]] = {}
    for year, month in product(years, range(1, 13)):
        first, last = _month_span(year, month, month).days
        inside = frozenset(
            member for member, (start, end) in spans if start <= first and last <= end
        )
        if inside:
            days.setdefault(inside, []).append((first, last))
    return days


def members_of(tables: Sequence[CountedTable], earlier: Sequence[PublishedClasses]
               ) -> tuple[tuple[Member, ...], ...]:  # fmt: skip
    """Return the members of every dimension, of this release and of all earlier ones."""
    cells: list[Cell] = [cell for table in tables for cell in table.cells]
    cells += [cell for release in earlier for cell in release.cells]
    return tuple(
        tuple(sorted({cell[position] for cell in cells})) for position in range(len(DIMENSIONS))
    )


def _month_span(year: int, first: int, last: int) -> Period:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return of_days(date(year, first, 1), end)
