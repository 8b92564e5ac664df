"""``hotspots areas crosswalk``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options
from hotspots.language import message
from hotspots.model.areas import Basis
from hotspots.output.answers import write


@click.command()
@click.argument("from_set", metavar="FROM")
@click.argument("to_set", metavar="TO")
@click.option(
    "--by",
    "basis",
    type=click.Choice(["rode", "population", "area"]),
    required=True,
    help="What the parts are weighed by: number of units, their residents, or square metres.",
)
@click.option("--units", metavar="SET", help="Set of smaller units; found otherwise.")
@click.option("--year", type=int, help="Year of the residents.")
@load_options.origin_options
@options.output_options
@pass_console
def crosswalk(
    console: Console,
    /,
    from_set: str,
    to_set: str,
    basis: Basis,
    units: str | None,
    year: int | None,
    fmt: write.Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Build a crosswalk from the areas of FROM to those of TO, and store it.

    Each unit is counted in the area of FROM and the area of TO with which it shares the most
    ground. From-area "-" is what lies in TO and in no area of FROM.
    """
    from hotspots.workflows.areas.crosswalks import CrosswalkPlan, build_crosswalk

    origin = load_options.origin(Path(), parameters)
    wanted = CrosswalkPlan(from_set, to_set, basis, units, year)
    receipt, answer = build_crosswalk(console.store, origin, wanted, console.say, console.lang)
    if receipt.already_stored:
        console.say(message("The crosswalk is there already as load {load}.", load=receipt.load))
    else:
        console.say(message("The crosswalk is stored as load {load}.", load=receipt.load))
    options.deliver(console, answer, fmt, output, force=force)
