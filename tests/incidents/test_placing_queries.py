"""Incidents and their areas in the store, by the queries alone in tables of a few rows."""

import duckdb
import pytest

from hotspots.engine import sql


@pytest.fixture
def con():
    """Return tables of three incidents of load 1 and one of load 2; areas of loads 7 and 8."""
    with duckdb.connect() as con:
        con.execute(
            "create table incident (incident_key int, load_id int, named_set text, "
            "named_area text, x_m double, y_m double);"
            "insert into incident values (4, 2, 'by', 'n', 1.5, 2.5), (1, 1, 'by', 'n', 3, 4), "
            "(2, 1, 'by', 's', null, null), (3, 1, 'land', 'n', null, null);"
            "create table area (load_id int, code text);"
            "insert into area values (7, 'n'), (7, 's'), (8, 'n');"
            "create table incident_area (area_load_id int, incident_key int, area_code text);"
            "create table duplicate_rows (incident_key int);"
        )
        yield con


def placed(con):
    return con.execute("from incident_area order by all").fetchall()


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        (None, [(7, 1, "n"), (7, 2, "s"), (7, 4, "n")]),
        (1, [(7, 1, "n"), (7, 2, "s")]),
        (2, [(7, 4, "n")]),
    ],
)
def test_an_incident_lies_in_the_area_that_it_names(con, load, expected):
    """Of the set that it names, in the load asked for; of all extracts or of one."""
    sql.run(con, "incidents/insert_named_places", set_name="by", area_load_id=7, load_id=load)
    assert placed(con) == expected


def test_points_that_are_stored(con):
    """In the order of their keys; what has no place has none."""
    rows = sql.rows(con, "incidents/stored_points")
    assert [tuple(row.values()) for row in rows] == [(1, 3.0, 4.0), (4, 1.5, 2.5)]


def test_a_row_that_repeats_another_loses_its_places(con):
    """It alone."""
    con.execute("insert into incident_area values (7, 1, 'n'), (7, 2, 's')")
    con.execute("insert into duplicate_rows values (2)")
    sql.run(con, "incidents/delete_places")
    assert placed(con) == [(7, 1, "n")]
