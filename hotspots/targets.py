"""Where a file is to be written: what cannot take it is refused before the work."""

import errno
import os
import re
import shutil
from pathlib import Path

from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.private import private_folder

_STORE_MARK = b"DUCK"
# What belongs to a store and lies beside it: its log, DuckDB's room for great queries, the queue.
_BESIDE_STORE = re.compile(r"(.+)\.(?:wal|wal\.\w+|tmp|queue)", re.IGNORECASE)
# What is tried before the work, and what a disk with room has left at least.
_TRIAL_BYTES, _LEAST_FREE_BYTES = 1 << 12, 1 << 20
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# How a folder is called in which it is tried.
_TRIALS = ".hotspots-trying-"


def refuse_overwrite(path: Path, *, force: bool) -> None:
    """Raise ``UsageProblem`` where a file cannot be written, or not without being asked to."""
    refuse_closed_folder(path)
    if path.is_dir():
        raise UsageProblem(message("{path} is a folder. Name a file.", path=path))
    if not path.exists():
        return
    if not path.is_file():
        raise UsageProblem(message("{path} is no ordinary file. Name another.", path=path))
    if not force:
        raise UsageProblem(
            message("{path} is already there. Say --force to overwrite it.", path=path)
        )
    if _is_store(path):
        raise UsageProblem(
            message("{path} is a store, which --force does not overwrite.", path=path)
        )


def _is_store(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(12)[8:] == _STORE_MARK


def refuse_closed_folder(path: Path) -> None:
    """Raise where the folder of a file or folder takes none of that name, or cannot be made.

    A file of the same name is tried there, in a folder of its own: rights do not tell all. Of
    where there is no room on the disk ``HotspotsError`` says so.
    """
    _refuse_beside_store(path)
    folder = next(one for one in path.absolute().parents if one.exists())
    if not folder.is_dir():
        raise UsageProblem(message("{path}: {there} is no folder.", path=path, there=folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageProblem(
            message("{path}: nothing may be written in {there}.", path=path, there=folder)
        )
    _try_to_write(path, folder)


def _refuse_beside_store(path: Path) -> None:
    """Refuse the name of a file that belongs to a store: its log holds what was loaded last."""
    beside = _BESIDE_STORE.fullmatch(path.name)
    if beside is not None and _is_store(path.with_name(beside[1])):
        raise UsageProblem(
            message(
                "{path}: a file of that name belongs to the store {store}, and what was loaded "
                "last may lie in it. Name another.",
                path=path,
                store=beside[1],
            )
        )


def _try_to_write(path: Path, folder: Path) -> None:
    try:
        with private_folder(_TRIALS, folder) as trial:
            (trial / path.name).write_bytes(bytes(_TRIAL_BYTES))
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        if problem.errno not in _FULL:
            raise UsageProblem(
                message(
                    "{path}: nothing can be written in {there}: {problem}.",
                    path=path,
                    there=folder,
                    problem=problem.strerror or problem,
                )
            ) from problem
        free = 0
    if free < _LEAST_FREE_BYTES:
        raise HotspotsError(
            message(
                "{path}: the disk of {there} is full. Make room on it.", path=path, there=folder
            )
        )
