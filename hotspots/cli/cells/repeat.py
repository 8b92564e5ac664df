"""``hotspots repeat``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.times import incident_options
from hotspots.language import message
from hotspots.model.repeat import RepeatTable
from hotspots.output.answers.write import Format


def _edges(_: click.Context, __: click.Parameter, value: str) -> tuple[float, ...]:
    try:
        return tuple(float(one) for one in value.split(","))
    except ValueError:
        raise click.BadParameter(
            message("write the edges of the bands with commas between, such as 100,200,300")
        ) from None


@click.command()
@click.option(
    "--table",
    "which",
    type=click.Choice(get_args(RepeatTable)),
    default="knox",
    show_default=True,
    help="Pairs by metres and days, places hit again, or the windows open now.",
)
@click.option(
    "--set", "set_name", metavar="SET",
    help="Area set that makes up the city; found if there is one.",
)  # fmt: skip
@incident_options
@click.option(
    "--space",
    default="100,200,300,400",
    show_default=True,
    callback=_edges,
    metavar="EDGES",
    help="Edges of the bands in metres; 1,100,200 gives the same place a band of its own.",
)
@click.option(
    "--time",
    default="8,15,22",
    show_default=True,
    callback=_edges,
    metavar="EDGES",
    help="Edges of the bands in days; the upper edge does not belong to a band.",
)
@click.option(
    "--metric",
    type=click.Choice(["euclidean", "manhattan"]),
    default="euclidean",
    show_default=True,
    help="Distance as a straight line, or east-west plus north-south.",
)
@click.option(
    "--permutations",
    type=int,
    default=999,
    show_default=True,
    help="How often the dates are exchanged for p; 0 for none.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True,
    help="Start of the random numbers.",
)  # fmt: skip
@click.option(
    "--adjust",
    type=click.Choice(["holm", "bh", "none"]),
    default="bh",
    show_default=True,
    help="Adjust p for all cells tested: Holm, Benjamini-Hochberg, or none.",
)
@click.option(
    "--same-place",
    "same_place_m",
    type=float,
    default=0.0,
    metavar="METRES",
    help="places: coordinates so far apart are one place; otherwise the very same ones.",
)
@click.option(
    "--at-least", type=int, default=2, show_default=True,
    help="places: the fewest incidents of a place.",
)  # fmt: skip
@click.option(
    "--as-of", type=options.DAY, help="follow-up: the day asked about; the newest otherwise."
)
@click.option("--metres", type=float, help="follow-up: this far around incidents, with --days.")
@click.option("--days", type=float, help="follow-up: fewer days than this after them.")
@options.output_options
@pass_console
def repeat(
    console: Console,
    /,
    which: RepeatTable,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Find repeat and near repeat: what happens again, close in place and time.

    knox counts pairs of incidents by how far apart they are, against what the dates alone
    would give. places lists where it happens again and again. follow-up lists where a pattern
    found is open now, not that anything will happen. The last two point at addresses and are
    for internal use only.
    """
    from hotspots.workflows.cells.repeat import repeat as find
    from hotspots.workflows.cells.repeat_points import RepeatQuestion

    parameters["as_of"] = options.as_date(parameters["as_of"])
    question = RepeatQuestion(**parameters, lang=console.lang)
    answer = find(console.store, which, question, console.say, console.progress)
    console.end_progress()
    options.deliver(console, answer, fmt, output, force=force)
