"""``hotspots figure change|priority|hotspots|review|designations``: maps as pictures."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells import detect, review
from hotspots.cli.cells.residents import checked_residents
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map.pictures import draw_map
from hotspots.cli.view_options import area_option, split_option
from hotspots.cli.water import below_of, water_options


@click.command("change")
@options.question_options
@options.break_option
@options.all_years_options
@water_options
@options.picture_options()
@area_option
@split_option
@pass_console
def change_map(console: Console, /, *, split: bool, **parameters: Any) -> None:
    """Draw the change of every area against the baseline as a map.

    Colours, patterns and words are those of `hotspots map change`. A name that does not fit its
    area stands beside the map, with a number for it on the map.
    """
    from hotspots.workflows.maps.change import change_content

    picture, below = options.picture_of(parameters), below_of(parameters)
    question = options.question_of(parameters, console.lang)
    draw_map(
        console,
        picture,
        below,
        lambda: change_content(console.store, question, picture.made_on, console.say),
        split=split,
    )


@click.command("priority")
@options.question_options
@options.rank_options
@water_options
@options.picture_options()
@area_option
@split_option
@pass_console
def priority_map(console: Console, /, *, split: bool, **parameters: Any) -> None:
    """Draw the priority areas as a map, by fifths of the list.

    Colours and words are those of `hotspots map priority`. A name that does not fit its area
    stands beside the map, with a letter for it on the map: a number would be read as a rank.
    """
    from hotspots.workflows.maps.change import priority_content

    picture, below = options.picture_of(parameters), below_of(parameters)
    ranks = options.ranks_of(parameters)
    question = options.question_of(parameters, console.lang)
    draw_map(
        console,
        picture,
        below,
        lambda: priority_content(
            console.store, question, picture.made_on, console.say, ranks=ranks
        ),
        split=split,
    )


@click.command("hotspots")
@detect.question_options
@water_options
@options.picture_options()
@area_option
@pass_console
def hotspots_map(console: Console, /, **parameters: Any) -> None:
    """Draw the hotspots of a period as a map, each with its number and its place beside it."""
    from hotspots.workflows.cells.scoring import DetectQuestion
    from hotspots.workflows.maps.hotspots import hotspots_content

    checked_residents(parameters)
    picture, below = options.picture_of(parameters), below_of(parameters)
    question = DetectQuestion(**parameters, lang=console.lang)
    draw_map(
        console,
        picture,
        below,
        lambda: hotspots_content(console.store, question, picture.made_on, console.say),
    )


@click.command("review")
@review.review_options
@water_options
@options.picture_options()
@area_option
@pass_console
def review_map(console: Console, /, **parameters: Any) -> None:
    """Draw what became of the hotspots of one period in a later one, as a map."""
    from hotspots.workflows.cells.review_sides import ReviewQuestion
    from hotspots.workflows.maps.review import review_content

    picture, below = options.picture_of(parameters), below_of(parameters)
    question = ReviewQuestion(**review.two_periods(console, parameters), lang=console.lang)
    draw_map(
        console,
        picture,
        below,
        lambda: review_content(console.store, question, picture.made_on, console.say),
    )


@click.command("designations")
@click.option("--kind", required=True, help="Kind of designation; none is drawn unasked.")
@click.option("--year", type=int, help="Year; the newest of the kind otherwise.")
@click.option("--set", "set_name", metavar="SET", help="Area set to draw; found if there is one.")
@water_options
@options.picture_options()
@area_option
@split_option
@pass_console
def designations_map(console: Console, /, *, split: bool, **parameters: Any) -> None:
    """Draw one kind of designation as a map; what has no known area is told below it."""
    from hotspots.workflows.areas.designations import DesignationsQuestion
    from hotspots.workflows.maps.designations import designations_content

    picture, below = options.picture_of(parameters), below_of(parameters)
    question = DesignationsQuestion(**parameters, lang=console.lang)
    draw_map(
        console,
        picture,
        below,
        lambda: designations_content(console.store, question, picture.made_on, console.say),
        split=split,
    )
