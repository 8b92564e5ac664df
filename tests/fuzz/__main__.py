"""``make fuzz``: try broken files and say what became of them."""

import os
import sys
from pathlib import Path

import click

from hotspots.engine import gdal
from tests.fuzz.campaign import Asked, campaign
from tests.fuzz.planted import planted


@click.command()
@click.option("--seed", default=1, show_default=True, help="The seed of chance.")
@click.option("--runs", default=2000, show_default=True, help="How many broken files.")
@click.option("--only", default="", help="Formats or commands, such as xlsx,incidents.")
@click.option("--case", type=int, help="Try one case alone.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    default=Path("fuzz-failures"),
    show_default=True,
    help="Folder for the files that failed.",
)
@click.option("--plant", is_flag=True, help="Plant an error in a reader: it must be seen.")
def main(seed, runs, only, case, keep, plant):
    """Hand broken files to every command that reads one; end with 1 where any failed."""
    asked = Asked(seed, runs, [word for word in only.split(",") if word], case, keep)
    with planted(wanted=plant):
        tally, failures = campaign(asked)
    for line in tally.lines():
        click.echo(line)
    for outcome in failures:
        number = outcome.mutant.number
        click.echo(
            f"Case {number} ({outcome.mutant.seed.subject.called}, {outcome.mutant.seed.kind}): "
            f"{'; '.join(outcome.wrong)}. Changed: {outcome.mutant.done:.160}. "
            f"Again: {asked.again(number)}"
        )
    kept = f" Their files are in {keep}." if failures else ""
    click.echo(f"Seed {seed}: {tally.outcomes:,} broken files, {len(failures)} failed.{kept}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    gdal.lock()
    os.environ["LC_ALL"] = "C.UTF-8"
    main()
