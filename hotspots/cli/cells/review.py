"""``hotspots review``."""

from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.cells.detect import least_option, series_option
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.periods import PER, kind_of
from hotspots.cli.incidents.times import days_of, incident_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.answer import Answer
from hotspots.model.cells import Level
from hotspots.model.incidents import DateUsed
from hotspots.model.review import ReviewTable, Steps
from hotspots.output.answers.write import Format


def review_options(command: options.Command) -> options.Command:
    """Add the options on which two periods are compared, in which cells, and how."""
    return options.stack(
        click.option("--before", metavar="DAY..DAY", callback=days_of,
                     help="The earlier period; the same days of the year before otherwise."),
        click.option("--after", metavar="DAY..DAY", callback=days_of,
                     help="The later period; --from and --to say the same."),
        click.option("--per", type=PER, callback=kind_of,
                     help="Review the last whole week, month, quarter or half-year until --to."),
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
@click.option(
    "--date", "date_used", type=click.Choice(get_args(DateUsed)), default="occurred",
    show_default=True,
    help="Count by the day an incident occurred, or the day it was reported.",
)  # fmt: skip
@click.option(
    "--area", "areas", multiple=True, metavar="AREA",
    help="Only hotspots and cells that lie in this area, by name or code, with some of their "
    "ground. Repeatable.",
)  # fmt: skip
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
    hotspots review --per quarter --area Valby
    hotspots review --from 2024-01-01 --to 2024-06-30
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
    if table == "transitions":
        _refuse(
            parameters,
            ("areas", "--area"),
            because=message("does not go with --table transitions, which counts all cells"),
        )
    question = ReviewQuestion(**two_periods(console, parameters), lang=console.lang)
    return find(console.store, question, console.say, table=table)


def two_periods(console: Console, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a review of two periods; raise where they contradict each other."""
    _refuse_contradictions(parameters)
    rest = {name: value for name, value in parameters.items()
            if name not in {"first_day", "last_day", "per"}}  # fmt: skip
    return {**rest, "after": _later(console, parameters), "by_week": parameters["per"] == "week"}


def _later(console: Console, parameters: dict[str, Any]) -> tuple[date, date]:
    """Return the later period: as it was named, or the last whole one."""
    from hotspots.workflows.cells.review_window import last_whole_period

    if parameters["per"]:
        return last_whole_period(
            console.store, parameters["per"], parameters["last_day"],
            parameters.get("date_used", "occurred"), console.say,
        )  # fmt: skip
    days = parameters["first_day"], parameters["last_day"]
    period: tuple[date, date] | None = parameters["after"] or (days if all(days) else None)
    if period is None:
        raise UsageProblem(
            message(
                "Which period is to be reviewed? Say it with --from and --to, with --after "
                "2024-01-01..2024-06-30, or with --per quarter for the last whole one."
            )
        )
    return period


def _refuse_contradictions(parameters: dict[str, Any]) -> None:
    days = parameters["first_day"], parameters["last_day"]
    if parameters["after"]:
        _refuse(
            parameters,
            ("first_day", "--from"),
            ("last_day", "--to"),
            ("per", "--per"),
            because=message("does not go with --after: both say the later period"),
        )
    if parameters["per"]:
        _refuse(parameters, ("first_day", "--from"),
                because=message("does not go with --per, which takes the last whole period until "
                                "--to"))  # fmt: skip
    if all(days) and days[0] > days[1]:
        raise UsageProblem(
            message(
                "The period from {first} to {last} has no days. Turn them round.",
                first=days[0],
                last=days[1],
            )
        )
    if parameters.get("date_used") == "reported":
        _refuse(
            parameters, ("hours", "--hours"), ("weekdays", "--weekday"),
            because=message("is of when incidents occurred: it does not go with --date reported"),
        )  # fmt: skip
        if parameters["series"] != "every":
            raise UsageProblem(
                message(
                    "--series is of when incidents occurred: it does not go with --date reported."
                )
            )


def _emerging(console: Console, parameters: dict[str, Any]) -> Answer:
    from hotspots.workflows.cells.emerging import EmergingQuestion, emerging_cells

    _refuse(
        parameters,
        ("before", "--before"),
        ("after", "--after"),
        ("relative", "--relative"),
        because=message("does not go with --table emerging: use --from and --to"),
    )
    _refuse(
        parameters,
        ("per", "--per"),
        because=message("does not go with --table emerging: say --steps month or quarter"),
    )
    _refuse(
        parameters,
        ("areas", "--area"),
        because=message("does not go with --table emerging, which has all cells of the set"),
    )
    if parameters["date_used"] == "reported":
        raise UsageProblem(
            message("--date reported does not go with --table emerging: it counts by occurrence.")
        )
    if parameters["series"] != "every":
        raise UsageProblem(message("--series does not go with --table emerging."))
    of_two_periods = {"before", "after", "relative", "series", "table", "steps", "per", "areas",
                      "date_used"}  # fmt: skip
    question = {name: value for name, value in parameters.items() if name not in of_two_periods}
    steps: Steps = parameters["steps"] or "month"
    return emerging_cells(
        console.store, EmergingQuestion(steps=steps, **question, lang=console.lang), console.say
    )


def _refuse(parameters: dict[str, Any], *unfit: tuple[str, str], because: str) -> None:
    for name, option in unfit:
        if parameters[name]:
            raise UsageProblem(f"{option} {because}.")
