"""Counts that were corrected after they were published: each state of the data is a vintage.

A case is in the data from one vintage to another, its lifetime. Lifetimes are one more dimension
of the finest cells, so that what was published of every vintage, and what came and left between
two of them, are sums of counts like all the rest. Nothing but the classes ties vintages together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from hotspots.model.disclosure import (
    Cell,
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
)

NAME = "vintage"
CAME, LEFT = "came", "left"

Finest = frozenset[int]


def vintage_dimension(vintages: Sequence[int]) -> Dimension:
    """Return the lifetimes over vintages in their order, with what came and left in between."""
    order = sorted(set(vintages))
    lives = [(first, last) for first in order for last in order if first <= last]
    members = {
        vintage_member(each): frozenset(
            number for number, (first, last) in enumerate(lives) if first <= each <= last
        )
        for each in order
    }
    for before, after in combinations(order, 2):
        first, last = members[vintage_member(before)], members[vintage_member(after)]
        members[_between(CAME, before, after)] = last - first
        members[_between(LEFT, before, after)] = first - last
    return Dimension(NAME, tuple(f"{first:06}-{last:06}" for first, last in lives), members)


def vintage_member(vintage: int) -> Member:
    """Return the member that is all cases of a vintage."""
    return Member(NAME, f"{vintage:06}")


def has_vintages(tables: LinkedTables) -> bool:
    """Tell whether the last dimension of tables is that of vintages."""
    return bool(tables.dimensions) and tables.dimensions[-1].name == NAME


def with_vintages(
    tables: LinkedTables, vintage: int, releases: Sequence[PublishedClasses]
) -> tuple[LinkedTables, list[PublishedClasses]]:
    """Return tables of a vintage, and releases, with the dimension of vintages as the last.

    Where all are of one vintage they are as they were.
    """
    vintages = {vintage, *(release.vintage for release in releases)}
    if len(vintages) == 1:
        return tables, [*releases]
    dimensions = (*tables.dimensions, vintage_dimension([*vintages]))
    cells = tuple((*cell, vintage_member(vintage)) for cell in tables.cells)
    return LinkedTables(dimensions, cells), [_of_vintage(release) for release in releases]


def _of_vintage(release: PublishedClasses) -> PublishedClasses:
    member = vintage_member(release.vintage)
    return PublishedClasses(
        {(*cell, member): count_class for cell, count_class in release.cells.items()},
        release.vintage,
    )


def small_changes(
    tables: LinkedTables, releases: Sequence[PublishedClasses], k: int
) -> list[Cell]:
    """Return what came to a cell, and what left it, between any two vintages that have it.

    Of cells in which something is said to have changed; not where the classes of the cell, or of
    one that lies in it, say that k or more came or left.
    """
    if not has_vintages(tables):
        return []
    statements = _statements(tables, releases)
    moved = _moved(statements)
    of_moved = {finest: each for finest, each in statements.items() if finest & moved}
    every = [(finest, *change) for finest, each in of_moved.items() for change in _of_cell(each)]
    large = [(cell[-1], finest) for finest, cell, least in every if least >= k]
    return [
        cell
        for finest, cell, _ in every
        if not any(between == cell[-1] and inner <= finest for between, inner in large)
    ]


def unmoved(tables: LinkedTables, releases: Sequence[PublishedClasses]) -> Finest:
    """Return the finest cells that are empty for whoever takes it that little was corrected.

    He takes it that nothing came or left but in cells of which the classes say so.
    """
    if not has_vintages(tables):
        return frozenset()
    moved, width = _moved(_statements(tables, releases)), len(tables.dimensions[-1].finest)
    return frozenset(number for number in passing(tables) if number // width not in moved)


def passing(tables: LinkedTables) -> Finest:
    """Return the finest cells of cases that were not in the data all the time."""
    if not has_vintages(tables):
        return frozenset()
    lives = tables.dimensions[-1]
    always = frozenset.intersection(*(
        positions for member, positions in lives.members.items() if member.level == NAME
    ))  # fmt: skip
    return frozenset(
        number for number in range(tables.n_finest) if number % len(lives.finest) not in always
    )


_Statements = Mapping[Finest, Mapping[int, tuple[Cell, CountClass]]]


def _statements(tables: LinkedTables, releases: Sequence[PublishedClasses]) -> _Statements:
    """Return what each vintage says of each cell, by its finest cells without vintages."""
    without = LinkedTables(tables.dimensions[:-1], ())
    statements: dict[Finest, dict[int, tuple[Cell, CountClass]]] = defaultdict(dict)
    for release in releases:
        for cell, fresh in release.cells.items():
            of_vintages = statements[without.finest_of(cell[:-1])]
            vintage = int(cell[-1].code)
            _, before = of_vintages.get(vintage, (cell, fresh))
            joined = CountClass(max(before.low, fresh.low), min(before.high, fresh.high))
            of_vintages[vintage] = cell, joined
    return statements


def _moved(statements: _Statements) -> Finest:
    """Return the finest cells, without vintages, of cells whose class is not always the same."""
    return frozenset[int]().union(*(
        finest for finest, of_vintages in statements.items()
        if len({count_class for _, count_class in of_vintages.values()}) > 1
    ))  # fmt: skip


def _of_cell(of_vintages: Mapping[int, tuple[Cell, CountClass]]) -> Iterator[tuple[Cell, int]]:
    """Yield what came and what left between vintages, with the least that the classes leave."""
    for before, after in combinations(sorted(of_vintages), 2):
        (cell, old), (_, new) = of_vintages[before], of_vintages[after]
        yield (*cell[:-1], _between(CAME, before, after)), new.low - old.high
        yield (*cell[:-1], _between(LEFT, before, after)), old.low - new.high


def _between(level: str, before: int, after: int) -> Member:
    return Member(level, f"{before:06}-{after:06}")
