"""A template without its text and without all that fetches, runs or embeds.

What stays is listed, kind of relation by kind of relation: what no list names goes, also what an
Office of tomorrow may know.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from hotspots.output.templates.elements import relation_keys, scrub
from hotspots.output.templates.package import (
    CONTENT_TYPES,
    as_xml,
    content_types,
    packed,
    unpacked,
    written_types,
    xml,
)
from hotspots.output.templates.relations import (
    PACKAGE,
    Relation,
    relations_name,
    relations_of,
    written_relations,
)
from hotspots.output.templates.removed import Removed

Kinds = frozenset[str]
_IMAGE_STARTS = {
    b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif",
    b"BM": "image/bmp", b"II*\0": "image/tiff", b"MM\0*": "image/tiff",
    b"\1\0\0\0": "image/x-emf", b"\xd7\xcd\xc6\x9a": "image/x-wmf", b"\1\0\x09\0": "image/x-wmf",
}  # fmt: skip
_OPAQUE = frozenset({"font", "image"})
_NAMED_BY_ID = frozenset({"font", "footer", "header", "image"})


class Office(NamedTuple):
    """A kind of document: its content types, and which relations of which parts stay.

    ``stays`` is by the kind of relation that leads to a part; ``empty`` takes out its text.
    """

    main_type: str
    other_types: Kinds
    stays: Mapping[str, Kinds]
    empty: Callable[[Any], None]


class CleanTemplate(NamedTuple):
    """The bytes of a document to write into, and what was taken out of the template."""

    content: bytes
    removed: list[Removed]


@dataclass
class _Cleaning:
    """A package being cleaned: what it had, and what stays."""

    office: Office
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    kept: dict[str, bytes] = field(default_factory=dict)
    kept_types: dict[str, str] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)  # by which kind of relation a part came


def clean_template(template: Path, office: Office) -> CleanTemplate:
    """Return a template as a document that is empty and refers to nothing outside itself.

    ``UsageProblem`` says what is wrong with a file; ``KeyError``, ``SyntaxError``, ``ValueError``
    and ``zipfile.BadZipFile`` are of one that is no such document.
    """
    parts = unpacked(template)
    cleaning = _Cleaning(office, parts, content_types(parts))
    _keep_relations(cleaning, PACKAGE, None, "")
    _name_what_goes(cleaning)
    types = written_types(cleaning.kept_types)
    return CleanTemplate(packed({CONTENT_TYPES: types, **cleaning.kept}), cleaning.removed)


def _name_what_goes(cleaning: _Cleaning) -> None:
    """Note what the parts bring that are not kept at all, such as comments and slides."""
    for name in cleaning.parts:
        owner = _owner(name)
        if owner is None:
            continue
        for relation in relations_of(cleaning.parts, owner):
            if relation.removed and (relation.is_outside or not _may_stay(cleaning, relation)):
                cleaning.removed.append(Removed(relation.removed, relation_part(owner)))
    for name, content in cleaning.parts.items():
        if name.endswith(".xml") and name != CONTENT_TYPES and name not in cleaning.kept:
            cleaning.removed += scrub(xml(content, name), name, lambda _: True)


def relation_part(owner: str) -> str:
    """Return how the owner of a relation is named: the package by its file of relations."""
    return owner or relations_name(owner)


def _owner(name: str) -> str | None:
    """Return whose relations a part holds, None where it holds none."""
    folder, _, last = name.rpartition("_rels/")
    return folder + last.removesuffix(".rels") if name.endswith(".rels") else None


def _may_stay(cleaning: _Cleaning, relation: Relation) -> bool:
    return any(relation.kind in kinds for kinds in cleaning.office.stays.values())


def _keep_part(cleaning: _Cleaning, name: str, kind: str) -> None:
    content = cleaning.parts[name]
    cleaning.kinds[name] = kind
    if kind == "image":
        cleaning.kept_types[name] = _image_type(content) or ""
    elif kind == "officeDocument":
        cleaning.kept_types[name] = _main_type(cleaning, name)
    else:
        cleaning.kept_types[name] = cleaning.types[name]
    if kind in _OPAQUE:
        cleaning.kept[name] = content
        return
    root = xml(content, name)
    _keep_relations(cleaning, name, root, kind)
    cleaning.kept[name] = as_xml(root)


def _main_type(cleaning: _Cleaning, name: str) -> str:
    stated = cleaning.types[name]
    is_one = stated == cleaning.office.main_type or stated in cleaning.office.other_types
    return cleaning.office.main_type if is_one else stated


def _keep_relations(cleaning: _Cleaning, owner: str, root: Any, kind: str) -> None:
    """Keep the relations of a part that may stay and are used, and the parts they lead to."""
    may_stay = {relation.key: relation for relation in relations_of(cleaning.parts, owner)
                if _stays(cleaning, relation, kind)}  # fmt: skip
    if root is not None:
        cleaning.removed += scrub(root, owner, may_stay.__contains__)
        if kind == "officeDocument":
            cleaning.office.empty(root)
        used = relation_keys(root)
        may_stay = {
            key: relation
            for key, relation in may_stay.items()
            if key in used or relation.kind not in _NAMED_BY_ID
        }
    for relation in may_stay.values():
        if relation.target not in cleaning.kinds:
            _keep_part(cleaning, relation.target, relation.kind)
    if may_stay:
        cleaning.kept[relations_name(owner)] = written_relations([*may_stay.values()])


def _stays(cleaning: _Cleaning, relation: Relation, kind: str) -> bool:
    """Return whether a relation of a part stays, where the part came by ``kind`` of relation.

    ``KeyError`` where a part is missing that should.
    """
    if relation.is_outside or relation.kind not in cleaning.office.stays.get(kind, ()):
        return False
    content = cleaning.parts[relation.target]
    came_by = cleaning.kinds.get(relation.target, relation.kind)
    return came_by == relation.kind and (relation.kind != "image" or bool(_image_type(content)))


def _image_type(content: bytes) -> str | None:
    """Return the type of a picture by its first bytes; None where it can refer to another."""
    return next((kind for start, kind in _IMAGE_STARTS.items() if content.startswith(start)), None)
