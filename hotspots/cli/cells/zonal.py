"""``hotspots zonal``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.output.answers.write import Format


@click.command()
@click.argument("raster", type=options.FILE)
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option("--band", type=click.IntRange(1), help="Which band, counted from 1.")
@click.option("--crs", help="Coordinate system of a raster that does not say it.")
@options.output_options
@pass_console
def zonal(
    console: Console,
    /,
    raster: Path,
    fmt: Format | None,
    output: Path | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Summarise a raster for each area: mean, lowest, highest, sum.

    RASTER is a GeoTIFF or an ASCII grid in metres: a density surface, lighting, a grid of
    residents. Cells at a border count by the share of them that lies in the area.
    """
    from hotspots.workflows.cells.zonal import ZonalQuestion
    from hotspots.workflows.cells.zonal import zonal as summarise

    question = ZonalQuestion(raster, **parameters, lang=console.lang)
    answer = summarise(console.store, question, console.say, console.progress)
    console.end_progress()
    options.deliver(console, answer, fmt, output, force=force)
