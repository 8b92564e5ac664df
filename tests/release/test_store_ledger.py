"""The ledger in the store: added to in turn, checked before every use, and listed."""

import json
from dataclasses import replace

import duckdb
import pytest

from hotspots.audit.ledger import next_row
from hotspots.engine.store import Store, reading, writing
from hotspots.errors import ReleaseRefused
from hotspots.workflows.release.ledger import append_confirmed, append_prepared, read_ledger
from tests.release.made.made_release import made_release
from tests.small_city import City


@pytest.fixture(scope="module")
def entry(tmp_path_factory):
    """Return the entry of a release that is proved."""
    return made_release(tmp_path_factory.mktemp("made") / "ud").ledger[0].entry


@pytest.fixture
def city(tmp_path, entry):
    """Return a store with a release that was handed out and one that was only prepared."""
    made = City(tmp_path)
    with writing(made.store) as store:
        append_prepared(store, entry)
        append_confirmed(store, "r")
        append_prepared(store, replace(entry, release="to", audience="partner"))
    return made


def changed(city, statement):
    """Change the store behind the program's back."""
    with duckdb.connect(str(city.store)) as con:
        con.execute(statement)


def test_the_ledger_comes_back_as_it_was_written(city, entry):
    """Word for word: its rows are those that the audit reckons."""
    with reading(city.store) as store:
        rows = read_ledger(store)
    other = replace(entry, release="to", audience="partner")
    reckoned = []
    for one, state in ((entry, "prepared"), (entry, "confirmed"), (other, "prepared")):
        reckoned.append(next_row(reckoned, one, state))
    assert rows == reckoned


def test_a_new_store_has_an_empty_ledger(tmp_path):
    with writing(tmp_path / "store.duckdb") as store:
        assert read_ledger(store) == []


def test_what_is_out_of_turn_is_not_written_down(city, entry):
    """Prepared twice, confirmed twice, or confirmed and never prepared."""
    steps = ((append_prepared, entry), (append_confirmed, "r"), (append_confirmed, "never"))
    with writing(city.store) as store:
        for append, what in steps:
            with pytest.raises(ReleaseRefused, match="prepared once, and confirmed once after"):
                append(store, what)
        assert len(read_ledger(store)) == 3


@pytest.mark.parametrize(
    ("statement", "number", "reason"),
    [
        ("update release set classes = '{}' where number = 1", 1, "was changed"),
        ("update release set files = 'x' where number = 2", 2, "was changed"),
        ("update release set audience = 'internal' where number = 3", 3, "was changed"),
        ("update release set hash = 'x' where number = 3", 3, "was changed"),
        ("delete from release where number = 1", 1, "is not the next"),
        ("delete from release where number = 2", 2, "is not the next"),
    ],
)
def test_a_broken_ledger_lets_nothing_out(city, entry, statement, number, reason):
    """Reading, adding and listing end with exit code 3 and the number of the row."""
    changed(city, statement)
    told = city.run("release", "list", expect=3).stderr
    assert f"row {number} is wrong" in told
    assert reason in told
    with writing(city.store) as store:
        for add in (
            lambda: append_prepared(store, replace(entry, release="tre")),
            lambda: append_confirmed(store, "to"),
        ):
            with pytest.raises(ReleaseRefused, match="restore it from a copy"):
                add()


def test_a_row_that_is_interrupted_is_not_there(city, monkeypatch):
    """It is written in one transaction."""
    run = Store.run

    def interrupted(store, query, **values):
        run(store, query, **values)
        raise KeyboardInterrupt

    with writing(city.store) as store:
        monkeypatch.setattr(Store, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            append_confirmed(store, "to")
        monkeypatch.undo()
        assert len(read_ledger(store)) == 3
        append_confirmed(store, "to")
    with reading(city.store) as store:
        assert [row.state for row in read_ledger(store)][2:] == ["prepared", "confirmed"]


def test_releases_are_listed(city, entry):
    answer = city.ask("--lang", "en", "release", "list")
    first, second = answer["rows"]
    n_small = sum(low == 0 for low, *_ in json.loads(entry.classes)["cells"])
    assert first == {
        "release": "r", "audience": "public", "state": "confirmed", "n_cells": 75,
        "n_small": n_small, "n_files": 7, "approved_by": "Eksempel", "approved_on": "2026-11-02",
        "row": 1, "hash": first["hash"],
    }  # fmt: skip
    assert (second["release"], second["state"], second["row"]) == ("to", "prepared", 3)
    whole, waiting = answer["notes"]
    assert whole == "The ledger of releases is whole: each row has the hash of the row before."
    assert waiting.startswith("One release was prepared and never confirmed: its build ended")
    assert "nobody knows whether they got out. It counts as published." in waiting
    assert f"`{city.program} audit` says whether it is whole; if not, build it" in waiting


def test_loads_and_replacements_leave_the_ledger_alone(city):
    """Nothing but a release adds to it."""
    before = city.ask("release", "list")["rows"]
    city.run("load", "goals")
    city.run("load", "goals", "--again")
    assert city.ask("release", "list")["rows"] == before
