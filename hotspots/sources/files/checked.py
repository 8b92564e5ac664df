"""A file from outside: what it really is, its hash, and what may be taken out of a zip."""

import gzip
import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Literal

from hotspots.errors import InputProblem
from hotspots.language import marked, message, translated

Format = Literal["csv", "xlsx", "parquet", "gpkg", "geojson", "shapefile", "tab", "zip", "gzip"]

# A Path keeps one slash of an address; a drive such as C:/ is one letter.
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+:/")

MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_RATIO = 200
_CHUNK_BYTES = 1 << 20

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"SQLite format 3\0", "gpkg"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"\x1f\x8b", "gzip"),
)
_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".gpkg": "gpkg",
    ".geojson": "geojson",
    ".json": "geojson",
    ".shp": "shapefile",
    ".tab": "tab",
    ".zip": "zip",
    ".gz": "gzip",
}
_CALLED = {
    "csv": marked("a text table (CSV)"),
    "xlsx": marked("an Excel workbook (.xlsx)"),
    "parquet": marked("a Parquet file"),
    "gpkg": marked("a GeoPackage"),
    "geojson": marked("GeoJSON"),
    "shapefile": marked("a Shapefile"),
    "tab": marked("a MapInfo table"),
    "zip": marked("a zip archive"),
    "gzip": marked("a gzip file"),
}


def checked_file(path: Path) -> Path:
    """Return the resolved path of a regular, non-empty file; refuse anything else."""
    if _ADDRESS.match(str(path)) or str(path).startswith("/vsi"):
        raise InputProblem(
            message("{path}: give a file on this machine, not an address.", path=path)
        )
    if not path.exists():
        raise InputProblem(
            message("{path}: there is no such file. Check the name and the folder.", path=path)
        )
    real = path.resolve()
    if not stat.S_ISREG(real.stat().st_mode):
        raise InputProblem(message("{path}: this is not an ordinary file. Name one.", path=path))
    if real.stat().st_size == 0:
        raise InputProblem(
            message("{path}: the file is empty (0 bytes). Ask for it again.", path=path)
        )
    return real


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_of(path: Path) -> Format:
    """Tell a file's format by its first bytes, and refuse one that its name belies."""
    named = _SUFFIXES.get(path.suffix.lower())
    if named is None:
        endings = ", ".join(sorted(_SUFFIXES))
        raise InputProblem(
            message(
                "{path}: the ending {suffix!r} is not known. Known: {known}.",
                path=path,
                suffix=path.suffix,
                known=endings,
            )
        )
    real = _real_format(path)
    if real not in _allowed(named):
        what = translated(_CALLED.get(real, marked("something else")))
        raise InputProblem(
            message(
                "{path}: the name says {called}, the content is {what}. Give it its "
                "right ending, or export it again.",
                path=path,
                called=translated(_CALLED[named]),
                what=what,
            )
        )
    return named


def called(kind: Format) -> str:
    """Return what people call a format."""
    return translated(_CALLED[kind])


def _allowed(named: Format) -> tuple[str, ...]:
    return {"geojson": ("geojson",), "tab": ("tab",), "csv": ("csv", "tab")}.get(named, (named,))


def _real_format(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    if b"\0" in head:
        return "binary"
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith((b"{", b"[")):
        return "geojson"
    if plain.startswith(b"<"):
        return "markup"
    return "tab" if plain.lower().startswith(b"!table") else "csv"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return "binary"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def check_archive(path: Path) -> None:
    """Refuse a zip whose entries are too many, too large, or leave their folder."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise InputProblem(
            message(
                "{path}: {n} entries in the archive, at most {max_entries}. Unpack it "
                "and name the file itself.",
                path=path,
                n=len(entries),
                max_entries=MAX_ENTRIES,
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
    with TemporaryDirectory(prefix="hotspots-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as problem:
            raise InputProblem(
                message("{path}: the archive is damaged. Ask for it again.", path=path)
            ) from problem
        except RuntimeError as problem:
            raise InputProblem(
                message(
                    "{path}: the archive cannot be unpacked ({problem}). Unpack it and name "
                    "the file itself.",
                    path=path,
                    problem=problem,
                )
            ) from problem
        yield Path(folder)


@contextmanager
def named_for(path: Path, inside: Path) -> Iterator[None]:
    """Let a sentence about a file taken out of another name the one that was handed in."""
    try:
        yield
    except InputProblem as problem:
        renamed = type(problem)(str(problem).replace(str(inside), str(path)))
        renamed.receipt = problem.receipt
        raise renamed from problem


@contextmanager
def without_gzip(path: Path) -> Iterator[Path]:
    """Yield the file itself, or where it is gzipped its bounded contents as a private file."""
    if path.suffix.lower() != ".gz":
        yield path
        return
    with TemporaryDirectory(prefix="hotspots-") as folder:
        target = Path(folder) / path.stem
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
