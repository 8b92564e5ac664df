"""Every format holds the same rows, and text from data stays text in each of them."""

import csv
import io
import json
import os
import sqlite3

import openpyxl
import pandas as pd
import pytest

from hotspots import safe
from hotspots.model.answer import Answer
from hotspots.output.answers import write
from tests.small_city import City
from tests.tools.workbooks import named_columns

HOSTILE = ["=1+1", "<img src=x onerror=alert(1)>", "Nord\x1b[31m", "@SUM(A1)"]


@pytest.fixture
def city(tmp_path):
    """Return a city whose areas have names that spreadsheets and pages might act on."""
    made = City(tmp_path)
    made.areas(HOSTILE)
    rows = [f"{at};{year};{share};300;;" for at in (1, 2) for year, share in
            ((2010, "11,0"), (2020, "5,0"))]  # fmt: skip
    made.index(rows)
    return made


def asked(city, fmt):
    """Write the change of the city to a file of one format and return its path."""
    path = city.folder / f"ud.{fmt}"
    city.run("change", "--year", 2020, "-o", path)
    return path


def expected(city):
    """Return the rows as JSON has them."""
    return city.ask("change", "--year", 2020)["rows"]


def test_csv_guards_formulas_and_keeps_numbers(city):
    """A cell that begins like a formula gets an apostrophe; −6 stays a number."""
    text = asked(city, "csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows][1] == "'=1+1"
    assert [row["name"] for row in rows][4] == "'@SUM(A1)"
    assert rows[1]["change_pp"] == "-6.0"
    assert len(rows) == len(expected(city))


def test_xlsx_holds_text_not_formulas(city):
    """``=1+1`` is a string cell, a number is a number, and a second sheet says what it is."""
    book = openpyxl.load_workbook(asked(city, "xlsx"))
    columns = named_columns(book)
    names = {cell.value: cell for cell in columns["name"]}
    assert names["=1+1"].data_type == "s"
    assert columns["change_pp"][1].value == -6
    about = {cell.value for row in book["Bemærkninger og kilder"].iter_rows() for cell in row}
    assert {"Bemærkning", "baseline", "Kilde"} <= about


def test_json_and_stdout_are_the_same(city):
    """What is printed and what is written are equal."""
    printed = city.run("change", "--year", 2020, "--format", "json").stdout
    assert asked(city, "json").read_text(encoding="utf-8") == printed


def test_geopackage_has_areas_only_in_the_working_crs(city):
    """Four polygons in EPSG:25832, no row for the city, no file left beside it."""
    path = asked(city, "gpkg")
    with sqlite3.connect(path) as con:
        names = [row[0] for row in con.execute("select name from change order by area")]
        crs = con.execute("select srs_id from gpkg_geometry_columns").fetchone()
    assert names == HOSTILE
    assert crs == (25832,)
    assert not list(city.folder.glob(".writing*"))


def test_geojson_is_in_longitude_and_latitude(city):
    """RFC 7946: coordinates of Copenhagen, settings and notes beside the features."""
    layer = json.loads(asked(city, "geojson").read_text(encoding="utf-8"))
    lon, lat = layer["features"][0]["geometry"]["coordinates"][0][0]
    assert 12 < lon < 13
    assert 55 < lat < 56
    assert layer["hotspots"]["settings"]["baseline"] == 2010
    assert [one["properties"]["name"] for one in layer["features"]] == HOSTILE


def test_parquet_keeps_every_row(city):
    """The city is there too, without geometry."""
    frame = pd.read_parquet(asked(city, "parquet"))
    assert frame["area"].tolist() == [row["area"] for row in expected(city)]
    assert frame["change_pp"].tolist()[1] == -6


def test_table_cannot_steer_the_terminal(city):
    """Control characters of a name are gone; the notes stand below."""
    table = city.run("change", "--year", 2020).stdout
    assert "\x1b" not in table
    assert "Internt brug" in table


def test_an_existing_file_needs_force(city):
    """Exit 2, and the file is as it was."""
    path = city.write("ud.csv", "mine")
    result = city.run("change", "--year", 2020, "-o", path, expect=2)
    assert "--force" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    city.run("change", "--year", 2020, "-o", path, "--force")
    assert path.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xlsx"), "needs a file"),
        (("-o", "ud.docx"), "is no format"),
    ],
)
def test_formats_that_cannot_be(city, arguments, said):
    """A binary format without a file, and an ending that is none, are wrong usage."""
    assert said in city.run("change", "--year", 2020, *arguments, expect=2).stderr


def test_status_has_no_geometry(city):
    """A layer of loads makes no sense and is refused with what to choose."""
    result = city.run("status", "-o", city.folder / "s.gpkg", expect=2)
    assert "no geometry" in result.stderr
    assert not (city.folder / "s.gpkg").exists()


def test_synthetic_and_schematic_are_said_everywhere(tmp_path):
    """Loads marked so leave their note in every answer that rests on them."""
    made = City(tmp_path)
    made.areas(["Nord"])
    made.index(["Nord;2010;11;300;;", "Nord;2020;5;300;;"], "--synthetic")
    assert any("Syntetiske data" in note for note in made.ask("change", "--year", 2020)["notes"])
    assert any("Syntetiske data" in note for note in made.ask("priority", "--year", 2020)["notes"])


def test_status_counts_add_up(city):
    """Every load: rows in are rows stored plus rows rejected."""
    for row in city.ask("status")["rows"]:
        assert row["rows_in"] == row["rows_stored"] + row["rows_rejected"]
        assert len(row["sha256"]) == 64


def csv_rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_its_notes_once_in_a_file_beside_it(city):
    """The rows are rows alone; the notes of the answer stand in ``ud.notes.txt``, one a line."""
    rows = csv_rows(asked(city, "csv").read_text(encoding="utf-8"))
    answer = city.ask("change", "--year", 2020)
    assert list(rows[0]) == list(answer["rows"][0])
    notes = (city.folder / "ud.notes.txt").read_text(encoding="utf-8").splitlines()
    assert notes == answer["notes"]
    assert len(notes) > 1


def test_csv_on_stdout_is_rows_alone_and_the_notes_go_to_stderr(city):
    """So that what reads a pipe reads rows; ``--quiet`` silences the notes."""
    asked_for = ("change", "--year", 2020, "--format", "csv")
    result = city.run(*asked_for)
    assert list(csv_rows(result.stdout)[0])[-1] != "notes"
    for note in city.ask("change", "--year", 2020)["notes"]:
        assert note in result.stderr
        assert note not in result.stdout
    quiet = city.run("--quiet", *asked_for)
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")


def test_csv_keeps_the_notes_in_rows_where_that_is_asked_for(city):
    """In a last column of every row, on stdout and in a file, with no file beside it."""
    path = city.folder / "ud.csv"
    answer = city.ask("change", "--year", 2020)
    written = city.run("change", "--year", 2020, "--notes", "in-rows", "-o", path)
    printed = city.run("change", "--year", 2020, "--notes", "in-rows", "--format", "csv")
    for text in (path.read_text(encoding="utf-8"), printed.stdout):
        assert {row["notes"] for row in csv_rows(text)} == {" ".join(answer["notes"])}
    assert not (city.folder / "ud.notes.txt").exists()
    assert "notes.txt" not in written.stderr
    refused = city.run("change", "--notes", "in-rows", "-o", city.folder / "ud.xlsx", expect=2)
    assert "--notes is for CSV" in refused.stderr


def test_the_file_of_notes_is_not_overwritten_unasked(city):
    """Exit 2 before any work, and neither file is there or changed."""
    beside = city.write("ud.notes.txt", "mine")
    result = city.run("change", "--year", 2020, "-o", city.folder / "ud.csv", expect=2)
    assert "ud.notes.txt is already there" in result.stderr
    assert not (city.folder / "ud.csv").exists()
    assert beside.read_text(encoding="utf-8") == "mine"
    city.run("change", "--year", 2020, "-o", city.folder / "ud.csv", "--force")
    assert "mine" not in beside.read_text(encoding="utf-8")


def test_notes_of_an_earlier_answer_do_not_stay_beside_another(city):
    """Written anew without notes, a CSV has none beside it."""
    asked(city, "csv")
    answer = Answer("change", ("a",), ({"a": 1},))
    write.write_file(answer, "csv", city.folder / "ud.csv", force=True)
    assert not (city.folder / "ud.notes.txt").exists()


@pytest.mark.parametrize("earlier", [None, "mine"])
def test_a_csv_and_its_notes_are_both_there_or_neither(tmp_path, monkeypatch, earlier):
    """Where the rows cannot be put in place, the notes are as they were."""
    beside, path = tmp_path / "ud.notes.txt", tmp_path / "ud.csv"
    if earlier:
        beside.write_text(earlier)
    put = os.replace

    def full(draft, target):
        if target == path:
            raise OSError(28, "No space left on device")
        put(draft, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        safe.write_pair(path, "a\n", beside, "note\n")
    assert not path.exists()
    assert (beside.read_text() if beside.exists() else None) == earlier
