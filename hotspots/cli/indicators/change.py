"""``hotspots change``."""

from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.output.answers.write import Format


@click.command()
@options.question_options
@options.break_option
@options.all_years_options
@options.by_group_option
@options.output_options
@pass_console
def change(
    console: Console,
    /,
    fmt: Format | None,
    output: Path | None,
    by_group: str | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Show per-area safety change against the baseline, the city first.

    green: significantly better; yellow: cannot be told from no change; red: significantly
    worse; grey: cannot be tested. The interval is Newcombe's, 95 % for each area by itself;
    the light follows the p-value adjusted (Holm) for all areas of the set, with --by-group for
    all areas and groups.
    """
    from hotspots.workflows.indicators.change import change as find
    from hotspots.workflows.indicators.change_by_group import change_by_group

    question = options.question_of(parameters, console.lang)
    if by_group and question.adjust_break:
        raise UsageProblem(
            message(
                "--adjust-break measures the step of one group of people: say --group, not "
                "--by-group."
            )
        )
    if by_group:
        answer = change_by_group(console.store, question, by_group, console.say)
    else:
        answer = find(console.store, question, console.say)
    options.deliver(console, answer, fmt, output, force=force)
