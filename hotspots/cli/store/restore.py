"""``hotspots restore``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message


@click.command()
@click.argument("file", type=options.FILE)
@options.force_option("Put the copy in the place of a store that is there.")
@pass_console
def restore(console: Console, /, file: Path, *, force: bool) -> None:
    """Put a copy that `hotspots backup` made in the place of the store.

    Every row of the copy is read first. Until all of it stands the store is as it was.
    """
    from hotspots.workflows.upkeep.restore import restore as put_back

    present_files = put_back(console.store, file, force=force)
    console.give(
        message(
            "{path} holds what the copy holds: {n_loads:,} {n_loads:load|loads}, {n_rows:,} "
            "{n_rows:row|rows} in {n_tables} {n_tables:table|tables}.",
            **vars(present_files),
        )
    )
