"""What may be taken out of a zip or a gzip file, into a private folder that is gone afterwards.

The files in it have no name on the disk where that can be: see ``hotspots.private``.
"""

import gzip
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from hotspots.errors import HotspotsError, InputProblem
from hotspots.language import message
from hotspots.private import UnnamedFiles, unnamed_file, unnamed_files

MAX_ENTRIES = 200
# A File Geodatabase has a handful of files for each of its tables and indexes.
MAX_ENTRIES_OF_DATABASE = 2000
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_RATIO = 200
_CHUNK_BYTES = 1 << 20
# SQLite opens no file that has no name, GDAL no database of files.
_NAMED = (".gpkg", ".sqlite")


def check_archive(path: Path) -> None:
    """Refuse a zip whose entries are too many, too large, or leave their folder."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    in_database = any(".gdb/" in entry.filename.lower() for entry in entries)
    max_entries = MAX_ENTRIES_OF_DATABASE if in_database else MAX_ENTRIES
    if len(entries) > max_entries:
        raise InputProblem(
            message(
                "{path}: {n} {n:entry|entries} in the archive, at most {max_entries}. Unpack it "
                "and name the file itself.",
                path=path,
                n=len(entries),
                max_entries=max_entries,
            )
        )
    for entry in entries:
        _check_entry(path, entry)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED_BYTES or unpacked / packed > MAX_RATIO:
        raise InputProblem(
            message(
                "{path}: the archive unpacks to {unpacked:.0f} MB; refused. Unpack it "
                "and name the file itself.",
                path=path,
                unpacked=unpacked / 1e6,
            )
        )


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    if not entry.filename:
        raise InputProblem(
            message(
                "{path}: the archive is damaged: an entry has no name. Ask for it again.",
                path=path,
            )
        )
    inside = PurePosixPath(entry.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    drive = ":" in entry.filename.split("/")[0]
    if inside.is_absolute() or ".." in inside.parts or drive or is_link:
        raise InputProblem(
            message(
                "{path}: the entry {filename!r} leads out of the archive. Nothing was "
                "unpacked; ask for a clean one.",
                path=path,
                filename=entry.filename,
            )
        )


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Yield a private folder with a checked archive's files; it is gone afterwards."""
    check_archive(path)
    with unnamed_files() as files:
        try:
            with zipfile.ZipFile(path) as archive:
                _take_out(archive, files)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as problem:
            raise InputProblem(
                message("{path}: the archive is damaged. Ask for it again.", path=path)
            ) from problem
        except RuntimeError as problem:
            raise InputProblem(
                message(
                    "{path}: the archive is locked with a password, or packed in a way that is "
                    "not known here. Unpack it and name the file itself.",
                    path=path,
                )
            ) from problem
        yield files.folder


def _take_out(archive: zipfile.ZipFile, files: UnnamedFiles) -> None:
    """Write out every entry; all have a name where one needs it."""
    names = [entry.filename.lower() for entry in archive.infolist()]
    if any(name.endswith(_NAMED) or ".gdb/" in name for name in names):
        archive.extractall(files.folder)
        return
    for entry in archive.infolist():
        parts = [part for part in entry.filename.split("/") if part not in {"", "."}]
        if entry.is_dir():
            files.folder.joinpath(*parts).mkdir(parents=True, exist_ok=True)
            continue
        with archive.open(entry) as packed, files.file("/".join(parts)).open("wb") as plain:
            shutil.copyfileobj(packed, plain, _CHUNK_BYTES)


@contextmanager
def named_for(path: Path, inside: Path) -> Iterator[None]:
    """Let a sentence about a file taken out of another name the one that was handed in."""
    try:
        yield
    except HotspotsError as problem:
        renamed = type(problem)(str(problem).replace(str(inside), str(path)))
        renamed.receipt = problem.receipt
        raise renamed from problem


@contextmanager
def without_gzip(path: Path) -> Iterator[Path]:
    """Yield the file itself, or where it is gzipped its bounded contents as a private file."""
    if path.suffix.lower() != ".gz":
        yield path
        return
    with unnamed_file(path.stem) as target:
        _gunzip(path, target)
        yield target


def _gunzip(path: Path, target: Path) -> None:
    limit = min(MAX_UNPACKED_BYTES, MAX_RATIO * path.stat().st_size)
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while chunk := packed.read(_CHUNK_BYTES):
                written += len(chunk)
                if written > limit:
                    raise InputProblem(
                        message(
                            "{path}: unpacks to over {limit:.0f} MB; refused.",
                            path=path,
                            limit=limit / 1e6,
                        )
                    )
                plain.write(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise InputProblem(
            message("{path}: the gzip file is damaged. Ask for it again.", path=path)
        ) from problem
