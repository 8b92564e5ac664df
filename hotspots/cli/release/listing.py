"""``hotspots release list``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command("list")
@options.output_options
@pass_console
def list_(console: Console, /, fmt: Format | None, output: Path | None, *, force: bool) -> None:
    """List the releases of this store, oldest first, with whether they were handed out.

    The ledger is checked first: each row has the hash of the row before. A release that was
    prepared and never confirmed counts as published.
    """
    from hotspots.workflows.release.listing import releases

    answer = releases(console.store, console.lang, console.say)
    options.deliver(console, answer, fmt, output, force=force)
