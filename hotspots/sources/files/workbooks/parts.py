"""The XML parts of a workbook: read without entities, found by their links."""

import posixpath
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from hotspots.language import message

_CHUNK_BYTES = 1 << 18


class DamagedPart(Exception):
    """A part of a workbook that says what none may say."""


def parser(start: Callable[[str, dict[str, str]], Any]) -> Any:
    """Return a parser that hands over each element's beginning, and knows no entities."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartElementHandler = start
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def _refuse_doctype(*_: object) -> None:
    raise DamagedPart(message("it declares a document type of its own"))


def each_start(
    archive: zipfile.ZipFile, part: str, start: Callable[[str, dict[str, str]], Any]
) -> None:
    """Hand over the beginning of each element of a part, with its local name."""
    made = parser(lambda name, attributes: start(local(name), attributes))
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK_BYTES):
            made.Parse(chunk)
    made.Parse(b"", True)  # noqa: FBT003 - expat's own word for the end


def local(name: str) -> str:
    """Return a name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def related(archive: zipfile.ZipFile, part: str) -> Mapping[str, str]:
    """Return the parts that a part links to, by the ids of the links."""
    folder, name = posixpath.split(part)
    targets: dict[str, str] = {}

    def take(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target[1:] if target.startswith("/") else f"{folder}/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    links = f"{folder}/_rels/{name}.rels"
    if links in archive.namelist():
        each_start(archive, links, take)
    return targets
