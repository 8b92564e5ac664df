"""A copy holds what the store holds, or is not there; what is printed is what is true."""

import contextlib
import stat
import subprocess
import sys

import duckdb
import pytest

from tests.tools import kept_store
from tests.upkeep.stores import End, command, damage, full_city, grow, rows_of

# Leaves a row in the write-ahead log alone, as a killed load does after its commit.
LEFT_IN_LOG = """
import duckdb, os, sys
from hotspots.engine import checksums
from hotspots.engine.session import Session
con = duckdb.connect(sys.argv[1])
con.execute("begin transaction")
con.execute("insert into setting values ('left', 'in the log')")
checksums.seal(Session(con), ["setting"])
con.execute("commit")
os._exit(1)
"""
READ_ON = """
import duckdb, sys
con = duckdb.connect(sys.argv[1], read_only=True)
print(con.execute("select count(*) from load").fetchone()[0], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def city(tmp_path):
    """Return a small city whose store holds something of everything."""
    return full_city(tmp_path)


def others(city):
    """Return what lies in the folder beside the store, the copy and what was printed."""
    known = {"store.duckdb", "copy.duckdb", "said.txt"}
    return sorted(path.name for path in city.folder.iterdir() if path.name not in known)


@contextlib.contextmanager
def read_by_another(store):
    """Let another process read a store, without letting go of it, until the end."""
    asked = [sys.executable, "-c", READ_ON, str(store)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert int(reader.stdout.readline()) > 0
        yield
        reader.stdin.close()


def test_a_copy_holds_the_same_rows_and_answers_the_same(city):
    before = rows_of(city.store)
    said = city.run("--lang", "en", "backup", city.folder / "copy.duckdb").stdout
    copy = city.folder / "copy.duckdb"
    assert rows_of(copy) == before == rows_of(city.store)
    n_rows = sum(
        len(rows) for table, rows in before.items() if table not in {"schema_version", "checksum"}
    )
    assert f"{len(before['load'])} loads, {n_rows:,} rows in " in said
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    for question in kept_store.QUESTIONS.values():
        asked = [*question, "--format", "json"]
        answer = city.run("--store", copy, *asked).stdout
        # advice names the store that was asked
        assert answer.replace("copy.duckdb", "store.duckdb") == city.run(*asked).stdout
    assert others(city) == []


def test_a_copy_is_made_while_others_read(city):
    with read_by_another(city.store):
        city.run("backup", city.folder / "copy.duckdb")
    assert rows_of(city.folder / "copy.duckdb") == rows_of(city.store)


def test_a_copy_has_the_rows_that_lie_in_the_log_alone(city):
    subprocess.run([sys.executable, "-c", LEFT_IN_LOG, city.store], check=False)
    assert (city.folder / "store.duckdb.wal").stat().st_size > 0
    city.run("backup", city.folder / "copy.duckdb")
    assert ("left", "in the log") in rows_of(city.folder / "copy.duckdb")["setting"]
    assert not (city.folder / "copy.duckdb.wal").exists()


def test_a_copy_is_overwritten_only_when_asked(city):
    copy = city.folder / "copy.duckdb"
    city.run("backup", copy)
    earlier = rows_of(copy)
    copy.chmod(0o644)
    grow(city)
    assert "--force" in city.run("--lang", "en", "backup", copy, expect=2).stderr
    assert rows_of(copy) == earlier
    city.run("backup", copy, "--force")
    assert rows_of(copy) == rows_of(city.store) != earlier
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("store.duckdb", "is the store itself"),
        (".", "is a folder"),
        ("busy.duckdb", "store in use"),
    ],
)
def test_a_copy_is_not_written_over_what_is_no_copy(city, target, words):
    city.write("busy.duckdb.wal", "x")
    city.write("busy.duckdb", "x")
    before = rows_of(city.store)
    said = city.run("--lang", "en", "backup", city.folder / target, "--force", expect=2).stderr
    assert words in said
    assert rows_of(city.store) == before
    assert (city.folder / "busy.duckdb").read_text() == "x"


def test_a_damaged_store_gives_no_copy(city):
    damage(city.store)
    said = city.run("--lang", "en", "backup", city.folder / "copy.duckdb", expect=1).stderr
    assert "from a copy" in said
    assert not (city.folder / "copy.duckdb").exists()
    assert others(city) == []


@pytest.mark.parametrize("most_bytes", [5_000, 300_000, 600_000])
def test_a_full_disk_leaves_no_copy_and_says_so(city, most_bytes):
    before, copy = rows_of(city.store), city.folder / "copy.duckdb"
    ended = command(
        city.folder, ["--store", city.store, "backup", copy], End(most_bytes=most_bytes)
    )
    assert ended.code == 1
    assert "could not be written" in ended.said
    assert "Nothing was changed" in ended.said
    assert not copy.exists()
    assert rows_of(city.store) == before
    assert others(city) == []


def test_a_store_with_tables_of_others_is_not_copied_in_silence(city):
    with duckdb.connect(str(city.store)) as con:
        con.execute("create table strange (x integer)")
    said = city.run("--lang", "en", "backup", city.folder / "copy.duckdb", expect=1).stderr
    assert "strange, with the column x" in said
    assert not (city.folder / "copy.duckdb").exists()


@pytest.mark.parametrize("words", [("backup",), ("export",), ("status", "-o")])
@pytest.mark.parametrize("ending", ["wal", "WAL", "queue", "wal.recovery"])
def test_nothing_is_written_where_a_log_of_the_store_lies_or_would_lie(city, words, ending):
    """A log that is overwritten takes with it what was loaded last."""
    name = f"store.duckdb.{ending}"
    (city.folder / name).write_bytes(b"") if words == ("status", "-o") else None
    more = ("--format", "csv", "--force") if words == ("status", "-o") else ()
    result = city.run(*words, city.folder / name, *more, expect=2)
    assert "belongs to the store store.duckdb" in result.stderr
