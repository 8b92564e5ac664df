"""Elements of a template's parts that fetch, run or embed, and what refers to what is gone."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hotspots.output.templates.fields import attribute, local, unlink_fields, unwrap
from hotspots.output.templates.removed import (
    ADD_IN,
    ANIMATION,
    CONTROL,
    DATA,
    FRAME,
    INSERTED,
    LINK,
    MEDIA,
    MERGE,
    OBJECT,
    PICTURE,
    REFERENCE,
    TEMPLATE,
    VARIABLES,
    Removed,
)

# Removed with all that is in them, from any part; "" is what says nothing to a reader: marks of
# forms and programs, and the slides and lists of a presentation.
_GONE: Mapping[str, str] = {
    "object": OBJECT, "OLEObject": OBJECT, "oleObj": OBJECT, "oleLink": OBJECT,
    "objectEmbed": OBJECT, "objectLink": OBJECT,
    "control": CONTROL, "controls": CONTROL, "ocx": CONTROL,
    "altChunk": INSERTED, "subDoc": INSERTED, "contentPart": INSERTED,
    "frameset": FRAME, "attachedTemplate": TEMPLATE, "linkStyles": "",
    "mailMerge": MERGE, "attachedSchema": REFERENCE, "schemaLibrary": REFERENCE,
    "saveThroughXslt": REFERENCE, "docVars": VARIABLES,
    "movie": MEDIA, "snd": MEDIA, "audioFile": MEDIA, "videoFile": MEDIA, "wavAudioFile": MEDIA,
    "quickTimeFile": MEDIA, "audioCd": MEDIA, "webVideoPr": MEDIA, "media": MEDIA,
    "hlinkClick": LINK, "hlinkHover": LINK, "hlinkMouseOver": LINK,
    "timing": ANIMATION, "transition": ANIMATION,
    "webExtensionLinked": ADD_IN, "webExtensionCreated": ADD_IN, "webextensionref": ADD_IN,
    "custDataLst": DATA, "ffData": "", "fldData": "", "extLst": "",
    "custShowLst": "", "handoutMasterIdLst": "", "modifyVerifier": "",
    "notesMasterIdLst": "", "photoAlbum": "", "sldIdLst": "",
}  # fmt: skip
# Whole things that a reader sees: where a part of one is gone, all of it goes.
_WORD_SHAPES = frozenset({"drawing", "pict"})
_SLIDE_SHAPES = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "grpSp"})
_RELATION = "/relationships}"
_OFFICE_RELATION = "{urn:schemas-microsoft-com:office:office}relid"
# Attributes that hold an address, or a package in themselves.
_FAR = frozenset({"href", "althref", "src", "action", "embeddedHtml", "gfxdata", "equationxml",
                  "schemaLocation", "noNamespaceSchemaLocation", "base",
                  "dataSource"})  # fmt: skip
_WORDS = frozenset({"uri", "descr", "title", "name", "alt", "val", "typeface", "type",
                    "prefixMappings"})  # fmt: skip
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{1,20}:(?!\s)|//|\\\\)", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(r"url\s*\(|behavior|expression|@import", re.IGNORECASE)
_PICTURES = frozenset({"blip", "imagedata", "fill", "stroke", "image"})
# The title and other core properties: what a control is bound to that stays in the file.
_CORE = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}"


def scrub(root: Any, part: str, is_kept: Callable[[str], bool]) -> list[Removed]:
    """Take out of a part what fetches, runs or embeds, and return what that was.

    ``is_kept`` tells of a relation's key whether the relation stays.
    """
    removed = unlink_fields(root, part)
    for node in [*root.iter()]:
        kind = _gone_kind(node)
        if kind is not None:
            removed += [Removed(kind, part)] if kind else []
            _take_out(node)
    removed += [Removed(kind, part) for kind in _without_addresses(root)]
    removed += [Removed(kind, part) for kind in _without_lost(root, is_kept)]
    return removed


def relation_keys(root: Any) -> set[str]:
    """Return the keys of all relations that a part refers to."""
    return {str(value) for node in root.iter() for name, value in node.items()
            if _is_relation(name)}  # fmt: skip


def _gone_kind(node: Any) -> str | None:
    """Return what is said of an element that goes, "" where that is nothing; None if it stays."""
    name = local(node)
    if name == "hyperlink":
        return LINK
    if name == "dataBinding":  # what the control shows stays
        return None if (attribute(node, "storeItemID") or "").lower() == _CORE else DATA
    return _GONE.get(name)


def _take_out(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if local(node) == "hyperlink":
        unwrap(node)
    elif local(node) in {"OLEObject", "oleObj"}:
        _remove(_shape_of(node))
    else:
        parent.remove(node)


def _without_addresses(root: Any) -> list[str]:
    kinds = []
    for node in root.iter():
        for name, value in [*node.items()]:
            if not _is_relation(name) and _is_far(name.rpartition("}")[2], value):
                del node.attrib[name]
                kinds.append(PICTURE if local(node) in _PICTURES else LINK)
    return kinds


def _is_far(name: str, value: str) -> bool:
    if name == "style":
        return bool(_STYLE_ADDRESS.search(value))
    return name in _FAR or (name not in _WORDS and bool(_ADDRESS.match(value)))


def _without_lost(root: Any, is_kept: Callable[[str], bool]) -> list[str]:
    """Take out what refers to a relation that is gone; a picture that is there too stays."""
    kinds = []
    for node in [*root.iter()]:
        keys = {name: value for name, value in node.items() if _is_relation(name)}
        lost = [name for name, key in keys.items() if key and not is_kept(key)]
        far = [name for name in keys if name.endswith(("}link", "}href"))]
        if far or (lost and local(node) in _PICTURES):
            kinds.append(PICTURE)
        for name in {*lost, *far}:
            del node.attrib[name]
        if (lost or far) and not {*keys} - {*lost, *far}:
            _remove(_shape_of(node))
    return kinds


def _is_relation(name: str) -> bool:
    return _RELATION in name or name == _OFFICE_RELATION


def _shape_of(node: Any) -> Any:
    """Return the whole that a part belongs to: a drawing of Word, else a shape of a slide."""
    around = [node, *node.iterancestors()]
    for names in (_WORD_SHAPES, _SLIDE_SHAPES):
        for outer in around:
            if local(outer) in names:
                return outer
    return node


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    parent.remove(node)
    if local(parent) == "numPicBullet":
        _remove_bullet(parent)


def _remove_bullet(bullet: Any) -> None:
    """Take out a picture that marks the items of a list, from the lists too."""
    number, root = attribute(bullet, "numPicBulletId"), bullet.getroottree().getroot()
    _remove(bullet)
    for mark in [*root.iter("{*}lvlPicBulletId")]:
        if attribute(mark, "val") == number:
            _remove(mark)
