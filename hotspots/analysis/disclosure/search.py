"""Whole tables of counts that fit what is published, found by integer programmes.

Nothing here sees a true count: the tables follow from the classes alone, and so tell nobody
more than these. Many small cells are pushed at a time, some to 0 and as many to k - 1, so that
margins stay where they are and few tables serve many cells.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.disclosure.classes import Ints
from hotspots.analysis.disclosure.system import System, unlimited

Flags = NDArray[np.bool_]

_SEED = 15
# how far from the best a table may be that is only asked to reach many ends
_GAP = 0.03
_MOST_NODES = 3000
# a table that reaches fewer new ends than this is no better than one made for a single end
_FEW = 3


@dataclass
class Ends:
    """Which rows have not been seen at 0 (``to_low``), or at k - 1 or more (``to_high``)."""

    to_low: Flags
    to_high: Flags
    k: int

    @classmethod
    def of(cls, system: System, k: int) -> "Ends":
        """Return the ends of every row whose class reaches under k."""
        is_small = system.low < k
        return cls(is_small.copy(), is_small.copy(), k)

    def count(self) -> int:
        """Return how many ends are left."""
        return int(self.to_low.sum() + self.to_high.sum())

    def see(self, values: Ints) -> int:
        """Take away what a table reaches; return how many ends it reached first."""
        before = self.count()
        self.to_low &= values > 0
        self.to_high &= values < self.k - 1
        return before - self.count()

    def keep(self, rows: list[int]) -> None:
        """Take away the ends of all other rows."""
        is_kept = np.isin(np.arange(len(self.to_low)), rows)
        self.to_low &= is_kept
        self.to_high &= is_kept

    def listed(self) -> list[tuple[int, int]]:
        """Return (row, the value to be reached) of each end that is left, by row."""
        low = [(int(row), 0) for row in np.flatnonzero(self.to_low)]
        high = [(int(row), self.k - 1) for row in np.flatnonzero(self.to_high)]
        return sorted(low + high)


@dataclass
class WitnessSearch:
    """Tables that fit a system, and the ends that none of them reaches."""

    system: System
    ends: Ends
    tables: list[Ints] = field(default_factory=list)

    def take(self, table: Ints) -> int:
        """Keep a table if it reaches an end first; return how many."""
        gain = self.ends.see(self.system.matrix @ table)
        if gain:
            self.tables.append(table)
        return gain


def reach(system: System, k: int, tables: list[Ints]) -> WitnessSearch:
    """Look for tables that show each small row at 0 and at k - 1, beginning with some tables.

    Those that no longer fit are left out.
    """
    search = WitnessSearch(system, Ends.of(system, k))
    for before in tables:
        if system.fits(before):
            search.take(before)
    rng = np.random.default_rng(_SEED)
    if len(system.passing):
        _reach_many(search, _Programme(system, held=system.passing), rng)
    programme = _Programme(system)
    _reach_many(search, programme, rng)
    for row, value in search.ends.listed():
        _reach_alone(search, programme, (row, value), rng)
    search.tables = _needed(search.tables, system, k)
    return search


def _reach_many(search: WitnessSearch, programme: "_Programme", rng: np.random.Generator) -> None:
    """Look for tables that each reach many ends, from the last table on."""
    if search.tables:
        programme.start = search.tables[-1]
    while search.ends.count():
        table = programme.best(_objective(search, rng))
        if table is None or search.take(table) < _FEW:
            break


def _needed(tables: list[Ints], system: System, k: int) -> list[Ints]:
    """Leave out, beginning with the last, each table whose ends others reach as well."""
    small = system.matrix[system.low < k]
    values = np.array([small @ table for table in tables]).reshape(len(tables), small.shape[0])
    reaches = np.hstack([values == 0, values >= k - 1])
    often = reaches.sum(axis=0)
    kept = []
    for table, ends in reversed([*zip(tables, reaches, strict=True)]):
        if (often[ends] > 1).all():
            often -= ends
        else:
            kept.append(table)
    return kept[::-1]


def exact_rows(search: WitnessSearch) -> list[int]:
    """Return the rows under k that are the same number in every table that fits.

    None where no table fits, which the ends that are left tell.
    """
    values = np.array([search.system.matrix @ table for table in search.tables])
    is_open = np.ptp(values, axis=0) > 0 if len(values) else np.zeros(search.system.n_rows, bool)
    rows = sorted({row for row, _ in search.ends.listed() if not is_open[row]})
    try:
        ranges = [range_of(search.system, row) for row in rows]
    except ValueError:
        return []
    return [row for row, (least, most) in zip(rows, ranges, strict=True)
            if least == most < search.ends.k]  # fmt: skip


def range_of(system: System, row: int) -> tuple[int, int]:
    """Return the least and the most that a row can be in any table that fits."""
    return end_of(system, row, upper=False), end_of(system, row, upper=True)


def end_of(system: System, row: int, *, upper: bool) -> int:
    """Return the least, or the most, that a row can be; ValueError where there is no such end."""
    line = system.matrix[row].toarray().ravel()
    table = _Programme(system).best(-line if upper else line, gap=0.0)
    if table is None:
        raise ValueError(row)
    return int(line @ table)


def _reach_alone(
    search: WitnessSearch, programme: "_Programme", end: tuple[int, int], rng: np.random.Generator
) -> None:
    row, value = end
    is_left = search.ends.to_low if value == 0 else search.ends.to_high
    if not is_left[row]:
        return
    table = programme.best(_objective(search, rng), fixed=end)
    if table is not None:
        search.take(table)


def _objective(search: WitnessSearch, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return costs of the finest cells: rows with both ends left go either way, by chance."""
    ends = search.ends
    down = rng.random(len(ends.to_low)) < 1 / 2
    is_down = ends.to_low & (down | ~ends.to_high)
    is_up = ends.to_high & ~is_down
    weights = rng.uniform(0.7, 1.3, len(is_up)) * (is_down.astype(float) - is_up)
    return np.asarray(search.system.matrix.T @ weights)


class _Programme:
    """Integer programmes over one system; each begins at the last table that was found."""

    def __init__(self, system: System, held: Ints | None = None) -> None:
        self.system = system
        self.least, self.most = system.limits()
        self.most[[] if held is None else held] = 0
        self.start = np.zeros(system.matrix.shape[1], dtype=np.int64)
        self.is_joint = np.diff(system.matrix.indptr) > 1
        self.joint = system.matrix[self.is_joint]

    def best(
        self,
        costs: NDArray[np.float64],
        fixed: tuple[int, int] | None = None,
        gap: float = _GAP,
    ) -> Ints | None:
        """Return a table of nearly the least cost, with a row at an end; None if none is seen."""
        from scipy.optimize import Bounds, milp

        options = {"mip_rel_gap": gap, "node_limit": _MOST_NODES}
        result = milp(
            costs,
            constraints=self._constraints(fixed),
            bounds=Bounds(self.least - self.start, unlimited(self.most) - self.start),
            integrality=np.ones(len(costs)),
            options=options,
        )
        if result.x is None:
            return None
        table: Ints = self.start + np.rint(result.x).astype(np.int64)
        if not self.system.fits(table):
            return None
        self.start = table
        return table

    def _constraints(self, fixed: tuple[int, int] | None) -> list[object]:
        low, high = self.system.low[self.is_joint], self.system.upper[self.is_joint]
        lines = [self._within(self.joint, low, high)]
        if fixed is None:
            return lines
        row, value = fixed
        most = np.zeros(1) if value == 0 else self.system.upper[[row]]
        return [*lines, self._within(self.system.matrix[row], np.array([value]), most)]

    def _within(self, matrix: Any, low: Ints, high: NDArray[np.float64]) -> object:
        from scipy.optimize import LinearConstraint

        offset = matrix @ self.start
        return LinearConstraint(matrix, low - offset, high - offset)
