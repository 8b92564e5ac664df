"""``hotspots load incidents``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@click.option("--crs", help="Coordinate system of x and y; EPSG:25832 is usual in Denmark.")
@click.option(
    "--timezone",
    default="Europe/Copenhagen",
    show_default=True,
    help="Zone of the file's wall-clock times.",
)
@click.option("--categories", type=options.FILE, help="Table from offence codes to categories.")
@click.option("--layer", help="Layer of the file, where it has several.")
@load_options.reading_options
@load_options.origin_options
@pass_console
def incidents(
    console: Console, /, file: Path, timezone: str, categories: Path | None, **parameters: Any
) -> None:
    """Load incidents from CSV (also gzipped), xlsx, Parquet, GeoPackage or GeoJSON.

    Fields: id, occurred (with clock), or earliest and latest, reported, x and y or lon
    and lat, category. Ids that come again are repeats or corrections.
    """
    from hotspots.workflows.incidents.load import IncidentOptions, load_incidents

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    incident_options = IncidentOptions(timezone, categories)
    receipt = load_incidents(
        console.store, origin, incident_options, reading, console.say, console.progress
    )
    console.end_progress()
    console.receipt(receipt)
