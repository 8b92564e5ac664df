"""The papers know the house: the map names every room, and no path in them is stale."""

import re
from itertools import chain

import pytest

from tests.tools.reference_docs import DOCS, ROOT

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
FLOORS = ("cli", "workflows", "sentences", "analysis", "sources", "model", "queries", "output",
          "mapping")  # fmt: skip
PAPERS = [
    ARCHITECTURE,
    ROOT / "CONTRIBUTING.md",
    *(ROOT / folder / "README.md" for folder in ("geodata", "maps", "queries")),
    *sorted((DOCS / "decisions").glob("*.md")),
]
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:hotspots|queries|geodata|maps|tests|docs)/[\w./-]*[\w/]")
# What a decision that was replaced, or a place inside the wheel, speaks of is no longer in a tree.
ELSEWHERE = {"hotspots/_shipped/"}


def tables():
    """Yield the tables of the map, each as rows of cells, the heading first."""
    for block in re.findall(r"(?m)(?:^\|.*\n)+", ARCHITECTURE.read_text(encoding="utf-8")):
        rows = (line.strip("|").split("|") for line in block.splitlines())
        cells = [[cell.strip() for cell in row] for row in rows]
        yield [cells[0], *cells[2:]]


def rooms_on_the_map():
    """Return what the map says is on each floor: rooms with a slash, and single files."""
    subjects = next(table for table in tables() if table[0][0] == "subject")
    floors = next(table for table in tables() if table[0] == ["floor", "rooms"])
    columns = zip(*subjects, strict=True)
    named = {column[0]: " ".join(column[1:]) for column in columns}
    named |= {row[0]: row[1] for row in floors[1:]}
    return {floor.strip("`"): set(CODE.findall(cells)) for floor, cells in named.items()}


def folder_of(floor):
    return ROOT / floor if floor == "queries" else ROOT / "hotspots" / floor


@pytest.mark.parametrize("floor", FLOORS)
def test_the_map_names_every_room_of_a_floor_and_no_other(floor):
    """Each room and each single file of the tree is there; whatever is named is in the tree."""
    folder, named = folder_of(floor), rooms_on_the_map()[floor]
    missing = [name for name in named if not (folder / name).exists()]
    assert missing == []
    rooms = {f"{path.name}/" for path in folder.iterdir() if path.is_dir()}
    files = {path.name for path in folder.iterdir() if path.suffix in {".py", ".sql"}}
    unnamed = rooms | files - {"__init__.py"}
    assert unnamed - {"__pycache__/"} - named == set()


def test_the_list_of_floors_is_that_of_the_tree():
    """Every folder and file right below ``hotspots/`` is in the list, and no other."""
    listing = re.search(r"(?m)^hotspots/ .*\n((?:  .*\n)+)", ARCHITECTURE.read_text("utf-8"))
    named = {line.split()[0] for line in listing[1].splitlines()}
    children = chain((ROOT / "hotspots").glob("*/"), (ROOT / "hotspots").glob("*.py"))
    names = {f"{path.name}/" if path.is_dir() else path.name for path in children}
    assert named == names - {"__init__.py", "__pycache__/"}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_a_paper_names_is_there(paper):
    """A path with a gap for a name, such as ``<subject>``, is none."""
    spoken = CODE.findall(paper.read_text(encoding="utf-8"))
    paths = [text for text in spoken if PATH.fullmatch(text) and text not in ELSEWHERE]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_name_that_the_index_gives_beside_a_file_is_in_it():
    """A constant or function named with its file can be found there."""
    pairs = re.findall(r"`(\w+)`(?: and `(\w+)`)? in `([\w/.]+\.py)`",
                       ARCHITECTURE.read_text(encoding="utf-8"))  # fmt: skip
    assert len(pairs) > 3
    for *names, path in pairs:
        code = (ROOT / path).read_text(encoding="utf-8")
        assert [name for name in names if not re.search(rf"\b{name}\b", code)] == [], path


def test_every_decision_has_a_date_and_is_listed_with_it():
    """The day stands below the title, alone or before the day it was written down."""
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        title, _, day, *_ = page.read_text(encoding="utf-8").splitlines()
        assert title.startswith(f"# {page.name[:4]} ")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d(, written down \d{4}-\d\d-\d\d)?", day), page.name
        assert f"| [{page.name[:4]}]({page.name}) | {day[:10]} |" in listed
