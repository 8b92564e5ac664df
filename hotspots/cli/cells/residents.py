"""The options on whose residents incidents are seen against."""

from collections.abc import Callable
from typing import Any

import click

from hotspots.cli import options
from hotspots.errors import UsageProblem
from hotspots.language import message


def residents_options(population: str, floor: str) -> Callable[[options.Command], options.Command]:
    """Return a decorator that adds ``--population``, ``--population-year`` and ``--floor``.

    The two texts are the help of the first and the last.
    """
    return options.stack(
        click.option("--population", "people_set", metavar="SET", help=population),
        click.option(
            "--population-year",
            "people_year",
            type=int,
            help="Residents of this year; found otherwise.",
        ),
        click.option(
            "--floor",
            "floor_per_km2",
            type=options.Finite(min=0, min_open=True),
            metavar="RESIDENTS",
            help=floor,
        ),
    )


def checked_residents(parameters: dict[str, Any]) -> None:
    """Refuse options that do nothing without ``--population``; leave an unsaid floor out."""
    for name, option in (("people_year", "--population-year"), ("floor_per_km2", "--floor")):
        if parameters[name] is not None and parameters["people_set"] is None:
            raise UsageProblem(message("{option} needs --population SET.", option=option))
    if parameters["floor_per_km2"] is None:
        parameters.pop("floor_per_km2")
