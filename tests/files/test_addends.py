"""Groups that are said to add up, of which one holds others; and rows of one group alone."""

import pytest

from hotspots.errors import InputProblem
from hotspots.sources.values.addends import refuse_held_groups
from tests.small_city import City

HEAD = "Bydel;År;Køn;Folketal"


@pytest.mark.parametrize(
    ("wholes", "why"),
    [
        ([{"mænd": 100, "kvinder": 200, "x": 300}], "'x' holds the others"),
        ([{"a": 3, "b": 2, "c": 1}, {"a": 7, "b": 5, "c": 2}], "'a' holds the others"),
        ([{"vold": 3, "straffelov i alt": 30}], "'straffelov i alt' holds the others"),
        ([{"vold": 3, "heraf simpel vold": 2}], "'heraf simpel vold' holds the others"),
        ([{"15-24": 100, "18-29": 200, "30+": 900}], "'15-24' and '18-29' overlap"),
        ([{"under 18": 5, "15-24": 9}], "'under 18' and '15-24' overlap"),
    ],
)
def test_a_group_that_holds_others(wholes, why):
    with pytest.raises(InputProblem, match=why):
        refuse_held_groups("a.csv", "gruppe", wholes)


@pytest.mark.parametrize(
    "wholes",
    [
        [{"mænd": 100, "kvinder": 100}],
        [{"a": 3, "b": 2, "c": 1}],
        [{"a": 300, "b": 200, "c": 100}, {"a": 300, "b": 200, "c": 101}],
        [{"0-14": 5, "15-24": 9, "25+": 20}],
        [{"a": 0, "b": 0, "c": 0}],
    ],
)
def test_groups_that_hold_nothing_of_each_other(wholes):
    """Two may be alike, three small numbers may be so by chance, and nothing is no sum."""
    refuse_held_groups("a.csv", "gruppe", wholes)


@pytest.fixture
def city(tmp_path):
    made = City(tmp_path)
    made.areas(("Nord", "Syd"))
    return made


def load(city, rows, *options, expect=0):
    path = city.write("f.csv", "\n".join([HEAD, *rows]) + "\n")
    return city.run("load", "population", path, "--set", "bydele", *options, expect=expect).stderr


def residents(city):
    import duckdb

    with duckdb.connect(str(city.store), read_only=True) as connection:
        query = "select group_key, population from population order by all"
        return connection.execute(query).fetchall()


ROWS = ["Nord;2024;Mænd;100", "Nord;2024;Kvinder;200", "Nord;2024;Ukendt ord;300"]


def test_an_unknown_word_for_all_counts_nobody_twice_and_the_advice_works(city):
    assert "'ukendt ord' holds the others" in load(city, ROWS, "--adds-up", "køn", expect=4)
    load(city, [row.replace("Ukendt ord", "I alt") for row in ROWS], "--adds-up", "køn")
    assert residents(city) == [("", 300), ("køn=kvinder", 200), ("køn=mænd", 100)]


def test_only_the_men_are_not_everybody(city):
    load(city, ROWS, "--only", "Køn=Mænd")
    assert residents(city) == [("køn=mænd", 100)]


def test_only_the_rows_of_everybody(city):
    load(city, [*ROWS[:2], "Nord;2024;Tilsammen;300"], "--only", "Køn=Tilsammen")
    assert residents(city) == [("", 300)]
