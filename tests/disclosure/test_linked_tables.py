"""Cells of linked tables: what they are made of, and which lie in which."""

from hotspots.model.disclosure import CellDifference, Dimension, LinkedTables, Member
from tests.disclosure.made_tables import TOTAL, dimension, whole_tables

X, Y = (Member("area", f"area00{number}") for number in (0, 1))
OLD, NEW = (Member("year", f"year00{number}") for number in (0, 1))
TABLES = whole_tables(dimension("area", 2), dimension("year", 2))


def test_finest_cells_are_numbered_with_the_last_dimension_running_fastest():
    """Two areas by two years: 0 and 1 are of the first area."""
    assert TABLES.n_finest == 4
    assert TABLES.finest_of((X, NEW)) == {1}
    assert TABLES.finest_of((Y, OLD)) == {2}
    assert TABLES.finest_of((X, TOTAL)) == {0, 1}
    assert TABLES.finest_of((TOTAL, NEW)) == {1, 3}
    rest = CellDifference((TOTAL, TOTAL), ((X, TOTAL), (TOTAL, NEW)))
    assert TABLES.finest_of(rest) == {2}


def test_wholes_hold_all_of_a_cell():
    """In both dimensions, and only what is published."""
    assert set(TABLES.wholes((X, NEW))) == {(X, TOTAL), (TOTAL, NEW), (TOTAL, TOTAL)}
    assert TABLES.wholes((TOTAL, TOTAL)) == []
    few = LinkedTables(TABLES.dimensions, ((X, NEW), (TOTAL, TOTAL)))
    assert few.wholes((X, NEW)) == [(TOTAL, TOTAL)]


def test_partitions_are_by_dimension_and_level():
    """A total is its areas, and it is its years."""
    assert sorted(TABLES.partitions((TOTAL, TOTAL))) == [
        ((X, TOTAL), (Y, TOTAL)),
        ((TOTAL, OLD), (TOTAL, NEW)),
    ]
    assert list(TABLES.partitions((X, NEW))) == []


def test_members_of_a_level_that_overlap_are_no_parts():
    """Housing estates and the schemes that they are in may share ground."""
    members = {
        Member("estate", "a"): frozenset({0, 1}),
        Member("estate", "b"): frozenset({1, 2}),
        Member("half", "c"): frozenset({0, 1}),
        Member("half", "d"): frozenset({2}),
        TOTAL: frozenset({0, 1, 2}),
    }
    parts = Dimension("area", ("x", "y", "z"), members).parts[TOTAL]
    assert parts == {"half": (Member("half", "c"), Member("half", "d"))}
