"""``hotspots areas``: the area sets of the store, and sets made from smaller units."""

import click

from hotspots.cli.areas_rebuild import rebuild


@click.group()
def areas() -> None:
    """Show area sets, and make new ones from smaller units."""


for _command in (rebuild,):
    areas.add_command(_command)
