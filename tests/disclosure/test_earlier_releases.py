"""A later release obeys every class that was published before."""

from itertools import product

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.proof import failures
from hotspots.model.disclosure import (
    CellDifference,
    CountClass,
    Dimension,
    LinkedTables,
    Member,
    PublishedClasses,
)
from tests.disclosure.made_tables import TOTAL

K = 5


def parts(name, codes, **joined):
    """Return a dimension of codes, with totals of some of them by name."""
    single = {Member(name, code): frozenset({codes.index(code)}) for code in codes}
    sums = {
        Member("total", total): frozenset(codes.index(code) for code in members)
        for total, members in joined.items()
    }
    return Dimension(name, tuple(codes), single | sums)


def cells_of(dimension, *codes):
    """Return the cells of a table of one dimension."""
    return tuple(
        (member,) for code in codes for member in dimension.members if member.code == code
    )


QUARTERS = parts("quarter", ["q1", "q2", "q3", "q4"], year=["q1", "q2", "q3", "q4"])
KINDS = parts("category", ["a", "c"], all=["a", "c"])
SEX = parts("sex", ["women", "men"], all=["women", "men"])


def release(dimension, counts, codes, earlier=()):
    """Clear cells of one dimension."""
    tables = LinkedTables((dimension,), cells_of(dimension, *codes))
    return tables, clear(tables, np.array(counts), K, earlier)


def test_the_year_after_three_quarters_is_widened_so_that_the_fourth_may_be_0():
    """7 + 7 + 7 are at most 21, so that a year of 24 may not begin at 23."""
    counts = [7, 7, 7, 3]
    _, first = release(QUARTERS, counts, ["q1", "q2", "q3"])
    tables, second = release(QUARTERS, counts, ["year"], [first.published])
    assert second.is_clear
    year = cells_of(QUARTERS, "year")[0]
    assert second.published.cells == {year: CountClass(18, 27, 20)}
    assert second.widened == (year,)
    earlier = [first.published]
    assert failures(tables, K, second.published, earlier, second.witnesses) == []
    unwidened = PublishedClasses({year: CountClass(23, 27, 25)})
    fitting = np.array([[7, 7, 7, 2], [7, 6, 6, 4]])
    caught = failures(tables, K, unwidened, earlier, fitting)
    assert [(failure.reason, failure.key.whole) for failure in caught] == [("never_zero", year)]


def test_without_a_category_after_all_of_them_is_widened_or_a_hole():
    """All are 7, without the other category 4, which leaves at least 1 of it unless widened."""
    _, first = release(KINDS, [4, 3], ["all"])
    tables, second = release(KINDS, [4, 3], ["a"], [first.published])
    whole, part = cells_of(KINDS, "all", "a")
    left = CellDifference(whole, (part,))
    assert second.is_clear
    assert second.published.cells == {part: CountClass(0, 7)}
    unwidened = PublishedClasses({part: CountClass(0, 4)})
    fitting = np.array([[0, 7], [4, 1]])
    caught = failures(tables, K, unwidened, [first.published], fitting)
    assert [(failure.reason, failure.key) for failure in caught] == [("never_zero", left)]
    exact = PublishedClasses({whole: CountClass(5, 7, 5), part: CountClass(0, 4)})
    again, third = release(KINDS, [4, 3], ["c"], [exact])
    rest = cells_of(KINDS, "c")[0]
    assert not third.is_clear
    assert third.holes == ((rest, 0),)
    caught = failures(again, K, third.published, [exact], third.witnesses)
    assert [(failure.reason, failure.key) for failure in caught] == [("never_zero", rest)]


def test_all_after_women_is_widened():
    """Women are under 5; all of them, 7, would leave men at least 1."""
    _, first = release(SEX, [3, 4], ["women"])
    tables, second = release(SEX, [3, 4], ["all"], [first.published])
    assert second.is_clear
    assert second.published.cells[cells_of(SEX, "all")[0]] == CountClass(0, 7)
    assert failures(tables, K, second.published, [first.published], second.witnesses) == []


def test_what_is_left_of_an_excluded_category_is_protected():
    """A total of 12 with a category of 9 in it leaves 3 of the excluded one, which may be 0."""
    tables, cleared = release(KINDS, [9, 3], ["all", "a"])
    assert cleared.is_clear
    values = cleared.witnesses[:, 1]
    assert values.min() == 0
    assert values.max() >= K - 1
    assert failures(tables, K, cleared.published, (), cleared.witnesses) == []


def test_a_cell_keeps_the_class_that_it_had():
    """A widened class stays wide, whatever it would be without the earlier release."""
    counts, year = [7, 7, 7, 3], cells_of(QUARTERS, "year")[0]
    earlier = PublishedClasses({year: CountClass(13, 32, 20)})
    _, cleared = release(QUARTERS, counts, ["year"], [earlier])
    assert cleared.published.cells[year] == CountClass(13, 32, 20)


@pytest.mark.parametrize("seed", range(5))
def test_kvarter_after_bydel_and_the_other_set_after_the_first(seed):
    """Areas nested in areas, and a set that joins two of another: all of it is one system."""
    rng = np.random.default_rng(seed)
    finest = [f"kvarter{number}" for number in range(8)]
    members = {Member("kvarter", code): frozenset({n}) for n, code in enumerate(finest)}
    members |= {Member("bydel", f"b{n}"): frozenset({2 * n, 2 * n + 1}) for n in range(4)}
    members |= {Member("old", "o0"): frozenset(range(4)), Member("old", "o1"): frozenset({4, 5}),
                Member("old", "o2"): frozenset({6, 7})}  # fmt: skip
    area = Dimension("area", tuple(finest), members)
    kinds = parts("category", ["a", "b"], all=["a", "b"])
    counts = rng.poisson(rng.choice([2.0, 9.0, 40.0], 16))
    earlier = []
    for level in ("bydel", "old", "kvarter"):
        chosen = [member for member in members if member.level == level]
        tables = LinkedTables((area, kinds), tuple(product(chosen, kinds.members)))
        cleared = clear(tables, counts, K, earlier)
        caught = failures(tables, K, cleared.published, earlier, cleared.witnesses)
        assert cleared.is_clear == (caught == [])
        if cleared.is_clear:
            earlier.append(cleared.published)
    assert earlier
    assert TOTAL not in members
