"""Clears counts: gives every cell its class, widens where need be, and makes the witnesses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hotspots.analysis.disclosure.canonical import Canonical, canonical
from hotspots.analysis.disclosure.classes import (
    LEAST_K,
    WIDEST,
    Ints,
    class_bounds,
    class_numbers,
    count_classes,
)
from hotspots.analysis.disclosure.corrections import (
    corrections,
    lifted_counts,
    next_vintage,
)
from hotspots.analysis.disclosure.differences import differences, implied_class
from hotspots.analysis.disclosure.search import WitnessSearch, reach
from hotspots.analysis.disclosure.system import System, system_of
from hotspots.analysis.disclosure.widening import Widening, elastic, is_needed
from hotspots.model.disclosure import (
    Cell,
    CellDifference,
    CountClass,
    Key,
    LinkedTables,
    PublishedClasses,
)
from hotspots.model.published.vintages import K, has_vintages, plain, vintage_member, with_vintages

End = tuple[Key, int]


@dataclass(frozen=True)
class Clearing:
    """What may be published, and the proof.

    ``witnesses`` are whole tables (n x finest cells), numbered as the tables number them.
    ``holes`` are cells or differences that cannot be proved to be 0 or k - 1 as well, with that
    end; only without them may anything leave. ``widened`` are the cells of wider classes,
    ``corrected`` those whose counts left the class that was published of them.
    """

    published: PublishedClasses
    witnesses: Ints
    widened: tuple[Cell, ...]
    holes: tuple[End, ...]
    corrected: tuple[Cell, ...]

    @property
    def is_clear(self) -> bool:
        """Tell whether the release can be proved."""
        return not self.holes


def clear(
    tables: LinkedTables,
    counts: Ints,
    k: int,
    earlier: Sequence[PublishedClasses] = (),
    without_figure: Collection[Cell] = (),
    vintage: int | None = None,
) -> Clearing:
    """Give every cell of the tables a class in which no count under k can be told from another.

    ``counts`` are those of the finest cells (n_finest,); k is at least 3. What an earlier
    release holds keeps its class where the count is still of it; where counts left their classes,
    this release is of the next vintage. The order of cells and of finest members changes nothing,
    and two calls are identical. Cells ``without_figure`` at a smaller k get none here either.
    """
    if k < LEAST_K:
        raise ValueError(k)
    vintage = vintage or next_vintage(tables, counts, earlier)
    before = corrections(tables, counts, earlier, vintage, k)
    lifted, releases = with_vintages(tables, vintage, [*earlier, before.fixed])
    ordered = canonical(lifted, lifted_counts(lifted, counts), releases)
    publisher = _Publisher.of(lifted, ordered, k, releases, vintage)
    plain_names = dict(zip(lifted.cells, tables.cells, strict=True))
    without = {cell for cell, name in plain_names.items() if name in {*without_figure}}
    steps = publisher.steps_without_figure(frozenset(without))
    first = [before.steps.get(plain_names.get(cell, ()), 0) for cell in publisher.free]
    clearing = _cleared(publisher, np.maximum(steps, np.array(first, dtype=np.int64)))
    return replace(clearing, corrected=before.corrected)


def _cleared(publisher: "_Publisher", steps: Ints) -> Clearing:
    tables: list[Ints] = []
    closed: frozenset[CellDifference] = frozenset()
    while True:
        published = publisher.published(steps, closed)
        search = reach(publisher.system(published), publisher.k, tables)
        tables = search.tables
        if large := publisher.large_differences(published, search):
            closed |= large
            continue
        wider = _wider(publisher.widening(search.system, steps), search)
        wider = wider[publisher.rows(search.system)]
        if np.array_equal(wider, steps):
            return publisher.clearing(published, search, steps)
        steps, closed = wider, frozenset()


def _wider(widening: Widening, search: WitnessSearch) -> Ints:
    """Return the steps of rows at which the first end that no table can reach is reached."""
    for end in search.ends.listed():
        for whole in (False, True):
            need = elastic(search.system, widening, end, whole=whole)
            if need is None:
                break
            if is_needed(need):
                return widening.widened(search.system, need)
            table = np.rint(need.table).astype(np.int64)
            if whole and search.system.fits(table):
                search.take(table)
    return widening.steps


@dataclass(frozen=True)
class _Publisher:
    """What is the same in every pass.

    ``kept`` are classes of earlier releases, ``free`` the cells whose classes are new, with the
    ``numbers`` of these.
    """

    requested: LinkedTables
    ordered: Canonical
    k: int
    earlier: tuple[PublishedClasses, ...]
    kept: Mapping[Cell, CountClass]
    free: tuple[Cell, ...]
    numbers: Ints
    vintage: int

    @classmethod
    def of(
        cls,
        tables: LinkedTables,
        ordered: Canonical,
        k: int,
        earlier: Sequence[PublishedClasses],
        vintage: int,
    ) -> "_Publisher":
        """Tell the cells that keep a class, which may have another name, from the new ones."""
        before = {
            ordered.tables.finest_of(cell): count_class
            for release in earlier
            for cell, count_class in release.cells.items()
        }
        every = ordered.tables.cells
        kept = {cell: before[finest] for cell in every
                if (finest := ordered.tables.finest_of(cell)) in before}  # fmt: skip
        free = tuple(cell for cell in every if cell not in kept)
        counts = np.array([ordered.count(cell) for cell in free], dtype=np.int64)
        numbers = class_numbers(counts, k)
        return cls(tables, ordered, k, tuple(earlier), kept, free, numbers, vintage)

    def steps_without_figure(self, cells: frozenset[Cell]) -> Ints:
        """Return the fewest steps at which these cells have no figure, and none for the others."""
        steps = np.zeros(len(self.free), dtype=np.int64)
        is_named = np.array([cell in cells for cell in self.free], dtype=bool)
        for step in range(WIDEST, -1, -1):
            low, _ = class_bounds(self.numbers, np.full(len(steps), step), self.k)
            steps[is_named & (low == 0)] = step
        return steps

    def published(self, steps: Ints, closed: frozenset[CellDifference]) -> PublishedClasses:
        """Return the classes of all cells, and of what may be learnt by subtracting them.

        A closed difference is published as not being under k.
        """
        fresh = count_classes(self.numbers, steps, self.k)
        classes = {**self.kept, **dict(zip(self.free, fresh, strict=True))}
        return PublishedClasses(classes, {
            difference: implied_class(difference, classes, self.k if difference in closed else 0)
            for difference in differences(self.ordered.tables, classes, self.k)
        }, self.vintage)  # fmt: skip

    def large_differences(
        self, published: PublishedClasses, search: WitnessSearch
    ) -> frozenset[CellDifference]:
        """Return differences that are not under k, and of which everybody may see it.

        Not one in which a small cell could then no longer be 0; nor one of an earlier vintage,
        of which the counts are gone.
        """
        left = {row for row, _ in search.ends.listed()}
        small = [
            self.ordered.tables.finest_of(cell)
            for cell, count_class in published.cells.items()
            if count_class.low < self.k
        ]
        _, most = search.system.limits()
        large = (
            difference
            for difference in published.differences
            if search.system.rows[difference] in left
            and self._is_of_now(difference)
            and self.ordered.count(difference) >= self.k
        )
        return frozenset(
            difference
            for difference in large
            if _stays_open(self.ordered.tables.finest_of(difference), small, most, self.k)
        )

    def system(self, published: PublishedClasses) -> System:
        """Return the system of all that is published by this release and before."""
        return system_of(self.ordered.tables, (*self.earlier, published), self.k)

    def rows(self, system: System) -> list[int]:
        """Return the rows of the new cells."""
        return [system.rows[cell] for cell in self.free]

    def widening(self, system: System, steps: Ints) -> Widening:
        """Return the classes of the rows; those of earlier releases and differences are fixed."""
        rows = self.rows(system)
        numbers = np.full(system.n_rows, -1)
        row_steps = np.zeros(system.n_rows, dtype=np.int64)
        numbers[rows], row_steps[rows] = self.numbers, steps
        numbers[[system.rows[key] for release in self.earlier for key, _ in release.items()]] = -1
        return Widening(numbers, row_steps, self.k)

    def clearing(
        self, published: PublishedClasses, search: WitnessSearch, steps: Ints
    ) -> Clearing:
        """Return the result, without the cells that only earlier releases have."""
        names = {row: key for key, row in reversed([*search.system.rows.items()])}
        wanted = self.requested.cell_set
        return Clearing(
            PublishedClasses(
                {self._plain(cell): count for cell, count in published.cells.items()
                 if cell in wanted},
                {self._plain(rest): count for rest, count in published.differences.items()
                 if count.low},
                self.vintage,
            ),
            self.ordered.restored(search.tables),
            tuple(self._plain(cell) for cell, step in zip(self.free, steps, strict=True) if step),
            tuple((names[row], value) for row, value in search.ends.listed()),
            (),
        )  # fmt: skip

    def _is_of_now(self, difference: CellDifference) -> bool:
        return not self._has_vintages or difference.whole[-1] == vintage_member(self.vintage)

    def _plain(self, key: K) -> K:
        return plain(key) if self._has_vintages else key

    @property
    def _has_vintages(self) -> bool:
        return has_vintages(self.requested)


def _stays_open(rest: frozenset[int], small: Sequence[frozenset[int]], most: Ints, k: int) -> bool:
    """Tell whether a difference can be k or more without any cell in it that may be small."""
    return all(most[list(rest - cell)].sum() >= k for cell in small if cell <= rest)
