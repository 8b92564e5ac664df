"""Lint the queries, but those not again that were found clean; ``python -m tests.tools.lint_sql``.

SQLFluff takes a tenth of a second for each query and remembers nothing. What is remembered here
is the SHA-256 of a clean query with the version and the settings of SQLFluff; a query that is
new, was changed or has a finding is linted, and all are when the version or the settings change.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEMORY = ROOT / ".cache" / "clean_queries.json"
SETTINGS = ROOT / "pyproject.toml"
Linter = Callable[[Sequence[Path]], int]


def rules(settings: Path) -> str:
    """Return what decides on a finding beside the query: SQLFluff's version and settings."""
    told = tomllib.loads(settings.read_text(encoding="utf-8"))["tool"]["sqlfluff"]
    return json.dumps([version("sqlfluff"), told], sort_keys=True)


def marks(queries: Path, under: str) -> dict[str, str]:
    """Return the mark of every query: of the rules, its place and what stands in it."""
    return {
        str(path): sha256(f"{under}\n{path}\n".encode() + path.read_bytes()).hexdigest()
        for path in sorted(queries.rglob("*.sql"))
    }


def lint(queries: Path, memory: Path, settings: Path, linter: Linter) -> int:
    """Lint what is not known to be clean, remember it if it is, and return the exit code."""
    found = marks(queries, rules(settings))
    clean = _remembered(memory)
    rest = [Path(path) for path, mark in found.items() if clean.get(path) != mark]
    if rest and (code := linter(rest)):
        return code
    memory.parent.mkdir(exist_ok=True)
    memory.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


def _remembered(memory: Path) -> Mapping[str, str]:
    return json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}


def _sqlfluff(paths: Sequence[Path]) -> int:
    program = Path(sys.executable).with_name("sqlfluff")
    return subprocess.run([program, "lint", *paths], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(lint(ROOT / "queries", MEMORY, SETTINGS, _sqlfluff))
