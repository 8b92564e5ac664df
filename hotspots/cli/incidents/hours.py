"""``hotspots hours``, and the options it shares with the picture of the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format

Command = TypeVar("Command", bound=Callable[..., Any])
_DAYS = ("first_day", "last_day")


def hours_options(command: Command) -> Command:
    """Add the options on which incidents are spread over the week."""
    for option in (
        click.option(
            "--longest-hours",
            type=click.FloatRange(0, 168, min_open=True, max_open=True),
            metavar="HOURS",
            help="Leave out incidents whose two times lie further apart; 24 otherwise.",
        ),
        click.option("--to", "last_day", type=options.DAY, help="Last day that counts."),
        click.option("--from", "first_day", type=options.DAY, help="First day that counts."),
        click.option("--category", help="One category only."),
        click.option("--area", metavar="AREA", help="Only this area, by name or code."),
        click.option("--set", "set_name", metavar="SET",
                     help="Only the areas of this area set; every incident otherwise."),
    ):  # fmt: skip
        command = option(command)
    return command


def with_days(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the options with days in the place of times."""
    return {
        name: options.as_date(value) if name in _DAYS else value
        for name, value in parameters.items()
    }


@click.command()
@hours_options
@options.output_options
@pass_console
def hours(
    console: Console, /, fmt: Format | None, output: Path | None, *, force: bool, **parameters: Any
) -> None:
    """Show when in the week incidents happen, hour by hour.

    An incident known only to lie between two times is shared out over the hours between
    (aoristic weights). Those without a time of day, without an end or over too many hours
    are counted apart.
    """
    from hotspots.workflows.cells.hours import HoursQuestion
    from hotspots.workflows.cells.hours import hours as find

    question = HoursQuestion(**with_days(parameters), lang=console.lang)
    options.deliver(console, find(console.store, question, console.say), fmt, output, force=force)
