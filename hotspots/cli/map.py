"""``hotspots map``: interactive pages, one self-contained HTML file each."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map_designations import designations
from hotspots.cli.map_evaluation import evaluation
from hotspots.cli.map_hotspots import hotspots
from hotspots.cli.map_indicator import indicator
from hotspots.cli.map_overlays import hotspot_options, hotspots_of
from hotspots.cli.map_review import review
from hotspots.cli.water import water_of, water_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.page import Tiles

if TYPE_CHECKING:
    from hotspots.workflows.map_page import PageOptions


@click.group("map")
def map_() -> None:
    """Write an interactive map as one HTML file that asks nothing of any server."""


@map_.command()
@options.question_options
@hotspot_options
@water_options
@options.page_options
@pass_console
def change(console: Console, /, **given: Any) -> None:
    """Map the change of every area against the baseline."""
    from hotspots.workflows.asking import Asked
    from hotspots.workflows.map import map_change

    page, spots = page_of(console, given), hotspots_of(given)
    map_change(console.store, Asked(**given, lang=console.lang), page, console.say, spots)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))


@map_.command()
@options.question_options
@click.option("--seed", type=int, default=2010, show_default=True, help="Seed of the rank draws.")
@hotspot_options
@water_options
@options.page_options
@pass_console
def priority(console: Console, /, seed: int, **given: Any) -> None:
    """Map the priority areas in their order."""
    from hotspots.workflows.asking import Asked
    from hotspots.workflows.map import map_priority

    page, spots = page_of(console, given), hotspots_of(given)
    asked = Asked(**given, lang=console.lang)
    map_priority(console.store, asked, page, console.say, spots, seed=seed)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))


def page_of(console: Console, given: dict[str, Any]) -> "PageOptions":
    """Return where a page goes, from a command's options; takes them out."""
    from hotspots.workflows.map_page import PageOptions

    made_on: datetime | None = given.pop("made_on")
    path: Path = given.pop("output")
    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageProblem(message("{path}: name a page that ends in .html.", path=path))
    water, tiles = water_of(given), given.pop("tiles")
    if water and tiles:
        raise UsageProblem(
            message("--water and --tiles are two backgrounds: give one of the two.")
        )
    return PageOptions(
        path=path,
        made_on=made_on.date() if made_on else date.today(),  # noqa: DTZ011 - the local day
        force=given.pop("force"),
        tiles=_tiles(console, tiles, given.pop("attribution")),
        water=water,
        embed=given.pop("embed"),
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


map_.add_command(designations)
map_.add_command(evaluation)
map_.add_command(hotspots)
map_.add_command(indicator)
map_.add_command(review)
