"""A file from outside: what it really is, its hash, and whether a command takes it."""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import marked, message, translated
from hotspots.model.loads import is_database
from hotspots.sources.files.archives import check_archive
from hotspots.sources.files.encoding import utf16_without_mark
from hotspots.sources.files.pcaxis.keywords import begins_like_px
from hotspots.sources.files.workbooks import compound, protected
from hotspots.sources.values import bounds

Format = Literal[
    "csv", "px", "xlsx", "xls", "xlsb", "ods", "parquet", "gpkg", "geojson", "shapefile", "tab",
    "mif", "flatgeobuf", "gml", "kml", "kmz", "gdb", "zip", "gzip",
]  # fmt: skip
WORKBOOKS: tuple[Format, ...] = ("xlsx", "xls", "xlsb", "ods")

# A Path keeps one slash of an address; a drive such as C:/ is one letter.
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+:/")

_DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
                RuntimeError)  # fmt: skip
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"SQLite format 3\0", "gpkg"),
    (b"PAR1", "parquet"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"\x1f\x8b", "gzip"),
    (b"fgb\x03fgb", "flatgeobuf"),
)
_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".px": "px",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".gpkg": "gpkg",
    ".geojson": "geojson",
    ".json": "geojson",
    ".shp": "shapefile",
    ".tab": "tab",
    ".mif": "mif",
    ".fgb": "flatgeobuf",
    ".gml": "gml",
    ".kml": "kml",
    ".kmz": "kmz",
    ".zip": "zip",
    ".gz": "gzip",
}
_CALLED = {
    "csv": marked("a text table (CSV)"),
    "px": marked("a PC-Axis file (.px)"),
    "xlsx": marked("an Excel workbook (.xlsx)"),
    "xls": marked("a workbook of Excel 97-2003 (.xls)"),
    "xlsb": marked("a binary Excel workbook (.xlsb)"),
    "ods": marked("an OpenDocument spreadsheet (.ods)"),
    "parquet": marked("a Parquet file"),
    "gpkg": marked("a GeoPackage"),
    "geojson": marked("GeoJSON"),
    "shapefile": marked("a Shapefile"),
    "tab": marked("a MapInfo table"),
    "mif": marked("a MapInfo interchange file"),
    "flatgeobuf": marked("FlatGeobuf"),
    "gml": marked("GML"),
    "kml": marked("KML"),
    "kmz": marked("zipped KML"),
    "zip": marked("a zip archive"),
    "gzip": marked("a gzip file"),
    "markup": marked("a web page or XML"),
}
_SOMETHING_ELSE = marked("something else")

LAYER_FORMATS: tuple[Format, ...] = (
    "gpkg", "geojson", "shapefile", "tab", "mif", "flatgeobuf", "parquet", "gml", "kml", "kmz",
    "zip",
)  # fmt: skip
LAYER_ENDINGS = tuple(ending for ending, kind in _SUFFIXES.items() if kind in LAYER_FORMATS)
# One file alone, which may lie in an archive.
_OF_SEVERAL_FILES: tuple[Format, ...] = ("shapefile", "tab", "mif", "gdb", "kmz", "zip", "gzip")
_TABLES_ELSEWHERE = (".numbers", ".doc", ".docx", ".pdf", ".sav")


@dataclass(frozen=True)
class Taken:
    """What a command takes: the formats, and in words what they bring."""

    what: str
    formats: tuple[Format, ...]

    def endings(self) -> str:
        """Return the endings of what is taken, in the order in which they are known."""
        return ", ".join(ending for ending, kind in _SUFFIXES.items() if kind in self.formats)

    @property
    def packed(self) -> "Taken":
        """Return the same with the archives in which it may lie."""
        return Taken(self.what, tuple(dict.fromkeys([*self.formats, "zip", "gzip"])))

    @property
    def alone(self) -> "Taken":
        """Return what of it is one file, as it may lie in an archive."""
        return Taken(self.what, tuple(one for one in self.formats if one not in _OF_SEVERAL_FILES))

    def advice(self, suffix: str) -> str:
        """Return how a file of another kind becomes one that is taken."""
        if suffix == ".px":
            return message(
                "PC-Axis files hold figures of areas: load population, load index and load counts "
                "take them."
            )
        layers, tables = "gpkg" in self.formats, "csv" in self.formats
        ways = []
        if layers and not (tables and suffix in _TABLES_ELSEWHERE):
            ways.append(message("In QGIS: Export > Save Features As > GeoPackage."))
        if tables and (suffix in _TABLES_ELSEWHERE or not layers):
            ways.append(message("In Excel: Save as .xlsx."))
        return " ".join(ways)


def checked_file(path: Path) -> Path:
    """Return the resolved path of a regular, non-empty file; refuse anything else.

    The address of a database is a ``UsageProblem``, and is not repeated: it may hold a password.
    """
    if is_database(str(path)):
        raise UsageProblem(
            message(
                "Only `load incidents ADDRESS --query FILE` reads from a database. Export the "
                "rows to a file, and name that."
            )
        )
    if _ADDRESS.match(str(path)) or str(path).startswith("/vsi"):
        raise InputProblem(
            message("{path}: give a file on this machine, not an address.", path=path)
        )
    if not path.exists():
        raise InputProblem(
            message("{path}: there is no such file. Check the name and the folder.", path=path)
        )
    real = path.resolve()
    if real.is_dir() and real.suffix.lower() == ".gdb":
        raise InputProblem(
            message(
                "{path}: a File Geodatabase is a folder. Pack the folder into a .zip, and load "
                "that.",
                path=path,
            )
        )
    if not stat.S_ISREG(real.stat().st_mode):
        raise InputProblem(message("{path}: this is not an ordinary file. Name one.", path=path))
    if real.stat().st_size == 0:
        raise InputProblem(
            message("{path}: the file is empty (0 bytes). Ask for it again.", path=path)
        )
    bounds.check(path, real.stat().st_size, bounds.FILE)
    return real


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_of(path: Path, taken: Taken) -> Format:
    """Tell a file's format by its first bytes; refuse one that its name belies or not taken.

    A workbook's archive is checked; one that is locked is refused.
    """
    suffix = path.suffix.lower()
    named = _SUFFIXES.get(suffix)
    if named is None or named not in taken.formats:
        raise InputProblem(
            message(
                "{path}: the ending {suffix!r} is not taken here. {what} come as {endings}. "
                "{way_out}",
                path=path,
                suffix=path.suffix,
                what=translated(taken.what),
                endings=taken.endings(),
                way_out=taken.advice(suffix),
            )
        )
    real = _real_format(path)
    if real in {"locked", "labelled"}:
        raise protected.locked(path) if real == "locked" else protected.labelled(path)
    if real not in _allowed(named):
        raise _belied(path, named, real)
    if named in WORKBOOKS and named != "xls":
        check_archive(path)
    return named


def _belied(path: Path, named: Format, real: str) -> InputProblem:
    """Say that a file's content is not what its name says, and what to do."""
    spelled, what = translated(_CALLED[named]), translated(_CALLED.get(real, _SOMETHING_ELSE))
    if real == "markup" and named in WORKBOOKS:
        return InputProblem(
            message(
                "{path}: the name says {called}, the content is {what}, as some systems export "
                "tables. Open it in Excel and save it as .xlsx.",
                path=path,
                called=spelled,
                what=what,
            )
        )
    return InputProblem(
        message(
            "{path}: the name says {called}, the content is {what}. Give it its "
            "right ending, or export it again.",
            path=path,
            called=spelled,
            what=what,
        )
    )


def named_format(path: Path) -> Format | None:
    """Return the format that a file's ending means; None for an ending that is not known."""
    return _SUFFIXES.get(path.suffix.lower())


def called(kind: Format) -> str:
    """Return what people call a format."""
    return translated(_CALLED[kind])


def _allowed(named: Format) -> tuple[str, ...]:
    return {"csv": ("csv", "tab", "mif"), "kmz": ("zip",)}.get(named, (named,))


def _real_format(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(compound.MAGIC):
        return protected.kind_of_container(path)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    if b"\0" in head:
        return "csv" if utf16_without_mark(head) else "binary"
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begins_like_px(plain):
        return "px"
    if plain.startswith((b"{", b"[")):
        return "geojson"
    if plain.startswith(b"<"):
        return _markup_kind(plain.lower())
    if plain.lower().startswith(b"!table"):
        return "tab"
    return "mif" if re.match(rb"version\s+\d", plain, re.IGNORECASE) else "csv"


def _markup_kind(head: bytes) -> str:
    if b"<kml" in head or b"opengis.net/kml" in head:
        return "kml"
    return "gml" if b"opengis.net/gml" in head or b"featurecollection" in head else "markup"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_ods = "mimetype" in names and _begins(archive, "mimetype", _ODS)
    except _DAMAGED_ZIP:
        return "binary"
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "ods" if is_ods else "xlsx" if "xl/workbook.xml" in names else "zip"


def _begins(archive: zipfile.ZipFile, name: str, content: bytes) -> bool:
    with archive.open(name) as file:
        return file.read(len(content)) == content
