"""A store of every schema there was: nothing in it is lost, and it answers as one of today."""

import duckdb
import pytest

from hotspots.engine import checksums
from hotspots.engine.session import Session
from hotspots.engine.store import all_steps, making, writing
from hotspots.errors import StoreProblem
from tests.small_city import City
from tests.upkeep.stores import rows_of

STEPS = sorted(all_steps())
# What the steps themselves write, and what a store reckons of its own rows.
DERIVED = {"schema_version", "indicator", "break_point", "checksum"}
# The step since which incidents say themselves whether they count, and where they lie.
LAID_OUT = 22
PLACES = """
from incident_area
union all
select area_set.load_id, incident_key, code
from area_set
inner join (unpivot incident on columns('placed_.') into name slot value code_order) as placed
    on placed.slot = 'placed_' || area_set.slot
inner join area on area.load_id = area_set.load_id and area.code_order = placed.code_order
order by all
"""
QUESTIONS = (
    ("change", "--set", "bydele", "--indicator", "utryg_nabolag", "--baseline", "2010",
     "--year", "2014"),
    ("incidents", "--set", "bydele", "--baseline", "2010", "--year", "2014"),
    *(("incidents", "--set", name, "--year", "2014") for name in ("kredse", "ruder")),
    ("detect", "--cell", "250", "--set", "bydele", "--from", "2014-01-01"),
    ("hours", "--set", "kredse"),
    ("review", "--cell", "250", "--set", "ruder", "--before", "2012-01-01..2012-12-31",
     "--after", "2014-01-01..2014-12-31", "--table", "cells"),
    ("trace", "Nord", "2014", "incidents", "--set", "bydele"),
    ("check",),
    ("areas", "show", "bydele"),
    ("status", "--rejects", "all"),
)  # fmt: skip


@pytest.fixture(scope="module")
def today(tmp_path_factory):
    """Return a city whose store the program of today made."""
    city = City(tmp_path_factory.mktemp("today"))
    city.areas(["Nord", "Syd"])
    city.index(["Nord;2010;31;300;2011;markant", "Syd;2010;22;240;2011;ordinær",
                "Nord;2014;16;305;2015;ordinær", "Syd;2014;27;236;2015;markant",
                "Ukendt;2014;27;236;2015;markant"])  # fmt: skip
    people = [f"{area};{year};{n}" for year in (2010, 2014)
              for area, n in (("Nord", 8000), ("Syd", 5000))]  # fmt: skip
    file = city.write("folk.csv", "\n".join(["Område;År;Indbyggere", *people, ""]))
    city.run("load", "population", file, "--set", "bydele")
    days = [f"J{year}{n};{year}-{1 + n % 12:02d}-{1 + n % 28:02d} 10:1{n % 9};vold;"
            f"{720_100 + 60 * n};6170200" for year in (2010, 2012, 2014)
            for n in range(24)]  # fmt: skip
    file = city.write("sager.csv", "\n".join(["id;dato;kategori;x;y", *days, ""]))
    city.run("load", "incidents", file, "--source", "journal")
    corrected = [row.replace("vold", "tyveri") for row in days[::5]]
    file = city.write("rettet.csv", "\n".join(["id;dato;kategori;x;y", *corrected, ""]))
    city.run("load", "incidents", file, "--source", "journal")
    city.areas(["Nord", "Syd"], "--overlapping", set_name="kredse")
    city.areas(["Et", "To"], set_name="ruder")
    load_id = max(row["load"] for row in city.ask("status")["rows"])
    city.areas(["Et"], "--replace", load_id, set_name="ruder")
    return city


def table_rows(store):
    """Return the rows of each table that is filled by loads, as values by column."""
    with duckdb.connect(str(store), read_only=True) as con:
        tables = con.execute("select table_name from duckdb_tables() order by all").fetchall()
        found = {}
        for (name,) in tables:
            cursor = con.execute(f'from "{name}" order by all')
            columns = [column[0] for column in cursor.description]
            found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return {name: rows for name, rows in found.items() if name not in DERIVED}


def places(store):
    """Return in which areas incidents lie: the load of the set, the incident, the area."""
    with duckdb.connect(str(store), read_only=True) as con:
        names = ["area_load_id", "incident_key", "area_code"]
        return [dict(zip(names, row, strict=True)) for row in con.execute(PLACES).fetchall()]


def laid_out(rows):
    """Return of each incident its key, whether it counts, and the areas it says."""
    return [[value for name, value in row.items()
             if name in {"incident_key", "is_current"} or name.startswith("placed_")]
            for row in rows["incident"]]  # fmt: skip


def made_by(steps, rows, path):
    """Make a store by some steps, with as much of the rows as it has tables and columns for."""
    with making(path, steps):
        pass
    with duckdb.connect(str(path)) as con:
        there = con.execute(
            "select table_name, list(column_name) from duckdb_columns() "
            "where not internal group by table_name"
        ).fetchall()
        columns = dict(there)
        for table in rows.keys() & columns.keys():
            for row in rows[table]:
                kept = {name: value for name, value in row.items() if name in columns[table]}
                names, marks = ", ".join(kept), ", ".join("?" * len(kept))
                insertion = f'insert into "{table}" ({names}) values ({marks})'  # noqa: S608 - ours
                con.execute(insertion, [*kept.values()])
        if "checksum" in columns:
            checksums.seal(Session(con), checksums.sealed_by(steps) | {"release"})


@pytest.mark.part(7)
@pytest.mark.parametrize("step", STEPS)
def test_a_store_of_every_schema_loses_nothing_and_answers_as_today(today, tmp_path, step):
    """Also the first, and also where one has all steps up to a number and none after it."""
    city, rows = City(tmp_path), table_rows(today.store)
    if step < LAID_OUT:
        rows["incident_area"] = places(today.store)
    made_by([number for number in STEPS if number <= step], rows, city.store)
    before = table_rows(city.store)
    assert {name for name, rows in before.items() if rows} >= {"load", "area", "incident"}
    for asked in QUESTIONS:
        assert city.ask(*asked)["rows"] == today.ask(*asked)["rows"], asked
    after = table_rows(city.store)
    for table, rows in before.items():
        known = [{name: row[name] for name in rows[0]} for row in after[table]] if rows else []
        assert table == "incident_area" or known == rows, table
    expected = table_rows(today.store)
    assert laid_out(after) == laid_out(expected)
    assert after["incident_area"] == expected["incident_area"]
    assert after["point_use"] == expected["point_use"]
    taken = [number for (number,) in rows_of(city.store)["schema_version"]]
    assert taken == STEPS


def test_a_step_that_loses_rows_would_be_seen(today, tmp_path):
    """The comparison above fails where a row is gone: an empty store is not that of today."""
    city = City(tmp_path)
    rows = table_rows(today.store)
    made_by(STEPS, rows | {"estimate": rows["estimate"][1:]}, city.store)
    with pytest.raises(StoreProblem, match="damaged"), writing(city.store):
        pass
