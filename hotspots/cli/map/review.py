"""``hotspots map review``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells.review import review_options, two_periods
from hotspots.cli.console import Console, pass_console
from hotspots.cli.water import water_options
from hotspots.language import message


@click.command()
@review_options
@water_options
@options.page_options
@pass_console
def review(console: Console, /, **parameters: Any) -> None:
    """Map what became of the hotspots of one period in a later one."""
    from hotspots.cli.page_options import page_of
    from hotspots.workflows.cells.review_sides import ReviewQuestion
    from hotspots.workflows.maps.review import map_review

    page = page_of(console, parameters)
    question = ReviewQuestion(**two_periods(console, parameters), lang=console.lang)
    map_review(console.store, question, page, console.say)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
