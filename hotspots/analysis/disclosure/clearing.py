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
from hotspots.analysis.disclosure.differences import differences, sums_of_small
from hotspots.analysis.disclosure.search import WitnessSearch, exact_rows, reach
from hotspots.analysis.disclosure.system import System, system_of
from hotspots.analysis.disclosure.widening import Widening, elastic, is_needed
from hotspots.model.disclosure import (
    Cell,
    CountClass,
    Key,
    LinkedTables,
    PublishedClasses,
)
from hotspots.model.published.vintages import has_vintages, vintage_member, with_vintages

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
    """Widen until all ends are reached, or none can be any more.

    Widening follows from the classes of base k of all cells, so that whoever runs the program on
    every table that fits may learn these. Nothing is widened to hide a count that he could name
    even then: it is a hole.
    """
    narrow = publisher.narrow_search()
    if exact := exact_rows(narrow):
        narrow.ends.keep(exact)
        return publisher.clearing(publisher.published(0 * steps), narrow, 0 * steps)
    tables = narrow.tables
    while True:
        published = publisher.published(steps)
        search = reach(publisher.system(published), publisher.k, tables)
        tables = search.tables
        wider = _wider(publisher.widening(search.system, steps), search)
        wider = wider[publisher.rows(search.system)]
        if np.array_equal(wider, steps):
            return publisher.clearing(published, search, steps)
        steps = wider


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

    def published(self, steps: Ints) -> PublishedClasses:
        """Return the classes of all cells."""
        fresh = count_classes(self.numbers, steps, self.k)
        return PublishedClasses(
            {**self.kept, **dict(zip(self.free, fresh, strict=True))}, self.vintage
        )

    def narrow_search(self) -> WitnessSearch:
        """Look for tables within the classes of base k, also of cells that were widened before."""
        tables, published = self.ordered.tables, self.published(np.zeros_like(self.numbers))
        narrow = PublishedClasses({**published.cells, **self._undone()}, self.vintage)
        rests = [
            *differences(tables, published.cells, self.k),
            *sums_of_small(tables, published.cells, self.k),
        ]
        return reach(system_of(tables, (*self.earlier, narrow), rests, self.k), self.k, [])

    def _undone(self) -> dict[Cell, CountClass]:
        """Return the classes of base k of cells that keep a class, where the count is of both."""
        cells = [cell for cell, kept in self.kept.items()
                 if self._is_of_now(cell) and kept.holds(self.ordered.count(cell))]  # fmt: skip
        counts = np.array([self.ordered.count(cell) for cell in cells], dtype=np.int64)
        numbers = class_numbers(counts, self.k)
        base = count_classes(numbers, np.zeros_like(numbers), self.k)
        return dict(zip(cells, base, strict=True))

    def _is_of_now(self, cell: Cell) -> bool:
        return not self._has_vintages or cell[-1] == vintage_member(self.vintage)

    def system(self, published: PublishedClasses) -> System:
        """Return the system of all that is published, and of what may be learnt by subtracting."""
        rests = differences(self.ordered.tables, published.cells, self.k)
        return system_of(self.ordered.tables, (*self.earlier, published), rests, self.k)

    def rows(self, system: System) -> list[int]:
        """Return the rows of the new cells."""
        return [system.rows[cell] for cell in self.free]

    def widening(self, system: System, steps: Ints) -> Widening:
        """Return the classes of the rows; those of earlier releases and differences are fixed."""
        rows = self.rows(system)
        numbers = np.full(system.n_rows, -1)
        row_steps = np.zeros(system.n_rows, dtype=np.int64)
        numbers[rows], row_steps[rows] = self.numbers, steps
        numbers[[system.rows[cell] for release in self.earlier for cell in release.cells]] = -1
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
                self.vintage,
            ),
            self.ordered.restored(search.tables),
            tuple(self._plain(cell) for cell, step in zip(self.free, steps, strict=True) if step),
            tuple((names[row], value) for row, value in search.ends.listed()),
            (),
        )  # fmt: skip

    def _plain(self, cell: Cell) -> Cell:
        return cell[:-1] if self._has_vintages else cell

    @property
    def _has_vintages(self) -> bool:
        return has_vintages(self.requested)
