"""A Word document to write into: an empty one, or a template without its text."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.report.packages import as_document

if TYPE_CHECKING:
    from docx.document import Document

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_MARGIN_CM, _PAGE_CM = (2.3, 2.0), (21.0, 29.7)  # beside and above the text
# How a document looks, and what its headers may be bound to; all else belongs to its text.
_LOOKS = frozenset(
    {"customXml", "endnotes", "fontTable", "footnotes", "glossaryDocument", "numbering",
     "settings", "styles", "stylesWithEffects", "theme", "webSettings"}
)  # fmt: skip
# SyntaxError is lxml's of a part that is no XML, TypeError and ValueError of one without a body
# or with measures that are no numbers.
_BROKEN = (KeyError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)


def opened(template: Path | None) -> "Document":
    """Return an empty document on A4, or a template without its text.

    The template's styles, headers, footers and page layout stay; what belonged to its text, and
    what Word would fetch when it opens, goes. ``.dotx`` is read too.
    """
    import docx

    if template is None:
        document = docx.Document()
        _lay_page(document)
        return document
    try:
        document = docx.Document(io.BytesIO(as_document(template, _TEMPLATE, _DOCUMENT)))
        _empty(document)
        _complete_page(document)
        _detach(document)
    except _BROKEN as problem:
        raise UsageProblem(
            message(
                "{template_}: this is no Word document. Give a .docx or .dotx with --template.",
                template_=template,
            )
        ) from problem
    return document


def _empty(document: "Document") -> None:
    body = document.element.body
    for part in list(body):
        if part is not body.sectPr:
            body.remove(part)


def _detach(document: "Document") -> None:
    """Drop pictures, links, comments and macros of a text that is gone, and far settings.

    A template's own template and a source of mail merge are addresses that Word asks.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    part, settings = document.part, document.settings.element
    used = set(document.element.xpath("//@r:id"))
    for key, link in [*part.rels.items()]:
        if link.reltype.rsplit("/", 1)[-1] not in _LOOKS and key not in used:
            part.drop_rel(key)
    beside = part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    far = {key for key, link in beside.rels.items() if link.is_external}
    for element in [*settings]:
        if far & {inner.get(qn("r:id")) for inner in element.iter()}:
            settings.remove(element)
    for key in far:
        beside.drop_rel(key)


def _complete_page(document: "Document") -> None:
    document.element.body.get_or_add_sectPr()
    page = document.sections[0]
    if None in (page.page_width, page.page_height, page.left_margin, page.right_margin):
        _lay_page(document)


def _lay_page(document: "Document") -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = (Cm(one) for one in _PAGE_CM)
    beside, above = map(Cm, _MARGIN_CM)
    section.left_margin = section.right_margin = beside
    section.top_margin = section.bottom_margin = above
