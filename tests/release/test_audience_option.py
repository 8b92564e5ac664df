"""``--audience`` on a single command: a release of one output, on the same way as any other."""

import json

import click
import pytest

from hotspots.audit.folder import CLASSES
from hotspots.audit.written import read_classes
from hotspots.cli.main import main
from hotspots.engine.store import reading
from hotspots.model.audiences import COMMAND_RULES
from hotspots.model.release import is_below
from hotspots.workflows.release.ledger import read_ledger
from tests.release.made.made_city import POLICY, SECRETS, UNAPPROVED, made_city
from tests.tools.command_tree import tree

LEAVING = {path for path, rule in COMMAND_RULES.items() if is_below(rule.widest)}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    own = made_city(tmp_path_factory.mktemp("city"), n_incidents=900)
    own.write("politik.toml", POLICY)
    return own


def test_the_option_is_on_every_command_that_may_leave_and_on_no_other():
    """As the table of commands has it."""
    marks = {path: {mark for option in command.params for mark in option.opts}
             for path, command in tree(main) if not isinstance(command, click.Group)}  # fmt: skip
    for mark in ("--audience", "--policy"):
        assert {path for path in marks if mark in marks[path]} == LEAVING


def test_one_output_is_released_with_its_proof(city, tmp_path):
    """The counts it prints are cleared, with years before for swings, and nothing else."""
    own = city.copied(tmp_path / "own")
    line = ["incidents", "--category", "Vold", "--baseline", 2021, "--year=2024"]
    done = own.run(*line, "--audience", "public", "-o", own.folder / "vold.json")
    assert f"Wrote {own.folder / 'vold'}: 1 file" in done.stderr
    assert done.stdout == ""
    folder = own.folder / "vold"
    own.run("audit", folder)
    content = (folder / "vold.json").read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in content] == []
    cells = read_classes((folder / CLASSES).read_text(encoding="utf-8")).cells
    rows = json.loads(content)["rows"]
    assert {(row["area"], row["n_low"], row["n_high"]) for row in rows} == {
        (area.code, count.low, count.high)
        for (area, category, _, period), count in cells.items()
        if (category.code, period.code) == ("Vold", "2024")
    }
    assert {category.code for _, category, _, _ in cells} == {"*", "Vold"}
    assert {period.code for *_, period in cells} == {str(year) for year in range(2018, 2025)}
    with reading(own.store) as store:
        assert [(row.entry.release, row.state) for row in read_ledger(store)] == [
            ("vold", "prepared"), ("vold", "confirmed")]  # fmt: skip


def test_an_atlas_is_no_output_that_can_be_declared(city, tmp_path):
    """A release says of each file what it is: --split is refused, and nothing is there."""
    own = city.copied(tmp_path / "own")
    line = ["figure", "designations", "--kind", "udsat_boligomraade", "--set", "bydele", "--split"]
    own.run("load", "designations")
    done = own.run("--lang", "en", *line, "--audience", "public", "-o", own.folder / "atlas.png",
                   expect=3)  # fmt: skip
    assert "Give each area a line of its own with --area." in done.stderr
    assert not (own.folder / "atlas").exists()


def test_what_rests_on_no_counts_declares_none(city, tmp_path):
    own = city.copied(tmp_path / "own")
    path = own.folder / "omraader.csv"
    own.run("areas", "show", "bydele", "-o", path, "--audience=partner", "--format=csv")
    folder = own.folder / "omraader"
    own.run("audit", folder)
    assert b"Nord" in (folder / "omraader.csv").read_bytes()
    assert read_classes((folder / CLASSES).read_text(encoding="utf-8")).cells == {}


REFUSED = {
    "a command that stays inside": (["detect"], 3, "Disse kan laves til andre: change, "),
    "one of a group": (["figure", "hours"], 3, "`figure hours` er kun til internt brug"),
    "no file": (["incidents"], 3, "Angiv en med -o"),
    "a file that is there": (["incidents", "-o", "sager.csv", "--force"], 2, "Udelad --force"),
    "a name of the proof": (["incidents", "-o", "udgivelse.json"], 2,
                            "har selv en fil med det navn"),
    "an excluded category": (["incidents", "--category", "Røveri", "-o", "a.csv"], 3,
                             "--category Røveri: politikken lader intet"),
    "a category that is not there": (["incidents", "--category", "Drab", "-o", "a.csv"], 3,
                                     "Drab"),
    "months for everybody": (["priority", "--year", "2014-M01", "-o", "a.csv"], 3,
                             "--year 2014-M01: for 'offentlig' tillader politikken intet kortere"),
    "a year that only the figures know": (["priority", "-o", "a.csv"], 2, "Angiv året med --year"),
    "another way of counting": (["incidents", "--date", "reported", "-o", "a.csv"], 3, "--date"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_refused_is_said_and_leaves_nothing(city, tmp_path, monkeypatch, why):
    line, code, words = REFUSED[why]
    own = city.copied(tmp_path / "own")
    own.write("politik.toml", POLICY.replace("kategorier = []", 'kategorier = ["Røveri"]'))
    monkeypatch.chdir(own.folder)
    before = sorted(own.folder.iterdir())
    done = own.run("--lang", "da", *line, "--audience", "public", expect=code)
    assert words in done.stderr
    assert done.stdout == ""
    assert sorted(own.folder.iterdir()) == before


def test_the_policy_is_in_this_folder_or_beside_the_store_or_named(city, tmp_path, monkeypatch):
    """The first of them is obeyed; where there is none, how to write one is said."""
    own = city.copied(tmp_path / "own")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (own.folder / "politik.toml").unlink()
    line = ["areas", "list", "--audience", "public", "-o", "a.csv"]
    assert "`hotspots --store" in (said := own.run(*line, expect=3).stderr)
    assert "release policy` writes one" in said
    (here / "politik.toml").write_text(UNAPPROVED, encoding="utf-8")
    own.write("politik.toml", POLICY)
    assert "nobody has approved this policy" in own.run(*line, expect=3).stderr
    own.run(*line, "--policy", own.folder / "politik.toml")
    assert (here / "a" / "a.csv").is_file()
    said = own.run("areas", "list", "--policy", "x", expect=2).stderr
    assert "--policy goes with --audience only" in said
