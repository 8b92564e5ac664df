"""``hotspots load``: bring an extract into the store."""

import click

from hotspots.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "areas": Entry(
        "hotspots.cli.load.areas:areas",
        "Load areas from a layer: GeoPackage, GeoJSON, Shapefile, MapInfo, KML and others.",
    ),
    "index": Entry(
        "hotspots.cli.load.index:index",
        "Load figures of the safety index or a survey from CSV, xlsx or PC-Axis.",
    ),
    "incidents": Entry(
        "hotspots.cli.load.incidents:incidents",
        "Load incidents from CSV (also gzipped), xlsx, Parquet, or a layer of points.",
    ),
    "counts": Entry(
        "hotspots.cli.load.counts:counts",
        "Load how many incidents each area had, by period and category, from CSV, xlsx or "
        "PC-Axis.",
    ),
    "population": Entry(
        "hotspots.cli.load.population:population",
        "Load how many people live in each area and year, from CSV, xlsx or PC-Axis.",
    ),
    "indicators": Entry(
        "hotspots.cli.load.indicators:indicators",
        "Load what indicators are: which way is better, unit, titles and definitions.",
    ),
    "breaks": Entry(
        "hotspots.cli.load.breaks:breaks",
        "Load from which year a series is no longer the same, and why.",
    ),
    "places": Entry(
        "hotspots.cli.load.places:places",
        "Load places by name (points, lines or polygons), from which hotspots take theirs.",
    ),
    "scale": Entry(
        "hotspots.cli.load.scale:scale",
        "Load from which score each action category begins, by edition.",
    ),
    "goals": Entry(
        "hotspots.cli.load.goals:goals",
        "Load policy targets, one rule to a row; without a file those that the city published.",
    ),
    "survey": Entry(
        "hotspots.cli.load.survey:survey",
        "Load the answers of a survey, one row each, and compute its figures.",
    ),
    "designations": Entry(
        "hotspots.cli.load.designations:designations",
        "Load what areas were officially named; without FILE those that were published.",
    ),
    "interventions": Entry(
        "hotspots.cli.load.interventions:interventions",
        "Load the places of interventions, one to a row: CSV, xlsx, or a layer of polygons.",
    ),
    "crosswalk": Entry(
        "hotspots.cli.load.crosswalk:crosswalk",
        "Load which part of each area of one set lies in which area of another.",
    ),
}


@click.group(cls=LazyGroup, registry=COMMANDS)
def load() -> None:
    """Bring an extract into the store, whole or not at all.

    Rows in are rows stored plus rows rejected; `hotspots status --rejects` shows why.
    """
