"""``hotspots doctor``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.output.answers.write import Format


@click.command()
@options.output_options
@pass_console
def doctor(console: Console, /, fmt: Format | None, output: Path | None, *, force: bool) -> None:
    """Say what is wrong with the store or missing on this machine, and what to do.

    Every row is compared with the checksum that its load kept; then rows that belong to nothing,
    tables and views, who may read the files, versions, fonts, the console, room for temporary
    files, and what broken runs left. Nothing is changed. The exit code is 4 when there is a fault.
    """
    from hotspots.workflows.provenance.doctor import doctor as examine
    from hotspots.workflows.provenance.doctor import n_faults

    answer = examine(console.store)
    options.deliver(console, answer, fmt, output, force=force)
    if n := n_faults(answer):
        raise InputProblem(
            message("{n:,} {n:fault|faults}. Do what stands under 'do' for each.", n=n)
        )
