"""``hotspots detect``."""

from pathlib import Path
from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.cells.residents import checked_residents, residents_options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.incidents.times import days_of, incident_options
from hotspots.model.cells import LEAST_INCIDENTS, Level
from hotspots.output.answers import write


def least_option(command: options.Command) -> options.Command:
    """Add ``--min-incidents``: from how many incidents on a place is a hotspot."""
    return click.option(
        "--min-incidents",
        type=click.IntRange(min=1),
        default=LEAST_INCIDENTS,
        show_default=True,
        help="A hotspot has at least so many incidents of its own.",
    )(command)


def series_option(command: options.Command) -> options.Command:
    """Add ``--series``: whether each series of near repeats counts once."""
    return click.option(
        "--series",
        type=click.Choice(["every", "once"]),
        default="every",
        show_default=True,
        help="Count every incident, or of near repeats the first of each series.",
    )(command)


def question_options(command: options.Command) -> options.Command:
    """Add the options on which incidents are counted in which cells, and what is hot."""
    return options.stack(
        click.option("--set", "set_name", metavar="SET", help="Area set; found if there is one."),
        click.option(
            "--cell",
            "side_m",
            type=click.IntRange(10, 20_000),
            metavar="METRES",
            help="Side of a cell; chosen from the size of the city otherwise.",
        ),
        click.option(
            "--band",
            "band_m",
            type=click.FloatRange(min=0, min_open=True),
            metavar="METRES",
            help="Cells this near are neighbours; 1.5 cells otherwise (all that touch).",
        ),
        incident_options,
        click.option(
            "--adjust",
            type=click.Choice(["bh", "holm", "none"]),
            default="bh",
            show_default=True,
            help="Adjust p for all cells: Benjamini-Hochberg, Holm, or none.",
        ),
        click.option(
            "--level",
            type=click.Choice(get_args(Level)),
            default="hot_95",
            show_default=True,
            help="Cells of this class or a stricter one make up hotspots.",
        ),
        least_option,
        series_option,
        click.option(
            "--test-against",
            metavar="DAY..DAY",
            callback=days_of,
            help="Measure the hotspots against the incidents of these later days.",
        ),
        residents_options(
            "Test incidents per resident of this area set's areas, instead of counts.",
            "With --population: cells where fewer live per km² take no part; 500 otherwise.",
        ),
    )(command)


@click.command()
@question_options
@click.option("--all", "every", is_flag=True, help="Show all cells in the terminal.")
@click.option(
    "--table",
    type=click.Choice(["cells", "hotspots"]),
    default="cells",
    show_default=True,
    help="One row for each cell, or one for each hotspot with what happens in it.",
)
@options.output_options
@pass_console
def detect(
    console: Console,
    /,
    fmt: write.Format | None,
    output: Path | None,
    *,
    force: bool,
    every: bool,
    table: str,
    **parameters: Any,
) -> None:
    """Find the cells of a city that stand out with their neighbours, and their hotspots.

    Square cells over an area set; what lies outside it is no cell. p is exact also where
    incidents are few; gi_z is Getis-Ord Gi*. A table shows the hot cells only; every other
    format holds all of them.
    """
    from hotspots.workflows.cells.detect import detect as cells
    from hotspots.workflows.cells.scoring import DetectQuestion
    from hotspots.workflows.maps.hotspots import hotspots

    checked_residents(parameters)
    only_hot = not every and write.format_for(output, fmt) == "table"
    question = DetectQuestion(**parameters, only_hot=only_hot, lang=console.lang)
    find = cells if table == "cells" else hotspots
    options.deliver(console, find(console.store, question, console.say), fmt, output, force=force)
