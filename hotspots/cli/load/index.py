"""``hotspots load index``."""

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
@load_options.better_option
@load_options.reading_options
@load_options.group_options
@load_options.origin_options
@pass_console
def index(
    console: Console,
    /,
    file: Path,
    set_name: str,
    better: tuple[str, ...],
    **parameters: Any,
) -> None:
    """Load figures of the safety index or a survey from CSV, xlsx or PC-Axis.

    Fields: area, year, indicator, percent (or count), n, n_eff, deff, category, score,
    edition, supplier.
    """
    from hotspots.workflows.indicators.load_figures import load_index

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(
        load_index(
            console.store,
            origin,
            set_name,
            reading,
            console.say,
            better=load_options.directions(better),
        )
    )
