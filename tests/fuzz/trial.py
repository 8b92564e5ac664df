"""One broken file handed to the program, in this process, and what became of it."""

import json
import os
import tempfile
import traceback
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from hotspots.errors import ProgramFault
from tests.fuzz import judging
from tests.fuzz.measured import MOST_BYTES, MOST_SECONDS, OutOfTimeError, Spent, bounded
from tests.fuzz.mutants import Mutant
from tests.fuzz.stores import Template, contents

_ANSWERS = 4


@dataclass
class Outcome:
    """What became of a broken file: how it ended, what it took, and what is wrong with that."""

    mutant: Mutant
    file: Path
    arguments: list[str]
    spent: Spent = field(default_factory=Spent)
    ended: str = "failed"
    wrong: list[str] = field(default_factory=list)
    said: str = ""


@dataclass(frozen=True)
class Bench:
    """Where files are tried: a folder, the store to copy, and where to report from a fall."""

    folder: Path
    template: Template
    report_fd: int

    def tried(self, mutant: Mutant) -> Outcome:
        """Write a file, hand it to its command, and judge exit, sentence, store, time, memory."""
        folder = self.folder / "nu"
        folder.mkdir(exist_ok=True)
        file = folder / mutant.seed.name
        file.write_bytes(mutant.content)
        store = self.template.copied(self.folder / "store.duckdb")
        command = [*mutant.seed.subject.command, str(file), *mutant.options]
        outcome = Outcome(mutant, file, command)
        with bounded(f"case {mutant.number}: {command} ({mutant.done})", self.report_fd) as spent:
            outcome.spent = spent
            result = self._run(store, command, outcome)
        _judge_spent(outcome)
        if result is not None:
            self._judge(result, store, outcome)
        if outcome.ended in {"read", "rows rejected"} and mutant.number % _ANSWERS == 0:
            self._answer(store, outcome)
        return outcome

    def _run(self, store, command, outcome):
        from hotspots.cli.main import main

        with _strict(), _quiet_libraries() as loud, _seen_by_the_net() as caught:
            try:
                result = CliRunner().invoke(main, ["--store", str(store), *command])
            except OutOfTimeError:
                outcome.wrong.append(f"not done after {MOST_SECONDS} s")
                return None
        if loud:
            outcome.wrong.append(f"a library wrote on stderr: {loud[0][:200]!r}")
        if (fault := _fault(result, caught)) is not None:
            outcome.said = "".join(traceback.format_exception(fault))
            outcome.wrong.append(f"traceback: {_last_place(fault)}")
            return None
        outcome.said = result.stderr
        return result

    def _judge(self, result, store, outcome):
        code = result.exit_code
        outcome.wrong += judging.of_exit(code, result.stdout, result.stderr)
        before, after = self.template.contents, contents(store)
        is_load = outcome.arguments[0] == "load" and "--dry-run" not in outcome.arguments
        if code == 0 and is_load:
            outcome.wrong += judging.of_rows(result.stdout, before, after)
        elif before != after:
            outcome.wrong.append(f"the store changed, though the exit code is {code}")
        if code == 0 and outcome.arguments[0] != "load":
            outcome.wrong += _of_json(result.stdout)
        rejected = code == 0 and ", 0 rejected." not in result.stdout and is_load
        outcome.ended = "refused" if code else "rows rejected" if rejected else "read"

    def _answer(self, store, outcome):
        """Ask for an answer from what was stored: it may say that it cannot, in a sentence."""
        command = [*outcome.mutant.seed.subject.after]
        result = self._run(store, command, outcome)
        if result is not None and result.exit_code:
            wrong = judging.of_exit(
                4 if result.exit_code == 1 else result.exit_code, "", result.stderr
            )
            outcome.wrong += [f"{' '.join(command)}: {one}" for one in wrong]


def _fault(result, caught):
    """Return what the program did not foresee, though it says so in a sentence; None elsewhere."""
    if result.exit_code == ProgramFault.exit_code:
        return caught[-1]
    is_end = result.exception is None or isinstance(result.exception, SystemExit)
    return None if is_end else result.exception


@contextmanager
def _seen_by_the_net():
    """Yield a list that fills with the problems which the net below the commands catches."""
    caught = []
    with patch("hotspots.cli.net._show", lambda _ctx, problem: caught.append(problem)):
        yield caught


def _of_json(text):
    try:
        json.loads(text, parse_constant=_no_constant)
    except ValueError as problem:
        yield f"the answer is no JSON: {problem}"


def _no_constant(name):
    raise ValueError(name)


def _judge_spent(outcome):
    spent = outcome.spent
    if spent.seconds > MOST_SECONDS:
        outcome.wrong.append(f"took {spent.seconds:.0f} s")
    if spent.grown_bytes > MOST_BYTES:
        outcome.wrong.append(f"took {spent.grown_bytes / 1e6:,.0f} MB more than before")


def _last_place(problem):
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [
        frame
        for frame in frames
        if "/hotspots/" in frame.filename and "site-packages" not in frame.filename
    ]
    frame = (ours or frames)[-1]
    where = frame.filename.split("/hotspots/")[-1]
    return f"{type(problem).__name__} in {where}:{frame.lineno} ({str(problem)[:120]})"


@contextmanager
def _strict():
    """Let every warning be heard that a user would hear, each time."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        for quiet in (
            DeprecationWarning,
            PendingDeprecationWarning,
            ImportWarning,
            ResourceWarning,
        ):
            warnings.simplefilter("ignore", quiet)
        for loud in (UserWarning, RuntimeWarning, FutureWarning):
            warnings.simplefilter("always", loud)
        yield


@contextmanager
def _quiet_libraries():
    """Yield what libraries wrote on the process's own stderr, known afterwards."""
    lines: list[str] = []
    kept = os.dup(2)
    with tempfile.TemporaryFile() as heard:
        os.dup2(heard.fileno(), 2)
        try:
            yield lines
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            heard.seek(0)
            lines += heard.read().decode("utf-8", "replace").splitlines()
