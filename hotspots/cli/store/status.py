"""``hotspots status``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.answers.write import Format


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
@click.option(
    "--conflicts",
    "is_conflicts",
    is_flag=True,
    help="Show all editions of the figures that editions print differently.",
)
@click.option(
    "--figures",
    "figures_of",
    metavar="[INDICATOR]",
    is_flag=False,
    flag_value="all",
    help="Show every figure that counts with its whole identity, of one indicator or of all.",
)
@options.output_options
@pass_console
def status(
    console: Console,
    /,
    rejects_of: str | None,
    most: int,
    figures_of: str | None,
    fmt: Format | None,
    output: Path | None,
    *,
    is_conflicts: bool,
    force: bool,
) -> None:
    """Show every load, what the store holds, and what was rejected."""
    from hotspots.workflows.provenance import status as workflow

    if sum((rejects_of is not None, is_conflicts, figures_of is not None)) > 1:
        raise UsageProblem(
            message("--rejects, --conflicts and --figures are different questions: ask one.")
        )
    if rejects_of is not None:
        answer = workflow.rejects(console.store, _load_number(rejects_of), most)
    elif is_conflicts:
        answer = workflow.conflicts(console.store, console.lang)
    elif figures_of is not None:
        answer = workflow.figures(console.store, figures_of, console.lang)
    else:
        answer = workflow.status(console.store)
    options.deliver(console, answer, fmt, output, force=force)


def _load_number(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdecimal():
        raise click.BadParameter(message("give a load's number, or 'all'"), param_hint="--rejects")
    return int(text)
