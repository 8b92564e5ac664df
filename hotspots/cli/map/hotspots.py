"""``hotspots map hotspots``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells.detect import question_options
from hotspots.cli.cells.residents import checked_residents
from hotspots.cli.console import Console, pass_console
from hotspots.cli.water import water_options
from hotspots.language import message


@click.command()
@question_options
@water_options
@options.page_options
@pass_console
def hotspots(console: Console, /, **parameters: Any) -> None:
    """Map the hotspots of a period, with what happens in each and when."""
    from hotspots.cli.page_options import page_of
    from hotspots.workflows.cells.scoring import DetectQuestion
    from hotspots.workflows.maps.hotspots import map_hotspots

    checked_residents(parameters)
    page = page_of(console, parameters)
    question = DetectQuestion(**parameters, lang=console.lang)
    map_hotspots(console.store, question, page, console.say)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
