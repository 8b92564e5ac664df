"""What every picture has in common: its files, its source line, and clean texts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from hotspots import safe, targets
from hotspots.language import Lang, Say
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.shapes import shaped
from hotspots.model.pictures import PictureFile, PictureOptions, PictureText
from hotspots.safe import shortened, terminal_text
from hotspots.sentences.sources import Sources, source_line
from hotspots.sentences.texts import day, text
from hotspots.workflows.maps.views.notes import with_picture_notes

Content = TypeVar("Content", bound=PictureText)


def picture_paths(options: PictureOptions) -> list[Path]:
    """Return the files of a picture, refused before any work where they cannot be written."""
    path = picture_file.checked_path(options.path)
    beside = picture_file.alt_path(path)
    paths = [path] if beside is None else [path, beside]
    for file in paths:
        targets.refuse_overwrite(file, force=options.force)
    return paths


def write_picture(
    picture: Content, draw: Callable[[Content, Any], Any], options: PictureOptions, say: Say
) -> list[Path]:
    """Draw a picture with clean texts and return the files written."""
    picture = cleaned(with_picture_notes(picture, options.notes, say))
    with picture_file.drawing():
        drawn, file = _drawn(picture, draw, options)
        words = (picture.title, picture.alt, picture.lang)
        picture_file.save(drawn, options.path, *words, scale=file.scale)
    beside = picture_file.alt_path(options.path)
    return [options.path] if beside is None else [options.path, beside]


def _drawn(
    picture: Content, draw: Callable[[Content, Any], Any], options: PictureOptions
) -> tuple[Any, PictureFile]:
    if options.shape is None:
        return draw(picture, options.file), options.file
    return shaped(draw, picture, options.shape, options.file.dpi)


def cleaned(picture: Content) -> Content:
    """Return a picture without control and direction marks, and with no book among its texts."""
    return safe.with_texts(picture, lambda words: shortened(terminal_text(words)))


def source_and_day(sources: Sources, made_on: date, lang: Lang) -> str:
    """Return the line below a picture: what it rests on, and the day it was made."""
    line = text(lang, "page.source", source=source_line(sources, lang))
    return f"{line} {text(lang, 'page.made_on', day=day(lang, made_on))}."
