"""``status --conflicts`` and ``status --figures``: figures with all that is known of them."""

import pytest

from hotspots.workflows.provenance.status import CONFLICT_COLUMNS, FIGURE_COLUMNS
from tests import real_data
from tests.small_city import City


@pytest.fixture
def city(tmp_path):
    """Return a city with one figure in two editions, and one that two editions round alike."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    rows = ["*;2009;22;;2013;", "*;2009;24;;2018;", "Syd;2009;10,9;;2014;", "Syd;2009;11;;2018;",
            "Nord;2009;10;234;2014;intensiveret", "Nord;2010;12;;2014;"]  # fmt: skip
    made.index(rows)
    return made


def test_conflicts(city):
    """22 and 24 with edition, file and row; 10.9 and 11 are one figure."""
    answer = city.ask("--lang", "en", "status", "--conflicts")
    assert tuple(answer["rows"][0]) == CONFLICT_COLUMNS
    shown = [(row["name"], row["year"], row["edition"], row["percent"], row["file"], row["row"])
             for row in answer["rows"]]  # fmt: skip
    assert shown == [
        ("The whole city", 2009, 2013, 22, "indeks.csv", 1),
        ("The whole city", 2009, 2018, 24, "indeks.csv", 2),
    ]
    assert [one["load"] for one in answer["sources"]] == [2]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [("22", "24", True), ("22", "23", True), ("10,9", "11", False), ("10,5", "11", False),
     ("10,4", "11", True), ("10,5", "10", False), ("11,0", "11,1", True), ("11", "11", False)],
)  # fmt: skip
def test_what_is_printed_differently(tmp_path, one, other, differ):
    """Two figures agree when there is a value that rounds to both: 10.5 may be 10 or 11."""
    city = City(tmp_path)
    city.areas(["Nord"])
    city.index([f"Nord;2009;{one};;2013;", f"Nord;2009;{other};;2018;"])
    assert bool(city.ask("status", "--conflicts")["rows"]) is differ


def test_no_conflicts_are_said(tmp_path):
    """In words, not with an empty table alone."""
    city = City(tmp_path)
    city.areas(["Nord"])
    assert "trykt forskelligt" in city.run("status", "--conflicts").stdout
    assert "Der er ingen målinger" in city.run("status", "--figures").stdout


def test_figures(city):
    """Every figure with its identity: the definition, whether it is printed, where it lies."""
    answer = city.ask("status", "--figures")
    assert tuple(answer["rows"][0]) == FIGURE_COLUMNS
    assert [row["area"] for row in answer["rows"]] == ["*", "*", "1", "1", "2", "2"]
    row = answer["rows"][2]
    assert (row["name"], row["percent"], row["decimals"], row["n"]) == ("Nord", 10, 0, 234)
    assert (row["category"], row["edition"], row["row"]) == ("intensiveret", 2014, 5)
    assert row["definition"].startswith("Andel af de adspurgte borgere")
    english = city.ask("--lang", "en", "status", "--figures", "utryg_nabolag")["rows"]
    assert english[0]["definition"].startswith("Share of the residents asked")


def test_figures_of_one_indicator(city):
    """Another one has none, which is said; one that does not exist is refused with the known."""
    assert city.ask("status", "--figures", "tryg_nabolag")["rows"] == []
    problem = city.run("status", "--figures", "farve", expect=1)
    assert "There is no indicator 'farve'" in problem.stderr
    assert "utryg_nabolag" in problem.stderr


def test_one_question_at_a_time(city):
    """Two of them together are wrong usage."""
    city.run("status", "--conflicts", "--figures", expect=2)
    city.run("status", "--conflicts", "--rejects", "all", expect=2)


def test_other_formats(city):
    """Excel and Parquet hold the figures, too."""
    for name in ("tal.xlsx", "tal.parquet", "tal.csv"):
        city.run("status", "--figures", "-o", city.folder / name)
        assert (city.folder / name).stat().st_size > 0


@real_data.real_data
def test_the_city_in_the_evening_of_2009(tmp_path):
    """The 2013 edition prints 22, the 2018 edition 24."""
    city = City(tmp_path)
    city.run("load", "areas", real_data.SURVEY_AREAS, "--set", "survey13")
    city.run("load", "index", real_data.INDEX, "--set", "survey13")
    rows = [(row["area"], row["indicator"], row["year"], row["edition"], row["percent"])
            for row in city.ask("status", "--conflicts")["rows"]]  # fmt: skip
    assert ("*", "utryg_aften_nat", 2009, 2013, 22) in rows
    assert ("*", "utryg_aften_nat", 2009, 2018, 24) in rows
    assert not any(row[1:3] == ("utryg_nabolag", 2009) and row[0] == "*" for row in rows)


def test_status_counts_what_else_is_stored(city):
    """Goals and designations by kind; the breaks that ship with the program were not loaded."""
    city.run("load", "goals")
    city.run("load", "designations")
    notes = city.ask("status")["notes"]
    assert "goals Sikker By-strategi 2018-2021: 3 rows" in notes
    assert "designations udsat_boligomraade: 24 rows, 2007 to 2010" in notes
    assert not any(note.startswith("break points") for note in notes)
