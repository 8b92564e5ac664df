"""``hotspots load incidents``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options
from hotspots.model.incidents import RowsAre


@click.command()
@click.argument("file", type=load_options.EXTRACT)
@click.option(
    "--query",
    type=options.FILE,
    metavar="FILE.sql",
    help="Take the rows of this query from the database whose address stands in the place of "
    "FILE.",
)
@click.option(
    "--set",
    "named_set",
    metavar="SET",
    help="Area set whose areas a column names, for incidents without coordinates.",
)
@load_options.alias_option
@click.option("--crs", help="Coordinate system of x and y; EPSG:25832 is usual in Denmark.")
@click.option(
    "--timezone",
    default="Europe/Copenhagen",
    show_default=True,
    help="Zone of the file's wall-clock times.",
)
@click.option(
    "--rows",
    "rows_are",
    type=click.Choice(get_args(RowsAre)),
    help="What a row is, where ids stand in several rows: an incident, a victim or an offence.",
)
@click.option(
    "--no-ids",
    is_flag=True,
    help="The extract has no ids: make them from all that stands in a row.",
)
@click.option("--categories", type=options.FILE, help="Table from offence codes to categories.")
@click.option("--layer", help="Layer of the file, where it has several.")
@load_options.reading_options
@load_options.origin_options
@pass_console
def incidents(
    console: Console,
    /,
    file: Path | str,
    query: Path | None,
    timezone: str,
    categories: Path | None,
    rows_are: RowsAre | None,
    **parameters: Any,
) -> None:
    """Load incidents from CSV (also gzipped), xlsx, Parquet, or a layer of points.

    A layer may be of any format that areas are loaded from. In the place of FILE may stand the
    address of a PostgreSQL database, as in postgresql://USER@HOST/DATABASE, with --query.

    Fields: id, occurred (with clock), or earliest and latest (with earliest_clock and
    latest_clock), reported, x and y or lon and lat, category. An id that comes again in a
    later load is a repeat or a correction; in one file it is an offence or a victim of one
    case, as --rows says. With --set an area may stand
    in the place of coordinates.
    """
    from hotspots.workflows.incidents.load import IncidentOptions, load_incidents
    from hotspots.workflows.incidents.load_query import load_query

    path, address = load_options.rows_from(file, query)
    origin = load_options.origin(path, parameters)
    reading = load_options.reading(parameters)
    incident_options = IncidentOptions(timezone, categories, rows_are)
    if address:
        receipt = load_query(console.store, address, origin, incident_options, reading,
                             console.say, progress=console.progress)  # fmt: skip
    else:
        receipt = load_incidents(
            console.store, origin, incident_options, reading, console.say, console.progress
        )
    console.end_progress()
    console.receipt(receipt)
