"""The docs say what the program does: commands, options, output, links, queries, layers."""

import re
from pathlib import Path

import click
import pytest

from hotspots.cli.main import main as hotspots
from tests.tools import reference_docs
from tests.tools.command_tree import below
from tests.tools.reference_docs import COMMANDS, DOCS, ROOT, is_danish

BEHIND = "{page} is behind: python -m tests.tools.reference_docs"
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<kind>\w+)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(ROOT / room / "README.md" for room in ("geodata", "maps", "queries")),
    ]
)
ALL_COMMANDS = list(reference_docs.commands())
NAMES = [" ".join(path) for path, _ in ALL_COMMANDS]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def shell_commands(page: Path) -> list[str]:
    """Return the commands of a page's sh and console blocks."""
    found = []
    for block in FENCE.finditer(text(page)):
        lines = block["body"].splitlines()
        if block["kind"] == "sh":
            found += [line.split("  #")[0].strip() for line in lines if line.strip()]
        elif block["kind"] == "console":
            found += [line[2:] for line in lines if line.startswith("$ ")]
    return found


@pytest.mark.parametrize("command", [one for _, one in ALL_COMMANDS], ids=NAMES)
def test_every_command_and_option_has_help(command):
    assert command.help
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_a_section(name):
    assert f"\n## {name}\n" in text(COMMANDS)


def test_generated_parts_are_up_to_date():
    """The reference says what the code says; bring it up to date with the script."""
    for page, expected in reference_docs.references().items():
        assert text(page).splitlines() == expected.splitlines(), BEHIND.format(page=named(page))


@pytest.mark.part(1)
@pytest.mark.parametrize("page", reference_docs.pages_with_runs(), ids=named)
def test_shown_output_is_up_to_date(demo, page):
    """Output in the docs is what the program prints; bring it up to date with the script."""
    expected = reference_docs.with_true_output(page, demo)
    assert text(page).splitlines() == expected.splitlines(), BEHIND.format(page=named(page))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    prose = FENCE.sub("", text(page))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_resolves(page):
    for link in LINK.finditer(CODE.sub("", text(page))):
        target, _, anchor = link["target"].partition("#")
        assert "://" not in target, f"{link['target']}: no page needs an address"
        reached = (page.parent / target).resolve() if target else page
        assert reached.exists(), link["target"]
        assert not anchor or anchor in anchors(reached), link["target"]


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = (link["target"].partition("#")[0] for link in LINK.finditer(text(page)))
        pages = {(page.parent / one).resolve() for one in targets if one.endswith(".md")}
        waiting += sorted(pages - reached)
    rooms = {ROOT / "maps" / "README.md", ROOT / "queries" / "README.md"}
    assert set(PAGES) - reached - rooms == set()


def test_every_folder_of_queries_and_every_query_can_be_found():
    listed = text(ROOT / "queries" / "README.md")
    for file in (ROOT / "queries").rglob("*.sql"):
        place = file.relative_to(ROOT / "queries")
        entry = f"`{place.parts[0]}/`" if len(place.parts) > 1 else f"`{place}`"
        assert entry in listed
        assert text(file).startswith("-- "), f"{place} has no header"


def test_every_shipped_layer_is_listed():
    listed = text(ROOT / "geodata" / "README.md")
    for folder in (ROOT / "geodata").iterdir():
        if folder.is_dir():
            assert f"[{folder.name}]({folder.name}/{folder.name}.toml)" in listed


def test_every_table_and_view_is_described():
    described = text(DOCS / "reference" / "store.md")
    for file in (ROOT / "queries" / "schema").glob("*.sql"):
        for name in re.findall(
            r"create (?:or replace )?(?:table|view) (?:if not exists )?(\w+)", text(file)
        ):
            assert f"`{name}`" in described


def test_every_output_column_verdict_and_flag_is_described():
    from typing import get_args

    from hotspots.model.areas import DESIGNATION_COLUMNS
    from hotspots.model.cells import CONTOUR_COLUMNS, HOTSPOT_RATE_COLUMNS, ZONAL_COLUMNS
    from hotspots.model.goals import GOAL_AREA_COLUMNS, GOAL_COLUMNS
    from hotspots.model.incidents import HOUR_COLUMNS, INCIDENT_COLUMNS
    from hotspots.model.indicators import CHANGE_COLUMNS, PRIORITY_COLUMNS, Verdict
    from hotspots.model.provenance import TRACE_COLUMNS
    from hotspots.model.repeat import (
        FOLLOW_UP_COLUMNS,
        KNOX_COLUMNS,
        PLACE_COLUMNS,
        RepeatVerdict,
    )
    from hotspots.workflows.areas.crosswalks import CROSSWALK_COLUMNS
    from hotspots.workflows.areas.tables import AREA_COLUMNS, SET_COLUMNS
    from hotspots.workflows.provenance.status import (
        CONFLICT_COLUMNS,
        FIGURE_COLUMNS,
        REJECT_COLUMNS,
        STATUS_COLUMNS,
    )

    described = text(DOCS / "reference" / "formats.md")
    names: set[str] = {*SET_COLUMNS, *AREA_COLUMNS, *CROSSWALK_COLUMNS}
    names |= {*CHANGE_COLUMNS, *PRIORITY_COLUMNS, *INCIDENT_COLUMNS, *STATUS_COLUMNS}
    names |= {*GOAL_COLUMNS, *GOAL_AREA_COLUMNS, *HOUR_COLUMNS}
    names |= {*DESIGNATION_COLUMNS, *TRACE_COLUMNS, *HOTSPOT_RATE_COLUMNS}
    names |= {*KNOX_COLUMNS, *PLACE_COLUMNS, *FOLLOW_UP_COLUMNS, *get_args(RepeatVerdict)}
    names |= {*CONTOUR_COLUMNS, *ZONAL_COLUMNS}
    names |= {*REJECT_COLUMNS, *CONFLICT_COLUMNS, *FIGURE_COLUMNS, *get_args(Verdict)}
    assert [name for name in sorted(names) if f"`{name}`" not in described] == []


def test_every_exit_code_is_described():
    from hotspots import errors

    described = text(DOCS / "reference" / "formats.md")
    kinds = [errors.HotspotsError, *errors.HotspotsError.__subclasses__()]
    for kind in kinds:
        assert f"\n| {kind.exit_code} |" in described


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_shell_commands_exist(page):
    """Every ``make`` target, ``hotspots`` command and option in a shell block is there."""
    targets = re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE)
    for line in shell_commands(page):
        words = line.split()
        if words[0] == "make":
            assert words[1] in targets, line
        elif words[:3] == ["python", "-m", "hotspots"]:
            check_hotspots(words[3:], line)
        elif words[0] == "hotspots":
            check_hotspots(words[1:], line)


def check_hotspots(words: list[str], line: str) -> None:
    command: click.Command = hotspots
    known: set[str] = set()
    for word in words:
        names = dict(below(command))
        if word in names:
            known = set()
            command = names[word]
        known |= {opt for one in command.params for opt in one.opts}
        if word.startswith("-") and word != "-":
            assert word in known, f"{line}: no option {word}"
    assert command is not hotspots, line


def test_the_documented_test_command_is_the_one_that_is_run():
    assert "make test" in "\n".join(shell_commands(ROOT / "README.md"))
    script = text(ROOT / ".ci" / "run") if (ROOT / ".ci" / "run").exists() else "make test"
    assert "make test" in script.splitlines()


DANISH = [page for page in PAGES if is_danish(page)]
# Where a Danish page leaves a command out, or shows it otherwise, and why.
_NOT_ALIKE = {"indlaes-regneark.md": "the English page shows what a load of two sheets says"}


@pytest.mark.parametrize("page", DANISH, ids=named)
def test_danish_pages_have_the_commands_of_the_english_ones(page):
    """They link to the page that they tell in Danish; the language alone may be another."""
    (target,) = re.findall(r"^\*In English: \[[^]]+\]\(([^)]+)\)", text(page), re.MULTILINE)
    english = shell_commands((page.parent / target).resolve())
    if page.name not in _NOT_ALIKE:
        assert set(map(plain, shell_commands(page))) <= set(map(plain, english))


def plain(command: str) -> str:
    """Return a command without what differs between the languages: words in quotes, --lang."""
    if "LANG=" in command:
        return "export HOTSPOTS_STORE=demo/hotspots.duckdb"
    return re.sub(r'"[^"]*"|--lang \w\w ', "", command)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_nothing_in_the_docs_belongs_to_one_machine(page):
    for trace in ("/tmp/", "/home/", "/work/", "/root/"):  # noqa: S108 - looked for, not used
        assert trace not in text(page)


def test_the_picture_is_small():
    assert (DOCS / "pictures" / "change.png").stat().st_size < 200_000
