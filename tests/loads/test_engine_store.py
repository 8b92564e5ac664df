"""The store: one private file, locked, whole or as before, and checked when it is opened."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import time

import duckdb
import pytest

from hotspots import shipped
from hotspots.engine import checksums
from hotspots.engine import store as engine
from hotspots.engine.connection import connect_scratch, connect_store, reader
from hotspots.engine.session import Session
from hotspots.engine.store import reading, trying, writing
from hotspots.errors import StoreProblem
from tests.conftest import Hotspots

# Opens the store, makes changes in one transaction, says so, and waits to be killed.
HOLDER = """
import sys, time
from pathlib import Path
from hotspots.engine.store import writing
with writing(Path(sys.argv[1])) as store, store.transaction():
    store._con.execute("delete from area")
    store._con.execute("insert into setting select 'made up ' || i, 'x' from range(300000) t(i)")
    print("changed", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(three_areas):
    """Start a process that is in the middle of a load, and end it afterwards."""
    command = [sys.executable, "-c", HOLDER, str(three_areas.store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "changed\n"
        yield process
        process.kill()


@pytest.mark.parametrize(
    "statement",
    [
        "from read_csv('{file}')",
        "from read_text('{file}')",
        "from '{file}'",
        "copy setting to '{file}'",
        "copy setting from '{file}'",
        "attach '{file}.duckdb'",
        "export database '{file}.d'",
        "install spatial",
        "load spatial",
        "install h3 from community",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set autoload_known_extensions = true",
        "pragma enable_external_access = true",
        "create secret (type s3, key_id 'a', secret 'b')",
    ],
)
def test_the_stores_connection_reaches_nothing_else(three_areas, tmp_path, statement):
    """No other file, no extension and no setting, neither for questions nor for loads."""
    file = tmp_path / "secret.csv"
    file.write_text("name,value\na,b\n")
    for read_only in (False, True):
        con = connect_store(three_areas.store, read_only=read_only)
        with con, pytest.raises(duckdb.Error):
            con.execute(statement.format(file=file))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv", "store.duckdb"]
    assert file.read_text() == "name,value\na,b\n"


def test_the_session_in_memory_reaches_nothing_else(tmp_path):
    """Where texts are turned into times and numbers: no file, no extension, no setting."""
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with contextlib.closing(connect_scratch()) as con:
        for statement in (
            f"from read_csv('{tmp_path}/a.csv')",
            f"copy (select 1) to '{tmp_path}/b.csv'",
            f"attach '{tmp_path}/c.duckdb'",
            "install spatial",
            "load spatial",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(statement)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_python_variables_cannot_be_read_as_tables(three_areas):
    """A frame in the caller's code is no relation."""
    import pandas as pd

    secret = pd.DataFrame({"a": [1]})
    assert len(secret) == 1
    con = connect_store(three_areas.store, read_only=True)
    with con, pytest.raises(duckdb.CatalogException):
        con.execute("from secret")


def test_the_reader_reads_its_one_file_and_no_other(tmp_path):
    """The in-memory connection that streams text tables."""
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    for file in (mine, other):
        file.write_text("a,b\n1,2\n")
    with reader(mine) as con:
        assert con.execute("from read_csv($path)", {"path": str(mine)}).fetchall() == [(1, 2)]
        for statement in (
            f"from read_csv('{other}')",
            f"copy (select 1) to '{other}'",
            "install spatial",
            "set enable_external_access = true",
            "set allowed_paths = ['/']",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(statement)
    assert other.read_text() == "a,b\n1,2\n"


def test_a_second_process_is_told_who_holds_the_store(three_areas, holder, monkeypatch):
    """Reading, loading and trying a load wait a bounded time, then name the process."""
    monkeypatch.setattr(engine, "WAIT_S", 0.2)
    for opened in (reading, writing, trying):
        began = time.monotonic()
        with (
            pytest.raises(StoreProblem, match=rf"process {holder.pid} is using the store"),
            opened(three_areas.store, wait_s=0.2),
        ):
            pass
        assert 0.2 <= time.monotonic() - began < 5


def test_waiting_ends_when_the_store_is_free(three_areas, holder):
    """A short wait is not an error: the other process ends, and the question is answered."""
    holder.kill()
    with reading(three_areas.store, wait_s=10) as store:
        assert len(store.rows("areas/active_sets")) == 1


def test_a_load_that_is_killed_leaves_the_store_as_it_was(three_areas, stored_areas, holder):
    """SIGKILL in the middle of a transaction with 300,000 rows."""
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with reading(three_areas.store) as store:
        assert len(store.rows("areas/areas_of_set", set_name="by")) == 3
    assert three_areas.contents() == Hotspots(stored_areas).contents()


def test_an_error_in_a_load_undoes_it(three_areas):
    """What a transaction did before an error is gone, the store's own file stays."""
    before = three_areas.contents()
    with (
        pytest.raises(duckdb.ParserException),
        writing(three_areas.store) as store,
        store.transaction(),
    ):
        store._con.execute("delete from area; no statement")
    assert three_areas.contents() == before


def test_store_and_log_can_be_read_by_their_owner_only(tmp_path):
    """Mode 0600 for the file and for the write-ahead log, whatever the umask was."""
    path = tmp_path / "store.duckdb"
    earlier = os.umask(0o022)
    try:
        with writing(path) as store:
            store._con.execute("insert into setting values ('name', 'value')")
            log = path.with_name("store.duckdb.wal")
            modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, log)]
        (tmp_path / "other").touch()
        assert modes == [0o600, 0o600]
        assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o644
    finally:
        os.umask(earlier)


def unfinished(three_areas):
    """Leave committed rows in the write-ahead log only, as a crash before a checkpoint does."""
    con = duckdb.connect(str(three_areas.store))
    con.execute("set checkpoint_threshold = '1TB'")
    con.execute("pragma disable_checkpoint_on_shutdown")
    con.execute("begin transaction")
    con.execute("insert into area select * replace (9 as load_id) from area")
    con.execute(
        "insert into load select * replace (9 as load_id, 9 as place, 'late.csv' as file_name) "
        "from load"
    )
    checksums.seal(Session(con))
    con.execute("commit")
    con.close()
    return three_areas.store.with_name("store.duckdb.wal")


def test_rows_in_the_log_are_taken_up(three_areas):
    """A log that is whole loses nothing."""
    log = unfinished(three_areas)
    assert log.stat().st_size > 0
    with reading(three_areas.store) as store:
        assert [row["load"] for row in store.rows("store/loads")] == [1, 9]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_log_cut_short_is_whole_before_or_noticed(three_areas, kept):
    """A truncated log opens without an error in DuckDB; half a load is never shown."""
    log = unfinished(three_areas)
    content = log.read_bytes()
    log.write_bytes(content[: int(len(content) * kept)])
    found = three_areas.run("status", "--format", "csv")
    if found.exit_code == 0:
        assert "late.csv" not in found.stdout
        assert three_areas.query("select count(*) from area") == [(3,)]
    else:
        assert found.exit_code == 1
        assert "store.duckdb: " in found.stderr


@pytest.mark.parametrize(
    ("damage", "stored", "found"),
    [
        ("delete from area where code = '2'", "3 rows and rejected 0", "2 and 0"),
        ("update load set rows_in = 4, rows_rejected = 1", "3 rows and rejected 1", "3 and 0"),
    ],
)
def test_lost_rows_are_noticed_at_opening(three_areas, damage, stored, found):
    """Fewer rows or rejects than the load's record says: every command refuses, and says which."""
    with duckdb.connect(str(three_areas.store)) as con:
        con.execute(damage)
    for command in (("status",), ("load", "areas", shipped.path("geodata"), "--set", "x")):
        assert three_areas.run(*command).exit_code in {1, 4}
    sentence = three_areas.run("status").stderr
    assert "the store is damaged: load 1 (areas.geojson)" in sentence
    assert stored in sentence
    assert found in sentence
    assert "Restore the file from a copy" in sentence


def test_a_store_made_by_another_process_meanwhile_is_not_removed(three_areas, monkeypatch):
    """Two first loads at once: the later one fails, and takes nothing of the other's with it."""
    before = three_areas.contents()
    away = three_areas.store.rename(three_areas.store.with_suffix(".later"))
    made = engine.connect_store

    def while_waiting(path, *, read_only):
        if away.exists():
            away.rename(path)
        return made(path, read_only=read_only)

    monkeypatch.setattr(engine, "connect_store", while_waiting)
    with pytest.raises(ZeroDivisionError), writing(three_areas.store):
        raise ZeroDivisionError
    assert three_areas.contents() == before


@pytest.mark.parametrize("folder", ["plain", "blocked lockers"])
def test_a_file_that_is_no_store(hotspots, tmp_path, folder):
    """Refused at once, for a load too, and left as it is; a folder's name is no sign of a lock."""
    path = tmp_path / folder / "store.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but long enough to look like one" * 100)
    before = path.read_bytes()
    for opened in (reading, writing):
        began = time.monotonic()
        with pytest.raises(StoreProblem, match="not a store that can be opened"), opened(path):
            pass
        assert time.monotonic() - began < 5
    assert path.read_bytes() == before


def test_a_database_of_somebody_elses(hotspots):
    """A DuckDB file with other tables is named, and not written to."""
    with duckdb.connect(str(hotspots.store)) as con:
        con.execute("create table mine as select 1 as a")
    for opened in (reading, writing):
        with (
            pytest.raises(StoreProblem, match=r"store\.duckdb: this DuckDB file was not made by"),
            opened(hotspots.store),
        ):
            pass
    assert hotspots.contents() == {"mine": [(1,)]}


def test_a_store_of_a_newer_version(three_areas):
    """Neither read nor written by this version."""
    with duckdb.connect(str(three_areas.store)) as con:
        con.execute("insert into schema_version values (99)")
    before = three_areas.contents()
    for opened in (reading, writing):
        with (
            pytest.raises(StoreProblem, match=r"store\.duckdb: made by a newer hotspots"),
            opened(three_areas.store),
        ):
            pass
    assert three_areas.contents() == before


def test_a_folder_that_cannot_hold_a_store(tmp_path, layers):
    """A file where a folder should be."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreProblem, match="file"),
        writing(tmp_path / "file" / "store.duckdb"),
    ):
        pass


def test_no_store_yet(hotspots):
    """A question says how to begin, and creates nothing."""
    found = hotspots.run("status")
    assert found.exit_code == 1
    assert f"The first `{hotspots.program} load` creates one" in found.stderr
    assert not hotspots.store.exists()


def test_a_store_of_the_first_version_is_brought_up(hotspots):
    """Questions and loads alike bring it to the newest version, once, with its rows."""
    first = shipped.text("queries/schema/0001_store.sql")
    with duckdb.connect(str(hotspots.store)) as con:
        con.execute("create table schema_version (version integer primary key)")
        con.execute(first)
        con.execute("insert into schema_version values (1)")
        con.execute("insert into setting values ('working_crs', 'EPSG:25832')")
    newest = max(int(file.name[:4]) for file in shipped.path("queries/schema").glob("*.sql"))
    assert newest > 1
    with reading(hotspots.store) as store:
        assert store.rows("store/setting", name="working_crs") == [{"value": "EPSG:25832"}]
        assert len(store.rows("estimates/indicators")) >= 6
    assert hotspots.query("select max(version) from schema_version") == [(newest,)]
    before = hotspots.contents()
    with writing(hotspots.store):
        pass
    assert hotspots.contents() == before
