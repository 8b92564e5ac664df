"""``hotspots export``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message
from hotspots.model.upkeep.exports import ExportManifest


@click.command()
@click.argument("folder", type=options.FILE)
@pass_console
def export(console: Console, /, folder: Path) -> None:
    """Write the whole store into a new folder: a Parquet file a table, and a manifest.

    Other programs can read it, and `hotspots import` makes a store of it that gives the same
    answers. It holds all that the store holds, incidents one by one: it is personal data, and
    only you may open the folder. What may leave is made by `hotspots release build`.
    """
    from hotspots.workflows.upkeep.export import export as write

    manifest = write(console.store, folder)
    console.give(
        message(
            "Wrote {folder}: {n_rows:,} {n_rows:row|rows} in {n_tables} {n_tables:table|tables}, "
            "a file each, and manifest.json.",
            folder=folder,
            n_rows=manifest.n_rows,
            n_tables=len(manifest.tables),
        )
    )
    _say_personal(console, manifest)


def _say_personal(console: Console, manifest: ExportManifest) -> None:
    """Say what of it is about persons, also to whoever asked for silence."""
    rows = manifest.personal_rows
    if rows:
        console.give(
            message(
                "The folder holds personal data: {n_incidents:,} {n_incidents:incident|incidents},"
                " {n_answers:,} {n_answers:answer|answers} of a survey, {n_rejects:,} "
                "{n_rejects:cell|cells} that {n_rejects:was|were} turned away. Only you may open "
                "it; erase it when it has served.",
                n_incidents=rows.get("incident", 0),
                n_answers=rows.get("answer", 0),
                n_rejects=rows.get("reject", 0),
            )
        )
