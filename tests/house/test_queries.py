"""Each query is one statement that keeps its header's word: parameters, columns, relations."""

import pytest

from hotspots.engine import sql
from hotspots.engine.connection import reader
from tests.tools.query_headers import (
    NAMES,
    columns_of,
    declared_parameters,
    empty_store,
    hand_in,
    header,
    run,
)


@pytest.fixture(scope="module")
def nothing_stored(tmp_path_factory):
    """Return a connection to a store that holds nothing but its first settings."""
    with empty_store(tmp_path_factory.mktemp("queries")) as con:
        yield con


@pytest.fixture
def con(nothing_stored):
    """Return that connection in a transaction of its own, which is rolled back."""
    nothing_stored.execute("begin transaction")
    yield nothing_stored
    nothing_stored.execute("rollback")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_one_statement_with_a_header(con, name):
    """A line that says what a row means, what is read, and what is given or changed."""
    first, parts = header(name)
    assert len(con.extract_statements(sql.statement(name))) == 1
    assert first[0].isupper()
    assert "gives" in parts or "changes" in parts


@pytest.mark.parametrize("name", NAMES)
def test_the_header_declares_the_parameters_that_duckdb_finds(con, name):
    """Neither more nor fewer."""
    found = con.extract_statements(sql.statement(name))[0].named_parameters
    assert set(declared_parameters(header(name)[1])) == set(found)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("csv/text_rows")])
def test_a_query_runs_on_an_empty_store_and_gives_what_it_promises(con, name):
    """Its columns in the order of the header; the store holds nothing but its first settings."""
    _, parts = header(name)
    hand_in(con, parts)
    cursor = run(con, name)
    if "gives" in parts:
        assert [column[0] for column in cursor.description] == columns_of(parts["gives"])


def test_text_rows_give_the_columns_that_were_named(tmp_path):
    """The one query that reads a file: every cell as text, below the lines skipped."""
    path = tmp_path / "a.csv"
    path.write_text('titel\na;b\n1;"x;y"\n;2\n')
    with reader(path) as con:
        columns = {"a": "VARCHAR", "b": "VARCHAR"}
        values = {"path": str(path), "delimiter": ";", "skip": 2, "columns": columns}
        cursor = con.execute(sql.statement("csv/text_rows"), values)
        assert [column[0] for column in cursor.description] == ["a", "b"]
        assert cursor.fetchall() == [("1", "x;y"), (None, "2")]
        assert sql.rows(con, "csv/bad_lines") == []


def test_a_query_of_several_rows_says_their_order():
    """Two runs agree."""
    several = [name for name in NAMES if "gives" in header(name)[1] and name != "csv/text_rows"]
    unordered = [
        name
        for name in several
        if "\norder by" not in sql.statement(name) and "one row" not in sql.statement(name)
    ]
    assert unordered == []
