"""``hotspots load crosswalk``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@click.option("--from-set", metavar="SET", help="Set carried from, where the file does not say.")
@click.option("--to-set", metavar="SET", help="Set carried to, where the file does not say.")
@load_options.reading_options
@load_options.origin_options
@pass_console
def crosswalk(
    console: Console, /, file: Path, from_set: str | None, to_set: str | None, **parameters: Any
) -> None:
    """Load which part of each area of one set lies in which area of another.

    Fields: from_set, from_area, to_set, to_area, weight (0 to 1) or amount (people, units or
    square metres), basis (rode, population, area or stated). CSV or xlsx.
    """
    from hotspots.workflows.areas.load_crosswalk import load_crosswalk

    named = {"from_set": from_set, "to_set": to_set}
    parameters["fixed"] = (
        *parameters["fixed"],
        *(f"{name}={one}" for name, one in named.items() if one),
    )
    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    console.receipt(load_crosswalk(console.store, origin, reading, console.say))
