"""``hotspots priority``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command()
@options.question_options
@options.rank_options
@options.output_options
@pass_console
def priority(
    console: Console,
    /,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """List priority areas: category, then light, then level, then reported crime.

    Every column that decides is shown, with the interval of the place by level.
    """
    from hotspots.workflows.priority import priority as find

    ranks = options.ranks_of(parameters)
    question = options.question_of(parameters, console.lang)
    answer = find(console.store, question, console.say, ranks)
    options.deliver(console, answer, fmt, output, force=force)
