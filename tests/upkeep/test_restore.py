"""A copy that is put back: the store is the old or the new one, and the sentence says which."""

import subprocess
import sys
from functools import partial

import duckdb
import pytest
from click.testing import CliRunner

from hotspots.cli.main import main
from hotspots.engine.store import held
from hotspots.workflows.upkeep import restore as restoring
from tests.tools import kept_store
from tests.upkeep.stores import End, command, damage, full_city, grow, rows_of
from tests.upkeep.test_backup import LEFT_IN_LOG, read_by_another

MOST_EVENTS = 40


@pytest.fixture
def city(tmp_path):
    """Return a city with a copy of its store, which has gone on since."""
    city = full_city(tmp_path)
    city.run("backup", tmp_path / "copy.duckdb")
    grow(city)
    return city


def restore(city, *options, expect=0):
    copy = city.folder / "copy.duckdb"
    return city.run("--lang", "en", "restore", copy, *options, expect=expect)


def others(city):
    known = {"store.duckdb", "copy.duckdb", "said.txt"}
    return sorted(path.name for path in city.folder.iterdir() if path.name not in known)


def test_a_copy_takes_the_place_of_the_store_only_when_asked(city):
    before, copied = rows_of(city.store), rows_of(city.folder / "copy.duckdb")
    assert "--force" in restore(city, expect=2).stderr
    assert rows_of(city.store) == before
    assert f"{len(copied['load'])} loads" in restore(city, "--force").stdout
    assert rows_of(city.store) == copied == rows_of(city.folder / "copy.duckdb")
    assert copied != before
    assert others(city) == []


def test_a_copy_is_put_where_no_store_is(city):
    copied = rows_of(city.folder / "copy.duckdb")
    city.store.unlink()
    restore(city)
    assert rows_of(city.store) == copied
    assert city.store.stat().st_mode & 0o777 == 0o600


def test_rows_of_the_log_do_not_come_back_after_a_restore(city):
    subprocess.run([sys.executable, "-c", LEFT_IN_LOG, city.store], check=False)
    restore(city, "--force")
    assert rows_of(city.store) == rows_of(city.folder / "copy.duckdb")
    assert others(city) == []


@pytest.mark.parametrize("has_log", [False, True])
def test_a_copy_takes_the_place_of_a_damaged_store(city, has_log):
    city.store.write_bytes(b"no store at all")
    if has_log:
        (city.folder / "store.duckdb.wal").write_bytes(b"no log at all")
    restore(city, "--force")
    assert rows_of(city.store) == rows_of(city.folder / "copy.duckdb")
    assert others(city) == []


def test_a_log_without_its_store_is_not_overwritten_in_silence(city):
    city.store.rename(city.folder / "elsewhere")
    (city.folder / "store.duckdb.wal").write_bytes(b"x")
    assert "store.duckdb.wal is already there" in restore(city, expect=2).stderr
    assert not city.store.exists()


def _empty(copy):
    copy.write_bytes(b"")


def _no_store(copy):
    copy.write_text("Område;År\n", encoding="utf-8")


def _database_of_others(copy):
    copy.unlink()
    with duckdb.connect(str(copy)) as con:
        con.execute("create table t (x integer)")


def _database_of_nothing(copy):
    copy.unlink()
    duckdb.connect(str(copy)).close()


def _newer(copy):
    with duckdb.connect(str(copy)) as con:
        con.execute("insert into schema_version values (9999)")


def _cut(copy):
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size * 2 // 3])


def _fewer_rows(copy):
    with duckdb.connect(str(copy)) as con:
        con.execute("delete from incident where incident_key % 7 = 0")


def _other_column(copy):
    with duckdb.connect(str(copy)) as con:
        con.execute("alter table setting add column more text")


WRONG = [_empty, _no_store, _database_of_others, _database_of_nothing, _newer, _cut, _fewer_rows,
         _other_column, damage, lambda copy: copy.unlink()]  # fmt: skip


@pytest.mark.parametrize("spoil", WRONG)
def test_a_wrong_copy_is_refused_and_the_store_is_as_it_was(city, spoil):
    before, copy = rows_of(city.store), city.folder / "copy.duckdb"
    spoil(copy)
    result = CliRunner().invoke(
        main, ["--store", str(city.store), "--lang", "en", "restore", str(copy), "--force"],
        catch_exceptions=False,
    )  # fmt: skip
    said = result.stderr
    assert result.exit_code in {1, 4}
    assert said.startswith("Error: ")
    assert "copy.duckdb" in said
    assert rows_of(city.store) == before
    assert others(city) == []


@pytest.mark.parametrize("name", [kept_store.names()[0], "09a", kept_store.names()[-2]])
def test_a_copy_of_an_earlier_schema_is_brought_up_to_date_and_not_changed(city, name):
    copy = kept_store.unpack(name, city.folder / "copy.duckdb")
    content = copy.read_bytes()
    restore(city, "--force")
    assert copy.read_bytes() == content
    n_incidents = len(rows_of(copy)["incident"])
    assert len(rows_of(city.store)["incident"]) == n_incidents > 0
    asked = kept_store.QUESTIONS["incidents"]
    opened = kept_store.unpack(name, city.folder / "opened.duckdb")
    assert city.ask("--store", opened, *asked)["rows"] == city.ask(*asked)["rows"]


def test_a_store_that_others_read_is_not_replaced(city, monkeypatch):
    before = rows_of(city.store)
    monkeypatch.setattr(restoring, "held", partial(held, wait_s=0.2))
    with read_by_another(city.store):
        said = restore(city, "--force", expect=1).stderr
    assert "is using the store" in said
    assert rows_of(city.store) == before


@pytest.mark.thorough
@pytest.mark.part(13)
@pytest.mark.parametrize("event", range(1, MOST_EVENTS))
def test_a_kill_at_any_moment_leaves_the_old_store_or_the_new(city, event):
    """Before each of its events on files in the folder; then it is done again, and goes well."""
    before, copied = rows_of(city.store), rows_of(city.folder / "copy.duckdb")
    asked = ["--store", city.store, "restore", city.folder / "copy.duckdb", "--force"]
    ended = command(city.folder, asked, End(event=event))
    if ended.code == -9:
        assert rows_of(city.store) in (before, copied)
    else:
        assert (ended.code, rows_of(city.store)) == (0, copied)
    restore(city, "--force")
    assert rows_of(city.store) == copied


@pytest.mark.parametrize("most_bytes", [5_000, 300_000, 600_000])
def test_a_full_disk_leaves_the_store_as_it_was_and_says_so(city, most_bytes):
    before = rows_of(city.store)
    asked = ["--store", city.store, "restore", city.folder / "copy.duckdb", "--force"]
    ended = command(city.folder, asked, End(most_bytes=most_bytes))
    assert ended.code == 1
    assert "Nothing was changed" in ended.said
    assert rows_of(city.store) == before
    assert others(city) == []
