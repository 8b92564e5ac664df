"""``hotspots map``: interactive pages, one self-contained HTML file each."""

import click

from hotspots.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "change": Entry(
        "hotspots.cli.map.change:change",
        "Map the change of every area against the baseline.",
    ),
    "priority": Entry(
        "hotspots.cli.map.priority:priority",
        "Map the priority areas in their order.",
    ),
    "designations": Entry(
        "hotspots.cli.map.designations:designations",
        "Map one kind of designation: known areas are drawn, the rest is listed beside them.",
    ),
    "evaluation": Entry(
        "hotspots.cli.map.evaluation:evaluation",
        "Map an effort: the treated area, the comparison area, and the ring around each.",
    ),
    "hotspots": Entry(
        "hotspots.cli.map.hotspots:hotspots",
        "Map the hotspots of a period, with what happens in each and when.",
    ),
    "indicator": Entry(
        "hotspots.cli.map.indicator:indicator",
        "Map the level of an indicator in every area, with the years on a slider.",
    ),
    "review": Entry(
        "hotspots.cli.map.review:review",
        "Map what became of the hotspots of one period in a later one.",
    ),
}


@click.group("map", cls=LazyGroup, registry=COMMANDS)
def map_() -> None:
    """Write an interactive map as one HTML file that asks nothing of any server."""
