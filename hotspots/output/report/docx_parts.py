"""Parts of a Word document that python-docx has no call for: fields, contents, table marks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

# Word's own switches: headings 1 to 2, as links, without page numbers in a web view.
_TIED_ROWS = 3
CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'


def add_field(paragraph: "Paragraph", instruction: str, result: str) -> None:
    """Add a field with what it shows until Word works it out anew."""
    begin_field(paragraph, instruction)
    paragraph.add_run(result)
    end_field(paragraph)


def begin_field(paragraph: "Paragraph", instruction: str) -> None:
    """Begin a field; what follows is what it shows, until ``end_field``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)  # noqa: SLF001 - python-docx has no field
    _mark(paragraph, "separate")


def end_field(paragraph: "Paragraph") -> None:
    """End a field."""
    _mark(paragraph, "end")


def _mark(paragraph: "Paragraph", kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field_char = OxmlElement("w:fldChar")
    field_char.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(field_char)  # noqa: SLF001 - as above


def bookmark(paragraph: "Paragraph", number: int) -> None:
    """Make a heading the target of links from the contents."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), anchor(number))
    first = paragraph._p.xpath("w:r[1]")  # noqa: SLF001 - as above
    first[0].addprevious(start)
    paragraph._p.append(end)  # noqa: SLF001 - as above


def anchor(number: int) -> str:
    """Return the name of a heading's bookmark, in the form Word gives its own."""
    return f"_Toc{number:08d}"


def add_link(paragraph: "Paragraph", number: int, words: str) -> None:
    """Add a link to a heading of this document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor(number))
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(words)._r)  # noqa: SLF001 - as above
    paragraph._p.append(link)  # noqa: SLF001 - as above


def describe_picture(shape: Any, alt: str, name: str) -> None:
    """Give a picture its words for those who cannot see it."""
    properties = shape._inline.docPr  # noqa: SLF001 - as above
    properties.set("descr", alt)
    properties.set("name", name)


def mark_table(table: "Table", caption: str, widths_twips: Sequence[int], *, headed: bool) -> None:
    """Fix a table's columns, repeat its header row on every page, and let no row be split."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for row_number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:cantSplit"))
        if headed and row_number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    _caption(table, caption)
    table.autofit = False
    for column, twips in zip(table._tbl.tblGrid.gridCol_lst, widths_twips, strict=True):  # noqa: SLF001 - as above
        column.set(qn("w:w"), str(twips))
    for cells in table._tbl.tr_lst:  # noqa: SLF001 - as above
        for cell, twips in zip(cells.tc_lst, widths_twips, strict=True):
            width = cell.get_or_add_tcPr().get_or_add_tcW()
            width.set(qn("w:w"), str(twips))
            width.set(qn("w:type"), "dxa")


def keep_rows(table: "Table", *, whole: bool) -> None:
    """Keep all rows on a page, or as many at either end as look like a table."""
    rows = table._tbl.tr_lst  # noqa: SLF001 - as above
    tied = rows[:-1] if whole else [*rows[:_TIED_ROWS], *rows[-_TIED_ROWS:-1]]
    for row in tied:
        for paragraph in row.xpath("w:tc/w:p"):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def keep_with_next(document: "Document", first: int) -> None:
    """Keep all that was written since the body had ``first`` parts on the page of what follows."""
    body = document.element.body
    for part in body[first - 1 : -1]:
        for paragraph in part.xpath("self::w:p | w:tr/w:tc/w:p"):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _caption(table: "Table", caption: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    words = OxmlElement("w:tblCaption")
    words.set(qn("w:val"), caption)
    table._tbl.tblPr.append(words)  # noqa: SLF001 - as above


def shade(cell: Any, colour: str) -> None:
    """Give a cell a pale ground."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)  # noqa: SLF001 - as above
