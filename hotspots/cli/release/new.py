"""``hotspots release new``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message
from hotspots.workflows.release import templates


@click.command()
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    default=Path(templates.RELEASE),
    show_default=True,
    callback=options.new_file,
    help="The file to write.",
)
@options.force_option("Overwrite the file.")
@pass_console
def new(console: Console, /, output: Path, *, force: bool) -> None:
    """Write a file that declares a release, to be edited: for whom, which counts and files.

    Five lines of it are usually changed: for whom, the title, the areas, the years and the
    command of a file. Its keys are Danish.
    """
    templates.write_template(templates.RELEASE, output, force=force)
    console.say(message("Wrote {output}.", output=output))
