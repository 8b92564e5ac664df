"""Tables of a city's size: time, holes, what is widened, and that nothing hangs on order."""

import time
from dataclasses import replace

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.bounds import bounds, exact_cells
from hotspots.audit.proof import failures
from hotspots.model.disclosure import CountClass, LinkedTables, PublishedClasses
from tests.disclosure.made_tables import made_counts, made_tables
from tests.tools.campaign import is_campaign

MEAN = 30.0
MOST_SECONDS = 60
MOST_WIDENED = 0.01
SMALL_SIZES = (4, 3, 3)


def totals(tables, counts):
    """Return the true count of every cell."""
    return {cell: int(counts[list(tables.finest_of(cell))].sum()) for cell in tables.cells}


@pytest.mark.parametrize(
    ("sizes", "n_cells", "n_small"),
    [((10, 12, 5), 858, 212), ((13, 13, 14), 2940, 729)],
    ids=["858", "2940"],
)
def test_oracle_seeded_tables_are_cleared_and_proved_in_time(sizes, n_cells, n_small):
    """No hole, at most one cell in a hundred widened, every count within its class."""
    if n_cells > 1000 and not is_campaign():
        pytest.skip("the larger table is cleared in a campaign")
    tables, counts = made_tables(*sizes), made_counts(sizes, MEAN)
    true = totals(tables, counts)
    assert len(true) == n_cells
    assert sum(count < 5 for count in true.values()) == n_small
    begin = time.process_time()
    cleared = clear(tables, counts, 5)
    audited = failures(tables, 5, cleared.published, (), cleared.witnesses)
    assert time.process_time() - begin <= MOST_SECONDS
    assert (cleared.holes, cleared.corrected, audited) == ((), (), [])
    assert len(cleared.widened) <= MOST_WIDENED * n_cells
    for cell, count in true.items():
        assert cleared.published.cells[cell].holds(count)
        assert cleared.published.cells[cell].figure is None or count >= 5


def test_oracle_audit_names_what_small_cells_hidden_alone_give_away():
    """Of 48 that are exact when only the cells of 1-4 are hidden, adding up gives 47."""
    tables, counts = made_tables(10, 12, 5), made_counts((10, 12, 5), MEAN)
    true = totals(tables, counts)
    hidden = {cell for cell, count in true.items() if 0 < count < 5}
    assert len(hidden) == 141
    primary = PublishedClasses(
        {cell: CountClass(n, n, n) for cell, n in true.items() if cell not in hidden}
    )
    exact = exact_cells(tables, [primary], 5)
    assert len(exact) == 47
    assert set(exact) <= hidden
    limits = bounds(tables, [primary])
    assert all(limits[cell].holds(count) for cell, count in true.items())
    assert all(limits[cell].low == true[cell] for cell in exact)
    nothing = np.zeros((0, tables.n_finest), dtype=np.int64)
    audited = failures(tables, 5, primary, (), nothing)
    assert {failure.key for failure in audited if failure.reason == "exact"} == set(exact)
    assert {failure.key for failure in audited if failure.reason == "no_class"} == hidden


def shuffled(tables, counts, seed):
    """Return the same tables with cells, members and finest members in another order."""
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(dimension.finest)) for dimension in tables.dimensions]
    dimensions = tuple(
        replace(
            dimension,
            finest=tuple(dimension.finest[position] for position in order),
            members={
                member: frozenset(np.argsort(order)[list(dimension.members[member])].tolist())
                for member in reversed(dimension.members)
            },
        )
        for dimension, order in zip(tables.dimensions, orders, strict=True)
    )
    cells = tuple(tables.cells[position] for position in rng.permutation(len(tables.cells)))
    shape = [len(order) for order in orders]
    numbers = np.arange(len(counts)).reshape(shape)[np.ix_(*orders)].ravel()
    return LinkedTables(dimensions, cells), counts[numbers], numbers


def test_oracle_order_of_rows_changes_nothing_and_two_runs_are_identical():
    """Classes and witnesses are the same, these in the order of the finest cells."""
    tables, counts = made_tables(*SMALL_SIZES), made_counts(SMALL_SIZES, 8.0)
    first, second = clear(tables, counts, 5), clear(tables, counts, 5)
    assert first.published == second.published
    assert np.array_equal(first.witnesses, second.witnesses)
    other_tables, other_counts, numbers = shuffled(tables, counts, seed=1)
    again = clear(other_tables, other_counts, 5)
    assert again.published == first.published
    assert set(again.widened) == set(first.widened)
    assert np.array_equal(again.witnesses, first.witnesses[:, numbers])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2])
def test_oracle_larger_k_never_shows_more(seed):
    """Fewer cells have figures, and no class is narrower that was not widened before.

    Small tables may be refused, and then show nothing at all.
    """
    tables, counts = made_tables(*SMALL_SIZES), made_counts(SMALL_SIZES, 8.0, seed)
    smaller = clear(tables, counts, 3)
    for k in (5, 10):
        without = set(tables.cells) - _with_figures(smaller)
        larger = clear(tables, counts, k, without_figure=without)
        assert _with_figures(larger) < _with_figures(smaller)
        audited = failures(tables, k, larger.published, (), larger.witnesses)
        assert larger.is_clear == (audited == [])
        for cell in _with_figures(larger) - set(smaller.widened):
            coarse, fine = larger.published.cells[cell], smaller.published.cells[cell]
            assert coarse.high - coarse.low >= fine.high - fine.low
        smaller = larger


def _with_figures(cleared):
    cells = cleared.published.cells
    return {cell for cell, count_class in cells.items() if count_class.figure is not None}


def test_oracle_counts_of_one_class_give_the_same_release():
    """Nothing but the classes decides what is widened, and what the witnesses are."""
    tables, counts = made_tables(*SMALL_SIZES), made_counts(SMALL_SIZES, 8.0)
    cleared = clear(tables, counts, 5)
    alike = [table for table in cleared.witnesses if _same_base(tables, counts, table)]
    assert alike
    for table in alike[:2]:
        again = clear(tables, table, 5)
        assert again.published == cleared.published
        assert np.array_equal(again.witnesses, cleared.witnesses)


def _same_base(tables, counts, table):
    return all(
        (one < 5 and other < 5) or (min(one, other) >= 5 and (one + 2) // 5 == (other + 2) // 5)
        for one, other in zip(
            totals(tables, counts).values(), totals(tables, table).values(), strict=True
        )
    )
