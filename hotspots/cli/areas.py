"""``hotspots areas``: the area sets of the store, and sets made from smaller units."""

import click


@click.group()
def areas() -> None:
    """Show area sets, and make new ones from smaller units."""
