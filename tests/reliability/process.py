"""Commands in processes of their own, that are ended or run out of room at a moment."""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# read once by the process that all commands are forked from
_PRELOADED = [
    "tests.reliability.process", "hotspots.cli.main", "hotspots.cli.load.incidents",
    "hotspots.workflows.incidents.load", "hotspots.workflows.indicators.change", "duckdb",
    "pyarrow", "shapely",
]  # fmt: skip
_LONGEST_S = 120


@dataclass(frozen=True)
class Ending:
    """How a command is broken: a signal after so many seconds, or files that may not grow.

    ``file_bytes`` is how large any file may become that the command writes, as on a full disk.
    """

    signal: int | None = None
    seconds: float | None = None
    file_bytes: int | None = None


WHOLE = Ending()


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative where a signal ended it, and what it said."""

    code: int
    said: str
    seconds: float


def run(folder: Path, arguments: list[str], ending: Ending = WHOLE) -> Ended:
    """Run a command in a folder and break it as asked; it is ended after two minutes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    said = folder / "said.txt"
    said.unlink(missing_ok=True)
    process = context.Process(target=_run, args=(folder, arguments, ending.file_bytes))
    started = time.monotonic()
    process.start()
    _wait_for(said, process)
    if ending.signal is not None:
        process.join(ending.seconds)
        _send(process, ending.signal)
    process.join(_LONGEST_S)
    process.kill()
    process.join()
    assert process.exitcode is not None
    text = said.read_text(encoding="utf-8", errors="replace") if said.exists() else ""
    return Ended(process.exitcode, text, time.monotonic() - started)


def _wait_for(said: Path, process: multiprocessing.Process) -> None:
    """Wait until the command has begun: what comes before is not the command's."""
    while process.is_alive() and not said.exists():
        time.sleep(0.001)


def _send(process: multiprocessing.Process, number: int) -> None:
    if process.is_alive() and process.pid is not None:
        os.kill(process.pid, number)


def _run(folder: Path, arguments: list[str], file_bytes: int | None) -> None:
    from hotspots.cli.main import main

    os.chdir(folder)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    os.environ["LC_ALL"] = "C.UTF-8"
    said = os.open("said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
    if file_bytes is not None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    main(arguments)
