"""Waiting for a store that somebody else is using: in a queue, and with word of who that is.

Readers share a store and a writer has it alone, which the file's own lock sees to. Without a
queue a writer never comes in among readers who follow each other. So whoever must wait stands at
a turnstile, a lock file beside the store; whoever finds it there goes to it as well, one passes at
a time, and the file is gone when nobody waits. Where nothing may be written beside the store, or
files have no locks, all try their luck.
"""

import contextlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from hotspots.engine import notices
from hotspots.engine.file_locks import LocksMissingError, lock_file
from hotspots.errors import StoreProblem
from hotspots.language import message

WAIT_S = 10.0
_PAUSE_S = 0.05
_SILENT_S = 0.5
_LOCKED = ("could not set lock", "being used by another process", "is already open in")
_MOST_SIGNS = 80


class StoreHeld(StoreProblem):
    """Somebody else has the store open, and was waited for long enough."""


@dataclass
class _Patience:
    seconds: float = WAIT_S


_patience = _Patience()


def wait_at_most(seconds: float) -> None:
    """Settle how long a store that somebody else is using is waited for from now on."""
    _patience.seconds = seconds


def patience_s() -> float:
    """Return how long a store is waited for, in seconds."""
    return _patience.seconds


def is_lock(problem: Exception) -> bool:
    """Say whether a store could not be opened because somebody else has it open."""
    first = str(problem).lower()
    return any(words in first for words in _LOCKED)


def admitted(path: Path, connect: Callable[[], Any], wait_s: float) -> Any:
    """Return what ``connect`` gives when the store is free; ``StoreProblem`` after ``wait_s``."""
    begun = time.monotonic()
    turnstile = _Turnstile(path)
    holder, is_announced = "", False
    try:
        while True:
            waited_s = time.monotonic() - begun
            if wait_s <= 0 or turnstile.lets_through():
                try:
                    return connect()
                except Exception as problem:
                    if not is_lock(problem):
                        raise
                    holder = str(problem)
            if waited_s >= wait_s:
                raise _held(path, _holder(holder), wait_s)
            if waited_s >= _SILENT_S and not is_announced:
                is_announced = True
                notices.say(_waiting(path, _holder(holder), wait_s))
            turnstile.enter()
            time.sleep(_PAUSE_S)
    finally:
        turnstile.leave()


class _Turnstile:
    """The place of one process in the queue for a store."""

    def __init__(self, store: Path) -> None:
        self._file = store.with_name(store.name + ".queue")
        self._store = store
        self._lock: int | None = None
        self._is_missing = False

    def lets_through(self) -> bool:
        """Say whether nobody is waiting before this process."""
        is_mine = self._lock is not None or self._is_missing
        return is_mine or not self._file.exists()

    def enter(self) -> None:
        """Take the turnstile if it is free; without locks there is none."""
        if self._lock is not None or self._is_missing:
            return
        try:
            self._lock = lock_file(self._file, self._mode())
        except LocksMissingError:
            self._is_missing = True

    def _mode(self) -> int:
        """Return who may queue: whoever may open the store."""
        with contextlib.suppress(OSError):
            return self._store.stat().st_mode & 0o666
        return 0o600

    def leave(self) -> None:
        """Let the next one come."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            self._file.unlink()
        os.close(self._lock)
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self._file.unlink()
        self._lock = None


class _Holder(NamedTuple):
    """Who has a store open, as far as that is known."""

    number: str | None
    user: str | None
    command: str | None


def _holder(problem: str) -> _Holder:
    number = re.search(r"PID (\d+)", problem)
    if number is None:
        return _Holder(None, None, None)
    return _Holder(number[1], _user(number[1]), _command(number[1]))


def _user(number: str) -> str | None:
    """Return whose process it is; None where the system does not tell."""
    with contextlib.suppress(ImportError, OSError, KeyError):
        import pwd

        return pwd.getpwuid(Path(f"/proc/{number}").stat().st_uid).pw_name
    return None


def _command(number: str) -> str | None:
    """Return what a process is doing, from its line; None where the system does not tell."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    at = [place for place, word in enumerate(words) if Path(word).name == "hotspots"]
    line = " ".join(["hotspots", *words[at[0] + 1 :]] if at else words[:2]).strip()
    return line if len(line) <= _MOST_SIGNS else line[:_MOST_SIGNS] + "…"


def _in_words(holder: _Holder) -> tuple[str, str]:
    """Return who has a store open, and in brackets what more is known of them."""
    if holder.number is None:
        return message("another process"), ""
    details = [part for part in (holder.user, holder.command) if part]
    return (
        message("process {holder}", holder=holder.number),
        f" ({': '.join(details)})" if details else "",
    )


def _waiting(path: Path, holder: _Holder, wait_s: float) -> str:
    who, details = _in_words(holder)
    return message(
        "{path}: {who} is using the store{known}. Waiting for it, at most {wait_s:.0f} s …",
        path=path,
        who=who,
        known=details,
        wait_s=wait_s,
    )


def _held(path: Path, holder: _Holder, wait_s: float) -> StoreHeld:
    who, details = _in_words(holder)
    return StoreHeld(
        message(
            "{path}: {who} is using the store{known}; waited {wait_s:.0f} s. Let it finish, "
            "wait longer with --wait, or end it, and try again.",
            path=path,
            who=who,
            known=details,
            wait_s=wait_s,
        )
    )
