"""How much is said around a page or a picture: all of it, what changes its meaning, or nothing."""

from dataclasses import replace
from typing import TypeVar

from hotspots.language import Lang, Say, message
from hotspots.model.pages import MapPage, NotesKind
from hotspots.model.pictures import PictureText
from hotspots.sentences.advice import without_advice
from hotspots.sentences.maps.short_notes import caveats
from hotspots.sentences.texts import text
from hotspots.workflows.asking.every_output import audience_key

Picture = TypeVar("Picture", bound=PictureText)


def with_page_notes(page: MapPage, kind: NotesKind, say: Say) -> MapPage:
    """Return a page with as many notes; the mark of for whom it is stays with any."""
    page = replace(page, notes=without_advice(page.notes))
    if kind == "full":
        return page
    if kind == "short":
        notes = caveats(page.notes, page.lang)
        layers = [replace(one, note=_short(one.note, page.lang)) for one in page.layers]
        return replace(page, notes=notes, note=_short(page.note, page.lang), layers=layers)
    _say_source(page.source, say)
    mark = text(page.lang, audience_key())
    layers = [replace(one, note="") for one in page.layers]
    marks = [one for one in page.notes if one == mark]
    return replace(page, notes=marks, note="", layers=layers, source="")


def with_picture_notes(picture: Picture, kind: NotesKind, say: Say) -> Picture:
    """Return a picture with as many notes; the mark of for whom it is stays with any."""
    picture = replace(picture, notes=without_advice(picture.notes))
    if kind == "full":
        return picture
    if kind == "short":
        return replace(picture, notes=caveats(picture.notes, picture.lang))
    _say_source(picture.source, say)
    mark = text(picture.lang, audience_key())
    standing = [one for one in picture.standing if one == mark]
    return replace(picture, standing=standing, notes=[], source="")


def _short(note: str, lang: Lang) -> str:
    return note if caveats([note], lang) else ""


def _say_source(source: str, say: Say) -> None:
    """Say which source must stand beside what has none on it."""
    say(message("Without notes the source must stand beside it: {source}", source=source))
