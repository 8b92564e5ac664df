"""The options on what of a map or picture is shown: which areas, how many notes, what shape."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

import click

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.pages import NOTES_KINDS, NotesKind
from hotspots.model.pictures import Shape

Command = TypeVar("Command", bound=Callable[..., Any])


def area_option(command: Command) -> Command:
    """Add ``--area``: which areas a map is framed on."""
    return click.option(
        "--area",
        "framed_areas",
        multiple=True,
        metavar="AREA",
        help="Frame the map on this area, by name or code: its figures are the heading, and "
        "those around it are pale. Repeatable.",
    )(command)


def split_option(command: Command) -> Command:
    """Add ``--split``: a picture of each area."""
    return click.option(
        "--split",
        is_flag=True,
        help="Draw a picture of each area, as --area does, into a folder called as the file of -o "
        "is without its ending: 01-indre-by.png and so on.",
    )(command)


def notes_option(command: Command) -> Command:
    """Add ``--notes``: how much is said around what is drawn."""
    return click.option(
        "--notes",
        type=click.Choice(NOTES_KINDS),
        help="Notes around what is drawn: full; short, which leaves out how it was reckoned; or "
        "none. The mark of for whom it is always stays.  [default: full, with --shape short]",
    )(command)


def shape_option(command: Command) -> Command:
    """Add ``--shape``: what a picture is made to fit."""
    return click.option(
        "--shape",
        type=click.Choice(get_args(Shape)),
        help="Make the picture fit a page of Word (a4), a slide (16:9 or 4:3) or a tile (square), "
        "with text that can be read there; --width-cm otherwise.",
    )(command)


def areas_of(parameters: dict[str, Any]) -> Sequence[str]:
    """Return the areas that a map is framed on; takes them out."""
    areas: Sequence[str] = parameters.pop("framed_areas", ())
    return areas


def notes_of(parameters: dict[str, Any], shape: Shape | None = None) -> NotesKind:
    """Return how many notes there are; takes them out."""
    notes: NotesKind | None = parameters.pop("notes")
    return notes or ("short" if shape else "full")


def shape_of(parameters: dict[str, Any], *, has_width: bool) -> Shape | None:
    """Return what a picture is made to fit, if anything; takes it out."""
    shape: Shape | None = parameters.pop("shape")
    if shape and has_width:
        raise UsageProblem(
            message("--shape has a width of its own: leave --width-cm or --shape out.")
        )
    return shape
