"""``hotspots trace``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.model.incidents import Use
from hotspots.model.periods import Period
from hotspots.output.answers.write import Format


@click.command()
@click.argument("area")
@click.argument("year", type=options.PERIOD)
@click.argument("indicator")
@click.option("--set", "set_name", metavar="SET", help="Area set; found if one has the figure.")
@click.option("--edition", type=int, help="The figure of this edition; the newest otherwise.")
@click.option(
    "--as-of",
    metavar="SET",
    help="AREA is an area of this set; the figure was carried over to it.",
)
@click.option(
    "--by",
    "carry_by",
    type=click.Choice(["population", "rode", "stated", "area"]),
    help="Which crosswalk --as-of uses; by area only where it is asked for.",
)
@click.option(
    "--baseline",
    type=options.PERIOD,
    help="Trace the change since this year or part of a year, with its formula.",
)
@options.group_option
@options.second_group_option
@click.option("--category", help="One category of incidents only.")
@click.option(
    "--use",
    type=click.Choice(get_args(Use)),
    help="Incidents from extracts, or from tables of counts, where both have the year.",
)
@options.assume_deff_option
@options.assume_n_option
@options.output_options
@pass_console
def trace(
    console: Console,
    /,
    fmt: Format | None,
    output: Path | None,
    *,
    year: Period,
    baseline: Period | None,
    assume_deff: float,
    assume_n: int | Path | None,
    force: bool,
    **parameters: Any,
) -> None:
    """Follow a figure back to its load, file and row, with every formula and its numbers.

    AREA is a name or a code; * or "Hele København" is the city. INDICATOR is an indicator's
    name, `incidents` or `category`. YEAR may be a part of a year, such as 2011-H1.
    With --group and --and it is the gap between two groups.
    """
    from hotspots.workflows.asking.assumed import AssumedSample
    from hotspots.workflows.provenance.question import TraceQuestion
    from hotspots.workflows.provenance.trace import trace as find

    question = TraceQuestion(
        **parameters,
        year=year.year,
        baseline=None if baseline is None else baseline.year,
        part=options.common_part(baseline, year),
        lang=console.lang,
        assumed=AssumedSample(assume_deff, assume_n),
    )
    answer = find(console.store, question, console.say)
    options.deliver(console, answer, fmt, output, force=force)
