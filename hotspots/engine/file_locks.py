"""Locks on files, on every system that has them."""

import os
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class LocksMissingError(Exception):
    """No file can be made or locked there: a folder that takes none, or a system without locks."""


def lock_file(path: Path, mode: int) -> int | None:
    """Make a file, lock it for this process alone and return its number.

    None where another process has it locked, or took it away meanwhile. The lock goes when the
    file is closed, or when the process ends, however it ends.
    """
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    except OSError as problem:
        raise LocksMissingError from problem
    try:
        is_locked = _lock(number) and os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        is_locked = False
    except OSError as problem:
        os.close(number)
        raise LocksMissingError from problem
    if is_locked:
        return number
    os.close(number)
    return None


def _lock(number: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _windows().locking(number, _windows().LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _windows() -> Any:
    import msvcrt

    return msvcrt
