"""``hotspots demo``: the main job on made-up data, without a network."""

import shlex
from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message


@click.command()
@click.argument("folder", type=options.FILE, default=Path("demo"))
@click.option("--force", is_flag=True, help="Write the demo anew where one is already there.")
@click.option(
    "--seed", type=int, default=2010, show_default=True, help="Seed of the made-up data."
)
@pass_console
def demo(console: Console, /, folder: Path, seed: int, *, force: bool) -> None:
    """Make up extracts and take them to maps and tables, without a network.

    Every command is shown as you would type it.
    """
    from hotspots.workflows import demo as made_up

    made_up.prepare(folder, force=force)
    made_up.write_extracts(folder, console.say, seed=seed)
    store = folder / "hotspots.duckdb"
    root = click.get_current_context().find_root()
    lang = root.params.get("lang")
    lead = ["--store", str(store), *(["--lang", lang] if lang else [])]
    for step in made_up.steps(folder):
        console.say("")
        console.say(f"$ {shlex.join(['hotspots', '--store', str(store), *step.arguments])}")
        quiet = ["--quiet"] if console.quiet else []
        root.command.main([*lead, *quiet, *step.arguments], standalone_mode=False)
    console.give("")
    for label, name in (
        (message("Map of change"), "kort_udvikling.html"),
        (message("Map of priority areas"), "kort_prioritet.html"),
        (message("Map of levels"), "kort_utryghed.html"),
        (message("Map of hotspots"), "kort_hotspots.html"),
        (message("The week"), "uge.html"),
        (message("Yearly status"), "statusrapport.docx"),
        (message("Table of change"), "udvikling.xlsx"),
        (message("Picture of the series"), "tidsserie.png"),
        (message("Density as GeoTIFF"), "taethed.tif"),
        (message("Release for the public"), made_up.RELEASED),
        (message("Store"), "hotspots.duckdb"),
    ):
        console.give(f"{label}: {(folder / name).resolve()}")
    console.give(
        message("Everything in it is made up (syntetiske data). Open a map in a browser.")
    )
