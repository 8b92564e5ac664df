"""After a write that broke, what is said is held to what the store then holds."""

import contextlib
import shutil
import subprocess
import sys
from unittest.mock import Mock

import duckdb
import pytest

from hotspots.engine import store as engine
from hotspots.engine import writes
from hotspots.engine.connection import connect_store
from hotspots.engine.outcomes import log_of
from hotspots.engine.store import reading, writing
from hotspots.errors import StoreProblem
from hotspots.stopping import Stopped
from tests.conftest import Hotspots

# Stores 40,000 places with files that may only grow so far, and says what it was told.
LIMITED = """
import resource, sys
from pathlib import Path
from hotspots.engine.store import writing
from hotspots.errors import StoreProblem
room = int(sys.argv[2])
with writing(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        with store.transaction():
            store.run("store/insert_setting", name="mine", value="x")
            store._con.execute(
                "insert into setting select 'made up ' || i, 'x' || hash(i) from range(40000) t(i)"
            )
    except StoreProblem as problem:
        print(problem)
    else:
        print("done")
"""
# Stores a setting, and is gone between commit and checkpoint.
CUT = """
import os, sys
from pathlib import Path
from hotspots.engine.store import writing

class Con:
    def __init__(self, con):
        self.con = con

    def __getattr__(self, name):
        return getattr(self.con, name)

    def execute(self, statement, *values):
        return os._exit(0) if statement == "checkpoint" else self.con.execute(statement, *values)

with writing(Path(sys.argv[1])) as store:
    store._con = Con(store._con)
    with store.transaction():
        store.run("store/insert_setting", name="mine", value="x")
"""


class Breaking:
    """A connection that breaks at one statement, before or after it is carried out."""

    def __init__(self, con, statement, problem, *, after):
        self.con, self.statement, self.problem, self.after = con, statement, problem, after
        self.is_dead = False

    def __getattr__(self, name):
        return getattr(self.con, name)

    def execute(self, statement, *values):
        if self.is_dead:
            raise duckdb.FatalException("database has been invalidated")
        if statement != self.statement:
            return self.con.execute(statement, *values)
        if self.after:
            self.con.execute(statement)
        self.is_dead = isinstance(self.problem, duckdb.FatalException)
        raise self.problem


def is_stored(path, name="mine"):
    """Look into a store, with its log, behind the program's back."""
    with duckdb.connect(str(path), read_only=True) as con:
        return bool(con.execute("from setting where name = ?", [name]).fetchall())


def is_true(sentence, path, name="mine"):
    """Hold a sentence to the store; it must say one of the things that can be held to it."""
    said = {
        "is stored": "what was loaded is stored" in sentence,
        "is not": "as it was before" in sentence,
    }
    assert sum(said.values()) == 1, sentence
    assert said["is stored"] == is_stored(path, name), sentence
    in_log = "which must stay beside" in sentence
    assert in_log == (said["is stored"] and log_of(path).exists()), sentence
    return said["is stored"]


FULL = "No space left on device"


@pytest.mark.parametrize(
    "problem",
    [duckdb.FatalException(FULL), KeyboardInterrupt(), RuntimeError("Query interrupted")],
    ids=["full", "keyboard", "query"],
)  # fmt: skip
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("statement", ["force checkpoint", "begin transaction", "commit",
                                       "checkpoint"])  # fmt: skip
def test_what_broke_is_asked_of_the_store(three_areas, monkeypatch, statement, after, problem):
    """A full disk and interrupts at each step of a write: the sentence is true."""
    path = three_areas.store
    monkeypatch.setattr(
        engine, "connect_store",
        lambda path, *, read_only: Breaking(connect_store(path, read_only=read_only), statement,
                                            problem, after=after),
    )  # fmt: skip
    with (
        pytest.raises((StoreProblem, Stopped)) as raised,
        writing(path) as store,
        store.transaction(),
    ):
        store.run("store/insert_setting", name="mine", value="x")
    monkeypatch.undo()
    stored = statement == "checkpoint" or (statement == "commit" and after)
    assert is_stored(path) == stored
    is_stop = isinstance(problem, KeyboardInterrupt | RuntimeError)
    assert isinstance(raised.value, Stopped) == is_stop
    if not is_stop:
        assert is_true(str(raised.value), path) == stored
    with reading(path) as store:
        assert bool(store.rows("store/setting", name="mine")) == stored
    assert not log_of(path).exists()
    assert three_areas.query("from setting where name = 'change_under_way'") == []


def limited(path, room):
    """Return what a write is told whose files may grow to so many bytes."""
    command = [sys.executable, "-c", LIMITED, str(path), str(room)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.thorough
def test_files_that_may_not_grow(three_areas, stored_areas):
    """A limit on the size of files, which is met at each of the steps: all sentences are true."""
    path, said = three_areas.store, set()
    start = stored_areas.stat().st_size
    for room in [*range(4096, 60_000, 16384), *range(start - 300_000, start + 2_100_000, 524_288)]:
        shutil.copy(stored_areas, path)
        log_of(path).unlink(missing_ok=True)
        sentence = limited(path, room)
        if sentence != "done":
            said.add((is_true(sentence, path, "made up 0"), log_of(path).exists()))
            assert "File too large" in sentence
        three_areas.done("status")
        assert is_stored(path, "made up 0") == (sentence == "done" or "is stored" in sentence)
    assert {is_stored for is_stored, _ in said} == {False, True}


def in_the_log(path):
    """Leave a stored change in the log alone, as where the power fails before the checkpoint."""
    subprocess.run([sys.executable, "-c", CUT, str(path)], check=True)
    assert log_of(path).stat().st_size > 0


def test_the_next_opening_folds_the_log_in(three_areas):
    """A question is enough; then the file alone holds all."""
    in_the_log(three_areas.store)
    three_areas.done("status")
    assert not log_of(three_areas.store).exists()
    assert is_stored(three_areas.store)


def test_a_log_that_cannot_be_folded_in_is_read(three_areas, monkeypatch):
    """In a place where nothing may be written."""
    in_the_log(three_areas.store)
    monkeypatch.setattr(writes, "connect_store", Mock(side_effect=OSError))
    with reading(three_areas.store) as store:
        assert store.rows("store/setting", name="mine")
    assert log_of(three_areas.store).exists()


def test_a_copy_without_its_log_is_refused(three_areas, tmp_path):
    """What it lacks was said to be stored: questions refuse, and say what to do."""
    in_the_log(three_areas.store)
    copy = Hotspots(tmp_path / "copy.duckdb")
    shutil.copy(three_areas.store, copy.store)
    found = copy.run("status")
    assert found.exit_code == 1
    assert "the write-ahead log copy.duckdb.wal is not beside it" in found.stderr
    shutil.copy(log_of(three_areas.store), log_of(copy.store))
    copy.done("status")
    assert is_stored(copy.store)


def test_a_store_whose_log_was_taken_away_says_so(three_areas):
    """In its own place it answers, and says what may be missing until something is loaded."""
    in_the_log(three_areas.store)
    log_of(three_areas.store).unlink()
    for quiet in ((), ("-q",)):
        assert "store.duckdb.wal is not beside it" in three_areas.done(*quiet, "status").stderr
    with writing(three_areas.store):
        pass
    assert "beside it" not in three_areas.done("status").stderr


def test_a_load_that_fails_leaves_no_mark(three_areas):
    with (
        contextlib.suppress(ZeroDivisionError),
        writing(three_areas.store) as store,
        store.transaction(),
    ):
        raise ZeroDivisionError
    assert three_areas.query("from setting where name = 'change_under_way'") == []
    assert not log_of(three_areas.store).exists()
