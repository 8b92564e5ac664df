"""The headers of the queries: what each promises, and a store that it can be run on."""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime

import duckdb

from hotspots import shipped
from hotspots.engine import sql
from hotspots.engine.store import writing

FOLDER = shipped.path("queries")
NAMES = sorted(
    str(path.relative_to(FOLDER).with_suffix(""))
    for path in FOLDER.rglob("*.sql")
    if path.parent.name != "schema" and path.name != "macros.sql"
)
LABEL = re.compile(r"(reads|gives|changes|audience|\$\w+(?:, \$\w+)*,?): ?")
OTHER_TYPES = {
    "first": "text", "last": "text", "rows_before": "bigint", "code": "text", "cell": "text",
    "column_name": "text", "line": "bigint", "csv_line": "text", "error_type": "text",
    "error_message": "text", "x": "double", "y": "double", "value": "text",
    "n_low": "bigint", "n_high": "bigint", "figure": "bigint", "printed": "boolean",
    "n_rows": "bigint", "first_day": "date", "last_day": "date",
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
    "tables": ["load"], "appended": ["incident"], "load_ids": [1],
    "area_codes": ["1"], "first_days": [date(2010, 1, 1)], "last_days": [date(2010, 1, 7)],
    "reported_by": [date(2010, 1, 9)],
    "state": "prepared", "audience": "public", "edition": None, "first_day": date(2010, 1, 1),
    "last_day": date(2010, 12, 31), "table": "load", "before": date(2012, 1, 1),
    "erased_by": "nobody", "erased_at_utc": datetime(2026, 11, 3, tzinfo=UTC), "area_code": "1",
    "group_key": "", "part": "",
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
    return [name for label in parts for name in re.findall(r"\$(\w+)", label)]


def _named(text):
    plain = re.sub(r"\([^)]*\)|;.*", "", text)
    return [one.strip() for one in plain.split(",")]


def columns_of(text):
    """Return the columns of a list such as ``code, geometry? (WKB), first``."""
    return [one.removesuffix("?") for one in _named(text)]


def nullable_of(text):
    """Return those columns of a list that may be null, which a question mark says."""
    return {one.removesuffix("?") for one in _named(text) if one.endswith("?")}


def relations_of(text):
    """Return the relations that a query reads with the columns it says they have."""
    return {
        name: columns_of(columns)
        for name, columns in re.findall(r"(\w+)\(([^)]*)\)", text)
        if columns
    }


@contextmanager
def empty_store(folder):
    """Open a connection to a new store that holds nothing but its first settings."""
    path = folder / "store.duckdb"
    with writing(path):
        pass
    with duckdb.connect(str(path)) as con:
        con.execute(shipped.text("queries/macros.sql"))
        con.execute(sql.statement("releases/create_cleared_count"))
        con.execute(sql.statement("releases/create_cleared_correlation"))
        yield con


def hand_in(con, parts):
    """Make empty temporary tables of the relations that are not the store's own."""
    types = dict(con.execute("select column_name, data_type from duckdb_columns()").fetchall())
    types |= OTHER_TYPES
    known = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
    known |= {name for (name,) in con.execute("select view_name from duckdb_views()").fetchall()}
    for name, columns in relations_of(parts.get("reads", "")).items():
        if name not in known:
            text_only = {one: "text" for one in columns if one != "row_number"}
            own = types | (text_only if name == "raw_rows" else _types_of(con, name))
            typed = ", ".join(f'"{one}" {_type(one, own)}' for one in columns)
            con.execute(f"create temp table {name} ({typed})")


def _types_of(con, name):
    """Return the types of the table that new rows go into: new_areas go into area."""
    table = name.removeprefix("new_")
    found = con.execute(
        "select column_name, data_type from duckdb_columns() where table_name in ($one, $many)",
        {"one": table, "many": table.removesuffix("s")},
    )
    return dict(found.fetchall())


def _type(column, types):
    if column.startswith("has_") or column == "whole_day":
        return "boolean"
    return "timestamp" if column.endswith("_time") else types.get(column, "text")


def run(con, name):
    """Run a query with plausible values and return the cursor."""
    text = sql.statement(name)
    wanted = con.extract_statements(text)[0].named_parameters
    return con.execute(text, {one: VALUES.get(one, 1) for one in wanted} or None)
