"""``hotspots week``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.water import below_of, water_options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.answers.write import Format


@click.command()
@options.set_option
@click.option(
    "--area", "areas", multiple=True, metavar="AREA",
    help="Only this area, by name or code. Repeatable.",
)  # fmt: skip
@click.option(
    "--to", "last_day", type=options.DAY,
    help="Take the last whole weeks until this day; the last that the extracts cover otherwise.",
)  # fmt: skip
@click.option(
    "--weeks", "n_weeks", type=click.IntRange(1, 26), default=1, show_default=True,
    help="How many ISO weeks count together.",
)  # fmt: skip
@click.option("--category", help="One category only.")
@click.option(
    "--since", metavar="LOAD|last",
    help="New is what came with loads after this one, or with the last one; "
    "what was reported in the weeks otherwise.",
)  # fmt: skip
@click.option(
    "--adjust",
    type=click.Choice(["holm", "bh", "none"]),
    default="holm",
    show_default=True,
    help="Adjust p for the categories and for the areas: Holm, Benjamini-Hochberg, or none.",
)
@water_options
@options.page_or_rows_options
@pass_console
def week(
    console: Console, /, fmt: Format | None, output: Path | None, *, force: bool, **parameters: Any
) -> None:
    """Show what is new since last week, against the same weeks of earlier years.

    \b
    hotspots week --area "Indre By" -o uge.html
    hotspots week --area Valby --area "Kongens Enghave" --weeks 4

    With an .html file it is a page of one sheet: how many, more or fewer than usual, and where.
    Only for internal use: the page shows single incidents.
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    from hotspots.workflows.incidents.week import WeekQuestion
    from hotspots.workflows.incidents.week import week as find

    below = below_of(parameters)
    parameters["last_day"] = options.as_date(parameters["last_day"])
    question = WeekQuestion(**parameters, lang=console.lang)
    if output is None or not options.is_page(output):
        if below:
            raise UsageProblem(
                message("--water and --background lie below a map: name a page with -o uge.html.")
            )
        answer = find(console.store, question, console.say)
        options.deliver(console, answer, fmt, output, force=force)
        return
    from hotspots.workflows.maps.page import PageOptions
    from hotspots.workflows.maps.week import write_week

    today = date.today()  # noqa: DTZ011 - the local day
    page = PageOptions(output, today, force=force, below=below)
    write_week(console.store, question, page, console.say)
    console.say(message("Wrote {path}. Open it in a browser.", path=output))
