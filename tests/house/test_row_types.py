"""The types of rows are up to date, and a column that may be null is marked in the header."""

import re
from datetime import date, datetime

import duckdb
import pytest

from hotspots.engine import sql
from tests.tools.query_headers import VALUES, empty_store, hand_in, header, nullable_of
from tests.tools.row_types import ROWS, asked, row_types

ASKED = VALUES | {
    "year": 2020, "year_1": 2010, "year_2": 2020, "category": None,
    "from_set": "by", "to_set": "by", "basis": "rode", "from_day": 101, "to_day": 1231, "most": 9,
    "first_day": date(2009, 1, 1), "last_day": date(2021, 12, 31), "years": [2010, 2020],
    "area_code": "1", "side_m": 100, "group_key": "", "part": "", "since_load": None,
    "first_days": [date(2009, 1, 1)], "last_days": [date(2021, 12, 31)],
    "reported_by": [date(2021, 12, 31)],
    "first_group": "a", "second_group": "a",
}  # fmt: skip
# What is asked besides: of the load with nothing needless, then of the one with all there can be.
RUNS = (
    {"load_id": 1, "area_load_id": 1, "replaced": 9, "edition": None, "kind": None},
    {"load_id": 2, "area_load_id": 2, "replaced": 2, "edition": 1, "kind": "areas"},
)
REPLACED = 3
CELLS = {
    "year": 2020, "indicator": "made_up", "set_name": "by", "from_set": "by", "to_set": "by",
    "area_code": "1", "code": "1", "from_area": "1", "to_area": "1", "percent": 120.0,
    "source": "politi", "name": "colour", "settings": "{}", "sha256": "0", "target": "by",
    "kind": "areas", "rows_in": 1, "rows_stored": 1, "rows_rejected": 0, "chosen_by": "below=5",
    "group_key": "", "part": "",
}  # fmt: skip
OF_TYPE = {
    "UBIGINT": 1,
    "BIGINT": 1, "BLOB": b"", "BOOLEAN": True, "DATE": date(2020, 5, 1), "DOUBLE": 1.0,
    "INTEGER": 1, "TIMESTAMP": datetime(2020, 5, 1, 12),  # noqa: DTZ001 # the store's times have no zone
    "VARCHAR": "a",
}  # fmt: skip
# These set indicators, editions, rates, groups, loads or incidents side by side, or look for what
# is damaged, which the store lacks.
GIVES_NONE = {
    "check/group_figures", "check/group_people", "check/old_outside", "check/old_repeated_ids",
    "store/slices", "trace/summed_groups",
    "check/double_loads", "check/repeated_incidents", "incidents/duplicates",
    "incidents/rows_alike", "check/rates", "check/safe_and_unsafe", "check/same_figures",
    "check/let_through", "check/person_texts", "check/possible_points", "incidents/active_loads",
    "incidents/counted_groups", "store/conflicts", "releases/named_sets",
    "releases/cleared_counts", "store/orphans",
}  # fmt: skip


def test_the_types_are_those_that_the_queries_give():
    """``python -m tests.tools.row_types`` writes them anew."""
    assert ROWS.read_text(encoding="utf-8") == row_types()


@pytest.fixture(scope="module")
def bare_store(tmp_path_factory):
    """Return a store with rows of every table that have all there can be, or nothing needless."""
    with empty_store(tmp_path_factory.mktemp("bare")) as con:
        known = _columns(con)
        for table in sorted({one for one, *_ in known} - {"schema_version", "setting"}):
            own = [(column, *of) for one, column, *of in known if one == table]
            _fill(con, table, own)
        con.execute("insert into setting values ('colour', 'blue')")
        yield con


def _columns(con):
    """Return table, column, type, whether null is allowed, and the one value a check names."""
    checks = con.execute(
        "select table_name, constraint_column_names[1], constraint_text from duckdb_constraints() "
        "where constraint_type = 'CHECK' and len(constraint_column_names) = 1"
    ).fetchall()
    chosen = {(table, column): re.findall(r"'(\w+)'", text)[0] for table, column, text in checks}
    return [
        (table, column, kind, nullable, chosen.get((table, column)))
        for table, column, kind, nullable in con.execute(
            "select table_name, column_name, data_type, is_nullable from duckdb_columns() "
            "where table_name in (select table_name from duckdb_tables())"
        ).fetchall()
    ]


def _fill(con, table, columns):
    """Insert rows of two years: load 1 has nothing needless, load 2 all there can be.

    So has load 3, which is replaced.
    """
    years = (2010, 2020) if any(name == "year" for name, *_ in columns) else (2020,)
    for year in years:
        for load_id in (1, 2, REPLACED):
            row = {
                name: _cell(name, kind, chosen, year, load_id)
                for name, kind, nullable, chosen in columns
                if (load_id > 1 or not nullable)
                and (name != "superseded_by" or load_id == REPLACED)
            }
            places = ", ".join(f"${name}" for name in row)
            names = ", ".join(f'"{name}"' for name in row)
            statement = f"insert into {table} ({names}) values ({places})"  # noqa: S608 # of schemas
            _insert(con, statement, row)


def _insert(con, statement, row):
    """Insert a row that is not there yet; two loads name one indicator."""
    try:
        con.execute(statement, row)
    except duckdb.ConstraintException as problem:
        if "Duplicate key" not in str(problem):
            raise


def _cell(name, kind, chosen, year, load_id):
    if name in {"load_id", "area_load_id", "row_number", "incident_key", "place", "version"}:
        return "a" if kind == "VARCHAR" else load_id
    if name == "reason":
        return "repeats load 2, row 1" if load_id == 1 else "is missing"
    if chosen:
        return chosen
    if name == "year":
        return year
    value = CELLS.get(name, OF_TYPE[kind])
    return value if isinstance(value, type(OF_TYPE[kind])) else OF_TYPE[kind]


def _handed_in(con, parts):
    """Put such rows into the relations that are no tables of the store."""
    before = {table for table, *_ in _columns(con)}
    known = {(table, column): nullable for table, column, _, nullable, _ in _columns(con)}
    hand_in(con, parts)
    new = [one for one in _columns(con) if one[0] not in before]
    for table in {one for one, *_ in new}:
        base = table.removeprefix("new_")
        own = [
            (column, kind, _may_be_null(known, base, column), chosen)
            for one, column, kind, _, chosen in new
            if one == table
        ]
        _fill(con, table, own)


def _may_be_null(known, base, column):
    for table in (base, base.removesuffix("s")):
        if (table, column) in known:
            return known[table, column]
    return not column.startswith("has_") and column not in {
        "row_number", "line", "incident_key", "load_id", "n_rows", "incident_id", "area_load_id",
        "set_name", "period", "first_day", "last_day",
    }  # fmt: skip


@pytest.mark.parametrize("name", asked())
def test_no_column_is_null_that_the_header_does_not_say_may_be(bare_store, name):
    """In a store where everything is null that its tables let be null."""
    con, (_, parts) = bare_store, header(name)
    con.execute("begin transaction")
    try:
        _handed_in(con, parts)
        text = sql.statement(name)
        wanted = con.extract_statements(text)[0].named_parameters
        found = []
        for run in RUNS:
            values = ASKED | run
            cursor = con.execute(text, {one: values.get(one, 1) for one in wanted} or None)
            names = [column[0] for column in cursor.description]
            found += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        con.execute("rollback")
    null = {column for row in found for column, value in row.items() if value is None}
    assert null - nullable_of(parts["gives"]) == set()
    assert bool(found) == (name not in GIVES_NONE)
