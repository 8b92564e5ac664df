"""``hotspots demo``: the main job on made-up data, without a network."""

import shlex
from collections.abc import Sequence
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

    Every command is shown as you would type it. The page index.html leads to all that was made.
    """
    from hotspots.workflows.demo.extracts import write_extracts
    from hotspots.workflows.demo.folder import prepare
    from hotspots.workflows.demo.names import STORE
    from hotspots.workflows.demo.start_page import write_start_pages
    from hotspots.workflows.demo.steps import steps

    prepare(folder, force=force)
    write_extracts(folder, console.say, seed=seed)
    for step in steps(folder):
        _run(console, ["--store", str(folder / STORE), *_lang()], step.arguments)
    page = write_start_pages(folder, console.lang)
    console.give(message("Everything in it is made up (syntetiske data)."))
    console.give(message("Open {page}", page=page))


def _run(console: Console, lead: Sequence[str], arguments: Sequence[str]) -> None:
    """Run a command as if it were typed; of what it says only results and errors are shown."""
    console.say(f"$ {shlex.join(['hotspots', *lead, *arguments])}")
    root = click.get_current_context().find_root().command
    root.main([*lead, "--quiet", *arguments], standalone_mode=False)


def _lang() -> Sequence[str]:
    """Return the language that was asked for as an option; nothing where none was."""
    lang = click.get_current_context().find_root().params.get("lang")
    return ("--lang", lang) if lang else ()
