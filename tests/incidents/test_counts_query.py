"""Incidents by area and year, counted by the query itself in tables of a few rows."""

import duckdb
import pytest

from hotspots.engine import sql

JANUARY, MAY, JUNE = "2020-01-01", "2020-05-31 23:59", "2021-06-01"
# key, case, no place, category, rows are, reported, occurred
INCIDENTS = [
    (1, None, False, "Vold", "offences", JUNE, MAY),
    (2, None, True, "Vold", "offences", JUNE, JANUARY),
    (3, None, False, "Tyveri", "victims", JUNE, JUNE),
    (4, 40, False, "Vold", "offences", None, MAY),
    (5, 40, False, "Vold", "offences", JANUARY, MAY),
    (6, None, False, None, "offences", None, MAY),
]
# incident 3 lies in both areas, 6 in none; the set of load 8 has other areas
PLACES = {1: ["n"], 3: ["n", "s"], 4: ["n"], 5: ["s"]}
AREAS = [(7, "n", 0), (7, "s", 1), (8, "x", 0)]
YEAR = {"area_load_id": 7, "years": [2020, 2021], "from_day": 101, "to_day": 1231,
        "category": None, "by_reported": False, "count": "cases"}  # fmt: skip


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        con.execute(
            "create table placed_incident (incident_key int, case_key int, has_no_place bool, "
            "category text, rows_are text, reported timestamp, occurred_on date, "
            "area_load_id int, area_order int, is_first bool)"
        )
        con.execute("create table area (load_id int, code text, code_order int)")
        con.executemany("insert into area values (?, ?, ?)", AREAS)
        orders = {code: order for load, code, order in AREAS if load == 7}
        rows = [
            (*row, 7, orders.get(code), at == 0)
            for row in INCIDENTS
            for at, code in enumerate(PLACES.get(row[0], [None]))
        ]
        rows += [(*row, 8, 0 if row[0] == 6 else None, True) for row in INCIDENTS]
        con.executemany("insert into placed_incident values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        yield con


def counts(con, **asked):
    """Return (area, year, n) as the query gives them."""
    return [tuple(row.values()) for row in sql.rows(con, "incidents/counts", **(YEAR | asked))]


def test_a_case_counts_once_in_each_area_and_once_in_the_city(con):
    """Rows 4 and 5 are one case in two areas; 2 has no place, 6 lies outside."""
    assert counts(con) == [
        ("*", 2020, 3), ("*", 2021, 1), ("-", 2020, 1), ("n", 2020, 2), ("n", 2021, 1),
        ("outside", 2020, 1), ("s", 2020, 1), ("s", 2021, 1),
    ]  # fmt: skip


def test_rows_are_counted_each(con):
    """Of the case both rows count in the city."""
    assert counts(con, count="rows", years=[2020])[0] == ("*", 2020, 4)


@pytest.mark.parametrize(("count", "n"), [("victims", 1), ("offences", 4)])
def test_only_what_the_rows_are_is_counted(con, count, n):
    """One row is a victim, in two areas; five are offences, one outside."""
    assert sum(row[2] for row in counts(con, count=count) if row[0] == "*") == n


def test_one_category(con):
    """What has no category is in none."""
    assert counts(con, category="Tyveri") == [("*", 2021, 1), ("n", 2021, 1), ("s", 2021, 1)]


def test_both_ends_of_the_days_belong_to_them(con):
    """From 31 May to 1 June, from 1 January to 30 May, and the days between."""
    assert counts(con, from_day=531, to_day=601)[:2] == [("*", 2020, 2), ("*", 2021, 1)]
    assert counts(con, from_day=101, to_day=530) == [("*", 2020, 1), ("-", 2020, 1)]
    assert counts(con, from_day=602, to_day=1231) == []


def test_by_the_day_of_the_report(con):
    """4 and 6 have none; 1 to 3 were reported on 1 June 2021."""
    assert counts(con, by_reported=True, years=[2021])[0] == ("*", 2021, 3)
    assert counts(con, by_reported=True, years=[2020]) == [("*", 2020, 1), ("s", 2020, 1)]
