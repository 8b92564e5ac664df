"""``doctor`` finds every fault that is planted, and nothing on a sound store and machine."""

import importlib.metadata
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import namedtuple
from dataclasses import dataclass

import duckdb
import pytest

from hotspots.workflows.provenance import machine_faults
from tests.small_city import City
from tests.upkeep.stores import damage

SEED = random.SystemRandom().randrange(10**6)
_MOVE = "update incident_area set area_code = if(area_code = '1', '2', '1')"
_MOVE_IN_SLOT = "update incident set placed_1 = 1 - placed_1"
_SEVEN_MORE = "update load set rows_in = rows_in + 7, rows_stored = rows_stored + 7"
# What is planted with plain DuckDB: {row} is the rowid of a row picked at random.
IN_STORE = {
    "counts": (
        ("delete from estimate where rowid = {row}", "estimate"),
        ("delete from incident where rowid = {row}", "incident"),
        ("insert into population select * from population where rowid = {row}", "population"),
        (f"{_SEVEN_MORE} where rowid = {{row}}", "load"),
        ("delete from reject where rowid = {row}", "reject"),
    ),
    "placements": (
        (f"{_MOVE} where rowid = {{row}}", "incident_area"),
        ("delete from incident_area where rowid = {row}", "incident_area"),
        ("insert into incident_area select * from incident_area where rowid = {row}",
         "incident_area"),
        ("update incident_area set incident_key = incident_key + 1 where rowid = {row}",
         "incident_area"),
        (f"{_MOVE} where incident_key % 7 = {{row}} % 7", "incident_area"),
    ),
    "checksums": (
        (f"{_MOVE_IN_SLOT} where incident_key % 7 = {{row}} % 7", "incident"),
        (f"{_MOVE_IN_SLOT} where rowid = {{row}} or incident_key = 1", "incident"),
        ("update incident set is_current = false where rowid = {row}", "incident"),
        ("update area_set set slot = 1 - coalesce(slot, 0)", "area_set"),
        ("update point_use set n_busiest = n_busiest + 1 where rowid = {row}", "point_use"),
    ),
    "orphans": (
        ("update population set load_id = 99 where rowid = {row}", "population"),
        ("update estimate set area_code = 'x' where rowid = {row}", "estimate"),
        ("update incident_area set incident_key = incident_key + 100000 where rowid = {row}",
         "incident_area"),
        ("update incident set placed_1 = 2 where rowid = {row}", "incident"),
        ("update area set set_name = 'andre' where rowid = {row}", "area"),
        ("update load set supersedes = 77 where rowid = {row}", "load"),
    ),
    "schema": (
        ("drop view active_goal", "setting"),
        ("alter table goal drop column note_en", "setting"),
        ("create or replace view active_load as from load", "setting"),
        ("create table payload as select {row} as a", "setting"),
        ("alter table place alter column kind set not null", "setting"),
    ),
}  # fmt: skip
STORE_PLANTS = [
    pytest.param(check, statement, table, id=f"{check}-{at}")
    for check, plants in IN_STORE.items()
    for at, (statement, table) in enumerate(plants)
]


@dataclass(frozen=True)
class Patient:
    """A city whose store is examined, on a machine that is sound."""

    city: City

    def examined(self, lang, expect):
        """Return the findings of doctor."""
        asked = self.city.run("--lang", lang, "doctor", "--format", "json", expect=expect)
        rows: list[dict[str, str]] = json.loads(asked.stdout)["rows"]
        return rows


@pytest.fixture(scope="module")
def sound_city(tmp_path_factory):
    """Return a city with figures, residents, incidents in areas, answers, goals, and rejects."""
    city = City(tmp_path_factory.mktemp("sound"))
    city.areas(["Nord", "Syd"])
    city.index([f"{area};{year};{n};300;{year + 1};" for area, n in (("Nord", 20), ("Syd", 30))
                for year in (2010, 2012)] + ["Ukendt;2010;4;3;2011;"])  # fmt: skip
    people = city.write("b.csv", "Område;År;Indbyggere\nNord;2020;900\nSyd;2020;800\n")
    city.run("load", "population", people, "--set", "bydele")
    rows = [f"a{n};2020-01-{1 + n % 28:02d};{720_050 + n % 900 + n % 2 * 1000};6170100"
            for n in range(400)]  # fmt: skip
    rows += ["b1;2020-01-01;790000;6170100", "b2;2020-01-01;;", "b3;ingen dag;720100;6170100"]
    incidents = city.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    city.run("load", "incidents", incidents, "--source", "politi", "--crs", "EPSG:25832")
    city.run("load", "goals")
    city.run("load", "designations")
    city.areas(["Nord", "Syd"], "--overlapping", set_name="kredse")
    return city


@pytest.fixture
def patient(sound_city, tmp_path, monkeypatch):
    """Return a copy of it in a private folder, with a temporary folder of its own."""
    folder = tmp_path / "lager"
    folder.mkdir(mode=0o700)
    shutil.copy(sound_city.store, folder / "store.duckdb")
    (folder / "store.duckdb").chmod(0o600)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return Patient(City(folder))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_is_found_on_a_sound_store(patient, lang):
    assert patient.examined(lang, expect=0) == []
    words = {"da": "Intet er galt", "en": "Nothing is wrong"}[lang]
    assert words in patient.city.run("--lang", lang, "doctor").output


@pytest.mark.part(4)
@pytest.mark.parametrize(("check", "statement", "table"), STORE_PLANTS)
def test_what_is_planted_in_a_store_is_found(patient, check, statement, table):
    """In both languages, with the table named and the same findings."""
    with duckdb.connect(str(patient.city.store)) as con:
        rowids = con.execute(f"select rowid from {table} order by all").fetchall()  # noqa: S608
        (row,) = random.Random(SEED).choice(rowids)  # noqa: S311 - no secret
        con.execute(statement.format(row=row))
    findings = {lang: patient.examined(lang, expect=4) for lang in ("da", "en")}
    for rows in findings.values():
        faults = [one for one in rows if one["check"] == check and one["level"] == "fault"]
        assert faults, (SEED, row, rows)
        if check not in {"schema", "orphans"} and table != "load":
            assert any(table in one["where"] for one in faults), (SEED, row, rows)
        assert all(one["what"] and one["do"] for one in rows)
    assert len({tuple(one["check"] for one in rows) for rows in findings.values()}) == 1
    assert [one["what"] for one in findings["da"]] != [one["what"] for one in findings["en"]]


def open_store(patient):
    patient.city.store.chmod(0o644)


def store_of_a_group(patient):
    patient.city.store.chmod(0o660)


def open_log(patient):
    con = duckdb.connect(str(patient.city.store))
    con.execute("pragma disable_checkpoint_on_shutdown")
    con.execute("set checkpoint_threshold = '1TB'")
    con.execute("update setting set value = value || ' '")
    con.execute("update setting set value = trim(value)")
    con.close()
    patient.city.store.with_name("store.duckdb.wal").chmod(0o644)


def open_folder(patient):
    patient.city.folder.chmod(0o777)


def open_outputs(patient):
    patient.city.folder.chmod(0o755)
    patient.city.write("svar.csv", "a\n").chmod(0o644)


@pytest.mark.skipif(sys.platform == "win32", reason="modes tell nobody apart there")
@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("plant", "named"),
    [(open_store, "store.duckdb"), (store_of_a_group, "store.duckdb"),
     (open_log, "store.duckdb.wal"), (open_folder, "lager"), (open_outputs, "lager")],
)  # fmt: skip
def test_permissions(patient, plant, named, lang):
    """Who else may read or change the store; outputs that everybody may read are told of."""
    plant(patient)
    is_advice = plant is open_outputs
    (row,) = patient.examined(lang, expect=0 if is_advice else 4)
    assert row["check"] == "permissions"
    assert row["where"].endswith(named)
    assert row["level"] == ("advice" if is_advice else "fault")
    assert "chmod" in row["do"]


def old_package(patient, monkeypatch):
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version",
                        lambda name: "1.0" if name == "shapely" else version(name))  # fmt: skip


def missing_package(patient, monkeypatch):
    version = importlib.metadata.version

    def lacking(name):
        if name == "typst":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", lacking)


def missing_font(patient, monkeypatch):
    monkeypatch.setattr(machine_faults, "_font_folder", lambda: patient.city.folder)


def unknown_locale(patient, monkeypatch):
    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")


def no_temporary_folder(patient, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(patient.city.folder / "findes ikke"))


def no_room(patient, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil gives it
    monkeypatch.setattr(machine_faults.shutil, "disk_usage", lambda _: usage(10, 9, 1))


def leftover(patient, monkeypatch):
    folder = patient.city.folder / ".hotspots-writing-abc"
    folder.mkdir()
    long_ago = time.time() - 90_000
    os.utime(folder, (long_ago, long_ago))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("plant", "check", "named"),
    [(old_package, "versions", "shapely"), (missing_package, "versions", "typst"),
     (missing_font, "fonts", "DejaVuSans.ttf"), (unknown_locale, "console", "xx_YY.UTF-8"),
     (no_temporary_folder, "temporary", "findes ikke"), (no_room, "temporary", "lager"),
     (leftover, "leftovers", ".hotspots-writing-abc")],
)  # fmt: skip
def test_the_machine(patient, monkeypatch, plant, check, named, lang):
    """Versions, fonts, the locale, folders and room, and what a killed run left."""
    plant(patient, monkeypatch)
    rows = patient.examined(lang, expect=4)
    assert {one["check"] for one in rows} == {check}
    assert any(one["where"].endswith(named) for one in rows), rows
    assert all(one["what"] and one["do"] for one in rows)


def test_a_console_that_lacks_signs():
    class Ascii:
        encoding = "ascii"

    (fault,) = machine_faults.console_faults(Ascii())
    assert fault.check == "console"
    assert "→" in fault.what


def test_a_file_that_cannot_be_read_is_a_finding(patient):
    """Doctor says so in its answer, and goes on to the machine."""
    patient.city.store.write_bytes(b"no store at all" * 1000)
    (row,) = patient.examined("en", expect=4)
    assert (row["check"], row["level"]) == ("store", "fault")
    assert "Restore the file from a copy" in row["do"]


def test_a_log_that_was_taken_away_is_a_finding(patient):
    """A change was under way when the file was copied, and its log is not beside it."""
    with duckdb.connect(str(patient.city.store)) as con:
        con.execute("insert into setting values ('change_under_way', 'x')")
    (row,) = patient.examined("en", expect=4)
    assert row["check"] == "store"
    assert "the write-ahead log" in row["what"]


def test_a_damaged_block_is_found(patient):
    """Bytes that were overwritten are noticed by DuckDB's own checksums, since all is read."""
    damage(patient.city.store)
    rows = json.loads(patient.city.run("doctor", "--format", "json", expect=4).stdout)["rows"]
    assert {one["check"] for one in rows} <= {"store", "checksums", "counts", "placements",
                                              "orphans", "schema"}  # fmt: skip


def test_without_a_store_the_machine_is_looked_at(tmp_path, patient):
    asked = patient.city.run("--lang", "en", "--store", tmp_path / "intet.duckdb", "doctor")
    assert "there is no store here yet" in asked.output
    assert not (tmp_path / "intet.duckdb").exists()


@pytest.mark.parametrize("step", ["17", "20", "21"])
def test_an_older_store_is_named_and_left_as_it_is(patient, step):
    """Also one with checksums, whose tables are not all those of today."""
    from tests.tools import kept_store

    store = kept_store.unpack(step, patient.city.folder / "gammel.duckdb")
    store.chmod(0o600)
    before = store.read_bytes()
    asked = patient.city.run("--store", store, "doctor", "--format", "json")
    rows = json.loads(asked.stdout)["rows"]
    assert ("schema", "advice") in {(row["check"], row["level"]) for row in rows}
    assert {row["level"] for row in rows} == {"advice"}
    assert store.read_bytes() == before


def test_rows_are_compared_where_a_step_of_the_schema_is_lacking(patient):
    """Checksums are there since a later step: what is damaged is found all the same."""
    with duckdb.connect(str(patient.city.store)) as con:
        con.execute("delete from schema_version where version = 18")
        con.execute("update estimate set percent = 99")
    rows = patient.examined("en", expect=4)
    assert [(row["check"], row["level"]) for row in rows] == [
        ("checksums", "fault"), ("schema", "advice"),
    ]  # fmt: skip
