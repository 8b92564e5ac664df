"""``hotspots load survey``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE)
@load_options.areas_set_option
@load_options.alias_option
@click.option(
    "--yes", multiple=True, metavar="VALUE", help="An answer that means yes. Repeatable."
)
@click.option("--no", multiple=True, metavar="VALUE", help="An answer that means no. Repeatable.")
@load_options.better_option
@click.option(
    "--by-group",
    multiple=True,
    metavar="COLUMN",
    help="A column that tells groups of people apart: shares by group are computed too. "
    "Repeatable.",
)
@load_options.reading_options
@load_options.origin_options
@pass_console
def survey(
    console: Console,
    /,
    file: Path,
    set_name: str,
    yes: tuple[str, ...],
    no: tuple[str, ...],
    better: tuple[str, ...],
    by_group: tuple[str, ...],
    **parameters: Any,
) -> None:
    """Load the answers of a survey, one row each, and compute its figures.

    Fields: area, year, indicator, answer, weight, stratum, cluster, stratum_size, edition,
    supplier, survey_period. A file that may hold CPR numbers is refused.
    """
    from hotspots.workflows.indicators.load_survey import SurveyOptions, load_survey

    origin = load_options.origin(file, parameters)
    reading = load_options.reading(parameters)
    survey_options = SurveyOptions(set_name, yes, no, load_options.directions(better), by_group)
    console.receipt(load_survey(console.store, origin, survey_options, reading, console.say))
