"""``hotspots release build``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.release.lines import refuse_misspelt
from hotspots.cli.releasing import build_and_say


@click.command()
@click.argument("file", type=options.FILE)
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    required=True,
    help="The new folder to write; its name is that of the release.",
)
@pass_console
def build(console: Console, /, file: Path, output: Path) -> None:
    """Make what a file declares into a folder that may leave, or refuse it and make nothing.

    The tables are counted and cleared, beside all releases before. The commands see nothing but
    what is cleared. The folder holds its own proof: `hotspots audit FOLDER` checks it.
    """
    from hotspots.workflows.release.declared import declared

    declaration = declared(file)
    refuse_misspelt(file, declaration)
    build_and_say(console, declaration, output)
