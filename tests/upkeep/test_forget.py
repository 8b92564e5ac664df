"""What is erased is gone from every table and from the bytes, and nothing else is."""

import errno
import shutil
import struct

import duckdb
import pytest

from hotspots.engine import copies
from tests.small_city import City
from tests.upkeep.stores import End, command, full_city, rows_of

OLD, NEW = 2012, 2016
IDS = {year: [f"HEMMELIG{year}-{n:03d}-{n * 7919 % 997:03d}" for n in range(40)]
       for year in (OLD, NEW)}  # fmt: skip
MOST_EVENTS = 40


def place_of(year, n):
    """Return coordinates that no other incident has."""
    return 720_100.123 + n * 1.37 + (year - 2000) / 7, 6_170_100.456 + n * 2.11


@pytest.fixture
def city(tmp_path):
    """Return a city with incidents of two years in one extract, and rejects of both."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    city.areas(["Nord", "Syd"], "--overlapping", set_name="kredse")
    rows = [f"{name};{year}-0{1 + n % 9}-1{n % 9} 10:1{n % 9};vold;{x:.3f};{y:.3f}"
            for year, names in IDS.items() for n, name in enumerate(names)
            for x, y in [place_of(year, n)]]  # fmt: skip
    rows.append("SKJULT-1;hemmelig dato;vold;720100;6170100")
    load(city, "begge.csv", rows)
    (tmp_path / "bydele.geojson").unlink()
    (tmp_path / "kredse.geojson").unlink()
    return city


def load(city, name, rows, *options, source="politi"):
    path = city.write(name, "\n".join(["id;dato;kategori;x;y", *rows, ""]))
    city.run("load", "incidents", path, "--source", source, *options)
    path.unlink()


def forget(city, *options, before=f"{NEW}-01-01", expect=0):
    return city.run("--lang", "en", "forget", "--before", before, *options, expect=expect)


def traces(city, year):
    """Return which ids and coordinates of a year are in the bytes of the store and its log."""
    content = b"".join(path.read_bytes() for path in sorted(city.folder.iterdir()))
    sought = {name: name.encode() for name in IDS[year]}
    sought |= {n: struct.pack("<d", round(place_of(year, n)[0], 3)) for n in range(40)}
    return {name for name, mark in sought.items() if mark in content}


def test_nothing_is_erased_until_it_is_said_twice(city):
    before, content = rows_of(city.store), city.store.read_bytes()
    result = forget(city, expect=2)
    assert "Nothing was erased" in result.stderr
    assert "40 incidents" in result.stdout
    assert rows_of(city.store) == before
    assert city.store.read_bytes() == content


def test_what_is_erased_is_gone_from_the_tables_and_the_bytes(city):
    assert len(traces(city, OLD)) >= 40
    before = rows_of(city.store)
    said = forget(city, "--yes").stdout
    after = rows_of(city.store)
    assert traces(city, OLD) == set()
    assert len(traces(city, NEW)) >= 40
    ids = {row[4] for row in after["incident"]}
    assert ids == {*IDS[NEW]}
    keys = {row[0] for row in after["incident"]}
    assert after["incident_area"] == [row for row in before["incident_area"] if row[1] in keys]
    assert len(after["incident_area"]) == 40
    assert after["incident"] == [row for row in before["incident"] if row[0] in keys]
    assert [row[1:3] for row in after["point_use"]] == [(NEW, 40), (None, 40)]
    assert "Erased: 40 incidents and 1 cell." in said
    assert f"Answers of {OLD} change: 40 incidents" in said
    assert f"Answers of {NEW}" not in said
    assert [path.name for path in city.folder.iterdir()] == ["store.duckdb"]
    unchanged = before.keys() - {"incident", "incident_area", "point_use", "reject", "erasure",
                                 "checksum"}  # fmt: skip
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}


def test_a_reject_keeps_its_number_and_reason_and_loses_its_cell(city):
    before = city.ask("status", "--rejects", "all")["rows"]
    assert [row["value"] for row in before] == ["hemmelig dato"]
    forget(city, "--yes")
    after = city.ask("status", "--rejects", "all")["rows"]
    assert after == [{**row, "value": None} for row in before]
    assert b"hemmelig dato" not in city.store.read_bytes()


def test_an_id_that_a_later_load_repeated_is_erased_from_its_rejects_too(city):
    x, y = place_of(OLD, 3)
    rows = [f"{IDS[OLD][3]};{OLD}-04-13 10:13;vold;{x:.3f};{y:.3f}",
            f"NY-1;{NEW}-04-13 10:13;vold;{x + 5:.3f};{y:.3f}"]  # fmt: skip
    load(city, "igen.csv", rows)
    assert IDS[OLD][3] in {
        row["value"] for row in city.ask("status", "--rejects", "3")["rows"]
    } | {row["value"] for row in city.ask("status", "--rejects", "4")["rows"]}
    forget(city, "--yes")
    assert traces(city, OLD) == set()


def test_a_case_whose_newest_row_has_expired_does_not_come_back_as_it_was(city):
    """A correction moved an incident before the day: all its rows go."""
    x, y = place_of(NEW, 5)
    load(city, "rettet.csv", [f"{IDS[NEW][5]};{OLD}-04-13 10:13;vold;{x:.3f};{y:.3f}"])
    forget(city, "--yes")
    assert {row[4] for row in rows_of(city.store)["incident"]} == {*IDS[NEW]} - {IDS[NEW][5]}


def test_status_says_what_was_erased(city):
    forget(city, "--yes")
    said = city.run("--lang", "en", "status").stdout
    assert f"40 incidents of before {NEW}-01-01 were erased" in " ".join(said.split())
    said = city.run("--lang", "da", "status").stdout
    assert f"40 hændelser fra før {NEW}-01-01 er slettet" in " ".join(said.split())


def test_only_the_source_that_is_named_is_erased(city):
    load(city, "andre.csv", [f"ANDRE-1;{OLD}-04-13 10:13;vold;720300;6170300"], source="andre")
    said = forget(city, "--source", "andre", "--yes").stdout
    assert "Erased: 1 incident and 0 cells." in said
    assert len(rows_of(city.store)["incident"]) == 80


def test_the_store_opens_answers_and_takes_loads_afterwards(city):
    forget(city, "--yes")
    load(city, "mere.csv", [f"NY-1;{NEW}-04-13 10:13;vold;720300;6170300"])
    assert len(rows_of(city.store)["incident"]) == 41
    assert "nothing to erase" in forget(city, "--yes").stdout
    city.run("backup", city.folder / "copy.duckdb")
    assert rows_of(city.folder / "copy.duckdb") == rows_of(city.store)


def test_a_store_from_which_rows_are_lost_besides_is_still_refused(city):
    forget(city, "--yes")
    with duckdb.connect(str(city.store)) as con:
        con.execute("delete from incident where incident_id like '%-003-%'")
    assert "damaged" in city.run("--lang", "en", "status", expect=1).stderr


def test_a_day_that_is_yet_to_come_is_refused(city):
    assert "yet to come" in forget(city, "--yes", before="2999-01-01", expect=2).stderr
    assert len(rows_of(city.store)["incident"]) == 80


def test_a_file_with_a_second_name_is_refused(city):
    before = rows_of(city.store)
    (city.folder / "second.duckdb").hardlink_to(city.store)
    assert "another name" in forget(city, "--yes", expect=2).stderr
    assert rows_of(city.store) == before


def test_a_store_behind_a_link_is_erased_where_it_lies(city):
    place = city.folder / "elsewhere"
    place.mkdir()
    city.store.rename(place / "real.duckdb")
    city.store.symlink_to(place / "real.duckdb")
    forget(city, "--yes")
    assert city.store.is_symlink()
    assert IDS[OLD][0].encode() not in (place / "real.duckdb").read_bytes()


@pytest.mark.thorough
def test_released_figures_that_rest_on_it_are_named_and_the_ledger_is_whole(tmp_path, demo):
    city = City(tmp_path)
    shutil.copyfile(demo.folder / "hotspots.duckdb", city.store)
    before = rows_of(city.store)["release"]
    said = forget(city, "--yes", before="2018-01-01").stdout
    assert "'offentlig' counted some of them" in said
    assert rows_of(city.store)["release"] == before
    assert [row["release"] for row in city.ask("release", "list")["rows"]] == ["offentlig"]


@pytest.mark.part(13)
@pytest.mark.parametrize("event", range(1, MOST_EVENTS))
def test_a_kill_at_any_moment_leaves_the_old_store_or_the_new(city, event):
    before = rows_of(city.store)
    asked = ["--store", city.store, "forget", "--before", f"{NEW}-01-01", "--yes"]
    ended = command(city.folder, asked, End(event=event))
    after = rows_of(city.store)
    if ended.code == -9:
        assert after["incident"] == before["incident"] or len(after["incident"]) == 40
        assert ("Erased: " in ended.said) <= (len(after["incident"]) == 40)
    else:
        assert ended.code == 0
        assert len(after["incident"]) == 40


@pytest.mark.parametrize("most_bytes", [5_000, 300_000, 600_000])
def test_a_full_disk_erases_nothing_and_says_so(city, most_bytes):
    before = rows_of(city.store)
    asked = ["--store", city.store, "forget", "--before", f"{NEW}-01-01", "--yes"]
    ended = command(city.folder, asked, End(most_bytes=most_bytes))
    assert ended.code == 1
    assert "Nothing was changed" in ended.said
    assert "Erased: " not in ended.said
    assert rows_of(city.store) == before


def test_a_replacement_writes_the_file_anew(tmp_path):
    """What was deleted before lies in freed blocks, and is not in the bytes afterwards."""
    city = full_city(tmp_path)
    city.areas(["Nord", "Midt", "Syd"], set_name="andet")
    with duckdb.connect(str(city.store)) as con:
        con.execute(
            "insert into setting select 'SLETTET' || md5(i::text), 'x' from range(900) t(i)"
        )
        con.execute("checkpoint")
        con.execute("delete from setting where name like 'SLETTET%'")
        con.execute("checkpoint")
    assert b"SLETTET" in city.store.read_bytes()
    load_id = max(row[0] for row in rows_of(city.store)["load"])
    city.areas(["Nord", "Midt", "Sønder"], "--replace", str(load_id), set_name="andet")
    assert b"SLETTET" not in city.store.read_bytes()
    names = [row[3] for row in rows_of(city.store)["area"] if row[0] == load_id + 1]
    assert names == ["Nord", "Midt", "Sønder"]


@pytest.fixture
def replaced(tmp_path, monkeypatch):
    """Return a city in which a load took another's place, and what it said: no draft fitted."""
    city = full_city(tmp_path)
    city.areas(["Nord", "Midt"], set_name="andet")
    load_id = max(row[0] for row in rows_of(city.store)["load"])
    layer = city.folder / "andet.geojson"
    layer.write_text(layer.read_text(encoding="utf-8").replace("Midt", "Syd"), encoding="utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(copies, "copy_store", full)
        asked = ["load", "areas", layer, "--set", "andet", "--replace", str(load_id)]
        said = city.run("--lang", "en", *asked, expect=1).stderr
    return city, said, load_id + 1, asked


def test_a_replacement_that_cannot_be_written_anew_is_stored_and_says_so(replaced):
    """The sentence that it prints agrees with the store, and its advice writes the file anew."""
    city, said, load_id, asked = replaced
    names = [row[3] for row in rows_of(city.store)["area"] if row[0] == load_id]
    assert names == ["Nord", "Syd"]
    assert "what was loaded is stored" in said
    assert "No space left on device" in said
    assert "Nothing was changed" not in said
    with duckdb.connect(str(city.store)) as con:
        con.execute("insert into setting select 'SLETTET' || i, 'x' from range(900) t(i)")
        con.execute("checkpoint")
        con.execute("delete from setting where name like 'SLETTET%'")
    before = rows_of(city.store)
    assert b"SLETTET" in city.store.read_bytes()
    city.run(*asked)
    assert rows_of(city.store) == before
    assert b"SLETTET" not in city.store.read_bytes()
