"""``hotspots load counts``."""

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
    help="Parts that are all there is, such as category or køn: summed where no row has the "
    "whole. Repeatable.",
)
@click.option(
    "--absent-is-nought",
    is_flag=True,
    help="The table leaves out areas that had none; without it they are not known.",
)
@load_options.origin_options
@pass_console
def counts(
    console: Console,
    /,
    file: Path,
    set_name: str,
    adds_up: tuple[str, ...],
    *,
    absent_is_nought: bool,
    **parameters: Any,
) -> None:
    """Load how many incidents each area had, by period and category, from CSV, xlsx or PC-Axis.

    Fields: area, year (or another period), category, count. Periods may be columns.
    """
    from hotspots.workflows.incidents.load_counts import CountOptions, load_counts

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    count_options = CountOptions(adds_up, absent_is_nought)
    console.receipt(
        load_counts(console.store, origin, set_name, reading, console.say, options=count_options)
    )
