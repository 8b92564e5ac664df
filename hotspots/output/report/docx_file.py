"""A Word document to write into: an empty one, or a template without its text."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.report import docx_styles
from hotspots.output.templates.clean import CleanTemplate, Office, clean_template
from hotspots.output.templates.fields import local

if TYPE_CHECKING:
    from docx.document import Document

_MARGIN_CM, _PAGE_CM = (2.3, 2.0), (21.0, 29.7)  # beside and above the text
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACROS = "application/vnd.ms-word."
_TEXTS = frozenset({"image"})
# How a document looks; all else belongs to its text, its authors or their machine.
_STAYS = {
    "": frozenset({"core-properties", "officeDocument"}),
    "officeDocument": frozenset(
        {"endnotes", "fontTable", "footer", "footnotes", "header", "image", "numbering",
         "settings", "styles", "stylesWithEffects", "theme"}
    ),
    "fontTable": frozenset({"font"}),
    **dict.fromkeys(("endnotes", "footer", "footnotes", "header", "numbering", "theme"), _TEXTS),
}  # fmt: skip
# SyntaxError is lxml's of a part that is no XML, TypeError and ValueError of one without a body
# or with measures that are no numbers.
_BROKEN = (EOFError, KeyError, RuntimeError, SyntaxError, TypeError, ValueError,
           zipfile.BadZipFile, zlib.error)  # fmt: skip


def opened(template: CleanTemplate | None) -> "Document":
    """Return an empty document on A4, or what is left of a template."""
    import docx

    document = docx.Document(io.BytesIO(template.content) if template else None)
    if template is None:
        _lay_page(document)
    else:
        _complete_page(document)
    return document


def cleaned_template(template: Path) -> CleanTemplate:
    """Return a template without its text, and without what Word would fetch or run.

    Its styles, headers, footers and page layout stay. ``.dotx`` is read too, and ``.docm`` and
    ``.dotm`` without their macros. ``UsageProblem`` where it is no such file, or where a style
    that is needed is of another kind there.
    """
    try:
        cleaned = clean_template(template, _OFFICE)
        document = opened(cleaned)
        docx_styles.check_kinds(document)
    except _BROKEN as problem:
        raise UsageProblem(
            message(
                "{template_}: this is no Word document. Give a .docx or .dotx with --template.",
                template_=template,
            )
        ) from problem
    return cleaned


def _empty(root: Any) -> None:
    """Take the text out of a document; the last section, which has the page, stays."""
    body = root.find("{*}body")
    if body is None:
        raise ValueError
    last = body[-1] if len(body) and local(body[-1]) == "sectPr" else None
    for node in [*body]:
        if node is not last:
            body.remove(node)


_OFFICE = Office(
    main_type=f"{_WORD}document.main+xml",
    other_types=frozenset(
        {f"{_WORD}template.main+xml", f"{_MACROS}document.macroEnabled.main+xml",
         f"{_MACROS}template.macroEnabledTemplate.main+xml"}
    ),
    stays=_STAYS,
    empty=_empty,
)  # fmt: skip


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
