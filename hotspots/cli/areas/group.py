"""``hotspots areas``: the area sets of the store, and sets made from smaller units."""

import click

from hotspots.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "list": Entry(
        "hotspots.cli.areas.listing:list_",
        "Show the area sets that count, one row each, oldest first.",
    ),
    "show": Entry(
        "hotspots.cli.areas.show:show",
        "Show the areas of a set in the order of their codes, with the units they are made of.",
    ),
    "rebuild": Entry(
        "hotspots.cli.areas.rebuild:rebuild",
        "Make an area set from the areas of a stored one.",
    ),
    "crosswalk": Entry(
        "hotspots.cli.areas.crosswalk:crosswalk",
        "Build a crosswalk from the areas of FROM to those of TO, and store it.",
    ),
}


@click.group(cls=LazyGroup, registry=COMMANDS)
def areas() -> None:
    """Show area sets, and make new ones from smaller units."""
