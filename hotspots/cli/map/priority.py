"""``hotspots map priority``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map.overlays import hotspot_options, hotspots_of
from hotspots.cli.page_options import page_of
from hotspots.cli.water import water_options
from hotspots.language import message


@click.command()
@options.question_options
@options.rank_options
@hotspot_options
@water_options
@options.page_options
@pass_console
def priority(console: Console, /, **parameters: Any) -> None:
    """Map the priority areas in their order."""
    from hotspots.workflows.maps.change import map_priority

    page, spots = page_of(console, parameters), hotspots_of(parameters)
    ranks = options.ranks_of(parameters)
    question = options.question_of(parameters, console.lang)
    map_priority(console.store, question, page, console.say, spots, ranks=ranks)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
