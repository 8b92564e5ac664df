"""What goes with a map page that is shown inside another: snippet, picture, headers."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hotspots import safe
from hotspots.language import Say, message
from hotspots.mapping.pages.embedding import Embedded, snippet
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.map_figure import draw
from hotspots.model.pages import EmbedKind, MapPage, NotesKind, Tiles
from hotspots.model.pictures import MapContent, PictureFile
from hotspots.sentences.maps.embedding import headers_note
from hotspots.sentences.texts import text
from hotspots.workflows.maps.picture import picture_of
from hotspots.workflows.maps.views.notes import with_picture_notes

_FILE = PictureFile(width_cm=16.0, dpi=200)
_SCREEN_DPI = 96


def beside(page: Path) -> tuple[Path, Path, Path]:
    """Return where a page's snippet, picture and note on headers lie."""
    return (
        page.with_name(f"{page.stem}.embed.html"),
        page.with_name(f"{page.stem}.png"),
        page.with_name(f"{page.stem}.headers.txt"),
    )


def compact_path(page: Path) -> Path:
    """Return where the small page for the inside of another lies."""
    return page.with_name(f"{page.stem}.compact.html")


def written(page: Path, kind: EmbedKind) -> Sequence[Path]:
    """Return every file that goes with a page."""
    alt = picture_file.alt_path(beside(page)[1])
    small = [compact_path(page)] if kind == "compact" else []
    return [*small, *beside(page), *([alt] if alt else [])]


def write_compact(page: MapPage, whole: Path) -> Path:
    """Write the small page beside the whole one, without the notes that its banner says."""
    from hotspots.mapping.pages.compact import compact_page

    path, lang = compact_path(whole), page.lang
    above = {text(lang, "note.synthetic"), text(lang, "note.schematic")}
    notes = [note for note in page.notes if note not in above]
    safe.write_text(path, compact_page(replace(page, notes=notes), whole.name))
    return path


def write_embedding(
    content: MapContent,
    page: Path,
    tiles: Tiles | None,
    say: Say,
    *,
    notes: NotesKind = "full",
    framed: Path | None = None,
) -> None:
    """Write the snippet, the picture and the note on headers beside a page.

    The frame shows the page, or the small one that is ``framed``. Of a page that must not be
    passed on, the files and ``say`` tell so.
    """
    map_page = content.page
    to_snippet, to_picture, to_headers = beside(page)
    picture = with_picture_notes(picture_of(content), notes, say)
    with picture_file.drawing():
        drawn = draw(picture, _FILE)
        picture_file.save(drawn, to_picture, picture.title, picture.alt, picture.lang)
    wide, high = (round(inches * _SCREEN_DPI) for inches in drawn.get_size_inches())
    embedded = Embedded(map_page.lang, picture.title, picture.alt, page, to_picture, (wide, high),
                        map_page.internal, framed)  # fmt: skip
    safe.write_text(to_snippet, snippet(embedded))
    note = headers_note(
        (framed or page).name,
        map_page.source,
        map_page.lang,
        internal=map_page.internal,
        tiles=tiles,
    )
    safe.write_text(to_headers, note)
    if map_page.internal:
        say(
            message("The page is internal: show it on no page that others than the unit can open.")
        )
    say(
        message(
            "To show it inside another page: {to_snippet}; its picture: "
            "{to_picture}; what the web host must send: {to_headers}.",
            to_snippet=to_snippet,
            to_picture=to_picture,
            to_headers=to_headers,
        )
    )
