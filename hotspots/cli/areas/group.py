"""``hotspots areas``: the area sets of the store, and sets made from smaller units."""

import click

from hotspots.cli.areas.crosswalk import crosswalk
from hotspots.cli.areas.listing import list_
from hotspots.cli.areas.rebuild import rebuild
from hotspots.cli.areas.show import show


@click.group()
def areas() -> None:
    """Show area sets, and make new ones from smaller units."""


for _command in (list_, show, rebuild, crosswalk):
    areas.add_command(_command)
