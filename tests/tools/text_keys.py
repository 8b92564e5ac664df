"""Say which keys of ``outputs.po`` the code asks for; ``python -m tests.tools.text_keys``.

A key that stands in the code as it is, is asked for. A key that is put together, such as
``f"flag.{flag}"``, asks for every key that fits it, where what fills the gap is a number, a word
that the code, a query or a template holds, or is itself put together of such words. Where nothing
but gaps is put together, as in ``f"{part}.{key}"``, a word of the same module must be among them.

Printed are the keys that nothing asks for.
"""

import ast
import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.tools.catalogues import ROOT, catalogue

GAP = "\0"
_KEY = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_]+")
_FILES = frozenset(
    [
        "css",
        "csv",
        "duckdb",
        "geojson",
        "html",
        "js",
        "json",
        "po",
        "png",
        "py",
        "sql",
        "toml",
        "typ",
    ]
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_QUOTED = re.compile(r"'([a-z][a-z0-9_]*)'")
_FIELD = re.compile(r"\{[a-z_]+\}")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DEEPEST = 3


@dataclass(frozen=True)
class Spoken:
    """What the texts of a module are: whole, and put together with gaps.

    ``calls`` and ``counts`` are the keys that ``text`` and ``counted`` are called with.
    """

    path: str
    whole: frozenset[str]
    patterns: frozenset[str]
    calls: frozenset[str]
    counts: frozenset[str]


def read_module(path: Path, root: Path = ROOT) -> Spoken:
    """Return the texts of a module."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    strings = (node for node in nodes if isinstance(node, ast.JoinedStr))
    pieces = {id(piece) for node in strings for piece in node.values}
    texts = {_pattern(node) for node in nodes if id(node) not in pieces} - {""}
    counts = frozenset(_keys_called(nodes, "counted"))
    listed = frozenset(_keys_listed(nodes))
    return Spoken(
        path.relative_to(root).as_posix(),
        frozenset(text for text in texts if GAP not in text),
        frozenset(text for text in texts if GAP in text and text.strip(GAP)),
        frozenset(_keys_called(nodes, "text")) | counts | listed,
        counts,
    )


def _pattern(node: ast.AST) -> str:
    """Return the text of a literal, with a mark for each gap; nothing where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _FIELD.sub(GAP, node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (_pattern(part) if isinstance(part, ast.Constant) else GAP for part in node.values)
        return "".join(parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return "".join(_pattern(part) or GAP for part in (node.left, node.right))
    return ""


def _keys_called(nodes: Iterable[ast.AST], name: str) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and len(node.args) > 1 and _called(node) == name:
            yield from filter(_is_key, map(_pattern, _branches(node.args[1])))


def _keys_listed(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the keys of ``text(lang, f"page.{key}") for key in (...)``, all words written out."""
    tuples = {target.id: node.value for node in nodes if isinstance(node, ast.Assign)
              for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    for node in nodes:
        if isinstance(node, _COMPREHENSIONS) and _asks_for_all(node):
            loop = node.generators[0]
            source = tuples.get(getattr(loop.iter, "id", ""), loop.iter)
            words = [_pattern(part) for part in getattr(source, "elts", ())]
            gap = ast.unparse(loop.target)
            for key in _keys_called_with(ast.walk(node), gap):
                yield from (key.replace(GAP, word) for word in words if word and GAP not in word)


def _asks_for_all(node: ast.AST) -> bool:
    """Say whether a comprehension has one loop and leaves nothing of it out."""
    choices = (ast.BoolOp, ast.IfExp)
    loops = [part for part in ast.walk(node) if isinstance(part, ast.comprehension)]
    chooses = any(isinstance(part, choices) for part in ast.walk(node))
    return len(loops) == 1 and not loops[0].ifs and not chooses


def _keys_called_with(nodes: Iterable[ast.AST], gap: str) -> Iterator[str]:
    """Yield the keys with this one gap that ``text`` is called with."""
    for node in nodes:
        if isinstance(node, ast.Call) and _called(node) == "text" and len(node.args) > 1:
            key = node.args[1]
            gaps = [ast.unparse(part.value) for part in getattr(key, "values", ())
                    if isinstance(part, ast.FormattedValue)]  # fmt: skip
            if gaps == [gap]:
                yield _pattern(key)


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _branches(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _is_key(text: str) -> bool:
    """Say whether a text may be a key: a picture's ``text(x, y, ...)`` is called alike."""
    return "." in text and bool(re.fullmatch(rf"[a-z0-9_.{GAP}]+", text))


@dataclass(frozen=True)
class House:
    """The texts of all modules, and the words that queries, templates and scripts hold."""

    modules: Sequence[Spoken]
    elsewhere: frozenset[str] = field(default=frozenset())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every text that the code holds whole, and every word from elsewhere."""
        return self.elsewhere.union(*(module.whole for module in self.modules))

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Every text with gaps that could be a part of a key."""
        texts = frozenset().union(*(module.patterns for module in self.modules))
        fit = (text for text in texts if re.fullmatch(rf"[a-z0-9_.{GAP}]+", text))
        return {text: _as_regex(text) for text in fit}

    def fills(self, part: str, depth: int = 0) -> bool:
        """Say whether a word, whole or put together, may come to stand in a gap."""
        if part in self.words or part.isdecimal():
            return True
        if any(part[:cut] in self.words and part[cut:] in self.words for cut in _suffixes(part)):
            return True
        return depth < _DEEPEST and any(
            self._fits(part, module, text, depth + 1)
            for module in self.modules
            for text in module.patterns & self.patterns.keys()
            if "." not in text
        )

    def _fits(self, part: str, module: Spoken, text: str, depth: int) -> bool:
        match = self.patterns[text].fullmatch(part)
        if match is None or not all(self.fills(gap, depth) for gap in match.groups()):
            return False
        return not _is_bare(text) or any(gap in module.whole for gap in match.groups())

    def asks_for(self, key: str) -> bool:
        """Say whether some module asks for a key, as it is or put together."""
        return key in self.words or any(
            self._puts_together(module, key) for module in self.modules
        )

    def _puts_together(self, module: Spoken, key: str) -> bool:
        for text in module.patterns & self.patterns.keys():
            match = self.patterns[text].fullmatch(key) if "." in text else None
            if match is None:
                continue
            gaps = match.groups()
            if all(map(self.fills, gaps)) and (not _is_bare(text) or gaps[0] in module.whole):
                return True
        return False


def _is_bare(text: str) -> bool:
    return not text.strip(GAP + "_.")


def _suffixes(part: str) -> Iterator[int]:
    """Yield where an ending such as ``_all`` may have been added to a word."""
    return (match.start() for match in re.finditer("_", part))


def _as_regex(text: str) -> re.Pattern[str]:
    return re.compile("([a-z0-9_]+)".join(map(re.escape, text.split(GAP))))


def read_house() -> House:
    """Return what the program's modules, queries, templates and scripts hold."""
    modules = [read_module(path) for path in sorted((ROOT / "hotspots").rglob("*.py"))]
    words: set[str] = set()
    for path in sorted((ROOT / "queries").rglob("*.sql")):
        words.update(_QUOTED.findall(path.read_text(encoding="utf-8")))
    for folder in ("templates", "scripts"):
        for path in sorted((ROOT / "maps" / folder).iterdir()):
            words.update(_WORD.findall(path.read_text(encoding="utf-8")))
    return House(modules, frozenset(words))


def keys_held() -> dict[str, bool]:
    """Return the keys of ``outputs.po``, and of each whether it has a singular of its own."""
    return {entry.context: not isinstance(entry.id, str)
            for entry in catalogue("outputs") if entry.id}  # fmt: skip


def keys_nobody_asks_for(house: House, keys: Iterable[str]) -> list[str]:
    """Return the keys that nothing in the house asks for."""
    return [key for key in keys if not house.asks_for(key)]


def keys_that_are_missing(house: House, held: Mapping[str, bool]) -> list[str]:
    """Return which keys a module asks for that are not there, or lack a singular to count with."""
    plurals = [key for key, plural in held.items() if plural]
    names = {*held, *(f"{key}_one" for key in plurals)}
    subjects = {key.partition(".")[0] for key in held}
    problems = []
    for module in house.modules:
        looks = (text for text in module.whole if _looks_like_a_key(text, subjects))
        missing = {key for key in module.calls.union(looks) if not _fits_any(key, names)}
        single = {key for key in module.counts - missing if not _fits_any(key, plurals)}
        problems += [f"{module.path}: {key}" for key in sorted(missing)]
        problems += [f"{module.path}: {key} has no singular" for key in sorted(single)]
    return sorted(problem.replace(GAP, "…") for problem in problems)


def _looks_like_a_key(text: str, subjects: Container[str]) -> bool:
    subject, _, rest = text.partition(".")
    return bool(_KEY.fullmatch(text)) and subject in subjects and rest not in _FILES


def _fits_any(key: str, names: Iterable[str]) -> bool:
    pattern = _as_regex(key)
    return any(pattern.fullmatch(name) for name in names)


def main() -> None:
    """Print the keys that nothing asks for."""
    unused = keys_nobody_asks_for(read_house(), keys_held())
    sys.stdout.write("\n".join(unused) + "\n" if unused else "Every key is asked for.\n")


if __name__ == "__main__":
    main()
