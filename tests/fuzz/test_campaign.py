"""The campaign sees what it is for, and a small one of it runs with all other tests."""

import pytest

from hotspots.cli.load.group import COMMANDS
from tests.fuzz import judging
from tests.fuzz.campaign import Asked, campaign
from tests.fuzz.mutants import mutant, seeds
from tests.fuzz.planted import TRIGGER, planted
from tests.fuzz.stores import Contents
from tests.tools.campaign import amount


def silent(_line):
    """Say nothing of how far it is."""


def is_plain_with_trigger(content):
    """Tell whether a text is read so far that the planted error is met."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return TRIGGER in text[:200] and "\0" not in text


def test_every_load_has_good_files_to_break():
    """A new load needs a good file in ``tests/fuzz/subjects.py``."""
    commands = [seed.subject.command for seed in seeds()]
    assert {command[1] for command in commands if command[0] == "load"} == {*COMMANDS}


def test_a_small_campaign_finds_nothing(tmp_path):
    """Forty broken files of all sorts: each is read right or refused in a sentence."""
    tally, failures = campaign(Asked(seed=11, runs=amount(400, 40), keep=tmp_path), silent)
    assert [(outcome.mutant.number, outcome.wrong) for outcome in failures] == []
    assert tally.outcomes == amount(400, 40)
    assert any(line.startswith("all") for line in tally.lines())


def test_a_planted_traceback_is_seen(tmp_path):
    """The case is named, and its file and the way to repeat it are kept."""
    made_of = seeds(["csv"])
    number = next(
        number
        for number in range(2000)
        if is_plain_with_trigger(mutant(made_of, 1, number).content)
    )
    with planted():
        _, failures = campaign(Asked(seed=1, only=["csv"], case=number, keep=tmp_path), silent)
    assert "traceback: KeyError" in failures[0].wrong[0]
    story = (tmp_path / f"1-{number}" / "what.txt").read_text(encoding="utf-8")
    assert f"make fuzz ARGS='--seed 1 --only csv --case {number}'" in story
    assert failures[0].file.read_bytes() == failures[0].mutant.content


def test_a_case_alone_is_the_same_file():
    """Which files were made before makes no difference."""
    made_of = seeds(["csv", "xlsx"])
    several = [mutant(made_of, 3, number).content for number in range(6)]
    assert mutant(made_of, 3, 5).content == several[5]
    assert mutant(made_of, 4, 5).content != several[5]


@pytest.mark.parametrize(
    ("code", "stderr", "wrong"),
    [
        (0, "", None),
        (4, "Said before.\nError: a.csv: the file is empty. Ask for it again.\n", None),
        (4, "Error: a.csv: row 2 has 'KeyError'. Correct it.\n", None),
        (1, "Error: a.csv: nothing to answer from.\n", "exit code 1"),
        (4, "Error: a.csv: KeyError. Ask again.\n", "words of a library: 'KeyError'"),
        (4, "Error: two\nlines.\n", "more than a line says what is wrong"),
        (4, "", "no sentence that says what is wrong"),
        (0, "/a/b.py:3: RuntimeWarning: overflow\n", "a warning of a library: "),
    ],
)
def test_what_is_wrong_with_an_exit(code, stderr, wrong):
    assert [*judging.of_exit(code, "", stderr)][:1] == ([wrong] if wrong else []) or (
        wrong is not None and next(judging.of_exit(code, "", stderr)).startswith(wrong)
    )


@pytest.mark.parametrize(
    ("counts", "rejects", "wrong"),
    [
        ((3, 2, 1), 1, []),
        (
            (3, 2, 2),
            1,
            [
                "3 rows in are not 2 stored and 2 rejected",
                "the store says (3, 2, 1) of load 5",
                "1 rejects are kept of 2",
            ],
        ),
    ],
)
def test_what_is_wrong_with_the_rows_of_a_load(counts, rejects, wrong):
    """What is said, what the record says and what is kept must be the same numbers."""
    before = Contents({"load": (4, 1)}, {}, {})
    after = Contents({"load": (5, 2)}, {5: (3, 2, 1)}, {5: rejects})
    n_in, n_stored, n_rejected = counts
    said = f"Load 5: {n_in} rows in, {n_stored} stored, {n_rejected} rejected.\n"
    assert [*judging.of_rows(said, before, after)] == wrong
