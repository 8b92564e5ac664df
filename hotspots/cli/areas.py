"""``hotspots areas``: the area sets of the store, and sets made from smaller units."""

import click

from hotspots.cli.areas_crosswalk import crosswalk
from hotspots.cli.areas_list import list_
from hotspots.cli.areas_rebuild import rebuild
from hotspots.cli.areas_show import show


@click.group()
def areas() -> None:
    """Show area sets, and make new ones from smaller units."""


for _command in (list_, show, rebuild, crosswalk):
    areas.add_command(_command)
