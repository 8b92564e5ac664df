"""A presentation to write into: an empty one in 16:9, or a template without its slides."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.report.packages import as_document

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_TEMPLATE = b"presentationml.template.main+xml"
_DOCUMENT = b"presentationml.presentation.main+xml"
# How slides look; all else belongs to the template's own slides, their authors or their machine.
_LOOKS = frozenset({"font", "slideMaster", "tableStyles", "theme"})
_OF_PACKAGE = frozenset({"core-properties", "officeDocument"})
_OF_MASTERS = frozenset({"image", "slideLayout", "slideMaster", "theme"})
_OF_SLIDES = ("custShowLst", "custDataLst", "extLst", "handoutMasterIdLst", "modifyVerifier",
              "notesMasterIdLst", "photoAlbum", "sldIdLst")  # fmt: skip
# Links, programs to run, embedded files and controls, sounds and films, tags.
_ACTS = ("hlinkClick", "hlinkHover", "hlinkMouseOver", "timing", "transition", "controls",
         "custDataLst", "snd", "audioFile", "videoFile", "wavAudioFile", "quickTimeFile",
         "audioCd", "extLst")  # fmt: skip
_SHAPES = "*[self::p:sp or self::p:pic or self::p:graphicFrame or self::p:cxnSp or self::p:grpSp]"
_BROKEN = (AttributeError, KeyError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile,
           zlib.error)  # fmt: skip
_WIDE_CM = (33.867, 19.05)


def opened(template: Path | None) -> "Presentation":
    """Return an empty presentation in 16:9, or a template without its slides.

    The template's masters, layouts, theme and size stay. Its slides, notes, comments, macros,
    properties, links and whatever PowerPoint would fetch or run go. ``.potx`` is read too.
    """
    import pptx

    if template is not None:
        return _without_slides(template)
    presentation = pptx.Presentation()
    _widen(presentation)
    return presentation


def _without_slides(template: Path) -> "Presentation":
    """Return a template so, or raise ``UsageProblem`` where it cannot be read."""
    import pptx

    try:
        content = io.BytesIO(as_document(template, _TEMPLATE, _DOCUMENT))
        presentation = pptx.Presentation(content)
        _empty(presentation)
        _detach(presentation)
    except _BROKEN as problem:
        raise _no_presentation(template) from problem
    return presentation


def _no_presentation(template: Path) -> UsageProblem:
    return UsageProblem(message("{template_}: this is no PowerPoint presentation. Give a .pptx or "
                                ".potx with --template.", template_=template))  # fmt: skip


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


def _empty(presentation: "Presentation") -> None:
    """Take out the slides and what is about them."""
    element, part = presentation.element, presentation.part
    for name in _OF_SLIDES:
        for node in element.xpath(f"*[local-name()='{name}']"):
            element.remove(node)
    _keep(part, _LOOKS)
    _keep(part.package, _OF_PACKAGE)


def _keep(owner: Any, kinds: frozenset[str]) -> None:
    """Drop the relations of a part, or of the package, that are not of these kinds."""
    relations = owner._rels if hasattr(owner, "_rels") else owner.rels  # noqa: SLF001 - a package has no public ones
    for key, link in [*relations.items()]:
        if link.is_external or link.reltype.rsplit("/", 1)[-1] not in kinds:
            relations.pop(key)


def _detach(presentation: "Presentation") -> None:
    """Drop from masters and layouts what fetches, runs or embeds, and the links that are left."""
    for master in presentation.slide_masters:
        for sheet in (master, *master.slide_layouts):
            _calm(sheet.element)
            _keep(sheet.part, _OF_MASTERS)
            _without_lost(sheet.element, set(sheet.part.rels))


def _calm(element: Any) -> None:
    """Take out links, actions, timings, sounds, controls and embedded files."""
    for name in _ACTS:
        for node in element.xpath(f".//*[local-name()='{name}']"):
            if node.getparent() is not None:
                node.getparent().remove(node)
    for node in element.xpath(".//*[local-name()='oleObj' or @r:link]"):
        for shape in node.xpath(f"ancestor::{_SHAPES}[1]") or [node]:
            if shape.getparent() is not None:
                shape.getparent().remove(shape)


def _without_lost(element: Any, keys: set[str]) -> None:
    """Take out what refers to a relation that is gone."""
    for node in element.xpath(".//*[@r:id or @r:embed]"):
        if {*node.xpath("@r:id | @r:embed")} <= keys or node.getparent() is None:
            continue
        lost = (node.xpath(f"ancestor::{_SHAPES}[1]") or [node])[0]
        lost.getparent().remove(lost)
