"""``hotspots figure indicator``."""

import re
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map.indicator import level_options, levels_of
from hotspots.cli.map.pictures import draw_map
from hotspots.cli.view_options import area_option, split_option
from hotspots.cli.water import below_of, water_options
from hotspots.errors import UsageProblem
from hotspots.language import message

_SPAN = re.compile(r"(\d{4})-(\d{4})")
_MOST_YEARS = 20


@click.command("indicator")
@click.option("--year", type=options.PERIOD, help="The year drawn; the newest otherwise.")
@click.option(
    "--years",
    metavar="all|2010,2014|2010-2024",
    help="A small map for each of several years, all in the same classes.",
)
@level_options
@water_options
@options.picture_options()
@area_option
@split_option
@pass_console
def indicator_map(
    console: Console, /, years: str | None, *, split: bool, **parameters: Any
) -> None:
    """Draw the level of an indicator in every area: one year, or a small map for each year.

    Colours, patterns, limits and words are those of `hotspots map indicator`. With --years,
    the names of the areas are on a map of their own below.
    """
    from hotspots.workflows.maps.indicator import indicator_content

    if years is not None and parameters["year"] is not None:
        raise UsageProblem(message("--year is one map, --years are several: give one of the two."))
    picture, below = options.picture_of(parameters), below_of(parameters)
    question = levels_of(console, parameters, () if years is None else years_of(years))
    draw_map(
        console,
        picture,
        below,
        lambda: indicator_content(console.store, question, picture.made_on, console.say),
        split=split,
    )


def years_of(text: str) -> tuple[int, ...] | None:
    """Return the years of ``2010,2014`` or ``2010-2024``; None for ``all``."""
    if text == "all":
        return None
    span = _SPAN.fullmatch(text)
    if span:
        years = tuple(range(int(span[1]), int(span[2]) + 1))
    else:
        years = tuple(int(one) for one in text.split(",") if re.fullmatch(r"\d{4}", one.strip()))
    if not years or (not span and len(years) != len(text.split(","))):
        raise UsageProblem(
            message("--years {told!r}: write all, 2010,2014 or 2010-2024.", told=text)
        )
    if len(years) > _MOST_YEARS:
        raise UsageProblem(
            message(
                "--years {told!r}: at most {most_years} maps fit a picture.",
                told=text,
                most_years=_MOST_YEARS,
            )
        )
    return years
