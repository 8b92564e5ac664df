"""``hotspots review``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.cells.detect import least_option, series_option
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.times import days_of, incident_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.answer import Answer
from hotspots.model.cells import Level
from hotspots.model.review import ReviewTable, Steps
from hotspots.output.answers.write import Format


def review_options(command: options.Command) -> options.Command:
    """Add the options on which two periods are compared, in which cells, and how."""
    return options.stack(
        click.option("--before", metavar="DAY..DAY", callback=days_of,
                     help="The earlier period; the same days of the year before otherwise."),
        click.option("--after", metavar="DAY..DAY", callback=days_of, help="The later period."),
        click.option("--set", "set_name", metavar="SET",
                     help="Area set; found if there is one."),
        click.option("--cell", "side_m", type=click.IntRange(10, 20_000), metavar="METRES",
                     help="Side of a cell; chosen from the size of the city otherwise."),
        click.option("--band", "band_m", type=options.Finite(min=0, min_open=True),
                     metavar="METRES",
                     help="Cells this near are neighbours; 1.5 cells otherwise."),
        incident_options,
        click.option("--adjust", type=click.Choice(["bh", "holm", "none"]), default="bh",
                     show_default=True,
                     help="Adjust p for all tests at once: Benjamini-Hochberg, Holm, or none."),
        click.option("--level", type=click.Choice(get_args(Level)), default="hot_95",
                     show_default=True,
                     help="Cells of this class or a stricter one make up hotspots."),
        least_option,
        series_option,
        click.option("--relative", is_flag=True,
                     help="Measure change against the whole city's, not by the day."),
    )(command)  # fmt: skip


@click.command()
@review_options
@click.option(
    "--table",
    type=click.Choice(get_args(ReviewTable)),
    default="hotspots",
    show_default=True,
    help="Rows: hotspots, cells, how many cells went from what to what, or emerging cells.",
)
@click.option(
    "--steps",
    type=click.Choice(get_args(Steps)),
    help="Steps of --table emerging, from --from to --to; months otherwise.",
)
@options.output_options
@pass_console
def review(
    console: Console,
    /,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Say what became of the hotspots: new, grown, moved, lasting, shrunk or gone.

    \b
    hotspots review --after 2024-01-01..2024-06-30
    hotspots review --before 2019-01-01..2019-12-31 --after 2023-01-01..2023-12-31
    hotspots review --table emerging --steps quarter

    Each change is tested exactly, and all hotspots at once: what chance alone would give is
    not called a change.
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    answer = (
        _emerging(console, parameters)
        if parameters["table"] == "emerging"
        else _review(console, parameters)
    )
    options.deliver(console, answer, fmt, output, force=force)


def _review(console: Console, parameters: dict[str, Any]) -> Answer:
    from hotspots.workflows.cells.review import review as find
    from hotspots.workflows.cells.review_sides import ReviewQuestion

    _refuse(parameters, ("steps", "--steps"), because=message("goes with --table emerging"))
    parameters.pop("steps")
    table = parameters.pop("table")
    question = ReviewQuestion(**two_periods(parameters), lang=console.lang)
    return find(console.store, question, console.say, table=table)


def two_periods(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a review of two periods; raise where they ask for something else."""
    _refuse(
        parameters,
        ("first_day", "--from"),
        ("last_day", "--to"),
        because=message("goes with --table emerging; a review has --before and --after"),
    )
    if parameters["after"] is None:
        raise UsageProblem(
            message(
                "Which period is to be reviewed? Say it with --after, such as --after "
                "2024-01-01..2024-06-30."
            )
        )
    return {
        name: value for name, value in parameters.items() if name not in {"first_day", "last_day"}
    }


def _emerging(console: Console, parameters: dict[str, Any]) -> Answer:
    from hotspots.workflows.cells.emerging import EmergingQuestion, emerging_cells

    _refuse(
        parameters,
        ("before", "--before"),
        ("after", "--after"),
        ("relative", "--relative"),
        because=message("does not go with --table emerging: use --from and --to"),
    )
    if parameters["series"] != "every":
        raise UsageProblem(message("--series does not go with --table emerging."))
    of_two_periods = {"before", "after", "relative", "series", "table", "steps"}
    question = {name: value for name, value in parameters.items() if name not in of_two_periods}
    steps: Steps = parameters["steps"] or "month"
    return emerging_cells(
        console.store, EmergingQuestion(steps=steps, **question, lang=console.lang), console.say
    )


def _refuse(parameters: dict[str, Any], *unfit: tuple[str, str], because: str) -> None:
    for name, option in unfit:
        if parameters[name]:
            raise UsageProblem(f"{option} {because}.")
