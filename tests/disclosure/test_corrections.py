"""Counts that were corrected after they were published: old and new are two unknowns."""

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.proof import failures
from hotspots.audit.written import read_classes, written_classes
from hotspots.errors import InputProblem
from hotspots.model.disclosure import CountClass, Dimension, LinkedTables, Member, PublishedClasses
from tests.disclosure.made_tables import made_counts, made_tables, whole_tables

K = 5
CODES = ("a", "b", "c")
SINGLE = {Member("area", code): frozenset({number}) for number, code in enumerate(CODES)}
TOTAL = Member("total", "*")
AREAS = Dimension("area", CODES, {**SINGLE, TOTAL: frozenset({0, 1, 2})})
TABLES = whole_tables(AREAS)
A, B, C = ((member,) for member in SINGLE)
ALL = (TOTAL,)
SIZES = (3, 3, 2)


def cleared(counts, earlier=(), tables=TABLES):
    """Clear three areas beside earlier releases."""
    return clear(tables, np.array(counts), K, [each.published for each in earlier])


def proved(second, *earlier, tables=TABLES):
    """Return what fails of a release beside earlier ones."""
    before = [each.published for each in earlier]
    return failures(tables, K, second.published, before, second.witnesses)


def test_a_count_that_left_its_class_gets_one_that_may_be_the_same_count():
    """12 and then 13: of 13 to 17 anybody would know that something came."""
    first = cleared([12, 40, 59])
    second = cleared([13, 40, 59], [first])
    assert first.published.cells[A] == CountClass(8, 12, 10)
    assert second.published.cells[A] == CountClass(8, 17, 10)
    assert (second.corrected, second.published.vintage) == ((A,), 2)
    for cell in (B, C, ALL):
        assert second.published.cells[cell] == first.published.cells[cell]
    assert proved(second, first) == []


def test_a_class_beside_the_old_one_is_not_proved():
    """The audit asks for what came by itself, whatever the witnesses are."""
    first = cleared([12, 40, 59])
    second = cleared([13, 40, 59], [first])
    cells = {**second.published.cells, A: CountClass(13, 17, 15)}
    narrow = PublishedClasses(cells, 2)
    fitting = [table for table in second.witnesses if _of(table, 0, 1) >= 13]
    caught = failures(TABLES, K, narrow, [first.published], np.array(fitting))
    assert ("never_zero", Member("came", "000001-000002")) in {
        (failure.reason, failure.key[-1]) for failure in caught
    }


def _of(table, area, vintage):
    """Return an area's count of vintage 0 or 1: cases live in the first, in both, in the last."""
    first, both, last = table[3 * area : 3 * area + 3]
    return (first + both, both + last)[vintage]


def test_every_witness_holds_both_versions_and_changes_nothing_else():
    """Each fits the old classes and the new; what classes leave alone is in both the same."""
    first = cleared([12, 40, 59])
    second = cleared([13, 40, 59], [first])
    came = []
    for table in second.witnesses:
        for vintage, release in enumerate((first, second)):
            counts = [_of(table, area, vintage) for area in range(3)]
            for cell, n in zip((A, B, C, ALL), (*counts, sum(counts)), strict=True):
                assert release.published.cells[cell].holds(n)
        assert all(_of(table, area, 0) == _of(table, area, 1) for area in (1, 2))
        came.append(int(table[2]))
    assert min(came) == 0
    assert max(came) >= K - 1


def test_a_witness_that_changes_what_no_class_says_is_caught():
    """Somebody who takes it that little was corrected would not take it for a witness."""
    first = cleared([12, 40, 59])
    second = cleared([13, 40, 59], [first])
    moved = second.witnesses.copy()
    moved[0, 4] -= 1
    moved[0, 5] += 1
    caught = failures(TABLES, K, second.published, [first.published], moved)
    assert ("moved", 0) in {(failure.reason, failure.witness) for failure in caught}


@pytest.mark.parametrize(
    ("old", "new", "widened"), [(12, 30, ()), (40, 9, ()), (4, 5, (A,)), (13, 12, (A,))]
)
def test_only_a_change_that_may_be_small_is_widened(old, new, widened):
    """From 8 to 12 to 28 to 32 at least 16 came, which everybody may know."""
    first = cleared([old, 200, 300])
    second = cleared([new, 200, 300], [first])
    assert second.is_clear
    assert tuple(cell for cell in second.widened if cell == A) == widened
    assert proved(second, first) == []


def test_a_third_vintage_is_held_beside_both_and_a_fitting_count_opens_none():
    first = cleared([12, 40, 59])
    second = cleared([13, 40, 59], [first])
    same = cleared([13, 41, 58], [first, second])
    assert same.published.vintage == 2
    assert same.published.cells == second.published.cells
    third = cleared([26, 40, 60], [first, second])
    assert third.published.vintage == 3
    assert third.witnesses.shape[1] == 3 * 6
    assert proved(third, first, second) == []
    fewer = third.witnesses[:1]
    assert failures(TABLES, K, third.published, [first.published, second.published], fewer)


def test_a_release_of_other_cells_alone_binds_the_vintage_that_it_counted():
    """The total left its class: what was published of the parts binds their old counts alone."""
    parts = LinkedTables((AREAS,), (A, B))
    first = cleared([12, 40, 59], tables=parts)
    second = cleared([30, 40, 60], [first], tables=LinkedTables((AREAS,), (A, ALL)))
    assert second.published.vintage == 2
    assert second.published.cells[ALL].holds(130)
    assert proved(second, first, tables=LinkedTables((AREAS,), (A, ALL))) == []


@pytest.mark.parametrize("seed", range(4))
def test_cases_that_move_in_random_tables_are_proved_or_refused(seed):
    """The audit agrees with the search, and each version fits its own classes."""
    tables, before = made_tables(*SIZES), made_counts(SIZES, 20.0, seed)
    rng = np.random.default_rng(seed)
    after = before.copy()
    for _ in range(3):
        after[rng.choice(np.flatnonzero(after))] -= 1
        after[rng.integers(len(after))] += 1
    first = clear(tables, before, K)
    second = clear(tables, after, K, [first.published])
    caught = failures(tables, K, second.published, [first.published], second.witnesses)
    assert second.is_clear == (caught == [])
    for cell, each in second.published.cells.items():
        n = int(after[list(tables.finest_of(cell))].sum())
        assert each.holds(n)
        assert (cell in second.corrected) == (not first.published.cells[cell].holds(n))


def test_the_vintage_comes_back_as_written_and_is_1_where_none_stands():
    written = written_classes(PublishedClasses({A: CountClass(8, 12, 10)}, 3))
    assert read_classes(written).vintage == 3
    assert read_classes('{"cells":[]}').vintage == 1
    for wrong in ("0", '"1"', "true", "1000000"):
        with pytest.raises(InputProblem):
            read_classes(f'{{"cells":[],"vintage":{wrong}}}')
