"""``hotspots audit``."""

from pathlib import Path

import click

from hotspots.cli.console import Console, pass_console
from hotspots.safe import harmless


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@pass_console
def audit(console: Console, /, folder: Path) -> None:
    """Prove a release from its folder alone, by adding whole numbers.

    Neither the store nor what made the release is asked. Every file is held to its SHA-256, the
    ledger to its chain, and every cell under k to the witnesses. What fails is named, with exit
    code 3.
    """
    from hotspots.workflows.release.audit import audited

    for sentence in audited(folder):
        console.give(harmless(sentence))
