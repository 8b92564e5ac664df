"""``make campaign``: break what can be broken, and write down what held."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from hotspots.engine import gdal
from tests.reliability.trials import (
    Bench,
    Kind,
    beside,
    full_disk,
    interrupted,
    killed,
    tampered,
    trials,
)

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
_EVERY = 25


@dataclass(frozen=True)
class Row:
    """A row of the table: what was done, how often, and how often something was wrong."""

    what: str
    tried: int
    failed: int
    again: str


# what is tried, what it is called, and how often in a whole campaign
KINDS: dict[str, tuple[Kind, str, int]] = {
    "killed": (killed, "`kill -9` at a random moment of a command that writes", 400),
    "interrupted": (interrupted, "Ctrl-C or SIGTERM at a random moment", 120),
    "full": (full_disk, "files that cannot grow beyond a random size, as on a full disk", 80),
    "beside": (beside, "a load beside eight readers that ask without pause", 12),
    "tampered": (tampered, "bytes of the store changed or cut off", 300),
}


@click.command()
@click.option("--seed", default=1, show_default=True, help="The seed of chance.")
@click.option("--part", default=1.0, show_default=True, help="Which part of all trials.")
@click.option("--only", type=click.Choice([*KINDS, "mutants"]), help="One kind alone.")
@click.option("--case", type=int, help="One trial alone, by its number.")
@click.option("--write", is_flag=True, help="Write the table into docs/reliability.md.")
def main(seed, part, only, case, write):
    """Break commands again and again; end with 1 where anything was wrong."""
    rows = [_tried(kind, seed, part, case) for kind in KINDS if only in (None, kind)]
    if only in (None, "mutants") and case is None:
        rows.append(_mutants(seed, max(1, round(2000 * part))))
    for line in table(rows):
        click.echo(line)
    if write:
        write_table(rows)
    sys.exit(1 if any(row.failed for row in rows) else 0)


def _tried(called, seed, part, case):
    kind, what, n = KINDS[called]
    numbers = range(max(1, round(n * part))) if case is None else [case]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        bench = Bench(Path(folder), seed)
        for at, trial in enumerate(trials(kind, bench, numbers), start=1):
            failed += bool(trial.wrong)
            if trial.wrong:
                click.echo(f"{called} {trial.number} ({trial.done}): {'; '.join(trial.wrong)}\n"
                           f"{trial.said}", err=True)  # fmt: skip
            if at % _EVERY == 0:
                click.echo(f"{called}: {at:,} of {len(numbers):,}, {failed} failed", err=True)
    return Row(what, len(numbers), failed, f"make campaign ARGS='--only {called}'")


def _mutants(seed, runs):
    """Run the campaign of broken files in a process of its own; it says how many failed."""
    command = [sys.executable, "-m", "tests.fuzz", "--seed", str(seed), "--runs", str(runs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    last = (done.stdout.splitlines() or [""])[-1]
    failed = int(last.rsplit(", ", 1)[-1].split(" ")[0]) if " failed." in last else runs
    return Row("broken files of every format, handed to every command that reads one", runs,
               failed, f"make fuzz ARGS='--runs {runs}'")  # fmt: skip


def table(rows):
    """Return the lines of a table in Markdown."""
    head = ["| What was done | tried | held | failed | command |", "|---|---:|---:|---:|---|"]
    return head + [f"| {row.what} | {row.tried:,} | {row.tried - row.failed:,} | {row.failed:,} | "
                   f"`{row.again}` |" for row in rows]  # fmt: skip


def write_table(rows):
    """Put the table where the page has its place for it."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    lines = "\n".join(table(rows))
    PAGE.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    gdal.lock()
    main()
