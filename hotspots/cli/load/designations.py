"""``hotspots load designations``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options
from hotspots.errors import UsageProblem
from hotspots.language import message


@click.command()
@click.argument("file", type=options.FILE, required=False)
@click.option(
    "--set",
    "set_name",
    metavar="SET",
    help="Area set that the areas belong to; takes the place of the sets the file names.",
)
@load_options.reading_options
@load_options.origin_options
@pass_console
def designations(
    console: Console, /, file: Path | None, set_name: str | None, **parameters: Any
) -> None:
    """Load what areas were officially named; without FILE those that were published.

    Fields: kind, name, year, designated, value, criteria_set, set, area, units, certainty,
    note, origin.
    """
    from hotspots.workflows.areas.load_designations import load_designations, load_published

    origin = load_options.origin(file or Path(), parameters)
    reading = load_options.reading(parameters)
    if file is not None:
        receipts = [load_designations(console.store, origin, set_name, reading, console.say)]
    elif origin.replaces is not None:
        raise UsageProblem(
            message("--replace needs a file: the published designations are several.")
        )
    else:
        receipts = load_published(console.store, origin, set_name, console.say)
    for receipt in receipts:
        console.receipt(receipt)
