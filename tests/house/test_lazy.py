"""Commands are imported on use, and the lists of groups say of them what they say themselves."""

import subprocess
import sys

import pytest

from hotspots.cli.language import speak_in
from hotspots.cli.lazy import LazyGroup
from hotspots.cli.main import main
from hotspots.language import translated
from tests.tools.command_tree import below, tree

LISTED = [
    (name, command, group.registry[name])
    for _, group in tree(main)
    if isinstance(group, LazyGroup)
    for name, command in below(group)
]
MODULES = {entry.place.partition(":")[0] for _, _, entry in LISTED}
PROGRAM = (
    "import sys; from hotspots.cli.main import main\n"
    "try: main()\n"
    "except SystemExit: pass\n"
    "print(*sys.modules, file=sys.stderr)"
)


def first_paragraph(text):
    """Return the first paragraph of a help text in one line."""
    return " ".join(text.partition("\n\n")[0].split())


def test_every_command_is_listed():
    """All groups have their commands from a registry; none is added otherwise."""
    assert len(LISTED) == sum(1 for path, _ in tree(main) if path)


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_registry_says_what_the_command_says(lang):
    """Every entry leads to the command of its name, and its summary begins the help of that."""
    speak_in(lang)
    for _, group in tree(main):
        for name, command in below(group):
            assert command.name == name
            summary = translated(group.registry[name].summary)
            assert first_paragraph(command.help) == first_paragraph(summary), name


@pytest.mark.parametrize(
    ("asked", "imported"),
    [
        ((), set()),
        (("map",), {"map.group"}),
        (("change",), {"indicators.change"}),
        (("map", "change"), {"map.group", "map.change"}),
        (("load", "index"), {"load.group", "load.index"}),
    ],
)
def test_help_imports_no_other_command(asked, imported):
    """A list needs none of its commands, and a command none of its neighbours."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *asked, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = MODULES & set(done.stderr.split())
    assert found == {f"hotspots.cli.{module}" for module in imported}
    assert done.stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("asked", "spared"),
    [
        (("status",), {"numpy", "pyarrow", "pandas", "scipy"}),
        (("change", "--indicator", "utryg_nabolag"), {"pandas", "statsmodels", "polars"}),
        (("incidents",), {"pandas", "statsmodels", "polars"}),
    ],
)
def test_a_question_imports_what_it_needs(demo, asked, spared):
    """Nobody waits for a library that the answer is not made with."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--store", demo.folder / "hotspots.duckdb", *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not spared & set(done.stderr.split())
    assert done.stdout
