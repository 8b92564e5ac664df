"""``hotspots figure``: pictures for paper and slides, drawn without a browser."""

import click

from hotspots.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "series": Entry(
        "hotspots.cli.figure.series:series",
        "Draw an indicator over the years, for the city and up to five areas.",
    ),
    "hours": Entry(
        "hotspots.cli.figure.hours:hours",
        "Draw when in the week incidents happen: a field for each of the 168 hours.",
    ),
    "evaluation": Entry(
        "hotspots.cli.figure.evaluation:evaluation",
        "Draw an effort: incidents a month in each of its areas.",
    ),
    "change": Entry(
        "hotspots.cli.figure.maps:change_map",
        "Draw the change of every area against the baseline as a map.",
    ),
    "priority": Entry(
        "hotspots.cli.figure.maps:priority_map",
        "Draw the priority areas as a map, by fifths of the list.",
    ),
    "indicator": Entry(
        "hotspots.cli.figure.indicator:indicator_map",
        "Draw the level of an indicator in every area: one year, or a small map for each year.",
    ),
    "hotspots": Entry(
        "hotspots.cli.figure.maps:hotspots_map",
        "Draw the hotspots of a period as a map, each with its number and its place beside it.",
    ),
    "review": Entry(
        "hotspots.cli.figure.maps:review_map",
        "Draw what became of the hotspots of one period in a later one, as a map.",
    ),
    "designations": Entry(
        "hotspots.cli.figure.maps:designations_map",
        "Draw one kind of designation as a map; what has no known area is told below it.",
    ),
    "intervals": Entry(
        "hotspots.cli.figure.intervals:intervals",
        "Draw the change of every area as a dot with its 95 % interval.",
    ),
}


@click.group(cls=LazyGroup, registry=COMMANDS)
def figure() -> None:
    """Write a picture for a report: PNG, SVG or PDF."""
