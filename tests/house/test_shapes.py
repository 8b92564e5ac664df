"""The shape of the house: folders that can be taken in, names that explain themselves."""

import ast
from collections import Counter, defaultdict

import pytest

from tests.tools import same_shape, vague_names
from tests.tools.reference_docs import ROOT

MOST_MODULES = 25
# These two may only fall.
MOST_PERCENT = 0.5
MOST_PAIRS = 8


@pytest.mark.parametrize("room", ["hotspots", "tests"])
def test_no_folder_holds_more_modules_than_one_can_take_in(room):
    modules = (path for path in (ROOT / room).rglob("*.py") if path.stem != "__init__")
    counts = Counter(str(path.parent.relative_to(ROOT)) for path in modules)
    assert counts.total() > 50
    assert {folder: n for folder, n in counts.items() if n > MOST_MODULES} == {}


def test_the_share_of_names_that_say_nothing_only_falls():
    """Which they are is printed by ``python -m tests.tools.vague_names``."""
    names = vague_names.names_below(ROOT / "hotspots")
    assert names.total() > 10_000
    assert vague_names.vague_percent(names) <= MOST_PERCENT


def test_what_counts_as_a_bound_name():
    """Every binding counts once each time, but for the targets of a comprehension on one line."""
    tree = ast.parse(
        "class FoundRow:\n"
        "    def at_least(self, one, *rest, other=0):\n"
        "        shown: int = [one for one in rest]\n"
        "        known = [\n"
        "            item\n"
        "            for item in rest\n"
        "        ]\n"
        "        for rate in rest: rate += 1\n"
    )
    names = "FoundRow at_least item known one other rate rate rest self shown"
    assert sorted(vague_names.bound_names(tree)) == names.split()


@pytest.mark.parametrize("name", ["one", "by_one", "found", "FoundRow", "_asked", "HTTPThings"])
def test_a_vague_name(name):
    assert vague_names.is_vague(name)


@pytest.mark.parametrize("name", ["stone", "attribute", "founder", "item", "knowledge", "rate"])
def test_a_name_that_only_holds_the_letters_of_a_vague_word(name):
    assert not vague_names.is_vague(name)


def test_no_class_name_means_two_things():
    """An underscore before a name does not tell two apart."""
    places = defaultdict(list)
    for path in sorted((ROOT / "hotspots").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert {name: lines for name, lines in places.items() if len(lines) > 1} == {}


def test_repeats_only_become_fewer():
    """Which they are is printed by ``python -m tests.tools.same_shape``."""
    assert len(same_shape.pairs(ROOT / "hotspots")) <= MOST_PAIRS


def test_what_has_the_same_shape(tmp_path):
    """Names, constants and docstrings make no difference; another step or fewer lines do."""
    step = "def {0}(x):\n    y = x + 1\n    if y:\n        z = y.{0}(2)\n    w = z\n    return w\n"
    (tmp_path / "a.py").write_text(step.format("first"), encoding="utf-8")
    (tmp_path / "b.py").write_text("import os\n\n\n" + step.format("second"), encoding="utf-8")
    (tmp_path / "c.py").write_text(step.replace("+", "-").format("third"), encoding="utf-8")
    (pair,) = same_shape.pairs(tmp_path)
    assert (pair.first.module.path.name, pair.second.module.path.name) == ("a.py", "b.py")
    assert (pair.length, pair.second.module.lines[pair.second.start].number) == (6, 4)
