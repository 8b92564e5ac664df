"""``hotspots load``: bring an extract into the store."""

import click

from hotspots.cli.load.areas import areas
from hotspots.cli.load.breaks import breaks
from hotspots.cli.load.crosswalk import crosswalk
from hotspots.cli.load.designations import designations
from hotspots.cli.load.goals import goals
from hotspots.cli.load.incidents import incidents
from hotspots.cli.load.index import index
from hotspots.cli.load.interventions import interventions
from hotspots.cli.load.places import places
from hotspots.cli.load.population import population
from hotspots.cli.load.scale import scale
from hotspots.cli.load.survey import survey


@click.group()
def load() -> None:
    """Bring an extract into the store, whole or not at all.

    Rows in are rows stored plus rows rejected; `hotspots status --rejects` shows why.
    """


for _command in (
    areas,
    index,
    incidents,
    population,
    breaks,
    places,
    scale,
    goals,
    survey,
    designations,
    interventions,
    crosswalk,
):
    load.add_command(_command)
