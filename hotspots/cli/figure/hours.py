"""``hotspots figure hours``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.hours import hours_options, with_days


@click.command("hours")
@hours_options
@options.picture_options(least_cm=12)
@pass_console
def hours(console: Console, /, **parameters: Any) -> None:
    """Draw when in the week incidents happen: a field for each of the 168 hours.

    The numbers are those of `hotspots hours`. Classes are parts of the average hour, so that a
    week without a pattern shows none.
    """
    from hotspots.workflows.cells.hours import HoursQuestion
    from hotspots.workflows.maps.hours_figure import hours_figure

    picture = options.picture_of(parameters)
    question = HoursQuestion(**with_days(parameters), lang=console.lang)
    options.say_pictures(console, hours_figure(console.store, question, picture, console.say))
