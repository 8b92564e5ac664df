"""Private rooms: folders that only their owner may enter, in which releases are made.

A room is locked as long as the process that made it lives. One that a killed build left behind is
free, and is removed by the next.
"""

import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hotspots.language import Say, message

_PREFIX = ".hotspots-release-"
_NAME = re.compile(re.escape(_PREFIX) + "[a-z0-9_]{8}")


@contextmanager
def private_room(beside: Path) -> Iterator[Path]:
    """Yield a folder beside a file that only its owner may enter; it vanishes at the end."""
    room, lock = _locked_room(beside.absolute().parent)
    try:
        yield room
    finally:
        shutil.rmtree(room)
        os.close(lock)


def remove_abandoned(beside: Path, say: Say) -> None:
    """Remove the rooms beside a file that no living process holds, and say which."""
    folder = beside.absolute().parent
    rooms = sorted(folder.iterdir()) if folder.is_dir() else []
    for room in filter(_is_ours, rooms):
        if _is_removed(room):
            say(
                message(
                    "Removed {room}: a release that was interrupted had left it, unfinished.",
                    room=room,
                )
            )


def _locked_room(folder: Path) -> tuple[Path, int]:
    """Return a new room with the lock on it; another, where it was taken for an abandoned one."""
    while True:
        room = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        with suppress(FileNotFoundError):
            lock = os.open(room, os.O_RDONLY)
            # on a disk without locks nobody removes rooms either
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX)
            if room.exists():
                return room, lock
            os.close(lock)


def _is_ours(room: Path) -> bool:
    """Tell whether a folder is a room that this user made."""
    if room.is_symlink() or not _NAME.fullmatch(room.name) or not room.is_dir():
        return False
    state = room.stat()
    return state.st_uid == os.getuid() and stat.S_IMODE(state.st_mode) == stat.S_IRWXU


def _is_removed(room: Path) -> bool:
    """Remove a room that nobody holds; tell whether that was so."""
    try:
        lock = os.open(room, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(room)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
