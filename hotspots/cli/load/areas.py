"""``hotspots load areas``."""

from datetime import datetime
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
    "set_name",
    required=True,
    callback=load_options.set_name,
    help="Name of this division of the city.",
)
@click.option(
    "--title",
    callback=load_options.set_title,
    help="What it is called on pages, pictures and reports: Bydele og kvarterer.",
)
@click.option(
    "--units",
    "units_of",
    metavar="UNITSET",
    help="The file is a table or workbook that lists areas of this stored set for each area.",
)
@click.option("--layer", help="Layer of the file, where it has several.")
@click.option("--sheet", help=load_options.SHEET)
@click.option("--delimiter", help="What stands between two columns of a table; found otherwise.")
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
@click.option("--encoding", help="Encoding of a table, Shapefile, TAB or MIF; found otherwise.")
@load_options.not_personal_option
@load_options.origin_options
@pass_console
def areas(
    console: Console,
    /,
    file: Path,
    set_name: str,
    title: str | None,
    units_of: str | None,
    valid_from: datetime | None,
    valid_to: datetime | None,
    *,
    overlapping: bool,
    schematic: bool,
    **parameters: Any,
) -> None:
    """Load areas from a layer: GeoPackage, GeoJSON, Shapefile, MapInfo, KML and others.

    Also FlatGeobuf, GeoParquet, GML and, zipped, a File Geodatabase. Rows of one code and name are
    one area.

    With --units: from a table with the fields code, name and units. A row is one area; its
    units are codes or names of UNITSET, or attribute=value for all units with that value,
    divided by comma, semicolon, + or "og", such as: distrikt_nr=12 + 157.
    """
    from hotspots.workflows.areas.load import load_areas
    from hotspots.workflows.areas.load_unit_areas import load_unit_areas
    from hotspots.workflows.areas.storing_areas import SetOptions

    division = SetOptions(
        set_name,
        options.as_date(valid_from),
        options.as_date(valid_to),
        overlapping=overlapping,
        schematic=schematic,
        title=title,
    )
    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    if units_of is None:
        receipt = load_areas(console.store, origin, division, reading, console.say)
    else:
        receipt = load_unit_areas(console.store, origin, division, units_of, reading, console.say)
    console.receipt(receipt)
