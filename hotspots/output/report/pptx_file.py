"""A presentation to write into: an empty one in 16:9, or a template without its slides."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.report.pptx_looks import layouts_of
from hotspots.output.templates.clean import CleanTemplate, Office, clean_template

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml."
_MACROS = "application/vnd.ms-powerpoint."
# How slides look; all else belongs to the template's own slides, their authors or their machine.
_STAYS = {
    "": frozenset({"core-properties", "officeDocument"}),
    "officeDocument": frozenset({"font", "slideMaster", "tableStyles", "theme"}),
    "slideMaster": frozenset({"image", "slideLayout", "theme"}),
    "slideLayout": frozenset({"image", "slideMaster"}),
    "theme": frozenset({"image"}),
}
_BROKEN = (AttributeError, EOFError, KeyError, RuntimeError, SyntaxError, TypeError, ValueError,
           zipfile.BadZipFile, zlib.error)  # fmt: skip
_WIDE_CM = (33.867, 19.05)


def opened(template: CleanTemplate | None) -> "Presentation":
    """Return an empty presentation in 16:9, or what is left of a template."""
    import pptx

    if template is not None:
        return pptx.Presentation(io.BytesIO(template.content))
    presentation = pptx.Presentation()
    _drop_printer_settings(presentation)
    _widen(presentation)
    return presentation


def cleaned_template(template: Path) -> CleanTemplate:
    """Return a template without its slides, and without what PowerPoint would fetch or run.

    Its masters, layouts, theme and size stay. ``.potx`` is read too, and ``.pptm``, ``.potm`` and
    ``.ppsx``. ``UsageProblem`` where it is no such file, or has no layout for title and text.
    """
    try:
        cleaned = clean_template(template, _OFFICE)
        presentation = opened(cleaned)
        layouts_of(presentation, template)
    except _BROKEN as problem:
        raise _no_presentation(template) from problem
    return cleaned


def _no_presentation(template: Path) -> UsageProblem:
    return UsageProblem(message("{template_}: this is no PowerPoint presentation. Give a .pptx or "
                                ".potx with --template.", template_=template))  # fmt: skip


def _drop_printer_settings(presentation: "Presentation") -> None:
    """Take out what the empty presentation tells of the printer of whoever made it."""
    relations = presentation.part.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/printerSettings")]:
        relations.pop(key)


def _widen(presentation: "Presentation") -> None:
    """Make the slides 16:9 and move what stands on masters and layouts along."""
    from pptx.util import Cm

    before = presentation.slide_width or 1
    presentation.slide_width, presentation.slide_height = map(Cm, _WIDE_CM)
    by = presentation.slide_width / before
    master = presentation.slide_master
    sheets = (master, *master.slide_layouts)
    for shape in [shape for sheet in sheets for shape in sheet.shapes]:
        if shape._element.xpath(".//a:xfrm"):  # noqa: SLF001 - what is inherited is not to be set
            shape.left, shape.width = round(shape.left * by), round(shape.width * by)


def _empty(_: Any) -> None:
    """Leave a presentation as it is: the lists of its slides are gone from every template."""


_OFFICE = Office(
    main_type=f"{_SLIDES}presentation.main+xml",
    other_types=frozenset(
        {f"{_SLIDES}template.main+xml", f"{_SLIDES}slideshow.main+xml",
         f"{_MACROS}presentation.macroEnabled.main+xml",
         f"{_MACROS}template.macroEnabled.main+xml",
         f"{_MACROS}slideshow.macroEnabled.main+xml"}
    ),
    stays=_STAYS,
    empty=_empty,
)  # fmt: skip
