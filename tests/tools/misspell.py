"""Misspell columns that workflows read and see that mypy tells.

``python -m tests.tools.misspell`` does it.

Twenty reads ``row["column"]`` are drawn at random from ``hotspots/workflows``, or with ``--all``
every one. Each is misspelt in a copy of the tree, and mypy is run over it once: with ``--all`` a
misspelling may hide the next one in what is worked out from it.
"""

import argparse
import ast
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.tools.query_headers import columns_of, header
from tests.tools.row_types import asked

ROOT = Path(__file__).resolve().parents[2]
_SEED = 20
_N = 20
# What is read by a name and is no row of a query, by file: columns of Arrow tables and what is
# made of them, rows of answers, settings, JSON.
_OTHERS = {
    "areas/load_designations.py": {"one"},
    "areas/tables.py": {"attributes", "stray"},
    "cells/hours.py": {"times"},
    "cells/repeat.py": {"gathered.settings"},
    "demo.py": {"about", "feature", "feature['properties']"},
    "efforts/counting.py": {"laid.areas"},
    "efforts/evaluate.py": {"laid.areas"},
    "efforts/monthly_points.py": {"rows"},
    "goals/load.py": {"about"},
    "incidents/judging.py": {"batch"},
    "incidents/load.py": {"judged", "row", "table.filter(pa.array(kept))"},
    "incidents/placing.py": {"points"},
    "incidents/points.py": {"table"},
    "report/material.py": {"row"},
    "report/profiles.py": {"one", "row"},
    "report/report.py": {"row"},
}


@dataclass(frozen=True)
class Read:
    """A literal key in a file: ``at`` and ``end`` are columns of its line, quotes and all."""

    path: str
    line: int
    at: int
    end: int
    column: str


def reads():
    """Return every read of a row's column by its literal name, by file and line."""
    columns = {one for name in asked() for one in columns_of(header(name)[1]["gives"])}
    folder = ROOT / "hotspots" / "workflows"
    found = []
    for path in sorted(folder.rglob("*.py")):
        others = _OTHERS.get(path.relative_to(folder).as_posix(), set())
        found += [
            Read(path.relative_to(ROOT).as_posix(), key.lineno, key.col_offset,
                 key.end_col_offset, key.value)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and isinstance(key := node.slice, ast.Constant)
            and key.value in columns
            and ast.unparse(node.value) not in others
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.path, one.line, one.at))


def unreported(chosen):
    """Return those reads of which mypy says nothing once they are misspelt."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("hotspots", "pyproject.toml"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, Path(folder, name))
        _misspell(Path(folder), chosen)
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--no-pretty"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
    told = re.findall(r'^(.+?):(\d+): error: .*"(\w+)_misspelt"', done.stdout, re.MULTILINE)
    known = {(path, int(line), column) for path, line, column in told}
    return [one for one in chosen if (one.path, one.line, one.column) not in known]


def _misspell(folder, chosen):
    by_path = defaultdict(list)
    for one in chosen:
        by_path[one.path].append(one)
    for path, own in by_path.items():
        lines = Path(folder, path).read_bytes().split(b"\n")
        for one in sorted(own, key=lambda read: -read.at):
            line = lines[one.line - 1]
            wrong = f'"{one.column}_misspelt"'.encode()
            lines[one.line - 1] = line[: one.at] + wrong + line[one.end :]
        Path(folder, path).write_bytes(b"\n".join(lines))


def main():
    """Print what was misspelt and whether it was told; end with 1 where something was not."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--all", action="store_true", help="misspell every read")
    given.add_argument("--seed", type=int, default=_SEED, help="of the draw")
    asked_for = given.parse_args()
    every = reads()
    chosen = every if asked_for.all else random.Random(asked_for.seed).sample(every, _N)  # noqa: S311
    missed = unreported(chosen)
    for one in missed if asked_for.all else chosen:
        told = "NOT TOLD" if one in missed else "told"
        print(f"{told}: {one.path}:{one.line} {one.column}")  # noqa: T201
    print(f"{len(chosen) - len(missed)} of {len(chosen)} are told")  # noqa: T201
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
