"""Loads that may hold CPR numbers: stopped, said without the number, let through when asked."""

import json
import zipfile

import duckdb
import pytest

from tests.changed_stores import changing
from tests.small_city import SOUTH_M, WEST_M, City

NUMBER = "010190-1234"
HEAD = "id;dato;x;y"


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def row(name, day="01-03-2024", *more):
    return ";".join([name, day, str(WEST_M + 100), str(SOUTH_M + 100), *more])


def load(city, rows, *options, head=HEAD, expect=0, name="h.csv"):
    path = city.write(name, "\n".join([head, *rows]) + "\n")
    asked = ("--lang", "en", "load", "incidents", path, "--map", "occurred=dato")
    return city.run(*asked, *options, expect=expect)


def query(city, sql):
    with duckdb.connect(city.store, read_only=True) as con:
        return con.execute(sql).fetchall()


def assert_nothing_left(city):
    """No row, no load, and no byte of the number in the folder of the store."""
    assert query(city, "select count(*) from load where kind = 'incidents'") == [(0,)]
    assert query(city, "select count(*) from reject") == [(0,)]
    files = [one for one in city.folder.rglob("*") if one.is_file() and one.name != "h.csv"]
    assert all(NUMBER.encode() not in one.read_bytes() for one in files)


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        ([row("A1"), row(NUMBER)], HEAD, "row 2, column 'id': this may be a CPR number"),
        ([row("A1", "01-03-2024", f"set ved {NUMBER}")], HEAD + ";note", "row 1, column 'note'"),
        ([row("A1", "01-03-2024", "x", NUMBER)], HEAD + ";note", "row 1, column no. 6"),
        ([row("A1"), "A2;01-03-2024", row("A3", "x", NUMBER)], HEAD + ";note", "row 3, column"),
        ([row("A1", "99-03-2024", NUMBER)], HEAD + ";note", "row 1, column 'note'"),
        ([row("A1", "01-03-2024", "01.01.90-1234")], HEAD + ";note", "row 1, column 'note'"),
        ([row("A1", "01-03-2024", "010190.1234")], HEAD + ";note", "row 1, column 'note'"),
        (
            [row("A1", "01-03-2024", "Vold"), row("A2", "01-03-2024", "Vold mod 0101901234")],
            HEAD + ";kategori",
            "row 2, column 'kategori': this may be a CPR number",
        ),
        ([row("A1", "01-03-2024", "x")], HEAD + ";CPR-nr", "the column 'CPR-nr' is for CPR"),
        ([row("A1", "01-03-2024", "x")], HEAD + ";" + NUMBER, "the headings, or what stands"),
        ([NUMBER, HEAD, row("A1")], "Udtræk", "the headings, or what stands"),
    ],
)
def test_a_number_stops_the_load(city, rows, head, said):
    """In an id, a note, beyond the headings, in a row that is turned away, in the headings."""
    stopped = load(city, rows, head=head, expect=4)
    assert said in stopped.stderr
    assert NUMBER not in stopped.output
    assert "Nothing was stored" in stopped.stderr
    assert_nothing_left(city)


def test_a_row_after_lines_that_do_not_fit(city):
    """They count as rows, as they do in the list of rows turned away."""
    rows = [row("A1", "01-03-2024", "x"), "A2;01-03-2024", "A3", row("A4", "01-03-2024", NUMBER)]
    assert "row 4, column 'note'" in load(city, rows, head=HEAD + ";note", expect=4).stderr


def test_an_ignored_column_is_watched(city):
    rows = [row("A1", "01-03-2024", NUMBER)]
    load(city, rows, "--ignore", "note", head=HEAD + ";note", expect=4)


def test_dates_with_times_do_not_stop_the_load(city):
    """Though the reader of dates does not know this way of writing, and turns the row away."""
    load(city, [row("A1"), row("A2", "010124-1230")])
    assert query(city, "select incident_id from incident") == [("A1",)]


def test_a_date_that_cannot_be_read_is_not_kept_as_it_is(city):
    """It may be a CPR number in the wrong column."""
    load(city, [row("A1"), row("A2", NUMBER.replace("1234", "9999"))])
    assert query(city, "select value from reject") == [("······-····",)]


def test_a_column_let_through_is_stored_and_listed(city):
    """By its heading, whatever the case of its letters; the load remembers it."""
    load(city, [row(NUMBER)], "--not-personal", "ID")
    assert query(city, "select incident_id from incident") == [(NUMBER,)]
    ((settings,),) = query(city, "select settings from load where kind = 'incidents'")
    assert json.loads(settings)["not_personal"] == ["ID"]
    (finding,) = city.ask("--lang", "en", "check", "--kind", "person_numbers")["rows"]
    assert (finding["how_sure"], finding["load"]) == ("possible", 2)
    assert finding["what"] == "Load 2 let columns through that look like CPR numbers: ID."


def test_the_advice_works_for_a_column_without_a_heading(city):
    """The column is named by its number."""
    rows = [row("A1", "01-03-2024", "x", NUMBER)]
    assert "--not-personal #6" in load(city, rows, head=HEAD + ";note", expect=4).stderr
    load(city, [row("A0", "01-03-2024", "x"), *rows], "--not-personal", "#6", head=HEAD + ";note")
    assert query(city, "select count(*) from incident") == [(1,)]
    assert query(city, "select value from reject") == [(None,)]


def test_another_column_is_not_let_through(city):
    rows = [row(NUMBER, "01-03-2024", NUMBER)]
    stopped = load(city, rows, "--not-personal", "id", head=HEAD + ";note", expect=4)
    assert "column 'note'" in stopped.stderr


def test_an_unknown_column_is_refused_with_the_nearest(city):
    said = load(city, [row("A1")], "--not-personal", "datoo", expect=2)
    assert "no column 'datoo', which --not-personal names" in said.stderr
    assert "Did you mean 'dato'?" in said.stderr


def test_attributes_of_areas_and_places(city):
    """Layers are watched too, and name the column that is to be let through."""
    layer = json.loads((city.folder / "bydele.geojson").read_text())
    for feature in layer["features"]:
        feature["properties"]["ejer"] = NUMBER
    path = city.write("ejere.geojson", json.dumps(layer))
    stopped = city.run("load", "areas", path, "--set", "nye", expect=4)
    assert "'ejer'" in stopped.stderr
    assert NUMBER not in stopped.output
    city.run("load", "places", path, "--set", "steder", expect=4)
    city.run("load", "areas", path, "--set", "nye", "--not-personal", "Ejere", expect=2)
    city.run("load", "areas", path, "--set", "nye", "--not-personal", "Ejer")
    city.run("load", "places", path, "--set", "steder", "--not-personal", "ejer")


def test_tables_of_figures(city):
    """A number in an unread column of a table of residents, wide or long."""
    for head, cells in (("Område;År;Antal;Note", "Nord;2024;100"), ("Område;2023;2024;Note",
                                                                   "Nord;90;100")):  # fmt: skip
        path = city.write("b.csv", f"{head}\n{cells};x\nSyd{cells[4:]};{NUMBER}\n")
        asked = ("--lang", "en", "load", "population", path, "--set", "bydele")
        stopped = city.run(*asked, expect=4)
        assert "row 2, column 'Note'" in stopped.stderr
    city.run(*asked, "--not-personal", "Note")


def test_stores_from_before(city):
    """What earlier versions let in is found where it lies, and never printed."""
    load(city, [row("A1"), row("A2")], name="gammel.csv")
    with changing(city.store) as con:
        con.execute("update load set rows_in = 3, rows_rejected = 1 where load_id = 2")
        con.execute("update incident set incident_id = ? where incident_id = 'A2'", [NUMBER])
        con.execute(
            "insert into reject (load_id, row_number, value, reason) values (2, 3, ?, 'x')",
            [f"linje;{NUMBER}"],
        )
    answer = city.run("--lang", "en", "check", "--kind", "person_numbers", "--format", "json")
    assert NUMBER not in answer.output
    rows = json.loads(answer.stdout)["rows"]
    assert [(one["how_sure"], one["load"], one["row"]) for one in rows] == [
        ("likely", 2, 2), ("likely", 2, 3),
    ]  # fmt: skip
    assert "incident.incident_id" in rows[0]["what"]
    city.run("check", "--kind", "person_numbers", "--strict", expect=4)


def test_the_archive_is_named_not_what_was_unpacked(city):
    """The file to delete is the one that was handed in."""
    path = city.folder / "fil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inde.csv", "Område;År;Folketal;cprnr\nNord;2024;9;x\n")
    said = city.run("load", "population", path, "--set", "bydele", expect=4).stderr
    assert f"Error: {path}: the column 'cprnr' is for CPR numbers." in said
