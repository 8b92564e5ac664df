"""A small campaign in every run, and that each kind of lie would be seen."""

import pytest

from tests.reliability.__main__ import KINDS, Row, table
from tests.reliability.judging import (
    Expected,
    leftovers,
    wrong_with_output,
    wrong_with_store,
    wrong_with_words,
)
from tests.reliability.process import Ended
from tests.reliability.trials import Bench, trials
from tests.tools.campaign import amount

USUAL = {"killed": 4, "interrupted": 4, "full": 3, "beside": 1, "tampered": 4}
BEFORE, AFTER = {"incident": (500, "1")}, {"incident": (20_500, "2")}
EXPECTED = Expected(BEFORE, AFTER)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("bench"), seed=1)


@pytest.mark.parametrize("called", KINDS)
def test_what_is_promised_holds_by_force(bench, called):
    """As many trials of each kind as an hour of `make campaign` holds, or a few."""
    kind, _, whole = KINDS[called]
    numbers = range(amount(whole, USUAL[called]))
    wrong = [
        f"{called} {trial.number} ({trial.done}): {trial.wrong}\n{trial.said}"
        for trial in trials(kind, bench, numbers)
        if trial.wrong
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "said", "left", "lie"),
    [
        (1, "Error: The store is as it was before.", AFTER, "it says that nothing was stored"),
        (130, "Nothing was stored: the store is as it was before.", AFTER, "it says that nothing"),
        (1, "Error: what was loaded is stored, but", BEFORE, "it says that it was stored"),
        (0, "20.000 stored", BEFORE, "it ended well and stored nothing"),
        (-9, "", {"incident": (700, "3")}, "half a load is stored"),
    ],
)
def test_a_false_sentence_is_seen(code, said, left, lie):
    wrong = wrong_with_store(Ended(code, said, 1.0), left, EXPECTED)
    assert any(lie in what for what in wrong)


def test_true_sentences_are_right():
    told = Ended(1, "Error: what was loaded is stored, but could not be written through", 1.0)
    assert wrong_with_store(told, AFTER, EXPECTED) == []
    told = Ended(130, "Ended by Ctrl-C. Nothing was stored: the store is as it was before.", 1.0)
    assert wrong_with_store(told, BEFORE, EXPECTED) == []


def test_tracebacks_codes_and_silence_are_seen():
    said = "Traceback (most recent call last):\n  ...\nValueError"
    assert wrong_with_words(Ended(1, said, 1.0), (0, 1)) == ["a traceback"]
    assert wrong_with_words(Ended(-15, "", 1.0), (0, 143)) == ["exit code -15"]
    assert wrong_with_words(Ended(1, " \n", 1.0), (0, 1)) == ["nothing was said"]


def test_half_files_and_leftovers_are_seen(tmp_path):
    for name, data in (
        ("a.html", b"<html><body>"),
        ("b.xlsx", b"PK\x03\x04"),
        ("c.png", b"\x89P"),
    ):
        (tmp_path / name).write_bytes(data)
        assert wrong_with_output(tmp_path / name) == ["half a file was written"]
    assert wrong_with_output(tmp_path / "none.csv") == []
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "utf8.csv").write_text("x", encoding="utf-8")
    known = frozenset({"a.html", "b.xlsx"})
    assert leftovers(tmp_path, known, "c.png") == ["left behind: tmp/utf8.csv"]


def test_the_table_counts_what_held():
    assert table([Row("x", 400, 2, "make campaign")])[2] == (
        "| x | 400 | 398 | 2 | `make campaign` |"
    )
