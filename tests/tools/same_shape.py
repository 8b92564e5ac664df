"""Find repeats that a search for words misses; ``python -m tests.tools.same_shape [folder]``.

A module is read as lines: one for each statement, and for a compound statement one for its head.
Six consecutive lines or more have the same shape in two places where they are equal, and equally
deep in each other, once every name and every constant is blanked. Docstrings and imports are no
lines. A declared field and a named constant keep their names and types: six fields below each
other are no repeat of six others, but two classes with the same six fields are. A match is taken
as long as it goes and counted once. Files that a program writes, and that say so, are left out.

Printed are the number of pairs of places, and the largest groups with where they begin.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

LEAST_LINES = 6
_NAMES = {"id", "attr", "arg", "name", "names", "asname", "kwd_attrs", "rest"}
_SILENT = {"ctx", "kind", "type_comment", "type_params"}
_BLOCKS = {"body", "orelse", "finalbody", "handlers", "cases"}
_HEADS = (ast.stmt, ast.excepthandler, ast.match_case)


@dataclass(frozen=True)
class Line:
    """One line of code: where it stands, how deep, and its shape."""

    number: int
    depth: int
    shape: str


@dataclass(frozen=True)
class Module:
    """A file and its lines."""

    path: Path
    lines: Sequence[Line]

    def shapes(self, start: int, length: int) -> tuple[tuple[int, str], ...]:
        """Return the shapes of some lines, each with how much deeper it is than the first."""
        part = self.lines[start : start + length]
        return tuple((line.depth - part[0].depth, line.shape) for line in part)


@dataclass(frozen=True)
class Place:
    """A line of a module."""

    module: Module
    start: int

    def __str__(self) -> str:
        return f"{self.module.path}:{self.module.lines[self.start].number}"


@dataclass(frozen=True)
class Pair:
    """Two places that are alike for so many lines."""

    first: Place
    second: Place
    length: int


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _declares(node: ast.AST) -> bool:
    if isinstance(node, ast.AnnAssign):
        return node.value is None or isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)


def shape(node: object) -> str:
    """Return what is left of a piece of code without its names, its constants and its blocks."""
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        return "c"
    if isinstance(node, list):
        return f"[{','.join(shape(part) for part in node)}]"
    if not isinstance(node, ast.AST):
        return ""
    left_out = _NAMES | _SILENT | (_BLOCKS if isinstance(node, _HEADS) else set())
    parts = (shape(value) for label, value in ast.iter_fields(node) if label not in left_out)
    return f"{type(node).__name__}({','.join(parts)})"


def _lines_in(node: ast.AST, depth: int) -> Iterator[Line]:
    declared = isinstance(node, (ast.Module, ast.ClassDef))
    for label, parts in ast.iter_fields(node):
        if label not in _BLOCKS or not isinstance(parts, list):
            continue
        for part in parts:
            if isinstance(part, (ast.Import, ast.ImportFrom)) or _is_docstring(part):
                continue
            text = ast.unparse(part) if declared and _declares(part) else shape(part)
            yield Line(_number(part), depth, f"{label} {text}")
            yield from _lines_in(part, depth + 1)


def _number(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0) or getattr(getattr(node, "pattern", None), "lineno", 0))


def read_module(path: Path) -> Module:
    """Return a file as lines of code."""
    return Module(path, list(_lines_in(ast.parse(path.read_text(encoding="utf-8")), 0)))


def pairs(folder: Path) -> list[Pair]:
    """Return every pair of places with the same shape below a folder, in the files' order."""
    places: dict[object, list[Place]] = defaultdict(list)
    for path in sorted(folder.rglob("*.py")):
        if "\nWritten by ``python -m " in path.read_text(encoding="utf-8")[:400]:
            continue
        module = read_module(path)
        for start in range(len(module.lines) - LEAST_LINES + 1):
            places[module.shapes(start, LEAST_LINES)].append(Place(module, start))
    candidates = (two for group in places.values() for two in combinations(group, 2))
    alike = (Pair(first, second, _length(first, second)) for first, second in candidates
             if not _begins_above(first, second))  # fmt: skip
    return [pair for pair in alike if pair.length >= LEAST_LINES]


def _begins_above(first: Place, second: Place) -> bool:
    if not first.start or not second.start:
        return False
    longer = LEAST_LINES + 1
    above = (place.module.shapes(place.start - 1, longer) for place in (first, second))
    return len(set(above)) == 1


def _length(first: Place, second: Place) -> int:
    most = min(len(place.module.lines) - place.start for place in (first, second))
    if first.module is second.module:
        most = min(most, abs(second.start - first.start))
    length = 0
    while length < most and _line(first, length) == _line(second, length):
        length += 1
    return length


def _line(place: Place, offset: int) -> tuple[int, str]:
    line = place.module.lines[place.start + offset]
    return line.depth - place.module.lines[place.start].depth, line.shape


def groups(all_pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Return the pairs by what is alike, those with most repeated lines first."""
    gathered: dict[object, list[Pair]] = defaultdict(list)
    for pair in all_pairs:
        gathered[pair.first.module.shapes(pair.first.start, pair.length)].append(pair)
    return sorted(gathered.values(), key=_repeated_lines, reverse=True)


def _repeated_lines(group: Sequence[Pair]) -> int:
    return group[0].length * (len(places_of(group)) - 1)


def places_of(group: Iterable[Pair]) -> list[str]:
    """Return where the repeats of a group begin, each place once."""
    return list(dict.fromkeys(str(place) for pair in group for place in (pair.first, pair.second)))


def main(folder: Path, most_groups: int = 20) -> None:
    """Print how many pairs there are below a folder, and the largest groups."""
    all_pairs = pairs(folder)
    lines = [f"{len(all_pairs)} pairs of places of {LEAST_LINES} lines or more of the same shape"]
    for group in groups(all_pairs)[:most_groups]:
        lines.append(f"\n{group[0].length} lines:")
        lines += [f"  {place}" for place in places_of(group)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "hotspots"), *map(int, sys.argv[2:3]))
