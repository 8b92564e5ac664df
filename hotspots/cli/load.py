"""``hotspots load``: bring an extract into the store."""

import click

from hotspots.cli.load_areas import areas
from hotspots.cli.load_breaks import breaks
from hotspots.cli.load_crosswalk import crosswalk
from hotspots.cli.load_designations import designations
from hotspots.cli.load_goals import goals
from hotspots.cli.load_incidents import incidents
from hotspots.cli.load_index import index
from hotspots.cli.load_interventions import interventions
from hotspots.cli.load_places import places
from hotspots.cli.load_population import population
from hotspots.cli.load_scale import scale
from hotspots.cli.load_survey import survey


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
