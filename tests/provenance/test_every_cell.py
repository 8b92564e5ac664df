"""A changed cell of any column of any table is noticed."""

import duckdb
import pytest

from hotspots.engine import checksums
from hotspots.engine.session import Session
from tests.upkeep.stores import full_city

# Another value of a column, whatever the value is.
OTHER = {
    "VARCHAR": "coalesce({column}, '') || 'x'", "BLOB": "'\\x00\\x07'::blob",
    "BOOLEAN": "not coalesce({column}, false)", "DATE": "coalesce({column}, '2000-01-01') + 1",
    "TIMESTAMP": "coalesce({column}, '2000-01-01') + interval 1 day",
}  # fmt: skip
NUMBER = "coalesce({column}, 0) + 1"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Return a store that holds something of nearly everything."""
    return full_city(tmp_path_factory.mktemp("full")).store


def other_value(column, kind):
    return OTHER.get(kind, NUMBER).format(column=f'"{column}"')


def columns(con):
    """Return the columns that may be changed by themselves, of tables that hold rows."""
    every = con.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall()
    filled = {table for table in checksums.TABLES
              if con.execute(f'from "{table}" limit 1').fetchall()}  # fmt: skip
    assert {"goal", "indicator", "population"} <= filled  # have a column of their own name
    return [each for each in every if each[0] in filled]


def test_a_changed_cell_of_any_column_is_noticed(store):
    """As ``hotspots doctor`` looks, table by table; the alias of a table is not its column."""
    unnoticed, tried = [], 0
    with duckdb.connect(str(store)) as con:
        for table, column, kind in columns(con):
            con.execute("begin transaction")
            try:
                con.execute(f'update "{table}" set "{column}" = {other_value(column, kind)}')  # noqa: S608 - ours
            except (duckdb.ConstraintException, duckdb.ConversionException):
                con.execute("rollback")
                continue
            tried += 1
            differences = checksums.throughout(Session(con)).differences
            if table not in {difference.table for difference in differences}:
                unnoticed.append((table, column))
            con.execute("rollback")
    assert unnoticed == []
    assert tried > 100, tried


def test_whole_tables_and_their_loads_have_the_same_sums(store):
    """What is compared first is the sum of what is kept, or all would be read twice."""
    with duckdb.connect(str(store), read_only=True) as con:
        session = Session(con)
        parts = checksums.present(session, checksums.TABLES)
        whole = checksums._whole_tables(session, checksums.TABLES, {})
    assert checksums._table_sums(parts) == whole
