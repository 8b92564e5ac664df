"""What a person sees: tables that fit a terminal, and sentences that end though data do not."""

import pytest

from hotspots.model.answer import Answer
from hotspots.output.answers.terminal import as_table
from hotspots.output.plain import cell
from hotspots.safe import shortened
from tests.small_city import City

LONG = "x" * 10_000


def table(command, *rows):
    return as_table(Answer(command, tuple(rows[0]), list(rows), {}, [], [], None)).splitlines()


@pytest.mark.parametrize("data", [LONG, "ord " * 3_000])
def test_a_sentence_with_a_book_in_it_says_what_and_what_now(data):
    """A value of 10,000 marks leaves the beginning and the end of the sentence."""
    told = shortened(f"fil.csv: {data} is no year. Correct it.")
    assert told.startswith("fil.csv: ")
    assert told.endswith(" is no year. Correct it.")
    assert len(told) <= 2_000


def test_an_ordinary_sentence_is_left_alone():
    """Neither a long path nor a list of names is cut."""
    said = f"/{'mappe/' * 50}fil.csv: " + ", ".join(["Kongens Enghave"] * 50)
    assert shortened(said) == said


def test_a_load_does_not_fill_the_terminal_with_one_cell(tmp_path):
    """The reject is kept whole in the store and told shortly; no column says the same twice."""
    city = City(tmp_path)
    city.areas(["Nord"])
    head = "Type;Navn;År;Kriterier;Kode\n"
    path = city.write("d.csv", f"{head}t;Nord;2010;K;1\nt;Syd;{LONG};K;1\nt;Syd;;K;1\n")
    said = city.run("load", "designations", path, "--set", "bydele").stderr
    assert max(map(len, said.splitlines())) < 200
    assert "Row 3, column 'År' is missing." in said
    kept = city.ask("status", "--rejects", "2")["rows"]
    assert kept[0]["value"] == LONG


def test_findings_are_written_on_several_lines():
    """What is wrong and what to do are told whole, and fit 160 marks."""
    row = {"check": "area_missing", "where": "bydele13, Syd, 2020", "area": "1", "year": 2020,
           "indicator": "utryg_nabolag", "what": "ord " * 60, "how_sure": "possible",
           "do": "gør " * 40, "load": 1, "row": 2}  # fmt: skip
    lines = table("check", row)
    assert lines[0].split() == ["check", "where", "what", "how_sure", "do"]
    assert max(map(len, lines)) <= 160
    assert " ".join(lines).count("ord") == 60
    assert " ".join(lines).count("gør") == 40


def test_a_goal_is_told_by_its_sentence():
    """Where the sentence is shown, the columns that it says in words are not."""
    row = {"goal": "mål 5", "set": "bydele", "year": 2014, "n_areas": 6, "answer": "met",
           "certainty": "certain", "missing": [], "sentence": "Mål 5: nået. " * 12}  # fmt: skip
    lines = table("goals", row)
    assert lines[0].split() == ["goal", "set", "answer", "certainty", "sentence"]
    assert " ".join(lines).count("nået.") == 12


def test_headings_are_broken_only_where_the_table_is_too_wide():
    """A heading keeps one line at 140 marks, and is broken at its underscores beyond."""
    narrow = {"area": "1", "baseline_percent": 1.0}
    assert table("change", narrow)[0] == "area  baseline_percent"
    wide = narrow | {f"column_{at}_of_many": 1.0 for at in range(12)}
    lines = table("change", wide)
    assert lines[0].split()[:2] == ["area", "baseline_"]
    assert lines[1].split()[:2] == ["percent", "0_"]
    assert max(map(len, lines)) < 140


def test_code_and_name_are_one_column_where_they_are_equal():
    """A set whose code is its name shows it once; the city's row is no area."""
    rows = [{"area": "*", "name": "Hele byen"}, {"area": "Valby", "name": "Valby"}]
    assert table("change", *rows)[0] == "name"
    rows[1]["name"] = "Valby Syd"
    assert table("change", *rows)[0].split() == ["area", "name"]


def test_an_answer_without_rows_has_its_headings():
    """Nothing found is a table too."""
    empty = Answer("check", ("check", "what"), [], {}, [], [], None)
    assert as_table(empty).splitlines()[0].split() == ["check", "what"]


def test_sentences_in_one_cell_follow_each_other():
    """Sentences need no semicolon between them; other lists have it."""
    assert cell(["Tal mangler.", "Kategori mangler."]) == "Tal mangler. Kategori mangler."
    assert cell(["no_n", "withheld"]) == "no_n; withheld"
