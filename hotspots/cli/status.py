"""``hotspots status``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.write import Format


@click.command()
@click.option(
    "--rejects",
    "rejects_of",
    metavar="LOAD",
    help="Show the rows that a load turned away, or 'all'.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Rejects at the most.",
)
@options.output_options
@pass_console
def status(
    console: Console,
    /,
    rejects_of: str | None,
    most: int,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """Show every load, what the store holds, and what was rejected."""
    from hotspots.workflows.status import rejects
    from hotspots.workflows.status import status as find

    if rejects_of is None:
        answer = find(console.store)
    else:
        answer = rejects(console.store, _load_number(rejects_of), most)
    options.deliver(console, answer, fmt, output, force=force)


def _load_number(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdecimal():
        raise click.BadParameter("give a load's number, or 'all'", param_hint="--rejects")
    return int(text)
