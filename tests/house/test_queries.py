"""Each query is one statement that keeps its header's word: parameters, columns, relations."""

import re
from datetime import UTC, date, datetime

import duckdb
import pytest

from hotspots import shipped
from hotspots.engine import sql
from hotspots.engine.connection import reader
from hotspots.engine.store import writing

FOLDER = shipped.path("queries")
NAMES = sorted(
    str(path.relative_to(FOLDER).with_suffix(""))
    for path in FOLDER.rglob("*.sql")
    if path.parent.name != "schema" and path.name != "macros.sql"
)
LABEL = re.compile(r"(reads|gives|changes|\$\w+(?:, \$\w+)*,?): ?")
OTHER_TYPES = {
    "first": "text", "last": "text", "rows_before": "bigint", "code": "text", "cell": "text",
    "column_name": "text", "line": "bigint", "csv_line": "text", "error_type": "text",
    "error_message": "text", "x": "double", "y": "double", "value": "text",
}  # fmt: skip
VALUES = {
    "set_name": "by", "indicator": "made_up", "better": "lower", "measure": "share",
    "repeat": "repeats load", "count": "cases", "rows_are": "offences",
    "kind": "areas", "target": "by", "name": "colour", "value": "blue", "category": "vold",
    "source": "politi", "zone": "Europe/Copenhagen", "decimal_comma": True, "day_first": True,
    "overlapping": False, "schematic": False, "synthetic": False, "loaded_by": "nobody",
    "loaded_at_utc": datetime(2026, 11, 3, tzinfo=UTC),
    "file_name": "a.csv", "sha256": "0", "settings": "{}",
    "timezone": "UTC", "valid_from": None, "valid_to": None, "rows_in": 0, "rows_stored": 0,
    "rows_rejected": 0, "years": [2010, 2020], "by_reported": True,
    "edition": None, "first_day": date(2010, 1, 1),
    "last_day": date(2010, 12, 31), "area_code": "1",
}  # fmt: skip


def header(name):
    """Return a query's first line and its labelled parts; a part may go on for several lines."""
    lines = sql.statement(name).splitlines()
    end = next(at for at, line in enumerate(lines) if not line.startswith("--"))
    texts = [line.removeprefix("--").strip() for line in lines[:end]]
    joined, parts = "", {}
    for text in texts[1:]:
        joined = f"{joined} {text}" if joined.startswith("$") and ":" not in joined else text
        label = LABEL.match(joined)
        if label:
            parts[label[1]] = joined[label.end() :]
            joined = text if not joined.startswith("$") else ""
        elif parts and not joined.startswith("$"):
            parts[next(reversed(parts))] += " " + text
    return texts[0], parts


def declared_parameters(parts):
    return {name for label in parts for name in re.findall(r"\$(\w+)", label)}


def columns_of(text):
    """Return the columns of a list such as ``code, geometry (WKB), first``."""
    plain = re.sub(r"\([^)]*\)|;.*", "", text)
    return [one.strip() for one in plain.split(",")]


def relations_of(text):
    """Return the relations that a query reads with the columns it says they have."""
    return {
        name: columns_of(columns)
        for name, columns in re.findall(r"(\w+)\(([^)]*)\)", text)
        if columns
    }


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory):
    """Return a connection to a store that holds nothing but its first settings."""
    path = tmp_path_factory.mktemp("queries") / "store.duckdb"
    with writing(path):
        pass
    with duckdb.connect(str(path)) as con:
        con.execute(shipped.text("queries/macros.sql"))
        yield con


@pytest.fixture
def con(empty_store):
    """Return that connection in a transaction of its own, which is rolled back."""
    empty_store.execute("begin transaction")
    yield empty_store
    empty_store.execute("rollback")


def hand_in(con, parts):
    """Make empty temporary tables of the relations that are not the store's own."""
    types = dict(con.execute("select column_name, data_type from duckdb_columns()").fetchall())
    types |= OTHER_TYPES
    known = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    known |= {name for (name,) in con.execute("select view_name from duckdb_views()").fetchall()}
    for name, columns in relations_of(parts.get("reads", "")).items():
        if name not in known:
            text_only = {one: "text" for one in columns if one != "row_number"}
            own = types | text_only if name == "raw_rows" else types
            typed = ", ".join(f'"{one}" {_type(one, own)}' for one in columns)
            con.execute(f"create temp table {name} ({typed})")


def _type(column, types):
    if column.startswith("has_") or column == "whole_day":
        return "boolean"
    return "timestamp" if column.endswith("_time") else types.get(column, "text")


def run(con, name):
    """Run a query with plausible values and return the cursor."""
    text = sql.statement(name)
    wanted = con.extract_statements(text)[0].named_parameters
    return con.execute(text, {one: VALUES.get(one, 1) for one in wanted} or None)


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
    assert declared_parameters(header(name)[1]) == set(found)


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
