"""What is said where a file takes a store's place: true before, and true after."""

import contextlib

import duckdb
import pytest

from hotspots import safe
from hotspots.cli.console import Console
from hotspots.engine import copies, outcomes
from hotspots.stopping import Stopped
from hotspots.workflows.upkeep import export
from tests.small_city import City

AS_BEFORE = "Nothing was stored: the store is as it was before."
DONE = "had taken its place by then, whole: what was asked for is done."
NOT_ANEW = "But the file was not written anew"
IDS = [f"GLEMSEL-{number}" for number in range(400)]


def extract(city, name, day):
    rows = "".join(f"{case};{day};720500;6170500\n" for case in IDS)
    return city.write(name, "Sagsnr;Dato;X;Y\n" + rows)


@pytest.fixture
def city(tmp_path):
    """Return a city with a store of 400 incidents, and a copy of it."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    made.run("load", "incidents", extract(made, "foer.csv", "02-01-2020"))
    made.run("backup", tmp_path / "kopi.duckdb")
    return made


def stopped(*_arguments, **_options):
    raise Stopped


LINES = [
    ("restore", "kopi.duckdb", "--force"),
    ("backup", "ny.duckdb"),
    ("forget", "--before", "2021-01-01", "--yes"),
    ("export", "eksport"),
    ("import", "eksport"),
]


def stopped_by(city, line, monkeypatch, place, name):
    """Run a command that is stopped in a function of a module, and return what it said."""
    monkeypatch.setattr(place, name, stopped)
    store = city.folder / ("nyt.duckdb" if line[0] == "import" else "store.duckdb")
    words = [str(city.folder / word) if word.endswith(("duckdb", "eksport")) else word
             for word in line]  # fmt: skip
    return city.run("--lang", "en", "--store", store, *words, expect=130).stderr


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_stopped_after_the_file_is_in_its_place(city, monkeypatch, line):
    """It was said that nothing was stored, of a store that was another one by then."""
    if line[0] == "import":
        city.run("export", city.folder / "eksport")
    given = Console.give

    def stop_at_the_end(console, text):
        if not text.startswith(("Load", "Answers")):
            raise Stopped
        given(console, text)

    monkeypatch.setattr(Console, "give", stop_at_the_end)
    store = city.folder / ("nyt.duckdb" if line[0] == "import" else "store.duckdb")
    words = [city.folder / word if word.endswith(("duckdb", "eksport")) else word for word in line]
    said = city.run("--lang", "en", "--store", store, *words, expect=130).stderr
    assert DONE in said
    assert AS_BEFORE not in said


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_stopped_before_the_file_is_in_its_place(city, monkeypatch, line):
    """Nothing is there, and nothing is said to be."""
    if line[0] == "import":
        city.run("export", city.folder / "eksport")
    place, name = copies, "_write_through"
    if line[0] == "export":
        place, name = export, "write_manifest"
    before = city.store.read_bytes()
    said = stopped_by(city, line, monkeypatch, place, name)
    assert AS_BEFORE in said
    assert DONE not in said
    assert city.store.read_bytes() == before


def times_in(store):
    return store.read_bytes().count(b"GLEMSEL-")


def test_a_replacement_that_was_stopped_before_its_file_is_written_anew(city, monkeypatch):
    """It is said; the same command again stores nothing twice, and writes the file anew."""
    path = extract(city, "efter.csv", "03-01-2020")
    line = ("--lang", "en", "load", "incidents", path, "--replace", 2)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "copy_store", stopped)
        said = city.run(*line, expect=130).stderr
    assert f"What was loaded is stored. {NOT_ANEW}" in said
    freed = times_in(city.store)
    assert "already" in city.run(*line).output
    assert times_in(city.store) < freed
    with contextlib.closing(duckdb.connect(str(city.store))) as con:
        assert con.execute("select count(*) from load").fetchone() == (3,)


def test_a_load_that_replaces_nothing_is_not_said_to_be_left_over(city, tmp_path):
    """The words on bytes are for a file that was to be written anew, and was not."""
    outcomes.forget_changes()
    outcomes.begun(city.store).outcome = "stored"
    assert NOT_ANEW not in outcomes.stop_sentence(2)
    with pytest.raises(Stopped), outcomes.placing(city.store, safe.whole_file(tmp_path / "x")):
        raise Stopped
    assert NOT_ANEW in outcomes.stop_sentence(2)
    outcomes.forget_changes()


def test_the_draft_of_an_export_that_was_killed_goes_with_the_next(city, tmp_path):
    """It holds incidents one by one, and lay there until somebody wrote a file beside it."""
    draft = tmp_path / ".hotspots-writing-abcdefgh"
    draft.mkdir(mode=0o700)
    (draft / "incident.parquet").write_bytes(b"x")
    city.run("export", tmp_path / "eksport")
    assert not draft.exists()
