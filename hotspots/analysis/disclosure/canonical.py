"""Tables in an order of their own, so that the order in which they came changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.disclosure.classes import Ints
from hotspots.model.disclosure import Dimension, Key, LinkedTables, PublishedClasses


@dataclass(frozen=True)
class Canonical:
    """Tables with all that is listed sorted; ``order`` has the former numbers of finest cells.

    ``tables`` holds the cells of all releases, ``counts`` are in the new order.
    """

    tables: LinkedTables
    counts: Ints
    order: Ints

    def count(self, key: Key) -> int:
        """Return the true count of a cell or a difference."""
        return int(self.counts[list(self.tables.finest_of(key))].sum())

    def restored(self, tables: Sequence[Ints]) -> Ints:
        """Return tables of finest counts (n x finest cells) in the former order."""
        restored = np.zeros((len(tables), len(self.order)), dtype=np.int64)
        for line, table in zip(restored, tables, strict=True):
            line[self.order] = table
        return restored


def canonical(
    tables: LinkedTables, counts: Ints, earlier: Sequence[PublishedClasses]
) -> Canonical:
    """Sort finest members, members and cells, the cells of earlier releases among them."""
    orders = [np.argsort(dimension.finest) for dimension in tables.dimensions]
    shape = tuple(len(dimension.finest) for dimension in tables.dimensions)
    numbers = np.arange(tables.n_finest).reshape(shape)[np.ix_(*orders)].ravel()
    dimensions = tuple(map(_ordered, tables.dimensions))
    cells = sorted({*tables.cells, *(cell for release in earlier for cell in release.cells)})
    return Canonical(LinkedTables(dimensions, tuple(cells)), counts[numbers], numbers)


def _ordered(dimension: Dimension) -> Dimension:
    new = {position: place for place, position in enumerate(np.argsort(dimension.finest))}
    members = {
        member: frozenset(new[position] for position in dimension.members[member])
        for member in sorted(dimension.members)
    }
    return Dimension(dimension.name, tuple(sorted(dimension.finest)), members)
