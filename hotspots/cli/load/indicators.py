"""``hotspots load indicators``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@load_options.reading_options
@load_options.origin_options
@pass_console
def indicators(console: Console, /, file: Path, **parameters: Any) -> None:
    """Load what indicators are: which way is better, unit, titles and definitions.

    Fields: name, title_da, title_en, better, unit, definition_da, definition_en, source.
    """
    from hotspots.workflows.indicators.load_definitions import load_definitions

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(load_definitions(console.store, origin, reading, console.say))
