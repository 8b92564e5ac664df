"""``hotspots surface``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.cells.residents import checked_residents, residents_options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.times import incident_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.cells import EDGES, GEOTIFF_ENDINGS, KERNELS


def _levels(_: click.Context, __: click.Parameter, value: str | None) -> tuple[float, ...]:
    try:
        return tuple(float(one) for one in value.split(",")) if value else ()
    except ValueError:
        raise click.BadParameter(
            message("write rising numbers with commas between, such as 10,50,100")
        ) from None


def _polygons_file(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in {".gpkg", ".geojson", ".parquet"}:
        raise UsageProblem(
            message("{path}: polygons go into .gpkg, .geojson or .parquet.", path=path)
        )
    return options.new_file(ctx, param, path)  # type: ignore[no-any-return]


@click.command()
@options.output_option("The GeoTIFF to write.", GEOTIFF_ENDINGS)
@options.force_option("Overwrite the files.")
@click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one.")
@click.option(
    "--cell",
    "side_m",
    type=click.IntRange(10, 1000),
    default=50,
    show_default=True,
    metavar="METRES",
    help="Side of a cell.",
)
@click.option(
    "--bandwidth",
    "bandwidth_m",
    type=options.Finite(min=0, min_open=True),
    metavar="METRES",
    help="How far an incident is felt: the kernel's radius, or its standard deviation if "
    "gaussian. 300 otherwise; 2 to 100 cells.",
)
@click.option(
    "--kernel",
    type=click.Choice(KERNELS),
    default="quartic",
    show_default=True,
    help="quartic ends at the bandwidth, gaussian is cut off at five of them.",
)
@click.option(
    "--edge",
    type=click.Choice(EDGES),
    default="none",
    show_default=True,
    help="What is lost beyond the border: none uses stored incidents there, diggle weighs those "
    "near the border more.",
)
@incident_options
@residents_options(
    "Incidents per 1,000 residents of this area set's areas, instead of per km².",
    "With --population: no value where fewer live per km²; 500 otherwise.",
)
@click.option(
    "--contours",
    type=options.FILE,
    callback=_polygons_file,
    help="Write bands as polygons to this file.",
)
@click.option(
    "--levels",
    callback=_levels,
    metavar="A,B,…",
    help="Where the bands begin; at quantiles of the cells otherwise.",
)
@pass_console
def surface(
    console: Console,
    /,
    output: Path,
    contours: Path | None,
    levels: tuple[float, ...],
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Draw the density of incidents as a GeoTIFF: incidents per km² on square cells.

    With --population it is a risk: incidents per 1,000 residents. Cells outside the area set
    have no value. --contours writes the same surface as polygons between levels.
    """
    from hotspots.output.answers import geotiff
    from hotspots.workflows.cells.surface import SurfaceQuestion
    from hotspots.workflows.cells.surface import surface as draw

    if levels and contours is None:
        raise UsageProblem(message("--levels needs --contours FILE."))
    checked_residents(parameters)
    geotiff.checked_path(output, force=force)
    made = draw(console.store, SurfaceQuestion(**parameters, lang=console.lang), console.say)
    bands = _bands(made, levels, console) if contours is not None else None
    geotiff.write_geotiff(made.as_raster(), output)
    for note in made.notes:
        console.say(note)
    console.say(
        message(
            "Wrote {output} ({n_values:,} {n_values:cell|cells} with a value, {unit}).",
            output=output,
            n_values=made.n_values,
            unit=made.unit,
        )
    )
    if contours is not None and bands is not None:
        options.deliver(console, bands, None, contours, force=force)


def _bands(made: Any, levels: tuple[float, ...], console: Console) -> Any:
    from hotspots.workflows.cells.contours import contour_answer

    return contour_answer(made, levels, console.lang)
