"""The ledger is whole or says where not; files of witnesses and classes come back as written."""

from dataclasses import replace

import numpy as np
import pytest

from hotspots.audit.ledger import (
    BrokenLink,
    LedgerEntry,
    broken_link,
    entries,
    next_row,
    unconfirmed,
)
from hotspots.audit.witness_file import read_witnesses, sha256, witness_bytes
from hotspots.audit.written import (
    read_classes,
    read_dimensions,
    written_classes,
    written_dimensions,
)
from hotspots.errors import InputProblem
from hotspots.model.disclosure import CountClass, PublishedClasses
from tests.disclosure.made_tables import made_tables

FIRST = LedgerEntry("r1", "public", "k = 5", "{}", "ab" * 32, {"kort.html": "cd" * 32})
SECOND = replace(FIRST, release="r2")


def ledger(*steps):
    """Return the rows of (entry, state) steps."""
    rows = []
    for entry, state in steps:
        rows.append(next_row(rows, entry, state))
    return rows


WHOLE = ledger((FIRST, "prepared"), (FIRST, "confirmed"), (SECOND, "prepared"))


def test_a_whole_ledger_says_what_was_published():
    """What is prepared counts as published, confirmed or not."""
    assert broken_link([]) is None
    assert broken_link(WHOLE) is None
    assert entries(WHOLE) == [FIRST, SECOND]
    assert unconfirmed(WHOLE) == [SECOND]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: rows[1:], BrokenLink(1, "number")),
        (lambda rows: [rows[0], rows[2]], BrokenLink(2, "number")),
        (lambda rows: [rows[0], replace(rows[2], number=2)], BrokenLink(2, "previous")),
        (lambda rows: [replace(rows[0], entry=SECOND), *rows[1:]], BrokenLink(1, "hash")),
        (lambda rows: [rows[0], replace(rows[1], state="prepared")], BrokenLink(2, "hash")),
        (lambda rows: [*rows, next_row(rows, FIRST, "prepared")], BrokenLink(4, "state")),
        (lambda rows: [*rows, next_row(rows, FIRST, "confirmed")], BrokenLink(4, "state")),
        (
            lambda rows: [*rows, next_row(rows, replace(SECOND, files={}), "confirmed")],
            BrokenLink(4, "state"),
        ),
    ],
)
def test_a_changed_ledger_is_broken_where_it_was_changed(change, expected):
    """Taken out, moved, reworded, or confirmed twice or otherwise than prepared."""
    assert broken_link(change(WHOLE)) == expected


def test_a_row_that_is_written_anew_breaks_the_next_however_that_is_linked():
    """The hash of a row is of the row before as well."""
    first = next_row([], SECOND, "prepared")
    relinked = replace(WHOLE[1], previous=first.hash)
    assert broken_link([first, relinked]) == BrokenLink(2, "hash")


def test_witnesses_come_back_and_have_the_same_bytes_each_time():
    """In the smallest numbers that hold them."""
    for most, size in ((255, 1), (256, 2), (70_000, 4)):
        witnesses = np.array([[0, most, 3], [1, 2, 3]], dtype=np.int64)
        data = witness_bytes(witnesses)
        assert np.array_equal(read_witnesses(data, 3), witnesses)
        assert data == witness_bytes(witnesses.copy())
        assert len(data) == 128 + 6 * size
        assert sha256(data) != sha256(witness_bytes(witnesses + 1))
    nothing = witness_bytes(np.zeros((0, 3), dtype=np.int64))
    assert read_witnesses(nothing, 3).shape == (0, 3)


def pickled():
    """Return an array file that holds an object."""
    import io

    buffer = io.BytesIO()
    np.save(buffer, np.array([[{}]], dtype=object), allow_pickle=True)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not an array", pickled(), witness_bytes(np.ones((2, 3), dtype=np.int64))[:-1],
        witness_bytes(np.ones((2, 3), dtype=np.int64)) + b"x",
        witness_bytes(np.ones((2, 4), dtype=np.int64)),
    ],
    ids=["empty", "text", "pickle", "cut", "longer", "wider"],
)  # fmt: skip
def test_a_file_that_holds_no_witnesses_is_refused(data):
    """Nothing in it is run."""
    with pytest.raises(InputProblem, match="no whole tables"):
        read_witnesses(data, 3)


def test_classes_and_dimensions_come_back_as_written():
    """Whatever order they came in, the text is the same."""
    tables = made_tables(2, 2, 1)
    cells = {cell: CountClass(5, 7, 5) for cell in tables.cells}
    published = PublishedClasses(cells, 2)
    text = written_classes(published)
    assert read_classes(text) == published
    shuffled = PublishedClasses(dict(reversed(cells.items())), 2)
    assert written_classes(shuffled) == text
    assert read_dimensions(written_dimensions(tables.dimensions)) == tables.dimensions


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"cells":[[4,0,null,[["a","b"]]]]}', '{"cells":[["0",4,null,[["a","b"]]]]}',
     '{"cells":[[0]]}', '{"cells":[],"differences":[[5,9,null,[["a","b"]],[[["c","d"]]]]]}'],
)  # fmt: skip
def test_a_text_that_holds_no_classes_is_refused(text):
    """Half of it would be worse than none, and so would what older proofs stated beside cells."""
    with pytest.raises(InputProblem, match="cannot be read"):
        read_classes(text)


@pytest.mark.parametrize(
    "text", ["", '{"a": 1}', "[{}]", '[{"name":"a","finest":["x"],"members":[["l","x",[-1]]]}]']
)
def test_a_text_that_holds_no_dimensions_is_refused(text):
    """A member of something that is not there is none."""
    with pytest.raises(InputProblem, match="cannot be read"):
        read_dimensions(text)
