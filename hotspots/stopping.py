"""How the program is ended from outside: by Ctrl-C, or by a signal that asks for its end.

A signal is raised where the program stands, as ``Stopped``, so that whatever is open is closed
and drafts vanish on the way out. Where a file is being written through it is held back.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP")
            if hasattr(signal, name)]  # fmt: skip
# A second signal that comes this soon must not cut short what the first one tidies up.
_TIDYING_S = 2.0
_AGAIN_S = 0.02


class Stopped(KeyboardInterrupt):
    """The program was asked to end; ``number`` is that of the signal."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """Return what shells say of a program that a signal ended: 130 after Ctrl-C."""
        return 128 + self.number


class _SignalWatch:
    """Which signals came, and whether they are held back."""

    def __init__(self) -> None:
        self.received: int | None = None
        self.held = 0
        self.owed = False
        self.raised_at = -_TIDYING_S

    def receive(self, number: int, frame: FrameType | None) -> None:
        self.received = number
        if self.held:
            self.owed = True
        elif _is_unheard(frame):
            _come_again(number)
        elif time.monotonic() - self.raised_at >= _TIDYING_S:
            self.raise_now()

    def raise_now(self) -> None:
        self.owed = False
        self.raised_at = time.monotonic()
        raise Stopped(self.received or signal.SIGINT)


def _is_unheard(frame: FrameType | None) -> bool:
    """Say whether what is raised here would be lost, or worse.

    While a module is imported, some that are not written in Python abort. What is raised while
    something is logged does not get past the C code of rasterio, which logs what GDAL says.
    """
    while frame is not None:
        is_importing = frame.f_code.co_filename == "<frozen importlib._bootstrap>"
        if is_importing or frame.f_globals.get("__name__") == "logging":
            return True
        frame = frame.f_back
    return False


def _come_again(number: int) -> None:
    again = threading.Timer(_AGAIN_S, signal.raise_signal, [number])
    again.daemon = True
    again.start()


_watch = _SignalWatch()


@contextmanager
def _nothing_lost() -> Iterator[None]:
    """Raise an end again that was raised where nothing gets out, as while an object goes."""
    earlier = sys.unraisablehook

    def once_more(lost: Any) -> None:
        if not isinstance(lost.exc_value, Stopped):
            earlier(lost)
            return
        _watch.raised_at = -_TIDYING_S
        _come_again(lost.exc_value.number)

    sys.unraisablehook = once_more
    try:
        yield
    finally:
        sys.unraisablehook = earlier


def received() -> int | None:
    """Return the number of the last signal that came, None where none did."""
    return _watch.received


def stopped_by(problem: BaseException) -> Stopped | None:
    """Return the end that an error stands for, None where it is of another kind.

    Inside a query DuckDB puts an error of its own in the place of what the signal raised.
    """
    if isinstance(problem, Stopped):
        return problem
    is_of_query = isinstance(problem, RuntimeError) and str(problem) == "Query interrupted"
    is_of_engine = type(problem).__name__ == "InterruptException"
    if isinstance(problem, KeyboardInterrupt) or is_of_query or is_of_engine:
        return Stopped(received() or signal.SIGINT)
    return None


@contextmanager
def watched() -> Iterator[None]:
    """Receive the signals that ask for the end, and hold them back outside of ``heeded``.

    Signals that whoever started the program has it ignore stay ignored. Off the main thread
    nothing is changed.
    """
    _watch.held += 1
    earlier = _installed()
    try:
        with _nothing_lost():
            yield
    finally:
        _watch.held -= 1
        for number, handler in earlier.items():
            signal.signal(number, handler)
        if not _watch.held:
            _watch.received, _watch.owed, _watch.raised_at = None, False, -_TIDYING_S


@contextmanager
def heeded() -> Iterator[None]:
    """Let a signal raise ``Stopped`` inside ``watched``; one that came before does at once."""
    is_watched = _watch.held > 0
    _watch.held -= is_watched
    try:
        if _watch.owed and not _watch.held:
            _watch.raise_now()
        yield
    finally:
        _watch.held += is_watched


def _installed() -> dict[int, Any]:
    if threading.current_thread() is not threading.main_thread():
        return {}
    replaced = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = {number: handler for number, handler in replaced.items()
              if handler not in {signal.SIG_IGN, None}}  # fmt: skip
    for number in heeded:
        signal.signal(number, _watch.receive)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    return heeded


@contextmanager
def held_back() -> Iterator[None]:
    """Hold signals back while a file is written through; what came is raised at the end.

    Where the end is an error, that is what is raised.
    """
    _watch.held += 1
    try:
        yield
    finally:
        _watch.held -= 1
    if _watch.owed and not _watch.held:
        _watch.raise_now()


def ignore_from_now() -> None:
    """Ignore signals: all is done, and the program is only being taken apart."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
