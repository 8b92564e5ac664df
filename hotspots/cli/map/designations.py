"""``hotspots map designations``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.water import water_options
from hotspots.language import message


@click.command()
@click.option("--kind", required=True, help="Kind of designation; none is drawn unasked.")
@click.option("--year", type=int, help="Year; the newest of the kind otherwise.")
@click.option("--set", "set_name", metavar="SET", help="Area set to draw; found if there is one.")
@water_options
@options.page_options
@pass_console
def designations(console: Console, /, **parameters: Any) -> None:
    """Map one kind of designation: known areas are drawn, the rest is listed beside them."""
    from hotspots.cli.page_options import page_of
    from hotspots.workflows.areas.designations import DesignationsQuestion
    from hotspots.workflows.maps.designations import map_designations

    page = page_of(console, parameters)
    question = DesignationsQuestion(**parameters, lang=console.lang)
    map_designations(console.store, question, page, console.say)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
