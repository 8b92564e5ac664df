"""What a layer's file is opened as: out of its archive, without links that lead elsewhere."""

import mmap
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Reading
from hotspots.private import unnamed_file
from hotspots.sources.files.archives import named_for, unpacked
from hotspots.sources.files.checked import LAYER_ENDINGS, Format, Taken, format_of

_DATABASE = ".gdb"
_IN_ARCHIVE = frozenset(LAYER_ENDINGS) - {".zip", ".kmz", ".json"}
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
# GDAL asks the server that a schema is said to lie on.
_SCHEMA_LINK = re.compile(rb"[sS]chemaLocation")
_NO_LINK = b"schemaL0cation"
_LONGEST_DECLARATION = 4096
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
# One byte to each mark that XML is made of, so that a search of the bytes finds all of them.
_SINGLE_BYTES = re.compile(
    rb"utf-?8|us-ascii|ascii|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d", re.IGNORECASE
)


@dataclass(frozen=True)
class LayerFile:
    """The file that GDAL is to open, what kind it is, and whether it lay in an archive."""

    path: Path
    kind: Format
    archived: bool = False


@contextmanager
def layer_file(path: Path, taken: Taken, reading: Reading) -> Iterator[LayerFile]:
    """Yield the file of a layer: itself, or its private copy out of an archive or without links.

    Raises ``InputProblem`` for a file of another kind than the ones taken, and for XML that leads
    elsewhere; other files are looked into where they are read.
    """
    kind = format_of(path, taken)
    if kind == "zip":
        with unpacked(path) as folder:
            inside = _only_layer_file(path, folder, reading)
            if inside.is_dir():
                yield LayerFile(inside, "gdb", archived=True)
            else:
                with named_for(path, inside), layer_file(inside, taken, reading) as file:
                    yield replace(file, archived=True)
    elif kind == "kmz":
        with unpacked(path) as folder, _without_links(_only_kml(path, folder, reading)) as copy:
            yield LayerFile(copy, "kml", archived=True)
    elif kind in {"gml", "kml"}:
        with _without_links(path) as copy:
            yield LayerFile(copy, kind)
    else:
        if kind == "geojson":
            _refuse_records(path)
        yield LayerFile(path, kind)


def _refuse_records(path: Path) -> None:
    """Refuse rows of a table that are written as JSON, which say nothing of places."""
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        raise InputProblem(
            message(
                "{path}: this is a list of JSON, not GeoJSON. Save it as a table: in Excel, "
                "Data > Get Data > From JSON, then as .xlsx; or as .csv.",
                path=path,
            )
        )


def _layer_files(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if "__MACOSX" not in file.parts)
    return sorted(
        file
        for file in files
        if not file.name.startswith(".")
        and (file.suffix.lower() == _DATABASE if file.is_dir() else _is_layer(file))
    )


def _is_layer(file: Path) -> bool:
    inside_database = any(parent.suffix.lower() == _DATABASE for parent in file.parents)
    return file.suffix.lower() in _IN_ARCHIVE and not inside_database


def _only_layer_file(path: Path, folder: Path, reading: Reading) -> Path:
    files = _layer_files(folder)
    if reading.layer and len(files) != 1:
        files = [file for file in files if file.stem == reading.layer]
    if len(files) != 1:
        raise InputProblem(
            message(
                "{path}: expected one layer in the archive, found {listed}. Name it with --layer.",
                path=path,
                listed=_listed(files),
            )
        )
    return files[0]


def _listed(files: Sequence[Path]) -> str:
    return ", ".join(file.stem for file in files) or message("none")


def _only_kml(path: Path, folder: Path, reading: Reading) -> Path:
    """Return the file of an archive that holds places; the first one may only lead to others."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".kml")
    filled = [file for file in files if b"<Placemark" in file.read_bytes()]
    if len(filled) > 1:
        filled = [file for file in filled if file.stem == reading.layer]
    if len(filled) != 1:
        raise InputProblem(
            message(
                "{path}: expected one file of places in the archive, found {listed}. Name it "
                "with --layer.",
                path=path,
                listed=_listed(files),
            )
        )
    return filled[0]


@contextmanager
def _without_links(path: Path) -> Iterator[Path]:
    """Yield a private copy of an XML file whose schemas are asked for nowhere."""
    with unnamed_file(path.name) as copy:
        shutil.copyfile(path, copy)
        with copy.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
            _refuse_encoding(path, content[:_LONGEST_DECLARATION])
            if _DOCTYPE.search(content):
                raise InputProblem(
                    message(
                        "{path}: the file defines entities of its own (a DTD), which may lead "
                        "elsewhere; refused. Open it in QGIS and export the layer as GeoPackage.",
                        path=path,
                    )
                )
            for link in _SCHEMA_LINK.finditer(content):
                content[link.start() : link.end()] = _NO_LINK
        yield copy


def _refuse_encoding(path: Path, start: bytes) -> None:
    """Refuse XML in an encoding in which what leads elsewhere would not be seen."""
    stated = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if stated and not _SINGLE_BYTES.fullmatch(stated[1]):
        raise InputProblem(
            message(
                "{path}: the file says that it is written in {encoding!r}, which is not read "
                "here. Open it in QGIS and export the layer as GeoPackage.",
                path=path,
                encoding=stated[1].decode("latin-1"),
            )
        )
