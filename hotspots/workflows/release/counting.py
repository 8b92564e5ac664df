"""The true counts of the finest cells of a release, and the tables that are made of them.

This is read from the store with everything in it; nothing of it leaves as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.disclosure.by_place import SmallByPlace
from hotspots.analysis.disclosure.classes import Ints
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.disclosure import Cell, LinkedTables, PublishedClasses
from hotspots.model.release import DeclaredTable, Policy
from hotspots.workflows.release.case_counts import case_counts
from hotspots.workflows.release.definite import definite
from hotspots.workflows.release.stated_counts import stated_counts
from hotspots.workflows.release.universe import CountedTable, members_of, row_words

_MOST_NAMED = 5


@dataclass(frozen=True)
class CountedRelease:
    """Linked tables with the true counts of their finest cells (n_finest,)."""

    tables: LinkedTables
    counts: Ints
    declared: tuple[CountedTable, ...]

    def count(self, cell: Cell) -> int:
        """Return the true count of a cell."""
        return int(self.counts[sorted(self.tables.finest_of(cell))].sum())

    @property
    def printed(self) -> frozenset[Cell]:
        """Return the cells that may be printed: all but those of the history alone."""
        return frozenset(cell for table in self.declared for cell in table.printed_cells)


def counted(
    store: Store,
    declared: Sequence[DeclaredTable],
    policy: Policy,
    k: int,
    *,
    n_history: int = 0,
    earlier: Sequence[PublishedClasses] = (),
) -> CountedRelease:
    """Count the declared tables, with the cells that earlier releases published.

    Counted are cases by the day on which they occurred, as ``incidents`` counts them. Raises
    ``ReleaseRefused`` where the data do not allow it.
    """
    settled = [definite(store, table, policy, n_history) for table in declared]
    tables = tuple(table for table, _ in settled)
    uses = {use for _, use in settled}
    if len(uses) > 1:
        raise _several_ways()
    members = members_of(tables, earlier)
    cells = tuple(sorted({cell for table in tables for cell in table.cells}))
    if not any(members):
        return CountedRelease(LinkedTables((), ()), np.zeros(1, dtype=np.int64), ())
    if uses == {"counts"}:
        dimensions, counts = stated_counts(store, members)
        return CountedRelease(LinkedTables(dimensions, cells), counts, tables)
    cases = case_counts(store, members, k)
    linked = LinkedTables(cases.dimensions, cells)
    refuse_small_by_place(cells, cases.small_by_place(linked, k, policy), k)
    return CountedRelease(linked, cases.counts, tables)


def refuse_small_by_place(cells: Sequence[Cell], rows: Sequence[SmallByPlace], k: int) -> None:
    """Raise where a row of k incidents or more lies on few places, or half of it on one."""
    if not rows:
        return
    named = "; ".join(row_words(cells[row.row]) for row in rows[:_MOST_NAMED])
    raise ReleaseRefused(
        message(
            "The declared tables are too fine: {n:,} {n:row of|rows of} {k} incidents or more "
            "{n:lies|lie} on too few places, or mostly on one of them: {named}. What fits is a "
            "longer period, joined categories, or larger areas, in this order.",
            n=len(rows),
            k=k,
            named=named + ("; …" if len(rows) > _MOST_NAMED else ""),
        )
    )


def _several_ways() -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "Some declared tables are counted from extracts of incidents and some from tables of "
            "counts. They tell of the same incidents in two ways: make two releases of them."
        )
    )
