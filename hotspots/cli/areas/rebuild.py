"""``hotspots areas rebuild``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "from_set",
    metavar="SET",
    help="Stored set whose areas are the units; found for a recipe if there is one.",
)
@click.option("--by", metavar="ATTRIBUTE", help="Join the areas with one value of this attribute.")
@click.option("--set", "set_name", metavar="NEW", help="Name of the new set; NAME otherwise.")
@click.option(
    "--assume-neighbours",
    is_flag=True,
    help="Put misnumbered units, where several districts may be meant, in the one with the "
    "longest shared border, and mark it as an assumption.",
)
@options.origin_options
@pass_console
def rebuild(
    console: Console,
    /,
    name: str,
    from_set: str | None,
    by: str | None,
    set_name: str | None,
    *,
    assume_neighbours: bool,
    **parameters: Any,
) -> None:
    """Make an area set from the areas of a stored one.

    NAME is a recipe, or with --by the name of the new set. There is one recipe,
    districts2009: the 35 districts of the safety index 2009-2011, made from a layer of roder
    by its distrikt_nr. Roder whose number is wrong are found, said and left out of it.
    """
    from hotspots.workflows.areas.rebuild import Rebuild
    from hotspots.workflows.areas.rebuild import rebuild as make

    plan = Rebuild(name, from_set, by, set_name, assume_neighbours=assume_neighbours)
    origin = options.origin(Path(), parameters)
    console.receipt(make(console.store, origin, plan, console.say))
