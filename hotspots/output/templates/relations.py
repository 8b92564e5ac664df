"""How the parts of a package refer to each other, and which of these relations stay."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hotspots.output.templates.package import as_xml, xml
from hotspots.output.templates.removed import (
    ADD_IN,
    COMMANDS,
    CONTROL,
    DATA,
    DRAWING,
    EMBEDDED,
    FRAME,
    INSERTED,
    LINK,
    MACRO,
    MEDIA,
    MERGE,
    OBJECT,
    PICTURE,
    PROPERTIES,
    REFERENCE,
    TEMPLATE,
)

PACKAGE = ""  # the owner of the relations of the package itself
_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PREFIXES = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/")
_OF_TARGETS: Mapping[str, str] = {"hyperlink": LINK, "image": PICTURE, "oleObject": OBJECT,
                                  "package": OBJECT}  # fmt: skip
# What is said of a relation that does not stay; of others only that it led elsewhere, if it did.
_OF_KINDS: Mapping[str, str] = {
    "oleObject": OBJECT, "package": EMBEDDED, "control": CONTROL, "activeXControlBinary": CONTROL,
    "vbaProject": MACRO, "wordVbaData": MACRO, "aFChunk": INSERTED, "subDocument": INSERTED,
    "contentPart": INSERTED, "frame": FRAME, "attachedTemplate": TEMPLATE,
    "mailMergeSource": MERGE, "mailMergeHeaderSource": MERGE, "recipientData": MERGE,
    "custom-properties": PROPERTIES, "customXml": DATA, "customXmlProps": DATA,
    "webextension": ADD_IN, "webextensiontaskpanes": ADD_IN, "taskpanes": ADD_IN,
    "extensibility": COMMANDS, "userCustomization": COMMANDS, "keyMapCustomizations": COMMANDS,
    "attachedToolbars": COMMANDS, "video": MEDIA, "audio": MEDIA, "media": MEDIA,
    "chart": DRAWING, "chartEx": DRAWING, "diagramData": DRAWING, "model3d": DRAWING,
}  # fmt: skip


class Relation(NamedTuple):
    """One relation of a part: the last word of its type, and the part it leads to."""

    key: str
    type: str
    target: str
    is_outside: bool

    @property
    def kind(self) -> str:
        """Return the last word of its type, such as ``header``; nothing for a type of nobody."""
        return self.type.rpartition("/")[2] if self.type.startswith(_PREFIXES) else ""

    @property
    def removed(self) -> str | None:
        """Return what is said where it goes, in English; None where it is nothing of note."""
        if self.is_outside:
            return _OF_TARGETS.get(self.kind) or _OF_KINDS.get(self.kind, REFERENCE)
        return _OF_KINDS.get(self.kind)


def relations_name(owner: str) -> str:
    """Return the name of the part with a part's relations."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(parts: Mapping[str, bytes], owner: str) -> list[Relation]:
    """Return the relations of a part, each key once; none where it has none."""
    name = relations_name(owner)
    if name not in parts:
        return []
    nodes = xml(parts[name], name).iter(f"{{{_SPACE}}}Relationship")
    every = [_relation(dict(node.items()), owner) for node in nodes]
    return [*{relation.key: relation for relation in reversed(every)}.values()][::-1]


def _relation(values: Mapping[str, str], owner: str) -> Relation:
    target = values.get("Target", "")
    is_outside = values.get("TargetMode", "Internal") != "Internal" or ":" in target
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target))
    return Relation(values.get("Id", ""), values.get("Type", ""), path.lstrip("/"),
                    is_outside or "\\" in target or target.startswith("//"))  # fmt: skip


def written_relations(relations: Sequence[Relation]) -> bytes:
    """Return the part with these relations, all of which lead to parts of the package."""
    from lxml import etree

    root = etree.Element(f"{{{_SPACE}}}Relationships", nsmap={None: _SPACE})
    for relation in relations:
        etree.SubElement(root, f"{{{_SPACE}}}Relationship", Id=relation.key, Type=relation.type,
                         Target=f"/{relation.target}")  # fmt: skip
    return as_xml(root)
