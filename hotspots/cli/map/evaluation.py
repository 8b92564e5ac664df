"""``hotspots map evaluation``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells.evaluate import question_options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.water import water_options
from hotspots.language import message


@click.command()
@click.argument("intervention")
@question_options
@water_options
@options.page_options_dated("--made-on")
@pass_console
def evaluation(console: Console, /, **parameters: Any) -> None:
    """Map an effort: the treated area, the comparison area, and the ring around each."""
    from hotspots.cli.page_options import page_of
    from hotspots.workflows.efforts.areas import EvaluationQuestion
    from hotspots.workflows.maps.evaluation import map_evaluation

    page = page_of(console, parameters)
    question = EvaluationQuestion(**parameters, lang=console.lang)
    map_evaluation(console.store, question, page, console.say)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))
