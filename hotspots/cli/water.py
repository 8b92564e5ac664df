"""The options on what lies below a map: water, or a background with names and stations."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.loads import Reading

if TYPE_CHECKING:
    from hotspots.workflows.maps.background import BackgroundLayer
    from hotspots.workflows.maps.water import WaterFile

_SHIPPED = "copenhagen"
_DETAILS = ("layer", "crs")


def water_options(command: options.Command) -> options.Command:
    """Add ``--water``, ``--background`` and what goes with them; ``below_of`` takes them out."""
    return options.stack(
        click.option(
            "--water",
            type=options.FILE,
            help="Layer of lakes, sea and streams to draw below the areas; nothing of it is kept.",
        ),
        click.option(
            "--water-source", help="With --water: whose it is and on which terms, to be told."
        ),
        click.option(
            "--background",
            metavar="FILE|copenhagen",
            help="Layer of water, places and stations to draw below the areas: a file, or the "
            "schematic one of Copenhagen that ships.",
        ),
        click.option(
            "--background-source",
            help="With --background FILE: whose it is and on which terms, to be told.",
        ),
        click.option(
            "--layer",
            help="With --water or --background: layer of the file, where it has several.",
        ),
        click.option(
            "--crs",
            help="With --water or --background: coordinate system, where the file has none.",
        ),
    )(command)


def below_of(parameters: dict[str, Any]) -> "WaterFile | BackgroundLayer | None":
    """Return what lies below a map, from a command's options; takes them out."""
    water: Path | None = parameters.pop("water")
    background: str | None = parameters.pop("background")
    details: dict[str, str | None] = {name: parameters.pop(name) for name in _DETAILS}
    sources = {name: parameters.pop(f"{name}_source") for name in ("water", "background")}
    if water is not None and background is not None:
        raise UsageProblem(message("--water and --background both draw water: give one of them."))
    _refuse_alone("--water-source", "--water FILE", sources["water"], is_there=water is not None)
    is_file = background is not None and background != _SHIPPED
    _refuse_alone(
        "--background-source", "--background FILE", sources["background"], is_there=is_file
    )
    for name in _DETAILS:
        needed = "--water FILE or --background FILE"
        _refuse_alone(f"--{name}", needed, details[name], is_there=is_file or water is not None)
    return _below(water, background, Reading(layer=details["layer"], crs=details["crs"]), sources)


def _below(
    water: Path | None, background: str | None, reading: Reading, sources: dict[str, str | None]
) -> "WaterFile | BackgroundLayer | None":
    from hotspots.workflows.maps.background import BackgroundLayer
    from hotspots.workflows.maps.water import WaterFile

    if water is not None:
        return WaterFile(water, reading, sources["water"])
    if background is None:
        return None
    if background == _SHIPPED:
        return BackgroundLayer()
    path = options.FILE.convert(background, None, click.get_current_context(silent=True))
    return BackgroundLayer(Path(path), reading, sources["background"])


def _refuse_alone(option: str, needed: str, value: str | None, *, is_there: bool) -> None:
    if value is not None and not is_there:
        raise UsageProblem(message("{option} needs {needed}.", option=option, needed=needed))
