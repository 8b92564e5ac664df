"""The options of map pages, each defined once."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotspots.cli import view_options
from hotspots.cli.console import Console
from hotspots.cli.water import below_of
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.pages import PAGE_ENDINGS, Tiles

if TYPE_CHECKING:
    from hotspots.workflows.maps.page import PageOptions


def page_of(console: Console, parameters: dict[str, Any]) -> "PageOptions":
    """Return where a page goes, from a command's options; takes them out."""
    from hotspots.workflows.maps.page import PageOptions

    made_on: datetime | None = parameters.pop("made_on")
    path: Path = parameters.pop("output")
    if path.suffix.lower() not in PAGE_ENDINGS:
        raise UsageProblem(message("{path}: name a page that ends in .html.", path=path))
    below, tiles = below_of(parameters), parameters.pop("tiles")
    if below and tiles:
        raise UsageProblem(
            message("--water or --background, and --tiles, are two backgrounds: give one.")
        )
    return PageOptions(
        path=path,
        made_on=made_on.date() if made_on else date.today(),  # noqa: DTZ011 - the local day
        force=parameters.pop("force"),
        tiles=_tiles(console, tiles, parameters.pop("attribution")),
        below=below,
        embed=parameters.pop("embed"),
        areas=view_options.areas_of(parameters),
        notes=view_options.notes_of(parameters),
    )


def _tiles(console: Console, url: str | None, attribution: str | None) -> Tiles | None:
    if url is None:
        return None
    if not attribution:
        raise UsageProblem(message("--tiles needs --attribution: whose tiles they are."))
    console.say(
        message(
            "The page will fetch its background from a server, which then sees the "
            "address of everybody who opens it."
        )
    )
    return Tiles(url, attribution)
