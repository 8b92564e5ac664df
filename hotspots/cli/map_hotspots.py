"""``hotspots map hotspots``."""

from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.detect import question_options


@click.command()
@question_options
@options.page_options
@pass_console
def hotspots(console: Console, /, **given: Any) -> None:
    """Map the hotspots of a period, with what happens in each and when."""
    from hotspots.cli.map import page_of
    from hotspots.workflows.detect import AskedDetect
    from hotspots.workflows.hotspots import map_hotspots

    page = page_of(console, given)
    asked = AskedDetect(**given, lang=console.lang)
    map_hotspots(console.store, asked, page, console.say)
    console.say(f"Wrote {page.path}. Open it in a browser.")
