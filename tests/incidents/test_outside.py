"""Where an incident is: in an area, outside the set, or without a place; two are the city's."""

import pytest

from tests.small_city import City, by_area

IN_NORD, IN_SYD = "720500;6170500", "721500;6170500"
NEXT_TOWN = "720500;6174500"  # 3.5 km north of both areas
NOWHERE = ";"
YEARS = (2020, 2021)


def filled(folder, *, next_town=True):
    """Return two areas with 20 a year in Nord, 4 in Syd and 3 without a place.

    In the next town, just as far off in either file, 5 turn into 50.
    """
    made = City(folder)
    made.areas(["Nord", "Syd"])
    rows = []
    for year in YEARS:
        outside = {2020: 5, 2021: 50}[year] if next_town else 0
        where = [IN_NORD] * 20 + [IN_SYD] * 4 + [NOWHERE] * 3 + [NEXT_TOWN] * outside
        rows += [f"{year}-{at};{1 + at % 28:02d}-{1 + at % 12:02d}-{year} 1{at % 9}:10;{place}"
                 for at, place in enumerate(where)]  # fmt: skip
    path = made.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    made.run("load", "incidents", path)
    return made


@pytest.fixture(scope="module")
def neighboured(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("neighboured"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("alone"), next_town=False)


def asked(city, *options):
    return city.ask("incidents", "--baseline", 2020, "--year", 2021, *options)


def test_the_next_town_is_a_row_of_its_own_and_not_the_citys(neighboured):
    """24 in the areas and 3 without a place are the city's 27; 50 lie outside; 77 are all."""
    answer = asked(neighboured)
    rows = by_area(answer)
    assert [row["area"] for row in answer["rows"]] == ["*", "1", "2", "outside", "-"]
    assert {code: row["n"] for code, row in rows.items()} == {
        "*": 27, "1": 20, "2": 4, "outside": 50, "-": 3,
    }  # fmt: skip
    assert rows["outside"]["baseline_n"] == 5
    assert rows["1"]["n"] + rows["2"]["n"] + rows["outside"]["n"] + rows["-"]["n"] == 77
    assert rows["outside"]["flags"][0] == "outside"
    assert rows["outside"]["verdict"] == "not_testable"
    assert rows["outside"]["name"] == "Uden for inddelingen"
    assert any("50 hændelser i 2021 ligger uden for" in note for note in answer["notes"])
    assert any("3 af 27 hændelser i 2021 (11,1 %) har intet sted" in note
               for note in answer["notes"])  # fmt: skip


def test_points_in_the_next_town_change_no_figure(neighboured, alone):
    """The same rows and settings with and without them, but for the row of what lies outside."""
    rows, settings = [], []
    for city in (neighboured, alone):
        answer = asked(city)
        rows.append([row for row in answer["rows"] if row["area"] != "outside"])
        settings.append(answer["settings"])
    assert rows[0] == rows[1]
    assert settings[0] == settings[1]
    assert "outside" not in by_area(asked(alone))


def test_hours_leave_out_the_next_town(neighboured, alone):
    """With a set or without one; of an area only what lies in it."""
    for options in ((), ("--set", "bydele"), ("--set", "bydele", "--area", "Nord")):
        both = [city.ask("hours", *options) for city in (neighboured, alone)]
        assert both[0]["rows"] == both[1]["rows"]
    left_out = neighboured.ask("hours")
    assert left_out["settings"]["n_used"] == 54
    assert any("uden for områderne: 55" in note for note in left_out["notes"])


def test_a_trace_of_the_city_is_of_the_same_incidents(neighboured):
    """27, of which 3 have no place."""
    steps = neighboured.ask("trace", "*", 2021, "incidents", "--set", "bydele")["rows"]
    assert str(steps[0]["value"]).startswith("27")
    assert any(str(step["value"]) == "3 / 27" for step in steps)


def test_the_load_tells_the_three_apart(tmp_path):
    """One outside, one without a place."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    lines = [f"1;01-02-2024;{IN_NORD}", f"2;01-02-2024;{NEXT_TOWN}", f"3;01-02-2024;{NOWHERE}"]
    path = city.write("a.csv", "\n".join(["id;dato;x;y", *lines]) + "\n")
    said = city.run("--lang", "en", "load", "incidents", path).stderr
    assert "1 incident has no place; it counts for the city alone." in said
    assert "Set 'bydele': 1 incident lies outside its areas, and counts neither" in said
