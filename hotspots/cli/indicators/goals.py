"""``hotspots goals``."""

from datetime import date, datetime
from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.model.periods import Period
from hotspots.output.answers.write import Format


@click.command()
@click.option(
    "--as-of",
    type=options.DAY,
    help="Judge by what is asked for at this day; today, or the last of --period, otherwise.",
)
@click.option(
    "--period", type=options.PERIOD,
    help="Judge by figures of this part of the year, such as 2012-H1, at its last day.",
)  # fmt: skip
@click.option(
    "--set", "sets", multiple=True, metavar="SET",
    help="Area set to judge in. Repeatable; otherwise the one that has what is needed.",
)  # fmt: skip
@click.option("--goal", "names", multiple=True, metavar="NAME", help="This goal. Repeatable.")
@click.option("--areas", "by_area", is_flag=True, help="Give a row for each goal and area.")
@options.assume_deff_option
@options.assume_n_option
@options.output_options
@pass_console
def goals(
    console: Console,
    /,
    as_of: datetime | None,
    period: Period | None,
    sets: tuple[str, ...],
    names: tuple[str, ...],
    assume_deff: float,
    assume_n: int | Path | None,
    fmt: Format | None,
    output: Path | None,
    *,
    by_area: bool,
    force: bool,
) -> None:
    """Show which policy targets are met, which are not, and what is missing to say so.

    met and not_met speak of a deadline that has come; before it a target is on_course or not.
    """
    from hotspots.workflows.asking.assumed import AssumedSample
    from hotspots.workflows.goals.judgements import GoalsQuestion
    from hotspots.workflows.goals.judgements import goals as find

    last = period.days[-1] if period else date.today()  # noqa: DTZ011 - the local day
    day, part = options.as_date(as_of) or last, period.part if period else ""
    assumed = AssumedSample(assume_deff, assume_n)
    question = GoalsQuestion(day, sets, names, console.lang, part, assumed)
    answer = find(console.store, question, console.say, by_area=by_area)
    options.deliver(console, answer, fmt, output, force=force)
