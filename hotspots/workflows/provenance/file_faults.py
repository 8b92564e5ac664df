"""Who may read and change a store and what lies beside it, and what broken runs left behind."""

import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hotspots.engine.outcomes import log_of
from hotspots.language import message
from hotspots.model.provenance import Ailment

# How long a draft or a plain copy lies before nobody can be at work on it.
LEFT_AFTER_S = 3600
_OUTPUTS = frozenset({
    ".csv", ".docx", ".geojson", ".gpkg", ".html", ".json", ".parquet", ".pdf", ".png", ".pptx",
    ".svg", ".tif", ".txt", ".xlsx",
})  # fmt: skip
_NOT_OWNER = stat.S_IRWXG | stat.S_IRWXO


def permission_faults(store: Path) -> list[Ailment]:
    """Return who else may read or change a store; nothing on Windows, where modes say nothing."""
    if sys.platform == "win32":
        return []
    folder = store.absolute().parent
    files = [file for file in (store, log_of(store)) if file.exists()]
    return [*(fault for file in files for fault in _open_file(file)), *_open_folder(folder),
            *_open_outputs(folder)]  # fmt: skip


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _open_file(file: Path) -> Iterator[Ailment]:
    if _mode(file) & _NOT_OWNER:
        yield Ailment(
            "permissions",
            file.name,
            message(
                "others on this machine may read or change it (mode {mode:o})", mode=_mode(file)
            ),
            message("Run: chmod 600 {file}", file=file),
        )


def _open_folder(folder: Path) -> Iterator[Ailment]:
    mode = _mode(folder)
    if mode & (stat.S_IWGRP | stat.S_IWOTH) and not mode & stat.S_ISVTX:
        yield Ailment(
            "permissions",
            str(folder),
            message(
                "others may put another file in the place of the store (mode {mode:o})", mode=mode
            ),
            message("Run: chmod go-w {folder}", folder=folder),
        )


def _open_outputs(folder: Path) -> Iterator[Ailment]:
    """Yield the outputs beside a store that everybody may read, in one line."""
    if not _mode(folder) & stat.S_IXOTH:
        return
    readable = sorted(
        file.name
        for file in folder.iterdir()
        if file.suffix in _OUTPUTS and file.is_file() and _mode(file) & stat.S_IROTH
    )
    if readable:
        yield Ailment(
            "permissions",
            str(folder),
            message(
                "everybody on this machine may read {n} {n:file|files} beside the store: {names}",
                n=len(readable),
                names=", ".join(readable[:3]) + (" …" if readable[3:] else ""),
            ),
            message("Run chmod 600 on what is internal, or chmod 700 on the folder."),
            "advice",
        )


def leftovers(store: Path) -> list[Ailment]:
    """Return drafts beside a store, and plain copies, that a killed run left behind."""
    beside = store.absolute().parent.glob(".hotspots-*")
    copies = Path(tempfile.gettempdir()).glob("hotspots-*")
    return [_left(path) for path in (*sorted(beside), *sorted(copies)) if _is_left(path)]


def _is_left(path: Path) -> bool:
    """Tell whether a folder is this user's, and nobody can be at work on it any more."""
    try:
        state = path.lstat()
    except OSError:
        return False
    is_mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return is_mine and stat.S_ISDIR(state.st_mode) and time.time() - state.st_mtime > LEFT_AFTER_S


def _left(path: Path) -> Ailment:
    return Ailment(
        "leftovers",
        str(path),
        message(
            "a run that was ended left this folder; it may hold rows of an extract as they are"
        ),
        message("Delete it where no hotspots is running."),
    )
