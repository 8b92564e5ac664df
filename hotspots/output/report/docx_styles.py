"""Styles of a report in Word: those of a template as they are, else our own look."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hotspots.errors import UsageProblem
from hotspots.language import message

if TYPE_CHECKING:
    from docx.document import Document

LEAD, NOTE, WARNING, CELL = (
    "Hotspots Lead", "Hotspots Note", "Hotspots Warning", "Hotspots Cell",
)  # fmt: skip
TABLE = "Hotspots Table"
FONT, INK, ACCENT = "Arial", "1F2933", "1F4E79"
# What a template is expected to have, and how it looks in points where it has not: size, bold,
# room before and after.
_EXPECTED: Mapping[str, tuple[float, bool, float, float]] = {
    "Normal": (10, False, 0, 6),
    "Title": (26, True, 140, 6),
    "Subtitle": (13, False, 0, 18),
    "Heading 1": (18, True, 0, 10),
    "Heading 2": (13, True, 12, 4),
    "Heading 3": (11, True, 10, 4),
    "List Bullet": (10, False, 0, 3),
    "Caption": (9, True, 6, 3),
    "TOC Heading": (14, True, 12, 6),
    "TOC 1": (10, False, 4, 2),
    "TOC 2": (10, False, 0, 1),
}
_REPORT_STYLES: Mapping[str, tuple[float, bool, float, float]] = {
    LEAD: (11, False, 0, 8), NOTE: (8.5, False, 0, 3), WARNING: (10, True, 0, 4),
    CELL: (8.5, False, 1.2, 1.2),
}  # fmt: skip
_COLOURED = frozenset({"Title", "Heading 1", "Heading 2", "Heading 3", "TOC Heading"})
_INDENTED_CM = 0.5
_BORDERS = (
    '<w:tblPr {ns}><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1F4E79"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F4E79"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFC3CC"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr>"
)


def prepare(document: "Document", *, is_template: bool) -> list[str]:
    """Bring in the styles a report needs and return the names of those a template misses."""
    from docx.enum.style import WD_STYLE_TYPE

    check_kinds(document)
    style_names = {one.name for one in document.styles}
    missing = [name for name in _EXPECTED if name not in style_names]
    for name, look in _EXPECTED.items():
        if name not in style_names:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        if name not in style_names or not is_template:
            _look(document.styles[name], look, coloured=name in _COLOURED)
    _indent(document, missing if is_template else list(_EXPECTED))
    for name, look in _REPORT_STYLES.items():
        if name not in style_names:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            _look(style, look, coloured=False, font=not is_template)
    if TABLE not in style_names:
        _table_style(document)
    return missing if is_template else []


def check_kinds(document: "Document") -> None:
    """Raise where a template uses the name of a style that is needed for one of another kind."""
    from docx.enum.style import WD_STYLE_TYPE

    kinds = {**dict.fromkeys((*_EXPECTED, *_REPORT_STYLES), WD_STYLE_TYPE.PARAGRAPH),
             TABLE: WD_STYLE_TYPE.TABLE}  # fmt: skip
    for style in document.styles:
        if style.type != kinds.get(style.name or "", style.type):
            raise UsageProblem(
                message(
                    "In the template, the style {name!r} is of another kind than in Word. "
                    "Rename it there, or use another template.",
                    name=style.name,
                )
            )


def _look(
    style: Any, look: tuple[float, bool, float, float], *, coloured: bool, font: bool = True
) -> None:
    from docx.shared import Pt, RGBColor

    size, bold, before, after = look
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(ACCENT if coloured else INK)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if font:
        _font(style)


def _font(style: Any) -> None:
    """Set one font for all scripts; the theme's font would win otherwise."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _indent(document: "Document", names: list[str]) -> None:
    from docx.shared import Cm

    if "TOC 2" in names:
        document.styles["TOC 2"].paragraph_format.left_indent = Cm(_INDENTED_CM)
    if "List Bullet" in names:
        document.styles["List Bullet"].paragraph_format.keep_together = True
    _without_tracking(document, names)
    title = document.styles["Title"].element.pPr
    for border in title.xpath("w:pBdr") if "Title" in names and title is not None else ():
        title.remove(border)


def _without_tracking(document: "Document", names: list[str]) -> None:
    """Take out the wide setting that python-docx's own titles have."""
    for name in {"Title", "Subtitle"} & {*names}:
        for spacing in document.styles[name].element.xpath("w:rPr/w:spacing"):
            spacing.getparent().remove(spacing)


def _table_style(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.element.append(parse_xml(_BORDERS.format(ns=nsdecls("w"))))


def set_language(document: "Document", tag: str) -> None:
    """Make a language, such as ``da-DK``, that of all text which names none."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    normal = document.styles["Normal"].element.get_or_add_rPr()
    defaults = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for part in (normal, *defaults):
        for old in part.xpath("w:lang"):
            part.remove(old)
        language = OxmlElement("w:lang")
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), tag)
        part.append(language)
