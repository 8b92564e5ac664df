"""``hotspots import``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message


@click.command("import")
@click.argument("folder", type=options.FILE)
@pass_console
def import_(console: Console, /, folder: Path) -> None:
    """Make a new store of a folder that `hotspots export` wrote.

    Each file is compared with the manifest: one that was changed, is missing or was added stops
    it, and then there is no store.
    """
    from hotspots.workflows.upkeep.import_ import import_ as take_in

    manifest = take_in(console.store, folder)
    console.give(
        message(
            "{store} holds the export: {n_rows:,} {n_rows:row|rows} in {n_tables} "
            "{n_tables:table|tables}, by {program}.",
            store=console.store,
            n_rows=manifest.n_rows,
            n_tables=len(manifest.tables),
            program=manifest.program,
        )
    )
