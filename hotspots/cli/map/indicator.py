"""``hotspots map indicator``."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.map.overlays import hotspot_options, hotspots_of
from hotspots.cli.water import water_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.indicators import ESTIMATES, METHODS, MOST_CLASSES, Estimate, Method
from hotspots.model.periods import Period

if TYPE_CHECKING:
    from hotspots.workflows.indicators.levels import LevelsQuestion

Command = TypeVar("Command", bound=Callable[..., Any])
_DEFAULT_METHOD: Method = "pretty"


def level_options(command: Command) -> Command:
    """Add the options on what is mapped and in which classes; ``levels_of`` takes them out."""
    return options.stack(
        click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one."),
        click.option("--indicator", help="Indicator or series; utryg_nabolag if there is one."),
        click.option("--edition", type=int, help="Use figures of this edition only."),
        options.group_option,
        options.carrying_options,
        click.option(
            "--classes",
            "n_classes",
            type=click.IntRange(2, MOST_CLASSES),
            help=f"Classes at most; {MOST_CLASSES} otherwise.",
        ),
        click.option(
            "--method",
            type=click.Choice(METHODS),
            help="How limits are found: round numbers (pretty, the default), equally many figures "
            "in each (quantile), equal widths (equal), or natural breaks (jenks).",
        ),
        click.option(
            "--breaks", metavar="5,10,15,20", help="The limits themselves, at most four."
        ),
        click.option(
            "--estimate",
            type=click.Choice(ESTIMATES),
            default="direct",
            show_default=True,
            help="What areas are drawn by: their own figures, or estimates in which an area's "
            "other years and the city support them.",
        ),
        options.reliability_options,
    )(command)


@click.command()
@click.option(
    "--year",
    type=options.PERIOD,
    help="One year, or a half-year, quarter or month; otherwise a slider of all years of one "
    "definition.",
)
@level_options
@hotspot_options
@water_options
@options.page_options
@pass_console
def indicator(console: Console, /, **parameters: Any) -> None:
    """Map the level of an indicator in every area, with the years on a slider.

    Limits are the same in all years. Figures that are missing, not shown or unreliable are
    hatched and told in words. Counts are never drawn: map a rate. The change between two years
    in points is a layer of `hotspots map change --baseline YEAR --year YEAR`.
    """
    from hotspots.cli.page_options import page_of
    from hotspots.workflows.maps.indicator import map_indicator

    page, spots = page_of(console, parameters), hotspots_of(parameters)
    map_indicator(console.store, levels_of(console, parameters), page, console.say, spots)
    console.say(message("Wrote {path}. Open it in a browser.", path=page.path))


def levels_of(
    console: Console, parameters: dict[str, Any], years: Sequence[int] | None = None
) -> "LevelsQuestion":
    """Return what a map of levels was asked with; ``parameters`` hold nothing else."""
    from hotspots.workflows.asking.questions import Question
    from hotspots.workflows.indicators.level_classes import ClassesQuestion
    from hotspots.workflows.indicators.levels import LevelsQuestion

    estimate: Estimate = parameters.pop("estimate")
    n_classes, method = parameters.pop("n_classes"), parameters.pop("method")
    breaks: str | None = parameters.pop("breaks")
    if breaks is not None and (n_classes or method):
        raise UsageProblem(
            message("--breaks are the limits themselves: leave --classes and --method out.")
        )
    limits = None if breaks is None else limits_of(breaks)
    classes = ClassesQuestion(n_classes or MOST_CLASSES, method or _DEFAULT_METHOD, limits)
    year: Period | None = parameters.pop("year", None)
    question = Question(
        **parameters,
        year=year.year if year else None,
        part=year.part if year else "",
        lang=console.lang,
    )
    return LevelsQuestion(question, classes, years, estimate)


def limits_of(text: str) -> tuple[float, ...]:
    """Return limits written as ``5,10,15`` or, with decimal commas, ``7,5;10;15``."""
    parts = text.replace(",", ".").split(";") if ";" in text else text.split(",")
    try:
        limits = tuple(float(one) for one in parts)
    except ValueError as problem:
        raise UsageProblem(
            message("--breaks {told!r}: write numbers such as 5,10,15 or 7,5;10;15.", told=text)
        ) from problem
    if list(limits) != sorted(set(limits)) or not all(map(math.isfinite, limits)):
        raise UsageProblem(
            message("--breaks {told!r}: write each limit once, the smallest first.", told=text)
        )
    if len(limits) >= MOST_CLASSES:
        raise UsageProblem(
            message(
                "--breaks {told!r}: at most {most_classes} limits, for {most_classes_2} classes.",
                told=text,
                most_classes=MOST_CLASSES - 1,
                most_classes_2=MOST_CLASSES,
            )
        )
    return limits
