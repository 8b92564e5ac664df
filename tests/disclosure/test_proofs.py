"""What the audit reckons by itself, beside tables written out; seals, and what crosses."""

import hashlib
import json
from dataclasses import replace
from itertools import product

import pytest

from hotspots.audit.bounds import bounds, exact_cells
from hotspots.audit.ledger import SealedRow, extract, next_row, wrongly_sealed
from hotspots.audit.packing import _cross
from hotspots.audit.proof import _classes
from hotspots.audit.shapes import is_class
from hotspots.model.disclosure import (
    NO_LIMIT,
    CountClass,
    LinkedTables,
    Member,
    PublishedClasses,
)
from tests.disclosure.made_tables import TOTAL, dimension, whole_tables
from tests.disclosure.test_ledger import FIRST

AREA = dimension("area", 4, district=[0, 0, 1, 1])
A, B, C, D = ((Member("area", f"area{at:03}"),) for at in range(4))
NORTH, SOUTH = ((Member("district", code),) for code in "01")
CITY = (TOTAL,)
TABLES = whole_tables(AREA)


def exactly(count):
    return CountClass(count, count)


def test_bounds_are_those_of_every_table_written_out():
    """20 in all, 8 to 12 in the north: what each cell can be in a table that fits."""
    cells = {CITY: exactly(20), NORTH: CountClass(8, 12), A: CountClass(0, 4),
             B: CountClass(5, 7), C: CountClass(5, 7)}  # fmt: skip
    fitting = [
        counts for counts in product(range(21), repeat=4)
        if sum(counts) == 20 and 8 <= counts[0] + counts[1] <= 12 and counts[0] <= 4
        and 5 <= counts[1] <= 7 and 5 <= counts[2] <= 7
    ]  # fmt: skip
    sums = {cell: [sum(counts[at] for at in TABLES.finest_of(cell)) for counts in fitting]
            for cell in TABLES.cells}  # fmt: skip
    assert bounds(TABLES, [PublishedClasses(cells)]) == {
        cell: CountClass(min(found), max(found)) for cell, found in sums.items()
    }


def test_of_what_nobody_published_nothing_is_known():
    """Also of a single cell, which has no parts and no whole."""
    for tables in (TABLES, whole_tables(dimension("area", 1))):
        assert set(bounds(tables, []).values()) == {CountClass(0, NO_LIMIT)}


def test_a_part_is_no_more_than_its_whole():
    """Where the other part is no cell of the tables either, and among districts."""
    pair = LinkedTables((dimension("area", 2),), (A, CITY))
    assert bounds(pair, [PublishedClasses({CITY: exactly(20)})])[A] == CountClass(0, 20)
    districts = LinkedTables((AREA,), (NORTH, SOUTH, CITY))
    known = PublishedClasses({CITY: exactly(20), NORTH: exactly(8)})
    assert bounds(districts, [known])[SOUTH] == exactly(12)


def test_parts_that_are_not_all_do_not_make_up_the_whole():
    """Three areas of four have 15, and the city 20."""
    tables = LinkedTables((AREA,), (A, B, C, CITY))
    known = PublishedClasses({CITY: exactly(20)} | dict.fromkeys((A, B, C), exactly(5)))
    assert bounds(tables, [known])[CITY] == exactly(20)


def test_a_small_count_that_can_be_reckoned_is_named():
    """15 less 12 is 3: under 4, not under 3; 10 is not small, a published count no secret."""
    pair = whole_tables(dimension("area", 2))
    known = PublishedClasses({CITY: exactly(15), A: exactly(12)})
    assert exact_cells(pair, [known], 4) == [B]
    assert exact_cells(pair, [known], 3) == []
    large = PublishedClasses({CITY: exactly(15), A: exactly(5)})
    assert exact_cells(pair, [large], 4) == []
    told = PublishedClasses({**known.cells, B: exactly(3)})
    assert exact_cells(pair, [told], 4) == []
    narrow = PublishedClasses({CITY: CountClass(15, 16), A: CountClass(12, 13)})
    assert exact_cells(pair, [narrow], 4) == []


def test_all_releases_together_say_most():
    """5 to 9 and 3 to 7 are 5 to 7."""
    releases = [PublishedClasses({A: CountClass(*ends)}) for ends in ((5, 9), (3, 7))]
    assert _classes(releases) == {A: CountClass(5, 7)}


@pytest.mark.parametrize(
    ("left", "right", "crosses"),
    [({1, 2}, {2, 3}, True), ({1}, {1, 2}, False), ({1, 2}, {1}, False), ({1}, {2}, False)],
)
def test_only_what_sticks_out_on_both_sides_crosses(left, right, crosses):
    """A part within another, or beside it, does not."""
    assert _cross(frozenset(left), frozenset(right)) is crosses


def test_the_class_of_nothing():
    """Under 1 there is 0 alone; without a k there are no classes."""
    assert is_class(exactly(0), 1)
    assert not is_class(exactly(0), 0)


def test_rows_are_sealed_for_those_who_may_not_read_them():
    """The public has the public release alone, a partner both; neither can be hidden."""
    partners = next_row([], replace(FIRST, audience="partner"), "prepared")
    rows = [partners, next_row([partners], replace(FIRST, release="r2"), "prepared")]
    assert extract(rows, "partner") == rows
    assert extract(rows, "public") == [partners.sealed(), rows[1]]
    assert wrongly_sealed([partners.sealed(), rows[1]], "public") is None
    assert wrongly_sealed([partners.sealed(), rows[1]], "partner") == 1
    assert isinstance(rows[1].sealed(), SealedRow)
    assert wrongly_sealed([partners.sealed(), rows[1].sealed()], "public") == 2


def test_the_hash_of_an_entry_can_be_reckoned_elsewhere():
    """The SHA-256 of its JSON with sorted keys, no blanks, and letters as they are."""
    entry = replace(FIRST, policy="tærskel = 5")
    text = json.dumps(
        {**vars(entry), "files": dict(entry.files)},
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    assert entry.content_hash() == hashlib.sha256(text.encode()).hexdigest()
