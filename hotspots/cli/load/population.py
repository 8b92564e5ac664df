"""``hotspots load population``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@load_options.areas_set_option
@load_options.alias_option
@load_options.reading_options
@load_options.group_options
@click.option(
    "--adds-up",
    multiple=True,
    metavar="DIMENSION",
    help="Groups that are everybody together, such as køn: summed where no row has the whole. "
    "Repeatable.",
)
@load_options.origin_options
@pass_console
def population(
    console: Console,
    /,
    file: Path,
    set_name: str,
    adds_up: tuple[str, ...],
    **parameters: Any,
) -> None:
    """Load how many people live in each area and year, from CSV, xlsx or PC-Axis.

    Fields: area, year, population.
    """
    from hotspots.workflows.indicators.load_figures import load_population

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(
        load_population(console.store, origin, set_name, reading, console.say, adds_up=adds_up)
    )
