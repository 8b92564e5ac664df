"""A release from the first count to the folder: what is in it, and what is refused whole."""

import csv
import json
import sqlite3
import zipfile
from itertools import pairwise

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.audit.written import read_classes
from hotspots.errors import ReleaseRefused
from hotspots.workflows.release.build import count, make_files
from hotspots.workflows.release.clearing import Earlier
from hotspots.workflows.release.rooms import private_room
from tests.release.made.made_city import POLICY, SECRETS, UNAPPROVED, declaration, made_city
from tests.release.made.twins import job, with_incidents

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

FILES = {
    "vold.csv": "incidents --category Vold",
    "alle.xlsx": "incidents",
    "indbrud.json": "incidents --category Indbrud --baseline 2020 --year 2023",
    "alle.geojson": "incidents --year 2022",
    "alle.gpkg": "incidents",
    "udvikling.csv": "change --baseline 2010 --year 2014",
    "udvikling.json": "change --baseline 2010 --year 2014",
    "omraader.csv": "areas list",
    "bydele.json": "areas show bydele",
    "kort.html": "map change --baseline 2010 --year 2014",
    "niveau.html": "map indicator --year 2014",
    "figur.svg": "figure change --baseline 2010 --year 2014",
    "serie.png": "figure series",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return made_city(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def released(city, tmp_path_factory):
    """Return a city, and the folder of a release of everything that can be in one."""
    own = city.copied(tmp_path_factory.mktemp("released"))
    own.run("release", "build", declaration(own, FILES), "-o", own.folder / "ud")
    return own, own.folder / "ud"


def as_bytes(path):
    """Return what a file holds, unpacked where it is packed."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return b"\n".join(book.read(name) for name in book.namelist())
    if path.suffix == ".gpkg":
        with sqlite3.connect(path) as con:
            return "\n".join(con.iterdump()).encode() + path.read_bytes()
    return path.read_bytes()


def test_a_release_has_its_files_and_its_proof(released):
    own, folder = released
    written = {path.name for path in folder.iterdir()}
    assert set(FILES) | {"bevis", "udgivelse.json", "vold.notes.txt"} <= written
    own.run("audit", folder)
    listed = own.run("release", "list", "--format", "csv").stdout
    assert "ud" in listed
    assert [path.name for path in own.folder.iterdir() if path.name.startswith(".")] == []


def test_no_file_has_a_secret_or_is_called_internal(released):
    """Not an id, a file's name, a source or a user; nor the mark of what must not leave."""
    _, folder = released
    for path in folder.rglob("*"):
        content = as_bytes(path) if path.is_file() else b""
        for secret in (*SECRETS, "folketal.csv", "indeks.csv", "bydele.geojson", "Internt brug"):
            assert secret.encode() not in content, (path.name, secret)


def test_what_is_printed_of_counts_is_in_the_published_classes(released):
    """Every count and class of a table is that of the proof."""
    _, folder = released
    published = read_classes((folder / "bevis" / "klasser.json").read_text(encoding="utf-8"))
    classes = {(cell[0].code, cell[1].code, cell[3].code): each
               for cell, each in published.cells.items()}  # fmt: skip
    with (folder / "vold.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    for row in rows:
        each = classes[row["area"].lstrip("'"), "Vold", row["period"]]
        assert (int(row["n_low"]), int(row["n_high"])) == (each.low, each.high)
        assert row["n"] == ("" if each.figure is None else str(each.figure))


def test_words_say_what_under_k_means_and_that_parts_need_not_sum(released):
    _, folder = released
    notes = (folder / "vold.notes.txt").read_text(encoding="utf-8")
    assert '"Under 5" er alle antal fra 0 til 4' in notes
    assert "delene behøver ikke at give totalen" in notes
    assert "Klargjort til offentliggørelse" in notes


def test_small_counts_have_words_and_no_figure(released):
    _, folder = released
    answer = json.loads((folder / "indbrud.json").read_text(encoding="utf-8"))
    small = [row for row in answer["rows"] if row["n"] is None]
    assert small
    for row in small:
        assert row["n_low"] == 0
        assert row["rate_per_1000"] is None
        assert row["rate_ratio"] is None
        assert f"under {row['n_high'] + 1} hændelser" in row["sentence"]


def test_thin_survey_figures_are_not_in_it(released):
    """Vest has 12 answers."""
    _, folder = released
    answer = json.loads((folder / "udvikling.json").read_text(encoding="utf-8"))
    by_area = {row["area"]: row for row in answer["rows"]}
    assert by_area["1"]["percent"] == 24
    assert by_area["4"]["percent"] is None
    assert by_area["4"]["n"] is None


def of_own_file(city):
    return declaration(city, {"a.csv": "incidents"})


def test_a_store_that_does_not_fit_the_classes_makes_no_twin(city, tmp_path):
    """The test of twins can fail: with one case more in a small cell's place it is refused."""
    own = city.copied(tmp_path / "a")
    of_own = job(own, of_own_file(own))
    counts = count(of_own, Earlier())
    clearing = clear(counts.tables, counts.counts, 5)
    changed = counts.counts.copy()
    changed[np.argmax(changed)] += 40
    other = count(job(with_incidents(own, counts, changed), of_own_file(own)), Earlier())
    with (
        private_room(own.store) as room,
        pytest.raises(ReleaseRefused, match="not of the classes"),
    ):
        make_files(of_own, room, other, clearing.published)


def test_a_later_release_obeys_the_classes_of_earlier_ones(released):
    """The same cells have the same figures, and the join of both is proved."""
    own, folder = released
    later = own.folder / "senere"
    finer = """
[[tabel]]
omraader = ["bydele"]
kategorier = ["Indbrud", "Røveri", "Vold"]
trin = "år"
fra = 2021
til = 2024
"""
    path = declaration(
        own, {"vold.csv": "incidents --category Vold --baseline 2021"}, tables=finer
    )
    done = own.run("release", "build", path, "-o", later)
    assert "beside 1 earlier release" in done.stderr
    own.run("audit", later)
    before, after = (
        read_classes((each / "bevis" / "klasser.json").read_text(encoding="utf-8")).cells
        for each in (folder, later)
    )
    shared = before.keys() & after.keys()
    assert len(shared) > 50
    assert {cell: before[cell] for cell in shared} == {cell: after[cell] for cell in shared}


SMALL_PLACE = "HEMMELIGT-{n};Vold;2024-05-{day:02};723500;6170500"
REFUSED = {
    "a policy that nobody approved": ({"policy": UNAPPROVED}, "incidents"),
    "a category that is not declared": ({}, "incidents --category Røveri"),
    "a year that is not declared": ({}, "incidents --year 2019 --baseline 2018"),
    "a year of the history alone": ({}, "incidents --year 2024 --baseline 2019"),
    "another way of adjusting": ({}, "incidents --adjust bh"),
    "days of the report": ({}, "incidents --date reported"),
    "a command that stays inside": ({}, "hours --set bydele"),
    "an order by counts that are not declared": ({}, "priority --baseline 2010 --year 2014"),
    "a set that is not declared": ({}, "incidents --set roder"),
    "a category that the store does not have": (
        {"tables": '[[tabel]]\nomraader = ["bydele"]\nkategorier = ["Drab"]\ntrin = "år"\n'
                   "fra = 2022\ntil = 2024\n"}, "incidents"),
    "a year that extracts do not cover": (
        {"tables": '[[tabel]]\nomraader = ["bydele"]\ntrin = "år"\nfra = 2022\ntil = 2031\n'},
        "incidents"),
    "months for everybody": (
        {"tables": '[[tabel]]\nomraader = ["bydele"]\ntrin = "måned"\nfra = 2022\ntil = 2024\n'},
        "incidents"),
    "a category of which nothing leaves": (
        {"policy": POLICY.replace("kategorier = []", 'kategorier = ["Vold"]')}, "incidents"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_leaves_nothing_in_place(city, tmp_path, why):
    """Exit code 3, no folder, no row in the ledger, and no room that stays behind."""
    options, command = REFUSED[why]
    own = city.copied(tmp_path / "own")
    path = declaration(own, {"b.csv": "areas list", "a.csv": command}, **options)
    before = {each.name for each in own.folder.iterdir()}
    done = own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    assert done.stdout == ""
    assert {each.name for each in own.folder.iterdir()} == before
    assert own.run("release", "list", "--format", "csv").stdout.count("\n") <= 1


def test_a_table_that_is_small_by_place_is_refused_by_the_name_of_its_row(city, tmp_path):
    """Eight cases of 2024 at one address in Vest."""
    own = city.copied(tmp_path / "own")
    rows = ["id;kategori;dato;x;y", *(SMALL_PLACE.format(n=n, day=n + 1) for n in range(8))]
    path = own.write("mere.csv", "\n".join(rows) + "\n")
    own.run("load", "incidents", path, "--source", "anden", "--crs", "25832")
    release = declaration(own, {"a.csv": "incidents"})
    done = own.run("release", "build", release, "-o", own.folder / "ud", expect=3)
    assert "bydele 4, Vold, 2024" in done.stderr
    assert "longer period" in done.stderr
    assert not (own.folder / "ud").exists()


def test_a_folder_or_a_name_that_is_taken_is_refused(released):
    own, folder = released
    path = declaration(own, {"a.csv": "incidents"})
    own.run("release", "build", path, "-o", folder, expect=2)
    (own.folder / "andetsteds").mkdir()
    own.run("release", "build", path, "-o", own.folder / "andetsteds" / "ud", expect=2)


@pytest.mark.thorough
def test_two_builds_are_the_same(city, tmp_path):
    """Order and clock of the machine change nothing but the day and the time that is told."""
    folders = []
    for name in ("a", "b"):
        own = city.copied(tmp_path / name)
        of_own = job(own, declaration(own, {"a.csv": "incidents", "a.xlsx": "incidents"}))
        counts = count(of_own, Earlier())
        published = clear(counts.tables, counts.counts, 5).published
        with private_room(own.store) as room:
            folder = make_files(of_own, room, counts, published)
            folders.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert all(first == second for first, second in pairwise(folders))


def test_what_is_handed_out_may_be_read(released):
    """The rooms it was made in were private; the folder is not."""
    _, folder = released
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder / "bevis")} == {0o755}


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("a.csv", "map change", "[[fil]] a.csv: the name must end in one of .html"),
        ("a.csv", "incidents --sett bydele", "[[fil]] a.csv: No such option"),
        ("a.csv", "incidents --year 2024-Q5", "[[fil]] a.csv: Invalid value for '--year'"),
    ],
)
def test_a_misspelt_line_is_refused_before_anything_is_counted(city, tmp_path, name, line, words):
    """With the release file and the name of the file that it makes."""
    own = city.copied(tmp_path)
    done = own.run("release", "build", declaration(own, {name: line}), "-o", tmp_path / "ud",
                   expect=2)  # fmt: skip
    assert words in done.stderr
    assert "Counting" not in done.stderr
