"""Fields of Word: those that only say where and when a page is stay, all others lose their code.

A field is an instruction, which Word carries out, and the result it had last (ECMA-376 part 1,
17.16). ``DDEAUTO``, ``INCLUDEPICTURE`` and others fetch or run. Which do is a matter of Word's
version, so what stays is listed and not what goes. The result is plain text and stays.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from hotspots.output.templates.removed import FIELD, Removed

_HARMLESS = frozenset(
    {"AUTHOR", "COMMENTS", "CREATEDATE", "DATE", "FILENAME", "KEYWORDS", "LASTSAVEDBY",
     "NUMPAGES", "PAGE", "PRINTDATE", "SAVEDATE", "SECTION", "SECTIONPAGES", "STYLEREF",
     "SUBJECT", "TIME", "TITLE"}
)  # fmt: skip
_CODE_TEXTS = frozenset({"instrText", "delInstrText"})
_TEXTS = _CODE_TEXTS | {"t", "delText", "sym"}
_NAME = re.compile(r"\s*([A-Z]+)(?=[\s\\]|$)", re.IGNORECASE | re.ASCII)
_NO_LETTER = re.compile(r"[^A-Z]")


@dataclass
class _WordField:
    """A complex field being read: its marks, and the texts of its instruction."""

    marks: list[Any]
    code: list[Any] = field(default_factory=list)
    is_nested: bool = False
    has_result: bool = False


def local(node: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def attribute(node: Any, name: str) -> str | None:
    """Return an attribute by its local name, whatever its namespace."""
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), None)


def unwrap(node: Any) -> None:
    """Put what an element holds in its place."""
    parent = node.getparent()
    at = parent.index(node)
    for child in reversed([*node]):
        parent.insert(at, child)
    parent.remove(node)


def unlink_fields(root: Any, part: str) -> list[Removed]:
    """Take the instruction from every field that is not harmless, and return which those were."""
    removed = _unlink_simple(root, part)
    fields, strays = _complex_fields(root)
    for each in fields:
        if _is_harmless(each):
            _drop(child for mark in each.marks for child in [*mark])  # data and macros of forms
        else:
            removed.append(_removed("".join(node.text or "" for node in each.code), part))
            _drop([*each.marks, *each.code])
    for stray in strays:
        if local(stray) in _CODE_TEXTS:
            removed.append(_removed(stray.text or "", part))
    _drop(strays)
    return removed


def _unlink_simple(root: Any, part: str) -> list[Removed]:
    removed = []
    for node in [*root.iter("{*}fldSimple")]:
        code = attribute(node, "instr") or ""
        _drop(node.findall("{*}fldData"))
        if not (_name(code) in _HARMLESS and _holds_runs(node)):
            removed.append(_removed(code, part))
            unwrap(node)
    return removed


def _holds_runs(node: Any) -> bool:
    """Return whether nothing in a field is another, or lies in another's instruction."""
    inner = node.iter("{*}fldChar", "{*}fldSimple", "{*}instrText")
    return not any(one is not node for one in inner)


def _complex_fields(root: Any) -> tuple[list[_WordField], list[Any]]:
    """Return the fields of a part in the order they end, and marks that belong to none."""
    opened: list[_WordField] = []
    fields: list[_WordField] = []
    strays: list[Any] = []
    for node in root.iter():
        name = local(node)
        if name == "fldChar":
            _mark(node, opened, fields, strays)
        elif waiting := [each for each in opened if not each.has_result]:
            waiting[-1].is_nested |= name == "fldSimple"
            if name in _TEXTS:
                waiting[-1].code.append(node)
        elif name in _CODE_TEXTS:
            strays.append(node)
    for each in opened:  # never ended: what follows is text
        strays += [*each.marks, *(one for one in each.code if local(one) in _CODE_TEXTS)]
    return fields, strays


def _mark(
    node: Any, opened: list[_WordField], fields: list[_WordField], strays: list[Any]
) -> None:
    kind = attribute(node, "fldCharType")
    if kind == "begin":
        for outer in opened:
            outer.is_nested = True
        opened.append(_WordField([node], is_nested=bool(opened)))
        return
    if not opened:
        strays.append(node)
        return
    opened[-1].marks.append(node)
    if kind == "separate":
        opened[-1].has_result = True
    else:
        fields.append(opened.pop())


def _is_harmless(each: _WordField) -> bool:
    """Return whether a field is on the list, whole in one paragraph and in one version of it.

    Elsewhere Word may read another instruction than stands there in one piece: where there are
    two versions of a part of it, or fields in fields.
    """
    if each.is_nested or any(local(node) != "instrText" for node in each.code):
        return False
    runs = [node.getparent() for node in (*each.marks, *each.code)]
    places = {run.getparent() for run in runs if local(run) == "r"}
    is_whole = len(places) == 1 and all(local(run) == "r" for run in runs)
    return is_whole and _name("".join(node.text or "" for node in each.code)) in _HARMLESS


def _name(code: str) -> str:
    match = _NAME.match(code)
    return match[1].upper() if match else ""


def _removed(code: str, part: str) -> Removed:
    """Return what is said of a field: its first word, without the marks that hid it."""
    words = "".join(one for one in code if one.isprintable() or one.isspace()).upper().split()
    return Removed(FIELD, part, _NO_LETTER.sub("", words[0])[:20] if words else "")


def _drop(nodes: Any) -> None:
    for node in [*nodes]:
        if node.getparent() is not None:
            node.getparent().remove(node)
