"""What a person sees: tables that fit a terminal, and sentences that end though data do not."""

from dataclasses import replace
from typing import get_args

import pytest

from hotspots.model.answer import Answer
from hotspots.model.efforts import DisplacementVerdict, RankVerdict
from hotspots.model.incidents import RateVerdict
from hotspots.model.indicators import Verdict
from hotspots.model.repeat import RepeatVerdict
from hotspots.model.review import ReviewVerdict
from hotspots.output.answers.headings import heading, word
from hotspots.output.answers.terminal import as_table, short_form
from hotspots.output.plain import cell
from hotspots.safe import shortened
from tests.small_city import City
from tests.tools.answer_tables import TABLES

LONG = "x" * 10_000


# Codes that are words of the language already.
SAME = {"da": frozenset(), "en": {"better", "worse", "more", "moved", "reversed", "displacement",
                                  "diffusion", "alike", "different", "described"}}  # fmt: skip
VERDICTS = (Verdict, RateVerdict, RepeatVerdict, ReviewVerdict, DisplacementVerdict, RankVerdict)


def table(command, *rows, width=None):
    answer = Answer(command, tuple(rows[0]), list(rows), {}, [], [], None)
    return as_table(answer, width).splitlines()


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
    """The reject is kept and told shortly; no column says the same twice."""
    city = City(tmp_path)
    city.areas(["Nord"])
    head = "Type;Navn;År;Kriterier;Kode\n"
    path = city.write("d.csv", f"{head}t;Nord;2010;K;1\nt;Syd;{LONG};K;1\nt;Syd;;K;1\n")
    said = city.run("load", "designations", path, "--set", "bydele").stderr
    assert max(map(len, said.splitlines())) < 200
    assert "Row 3, column 'År' is missing." in said
    kept = city.ask("status", "--rejects", "2")["rows"]
    assert kept[0]["value"] == LONG[:100] + "…"


def test_findings_are_written_on_several_lines():
    """What is wrong and what to do are told whole, and fit 80 marks."""
    row = {"check": "area_missing", "where": "bydele13, Syd, 2020", "area": "1", "year": 2020,
           "indicator": "utryg_nabolag", "what": "ord " * 60, "how_sure": "possible",
           "do": "gør " * 40, "load": 1, "row": 2}  # fmt: skip
    lines = table("check", row, width=80)
    assert lines[0].split() == ["Hvor", "Hvad", "Sikkerhed", "Gør"]
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).count("ord") == 60
    assert " ".join(lines).count("gør") == 40


def test_a_change_is_one_row_of_words():
    """The two figures below their years, the change with its interval, light and verdict."""
    row = {"area": "08", "name": "Valby", "baseline_percent": 21.9, "percent": 15.8,
           "change_pp": -6.1, "ci_low_pp": -11.5, "ci_high_pp": -0.2,
           "light": "yellow", "verdict": "not_distinguishable"}  # fmt: skip
    settings = {"baseline": 2010, "year": 2024, "measure": "share"}
    answer = Answer("change", tuple(row), [row], settings, lang="en")
    heads, units, _, line = as_table(answer, 80).splitlines()
    assert heads.split()[:4] == ["No.", "Area", "2010", "2024"]
    assert units.split()[:2] == ["%", "%"]
    assert line == "08   Valby  21.9  15.8  -6.1 (-11.5 to -0.2)  yellow  cannot be told"
    danish = as_table(replace(answer, lang="da"), 80).splitlines()[-1]
    assert danish == "08   Valby   21,9  15,8  -6,1 (-11,5 til -0,2)  gul  kan ikke skelnes"


def test_a_wider_terminal_has_more_columns_and_no_width_has_all():
    """Those that come after the short form follow in their order, as far as there is room."""
    row = {"area": "1", "name": "Syd", "light": "grey"}
    row |= {f"column_{at}_of_many": 1.0 for at in range(12)}
    heads = [len(table("change", row, width=width)[-1].split()) for width in (20, 80, None)]
    assert heads[0] < heads[1] < heads[2] == len(row)
    assert max(map(len, table("change", row, width=80))) <= 80


def test_texts_give_way_where_a_table_is_too_wide():
    """Numbers are never cut; a name is, with a mark that says so."""
    row = {"area": "1", "name": "Indre By og det hele " * 2, "percent": 12.5, "light": "green",
           "verdict": "better"}  # fmt: skip
    lines = table("change", row, width=40)
    assert max(map(len, lines)) <= 40
    assert "12,5" in lines[-1]
    assert "…" in lines[-1]


def test_code_and_name_are_one_column_where_they_are_equal():
    """A set whose code is its name shows it once; the city's row is no area."""
    rows = [{"area": "*", "name": "Hele byen"}, {"area": "Valby", "name": "Valby"}]
    assert table("change", *rows)[0] == "Område"
    rows[1]["name"] = "Valby Syd"
    assert table("change", *rows)[0].split() == ["Nr.", "Område"]


def test_an_answer_without_rows_has_its_headings():
    """Nothing found is a table too."""
    empty = Answer("check", ("check", "what"), [], {}, [], [], None)
    assert as_table(empty).splitlines()[0].split() == ["Kontrol", "Hvad"]


@pytest.mark.parametrize("name", TABLES)
def test_a_short_form_names_columns_of_its_table(name):
    """At most seven, each of them there; every table has a short form."""
    answer = Answer(name.partition(" ")[0], TABLES[name], [])
    form = short_form(answer)
    assert 0 < len(form) <= 7
    assert {each for column in form for each in column.names} <= set(TABLES[name])


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_column_and_code_has_words(lang):
    """No column is headed twice alike in one table, and no verdict stays a code."""
    for name, columns in TABLES.items():
        answer = Answer(name, columns, [], {"baseline": 2010, "year": 2024}, lang=lang)
        heads = [heading(answer, name, column) for column in columns]
        assert len(set(heads)) == len(heads), (name, sorted(heads))
        assert not any("_" in head for head in heads)
    codes = {code for kind in VERDICTS for code in get_args(kind)}
    assert {code for code in codes if word("change", "verdict", code, lang) == code} <= SAME[lang]


def test_sentences_in_one_cell_follow_each_other():
    """Sentences need no semicolon between them; other lists have it."""
    assert cell(["Tal mangler.", "Kategori mangler."]) == "Tal mangler. Kategori mangler."
    assert cell(["no_n", "withheld"]) == "no_n; withheld"
