"""What in a written Office file refers to anything outside it: nothing should.

It is looked for in another way than it was taken out: by names of what is dangerous, in the
bytes of the file as it lies on the disk.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.templates.fields import attribute

_FIELDS = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED",
     "DATABASE", "DATA", "MERGEFIELD", "MACROBUTTON", "GOTOBUTTON", "HYPERLINK", "RD", "CONTROL",
     "HTMLACTIVEX", "ADDIN", "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY", "SHAPE", "PRINT", "PRIVATE",
     "FILLIN", "ASK", "BARCODE", "DISPLAYBARCODE", "QUOTE", "SET", "IF", "DOCVARIABLE"}
)  # fmt: skip
_PARTS = re.compile(
    r"vbaProject|vbaData|activeX|embeddings/|afchunk|docProps/custom|webextension|customUI"
    r"|oleObject|ctrlProps|externalLinks|\.(?:bin|exe|html?|rtf|svg)$", re.IGNORECASE,
)  # fmt: skip
_ELEMENTS = frozenset(
    {"OLEObject", "oleObj", "altChunk", "attachedTemplate", "mailMerge", "frameset", "control",
     "hlinkClick", "hlinkHover", "subDoc", "movie", "audioFile", "videoFile"}
)  # fmt: skip
_ATTRIBUTES = frozenset({"TargetMode", "link", "href", "src"})


def outward_parts(content: bytes) -> list[str]:
    """Return the parts of an Office file that fetch, run, link or embed something."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [name for name in package.namelist()
                if _PARTS.search(name) or _is_outward(name, package.read(name))]  # fmt: skip


def refuse_outward(content: bytes) -> None:
    """Raise ``UsageProblem`` where a document made from a template is not on its own."""
    parts = outward_parts(content)
    if parts:
        raise UsageProblem(
            message(
                "The template refers to something outside itself in a way that cannot be taken "
                "out, in {parts}. Use another template.",
                parts=", ".join(parts),
            )
        )


def _is_outward(name: str, content: bytes) -> bool:
    if not name.endswith((".xml", ".rels")):
        return False
    from lxml import etree

    root = etree.fromstring(content)
    if root.getroottree().docinfo.doctype:
        return True
    names = {_local(node.tag) for node in root.iter("*")}
    names_of_attributes = {_local(key) for node in root.iter("*") for key in node.attrib}
    return bool(_ELEMENTS & names or _ATTRIBUTES & names_of_attributes
                or _FIELDS & {*_field_names(root)})  # fmt: skip


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _field_names(root: Any) -> Iterator[str]:
    """Return the first words of all fields, those of nested ones among them, in capitals."""
    pieces: list[str] = []
    for node in root.iter("{*}fldChar", "{*}instrText", "{*}fldSimple"):
        if _local(node.tag) == "instrText":
            pieces.append(node.text or "")
            continue
        yield from _first_word("".join(pieces))
        pieces = []
        yield from _first_word(attribute(node, "instr") or "")
    yield from _first_word("".join(pieces))


def _first_word(code: str) -> list[str]:
    return code.upper().split()[:1]
