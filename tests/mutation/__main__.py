"""``make mutation``: write small errors into the code, and count those the tests notice."""

import importlib
import os
import pickle
import random
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click

from tests.mutation import python_mutants, sql_mutants, survivors
from tests.mutation.applying import ROOT, import_mutated
from tests.mutation.mutants import Fate, Mutant

SUBJECTS = Path(__file__).with_name("subjects.toml")
PAGE = ROOT / "docs" / "mutation.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
ENOUGH, MOST = 90.0, 400
_FRESH_S = 300


@dataclass(frozen=True)
class Row:
    """A line of the table: how many mutants of a subject were tried, and what became of them."""

    subject: str
    all_mutants: int
    tried: int
    killed: int
    survived: int
    equivalent: int

    @property
    def score(self) -> float:
        """Return the share of mutants killed among those that can be, in percent."""
        return 100 * self.killed / max(1, self.tried - self.equivalent)


@click.command()
@click.option("--subject", "subjects", multiple=True, help="One subject alone; repeatable.")
@click.option("--file", "files", multiple=True, help="Mutants of files with this in their path.")
@click.option("--most", default=MOST, show_default=True, help="Mutants tried of a subject.")
@click.option("--seed", default=1, show_default=True, help="The seed of which are tried.")
@click.option("--jobs", default=os.cpu_count(), show_default=True, help="Mutants at a time.")
@click.option("--subjects-file", default=SUBJECTS, type=Path, help="Which subjects there are.")
@click.option("--survivors-file", default=survivors.FILE, type=Path, help="The known survivors.")
@click.option("--write", is_flag=True, help="Write the table into docs/mutation.md.")
def main(*, subjects, files, most, seed, jobs, subjects_file, survivors_file, write):
    """Say of each mutant that survives where it is; end with 1 where the score is too low."""
    known = tomllib.loads(subjects_file.read_text(encoding="utf-8"))
    reasons = survivors.listed(survivors_file.read_text(encoding="utf-8"))
    rows, wrong = [], []
    for name in subjects or known:
        mutants = [mutant for mutant in mutants_of(known[name]["files"])
                   if not files or any(part in mutant.file for part in files)]  # fmt: skip
        fates = tried(sample(mutants, most, seed), known[name]["tests"], jobs)
        wrong += survivors.errors(reasons, fates, {mutant.key for mutant in mutants})
        rows.append(row(name, len(mutants), fates, reasons))
        if write:
            write_table(rows[-1:])
        for line in unexplained(fates, reasons):
            click.echo(line)
        click.echo("\n".join(table(rows[-1:])))
    click.echo("\n".join([*table(rows), *wrong]))
    sys.exit(1 if wrong or any(each.score < ENOUGH for each in rows) else 0)


def mutants_of(patterns):
    """Return the mutants of files, in their order."""
    files = [path.relative_to(ROOT).as_posix() for each in patterns
             for path in sorted(ROOT.glob(each))]  # fmt: skip
    return [mutant for file in files for mutant in _kind(file).mutants(
        file, (ROOT / file).read_text(encoding="utf-8"))]  # fmt: skip


def _kind(file):
    return sql_mutants if file.endswith(".sql") else python_mutants


def sample(mutants, most, seed):
    """Return at most so many mutants, drawn by a seed, in their order."""
    if len(mutants) <= most:
        return mutants
    chosen = random.Random(seed).sample(range(len(mutants)), most)  # noqa: S311 - repeatable
    return [mutants[at] for at in sorted(chosen)]


def tried(mutants: list[Mutant], tests: list[str], jobs: int) -> dict[Mutant, Fate]:
    """Return what became of each mutant."""
    if not mutants:
        return {}
    preload()
    fates, unsure = _in_child(lambda: _session(mutants, tests, jobs))
    for at, (mutant, files) in enumerate(unsure.items()):
        click.echo(f"\r{at + 1:,} of {len(unsure):,} anew", nl=False, err=True)
        fates[mutant] = _anew(mutant, files)
    return {
        mutant: fates[mutant]
        for mutant in sorted(mutants, key=lambda mutant: (mutant.file, mutant.span))
    }


def preload():
    """Import what is heavy and not ours, so that forked processes need not."""
    for name in ("duckdb", "pandas", "scipy.optimize", "scipy.stats", "shapely"):
        importlib.import_module(name)


def _session(mutants, tests, jobs):
    import pytest

    from tests.mutation.session import Session

    os.environ["HOTSPOTS_CAMPAIGN"] = "1"
    session = Session(mutants, jobs)
    code = pytest.main(["-q", "-s", "-p", "no:cacheprovider", *_paths(tests)], plugins=[session])
    if code:
        raise RuntimeError(f"pytest ended with {code}")
    return session.fates, session.unsure


def _paths(tests):
    return [str(ROOT / each) for each in tests]


def _in_child(work):
    """Return what some work gives that is done by a forked process, whose stdout goes nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        kept, said = Path(folder) / "kept", Path(folder) / "said"
        process = os.fork()
        if process == 0:
            from tests.mutation.session import _leave

            os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT, 0o600), 1)
            _leave(lambda: kept.write_bytes(pickle.dumps(work())) and 0)
        if os.waitpid(process, 0)[1]:
            raise click.ClickException(said.read_text(encoding="utf-8", errors="replace")[-5000:])
        return pickle.loads(kept.read_bytes())  # noqa: S301 - written a moment ago


def _anew(mutant, files):
    """Try a mutant that is seen only as its module is imported."""
    if not files:
        return "survived"

    def work():
        import signal

        import pytest

        signal.setitimer(signal.ITIMER_REAL, _FRESH_S)
        os.dup2(1, 2)
        import_mutated(mutant)
        code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", *files])
        return "survived" if code == 0 else "killed"

    try:
        return _in_child(work)
    except click.ClickException:
        return "timeout"


def row(subject, all_mutants, fates, reasons):
    """Return a subject's line of the table."""
    survived = [mutant for mutant, fate in fates.items() if fate == "survived"]
    equivalent = sum(mutant.key in reasons for mutant in survived)
    return Row(subject, all_mutants, len(fates), len(fates) - len(survived),
               len(survived) - equivalent, equivalent)  # fmt: skip


def unexplained(fates, reasons):
    """Yield a line for each mutant that survives without a listed reason."""
    for mutant, fate in fates.items():
        if fate == "survived" and mutant.key not in reasons:
            change = " | ".join(mutant.key[1:])
            yield f"{mutant.file}:{mutant.span[0]}: {change}"


def table(rows):
    """Return the lines of a table in Markdown."""
    head = ["| Subject | mutants | tried | killed | survived | equivalent | score |",
            "|---|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    return head + [
        f"| {each.subject} | {each.all_mutants:,} | {each.tried:,} | {each.killed:,} | "
        f"{each.survived:,} | {each.equivalent:,} | {each.score:.1f} % |"
        for each in rows
    ]


def write_table(rows, page=PAGE):
    """Put rows where the page has its place for them; those of other subjects stay."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    stored, after = rest.split(END)
    head, fresh = table(rows)[:2], table(rows)[2:]
    lines = [line for line in stored.splitlines() if line.startswith("| ") and line != head[0]]
    by_subject = {line.split("|")[1]: line for line in [*lines, *fresh]}
    text = "\n".join([*head, *by_subject.values()])
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
