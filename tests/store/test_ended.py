"""Commands that are ended by Ctrl-C or a signal: the code, one true sentence, nothing left."""

import importlib
import logging
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from hotspots import stopping
from hotspots.cli.lazy import Entry
from tests.conftest import Hotspots
from tests.tools.campaign import is_campaign

# Sends itself a signal some milliseconds after a statement of the store begins.
AT_STATEMENT = """
import os, signal, sys, threading
from hotspots.engine import store
made, number, wait_s, statement = store.connect_store, *map(eval, sys.argv[1:3]), sys.argv[3]

class Con:
    def __init__(self, con):
        self.con = con

    def __getattr__(self, name):
        return getattr(self.con, name)

    def execute(self, text, *values):
        if text == statement:
            threading.Timer(wait_s, os.kill, [os.getpid(), number]).start()
        return self.con.execute(text, *values)

store.connect_store = lambda *a, **k: Con(made(*a, **k))
from hotspots.__main__ import run
sys.argv[1:] = sys.argv[4:]
run()
"""
SIGNALS = {130: signal.SIGINT, 143: signal.SIGTERM, 129: signal.SIGHUP}


@pytest.fixture(autouse=True)
def heeded_signals():
    """Heed Ctrl-C as at a terminal, also where the tests run in the background."""
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, earlier)


def n_loads(store):
    return Hotspots(store).query("select count(*) from load")[0][0] if store.exists() else None


def is_true(found, number, before, after):
    """Hold what a command that may have been ended said to the loads before and after."""
    code, said = found
    is_stored = (after or 0) > (before or 0)
    assert "Traceback" not in said
    assert "ignored" not in said
    if code == 0:
        assert is_stored
        return
    assert code == 128 + number, said
    assert ("What was loaded is stored" in said) == is_stored, said
    assert ("as it was before" in said) != is_stored, said
    assert is_stored or after == before


def run(command, folder, ended=lambda _process: None):
    """Return exit code and stderr of a process whose temporary files lie in a folder."""
    surroundings = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=surroundings,
    ) as process:  # fmt: skip
        ended(process)
        said = process.communicate()[1]
    return process.returncode, said


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("wait_s", [0.0, 0.0005, 0.004, 0.02])
@pytest.mark.parametrize("statement", ["force checkpoint", "begin transaction", "commit",
                                       "checkpoint"])  # fmt: skip
@pytest.mark.parametrize("number", SIGNALS.values(), ids=lambda number: number.name)
@pytest.mark.part(5)
def test_a_signal_while_a_load_is_written(
    three_areas, layers, temporary, number, statement, wait_s
):
    """At every step, into a store that is there and into one that this load makes."""
    layer = layers.write([(1, "Nord", _square())], "more.geojson")
    for store in (three_areas.store, three_areas.store.with_name("new.duckdb")):
        before = n_loads(store)
        found = run(
            ["-c", AT_STATEMENT, int(number), wait_s, statement, "--lang", "en", "--store", store,
             "load", "areas", layer, "--set", "more"],
            temporary,
        )  # fmt: skip
        is_true(found, number, before, n_loads(store))
        assert list(temporary.iterdir()) == []


def _square():
    import shapely

    return shapely.box(724_000, 6_175_000, 724_100, 6_175_100)


@pytest.mark.thorough
@pytest.mark.parametrize("number", SIGNALS.values(), ids=lambda number: number.name)
def test_a_signal_at_any_moment(hotspots, layers, temporary, number):
    """A first load that is ended leaves no store that was not there, and no drafts."""
    layer = layers.write([(at, f"Omraade {at}", _square()) for at in range(200)])
    n_moments = 40 if is_campaign() else 2
    for wait_s in (0.3 + 2.2 * (at + int(number) / 16) / n_moments for at in range(n_moments)):
        hotspots.store.unlink(missing_ok=True)

        def ended(process, wait_s=wait_s):
            time.sleep(wait_s)
            process.send_signal(number)

        found = run(
            ["-m", "hotspots", "--lang", "en", "--store", hotspots.store, "load", "areas", layer,
             "--set", "by"], temporary, ended,
        )  # fmt: skip
        if found[0] != 4:
            is_true(found, number, None, n_loads(hotspots.store) or None)
        assert list(temporary.iterdir()) == []
        assert {path.name for path in hotspots.store.parent.iterdir()} <= {
            "areas.geojson", "store.duckdb", "temporary"
        }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Ended by Ctrl-C. Nothing was stored: the store is as it was before.\n"),
        ("da", "Afbrudt med Ctrl-C. Intet blev gemt: lageret er, som det var før.\n"),
    ],
)
@pytest.mark.parametrize("problem", ["signal", "query"])
def test_ctrl_c_speaks_the_readers_language(three_areas, monkeypatch, problem, lang, said):
    """Whether Python or DuckDB met it: exit code 130, one sentence, not a word of the disk."""

    def load(_entry):
        if problem == "query":
            raise RuntimeError("Query interrupted")
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Entry, "load", load)
    found = three_areas.run("--lang", lang, "status")
    assert (found.exit_code, found.stdout, found.stderr) == (130, "", said)


def stopped(work):
    """Return the end that work met in which signals are heeded."""
    with pytest.raises(stopping.Stopped) as raised, stopping.watched(), stopping.heeded():
        work()
    return raised.value


def test_a_signal_is_held_back_while_a_file_is_written_through():
    done = []

    def work():
        with stopping.held_back():
            signal.raise_signal(signal.SIGTERM)
            done.append("all of it")

    assert stopped(work).exit_code == 143
    assert done == ["all of it"]


def test_a_second_signal_does_not_cut_short_what_the_first_tidies_up():
    tidied = []

    def work():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            tidied.append("all of it")

    assert stopped(work).exit_code == 130
    assert tidied == ["all of it"]


def test_a_signal_waits_for_an_import(tmp_path, monkeypatch):
    """Modules that are not written in Python abort the process when they are cut short."""
    (tmp_path / "imported_here.py").write_text(
        "import signal\nsignal.raise_signal(signal.SIGINT)\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    imported = []

    def work():
        imported.append(importlib.import_module("imported_here"))
        time.sleep(5)

    assert stopped(work).exit_code == 130
    assert imported


def test_what_was_ignored_stays_ignored():
    """As after nohup, or in the background of a script."""
    earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stopping.watched():
            assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, earlier)


class _Going:
    """Sends a signal while it goes: Python lets no error out of there."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


class _Loud(logging.Handler):
    """Sends a signal while it logs, and notes whether that was raised in it."""

    was_raised = False

    def emit(self, record):  # noqa: ARG002 - what is logged does not matter
        try:
            signal.raise_signal(signal.SIGINT)
        except stopping.Stopped:
            self.was_raised = True


def _waited_after(cause):
    cause()
    until = time.monotonic() + 5
    while time.monotonic() < until:
        time.sleep(0.01)


def test_a_signal_while_an_object_goes_is_not_lost(capsys):
    """It was printed as an exception that is ignored, and the command went on."""
    with stopping.watched(), stopping.heeded(), pytest.raises(stopping.Stopped):
        _waited_after(_Going)
    assert capsys.readouterr().err == ""


def test_a_signal_while_something_is_logged_waits_until_it_is():
    """What GDAL says is logged by C code of rasterio, which printed a traceback and went on."""
    loud, logger = _Loud(), logging.getLogger("loud")
    logger.addHandler(loud)
    with stopping.watched(), stopping.heeded(), pytest.raises(stopping.Stopped):
        _waited_after(partial(logger.error, "GDAL says"))
    logger.removeHandler(loud)
    assert not loud.was_raised
