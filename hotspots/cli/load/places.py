"""``hotspots load places``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@click.option(
    "--set",
    "place_set",
    required=True,
    callback=load_options.set_name,
    help="What these places are called together, such as stationer.",
)
@click.option("--layer", help="Layer of the file, where it has several.")
@click.option("--crs", help="Coordinate system, where the file does not say it.")
@click.option("--encoding", help="Encoding of the attributes of a Shapefile or TAB.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=ATTRIBUTE",
    help="Attribute that holds the name or the kind: name=navn. Repeatable.",
)
@load_options.not_personal_option
@load_options.origin_options
@pass_console
def places(console: Console, /, file: Path, place_set: str, **parameters: Any) -> None:
    """Load places by name (points, lines or polygons), from which hotspots take theirs.

    Fields: name, kind. Stations, squares and streets are good names; persons' are not.
    """
    from hotspots.workflows.areas.load_places import load_places

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(load_places(console.store, origin, place_set, reading, console.say))
