"""``hotspots load scale``."""

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
def scale(console: Console, /, file: Path, **parameters: Any) -> None:
    """Load from which score each action category begins, by edition.

    Fields: edition, category, lowest (the smallest score of the category). A score without a
    category then has its category computed, in its own edition only.
    """
    from hotspots.workflows.indicators.load_scale import load_scale

    origin = load_options.origin(file, parameters)
    console.receipt(
        load_scale(console.store, origin, load_options.reading(parameters), console.say)
    )
