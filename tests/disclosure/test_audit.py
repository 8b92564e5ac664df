"""The audit: what is not proved is named, by sums and comparisons alone."""

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.bounds import bounds
from hotspots.audit.proof import Failure, failures
from hotspots.model.disclosure import (
    CellDifference,
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
    cell_name,
)
from tests.disclosure.made_tables import TOTAL, made_counts, made_tables

K = 5
A, B = Member("area", "a"), Member("area", "b")
AREAS = Dimension(
    "area", ("a", "b"), {A: frozenset({0}), B: frozenset({1}), TOTAL: frozenset({0, 1})}
)
LEFT = CellDifference((TOTAL,), ((A,),))
SMALL, FIVE, TEN, FIFTEEN = (
    CountClass(0, 4), CountClass(5, 7, 5), CountClass(8, 12, 10), CountClass(13, 17, 15),
)  # fmt: skip


def audited(cells, witnesses, earlier=()):
    """Return what fails of a release of two areas and their total."""
    tables = LinkedTables((AREAS,), tuple(cells))
    tried = np.array(witnesses, dtype=np.int64).reshape(-1, 2)
    return failures(tables, K, PublishedClasses(cells), earlier, tried)


@pytest.fixture(scope="module")
def proved():
    """Return tables with what was cleared of them."""
    tables = made_tables(4, 4, 2)
    return tables, clear(tables, made_counts((4, 4, 2), 8.0), K)


def test_a_proved_release_fails_nowhere(proved):
    """Every witness is needed by none alone, and fits."""
    tables, cleared = proved
    assert cleared.is_clear
    assert failures(tables, K, cleared.published, (), cleared.witnesses) == []


def test_a_witness_that_is_off_by_one_is_caught(proved):
    """A small cell at k - 1 is moved to k: the cell is named with the witness."""
    tables, cleared = proved
    small = [cell for cell, each in cleared.published.cells.items() if each.high == K - 1]
    inner = {cell: next(iter(finest)) for cell in small
             if len(finest := tables.finest_of(cell)) == 1}  # fmt: skip
    cell, witness = next(
        (cell, number)
        for cell, finest in inner.items()
        for number, table in enumerate(cleared.witnesses)
        if table[finest] == K - 1
    )
    tampered = cleared.witnesses.copy()
    tampered[witness, inner[cell]] += 1
    found = failures(tables, K, cleared.published, (), tampered)
    assert Failure("misfit", cell, witness) in found
    tampered[witness, inner[cell]] = -1
    assert failures(tables, K, cleared.published, (), tampered) == [Failure("not_whole_counts")]
    halves = cleared.witnesses + 0.5
    assert failures(tables, K, cleared.published, (), halves) == [Failure("not_whole_counts")]


def test_a_witness_that_is_left_out_is_missed(proved):
    """The only witness of an end cannot be spared."""
    tables, cleared = proved
    for left_out in range(len(cleared.witnesses)):
        fewer = np.delete(cleared.witnesses, left_out, axis=0)
        missed = failures(tables, K, cleared.published, (), fewer)
        assert {failure.reason for failure in missed} <= {"never_zero", "never_k"}
        assert missed


def test_an_added_total_is_caught(proved):
    """A group of categories that nobody cleared, with its true count, fits no witness."""
    tables, cleared = proved
    area, category, year = tables.dimensions
    group = Member("group", "first")
    wider = Dimension(
        category.name, category.finest, {**category.members, group: frozenset({0, 1})}
    )
    added = (TOTAL, group, TOTAL)
    grouped = LinkedTables((area, wider, year), (*tables.cells, added))
    n = int(made_counts((4, 4, 2), 8.0)[list(grouped.finest_of(added))].sum())
    release = PublishedClasses({**cleared.published.cells, added: CountClass(n, n, n)})
    caught = failures(grouped, K, release, (), cleared.witnesses)
    assert any(failure.key == added for failure in caught)
    unnamed = failures(grouped, K, cleared.published, (), cleared.witnesses)
    assert Failure("no_class", added) in unnamed


def test_small_cells_without_witnesses_are_not_proved():
    """No witness, no release."""
    cells = {(A,): SMALL, (B,): FIFTEEN, (TOTAL,): FIFTEEN}
    assert audited(cells, []) == [Failure("never_zero", (A,)), Failure("never_k", (A,))]
    assert audited(cells, [[0, 13], [4, 13]]) == []
    assert audited(cells, [[1, 13], [4, 13]]) == [Failure("never_zero", (A,))]
    assert audited(cells, [[0, 13], [3, 13]]) == [Failure("never_k", (A,))]


def test_what_two_nested_figures_leave_is_asked_for():
    """15 with 10 in it leaves 1 to 9: that may be small, and it can never be 0."""
    cells = {(A,): TEN, (TOTAL,): FIFTEEN}
    assert audited(cells, [[12, 1], [9, 4]]) == [Failure("never_zero", LEFT)]
    wide = {(A,): TEN, (TOTAL,): CountClass(8, 17, 10)}
    assert audited(wide, [[12, 0], [9, 4]]) == []
    assert audited(wide, [[12, 0], [9, 3]]) == [Failure("never_k", LEFT)]


def test_what_holds_a_figure_is_no_small_difference():
    """20 less a widened 20 leaves 0 to 19 by itself, and a published 15 lies in it."""
    codes = ("a", "b", "c")
    single = {Member("area", code): frozenset({n}) for n, code in enumerate(codes)}
    areas = Dimension("area", codes, {**single, TOTAL: frozenset({0, 1, 2})})
    first, second, third = ((member,) for member in single)
    wide, thirty = CountClass(13, 32, 20), CountClass(28, 32, 30)
    cells = {first: wide, second: FIFTEEN, (TOTAL,): thirty}
    tables = LinkedTables((areas,), tuple(cells))
    witnesses = np.array([[13, 15, 0], [13, 13, 4]])
    assert failures(tables, K, PublishedClasses(cells), (), witnesses) == []
    without = {first: wide, (TOTAL,): thirty}
    tables = LinkedTables((areas,), tuple(without))
    caught = failures(tables, K, PublishedClasses(without), (), witnesses)
    assert caught == [Failure("never_zero", CellDifference((TOTAL,), (first,)))]
    smaller = {first: wide, third: SMALL, (TOTAL,): thirty}
    tables = LinkedTables((areas,), tuple(smaller))
    caught = failures(tables, K, PublishedClasses(smaller), (), witnesses)
    assert Failure("never_zero", CellDifference((TOTAL,), (first,))) in caught


def test_witnesses_must_fit_what_was_published_before():
    """The earlier class of the whole, and what it leaves of the part published now."""
    earlier = [PublishedClasses({(TOTAL,): FIVE})]
    caught = audited({(A,): SMALL}, [[0, 8], [4, 0]], earlier=earlier)
    assert Failure("misfit", (TOTAL,), 0) in caught
    caught = audited({(A,): SMALL}, [[0, 7], [4, 1]], earlier=earlier)
    assert caught == [Failure("never_zero", LEFT)]


def test_what_all_releases_say_of_a_cell_is_joined():
    """Of a cell that was 5 to 7 nobody needs to prove that it may be 0."""
    earlier = [PublishedClasses({(A,): FIVE})]
    assert audited({(A,): CountClass(0, 7)}, [[5, 0], [7, 9]], earlier=earlier) == []


@pytest.mark.parametrize("part", [TEN, SMALL], ids=["figure", "small"])
def test_cells_that_lie_in_one_another_by_two_dimensions_are_subtracted(part):
    """All of it and one corner of it, with nothing published between."""
    kind = Member("kind", "x")
    kinds = Dimension("kind", ("x", "y"), {kind: frozenset({0}), TOTAL: frozenset({0, 1})})
    whole, corner = (TOTAL, TOTAL), (A, kind)
    cells = {whole: CountClass(part.high + 1, part.high + 5, 5), corner: part}
    tables = LinkedTables((AREAS, kinds), tuple(cells))
    witnesses = np.array([[part.low, part.high + 1 - part.low, 0, 0], [part.high, 0, 0, 1]])
    caught = failures(tables, K, PublishedClasses(cells), (), witnesses)
    assert caught == [Failure("never_zero", CellDifference(whole, (corner,)))]


def test_what_a_total_leaves_of_an_excluded_part_is_asked_for():
    """Two parts under 5 of 5 to 7: the third, which is not published, must be open too."""
    codes = ("a", "b", "c")
    single = {Member("area", code): frozenset({n}) for n, code in enumerate(codes)}
    areas = Dimension("area", codes, {**single, TOTAL: frozenset({0, 1, 2})})
    parts = tuple((member,) for member in list(single)[:2])
    cells = {**dict.fromkeys(parts, SMALL), (TOTAL,): FIVE}
    tables = LinkedTables((areas,), tuple(cells))
    closed = np.array([[0, 4, 1], [4, 0, 1], [0, 1, 4]])
    caught = failures(tables, K, PublishedClasses(cells), (), closed)
    assert caught == [Failure("never_zero", CellDifference((TOTAL,), parts))]
    opened = np.vstack([closed, [[4, 1, 0]]])
    assert failures(tables, K, PublishedClasses(cells), (), opened) == []


def test_bounds_add_up_step_by_step():
    """15 = 10 + x leaves x between 1 and 9, and an exact total with an exact part all of it."""
    tables = LinkedTables((AREAS,), ((A,), (B,), (TOTAL,)))
    limits = bounds(tables, [PublishedClasses({(A,): TEN, (TOTAL,): FIFTEEN})])
    assert limits[B,] == CountClass(1, 9)
    exact = PublishedClasses({(A,): CountClass(12, 12), (TOTAL,): CountClass(15, 15)})
    assert bounds(tables, [exact])[B,] == CountClass(3, 3)


def test_failures_name_cells_in_words():
    """A cell by its members, a difference by its cells."""
    assert cell_name((A,)) == "area:a"
    assert cell_name(LEFT) == "total:* − area:a"
