"""``hotspots incidents``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.model.incidents import CountOf, DateUsed, Use
from hotspots.output.answers.write import Format


@click.command()
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option("--category", help="One category only.")
@click.option("--baseline", type=int, show_default="2010", help="Year compared with.")
@click.option("--year", type=int, help="Year asked about; the newest otherwise.")
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

    Area * is the city, outside lies beyond its areas, - has no place. Rates are per 1,000
    residents of the same year. Where earlier years swing more than chance alone, test and
    interval allow for it.
    """
    from hotspots.workflows.incidents.question import IncidentsQuestion
    from hotspots.workflows.incidents.rates import incidents as find

    answer = find(console.store, IncidentsQuestion(**parameters, lang=console.lang), console.say)
    options.deliver(console, answer, fmt, output, force=force)
