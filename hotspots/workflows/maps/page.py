"""A map's page as files: where they go, what lies below the areas, and whom it contacts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hotspots import safe, targets
from hotspots.language import Say, message
from hotspots.model.pages import EmbedKind, MapPage, NotesKind, Tiles
from hotspots.model.pictures import MapContent
from hotspots.workflows.asking.every_output import is_internal
from hotspots.workflows.maps import embedding
from hotspots.workflows.maps.background import BackgroundLayer, with_below
from hotspots.workflows.maps.views.focus import focused
from hotspots.workflows.maps.views.framing import frame_note
from hotspots.workflows.maps.views.notes import with_page_notes
from hotspots.workflows.maps.water import WaterFile

FINDINGS = 3
# Measured: with so many shapes a page still opens within three seconds on a slow machine.
MOST_QUICK = 12_000


@dataclass(frozen=True)
class PageOptions:
    """Where a page goes, what lies below its areas, and what it may contact.

    It contacts nobody unless tiles are asked for. ``embed`` asks for what is needed to show it
    inside another page. ``areas`` are what it is framed on, by name or code, as they were typed.
    """

    path: Path
    made_on: date
    force: bool = False
    tiles: Tiles | None = None
    embed: EmbedKind | None = None
    below: WaterFile | BackgroundLayer | None = None
    areas: Sequence[str] = ()
    notes: NotesKind = "full"


def refuse_overwrite(options: PageOptions) -> None:
    """Raise ``UsageProblem`` where one of a page's files is there and must not be replaced."""
    for path in (
        options.path,
        *(embedding.written(options.path, options.embed) if options.embed else ()),
    ):
        targets.refuse_overwrite(path, force=options.force)


def write_page(content: MapContent, options: PageOptions, say: Say) -> None:
    """Write a map's page as one HTML file, and what it needs inside another page if asked."""
    from hotspots.mapping.pages.page import page

    content = with_below(focused(content, options.areas), options.below, say)
    marked = replace(content.page, internal=content.page.internal and is_internal())
    content = replace(content, page=marked)
    whole = replace(
        marked, tiles=options.tiles, notes=[*frame_note(marked, "page"), *marked.notes]
    )
    safe.write_text(options.path, page(with_page_notes(whole, options.notes, say)))
    _say_slow(whole, options.path, say)
    if options.embed:
        small = with_page_notes(replace(whole, notes=marked.notes), "short", say)
        framed = (
            embedding.write_compact(small, options.path) if options.embed == "compact" else None
        )
        embedding.write_embedding(
            content, options.path, options.tiles, say, notes=options.notes, framed=framed
        )


def _say_slow(content: MapPage, path: Path, say: Say) -> None:
    """Say that a page has more shapes than a browser opens quickly, and what to do instead."""
    n_shapes = len(content.areas) + sum(len(overlay.areas) for overlay in content.overlays)
    if n_shapes > MOST_QUICK:
        say(
            message(
                "{path} has {n_shapes:,} shapes and takes a browser more than three seconds to "
                "open; up to {most:,} open at once. Choose a coarser area set with --set, or open "
                "the figures in GIS: `hotspots change -o FILE.gpkg`.",
                path=path.name,
                n_shapes=n_shapes,
                most=MOST_QUICK,
            )
        )
