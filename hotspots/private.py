"""Folders that only their owner may enter, and files in them that nobody finds afterwards.

A folder is locked as long as the process that made it lives. One that a killed run left behind is
free, and is removed by the next. Windows locks no folders: there such a folder stays.
"""

import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

if sys.platform != "win32":
    import fcntl

# How folders of plain copies are called, in the system's folder for them.
COPIES = "hotspots-private-"
_RANDOM = "[a-z0-9_]{8}"
# A process may hold some hundred files open at once; of more each gets a name.
_MOST_UNNAMED = 200
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def private_folder(prefix: str = COPIES, place: Path | None = None) -> Iterator[Path]:
    """Yield a new folder (mode 0700) that vanishes at the end, also where a signal ends the run.

    It lies in ``place``, or where the system keeps temporary files. Folders of the same prefix
    that killed runs left there are removed first.
    """
    place = place or Path(tempfile.gettempdir())
    remove_abandoned(prefix, place)
    with _unwinding():
        folder, lock = _locked(prefix, place)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
            if lock is not None:
                os.close(lock)


def remove_abandoned(prefix: str = COPIES, place: Path | None = None) -> list[Path]:
    """Remove the folders of a prefix that no living process holds, and return them."""
    place = place or Path(tempfile.gettempdir())
    if sys.platform == "win32" or not place.is_dir():
        return []
    try:
        with os.scandir(place) as entries:
            named = sorted(Path(entry) for entry in entries if entry.name.startswith(prefix))
    except OSError:
        return []
    ours = [folder for folder in named if _is_ours(folder, prefix)]
    return [folder for folder in ours if _is_removed(folder)]


class UnnamedFiles:
    """Files of a private folder that have no name on the disk: what is in them ends with us.

    Where the system has none, and beyond some hundred of them, they are files of the folder.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self._n = 0

    def file(self, name: str) -> Path:
        """Return the path of a new empty file that is called so in the folder.

        The path is a link to the file of this process, which child processes can open too.
        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _unnamed(self.folder) if self._n < _MOST_UNNAMED else None
        if descriptor is None or path.is_symlink():
            path.touch(mode=0o600)
            return path
        self._n += 1
        self._stack.callback(os.close, descriptor)
        path.symlink_to(f"/proc/{os.getpid()}/fd/{descriptor}")
        return path


@contextmanager
def unnamed_files() -> Iterator[UnnamedFiles]:
    """Yield a private folder of files without a name, for plain copies of what is packed."""
    with private_folder() as folder, ExitStack() as stack:
        yield UnnamedFiles(folder, stack)


@contextmanager
def unnamed_file(name: str) -> Iterator[Path]:
    """Yield the path of one empty file without a name on the disk; see ``UnnamedFiles``."""
    with unnamed_files() as files:
        yield files.file(name)


def _unnamed(folder: Path) -> int | None:
    """Return an open file that has no name, or None where the system or the disk has none."""
    flags = getattr(os, "O_TMPFILE", 0)
    if not flags or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flags | os.O_RDWR, 0o600)
    except OSError:
        return None


def _locked(prefix: str, place: Path) -> tuple[Path, int | None]:
    """Return a new locked folder; another, where it was taken for an abandoned one."""
    while sys.platform != "win32":
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        with suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY)
            # on a disk without locks nobody removes folders either
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.exists():
                return folder, lock
            os.close(lock)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=place)), None


def _is_ours(folder: Path, prefix: str) -> bool:
    """Tell whether a folder is one that this user made."""
    if sys.platform == "win32" or not re.fullmatch(re.escape(prefix) + _RANDOM, folder.name):
        return False
    try:
        state = folder.lstat()
    except OSError:
        return False
    is_private = stat.S_ISDIR(state.st_mode) and stat.S_IMODE(state.st_mode) == stat.S_IRWXU
    return is_private and state.st_uid == os.getuid()


def _is_removed(folder: Path) -> bool:
    """Remove a folder that nobody holds; tell whether that was so."""
    if sys.platform == "win32":
        return False
    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


@contextmanager
def _unwinding() -> Iterator[None]:
    """Let a signal that would end the process at once end it in order, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    taken = [one for one in _ENDINGS if signal.getsignal(one) is signal.SIG_DFL]
    for one in taken:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in taken:
            signal.signal(one, signal.SIG_DFL)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
