"""GeoJSON whose coordinate system is an address: found by reading the JSON itself, and refused.

GDAL asks the server of a ``crs`` of type *link*, wherever it stands and however it is spelt.
"""

import json
import mmap
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from hotspots.errors import InputProblem
from hotspots.language import message

_NAME = (
    rb"urn:(x-)?ogc:def:crs:[\w.]+:[\w.]*:\w+|(EPSG|OGC|ESRI):\w+"
    rb"|https?://(www\.)?opengis\.net/(def/crs/[\w./]+|gml/srs/epsg\.xml#\d+)"
)
_KNOWN = re.compile(_NAME.decode())
# Names that have no mark of an address: "ETRS89 / UTM zone 32N".
_SPOKEN = re.compile(r"[\w ()-]+( / [\w ()-]+)?( \+ [\w ()-]+)?")
# A member as most programs write it is no link; any other letters c, r, s are looked into.
_AS_MOST_WRITE = re.compile(
    rb'"crs"\s*:\s*\{\s*"type"\s*:\s*"name"\s*,\s*"properties"\s*:\s*\{\s*"name"\s*:\s*"('
    + _NAME
    + rb')"\s*\}\s*\}'
)
_HEAD_BYTES = 4096
_SPELLINGS = [
    *("".join(letters).encode() for letters in product("cC", "rR", "sS")),
    *(rf"\u00{digits}".encode() for digits in ("43", "63", "52", "72", "53", "73")),
]
# A system is two members, whose own members are one or two.
_MOST_MEMBERS = 4
_OTHER = object()


def refuse_linked_system(path: Path) -> None:
    """Refuse GeoJSON that leaves a coordinate system to an address, or to no known name.

    Raises ``InputProblem`` too where letters of a system stand in text that is no JSON, for
    GDAL reads more than the standard allows.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        usual = _AS_MOST_WRITE.search(content, 0, _HEAD_BYTES)
        rest = usual.span() if usual else (0, 0)
        if not _mentioned(content, 0, rest[0]) and not _mentioned(content, rest[1], len(content)):
            return
        # letters beyond ASCII are of no concern, and each byte is one
        text = content[:].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    try:
        json.loads(text, object_pairs_hook=lambda members: _checked(path, members), strict=False)
    except (ValueError, RecursionError) as problem:
        raise InputProblem(
            message(
                "{path}: the file speaks of a coordinate system and is no JSON as the standard "
                "has it; refused. Open it in QGIS and export the layer as GeoPackage.",
                path=path,
            )
        ) from problem


def _mentioned(content: mmap.mmap, start: int, end: int) -> bool:
    """Tell whether a part of a file may name a system, were it only by an escape for a letter."""
    return any(content.find(spelling, start, end) >= 0 for spelling in _SPELLINGS)


def _checked(path: Path, members: Sequence[tuple[str, Any]]) -> Any:
    """Return an object's members where it may be a system; refuse one that holds a linked one."""
    for key, value in members:
        # GDAL ends a key at its first NUL, and does not mind capitals
        if key.split("\0")[0].lower() == "crs":
            _check_system(path, value)
    small = len(members) <= _MOST_MEMBERS
    plain = all(isinstance(value, str | int | tuple) for _, value in members)
    return tuple(members) if small and plain else _OTHER


def _check_system(path: Path, system: Any) -> None:
    """Refuse a system that is an object and no name; other values mean nothing to GDAL."""
    if system is not _OTHER and not isinstance(system, tuple):
        return
    name = _name_of(system)
    if name is None:
        raise InputProblem(
            message(
                "{path}: the layer's coordinate system is a link to another place, which "
                "is not followed. Open it in QGIS and export the layer as GeoPackage.",
                path=path,
            )
        )
    if not _is_known(name):
        raise InputProblem(
            message(
                "{path}: the layer's coordinate system {name!r} is no name that is known. Open "
                "it in QGIS, set the system and export the layer as GeoPackage.",
                path=path,
                name=name[:80],
            )
        )


def _name_of(system: Any) -> str | None:
    """Return the name of a system that is named, by its code or in words; None for any other."""
    if system is _OTHER or sorted(key for key, _ in system) != ["properties", "type"]:
        return None
    members = dict(system)
    match members["type"], members["properties"]:
        case str(kind), (("name", str(name)),) if kind.lower() == "name":
            return name
        case str(kind), (("code", int(code)),) if kind.lower() == "epsg":
            return f"EPSG:{code}"
    return None


def _is_known(name: str) -> bool:
    if _KNOWN.fullmatch(name):
        return True
    if not _SPOKEN.fullmatch(name):
        return False
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(name)
    except CRSError:
        return False
    return True
