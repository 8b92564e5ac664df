"""A small campaign in every run, and that each kind of lie would be seen."""

import pytest

from hotspots.cli.main import main
from tests.reliability import honest
from tests.reliability.__main__ import KINDS, PAGE, Row, merged, table
from tests.reliability.bench import Bench
from tests.reliability.commands import ALL, LEFT_ALONE, UPKEEP, Command
from tests.reliability.hostile import files_of, hostile
from tests.reliability.judging import (
    EARLIER,
    Expected,
    digest,
    leftovers,
    not_erased,
    wrong_with_output,
    wrong_with_store,
    wrong_with_words,
)
from tests.reliability.process import Ended
from tests.reliability.trials import command_of, trials
from tests.small_city import City
from tests.tools.campaign import amount
from tests.tools.command_tree import below, tree

USUAL = {"killed": 2, "interrupted": 1, "full": 1, "beside": 1, "tampered": 2}
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


def test_hostile_files_do_no_harm(bench):
    """All of the corpus in a campaign, or every thirtieth file."""
    n = len(files_of(bench))
    numbers = range(n) if amount(n, 0) else range(0, n, 30)
    wrong = [(trial.done, trial.wrong, trial.said) for trial in trials(hostile, bench, numbers)
             if trial.wrong]  # fmt: skip
    assert wrong == []


def test_every_command_that_writes_is_broken_or_named_with_a_reason():
    """A new command is in the world of the campaign, or it is said why it need not be."""
    leaves = {path for path, command in tree(main) if path and not [*below(command)]}
    broken = {next(path for path in leaves if command.arguments[: len(path)] == path)
              for command in ALL}  # fmt: skip
    assert broken | LEFT_ALONE.keys() == leaves
    assert broken & LEFT_ALONE.keys() == set()
    assert all(LEFT_ALONE.values())


@pytest.mark.parametrize("called", ["killed", "interrupted", "full"])
def test_a_whole_campaign_breaks_every_command(called):
    assert {command_of(number) for number in range(KINDS[called][2])} == {*ALL}


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
    whole = {"a.html": "0" * 64}
    (tmp_path / "a.html").write_bytes(b"<html><body>")
    assert wrong_with_output(tmp_path / "a.html", whole) == ["half a file was written"]
    assert wrong_with_output(tmp_path / "none.csv", whole) == []
    whole = {"a.html": digest(tmp_path / "a.html")}
    assert wrong_with_output(tmp_path / "a.html", whole) == []
    (tmp_path / "a.html").write_bytes(EARLIER)
    assert wrong_with_output(tmp_path / "a.html", whole) == []
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "utf8.csv").write_text("x", encoding="utf-8")
    known, command = frozenset({"a.html"}), Command("change, png", ("change",), "c.png")
    assert leftovers(tmp_path, known, command) == ["left behind: tmp/utf8.csv"]


def test_half_folders_are_seen(tmp_path):
    """A folder of an export or a release lacks no file, and has none more."""
    folder = tmp_path / "eksport"
    folder.mkdir()
    (folder / "a").write_bytes(b"a")
    whole = {"eksport/a": digest(folder / "a"), "eksport/b": digest(folder / "a")}
    assert wrong_with_output(folder, whole) == ["half a folder was written"]
    (folder / "b").write_bytes(b"a")
    assert wrong_with_output(folder, whole) == []


def test_bytes_that_were_to_be_erased_are_seen(tmp_path):
    """In the store's file and in its log; of what was replaced the rows stay once."""
    forget = next(command for command in UPKEEP if command.called == "forget")
    store = tmp_path / "store.duckdb"
    store.write_bytes(b"GLEMSE")
    assert not_erased(store, forget) == []
    (tmp_path / "store.duckdb.wal").write_bytes(b"..GLEMSEL-7..")
    assert not_erased(store, forget) == ["bytes of what was erased are left in the store's file"]


def test_a_file_that_passes_its_bounds_is_seen(tmp_path):
    """Three areas, of which four are claimed, in no time."""

    def three(folder):
        return City(folder).write("lag.geojson", (folder / "bydele.geojson").read_text()), 4

    file = honest.Honest("three", three, ("load", "areas", "--set", "s"), "area", 0, 1e9)
    took = honest.measured(file, tmp_path)
    assert "3 of 4 rows are stored" in took.wrong
    assert any("pass the bounds" in what for what in took.wrong)
    assert "three, loaded: " in honest.in_words(file, took)


def test_the_docs_state_what_the_worst_honest_files_may_take():
    formats = (PAGE.parent / "reference" / "formats.md").read_text(encoding="utf-8")
    for file in honest.HONEST:
        assert f"{file.most_seconds} s and {file.most_bytes / 1e9:.0f} GB" in formats


def test_the_table_counts_what_held():
    assert table([Row("x", 400, 2, "make campaign")])[2] == (
        "| x | 400 | 398 | 2 | `make campaign` |"
    )


def test_a_part_of_the_table_is_renewed_alone():
    """Rows of other commands stay, in the order of kinds."""
    full, killed = (Row("x", 4, 0, f"make campaign ARGS='--only {kind}'")
                    for kind in ("full", "killed"))  # fmt: skip
    assert merged([], [full]) == table([full])
    assert merged(table([full]), [killed]) == table([killed, full])
    assert merged(table([killed, full]), [killed]) == table([killed, full])
