"""``load population``: residents, and which areas the table marks as full of visitors."""

import pytest

from tests.conftest import Hotspots
from tests.small_city import City

HEAD = "Område;År;Folketal;Mange besøgende\n"


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def load(city, *rows, name="folk.csv", head=HEAD):
    """Load rows of a population table."""
    path = city.write(name, head + "\n".join(rows))
    return city.run("load", "population", path, "--set", "bydele")


def marks(city):
    """Return the stored marks by area and year."""
    found = Hotspots(city.store).query("select area_code, year, visitor_heavy from population")
    return {(code, year): mark for code, year, mark in found}


def test_every_way_to_say_yes_and_no(city):
    """An x is a tick, not a missing value; an empty cell says nothing."""
    said = {2010: "ja", 2011: "1", 2012: "X", 2013: "nej", 2014: "0", 2015: "", 2016: ".."}
    load(city, *(f"Nord;{year};100;{mark}" for year, mark in said.items()))
    assert marks(city) == {
        ("1", 2010): True, ("1", 2011): True, ("1", 2012): True, ("1", 2013): False,
        ("1", 2014): False, ("1", 2015): None, ("1", 2016): None,
    }  # fmt: skip


def test_a_table_without_the_column_says_nothing(city):
    """The mark is never guessed."""
    load(city, "Nord;2010;100", head="Område;År;Folketal\n")
    assert marks(city) == {("1", 2010): None}


def test_a_mark_that_means_neither_is_rejected(city):
    """With row, column, value and reason; the other row is stored."""
    load(city, "Nord;2010;100;måske", "Midt;2010;200;ja")
    assert marks(city) == {("2", 2010): True}
    assert Hotspots(city.store).rejects() == [
        (1, "Mange besøgende", "måske", "is not ja, nej, 1, 0 or x")
    ]


def test_a_new_mark_is_no_repeat(city):
    """The same population with another mark must correct; without a mark it repeats."""
    load(city, "Nord;2010;100;nej", "Midt;2010;200;ja")
    load(city, "Nord;2010;100;ja", "Midt;2010;200;", name="igen.csv")
    reasons = [reason for *_, reason in Hotspots(city.store).rejects()]
    assert "say --replace" in reasons[0]
    assert "repeats load" in reasons[1]
