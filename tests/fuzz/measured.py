"""What a piece of work takes: seconds and memory, both bounded."""

import faulthandler
import os
import resource
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 20
MOST_BYTES = 1_000_000_000
# What a machine that is busy with something else takes for 20 seconds of work.
_HOPELESS_SECONDS = 600
_HOPELESS_BYTES = 6_000_000_000
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_STATUS, _STATM, _RESET = (
    Path(f"/proc/self/{name}") for name in ("status", "statm", "clear_refs")
)


class OutOfTimeError(BaseException):
    """The time is up: nothing in the program may take this for a problem of its own."""


@dataclass
class Spent:
    """What was spent: seconds of all threads, bytes at the highest and above those before."""

    seconds: float = 0.0
    highest_bytes: int = 0
    grown_bytes: int = 0


@contextmanager
def bounded(work, report_fd):
    """Yield what is spent on a piece of work, known afterwards; it is stopped after 20 seconds.

    Seconds are those of the processor: a busy machine is no fault of a reader. Code of a library
    cannot be stopped from outside: after ten minutes by the clock, or at 6 GB, the process ends
    and names the work.
    """
    spent = Spent()
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(work, done, report_fd), daemon=True)
    before = _highest_from_here()
    faulthandler.dump_traceback_later(_HOPELESS_SECONDS + 60, exit=True, file=report_fd)
    old = signal.signal(signal.SIGPROF, _time_is_up)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    watch.start()
    start = time.process_time()
    try:
        yield spent
    finally:
        spent.seconds = time.process_time() - start
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
        faulthandler.cancel_dump_traceback_later()
        done.set()
        watch.join()
        spent.highest_bytes = _highest()
        spent.grown_bytes = max(0, spent.highest_bytes - before)


def _time_is_up(_signal, _frame):
    raise OutOfTimeError


def _watch(work, done, report_fd):
    start = time.monotonic()
    while not done.wait(0.1):
        if time.monotonic() - start > _HOPELESS_SECONDS or _now() > _HOPELESS_BYTES:
            os.write(report_fd, f"\nGiven up: {work}\n".encode())
            os._exit(1)


def _now():
    return int(_STATM.read_text("ascii").split()[1]) * _PAGE_BYTES if _STATM.exists() else 0


def _highest_from_here():
    """Let the highest memory of this process begin anew, and return what it has now."""
    try:
        _RESET.write_text("5", "ascii")
    except OSError:
        return _highest()
    return _now()


def _highest():
    if _STATUS.exists():
        lines = _STATUS.read_text("ascii", "replace").splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
