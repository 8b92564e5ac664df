"""What the commands have in common that draw a map as a picture."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hotspots.cli import options
from hotspots.cli.console import Console

if TYPE_CHECKING:
    from hotspots.model.pictures import MapContent, PictureOptions
    from hotspots.workflows.maps.water import WaterFile


def draw_map(
    console: Console,
    picture: "PictureOptions",
    water: "WaterFile | None",
    content: "Callable[[], MapContent]",
) -> None:
    """Draw a map with water below it, if any, and say where the picture is."""
    from hotspots.workflows.maps.picture import map_figure
    from hotspots.workflows.maps.water import with_water

    paths = map_figure(lambda: with_water(content(), water, console.say), picture)
    options.say_pictures(console, paths)
