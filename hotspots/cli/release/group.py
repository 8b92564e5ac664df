"""``hotspots release``: what may leave, for whom, and by which policy."""

import click

from hotspots.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "policy": Entry(
        "hotspots.cli.release.policy:policy",
        "Write a policy to be filled in and approved: what may leave, in Danish.",
    ),
    "new": Entry(
        "hotspots.cli.release.new:new",
        "Write a file that declares a release, to be edited: for whom, which counts and files.",
    ),
    "build": Entry(
        "hotspots.cli.release.build:build",
        "Make what a file declares into a folder that may leave, or refuse it and make nothing.",
    ),
    "list": Entry(
        "hotspots.cli.release.listing:list_",
        "List the releases of this store, oldest first, with whether they were handed out.",
    ),
}


@click.group(cls=LazyGroup, registry=COMMANDS)
def release() -> None:
    """Make what may leave: maps, tables and figures from cleared counts, with their proof."""
