"""Ends of small cells, and the holes that are left, equal those of all tables written out."""

import numpy as np
import pytest

from hotspots.analysis.disclosure.classes import class_numbers, count_classes
from hotspots.analysis.disclosure.clearing import clear
from hotspots.analysis.disclosure.search import end_of, reach
from hotspots.analysis.disclosure.system import system_of
from hotspots.audit.proof import failures
from hotspots.model.disclosure import LinkedTables, Member, PublishedClasses
from tests.disclosure.enumeration import all_tables
from tests.disclosure.made_tables import dimension, made_tables
from tests.tools.campaign import amount

K = 3
END = {"never_zero": lambda _: 0, "never_k": lambda k: k - 1}
SHAPES = [
    (1, 2, 1), (2, 2, 1), (3, 2, 1), (2, 1, 2), (2, 2, 1), (3, 1, 2), (3, 3, 1),
    (2, 2, 1), (2, 3, 1), (2, 2, 2), (3, 1, 1), (2, 2, 1), (3, 2, 2), (3, 3, 2),
]  # fmt: skip
N_TABLES = amount(2000, usual=504)
N_CLEARED = amount(500, usual=14)
N_RERUN = amount(300, usual=40)


def random_tables(n_tables, seed):
    """Yield linked tables up to 3 x 3 x 2, and counts of their finest cells."""
    rng = np.random.default_rng(seed)
    for number in range(n_tables):
        tables = made_tables(*SHAPES[number % len(SHAPES)])
        mean = rng.choice([0.5, 1.5, 4.0])
        yield tables, rng.poisson(mean, tables.n_finest)


def base_classes(tables, counts, k):
    """Return the classes of all cells before anything is widened."""
    totals = np.array([counts[list(tables.finest_of(cell))].sum() for cell in tables.cells])
    numbers = class_numbers(totals, k)
    classes = count_classes(numbers, np.zeros_like(numbers), k)
    return PublishedClasses(dict(zip(tables.cells, classes, strict=True)))


def values_of_all(system):
    """Return what every row is in every table that fits (tables x rows)."""
    matrix = system.matrix.toarray()
    tables = all_tables(matrix, system.low, system.high)
    assert tables is not None
    return tables @ matrix.T


@pytest.mark.thorough
def test_oracle_ends_of_random_tables_equal_full_enumeration():
    """Where a witness shows an end it is there; where none does, the end is that of all."""
    narrowed = 0
    for tables, counts in random_tables(N_TABLES, seed=1):
        system = system_of(tables, [base_classes(tables, counts, K)])
        values = values_of_all(system)
        least, most = values.min(axis=0), values.max(axis=0)
        ends = reach(system, K, []).ends
        is_small = system.low < K
        assert np.array_equal(ends.to_low, is_small & (least > 0))
        assert np.array_equal(ends.to_high, is_small & (most < K - 1))
        for row in np.flatnonzero(ends.to_low):
            assert end_of(system, row, upper=False) == least[row]
        for row in np.flatnonzero(ends.to_high):
            assert end_of(system, row, upper=True) == most[row]
        narrowed += ends.count()
    assert narrowed > N_TABLES / 10


@pytest.mark.thorough
def test_oracle_who_runs_the_program_on_every_table_learns_classes_and_no_small_count():
    """Tables of the same classes of base k get the same release; no small cell is one number."""
    n_widened = 0
    for tables, counts in random_tables(N_RERUN, seed=8):
        cleared = clear(tables, counts, K)
        narrow = system_of(tables, [base_classes(tables, counts, K)])
        every = all_tables(narrow.matrix.toarray(), narrow.low, narrow.high)
        if every is None or not cleared.is_clear:
            continue
        n_widened += bool(cleared.widened)
        for other in every[:: max(1, len(every) // 3)]:
            assert clear(tables, other.astype(np.int64), K).published == cleared.published
        for cell, count_class in cleared.published.cells.items():
            if count_class.low < K:
                values = every[:, sorted(tables.finest_of(cell))].sum(axis=1)
                assert np.ptp(values) > 0 or values[0] >= K
    assert n_widened > N_RERUN / 20


def test_oracle_a_count_that_undoing_a_widening_would_name_is_a_hole():
    """Parts of 7, 7 and 4 in a total of 18: within their classes the last is 4."""
    areas = dimension("area", 3)
    tables = LinkedTables((areas,), tuple((member,) for member in areas.members))
    refused, passed = (clear(tables, np.array(counts), 5) for counts in ([7, 7, 4], [12, 7, 0]))
    assert ((Member("area", "area002"),), 0) in refused.holes
    assert passed.is_clear


@pytest.mark.thorough
@pytest.mark.parametrize("k", [3, 5])
def test_oracle_what_is_cleared_is_open_in_full_enumeration(k):
    """All that may be small can be 0, and k - 1 or more, in some table, but for the holes.

    The audit names the holes, and nothing else.
    """
    n_clear = 0
    for tables, counts in random_tables(N_CLEARED, seed=k):
        cleared = clear(tables, counts, k)
        system = system_of(tables, [cleared.published])
        audited = failures(tables, k, cleared.published, (), cleared.witnesses)
        ends = {(each.key, END[each.reason](k)) for each in audited if each.reason != "exact"}
        assert ends == set(cleared.holes) or (cleared.holes and set(cleared.holes) < ends)
        n_clear += cleared.is_clear
        if (every := all_tables(system.matrix.toarray(), system.low, system.high)) is None:
            continue
        for key, row in system.rows.items():
            if system.low[row] < k:
                values = every @ system.matrix[row].toarray().ravel()
                assert (values.min() > 0) == ((key, 0) in ends)
                assert (values.max() < k - 1) == ((key, k - 1) in ends)
    assert n_clear > N_CLEARED / 2
