"""``hotspots areas list``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command("list")
@options.output_options
@pass_console
def list_(console: Console, /, fmt: Format | None, output: Path | None, *, force: bool) -> None:
    """Show the area sets that count, one row each, oldest first.

    made_from is the set whose areas a set was made from.
    """
    from hotspots.workflows.areas.tables import area_sets

    options.deliver(console, area_sets(console.store, console.lang), fmt, output, force=force)
