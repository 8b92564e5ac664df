"""``hotspots interventions``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command()
@options.output_options
@pass_console
def interventions(
    console: Console, /, fmt: Format | None, output: Path | None, *, force: bool
) -> None:
    """List all efforts, those without a place too, with goal, dates, partners and budget.

    One row is one place of an effort. The notes count the efforts and name those without a
    place, without a known area, and with dates that are no days.
    """
    from hotspots.workflows.efforts.listing import interventions as listing

    options.deliver(console, listing(console.store, console.lang), fmt, output, force=force)
