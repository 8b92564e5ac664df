"""``hotspots backup``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message


@click.command()
@click.argument("file", type=options.FILE)
@options.force_option("Overwrite an earlier copy.")
@pass_console
def backup(console: Console, /, file: Path, *, force: bool) -> None:
    """Copy the store into one file, while others read it.

    The copy is compared with the store before it is there, and only you may read it. It holds all
    that the store holds, incidents among it: keep it as you keep the store.

    \b
    hotspots backup kopi.duckdb
    hotspots restore kopi.duckdb --force
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    from hotspots.workflows.upkeep.backup import backup as copy

    made = copy(console.store, file, force=force)
    console.give(
        message(
            "Wrote {path}: {n_loads:,} {n_loads:load|loads}, {n_rows:,} {n_rows:row|rows} in "
            "{n_tables} {n_tables:table|tables}, the same as in the store.",
            **vars(made),
        )
    )
