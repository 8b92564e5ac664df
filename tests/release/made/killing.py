"""Builds of a release in a process of their own, which are killed (``kill -9``) at a moment."""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# read once by the process that all builds are forked from
_PRELOADED = [
    "tests.release.made.killing", "hotspots.cli.main", "hotspots.cli.release.build",
    "hotspots.workflows.release.build", "hotspots.cli.incidents.incidents",
    "hotspots.workflows.incidents.rates", "hotspots.cli.areas.listing", "duckdb", "pyarrow",
    "scipy.optimize", "scipy.sparse", "shapely",
]  # fmt: skip
_FILE_EVENTS = ("open", "os.", "shutil.", "tempfile.")


@dataclass(frozen=True)
class Moment:
    """When a build is killed; never, where nothing is named.

    It ends itself before its n-th ``event`` on a file, or just before or after the folder is
    ``put`` in its place; or it is ended from outside after so many ``seconds``.
    """

    event: int | None = None
    put: str = ""
    seconds: float | None = None


def build(world: Path, name: str, moment: Moment) -> int:
    """Build a release in the world's folder; return the exit code, -9 where it was killed.

    What it says is added to ``stderr.txt``, and the number of its events is in ``events.txt``.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    process = context.Process(target=_build, args=(world, name, moment))
    process.start()
    process.join(moment.seconds)
    process.kill()
    process.join()
    code = process.exitcode
    assert code is not None
    return code


def _build(world: Path, name: str, moment: Moment) -> None:
    from hotspots.cli.main import main

    stderr = os.open(world / "stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(stderr, 1)
    os.dup2(stderr, 2)
    os.environ["TMPDIR"] = tempfile.tempdir = str(world / "tmp")
    events = _Events(world, world / "out" / name, moment)
    sys.addaudithook(events.seen)
    arguments = ["--store", world / "store.duckdb", "release", "build", world / "udgivelse.toml",
                 "-o", world / "out" / name]  # fmt: skip
    started = time.monotonic()
    try:
        main([*map(str, arguments)])
    finally:
        events.moment = Moment()
        seconds = time.monotonic() - started
        (world / "events.txt").write_text(f"{events.n} {seconds}", encoding="utf-8")


class _Events:
    """Counts what a build does to files in its world, and ends it at its moment."""

    def __init__(self, world: Path, folder: Path, moment: Moment) -> None:
        self.world, self.folder, self.moment = str(world), str(folder), moment
        self.n, self.is_put = 0, False

    def seen(self, event: str, arguments: tuple) -> None:
        if not event.startswith(_FILE_EVENTS) or not self._is_inside(arguments):
            return
        self.n += 1
        if self.n == self.moment.event or (self.moment.put == "after" and self.is_put):
            os.kill(os.getpid(), signal.SIGKILL)
        self.is_put |= event == "os.rename" and str(arguments[1]) == self.folder
        if self.is_put and self.moment.put == "before":
            os.kill(os.getpid(), signal.SIGKILL)

    def _is_inside(self, arguments: tuple) -> bool:
        return any(
            isinstance(part, str | os.PathLike) and str(part).startswith(self.world)
            for part in arguments
        )
