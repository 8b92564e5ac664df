"""The options on the hotspots that are laid over a map of areas."""

from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.errors import UsageProblem
from hotspots.language import message

if TYPE_CHECKING:
    from hotspots.workflows.maps.hotspot_overlay import HotspotsQuestion

_NEEDS = {
    "side_m": "--cell",
    "category": "--category",
    "first_day": "--from",
    "last_day": "--to",
}


def hotspot_options(command: options.Command) -> options.Command:
    """Add ``--hotspots`` and what goes with it; ``hotspots_of`` takes them out again."""
    return options.stack(
        click.option(
            "--hotspots",
            "with_hotspots",
            is_flag=True,
            help="Let the hotspots of the reported incidents be shown over the areas.",
        ),
        click.option(
            "--cell",
            "side_m",
            type=click.IntRange(10, 20_000),
            metavar="METRES",
            help="With --hotspots: side of a cell; chosen from the size of the city otherwise.",
        ),
        click.option("--category", help="With --hotspots: incidents of one category only."),
        click.option(
            "--from",
            "first_day",
            type=options.DAY,
            help="With --hotspots: first day that counts; those of the map's year otherwise.",
        ),
        click.option(
            "--to", "last_day", type=options.DAY, help="With --hotspots: last day that counts."
        ),
    )(command)


def hotspots_of(parameters: dict[str, Any]) -> "HotspotsQuestion | None":
    """Return which hotspots are laid over a map, from a command's options; takes them out."""
    from hotspots.workflows.maps.hotspot_overlay import HotspotsQuestion

    details = {name: parameters.pop(name) for name in _NEEDS}
    if parameters.pop("with_hotspots"):
        days = {name: options.as_date(details[name]) for name in ("first_day", "last_day")}
        return HotspotsQuestion(**{**details, **days})
    for name, option in _NEEDS.items():
        if details[name] is not None:
            raise UsageProblem(message("{option} needs --hotspots.", option=option))
    return None
