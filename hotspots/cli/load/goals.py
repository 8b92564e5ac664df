"""``hotspots load goals``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load import options as load_options


@click.command()
@click.argument("file", type=options.FILE, required=False)
@load_options.reading_options
@load_options.origin_options
@pass_console
def goals(console: Console, /, file: Path | None, **parameters: Any) -> None:
    """Load policy targets, one rule to a row; without a file those that the city published.

    Fields: goal, programme, rule_da, rule_en, scope, indicator, group, against_group,
    comparison, value, baseline_year, chosen_by, chosen_areas, first_year, deadline, note, origin.
    """
    from hotspots.workflows.goals.load import city_goals, load_goals

    origin = load_options.origin(file or city_goals(), parameters)
    console.receipt(
        load_goals(console.store, origin, load_options.reading(parameters), console.say)
    )
