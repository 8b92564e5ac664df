"""What the commands have in common that draw a map as a picture."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hotspots.cli import options
from hotspots.cli.console import Console

if TYPE_CHECKING:
    from hotspots.model.pictures import MapContent, PictureOptions
    from hotspots.workflows.maps.background import BackgroundLayer
    from hotspots.workflows.maps.water import WaterFile


def draw_map(
    console: Console,
    picture: "PictureOptions",
    below: "WaterFile | BackgroundLayer | None",
    content: "Callable[[], MapContent]",
) -> None:
    """Draw a map with what lies below it, if anything, and say where the picture is."""
    from hotspots.workflows.maps.background import with_below
    from hotspots.workflows.maps.picture import map_figure

    paths = map_figure(lambda: with_below(content(), below, console.say), picture, console.say)
    options.say_pictures(console, paths)
