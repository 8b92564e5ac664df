"""``hotspots gap``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.model.periods import Period
from hotspots.output.answers.write import Format


@click.command()
@click.argument("indicator")
@click.option(
    "--between",
    "first",
    required=True,
    metavar="DIMENSION=VALUE",
    help="The group that the other one is taken from, such as køn=kvinder.",
)
@click.option(
    "--and",
    "second",
    required=True,
    metavar="DIMENSION=VALUE",
    help="The group that is taken from it, such as køn=mænd.",
)
@options.set_option
@click.option(
    "--baseline",
    type=options.PERIOD,
    help="Year compared with, or half-year, quarter or month, such as 2011-H1; none otherwise.",
)
@click.option(
    "--year",
    type=options.PERIOD,
    help="Year asked about, or a period of the baseline's kind; the newest otherwise.",
)
@options.edition_option
@options.judging_options
@options.output_options
@pass_console
def gap(
    console: Console,
    /,
    indicator: str,
    first: str,
    second: str,
    baseline: Period | None,
    year: Period | None,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Show how far two groups are apart in each area, and whether they came nearer.

    green: significantly nearer to nought; yellow: cannot be told from no change; red:
    significantly further apart; grey: cannot be tested, or the groups changed places. The light
    follows the p-value adjusted (Holm) for all areas of the set.
    """
    from hotspots.workflows.asking.questions import Question
    from hotspots.workflows.indicators.gap import gap as find
    from hotspots.workflows.indicators.gap_scope import GapOptions

    options.common_part(baseline, year)
    question = Question(**parameters, lang=console.lang)
    wanted = GapOptions(indicator, (first, second), baseline, year, question)
    answer = find(console.store, wanted, console.say)
    options.deliver(console, answer, fmt, output, force=force)
