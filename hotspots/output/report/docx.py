"""A report as a Word document: styles, contents, captions, tables and pictures with words."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from hotspots.model.report import (
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Report,
    ReportTable,
    kept_blocks,
)
from hotspots.output.report import docx_file, docx_parts, docx_styles
from hotspots.output.report.columns import fitted
from hotspots.output.report.packages import as_bytes
from hotspots.output.report.text import cleaned, footer
from hotspots.output.templates.clean import CleanTemplate
from hotspots.output.templates.outward import refuse_outward

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
_PARAGRAPHS = {"body": "Normal", "lead": docx_styles.LEAD, "note": docx_styles.NOTE,
               "warning": docx_styles.WARNING}  # fmt: skip
_HEAD_GROUND, _WARNING_GROUND = "E8EDF3", "FFF4CC"
_TWIPS_PER_CM = 567
_IN_CONTENTS = 2
_FLOWING_PT, _BELOW_TABLE_PT = 28, 7


@dataclass(frozen=True)
class DocxFile:
    """The document's bytes, and the styles that the template has not."""

    content: bytes
    missing_styles: Sequence[str]


@dataclass
class _Writing:
    """A document being written, and how many headings, tables and pictures it has so far."""

    document: "Document"
    words: Mapping[str, str]
    headings: int = 0
    tables: int = 0
    pictures: int = 0
    style_ids: dict[str, str | None] = field(default_factory=dict)

    def paragraph(self, text: str, style: str) -> Any:
        """Add a paragraph; each style is looked up once, which takes long in a long document."""
        from docx.enum.style import WD_STYLE_TYPE

        if style not in self.style_ids:
            part: Any = self.document.part
            self.style_ids[style] = part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph = self.document.add_paragraph(text)
        paragraph._p.style = self.style_ids[style]  # noqa: SLF001 - as said
        return paragraph

    @property
    def width_cm(self) -> float:
        """Return the width of the text."""
        section = self.document.sections[-1]
        return float(
            (section.page_width - section.left_margin - section.right_margin)  # type: ignore[operator] # python-docx types them as optional
            / _TWIPS_PER_CM
            / 635
        )


def as_docx(report: Report, template: CleanTemplate | None = None) -> DocxFile:
    """Return the report as a Word document; the same report gives the same bytes.

    A template's styles, headers, footers and page are kept, and its text is not.
    ``UsageProblem`` where a document that was made from one refers to anything outside itself.
    """
    report = cleaned(report)
    document = docx_file.opened(template)
    missing = docx_styles.prepare(document, is_template=template is not None)
    docx_styles.set_language(document, LANGUAGES[report.lang])
    _add_footer(document, report)
    _describe(document, report)
    writing = _Writing(document, report.words)
    _add_title(writing, report)
    _add_contents(writing, report)
    groups = kept_blocks(report.blocks)
    for index, block in enumerate(report.blocks):
        n_before = len(document.element.body)
        _WRITERS[block.kind](writing, block)
        if any(first <= index < end - 1 for first, end in groups.items()):
            docx_parts.keep_with_next(document, n_before)
    content = as_bytes(document)
    if template is not None:
        refuse_outward(content)
    return DocxFile(content, missing)


def _add_footer(document: "Document", report: Report) -> None:
    """Write mark, title and page number below every page, unless a template has its own."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    section = document.sections[0]
    if not section.footer.is_linked_to_previous:
        return
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.style = document.styles[docx_styles.NOTE]
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator] # as above
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(footer(report))
    line.add_run(f"\t{report.words['page']} ")
    docx_parts.add_field(line, "PAGE", "1")


def _describe(document: "Document", report: Report) -> None:
    properties = document.core_properties
    moment = datetime.combine(report.made_on, time(), UTC).replace(tzinfo=None)
    properties.title, properties.subject, properties.language = (
        report.title[:255], report.subtitle[:255], LANGUAGES[report.lang],
    )  # fmt: skip
    properties.author = properties.last_modified_by = "hotspots"
    properties.comments, properties.keywords, properties.category, properties.revision = (
        "",
        "",
        "",
        1,
    )
    properties.created = properties.modified = moment


def _add_title(writing: _Writing, report: Report) -> None:
    writing.paragraph(report.title, "Title")
    writing.paragraph(report.subtitle, "Subtitle")
    writing.document.add_paragraph(report.date_line)
    for warning in report.warnings:
        _framed(writing, warning)
    writing.paragraph(report.source, docx_styles.NOTE)


def _framed(writing: _Writing, words: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = writing.paragraph(words, docx_styles.WARNING)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no frame
    properties.append(parse_xml(
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_WARNING_GROUND}"/>'
    ))  # fmt: skip


def _add_contents(writing: _Writing, report: Report) -> None:
    """Write the contents as a field that is filled already; Word adds the pages when updated."""
    listed = [block for block in report.blocks
              if isinstance(block, Heading) and block.level <= _IN_CONTENTS]  # fmt: skip
    title = writing.paragraph(report.words["contents"], "TOC Heading")
    title.paragraph_format.page_break_before = True
    last = None
    for number, heading in enumerate(listed, start=1):
        last = writing.paragraph("", f"TOC {heading.level}")
        if number == 1:
            docx_parts.begin_field(last, docx_parts.CONTENTS)
        docx_parts.add_link(last, number, heading.text)
    if last is not None:
        docx_parts.end_field(last)


def _heading(writing: _Writing, block: Heading) -> None:
    from docx.shared import Pt

    paragraph = writing.paragraph(block.text, f"Heading {block.level}")
    paragraph.paragraph_format.page_break_before = block.begins_page
    paragraph.paragraph_format.keep_with_next = True
    if block.flows:
        paragraph.paragraph_format.space_before = Pt(_FLOWING_PT)
    if block.level <= _IN_CONTENTS and block.text:
        writing.headings += 1
        docx_parts.bookmark(paragraph, writing.headings)


def _paragraph(writing: _Writing, block: Paragraph) -> None:
    if block.style == "warning":
        _framed(writing, block.text)
        return
    paragraph = writing.paragraph(block.text, _PARAGRAPHS[block.style])
    if block.style == "note":
        paragraph.paragraph_format.keep_with_next = True


def _bullets(writing: _Writing, block: Bullets) -> None:
    from docx.shared import Pt

    for item in block.items:
        paragraph = writing.paragraph("", "List Bullet")
        run = paragraph.add_run(item)
        if block.small:
            run.font.size = Pt(8.5)


def _caption(writing: _Writing, kind: str, number: int, words: str) -> Any:
    paragraph = writing.paragraph("", "Caption")
    name = writing.words[kind]
    paragraph.add_run(f"{name} ")
    docx_parts.add_field(paragraph, f"SEQ {name} \\* ARABIC", str(number))
    paragraph.add_run(f". {words}")
    return paragraph


def _table(writing: _Writing, block: ReportTable) -> None:
    from docx.shared import Pt

    writing.tables += 1
    caption = _caption(writing, "table", writing.tables, block.caption)
    caption.paragraph_format.keep_with_next = True
    every = [*([block.headings] if block.headings else []), *block.rows]
    table = writing.document.add_table(len(every), len(block.widths))
    table.style = writing.document.styles[docx_styles.TABLE]
    widths = [round(_TWIPS_PER_CM * one) for one in fitted(block, writing.width_cm)]
    docx_parts.mark_table(table, block.caption, widths, headed=bool(block.headings))
    if block.ties_rows:  # LibreOffice looks for ever for a page that would hold them
        docx_parts.keep_rows(table, whole=block.stays_whole)
    style = writing.document.styles[docx_styles.CELL].style_id
    fill = partial(_fill, style=style)
    for row_number, (row, texts) in enumerate(zip(table._tbl.tr_lst, every, strict=True)):  # noqa: SLF001 - Table.cell is slow on long tables
        head = bool(block.headings) and row_number == 0
        for cell, words, is_number in zip(row.tc_lst, texts, block.numeric, strict=True):
            fill(cell, words, table, is_number=is_number, bold=head)
    below = writing.paragraph("", docx_styles.NOTE).paragraph_format
    below.line_spacing, below.space_after = Pt(_BELOW_TABLE_PT), Pt(0)


def _fill(tc: Any, words: str, table: Any, style: str, *, is_number: bool, bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.table import _Cell

    cell = _Cell(tc, table)
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style  # noqa: SLF001 - looking a style up for each cell takes seconds
    paragraph.add_run(words).bold = bold or None
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if bold:
        docx_parts.shade(cell, _HEAD_GROUND)


def _picture(writing: _Writing, block: Picture) -> None:
    from docx.shared import Cm, Pt

    writing.pictures += 1
    paragraph = writing.document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    width = Cm(min(block.width_cm, writing.width_cm))
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=width)
    name = f"{writing.words['figure']} {writing.pictures}"
    docx_parts.describe_picture(shape, block.alt, name)
    _caption(writing, "figure", writing.pictures, block.caption)


_WRITERS: dict[str, Callable[[_Writing, Any], None]] = {
    "heading": _heading, "paragraph": _paragraph, "bullets": _bullets, "table": _table,
    "picture": _picture,
}  # fmt: skip
