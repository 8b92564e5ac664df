"""``hotspots evaluate``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.times import times_options
from hotspots.model.efforts import Since, Table
from hotspots.model.incidents import DateUsed
from hotspots.output.answers.write import Format

_OPTIONS = (
    click.option("--set", "set_name", metavar="SET",
                 help="Area set of --comparison, whose outer border is the city's."),
    click.option("--comparison", multiple=True, metavar="AREA",
                 help="A comparison area by name or code, in place of the stored ones. "
                 "Repeatable."),
    click.option("--against-rest", is_flag=True,
                 help="Compare with the rest of the city, outside the ring."),
    click.option("--buffer", "buffer_m", type=options.Finite(0, 10_000), default=250.0,
                 show_default=True, metavar="METRES", help="Width of the rings; 0 for none."),
    click.option("--category", help="One category of incidents only."),
    times_options,
    click.option("--date", "date_used", type=click.Choice(get_args(DateUsed)),
                 default="occurred", show_default=True,
                 help="Count by the day an incident occurred, or the day it was reported."),
    click.option("--before", metavar="MONTHS",
                 help="Months before, as 2008-01..2008-12; found otherwise."),
    click.option("--after", metavar="MONTHS",
                 help="Months after, as 2009-01..2009-12; found otherwise."),
    click.option("--since", type=click.Choice(get_args(Since)), default="start",
                 show_default=True,
                 help="Whether after begins with the effort's start or after its end."),
)  # fmt: skip


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options on what of an effort is compared with what."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("intervention")
@question_options
@click.option("--indicator", help="Survey figure shown beside; utryg_nabolag if there is one.")
@click.option(
    "--table",
    type=click.Choice(get_args(Table)),
    default="measures",
    show_default=True,
    help="Which rows: the measures, the counts of each area, or every month.",
)
@options.output_options
@pass_console
def evaluate(
    console: Console, /, fmt: Format | None, output: Path | None, *, force: bool, **parameters: Any
) -> None:
    """Judge whether an effort helped, beside comparison areas.

    Compares incidents before and after in the treated area, in the comparison area, and in a
    ring around each: the ratio of their changes, the weighted displacement difference and
    quotient, and whether the areas ran alike before; and ranks the ratio among those of
    places without the effort. No comparison area is chosen for you.
    """
    from hotspots.workflows.efforts.areas import EvaluationQuestion
    from hotspots.workflows.efforts.evaluate import evaluate as judge

    answer = judge(console.store, EvaluationQuestion(**parameters, lang=console.lang), console.say)
    options.deliver(console, answer, fmt, output, force=force)
