"""Write why each package is there and what it weighs; ``python -m tests.tools.dependencies``.

The reasons of those we name ourselves stand in ``dependencies.toml``; the others are there for
those that need them. Weighed is what is installed here, compiled as pip compiles it.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping

from tests.tools.requirements import ROOT, direct, locked, needed_by, weight_bytes

PAGE = ROOT / "docs" / "decisions" / "0042-dependencies.md"
KINDS = {
    "run": "",
    "postgis": "-postgis",
    "build": "-build",
    "dev": "-dev",
    "bench": "-bench",
    "docs": "-docs",
}
TITLES = {
    "run": "What every command needs", "postgis": "To read from a database",
    "build": "To build it", "dev": "To test it",
    "bench": "To compare it", "docs": "To build the site of the docs",
}  # fmt: skip
MOST_MB = 1130
_BEGIN, _END = "<!-- written by tests.tools.dependencies -->", "<!-- end -->"
_HEAD = ("| package | MB | why |", "|---|---|---|")


def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return the reason of each package that is named by ourselves, by kind."""
    text = (ROOT / "tests" / "tools" / "dependencies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def without_reason() -> list[str]:
    """Return the packages that neither have a reason nor are needed by another."""
    stated = reasons()
    named = {(kind, name) for kind, suffix in KINDS.items() for name in direct(suffix)}
    missing = [f"{kind}: {name}" for kind, name in sorted(named)
               if not stated[kind].get(name, "").strip()]  # fmt: skip
    here = {one.name for one in locked("") if one.is_for_here}
    lonely = here - {*needed_by(here)} - {*stated["run"]}
    return [*missing, *sorted(f"run: {name}" for name in lonely)]


def without_package() -> list[str]:
    """Return the reasons of packages that are named no longer."""
    return [f"{kind}: {name}" for kind, every in reasons().items() for name in every
            if name not in direct(KINDS[kind])]  # fmt: skip


def total_mb() -> float:
    """Return what is installed of all that a command needs."""
    return sum(weight_bytes(one.name) or 0 for one in locked("") if one.is_for_here) / 1e6


def tables() -> Iterator[str]:
    """Yield the lines of all tables."""
    for kind, title in TITLES.items():
        yield from ("", f"### {title}", "", *_HEAD)
        yield from _rows(kind)
        if kind == "run":
            yield from ("", f"Together {total_mb():,.0f} MB; at most {MOST_MB:,} MB are allowed.")


def _rows(kind: str) -> Iterator[str]:
    stated = reasons()[kind]
    names = {one.name for one in locked("") if one.is_for_here} if kind == "run" else {*stated}
    by = needed_by(names)
    weights = {name: weight_bytes(name) for name in names}
    for name in sorted(names, key=lambda each: (-(weights[each] or 0), each)):
        weight = weights[name]
        words = stated.get(name) or f"for {', '.join(by.get(name, []))}"
        yield f"| {name} | {'–' if weight is None else f'{weight / 1e6:.1f}'} | {words} |"


def main() -> None:
    """Put the tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    made = "\n".join([_BEGIN, *tables(), "", _END])
    pattern = re.compile(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", re.DOTALL)
    PAGE.write_text(pattern.sub(lambda _: made, text), encoding="utf-8")


if __name__ == "__main__":
    lacking = [*without_reason(), *without_package()]
    if lacking:
        sys.exit(f"A reason in dependencies.toml is missing, or is of none: {', '.join(lacking)}")
    main()
