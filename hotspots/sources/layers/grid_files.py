"""Coordinate systems that leave their shifts to a file somewhere: refused before PROJ opens it.

PROJ opens whatever file a definition names by a path, a pipe or a server's share among them. The
names of its own grids, such as ``BETA2007.gsb``, have no path and stay.
"""

import html
import mmap
import re
import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.sources.layers.computed import opened_database

_WKT = re.compile(r"\W*[A-Z][A-Z_0-9]*\s*[\[(]", re.IGNORECASE)
# What holds the name of a file, and the texts that follow in the same brackets.
_FILE_IN_WKT = re.compile(
    r'(?:"PROJ4(?:_GRIDS)?"|PARAMETERFILE\s*[\[(])((?:"[^"]*"|[^"\])])*)', re.IGNORECASE
)
_FILE_IN_PROJ = re.compile(r"(?:grids|init|file)\s*=", re.IGNORECASE)
_PATH = re.compile(r"[/\\]")
_SYSTEM_IN_GML = re.compile(rb"""srsName\s*=\s*("[^"]*"|'[^']*')""")
_FLATGEOBUF_START = struct.Struct("<8sI")
_MOST_HEAD_BYTES = 2_000_000


def leads_to_file(definition: str) -> bool:
    """Tell whether a coordinate system, as WKT or for PROJ, names a file by a path."""
    if _WKT.match(definition):
        return any(map(_PATH.search, _FILE_IN_WKT.findall(definition)))
    return bool(_FILE_IN_PROJ.search(definition) and _PATH.search(definition))


def refuse_grid_file(path: Path, definition: Any) -> None:
    """Raise ``InputProblem`` for a system that names a file by a path, be it WKT, PROJ or JSON."""
    if any(map(leads_to_file, _definitions(definition))):
        raise _far(path)


def refuse_grid_files(path: Path, kind: str) -> None:
    """Refuse a layer whose system names a file by a path, as far as it shows before GDAL opens.

    What it says when it is read is judged again by ``refuse_grid_file``.
    """
    if any(map(leads_to_file, _STATED.get(kind, _nothing)(path))):
        raise _far(path)


def _definitions(value: Any) -> Iterator[str]:
    """Yield the texts of a system; each value of PROJJSON as PROJ would be given it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            is_file = key == "value" and isinstance(inner, str)
            yield from [f"file={inner}"] if is_file else _definitions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _definitions(inner)


def _nothing(_path: Path) -> Iterator[str]:
    yield from ()


def _beside_shapefile(path: Path) -> Iterator[str]:
    for file in path.parent.glob("*"):
        if file.stem == path.stem and file.suffix.lower() == ".prj":
            with file.open("rb") as content:
                yield content.read(_MOST_HEAD_BYTES).decode("latin-1")


def _in_geopackage(path: Path) -> Iterator[str]:
    with suppress(sqlite3.Error), closing(opened_database(path)) as database:
        for row in database.execute("select * from gpkg_spatial_ref_sys"):
            yield from (cell for cell in row if isinstance(cell, str))
            yield from (cell.decode("latin-1") for cell in row if isinstance(cell, bytes))


def _in_flatgeobuf(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        start = file.read(_FLATGEOBUF_START.size)
        if len(start) == _FLATGEOBUF_START.size:
            n_bytes = min(_FLATGEOBUF_START.unpack(start)[1], _MOST_HEAD_BYTES)
            yield from _wkt_within(file.read(n_bytes).decode("latin-1"))


def _in_gml(path: Path) -> Iterator[str]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for system in {match[1][1:-1] for match in _SYSTEM_IN_GML.finditer(content)}:
            yield html.unescape(system.decode("latin-1"))


def _in_geodatabase(path: Path) -> Iterator[str]:
    """Yield the systems of a File Geodatabase: in XML, and in the heads of its tables."""
    for table in path.glob("*.gdbtable"):
        with table.open("rb") as file:
            head = file.read(_MOST_HEAD_BYTES)
        for text in (head.decode("latin-1"), *(head[odd:].decode("utf-16-le", "replace")
                                               for odd in (0, 1))):  # fmt: skip
            yield from _wkt_within(html.unescape(text))


def _wkt_within(text: str) -> Iterator[str]:
    """Yield what names a file in WKT that stands among other bytes."""
    yield from (f"WKT[{match.group()}" for match in _FILE_IN_WKT.finditer(text))


_STATED: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "shapefile": _beside_shapefile,
    "gpkg": _in_geopackage,
    "flatgeobuf": _in_flatgeobuf,
    "gml": _in_gml,
    "gdb": _in_geodatabase,
}


def _far(path: Path) -> InputProblem:
    return InputProblem(
        message(
            "{path}: the layer's coordinate system leans on a file at another place (a grid of "
            "shifts), which is not opened. In QGIS: Export > Save Features As > GeoPackage, with "
            "a system such as EPSG:25832.",
            path=path,
        )
    )
