"""``hotspots release policy``."""

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
    default=Path(templates.POLICY),
    show_default=True,
    callback=options.new_file,
    help="The file to write.",
)
@options.force_option("Overwrite the file.")
@pass_console
def policy(console: Console, /, output: Path, *, force: bool) -> None:
    """Write a policy to be filled in and approved: what may leave, in Danish.

    Its figures may be made stricter, never laxer. Until somebody's name and a day stand in it
    nothing is made for others.
    """
    templates.write_template(templates.POLICY, output, force=force)
    console.say(message("Wrote {output}.", output=output))
