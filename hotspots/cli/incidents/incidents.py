"""``hotspots incidents``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.periods import period_options, with_choice
from hotspots.model.incidents import CountOf, DateUsed, Use
from hotspots.output.answers.write import Format


@click.command()
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option(
    "--area", "areas", multiple=True, metavar="AREA",
    help="Only this area, by name or code. Repeatable.",
)  # fmt: skip
@click.option("--category", help="One category only.")
@click.option(
    "--baseline", type=options.PERIOD, show_default="2010",
    help="Year compared with; of a part of a year up to five earlier years otherwise.",
)  # fmt: skip
@click.option(
    "--year", type=options.PERIOD,
    help="Year asked about, or half-year, quarter, month or week, such as 2024-Q4; the newest "
    "otherwise.",
)  # fmt: skip
@period_options
@click.option(
    "--date",
    "date_used",
    type=click.Choice(get_args(DateUsed)),
    default="occurred",
    show_default=True,
    help="Count by the day an incident occurred, or the day it was reported.",
)
@click.option(
    "--count",
    type=click.Choice(get_args(CountOf)),
    default="cases",
    show_default=True,
    help="Count cases, or rows of the extracts: all, or offences or victims alone.",
)
@click.option(
    "--use",
    type=click.Choice(get_args(Use)),
    help="Count from extracts of incidents, or from tables of counts, where both have the year.",
)
@options.group_option
@click.option(
    "--adjust",
    type=click.Choice(["holm", "bh", "none"]),
    default="holm",
    show_default=True,
    help="Adjust p for all areas compared: Holm, Benjamini-Hochberg, or none.",
)
@options.output_options
@pass_console
def incidents(
    console: Console, /, fmt: Format | None, output: Path | None, *, force: bool, **parameters: Any
) -> None:
    """Count reported incidents per area, with rates and their change.

    \b
    hotspots incidents --year 2024-Q4
    hotspots incidents --per month --area Valby --from 2024-01-01 --to 2024-06-30

    Parts of a year and days stand beside the same ones of earlier years. Area * is the city,
    outside lies beyond its areas, - has no place. Rates are per 1,000
    residents of the same year. Where earlier years swing more than chance alone, test and
    interval allow for it.
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    from hotspots.workflows.incidents.question import IncidentsQuestion
    from hotspots.workflows.incidents.rates import incidents as find

    question = IncidentsQuestion(**with_choice(parameters), lang=console.lang)
    answer = find(console.store, question, console.say)
    options.deliver(console, answer, fmt, output, force=force)
