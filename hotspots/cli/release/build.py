"""``hotspots release build``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.language import message


@click.command()
@click.argument("file", type=options.FILE)
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    required=True,
    help="The new folder to write; its name is that of the release.",
)
@pass_console
def build(console: Console, /, file: Path, output: Path) -> None:
    """Make what a file declares into a folder that may leave, or refuse it and make nothing.

    The tables are counted and cleared, beside all releases before. The commands see nothing but
    what is cleared. The folder holds its own proof: `hotspots audit FOLDER` checks it.
    """
    from hotspots.workflows.release.build import Job
    from hotspots.workflows.release.build import build as built
    from hotspots.workflows.release.declared import declared

    job = Job(console.store, declared(file), _run, console.say, datetime.now(UTC))
    made = built(job, output)
    console.say(
        message(
            "Wrote {output}: {n_files:,} {n_files:file|files} from {n_cells:,} cleared "
            "{n_cells:count|counts}, {n_small:,} of them small.",
            output=made.path,
            n_files=made.n_files,
            n_cells=made.n_cells,
            n_small=made.n_small,
        )
    )


def _run(store: Path, arguments: Sequence[str]) -> None:
    """Run a command as somebody would who types it, on another store."""
    root = click.get_current_context().find_root()
    lang = root.params.get("lang")
    lead = ["--store", str(store), "--quiet", *(["--lang", lang] if lang else [])]
    root.command.main([*lead, *arguments], standalone_mode=False)
