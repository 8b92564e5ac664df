"""How slides look: which layout of a presentation is for what, fonts, and the foot of a slide."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.errors import UsageProblem
from hotspots.language import Lang, message

if TYPE_CHECKING:
    from pptx.presentation import Presentation

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
FONT, INK, ACCENT = "Arial", "1F2933", "1F4E79"
_TITLE_PT, _BETWEEN_PT = 28, 6
_FIELD_ID = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_TITLE_BOX = (0.04, 0.035, 0.92, 0.13)  # shares of the slide: left, top, width, height
_TEXT_BOX = (0.04, 0.19, 0.92, 0.71)
_COVER_BOX, _BELOW_COVER = (0.07, 0.22, 0.86, 0.2), (0.07, 0.45, 0.86, 0.4)


@dataclass(frozen=True)
class Layouts:
    """The layouts of the title page, of a title with text, and of a title alone."""

    title: Any
    content: Any
    alone: Any


def layouts_of(presentation: "Presentation", template: Path | None) -> Layouts:
    """Return which layouts are used, or raise where none has a title and a text."""
    every = [one for master in presentation.slide_masters for one in master.slide_layouts]
    titled = [one for one in every if _kinds(one) & {"title", "ctrTitle"}]
    with_text = [one for one in titled if "title" in _kinds(one) and text_place(one) is not None]
    if not with_text:
        raise UsageProblem(
            message(
                "{template_}: none of its layouts has places for a title and a text. Add one "
                "under View, Slide Master, or use another template.",
                template_=template,
            )
        )
    content = min(with_text, key=lambda one: len(_kinds(one) - {"dt", "ftr", "sldNum"}))
    cover = next((one for one in titled if "ctrTitle" in _kinds(one)), content)
    alone = next(
        (one for one in titled if _kinds(one) <= {"title", "dt", "ftr", "sldNum"}), content
    )
    return Layouts(cover, content, alone)


def _kinds(layout: Any) -> set[str]:
    """Return the kinds of a layout's places, such as ``title``; ``obj`` where none is said."""
    return {str(one.get("type", "obj")) for one in layout._element.xpath(".//p:nvPr/p:ph")}  # noqa: SLF001 - python-pptx tells them less well


def text_place(sheet: Any) -> Any:
    """Return the first place for text of a slide or layout, or None."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    kinds = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
    places = [one for one in sheet.placeholders if one.placeholder_format.type in kinds]
    return min(places, key=lambda one: one.placeholder_format.idx, default=None)


def write(frame: Any, lines: Sequence[str], lang: Lang, size_pt: float | None = None) -> None:
    """Write lines of plain text as paragraphs, in their language."""
    from pptx.util import Pt

    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(_BETWEEN_PT if index else 0)
        run = paragraph.add_run()
        run.text = line
        run._r.get_or_add_rPr().set("lang", LANGUAGES[lang])  # noqa: SLF001 - python-pptx knows other tags
        if size_pt is not None:
            run.font.size = Pt(size_pt)


def dress(presentation: "Presentation") -> None:
    """Give our own presentation the look of the report: left, one font, one colour."""
    master = presentation.slide_master
    for kind, size, bold, colour in (("titleStyle", _TITLE_PT, True, ACCENT),
                                     ("bodyStyle", None, False, INK)):  # fmt: skip
        for level in master._element.xpath(f"p:txStyles/p:{kind}/*"):  # noqa: SLF001 - as above
            _style(level, size, colour, bold=bold)
    _place(presentation, master, "title", _TITLE_BOX)
    _place(presentation, master, "body", _TEXT_BOX)
    for layout in master.slide_layouts:
        if "ctrTitle" in _kinds(layout):
            _place(presentation, layout, "ctrTitle", _COVER_BOX)
            _place(presentation, layout, "subTitle", _BELOW_COVER)
            _cover(layout)


def _style(level: Any, size: float | None, colour: str, *, bold: bool) -> None:
    from pptx.oxml import parse_xml

    level.set("algn", "l")
    for properties in level.xpath("*[local-name()='defRPr']"):
        if size is not None:
            properties.set("sz", str(round(size * 100)))
        properties.set("b", "1" if bold else "0")
        for old in properties.xpath("*[local-name()='solidFill' or local-name()='latin']"):
            properties.remove(old)
        space = f'xmlns:a="{properties.nsmap["a"]}"'
        fill = f'<a:solidFill {space}><a:srgbClr val="{colour}"/></a:solidFill>'
        properties.insert(0, parse_xml(fill))
        properties.insert(1, parse_xml(f'<a:latin {space} typeface="{FONT}"/>'))


def _cover(layout: Any) -> None:
    """Set the title page to the left too, its subtitle in the colour of text."""
    for level in layout._element.xpath(".//a:lstStyle/*"):  # noqa: SLF001 - as above
        level.set("algn", "l")
        for properties in level.xpath("*[local-name()='defRPr']"):
            for old in properties.xpath("*[local-name()='solidFill']"):
                properties.remove(old)


def _place(presentation: "Presentation", sheet: Any, kind: str, shares: tuple[float, ...]) -> None:
    sizes = (presentation.slide_width or 1, presentation.slide_height or 1) * 2
    for shape in sheet.placeholders:
        if shape._element.xpath(f".//p:ph[@type='{kind}']"):  # noqa: SLF001 - as above
            shape.left, shape.top, shape.width, shape.height = (
                round(share * size) for share, size in zip(shares, sizes, strict=True)
            )


def add_foot(
    presentation: "Presentation", made: Any, mark: str, lang: Lang, size_pt: float
) -> None:
    """Write the mark and the slide's number where the layout has its places, else at the foot."""
    from pptx.util import Pt

    marks = made.slide_layout._element.xpath(".//p:nvPr/p:ph")  # noqa: SLF001 - as above
    places = {one.get("type"): one.getparent().getparent().getparent() for one in marks}
    for kind in ("ftr", "sldNum"):
        if kind in places:
            made.shapes._spTree.append(_emptied(places[kind], made))  # noqa: SLF001 - as above
    foot = [one for one in made.placeholders if one._element.xpath(".//p:ph[@type='ftr']")]  # noqa: SLF001 - as above
    if foot:
        place = foot[0]
    else:
        wide, high = presentation.slide_width or 1, presentation.slide_height or 1
        place = made.shapes.add_textbox(wide // 25, high * 47 // 50, wide * 4 // 5, high // 25)
    write(place.text_frame, [mark], lang, size_pt=size_pt)
    for number in made.placeholders:
        if number._element.xpath(".//p:ph[@type='sldNum']"):  # noqa: SLF001 - as above
            _number(number.text_frame.paragraphs[0]._p, Pt(size_pt))  # noqa: SLF001 - as above


def _emptied(place: Any, made: Any) -> Any:
    """Return a copy of a layout's place with no text and an id of its own."""
    again = copy.deepcopy(place)
    ids = [int(one) for one in made.shapes._spTree.xpath(".//p:cNvPr/@id")]  # noqa: SLF001 - as above
    again.xpath(".//p:cNvPr")[0].set("id", str(max(ids, default=1) + 1))
    for body in again.xpath("p:txBody"):
        for paragraph in body.xpath("a:p")[1:]:
            body.remove(paragraph)
        for part in body.xpath("a:p/*"):
            part.getparent().remove(part)
    return again


def _number(paragraph: Any, size: int) -> None:
    """Write the number of the slide as a field, which PowerPoint fills."""
    from pptx.oxml import parse_xml

    paragraph.append(parse_xml(
        f'<a:fld xmlns:a="{paragraph.nsmap["a"]}" id="{_FIELD_ID}" type="slidenum">'
        f'<a:rPr sz="{size // 127}"/><a:t>‹#›</a:t></a:fld>'
    ))  # fmt: skip
