"""A template as the parts of its package, within bounds, and such parts as a package again.

Open Packaging Conventions, ECMA-376 part 2: a ZIP file of parts, each with a content type.
"""

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hotspots.errors import UsageProblem
from hotspots.language import message

CONTENT_TYPES = "[Content_Types].xml"
TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_MOST_BYTES, _MOST_XML_BYTES, _MOST_PARTS = 200_000_000, 20_000_000, 5000
_FREE_BYTES, _MOST_RATIO = 20_000_000, 100  # a small file may be packed as tight as it likes
_ENCRYPTED_FLAG = 0x1
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # of Office before 2007, or with a password
_UNSAFE_NAME = re.compile(
    r'[\\:*?"<>|]|%(?:00|2e|2f|5c)|//|(^|/)\.|\.(/|$)|^/|\.piece$', re.IGNORECASE
)
_XML_START = re.compile(rb"\s*<")
_DOCTYPE = b"<!DOCTYPE"


def unpacked(template: Path) -> dict[str, bytes]:
    """Return the parts of a template by name.

    ``UsageProblem`` where there is none, where it may not be read or is encrypted, where it is
    too large once unpacked, or has names that no Office program writes. ``zipfile.BadZipFile``
    where it is no package.
    """
    _refuse_no_file(template)
    try:
        with template.open("rb") as file:
            _refuse_compound(template, file.read(len(_COMPOUND_FILE)))
        with zipfile.ZipFile(template) as package:
            entries = package.infolist()
            _refuse_encrypted(template, entries)
            _refuse_names(template, entries)
            _refuse_large(template, entries)
            return {entry.filename: package.read(entry) for entry in entries
                    if not entry.is_dir()}  # fmt: skip
    except OSError as problem:
        raise UsageProblem(
            message(
                "{template_}: the template cannot be read: {problem}.",
                template_=template,
                problem=problem.strerror or problem,
            )
        ) from problem


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xml(content: bytes, part: str) -> Any:
    """Return the root of a part, without comments and processing instructions.

    ``SyntaxError`` where it is no XML, ``UsageProblem`` where it brings a document type, which
    is where entities are declared, or is larger than any a program writes.
    """
    from lxml import etree

    if len(content) > _MOST_XML_BYTES:
        raise UsageProblem(message("In the template, the part {part} is too large.", part=part))
    if _DOCTYPE in content.replace(b"\0", b"").upper():
        raise _typed(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise _typed(part)
    return root


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of each part that has one; ``KeyError`` where they are missing."""
    root = xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    endings = {str(node.get("Extension", "")).lower(): str(node.get("ContentType", ""))
               for node in root if node.tag == f"{{{TYPES_SPACE}}}Default"}  # fmt: skip
    types = {name: endings[name.rpartition(".")[2].lower()] for name in parts
             if name.rpartition(".")[2].lower() in endings}  # fmt: skip
    return types | {str(node.get("PartName", ""))[1:]: str(node.get("ContentType", ""))
                    for node in root if node.tag == f"{{{TYPES_SPACE}}}Override"}  # fmt: skip


def written_types(types: Mapping[str, str]) -> bytes:
    """Return the part that tells the content type of each part."""
    from lxml import etree

    root = etree.Element(f"{{{TYPES_SPACE}}}Types", nsmap={None: TYPES_SPACE})
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{{{TYPES_SPACE}}}Default", Extension="rels", ContentType=rels)
    for name, content_type in types.items():
        etree.SubElement(root, f"{{{TYPES_SPACE}}}Override", PartName=f"/{name}",
                         ContentType=content_type)  # fmt: skip
    return as_xml(root)


def as_xml(root: Any) -> bytes:
    """Return a part's bytes, in UTF-8."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _typed(part: str) -> UsageProblem:
    return UsageProblem(
        message(
            "In the template, the part {part} declares a document type, which no Office program "
            "writes. Open it in Word or PowerPoint and save it anew.",
            part=part,
        )
    )


def _refuse_no_file(template: Path) -> None:
    if template.is_dir():
        raise UsageProblem(
            message("{template_} is a folder. Name a template.", template_=template)
        )
    if not template.is_file():
        raise UsageProblem(message("{template_}: there is no such template.", template_=template))


def _refuse_compound(template: Path, start: bytes) -> None:
    if start == _COMPOUND_FILE:
        raise _locked(template)


def _refuse_encrypted(template: Path, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise _locked(template)


def _locked(template: Path) -> UsageProblem:
    return UsageProblem(
        message(
            "{template_}: the template has a password, or is of an Office before 2007. Save it "
            "in Office without a password as .docx, .dotx, .pptx or .potx.",
            template_=template,
        )
    )


def _refuse_names(template: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Raise for names that lead elsewhere or stand for two files, and for links."""
    names = [entry.filename for entry in entries]
    twice = {name.casefold() for name in names}
    unsafe = [entry.filename for entry in entries if _is_unsafe(entry)]
    if unsafe or len(twice) < len(names):
        raise UsageProblem(
            message(
                "{template_}: the template has parts with names that no Office program writes. "
                "Open it in Word or PowerPoint and save it anew.",
                template_=template,
            )
        )


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    known = name.rstrip("/").replace("_rels/.rels", "_rels/rels")
    odd = _UNSAFE_NAME.search(known) or any(unicodedata.category(one)[0] == "C" for one in name)
    return bool(odd) or stat.S_ISLNK(entry.external_attr >> 16)


def _refuse_large(template: Path, entries: list[zipfile.ZipInfo]) -> None:
    size = sum(entry.file_size for entry in entries)
    n_packed = sum(entry.compress_size for entry in entries)
    is_bomb = size > _FREE_BYTES and size > _MOST_RATIO * n_packed
    if size > _MOST_BYTES or len(entries) > _MOST_PARTS or is_bomb:
        raise UsageProblem(
            message(
                "{template_}: too large for a template once it is unpacked.", template_=template
            )
        )
