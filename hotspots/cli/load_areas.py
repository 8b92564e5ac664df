"""``hotspots load areas``."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console


@click.command()
@click.argument("file", type=options.FILE)
@click.option(
    "--set",
    "set_name",
    required=True,
    callback=options.set_name,
    help="Name of this division of the city.",
)
@click.option("--layer", help="Layer of the file, where it has several.")
@click.option("--crs", help="Coordinate system, where the file does not say it.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=ATTRIBUTE",
    help="Attribute that holds the code or the name: code=bydel_nr. Repeatable.",
)
@click.option("--valid-from", type=options.DAY, help="First day this division was in force.")
@click.option("--valid-to", type=options.DAY, help="Last day this division was in force.")
@click.option("--overlapping", is_flag=True, help="Its areas overlap on purpose.")
@click.option("--schematic", is_flag=True, help="Drawn for show: every output will say so.")
@click.option("--encoding", help="Encoding of the attributes of a Shapefile or TAB.")
@options.origin_options
@pass_console
def areas(
    console: Console,
    /,
    file: Path,
    set_name: str,
    valid_from: datetime | None,
    valid_to: datetime | None,
    *,
    overlapping: bool,
    schematic: bool,
    **given: Any,
) -> None:
    """Load areas from GeoPackage, GeoJSON, Shapefile (also zipped), TAB or GeoParquet."""
    from hotspots.workflows.load_areas import load_areas
    from hotspots.workflows.storing_areas import SetOptions

    division = SetOptions(
        set_name,
        options.as_date(valid_from),
        options.as_date(valid_to),
        overlapping=overlapping,
        schematic=schematic,
    )
    origin = options.origin(file, given)
    reading = options.reading(given)
    console.receipt(load_areas(console.store, origin, division, reading, console.say))
