"""Published classes as one system: rows of 0 and 1 over the finest cells, and their bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.disclosure.classes import Ints
from hotspots.model.disclosure import (
    NO_LIMIT,
    CellDifference,
    CountClass,
    Key,
    LinkedTables,
    PublishedClasses,
)
from hotspots.model.published.vintages import passing, small_changes, unmoved


@dataclass(frozen=True)
class System:
    """What everybody may know of the finest counts x: low <= matrix x <= high, x >= 0.

    Keys that are made of the same finest cells share a row, whose class is what theirs share.
    ``matrix`` is sparse (rows x finest cells). ``empty`` are finest cells that are held at 0,
    ``passing`` those of cases that were not in the data all the time.
    """

    rows: Mapping[Key, int]
    matrix: Any
    low: Ints
    high: Ints
    empty: Ints
    passing: Ints

    @property
    def n_rows(self) -> int:
        """Return how many rows there are."""
        return len(self.low)

    @property
    def upper(self) -> NDArray[np.float64]:
        """Return the upper bounds, infinite where nothing is published."""
        return unlimited(self.high)

    def fits(self, table: Ints) -> bool:
        """Tell whether a table of the finest counts is within all classes."""
        values = self.matrix @ table
        return bool((table >= 0).all() and not table[self.empty].any()
                    and (values >= self.low).all() and (values <= self.high).all())  # fmt: skip

    def limits(self) -> tuple[Ints, Ints]:
        """Return the least and the most of each finest count by the rows that it is in."""
        entries = self.matrix.tocoo()
        most = np.full(self.matrix.shape[1], NO_LIMIT)
        np.minimum.at(most, entries.col, self.high[entries.row])
        most[self.empty] = 0
        is_alone = np.diff(self.matrix.indptr) == 1
        least = np.zeros(self.matrix.shape[1], dtype=np.int64)
        alone = self.matrix.indices[self.matrix.indptr[:-1][is_alone]]
        least[alone] = self.low[is_alone]
        return least, most


def unlimited(high: Ints) -> NDArray[np.float64]:
    """Return upper bounds with infinity in the place of no limit."""
    return np.where(high >= NO_LIMIT, np.inf, high)


def system_of(
    tables: LinkedTables,
    releases: Sequence[PublishedClasses],
    rests: Sequence[CellDifference] = (),
    k: int = 0,
) -> System:
    """Put the classes of all releases into one system.

    Of ``rests``, and of changes between vintages that may be under k, nothing is published.
    """
    numbers: dict[frozenset[int], int] = {}
    rows: dict[Key, int] = {}
    bounds: list[list[int]] = []
    items: list[tuple[Key, CountClass]] = [
        item for release in releases for item in release.cells.items()
    ]
    unpublished: list[Key] = [*rests, *small_changes(tables, releases, k)]
    items += [(key, CountClass(0, NO_LIMIT)) for key in unpublished]
    for key, count_class in items:
        finest = tables.finest_of(key)
        row = rows[key] = numbers.setdefault(finest, len(numbers))
        if row == len(bounds):
            bounds.append([count_class.low, count_class.high])
        bounds[row] = [max(bounds[row][0], count_class.low),
                       min(bounds[row][1], count_class.high)]  # fmt: skip
    low, high = np.array(bounds, dtype=np.int64).reshape(-1, 2).T
    matrix = _matrix(list(numbers), tables.n_finest)
    empty, brief = (np.array(sorted(finest), dtype=np.int64)
                    for finest in (unmoved(tables, releases), passing(tables)))  # fmt: skip
    return System(rows, matrix, low, high, empty, brief)


def _matrix(rows: Sequence[frozenset[int]], n_finest: int) -> Any:
    from scipy.sparse import csr_matrix

    indices = np.array([number for row in rows for number in sorted(row)], dtype=np.int64)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    entries = np.ones(len(indices), dtype=np.int64)
    return csr_matrix((entries, indices, starts), shape=(len(rows), n_finest))
