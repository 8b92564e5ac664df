"""``hotspots figure evaluation``."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.evaluate import question_options


@click.command()
@click.argument("intervention")
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    required=True,
    help="The file to write: .png, .svg or .pdf.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@question_options
@click.option(
    "--width-cm",
    type=click.FloatRange(10, 60),
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
@click.option("--made-on", type=options.DAY, help="Date on the picture; today otherwise.")
@pass_console
def evaluation(
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
    """Draw an effort: incidents a month in each of its areas.

    Start and end are marked, the months compared are shaded, and the measures of `evaluate`
    stand below with what they cannot show.
    """
    from hotspots.model.series_figure import PictureFile
    from hotspots.workflows.evaluation_areas import AskedEvaluation
    from hotspots.workflows.evaluation_figure import evaluation_figure
    from hotspots.workflows.figure import PictureOptions

    day = made_on.date() if made_on else date.today()  # noqa: DTZ011 - the local day
    page = PictureOptions(output, day, force, PictureFile(width_cm, dpi))
    question = AskedEvaluation(**asked, lang=console.lang)
    picture, *beside = evaluation_figure(console.store, question, page, console.say)
    console.say(f"Wrote {picture}.")
    for one in beside:
        console.say(f"Its words, for those who cannot see it: {one}.")
