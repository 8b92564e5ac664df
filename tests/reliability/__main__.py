"""``make campaign``: break what can be broken, and write down what held."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from hotspots.engine import gdal
from tests.reliability import honest
from tests.reliability.bench import Bench
from tests.reliability.hostile import files_of, hostile, requests
from tests.reliability.trials import (
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
    "killed": (killed, "`kill -9` at a random moment of a command that writes", 405),
    "interrupted": (interrupted, "Ctrl-C or SIGTERM at a random moment", 135),
    "full": (full_disk, "files that cannot grow beyond a random size, as on a full disk", 135),
    "beside": (beside, "a load beside eight readers that ask without pause", 12),
    "tampered": (tampered, "bytes of the store changed or cut off", 300),
}


OTHERS = ("hostile", "honest", "mutants")


@click.command()
@click.option("--seed", default=1, show_default=True, help="The seed of chance.")
@click.option("--part", default=1.0, show_default=True, help="Which part of all trials.")
@click.option("--only", type=click.Choice([*KINDS, *OTHERS]), help="One kind alone.")
@click.option("--case", type=int, help="One trial alone, by its number.")
@click.option("--write", is_flag=True, help="Write the table into docs/reliability.md.")
def main(seed, part, only, case, write):
    """Break commands again and again; end with 1 where anything was wrong."""
    rows = [_tried(kind, seed, part, case) for kind in KINDS if only in (None, kind)]
    if only == "hostile" or (only is None and case is None):
        rows.append(_hostile(seed, part, case))
    if only == "honest" or (only is None and part >= 1 and case is None):
        rows += [_honest(file) for file in honest.HONEST]
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
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        failed = _failed(called, kind, Bench(Path(folder), seed), numbers)
    return Row(what, len(numbers), failed, f"make campaign ARGS='--only {called}'")


def _failed(called, kind, bench, numbers):
    """Try each number of a kind, say what is wrong with it, and return how many failed."""
    failed = 0
    for at, trial in enumerate(trials(kind, bench, numbers), start=1):
        failed += bool(trial.wrong)
        if trial.wrong:
            click.echo(f"{called} {trial.number} ({trial.done}): {'; '.join(trial.wrong)}\n"
                       f"{trial.said}", err=True)  # fmt: skip
        if at % _EVERY == 0:
            click.echo(f"{called}: {at:,} of {len(numbers):,}, {failed} failed", err=True)
    return failed


def _hostile(seed, part, case):
    """Load the hostile files one by one, then all of them below a tracer of their requests."""
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        bench = Bench(Path(folder), seed)
        n = len(files_of(bench))
        numbers = range(max(1, round(n * part))) if case is None else [case]
        failed = _failed("hostile", hostile, bench, numbers)
        calls = requests(bench)
    click.echo("\n".join(calls or []), err=True)
    seen = "requests not counted, for want of strace" if calls is None else (
        f"{len(calls)} requests in all")  # fmt: skip
    return Row(f"every file of the hostile corpus loaded once; {seen}", len(numbers),
               min(len(numbers), failed + len(calls or [])),
               "make campaign ARGS='--only hostile'")  # fmt: skip


def _honest(file):
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        took = honest.measured(file, Path(folder))
    click.echo("\n".join(took.wrong), err=True)
    return Row(honest.in_words(file, took), 1, int(bool(took.wrong)),
               "make campaign ARGS='--only honest'")  # fmt: skip


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
    """Put rows into the page's table: in the place of those of their commands, else behind."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    old, after = rest.split(END)
    lines = "\n".join(merged(old.strip().splitlines(), rows))
    PAGE.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}", encoding="utf-8")


def merged(old, rows):
    """Return the lines of a table in which rows are new, and those of other commands as before."""
    head = table(rows)[:2]
    kept = [line for line in old[2:] if _command(line) not in {row.again for row in rows}]
    lines = [*kept, *(table([row])[2] for row in rows)]
    return head + sorted(lines, key=lambda line: _place(_command(line)))


def _command(line):
    return line.rsplit("`", 2)[1]


def _place(command):
    kinds = [*KINDS, *OTHERS]
    return next((at for at, kind in enumerate(kinds) if f"--only {kind}'" in command), len(kinds))


if __name__ == "__main__":
    gdal.lock()
    main()
