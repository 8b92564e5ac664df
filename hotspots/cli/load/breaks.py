"""``hotspots load breaks``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@click.option("--set", "set_name", metavar="SET", help="Area set, for breaks of single areas.")
@load_options.reading_options
@load_options.origin_options
@pass_console
def breaks(console: Console, /, file: Path, set_name: str | None, **parameters: Any) -> None:
    """Load from which year a series is no longer the same, and why.

    Fields: indicator (or series, or *), year, kind (definition, method or context), last_year
    of a context, area, text_da, text_en, source. The known breaks of the city's own series
    are there from the start.
    """
    from hotspots.workflows.indicators.load_breaks import load_breaks

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(load_breaks(console.store, origin, set_name, reading, console.say))
