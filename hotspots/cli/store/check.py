"""``hotspots check``."""

from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.model.provenance import CHECKS
from hotspots.output.answers.write import Format


@click.command()
@click.option("--set", "set_name", metavar="SET", help="What belongs to one area set only.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(CHECKS),
    multiple=True,
    metavar="CHECK",
    help="Run this check only, such as edition_conflict. Repeatable.",
)
@click.option(
    "--strict", is_flag=True, help="End with code 4 when anything certain or likely is found."
)
@click.option(
    "--old-loads",
    "is_old_loads",
    is_flag=True,
    help="Say where loads from before groups, periods and cases were read could be misread.",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=options.FILE)
@options.output_options
@pass_console
def check(
    console: Console,
    /,
    set_name: str | None,
    kinds: tuple[str, ...],
    files: tuple[Path, ...],
    fmt: Format | None,
    output: Path | None,
    *,
    is_old_loads: bool,
    strict: bool,
    force: bool,
) -> None:
    """Look through the store for what is implausible or cannot be compared.

    Each finding says where, what, how sure that is (certain, likely, possible) and what to do.
    FILEs go with --old-loads: files that were loaded once, whose headings are looked at again.
    """
    from hotspots.workflows.provenance.check import CheckQuestion, is_grave
    from hotspots.workflows.provenance.check import check as find
    from hotspots.workflows.provenance.old_loads import check_old_loads

    if is_old_loads:
        _refuse_with_old_loads(set_name, kinds)
        answer = check_old_loads(console.store, files, console.lang)
    elif files:
        raise UsageProblem(message("Files go with --old-loads: check --old-loads FILE."))
    else:
        answer = find(console.store, CheckQuestion(set_name, kinds, console.lang))
    options.deliver(console, answer, fmt, output, force=force)
    if strict and (n_grave := is_grave(answer)):
        raise InputProblem(
            message(
                "{n_grave} {n_grave:finding|findings} {n_grave:is|are} certain or likely. Do what"
                " stands under 'do' for each, or leave out --strict.",
                n_grave=n_grave,
            )
        )


def _refuse_with_old_loads(set_name: str | None, kinds: tuple[str, ...]) -> None:
    if set_name is not None or kinds:
        raise UsageProblem(
            message("--old-loads looks at all loads from before: leave out --set and --kind.")
        )
