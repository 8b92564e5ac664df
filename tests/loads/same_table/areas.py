"""The areas that the tables are about, as a store."""

from tests.conftest import Layers
from tests.loads.same_table.truth import AREAS, SIDE_M, SOUTH_M, WEST_M


def stored(folder, hotspots):
    """Load 13 squares of a kilometre, west to east, as the set ``omr``."""
    import shapely

    squares = [
        (at + 1, name, shapely.box(west, SOUTH_M, west + SIDE_M, SOUTH_M + SIDE_M))
        for at, name in enumerate(AREAS)
        for west in [WEST_M + at * SIDE_M]
    ]
    hotspots.done("load", "areas", Layers(folder).write(squares), "--set", "omr")
