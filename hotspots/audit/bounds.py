"""What anybody can reckon from published classes by adding and subtracting, step by step.

Each total is the sum of its parts, so the bounds of every part bound the total, and those of
the total and the other parts bound a part. It finds less than a solver does, and needs none.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from hotspots.audit.rows import Ints
from hotspots.model.disclosure import (
    NO_LIMIT,
    Cell,
    CountClass,
    LinkedTables,
    PublishedClasses,
)

_MOST_ROUNDS = 1000


def bounds(tables: LinkedTables, releases: Sequence[PublishedClasses]) -> dict[Cell, CountClass]:
    """Return between which counts each cell must lie, whether its class is published or not."""
    variables = _Variables(tables)
    for release in releases:
        for key, count_class in release.cells.items():
            variables.narrow(tables.finest_of(key), count_class)
    equations = list(_equations(tables, variables))
    low, high = _propagated(*variables.arrays(), equations)
    rows = {cell: variables.number(tables.finest_of(cell)) for cell in tables.cells}
    return {cell: CountClass(int(low[row]), int(high[row])) for cell, row in rows.items()}


def exact_cells(tables: LinkedTables, releases: Sequence[PublishedClasses], k: int) -> list[Cell]:
    """Return the cells of which no count under k is published, but which can be reckoned."""
    published = {
        cell
        for release in releases
        for cell, count_class in release.cells.items()
        if count_class.low == count_class.high
    }
    return [
        cell
        for cell, count_class in bounds(tables, releases).items()
        if count_class.low == count_class.high < k and cell not in published
    ]


class _Variables:
    """Sets of finest cells, numbered, with the bounds that are published of them."""

    def __init__(self, tables: LinkedTables) -> None:
        self.numbers: dict[frozenset[int], int] = {}
        self.low: list[int] = []
        self.high: list[int] = []
        for finest in range(tables.n_finest):
            self.number(frozenset({finest}))

    def number(self, finest: frozenset[int]) -> int:
        """Return the number of a set, which is new if need be."""
        number = self.numbers.setdefault(finest, len(self.low))
        if number == len(self.low):
            self.low.append(0)
            self.high.append(NO_LIMIT)
        return number

    def narrow(self, finest: frozenset[int], count_class: CountClass) -> None:
        """Take in a published class."""
        number = self.number(finest)
        self.low[number] = max(self.low[number], count_class.low)
        self.high[number] = min(self.high[number], count_class.high)

    def arrays(self) -> tuple[Ints, Ints]:
        """Return the bounds as arrays."""
        return np.array(self.low, dtype=np.int64), np.array(self.high, dtype=np.int64)


def _equations(tables: LinkedTables, variables: _Variables) -> Iterator[tuple[int, list[int]]]:
    """Yield each total with parts that make up all of it; the finest cells always do."""
    sets = {cell: tables.finest_of(cell) for cell in tables.cells}
    for cell, finest in sets.items():
        if len(finest) > 1:
            yield variables.number(finest), [variables.number(frozenset({x})) for x in finest]
        for parts in tables.partitions(cell):
            if sum(len(sets[part]) for part in parts) == len(finest):
                yield variables.number(finest), [variables.number(sets[part]) for part in parts]


def _propagated(
    low: Ints, high: Ints, equations: Sequence[tuple[int, list[int]]]
) -> tuple[Ints, Ints]:
    totals = np.array([total for total, _ in equations], dtype=np.int64)
    parts = np.array([part for _, group in equations for part in group], dtype=np.int64)
    sizes = np.array([len(group) for _, group in equations], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    for _ in range(_MOST_ROUNDS if len(equations) else 0):
        before = int(low.sum()), int(high.sum())
        least, most = np.add.reduceat(low[parts], starts), np.add.reduceat(high[parts], starts)
        np.maximum.at(low, totals, least)
        np.minimum.at(high, totals, most)
        above = np.repeat(low[totals] - most, sizes) + high[parts]
        below = np.repeat(high[totals] - least, sizes) + low[parts]
        np.maximum.at(low, parts, above)
        np.minimum.at(high, parts, below)
        if before == (int(low.sum()), int(high.sum())):
            break
    return low, high
