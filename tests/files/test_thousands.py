"""Whole numbers below headings that say thousands are taken 1,000 times, and never as ones."""

import pytest

from hotspots.sources.values.multiples import is_no_number, says_thousands
from tests.loads.test_load_bad_files import refused

POPULATION = ("load", "population", "--set", "by")


@pytest.mark.parametrize("heading", [
    "1.000 personer", "1000 personer", "Antal i 1.000", "Folketal (1.000)", "Folketal (1 000)",
    "Folketal i tusinde", "Antal (tusind)", "Residents in thousands", "Residents (1,000)",
])  # fmt: skip
def test_headings_that_say_thousands(heading):
    assert says_thousands(heading)


@pytest.mark.parametrize("heading", [
    "Folketal", "Antal 2010", "11.000 borgere", "1.000.000", "Antal 10000", "Tusindfryd",
    "Anmeldelser pr. 1.000 indbyggere", "Per 1,000 residents",
])  # fmt: skip
def test_headings_that_say_something_else(heading):
    assert not says_thousands(heading)


def test_rates_and_millions_are_no_numbers():
    assert all(map(is_no_number, ["Pr. 1.000 indbyggere", "per 1,000", "Mio. kr.", "pr. tusind"]))
    assert not any(
        map(
            is_no_number,
            ["Folketal", "Antal prøver 1", "Persons", "Folketal pr. 1. januar", "pr. 31-12-2024"],
        )
    )


@pytest.mark.parametrize(("heading", "cell", "n"), [
    ("Folketal (1.000)", "41,5", 41500), ("Antal i 1.000", "41", 41000),
    ("1.000 personer", "41,123", 41123),
])  # fmt: skip
def test_thousands_become_ones_and_that_is_said(three_areas, tmp_path, heading, cell, n):
    """The refusal named the column for --map, and 41 residents were stored."""
    text = f"Bydel;År;{heading}\n1;2020;{cell}\n2;2020;12,5\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    said = refused(three_areas, POPULATION, tmp_path / "a.csv")
    assert "--map population=COLUMN" in said
    done = three_areas.done(*POPULATION, tmp_path / "a.csv", "--map", f"population={heading}")
    assert f"{heading!r} says thousands" in done.stderr
    stored = "select population from population where area_code = '1'"
    assert three_areas.query(stored) == [(n,)]


def test_a_column_of_rates_is_no_number_of_residents(three_areas, tmp_path):
    text = "Bydel;År;Pr. 1.000\n1;2020;41\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    mapped = (*POPULATION, "--map", "population=Pr. 1.000")
    assert "holds rates or millions" in refused(three_areas, mapped, tmp_path / "a.csv")


@pytest.mark.parametrize("text", [
    "Tal i tusinde;;\nBydel;2020;2021\n1;41;42\n", "(1.000 personer)\nBydel;2020;2021\n1;41;42\n",
    "Bydel;2020;2021\n1;41;42\n;;\nEnhed: 1.000 personer;;\n",
    "Bydel;År;Antal;Enhed\n1;2020;41;1.000 personer\n",
])  # fmt: skip
def test_thousands_that_a_line_or_a_column_of_units_says(three_areas, tmp_path, text):
    """41 residents were stored, in silence."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    done = three_areas.done(*POPULATION, tmp_path / "a.csv")
    assert "says thousands: each number of the table is taken 1,000 times" in done.stderr
    assert three_areas.query("select min(population) from population") == [(41000,)]


@pytest.mark.parametrize("line", ["Byer med over 1.000 beboere", "Udtræk 1000", "Pr. 1. januar"])
def test_a_line_that_speaks_of_something_else(three_areas, tmp_path, line):
    text = f"{line};;\nBydel;2020;2021\n1;41;42\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    three_areas.done(*POPULATION, tmp_path / "a.csv")
    assert three_areas.query("select min(population) from population") == [(41,)]


def test_a_line_that_says_rates(three_areas, tmp_path):
    """Rates are no numbers of incidents; beside numbers they may be what is in other columns."""
    table = "Bydel;2020;2021\n1;41;42\n"
    path = tmp_path / "a.csv"
    path.write_text(f"Anmeldelser pr. 1.000 indbyggere;;\n{table}", encoding="utf-8")
    counts = ("load", "counts", "--set", "by")
    assert "says that the figures are rates" in refused(three_areas, counts, path)
    path.write_text(f"Antal, og anmeldelser pr. 1.000 indbyggere;;\n{table}", encoding="utf-8")
    three_areas.done(*counts, path)
