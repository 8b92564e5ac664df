"""The options on the water that lies below a map."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.loads import Reading

if TYPE_CHECKING:
    from hotspots.workflows.maps.water import WaterFile

_NEEDS = {"water_source": "--water-source", "layer": "--layer", "crs": "--crs"}


def water_options(command: options.Command) -> options.Command:
    """Add ``--water`` and what goes with it; ``water_of`` takes them out again."""
    return options.stack(
        click.option(
            "--water",
            type=options.FILE,
            help="Layer of lakes, sea and streams to draw below the areas; nothing of it is kept.",
        ),
        click.option(
            "--water-source", help="With --water: whose it is and on which terms, to be told."
        ),
        click.option("--layer", help="With --water: layer of the file, where it has several."),
        click.option("--crs", help="With --water: coordinate system, where the file has none."),
    )(command)


def water_of(parameters: dict[str, Any]) -> "WaterFile | None":
    """Return which water lies below a map, from a command's options; takes them out."""
    from hotspots.workflows.maps.water import WaterFile

    path: Path | None = parameters.pop("water")
    details: dict[str, str | None] = {name: parameters.pop(name) for name in _NEEDS}
    if path is not None:
        reading = Reading(layer=details["layer"], crs=details["crs"])
        return WaterFile(path, reading, details["water_source"])
    for name, option in _NEEDS.items():
        if details[name] is not None:
            raise UsageProblem(message("{option} needs --water FILE.", option=option))
    return None
