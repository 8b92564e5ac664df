"""A campaign: so many broken files by a seed, every failure kept with the way to repeat it."""

import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutants import good, mutant, seeds
from tests.fuzz.stores import made_template
from tests.fuzz.tally import Tally
from tests.fuzz.trial import Bench

_PROGRESS_EVERY = 100


@dataclass(frozen=True)
class Asked:
    """What is tried: the seed of chance, how many files, which formats or commands, one case."""

    seed: int = 1
    runs: int = 2000
    only: Sequence[str] = ()
    case: int | None = None
    keep: Path = Path("fuzz-failures")
    good: bool = False

    def again(self, number: int) -> str:
        """Return the command that tries one case alone."""
        words = ["--seed", str(self.seed), *(["--only", ",".join(self.only)] if self.only else [])]
        return f"make fuzz ARGS={shlex.quote(shlex.join([*words, '--case', str(number)]))}"


def campaign(asked: Asked, say=lambda line: print(line, file=sys.stderr, flush=True)):
    """Try all files and return the tally and what failed, as outcomes."""
    made_of = seeds(asked.only)
    numbers = range(asked.runs) if asked.case is None else [asked.case]
    tally, failures = Tally(), []
    start = time.monotonic()
    report_fd = os.dup(2)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        bench = Bench(Path(folder), made_template(Path(folder)), report_fd)
        for at, number in enumerate(numbers, start=1):
            outcome = bench.tried(mutant(made_of, asked.seed, number))
            tally.add(outcome)
            if outcome.wrong:
                failures.append(_kept(outcome, asked))
                say(f"case {number}: {outcome.wrong[0]}")
            if at % _PROGRESS_EVERY == 0:
                say(
                    f"{at:,} of {len(numbers):,} files tried, {len(failures)} failed, "
                    f"{time.monotonic() - start:.0f} s"
                )
    os.close(report_fd)
    return tally, failures


def _kept(outcome, asked):
    """Keep the file of a failure, with what was said and how to repeat it."""
    name = f"{asked.seed}-{outcome.mutant.number}"
    folder = asked.keep / name
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(shutil.copy(outcome.file, folder))
    arguments = [str(file) if word == str(outcome.file) else word for word in outcome.arguments]
    story = [
        *outcome.wrong,
        "",
        f"changed: {outcome.mutant.done}",
        f"again: {asked.again(outcome.mutant.number)}",
        f"hotspots {shlex.join(arguments)}",
        "",
        outcome.said,
    ]
    (folder / "what.txt").write_text("\n".join(story), encoding="utf-8", errors="replace")
    outcome.file = file
    return outcome


def unread_seeds():
    """Return the good files of which not every row is stored, with what was said."""
    from tests.fuzz.mutants import Mutant

    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        bench = Bench(Path(folder), made_template(Path(folder)), 2)
        outcomes = [
            bench.tried(Mutant(at, seed, good(seed), seed.options, "nothing"))
            for at, seed in enumerate(seeds())
        ]
    return [
        (outcome.mutant.seed.subject.called, outcome.mutant.seed.kind, outcome.wrong, outcome.said)
        for outcome in outcomes
        if outcome.wrong or outcome.ended != "read"
    ]
