"""How the program is ended from outside: by Ctrl-C, or by a signal that asks for its end.

A signal is raised where the program stands, as ``Stopped``, so that whatever is open is closed
and drafts vanish on the way out. Where a file is being written through it is held back.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP")
            if hasattr(signal, name)]  # fmt: skip
# A second signal that comes this soon must not cut short what the first one tidies up.
_TIDYING_S = 2.0


class Stopped(KeyboardInterrupt):
    """The program was asked to end; ``number`` is that of the signal."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """Return what shells say of a program that a signal ended: 130 after Ctrl-C."""
        return 128 + self.number


class _Watch:
    """Which signals came, and whether they are held back."""

    def __init__(self) -> None:
        self.received: int | None = None
        self.held = 0
        self.owed = False
        self.raised_at = -_TIDYING_S

    def receive(self, number: int, _frame: Any) -> None:
        self.received = number
        if self.held:
            self.owed = True
        elif time.monotonic() - self.raised_at >= _TIDYING_S:
            self.raise_now()

    def raise_now(self) -> None:
        self.owed = False
        self.raised_at = time.monotonic()
        raise Stopped(self.received or signal.SIGINT)


_watch = _Watch()


def received() -> int | None:
    """Return the number of the last signal that came, None where none did."""
    return _watch.received


def stopped_by(problem: BaseException) -> Stopped | None:
    """Return the end that an error stands for, None where it is of another kind.

    Inside a query DuckDB puts an error of its own in the place of what the signal raised.
    """
    if isinstance(problem, Stopped):
        return problem
    is_of_query = "query interrupted" in str(problem).lower() or "INTERRUPT" in str(problem)
    if isinstance(problem, KeyboardInterrupt) or (is_of_query and isinstance(problem, Exception)):
        return Stopped(received() or signal.SIGINT)
    return None


@contextmanager
def watched() -> Iterator[None]:
    """Let signals that ask for the end raise ``Stopped``; one that came before does at once.

    Signals that whoever started the program has it ignore stay ignored. Off the main thread
    nothing is changed.
    """
    earlier = _installed()
    try:
        if _watch.owed and not _watch.held:
            _watch.raise_now()
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        if earlier:
            _watch.received, _watch.raised_at = None, -_TIDYING_S


def _installed() -> dict[int, Any]:
    if threading.current_thread() is not threading.main_thread():
        return {}
    replaced = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = {number: handler for number, handler in replaced.items()
              if handler not in {signal.SIG_IGN, None}}  # fmt: skip
    for number in heeded:
        signal.signal(number, _watch.receive)
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


def hold_from_start() -> None:
    """Hold signals back until somebody watches: while the program is still being read."""
    for number in _SIGNALS:
        if signal.getsignal(number) not in {signal.SIG_IGN, None}:
            signal.signal(number, _keep)


def _keep(number: int, _frame: Any) -> None:
    _watch.received, _watch.owed = number, True


def ignore_from_now() -> None:
    """Ignore signals: all is done, and the program is only being taken apart."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
