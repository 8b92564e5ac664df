"""``hotspots figure evaluation``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells.evaluate import question_options
from hotspots.cli.console import Console, pass_console


@click.command()
@click.argument("intervention")
@question_options
@options.picture_options("--made-on")
@pass_console
def evaluation(console: Console, /, **parameters: Any) -> None:
    """Draw an effort: incidents a month in each of its areas.

    Start and end are marked, the months compared are shaded, and the measures of `evaluate`
    stand below with what they cannot show.
    """
    from hotspots.workflows.efforts.areas import EvaluationQuestion
    from hotspots.workflows.maps.evaluation_figure import evaluation_figure

    picture = options.picture_of(parameters)
    question = EvaluationQuestion(**parameters, lang=console.lang)
    paths = evaluation_figure(console.store, question, picture, console.say)
    options.say_pictures(console, paths)
