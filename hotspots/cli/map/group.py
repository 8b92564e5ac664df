"""``hotspots map``: interactive pages, one self-contained HTML file each."""

from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map.designations import designations
from hotspots.cli.map.evaluation import evaluation
from hotspots.cli.map.hotspots import hotspots
from hotspots.cli.map.indicator import indicator
from hotspots.cli.map.overlays import hotspot_options, hotspots_of
from hotspots.cli.map.review import review
from hotspots.cli.page_options import page_of
from hotspots.cli.water import water_options
from hotspots.language import message

if TYPE_CHECKING:
    pass


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
    from hotspots.workflows.asking.questions import Asked
    from hotspots.workflows.maps.change import map_change

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
    from hotspots.workflows.asking.questions import Asked
    from hotspots.workflows.maps.change import map_priority

    page, spots = page_of(console, given), hotspots_of(given)
    asked = Asked(**given, lang=console.lang)
    map_priority(console.store, asked, page, console.say, spots, seed=seed)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))


map_.add_command(designations)
map_.add_command(evaluation)
map_.add_command(hotspots)
map_.add_command(indicator)
map_.add_command(review)
