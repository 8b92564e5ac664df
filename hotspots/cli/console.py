"""Data to stdout, talk to stderr; progress only where somebody watches."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from hotspots.cli.advice import with_store
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message, translated
from hotspots.model.loads import Receipt, Reject
from hotspots.safe import harmless, refuse_print, shortened, terminal_text

# Under which name Click's context has what was typed after ``hotspots``.
ARGUMENTS = "hotspots.arguments"


@dataclass(frozen=True)
class Console:
    """What every command is called with: the store, the language, and how much to say."""

    store: Path
    lang: Lang
    quiet: bool

    def say(self, sentence: str) -> None:
        """Say something on stderr, unless asked to be quiet."""
        if not self.quiet:
            self.warn(sentence)

    def warn(self, sentence: str) -> None:
        """Say on stderr what nobody may miss, however quiet it was asked to be."""
        click.echo(shortened(terminal_text(with_store(sentence))), err=True)

    def give(self, text: str, *, nl: bool = True) -> None:
        """Print a result on stdout, which is a way out: refused below internal."""
        refuse_print()
        click.echo(text, nl=nl)

    def progress(self, unit: str, done: int) -> None:
        """Show how far a long piece of work is, on a terminal only."""
        if not self.quiet and _is_watched():
            line = message("{done:,} {unit}", done=done, unit=translated(unit))
            click.echo(f"\r{line}", err=True, nl=False)

    def end_progress(self) -> None:
        """Leave the line on which progress was shown."""
        if not self.quiet and _is_watched():
            click.echo("", err=True)

    def receipt(self, receipt: Receipt) -> None:
        """Print what became of a load, and why rows were turned away."""
        if receipt.preview:
            self._tried(receipt)
            return
        if receipt.already_stored:
            self.give(
                message(
                    "Load {load} already holds this file ({rows_stored:,} {rows_stored:row|rows} "
                    "stored). Nothing was changed; --replace {load} loads it anew.",
                    load=receipt.load,
                    rows_stored=receipt.rows_stored,
                )
            )
            return
        self.give(
            message(
                "Load {load}: {rows_in:,} {rows_in:row|rows} in, {rows_stored:,} stored, "
                "{rows_rejected:,} rejected.",
                load=receipt.load,
                rows_in=receipt.rows_in,
                rows_stored=receipt.rows_stored,
                rows_rejected=receipt.rows_rejected,
            )
        )
        for reject in receipt.rejects:
            self.say(f"  {_turned_away(reject)}.")
        if receipt.rejects:
            self.say(message("  All of them: hotspots status --rejects {load}", load=receipt.load))

    def preview(self, receipt: Receipt) -> None:
        """Print what a load that was only tried would store; of any other load nothing."""
        if receipt.preview:
            from hotspots.output.answers.preview import as_text

            self.give(harmless(as_text(receipt, receipt.preview)))

    def _tried(self, receipt: Receipt) -> None:
        self.preview(receipt)
        arguments = click.get_current_context().meta[ARGUMENTS]
        command = shlex.join(["hotspots", *(one for one in arguments if one != "--dry-run")])
        self.give(
            message("Nothing was stored. To store it: {command}", command=terminal_text(command))
        )


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _turned_away(reject: Reject) -> str:
    """Return a reject in words: row and column, what stood there, and why it cannot be taken."""
    places = [message("Row {row}", row=reject.row_number)]
    if reject.column:
        places.append(message("column {column!r}", column=reject.column))
    values = [repr(reject.value)] if reject.value is not None else []
    return f"{', '.join([*places, *values])} {reject.reason}"


class ConsoleError(click.ClickException):
    """An error of ours as Click shows it: one sentence on stderr and the right exit code."""

    def __init__(self, problem: HotspotsError) -> None:
        super().__init__(shortened(terminal_text(with_store(str(problem)))))
        self.exit_code = problem.exit_code  # type: ignore[misc] # Click reads the instance


pass_console = click.make_pass_decorator(Console)
