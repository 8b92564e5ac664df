"""Incidents and their areas in the store, by the queries alone in tables of a few rows."""

import duckdb
import pytest

from hotspots.engine import sql
from hotspots.workflows.incidents.placing import SLOTS


@pytest.fixture
def con():
    """Return tables of three incidents of load 1 and one of load 2; areas of loads 7 and 8."""
    with duckdb.connect() as con:
        con.execute(
            "create table incident (incident_key int, load_id int, named_set text, "
            "named_area text, x_m double, y_m double);"
            "insert into incident values (4, 2, 'by', 'n', 1.5, 2.5), (1, 1, 'by', 'n', 3, 4), "
            "(2, 1, 'by', 's', null, null), (3, 1, 'land', 'n', null, null);"
            "create table area (load_id int, code text, code_order int);"
            "insert into area values (7, 'n', 0), (7, 's', 1), (8, 'n', 0);"
            "create table new_places (incident_key int, area_order int);"
            "create table incident_area (area_load_id int, incident_key int, area_code text);"
            "create table duplicate_rows (incident_key int);"
        )
        for slot in SLOTS:
            con.execute(f"alter table incident add column placed_{slot} integer")
        yield con


def in_slots(con):
    """Return of each incident that lies in an area its key, and the slots and areas."""
    rows = con.execute("select incident_key, columns('placed_.') from incident order by all")
    areas = {row[0]: {slot: at for slot, at in enumerate(row[1:], 1) if at is not None}
             for row in rows.fetchall()}  # fmt: skip
    return [(key, slots) for key, slots in areas.items() if slots]


@pytest.mark.parametrize(
    ("load", "expected"),
    [(None, [(1, {3: 0}), (2, {3: 1}), (4, {3: 0})]), (1, [(1, {3: 0}), (2, {3: 1})])],
)
def test_an_incident_says_which_area_of_a_set_with_a_slot_it_names(con, load, expected):
    """In the column of that slot, and in no other."""
    sql.run(con, "incidents/place_named_in_slot", slot=3, set_name="by", area_load_id=7,
            load_id=load)  # fmt: skip
    assert in_slots(con) == expected


@pytest.mark.parametrize("slot", SLOTS)
def test_a_slot_is_filled_and_emptied_alone(con, slot):
    """What lies in none of the areas says nothing; other slots stay as they are."""
    other = slot % 8 + 1
    con.execute(f"update incident set placed_{other} = 9")  # noqa: S608 - a number of ours
    con.execute("insert into new_places values (1, 0), (2, 5), (3, null)")
    sql.run(con, "incidents/place_in_slot", slot=slot)
    assert in_slots(con) == [(1, {slot: 0, other: 9}), (2, {slot: 5, other: 9}),
                             (3, {other: 9}), (4, {other: 9})]  # fmt: skip
    sql.run(con, "incidents/empty_slot", slot=slot)
    assert in_slots(con) == [(key, {other: 9}) for key in (1, 2, 3, 4)]


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
