"""What a load stored is known again: by numbers of rows and checksums, at every opening."""

import random

import duckdb
import pytest

from hotspots.engine import checksums
from hotspots.engine.store import reading
from tests.changed_stores import changing
from tests.small_city import City
from tests.tools import kept_store

DAMAGES = {
    "a figure": ("update estimate set percent = percent + 1 where row_number = 2", "estimate"),
    "a place": ("update incident_area set area_code = '1' where incident_key = {key}",
                "incident_area"),
    "a lost place": ("delete from incident_area where incident_key = {key}", "incident_area"),
    "a place twice": ("insert into incident_area from incident_area where incident_key = {key}",
                      "incident_area"),
    "an area": ("update incident set placed_1 = 0 where incident_key = {key}", "incident"),
    "a lost area": ("update incident set placed_1 = null where incident_key = {key}", "incident"),
    "areas of no set": ("update incident set placed_2 = placed_1", "incident"),
    "what counts": ("update incident set is_current = false where incident_key = {key}",
                    "incident"),
    "a slot": ("update area_set set slot = 2 where slot = 1", "area_set"),
    "points in use": ("update point_use set n_points = n_points + 1 where year = 2020",
                      "point_use"),
    "a lost count of points": ("delete from point_use where year is null", "point_use"),
    "an erasure": ("update erasure set rows_erased = 1", "erasure"),
    "an outline": ("update area set geometry = '\\x00\\x01' where code = '2'", "area"),
    "a time": ("update incident set occurred_on = occurred_on + 1 where incident_key = {key}",
               "incident"),
    "a lost incident": ("delete from incident where incident_key = {key}", "incident"),
    "residents": ("update population set population = 1 where year = 2020", "population"),
    "a setting": ("update setting set value = 'EPSG:999999'", "setting"),
    "a load": ("update load set superseded_by = 1 where load_id = 2", "load"),
    "a reason": ("update reject set reason = 'x'", "reject"),
    "a checksum": ("delete from checksum where table_name = 'estimate'", "estimate"),
}  # fmt: skip


OVERLAPPING = 5


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city with figures, residents, incidents in areas, and a row turned away.

    The incidents say themselves where in one set they lie, and of another pairs are stored; some
    more were erased.
    """
    city = City(tmp_path_factory.mktemp("filled"))
    city.areas(["Nord", "Syd"], set_name="bydele")
    figures = "Område;År;Procent\nNord;2010;30\nSyd;2010;20\nSyd;intet;1\n"
    city.run("load", "index", city.write("i.csv", figures), "--set", "bydele",
             "--fixed", "indicator=utryg_nabolag")  # fmt: skip
    people = city.write("b.csv", "Område;År;Indbyggere\nNord;2020;900\nSyd;2020;800\n")
    city.run("load", "population", people, "--set", "bydele")
    rows = [f"a{n};2020-01-{1 + n % 28:02d};{720_050 + n % 900 + n % 2 * 1000};6170100"
            for n in range(400)]  # fmt: skip
    incidents = city.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    city.run("load", "incidents", incidents, "--source", "politi", "--crs", "EPSG:25832")
    city.areas(["Nord", "Syd"], "--overlapping", set_name="kredse")
    old = city.write("g.csv", "id;dato;x;y\ng1;2012-01-01;720100;6170100\n")
    city.run("load", "incidents", old, "--source", "andre", "--crs", "EPSG:25832")
    city.run("forget", "--before", "2013-01-01", "--source", "andre", "--yes")
    return city


@pytest.fixture
def store(filled, tmp_path):
    """Return a copy of that city's store."""
    path = tmp_path / "store.duckdb"
    path.write_bytes(filled.store.read_bytes())
    return path


def problem_of(filled, store):
    return filled.run("--lang", "en", "--store", store, "status", expect=1).stderr


@pytest.mark.part(3)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_changed_row_is_noticed_at_opening(filled, store, damage):
    """Every table, also where the number of rows is the same."""
    statement, table = DAMAGES[damage]
    with duckdb.connect(str(store)) as con:
        keys = con.execute(
            "select incident_key from incident_area where area_code = '2' order by all"
        ).fetchall()
        key = random.choice(keys)[0]  # noqa: S311 - any will do
        changed = con.execute(statement.format(key=key)).fetchone()
        assert changed[0] > 0
    sentence = problem_of(filled, store)
    assert "store.duckdb: the store is damaged" in sentence
    assert f"table {table} " in sentence or "stored" in sentence
    assert "Restore the file from a copy" in sentence
    with_load = filled.run("--store", store, "load", "goals", expect=1)
    assert "beskadiget" in with_load.stderr or "damaged" in with_load.stderr


def test_every_load_keeps_checksums_of_what_it_stored(filled, store):
    with reading(store) as opened:
        assert checksums.throughout(opened) == checksums.Comparison([])
        kept = checksums.stored(opened)
    assert {(part.table, part.load_id) for part in kept if part.table == "incident_area"} == {
        ("incident_area", OVERLAPPING)
    }
    assert sum(kept[part].n_rows for part in kept if part.table == "incident_area") == 400


def test_of_great_tables_the_rows_are_counted_and_a_slice_is_compared(store, monkeypatch):
    """A lost row is noticed at once, a changed one when its slice is drawn, or throughout."""
    monkeypatch.setattr(checksums, "MOST_ROWS", 1)
    monkeypatch.setattr(checksums, "MOST_PLACEMENTS", 1)
    with duckdb.connect(str(store)) as con:
        con.execute("update incident_area set area_code = '1'")
    damaged = [checksums.RowDifference("incident_area", OVERLAPPING, 400, 400)]
    with duckdb.connect(str(store)) as con:
        session = checksums.Session(con)
        assert checksums.at_opening(session).differences == damaged
        con.execute("delete from incident where incident_key = 7")
        assert (
            checksums.RowDifference("incident", None, 400, 399)
            in checksums.at_opening(session).differences
        )
        differences = checksums.throughout(session).differences
        assert checksums.RowDifference("incident", 4, 400, 399) in differences


def test_slices_that_are_not_drawn_are_not_read(store, monkeypatch):
    """Of incidents with keys far apart, only the drawn slice is compared."""
    monkeypatch.setattr(checksums, "MOST_ROWS", 1)
    monkeypatch.setattr(checksums, "MOST_PLACEMENTS", 1)
    with changing(store) as con:
        con.execute("update incident set incident_key = incident_key + 1000000 where "
                    "incident_key > 200")  # fmt: skip
        con.execute("update incident_area set incident_key = incident_key + 1000000 where "
                    "incident_key > 200")  # fmt: skip
    with duckdb.connect(str(store)) as con:
        con.execute("update incident set category = 'x' where incident_key > 1000000")
        session = checksums.Session(con)
        monkeypatch.setattr(checksums.random, "choice", min)
        assert checksums.at_opening(session).differences == []
        monkeypatch.setattr(checksums.random, "choice", max)
        assert [one.table for one in checksums.at_opening(session).differences] == ["incident"]


def test_another_duckdb_hashes_otherwise(filled, store):
    """Numbers of rows are compared; the next load makes all checksums anew."""
    with duckdb.connect(str(store)) as con:
        con.execute("update checksum set checksum = checksum + 1")
    filled.run("--store", store, "status")
    filled.run("--store", store, "load", "goals")
    with reading(store) as opened:
        assert checksums.throughout(opened) == checksums.Comparison([])
    with duckdb.connect(str(store)) as con:
        con.execute("update checksum set checksum = checksum + 1")
        con.execute("delete from incident_area where incident_key = 1")
    assert "table incident_area" in problem_of(filled, store)


def test_without_checksums_a_store_is_damaged(filled, store):
    """A store that lost all of them is not taken for one of another DuckDB."""
    with duckdb.connect(str(store)) as con:
        con.execute("delete from checksum")
    assert "the store is damaged" in problem_of(filled, store)


@pytest.mark.parametrize("name", kept_store.names()[:1] + kept_store.names()[-2:-1])
def test_a_store_of_an_older_schema_gets_its_checksums(filled, tmp_path, name):
    store = kept_store.unpack(name, tmp_path / "store.duckdb")
    filled.run("--store", store, "status")
    with reading(store) as opened:
        assert checksums.throughout(opened) == checksums.Comparison([])
        assert any(part.table == "incident" for part in checksums.stored(opened))
    with duckdb.connect(str(store)) as con:
        con.execute("update estimate set percent = 1")
    assert "the store is damaged" in problem_of(filled, store)


def test_a_damaged_store_is_not_sealed_by_a_step_of_the_schema(filled, store):
    """It is compared before it is brought up to date, and stays as it is."""
    with duckdb.connect(str(store)) as con:
        con.execute("update estimate set percent = percent + 1")
        con.execute("delete from schema_version where version = 18")
    assert "the store is damaged" in problem_of(filled, store)
    with duckdb.connect(str(store)) as con:
        assert con.execute("from schema_version where version = 18").fetchall() == []


@pytest.mark.parametrize("overlapping", [(), ("--overlapping",)])
def test_a_load_that_only_adds_seals_what_it_adds(tmp_path, monkeypatch, overlapping):
    """Slices of before are not read; one with old and new rows is sealed whole, and all agree."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"], *overlapping)
    asked = []
    real = checksums._rows_by_load
    monkeypatch.setattr(
        checksums, "_rows_by_load",
        lambda session, table, slices: (
            asked.append((table, slices)) or real(session, table, slices)
        ),
    )  # fmt: skip
    files = (("a", range(40_000)), ("b", range(40_000, 40_100)), ("c", range(50, 60)))
    for file, ids in files:
        rows = [f"a{n};2020-01-{1 + n % 28:02d};{720_050 + n % 900 + (file == 'c')};6170100"
                for n in ids]  # fmt: skip
        path = city.write(f"{file}.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
        asked.clear()
        city.run("load", "incidents", path, "--source", "politi", "--crs", "EPSG:25832")
        slices = {table: each for table, each in asked if table == "incident"}
        assert (slices["incident"] is None) == (file == "c")
        if file == "b":
            assert slices["incident"].start == 1
        with reading(city.store) as opened:
            assert checksums.throughout(opened) == checksums.Comparison([])
