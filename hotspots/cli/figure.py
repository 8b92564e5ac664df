"""``hotspots figure``: pictures for paper and slides, drawn without a browser."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hotspots.analysis.reliability import Limits
from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.figure_evaluation import evaluation
from hotspots.cli.figure_hours import hours


@click.group()
def figure() -> None:
    """Write a picture for a report: PNG, SVG or PDF."""


@figure.command()
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    required=True,
    help="The file to write: .png, .svg or .pdf.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option("--indicator", help="Indicator or series; utryg_nabolag if there is one.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="AREA",
    help="An area by name or code, beside the city. Repeatable, at most five.",
)
@click.option("--baseline", "first", type=int, metavar="FIRST", help="First year; all otherwise.")
@click.option("--year", "last", type=int, metavar="LAST", help="Last year; all otherwise.")
@click.option("--edition", type=int, help="Use figures of this edition only.")
@click.option(
    "--as-of",
    metavar="SET",
    help="Carry figures of --set over to the areas of this set, by a crosswalk.",
)
@click.option(
    "--by",
    "carry_by",
    type=click.Choice(["population", "rode", "stated", "area"]),
    help="Which crosswalk --as-of uses; by area only where it is asked for.",
)
@click.option(
    "--min-n",
    type=float,
    default=Limits.min_n,
    show_default=True,
    help="Effective answers below which a figure is not shown.",
)
@click.option(
    "--unsure-n",
    type=float,
    default=Limits.unsure_n,
    show_default=True,
    help="Effective answers below which a figure is marked unreliable.",
)
@click.option(
    "--unsure-cv",
    type=float,
    default=Limits.unsure_cv,
    show_default=True,
    help="Coefficient of variation above which a figure is marked unreliable.",
)
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
@click.option("--date", "made_on", type=options.DAY, help="Date on the picture; today otherwise.")
@pass_console
def series(
    console: Console,
    /,
    output: Path,
    areas: tuple[str, ...],
    first: int | None,
    last: int | None,
    width_cm: float,
    dpi: int,
    made_on: datetime | None,
    *,
    force: bool,
    **asked: Any,
) -> None:
    """Draw an indicator over the years, for the city and up to five areas.

    Each year is a dot with its 95 % interval; years without a figure are gaps. Breaks of the
    series are marked with their words, and no line crosses a change of definition.
    """
    from hotspots.model.series_figure import PictureFile
    from hotspots.workflows.asking import Asked
    from hotspots.workflows.figure import AskedSeries, PictureOptions, series_figure

    day = made_on.date() if made_on else date.today()  # noqa: DTZ011 - the local day
    question = AskedSeries(Asked(**asked, lang=console.lang), areas, first, last)
    page = PictureOptions(output, day, force, PictureFile(width_cm, dpi))
    picture, *beside = series_figure(console.store, question, page, console.say)
    console.say(f"Wrote {picture}.")
    for one in beside:
        console.say(f"Its words, for those who cannot see it: {one}.")


figure.add_command(hours)
figure.add_command(evaluation)
