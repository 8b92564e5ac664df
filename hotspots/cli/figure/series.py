"""``hotspots figure series``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.model.periods import Period


@click.command()
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option("--indicator", help="Indicator or series; utryg_nabolag if there is one.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="AREA",
    help="An area by name or code, beside the city. Repeatable, at most five.",
)
@click.option(
    "--baseline",
    "first",
    type=options.PERIOD,
    metavar="FIRST",
    help="First year, or the first of one kind of period, such as 2011-H1; all otherwise.",
)
@click.option(
    "--year", "last", type=options.PERIOD, metavar="LAST", help="Last one; all otherwise."
)
@click.option("--edition", type=int, help="Use figures of this edition only.")
@options.group_option
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
@options.reliability_options
@options.picture_options()
@pass_console
def series(
    console: Console,
    /,
    areas: tuple[str, ...],
    first: Period | None,
    last: Period | None,
    **parameters: Any,
) -> None:
    """Draw an indicator over the years, for the city and up to five areas.

    Each year is a dot with its 95 % interval; years without a figure are gaps. Breaks of the
    series are marked with their words, and no line crosses a change of definition.
    """
    from hotspots.workflows.asking.questions import Question
    from hotspots.workflows.maps.series_figure import SeriesQuestion, series_figure

    picture = options.picture_of(parameters)
    part = options.common_part(first, last)
    question = SeriesQuestion(
        Question(**parameters, part=part, lang=console.lang),
        areas,
        first.year if first else None,
        last.year if last else None,
    )
    options.say_pictures(console, series_figure(console.store, question, picture, console.say))
