"""``hotspots load interventions``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@click.option(
    "--set", "set_name", metavar="SET", help="Area set that the places are areas of, if any."
)
@click.option("--layer", help="Layer of the file, where it has several.")
@click.option("--crs", help="Coordinate system, where the file does not say it.")
@load_options.reading_options
@load_options.origin_options
@pass_console
def interventions(
    console: Console, /, file: Path, set_name: str | None, **parameters: Any
) -> None:
    """Load the places of interventions, one to a row: CSV, xlsx, or a layer of polygons.

    Fields: name, area, role (effort or comparison), start, end, partners, budget, goal,
    committee, status, documentation, note, origin. An area may list several: A, B and C.
    """
    from hotspots.workflows.efforts.load import load_interventions

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(load_interventions(console.store, origin, set_name, reading, console.say))
