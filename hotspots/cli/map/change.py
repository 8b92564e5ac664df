"""``hotspots map change``."""

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
@options.break_option
@options.all_years_options
@hotspot_options
@water_options
@options.page_options
@pass_console
def change(console: Console, /, **parameters: Any) -> None:
    """Map the change of every area against the baseline."""
    from hotspots.workflows.maps.change import map_change

    page, spots = page_of(console, parameters), hotspots_of(parameters)
    map_change(
        console.store, options.question_of(parameters, console.lang), page, console.say, spots
    )
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
