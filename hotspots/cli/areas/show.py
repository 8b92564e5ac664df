"""``hotspots areas show``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command()
@click.argument("set_name", metavar="SET")
@options.output_options
@pass_console
def show(
    console: Console,
    /,
    set_name: str,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """Show the areas of a set in the order of their codes, with the units they are made of."""
    from hotspots.workflows.areas.tables import areas_of_set

    answer = areas_of_set(console.store, set_name, console.lang)
    options.deliver(console, answer, fmt, output, force=force)
