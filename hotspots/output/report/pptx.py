"""The status as a PowerPoint presentation: real titles, points, pictures with words, tables."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from hotspots.model.report import Picture, ReportTable, Slide, SlideShow
from hotspots.output.report import pptx_file, pptx_looks
from hotspots.output.report.packages import as_bytes
from hotspots.output.report.text import cleaned_slides
from hotspots.output.templates.clean import CleanTemplate
from hotspots.output.templates.outward import refuse_outward

if TYPE_CHECKING:
    from pptx.presentation import Presentation

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
_PICTURE_SHARE = 0.6  # of the width, where points stand beside the picture
_POINTS_SHARE = 0.2  # of the height, where points stand above a table
_COVER_PT, _ALONE_PT, _BESIDE_PT, _TABLE_PT, _SMALL_PT = 40, 18, 15, 12, 10


@dataclass(frozen=True)
class Box:
    """Where something stands on a slide, in English Metric Units (360,000 to a centimetre)."""

    left: int
    top: int
    width: int
    height: int


def as_pptx(show: SlideShow, template: CleanTemplate | None = None) -> bytes:
    """Return the presentation; the same one gives the same bytes.

    A template's masters, layouts and size are kept, and its slides are not. ``UsageProblem``
    where a presentation that was made from one refers to anything outside itself.
    """
    show = cleaned_slides(show)
    presentation = pptx_file.opened(template)
    layouts = pptx_looks.layouts_of(presentation, None)
    if template is None:
        pptx_looks.dress(presentation)
    _describe(presentation, show)
    _add_title(presentation, show, layouts.title, has_template=template is not None)
    for slide in show.slides:
        _add_slide(presentation, slide, show, layouts)
    content = as_bytes(presentation)
    if template is not None:
        refuse_outward(content)
    return content


def _describe(presentation: "Presentation", show: SlideShow) -> None:
    properties = presentation.core_properties
    moment = datetime.combine(show.made_on, time(), UTC).replace(tzinfo=None)
    properties.title, properties.subject = show.title[:255], show.subtitle[:255]
    properties.language = LANGUAGES[show.lang]
    properties.author = properties.last_modified_by = "hotspots"
    properties.comments = properties.keywords = properties.category = ""
    properties.content_status = properties.identifier = properties.version = ""
    properties.revision = 1
    properties.created = properties.modified = properties.last_printed = moment


def _add_title(
    presentation: "Presentation", show: SlideShow, layout: Any, *, has_template: bool
) -> None:
    made = presentation.slides.add_slide(layout)
    size = None if has_template else _COVER_PT
    pptx_looks.write(made.shapes.title.text_frame, [show.title], show.lang, size_pt=size)
    lines = [show.subtitle, show.date_line, *show.warnings]
    beside = pptx_looks.text_place(made)
    if beside is None:
        box = _content_box(presentation, made)
        beside = made.shapes.add_textbox(box.left, box.top, box.width, box.height)
    pptx_looks.write(beside.text_frame, lines, show.lang, size_pt=_ALONE_PT)
    _finish(presentation, made, show, {beside.shape_id})


def _add_slide(
    presentation: "Presentation", slide: Slide, show: SlideShow, layouts: pptx_looks.Layouts
) -> None:
    made = presentation.slides.add_slide(layouts.content if slide.points else layouts.alone)
    pptx_looks.write(made.shapes.title.text_frame, [slide.title], show.lang)
    box = _content_box(presentation, made, layouts.content)
    used = set()
    if slide.points:
        place = pptx_looks.text_place(made)
        size = _BESIDE_PT if slide.picture else _ALONE_PT
        pptx_looks.write(place.text_frame, slide.points, show.lang, size_pt=size)
        if slide.picture:
            _put(place, _right_of(box))
        elif slide.table:
            _put(place, _above(box))
        used = {place.shape_id}
    if slide.picture:
        _add_picture(made, slide.picture, _left_of(box) if slide.points else box)
    if slide.table:
        _add_table(made, slide.table, _below(box) if slide.points else box, show)
    _finish(presentation, made, show, used)


def _content_box(presentation: "Presentation", made: Any, layout: Any = None) -> Box:
    """Return where the text of a layout stands; below the title where it has none."""
    place = pptx_looks.text_place(made if layout is None else layout)
    if place is not None:
        return Box(place.left, place.top, place.width, place.height)
    wide, high = presentation.slide_width or 1, presentation.slide_height or 1
    return Box(wide // 20, high // 5, wide * 9 // 10, high * 7 // 10)


def _left_of(box: Box) -> Box:
    return Box(box.left, box.top, round(box.width * _PICTURE_SHARE), box.height)


def _right_of(box: Box) -> Box:
    taken = round(box.width * (_PICTURE_SHARE + 0.02))
    return Box(box.left + taken, box.top, box.width - taken, box.height)


def _above(box: Box) -> Box:
    return Box(box.left, box.top, box.width, round(box.height * _POINTS_SHARE))


def _below(box: Box) -> Box:
    taken = round(box.height * (_POINTS_SHARE + 0.02))
    return Box(box.left, box.top + taken, box.width, box.height - taken)


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height


def _add_picture(made: Any, picture: Picture, box: Box) -> None:
    """Show a picture as large as its place, in its own proportions, with its words."""
    shape = made.shapes.add_picture(io.BytesIO(picture.png), box.left, box.top)
    by = min(box.width / shape.width, box.height / shape.height)
    wide, high = round(shape.width * by), round(shape.height * by)
    _put(shape, Box(box.left, box.top + (box.height - high) // 2, wide, high))
    words = shape._element.nvPicPr.cNvPr  # noqa: SLF001 - python-pptx has no call for it
    words.set("descr", picture.alt)
    shape.name = picture.caption[:80]


def _add_table(made: Any, table: ReportTable, box: Box, show: SlideShow) -> None:
    rows: Sequence[Sequence[str]] = [table.headings, *table.rows]
    frame = made.shapes.add_table(len(rows), len(table.widths), box.left, box.top, box.width, 1)
    frame.name = table.caption[:80]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.caption)  # noqa: SLF001 - as above
    for column, share in zip(frame.table.columns, table.widths, strict=True):
        column.width = round(box.width * share / sum(table.widths))
    for row, texts in zip(frame.table.rows, rows, strict=True):
        row.height = 1
        for cell, words in zip(row.cells, texts, strict=True):
            pptx_looks.write(cell.text_frame, [words], show.lang, size_pt=_TABLE_PT)


def _finish(presentation: "Presentation", made: Any, show: SlideShow, used: set[int]) -> None:
    """Write the mark and the number of the slide, and take out places that nothing fills."""
    for place in [*made.placeholders]:
        if place.shape_id not in used and place != made.shapes.title and not place.text_frame.text:
            place._element.getparent().remove(place._element)  # noqa: SLF001 - as above
    pptx_looks.add_foot(presentation, made, show.mark, show.lang, _SMALL_PT)
