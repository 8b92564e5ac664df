"""``hotspots figure hours``."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.hours import hours_options, with_days


@click.command("hours")
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    required=True,
    help="The file to write: .png, .svg or .pdf.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@hours_options
@click.option(
    "--width-cm",
    type=click.FloatRange(12, 60),
    default=16.0,
    show_default=True,
    help="Printed width in centimetres; the height follows.",
)
@click.option(
    "--dpi",
    type=click.IntRange(72, 1200),
    default=300,
    show_default=True,
    help="Dots to the inch of a PNG.",
)
@click.option("--date", "made_on", type=options.DAY, help="Date on the picture; today otherwise.")
@pass_console
def hours(
    console: Console,
    /,
    output: Path,
    width_cm: float,
    dpi: int,
    made_on: datetime | None,
    *,
    force: bool,
    **asked: Any,
) -> None:
    """Draw when in the week incidents happen: a field for each of the 168 hours.

    The numbers are those of `hotspots hours`. Classes are parts of the average hour, so that a
    week without a pattern shows none.
    """
    from hotspots.model.series_figure import PictureFile
    from hotspots.workflows.figure import PictureOptions
    from hotspots.workflows.hours import AskedHours
    from hotspots.workflows.hours_figure import hours_figure

    day = made_on.date() if made_on else date.today()  # noqa: DTZ011 - the local day
    question = AskedHours(**with_days(asked), lang=console.lang)
    page = PictureOptions(output, day, force, PictureFile(width_cm, dpi))
    picture, *beside = hours_figure(console.store, question, page, console.say)
    console.say(f"Wrote {picture}.")
    for one in beside:
        console.say(f"Its words, for those who cannot see it: {one}.")
