"""``hotspots designations``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command()
@click.option("--kind", help="One kind of designation only.")
@click.option("--year", type=int, help="One year only.")
@click.option("--set", "set_name", metavar="SET", help="Only those made for areas of this set.")
@options.output_options
@pass_console
def designations(
    console: Console,
    /,
    kind: str | None,
    year: int | None,
    set_name: str | None,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """List what areas were officially named, with the criteria and what is not known.

    The notes count each kind by year and say where the criteria changed: numbers on the two
    sides of a change cannot be compared.
    """
    from hotspots.workflows.areas.designations import DesignationsQuestion
    from hotspots.workflows.areas.designations import designations as find

    question = DesignationsQuestion(kind, year, set_name, console.lang)
    options.deliver(console, find(console.store, question), fmt, output, force=force)
