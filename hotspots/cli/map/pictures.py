"""What the commands have in common that draw a map as a picture."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hotspots.cli import options
from hotspots.cli.console import Console
from hotspots.errors import UsageProblem
from hotspots.language import message

if TYPE_CHECKING:
    from hotspots.model.pictures import MapContent, PictureOptions
    from hotspots.workflows.maps.background import BackgroundLayer
    from hotspots.workflows.maps.water import WaterFile


def draw_map(
    console: Console,
    picture: "PictureOptions",
    below: "WaterFile | BackgroundLayer | None",
    content: "Callable[[], MapContent]",
    *,
    split: bool = False,
) -> None:
    """Draw a map with what lies below it, if anything, and say where the picture is.

    With ``split`` there is a picture of each area.
    """
    from hotspots.workflows.maps.background import with_below
    from hotspots.workflows.maps.picture import map_atlas, map_figure

    if split:
        if picture.areas:
            raise UsageProblem(message("--split draws each area: leave --area or --split out."))
        atlas = map_atlas(lambda: with_below(content(), below, console.say), picture, console.say)
        folder = picture.path.with_suffix("")
        n_files = len(atlas)
        console.say(
            message(
                "Wrote {n_files:,} {n_files:picture|pictures} into {folder}, each with its words.",
                n_files=n_files,
                folder=folder,
            )
        )
        return
    paths = map_figure(lambda: with_below(content(), below, console.say), picture, console.say)
    options.say_pictures(console, paths)
