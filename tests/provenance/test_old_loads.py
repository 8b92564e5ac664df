"""``hotspots check --old-loads``: what was misread before, how sure, and commands that mend it."""

import json
import re
import shlex

import duckdb
import pytest

from tests.changed_stores import changing
from tests.small_city import City
from tests.tools import kept_store

ALL = kept_store.names()
INDEX = "load index koen.csv --set bydele --fixed edition=2015 --fixed indicator=tryg_aften_nat --replace 3"  # noqa: E501
JOURNAL = "load incidents anmeldelser.csv --source journal --rows offences --replace 5"


@pytest.fixture
def old(tmp_path, monkeypatch):
    """Return the store of 0.1.0 with its extracts, and the folder they lie in."""
    monkeypatch.chdir(tmp_path)
    kept_store.write_extracts(tmp_path)
    city = City(tmp_path)
    kept_store.unpack("08", city.store)
    return city


def check(city, *files, lang="en"):
    return city.ask("--lang", lang, "check", "--old-loads", *files)


def found(city, *files):
    """Return findings as (check, how sure, load, row)."""
    return [tuple(row[name] for name in ("check", "how_sure", "load", "row"))
            for row in check(city, *files)["rows"]]  # fmt: skip


def test_what_an_old_store_knows_of_its_loads(old):
    assert found(old) == [
        ("counted_outside", "certain", 5, None),
        ("rows_alike", "likely", 3, 2),
        ("repeated_ids", "likely", 5, 1),
        ("unread_columns", "possible", 5, None),
        ("unread_columns", "possible", 6, None),
        ("unread_columns", "possible", 8, None),
        ("unread_columns", "possible", 2, None),
        ("unread_columns", "possible", 3, None),
        ("unread_columns", "possible", 4, None),
        ("unread_columns", "possible", 7, None),
        ("rough_dates", "possible", 5, None),
    ]


def test_each_finding_says_what_and_which_command_mends_it(old):
    rows = {(row["check"], row["load"]): row for row in check(old)["rows"]}
    assert rows["rows_alike", 3]["what"] == (
        "Load 3 took the first row of a key in koen.csv and turned 4 others away. A column that "
        "tells them apart, such as one of groups, was probably not read: what is stored is the "
        "first group's."
    )
    assert f"`{old.program} {INDEX}`" in rows["rows_alike", 3]["do"]
    assert rows["repeated_ids", 5]["what"] == (
        "2 ids stand in several rows of anmeldelser.csv, such as J1; load 5 counted the last of "
        "these 4 rows only. They may be offences or victims of one case."
    )
    assert f"`{old.program} {JOURNAL}`" in rows["repeated_ids", 5]["do"]
    assert rows["counted_outside", 5]["what"].startswith("10 incidents of load 5 lie outside")


def test_the_file_itself_shows_what_was_not_read(old):
    """Known by its bytes under any name: a column of groups here, nothing in the others."""
    (old.folder / "koen.csv").rename(old.folder / "andet navn.csv")
    answer = check(old, "andet navn.csv", "indeks.csv", "befolkning.csv")
    columns = [(row["load"], row["how_sure"], row["what"]) for row in answer["rows"]
               if row["check"] == "unread_columns"]  # fmt: skip
    assert columns[0] == (
        3,
        "certain",
        "koen.csv has columns from which load 3 read nothing: 'Køn'.",
    )
    assert [load for load, *_ in columns] == [3, 5, 6, 8, 7]


def test_the_file_of_incidents_shows_columns_that_became_no_field(old):
    head, *lines = (old.folder / "rettet.csv").read_text().splitlines()
    text = "\n".join([f"{head};gerning", *(f"{line};indbrud" for line in lines)]) + "\n"
    file = old.write("mere.csv", text)
    import hashlib

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with changing(old.store) as con:
        con.execute("update load set sha256 = ? where load_id = 6", [digest])
    rows = [row for row in check(old, file)["rows"] if row["load"] == 6]
    assert [(row["how_sure"], row["what"]) for row in rows] == [
        ("certain", "rettet.csv has columns from which load 6 read nothing: 'gerning'.")
    ]


def test_a_file_that_no_old_load_holds_is_refused(old):
    file = old.write("ny.csv", "Område;År;Procent\nNord;2010;3\n")
    assert "no load from before holds exactly this file" in old.run(
        "check", "--old-loads", file, expect=2).stderr  # fmt: skip
    old.run("check", "--old-loads", old.folder / "findes ikke.csv", expect=4)
    old.run("check", file, expect=2)
    old.run("check", "--old-loads", "--set", "bydele", expect=2)


def test_times_that_are_all_midnight(old):
    with changing(old.store) as con:
        con.execute("update incident set occurred_from = occurred_on where load_id = 5 "
                    "and time_precision = 'moment'")  # fmt: skip
    rows = [row for row in check(old)["rows"] if row["check"] == "rough_dates"]
    assert [row["how_sure"] for row in rows] == ["likely", "possible"]
    assert rows[0]["what"] == (
        "All 856 times of load 5 (anmeldelser.csv) are 00:00: they are dates without a time."
    )


def test_the_same_bytes_twice(old):
    """Two old loads of one file."""
    with changing(old.store) as con:
        (digest,) = con.execute("select sha256 from load where load_id = 5").fetchone()
        con.execute("update load set sha256 = ? where load_id = 6", [digest])
    assert ("double_load", "likely", 6, None) in found(old)


def commands(answer):
    """Return every command of the findings that loads a file again, each once."""
    named = [
        re.search(r"`(hotspots --store [^`]+ load [^`]+)`", row["do"])[1] for row in answer["rows"]
    ]
    return sorted(set(named), key=lambda one: int(one.rpartition(" ")[2]))


@pytest.mark.part(4)
@pytest.mark.parametrize("name", ALL)
def test_following_every_command_leaves_no_finding(tmp_path, monkeypatch, name):
    """In stores of every schema; what is there then is read by the code of now."""
    monkeypatch.chdir(tmp_path)
    kept_store.write_extracts(tmp_path)
    city = City(tmp_path)
    kept_store.unpack(name, city.store)
    for command in commands(check(city)):
        city.run(*shlex.split(command)[1:])
    assert check(city)["rows"] == []
    assert check(city)["settings"]["old_loads"] == 0


def test_following_the_command_brings_the_whole_and_the_groups(old):
    """The figure of everybody was that of the first row, 61; it is 72."""
    figure = "select percent from active_estimate where indicator = 'tryg_aften_nat' and area_code = '1'"  # noqa: E501

    def stored():
        with duckdb.connect(str(old.store), read_only=True) as con:
            return con.execute(figure).fetchall()

    check(old)
    assert stored() == [(61,)]
    old.run(*shlex.split(INDEX))
    assert stored() == [(72,)]


def test_a_store_made_by_the_present_code_has_no_old_loads(tmp_path, monkeypatch):
    """Repeated ids, places outside and heaps of dates are there too."""
    monkeypatch.chdir(tmp_path)
    kept_store.write_extracts(tmp_path)
    city = City(tmp_path)
    for kind, file, options in kept_store.LOADS:
        city.run("load", kind, file, *options)
    city.run("load", "goals")
    city.run("load", "designations")
    answer = check(city)
    assert (answer["rows"], answer["settings"]["old_loads"]) == ([], 0)
    assert answer["notes"][0].startswith("0 loads were made before")


def test_what_ships_with_the_program_is_read_as_it_was_meant(old):
    """Its own goals need no file, and are not asked for."""
    old.run("load", "goals")
    with changing(old.store) as con:
        con.execute("update load set columns = null where load_id = 9")
    assert 9 not in {load for _, _, load, _ in found(old)}


def test_in_danish_and_as_json(old):
    text = json.dumps(check(old, lang="da"), ensure_ascii=False)
    assert "Indlæsning 3 tog den første række for hver nøgle i koen.csv" in text


def test_strict_ends_with_code_4(old):
    old.run("check", "--old-loads", "--strict", expect=4)
