"""One run of pytest that tries many mutants: each in a process forked when all is collected."""

import contextlib
import importlib
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.applying import Live, module_name
from tests.mutation.mutants import Fate, Mutant

ROOT = Path(__file__).parents[2]
PATIENCE, LEAST_S = 3, 10
_SURVIVED, _KILLED, _BROKEN = 0, 1, 2


@dataclass
class Reach:
    """What a test took, in seconds, and which lines and queries it ran, as (file, line)."""

    seconds: float = 0.0
    lines: set[tuple[str, int]] = field(default_factory=set)


class Session:
    """A plugin that runs the tests once, and then again for each mutant.

    ``fates`` are filled as the mutants end, in any order; ``unsure`` are survivors that a new
    import may yet kill, each with the files of tests that reach its module.
    """

    def __init__(self, mutants: list[Mutant], jobs: int) -> None:
        self.mutants, self.jobs = mutants, jobs
        self.files = {str(ROOT / mutant.file) for mutant in mutants}
        self.fates: dict[Mutant, Fate] = {}
        self.unsure: dict[Mutant, list[str]] = {}
        self._killers: list[pytest.Item] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collectstart(self):
        """Let Hypothesis draw the same cases each time, and keep none."""
        if "hypothesis" in sys.modules:
            from hypothesis import Phase, settings

            settings.register_profile("mutation", database=None, derandomize=True, deadline=None,
                                      phases=(Phase.explicit, Phase.generate))  # fmt: skip
            settings.load_profile("mutation")

    def pytest_runtestloop(self, session):
        """Try all mutants; what pytest would have run is run by the processes forked here."""
        if session.testsfailed:
            raise session.Interrupted("the tests cannot be collected")
        # all cases of each test, but of what is drawn at random as much as usual
        os.environ.pop("HOTSPOTS_CAMPAIGN", None)
        for mutant in self.mutants:
            if not mutant.is_sql:
                importlib.import_module(module_name(mutant.file))
        self._live = Live(self.files)
        start = time.perf_counter()
        reaches = Baseline(session.items, self.files).measured()
        slowest = sorted(session.items, key=lambda item: -reaches[item].seconds)[:5]
        _say(
            f"\n{time.perf_counter() - start:.0f} s; slowest: "
            + ", ".join(f"{item.nodeid} {reaches[item].seconds:.1f} s" for item in slowest)
            + "\n"
        )
        running = {}
        for at, mutant in enumerate(self.mutants):
            items = self._reaching(session.items, reaches, mutant)
            if len(running) >= self.jobs:
                self._wait(running)
            self._start(running, mutant, items, sum(reaches[i].seconds for i in items))
            _say(f"\r{at + 1:,} of {len(self.mutants):,}")
        while running:
            self._wait(running)
        return True

    def _reaching(self, items, reaches, mutant):
        """Return the tests that run a mutant's line: those that killed others, then quick ones."""
        file = str(ROOT / mutant.file)
        if not mutant.is_of_import:
            span = [0] if mutant.is_sql else range(mutant.span[0], mutant.span[1] + 1)
            places = {(file, line) for line in span}
            items = [item for item in items if places & reaches[item].lines]
        else:
            items = [item for item in items if any(file == at for at, _ in reaches[item].lines)]
        return sorted(items, key=lambda item: (item not in self._killers, reaches[item].seconds))

    def _start(self, running, mutant, items, seconds):
        if not items:
            self.fates[mutant] = "survived"
            return
        folder = Path(tempfile.mkdtemp(prefix="mutant-", dir=_room()))
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            _leave(lambda: self._tried(mutant, items, folder, LEAST_S + PATIENCE * seconds))
        running[process] = mutant, items, folder

    def _tried(self, mutant, items, folder, limit_s):
        """Run tests on a mutant until the first that fails; say in a file which that was."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        _own_folder(items[0].config, folder)
        try:
            self._live.apply(mutant)
        except Exception:  # an error that is seen as the module is imported
            if mutant.is_of_import:
                return _KILLED
            raise
        for at, item in enumerate(items):
            following = items[at + 1] if at + 1 < len(items) else None
            if any(
                report.failed for report in runtestprotocol(item, log=False, nextitem=following)
            ):
                (folder / "killer").write_text(str(at))
                return _KILLED
        return _SURVIVED

    def _wait(self, running):
        process, status = os.wait()
        mutant, items, folder = running.pop(process)
        _end_group(process)
        killer = folder / "killer"
        if killer.exists():
            self._killers = [items[int(killer.read_text())], *self._killers][:20]
        shutil.rmtree(folder, ignore_errors=True)
        self.fates[mutant] = fate(status, mutant)
        if self.fates[mutant] == "survived" and mutant.is_of_import:
            self.unsure[mutant] = list(dict.fromkeys(str(item.path) for item in items))


def fate(status: int, mutant: Mutant) -> Fate:
    """Return what became of a mutant, by how its process ended."""
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGALRM:
        return "timeout"
    if code == _BROKEN:
        raise RuntimeError(f"{mutant.key} could not be tried")
    return "survived" if code == _SURVIVED else "killed"


class Baseline:
    """The tests as they are: how long each takes and what it reaches. All of them must pass."""

    def __init__(self, items: list[pytest.Item], files: set[str]) -> None:
        self.items, self.files = items, files
        self.shared: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.lines: set[tuple[str, int]] = set()

    def measured(self) -> dict[pytest.Item, Reach]:
        """Run every test in a process of its own, and return what it reaches."""
        import pickle

        with tempfile.TemporaryDirectory(prefix="baseline-", dir=_room()) as folder:
            kept = Path(folder) / "reaches"
            process = os.fork()
            if process == 0:
                _leave(lambda: kept.write_bytes(pickle.dumps(self._run(Path(folder)))) and 0)
            _, status = os.waitpid(process, 0)
            if status:
                raise RuntimeError("the tests do not pass as they are")
            reaches = pickle.loads(kept.read_bytes())  # noqa: S301 - written a moment ago
        return dict(zip(self.items, reaches, strict=True))

    def _run(self, folder):
        self._watch(folder)
        reaches = []
        for at, item in enumerate(self.items):
            self.lines = set()
            start = time.perf_counter()
            following = self.items[at + 1] if at + 1 < len(self.items) else None
            for report in runtestprotocol(item, log=False, nextitem=following):
                if report.failed:
                    _say(f"{item.nodeid}\n{report.longreprtext}\n")
                    raise RuntimeError(item.nodeid)
            reaches.append(Reach(time.perf_counter() - start, self.lines))
            _say(f"\r{at + 1:,} of {len(self.items):,} tests as they are")
        for item, reach in zip(self.items, reaches, strict=True):
            for name in getattr(item, "fixturenames", ()):
                reach.lines |= self.shared[name]
        return reaches

    def _watch(self, folder):
        from hotspots import shipped

        read = shipped.text
        shipped.text = lambda name: self.lines.add((str(ROOT / name), 0)) or read(name)
        self.items[0].config.pluginmanager.register(self)
        _own_folder(self.items[0].config, folder)
        threading.settrace(self._trace)
        sys.settrace(self._trace)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        """Hold what a shared fixture reaches for all tests that ask for it."""
        if fixturedef.scope == "function":
            return (yield)
        before, self.lines = self.lines, set()
        try:
            return (yield)
        finally:
            self.shared[fixturedef.argname] |= self.lines
            self.lines |= before

    def _trace(self, frame, _event, _value):
        file = frame.f_code.co_filename
        return self._lines if file in self.files else None

    def _lines(self, frame, _event, _value):
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._lines


def _own_folder(config, folder):
    config._tmp_path_factory._basetemp = folder


def _leave(work):
    """End this process with what the work returns, whatever happens."""
    code = _BROKEN
    try:
        code = work() or 0
    except BaseException:  # noqa: BLE001 - a forked process must not go on where its parent does
        import traceback

        _say(traceback.format_exc())
    finally:
        os._exit(code)


def _end_group(process):
    """End what a mutant's tests may have left running."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


def _room():
    return os.environ.get("PYTEST_DEBUG_TEMPROOT")


def _say(text):
    os.write(2, text.encode())
