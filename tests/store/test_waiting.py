"""Several people at one store: a queue, word of who holds it, and how long one waits."""

import getpass
import os
import re
import subprocess
import sys
import time

import pytest

from hotspots.engine import waiting
from hotspots.engine.file_locks import LocksMissingError, lock_file
from hotspots.engine.store import reading, writing
from hotspots.errors import StoreProblem

# Opens the store again and again, and says how often it could.
LOOPING = """
import sys, time
from pathlib import Path
from hotspots.engine.store import reading
n = 0
print("begins", flush=True)
while not Path(sys.argv[2]).exists():
    with reading(Path(sys.argv[1]), wait_s=60) as store:
        store.rows("areas/active_sets")
        time.sleep(0.2)
    n += 1
print(n)
"""
# Has the store open for a load until it is ended.
HOLDING = """
import sys, time
from pathlib import Path
from hotspots.engine.store import writing
with writing(Path(sys.argv[1])):
    print("holds", flush=True)
    time.sleep(60)
"""


def queue_of(store):
    return store.with_name(store.name + ".queue")


def started(code, *arguments):
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    return process


@pytest.fixture
def holder(three_areas):
    process = started(HOLDING, three_areas.store)
    yield process
    process.kill()
    process.communicate()


def test_a_writer_comes_in_among_eight_looping_readers(three_areas, tmp_path):
    """And the readers come in again after it; nothing is left beside the store."""
    enough = tmp_path / "enough"
    readers = [started(LOOPING, three_areas.store, enough) for _ in range(8)]
    try:
        for at in range(3):
            with writing(three_areas.store, wait_s=60) as store, store.transaction():
                store.run("store/insert_setting", name=f"mine {at}", value="x")
        time.sleep(2)
    finally:
        enough.touch()
        n_answers = [int(process.communicate()[0]) for process in readers]
    assert min(n_answers) > 0
    assert not queue_of(three_areas.store).exists()


def test_who_waits_is_told_for_whom_and_how_long(three_areas, holder):
    """On stderr while it waits, and when it gives up: process, user and command."""
    found = three_areas.run("--wait", "1", "status")
    assert found.exit_code == 1
    first, last = found.stderr.splitlines()
    who = rf"process {holder.pid} is using the store \({getpass.getuser()}: \S*python\S* -c\)"
    assert re.search(rf"store\.duckdb: {who}\. Waiting for it, at most 1 s", first)
    assert re.search(rf"{who}; waited 1 s\. Let it finish, wait longer with --wait", last)


def test_the_command_of_who_holds_it_is_named(three_areas, monkeypatch):
    """As it was typed, from the program's name on, and cut short."""
    line = b"/usr/bin/python3\0/usr/bin/hotspots\0load\0incidents\0" + b"x" * 90 + b"\0"
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _path: line)
    assert waiting._command("1").startswith("hotspots load incidents xxx")
    assert len(waiting._command("1")) == 81


def test_wait_0_refuses_at_once(three_areas, holder):
    found = three_areas.run("--wait", "0", "-q", "status")
    assert found.exit_code == 1
    assert "waited 0 s" in found.stderr
    assert found.stderr.count("\n") == 1


def test_quiet_waits_without_a_word(three_areas, holder):
    assert three_areas.run("-q", "status", "--wait", "1").stderr.count("\n") == 1


def test_readers_stand_behind_a_waiting_writer(three_areas):
    """Whoever finds the turnstile taken does not pass it, though the store is free."""
    number = lock_file(queue_of(three_areas.store), 0o600)
    with (
        pytest.raises(StoreProblem, match="another process is using"),
        reading(three_areas.store, wait_s=0.2),
    ):
        pass
    os.close(number)
    with reading(three_areas.store, wait_s=5):
        assert not queue_of(three_areas.store).exists()


def test_a_turnstile_that_somebody_left_is_cleared_away(three_areas):
    """As after a process that was killed while it waited."""
    queue_of(three_areas.store).touch()
    three_areas.done("status")
    assert not queue_of(three_areas.store).exists()


def test_where_there_are_no_locks_all_try_their_luck(three_areas, holder, monkeypatch):
    """A folder that takes no files, or a system without locks."""

    def missing(*_):
        raise LocksMissingError

    monkeypatch.setattr(waiting, "lock_file", missing)
    with (
        pytest.raises(StoreProblem, match="is using the store"),
        reading(three_areas.store, wait_s=0.3),
    ):
        pass
    holder.kill()
    holder.wait()
    with reading(three_areas.store, wait_s=10) as store:
        assert store.rows("areas/active_sets")


def test_locks_without_fcntl(tmp_path, monkeypatch):
    """Windows locks a byte of the file by another name."""
    taken = []

    class Windows:
        LK_NBLCK = 2

        @staticmethod
        def locking(number, kind, n_bytes):
            if taken:
                raise PermissionError
            taken.append((number, kind, n_bytes))

    monkeypatch.setattr("hotspots.engine.file_locks.fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", Windows)
    number = lock_file(tmp_path / "a", 0o600)
    assert taken == [(number, 2, 1)]
    assert lock_file(tmp_path / "a", 0o600) is None
    with pytest.raises(LocksMissingError):
        lock_file(tmp_path / "no folder" / "a", 0o600)
    os.close(number)
