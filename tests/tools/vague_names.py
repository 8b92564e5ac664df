"""Count the names that say nothing; ``python -m tests.tools.vague_names [folder]``.

Counted is every name that is bound: by an assignment, a loop, a comprehension, an argument, a
function or a class. Targets of a comprehension that stands on one line are left out: there, *one*
is read beside what it is one of. A name is vague where one of its parts, split at underscores and
capitals, is a word of the list.

Printed are the bindings, how many of them are vague, the share in percent, and the twenty most
frequent names of all.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

VAGUE = frozenset(
    {
        "one",
        "ones",
        "found",
        "told",
        "known",
        "own",
        "asked",
        "at",
        "there",
        "shown",
        "given",
        "said",
        "other",
        "others",
        "some",
        "this",
        "that",
        "it",
        "way",
        "thing",
        "things",
        "here",
    }
)
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a piece of code binds, as often as it binds it."""
    left_out = {id(node) for node in ast.walk(tree) for node in _targets_on_one_line(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if id(node) not in left_out:
                yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, _DEFINITIONS):
            yield node.name


def _targets_on_one_line(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, _COMPREHENSIONS) and node.lineno == node.end_lineno:
        for generator in node.generators:
            yield from ast.walk(generator.target)


def is_vague(name: str) -> bool:
    """Say whether a part of a name is a word that says nothing."""
    return any(part.lower() in VAGUE for part in _PART.findall(name))


def names_below(folder: Path) -> Counter[str]:
    """Return the names that the modules below a folder bind, with how often."""
    return Counter(
        name
        for path in sorted(folder.rglob("*.py"))
        for name in bound_names(ast.parse(path.read_text(encoding="utf-8")))
    )


def vague_percent(names: Counter[str]) -> float:
    """Return the share of vague bindings in percent, 0 where nothing is bound."""
    return 100 * n_vague(names) / max(names.total(), 1)


def n_vague(names: Counter[str]) -> int:
    """Return how many bindings are vague."""
    return sum(count for name, count in names.items() if is_vague(name))


def main(folder: Path) -> None:
    """Print the counts of a folder and its most frequent names."""
    names = names_below(folder)
    lines = [
        f"total {names.total()}",
        f"vague {n_vague(names)}",
        f"share {vague_percent(names):.2f} %",
    ]
    for name, count in names.most_common(20):
        lines.append(f"{count:6d} {name}{'  (vague)' if is_vague(name) else ''}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "hotspots"))
