"""Another name of an area, given once with a load, is taken wherever an area is asked for."""

import json

import pytest

from tests.maps.test_other_pages import MAPS, city

__all__ = ["city"]

ALIAS = "Det nye Norden"
PAGES = {name: ("map", name, *asked) for name, asked in MAPS.items()} | {
    "change": ("map", "change", "--year", "2020"),
    "priority": ("map", "priority", "--year", "2020"),
    "indicator": ("map", "indicator"),
    "hotspots": ("map", "hotspots", "--set", "bydele", "--cell", "100"),
}
ANSWERS = {
    "incidents": ("incidents", "--year", "2019", "--set", "bydele"),
    "periods": ("incidents", "--year", "2019-H1", "--set", "bydele"),
    "review": MAPS["review"],
    "week": ("week", "--to", "2019-12-31", "--weeks", "4"),
}


@pytest.fixture(scope="module")
def named(city):
    """Return the city of the other maps, in which Nord has another name."""
    city.index(["Det nye Norden;2016;20,0;300;;"], "--alias", f"{ALIAS}=Nord", name="alias.csv")
    return city


@pytest.mark.parametrize("name", PAGES)
def test_a_map_is_framed_on_it(named, tmp_path, name):
    """As by its own name."""
    page = tmp_path / "kort.html"
    named.run(*PAGES[name], "--area", ALIAS, "-o", page)
    assert "<title>Nord – " in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_of_it(named, name):
    """The rows are those by its own name."""
    asked = ANSWERS[name] if name != "review" else ("review", *ANSWERS[name])
    rows = [json.dumps(named.ask(*asked, "--area", one)["rows"]) for one in (ALIAS, "Nord")]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("kind", ["series", "intervals", "hours"])
def test_a_picture_is_of_it(named, tmp_path, kind):
    """It is drawn under its own name."""
    path = tmp_path / "figur.svg"
    of_set = ("--set", "bydele") if kind == "hours" else ("--year", "2020")
    named.run("figure", kind, *of_set, "--area", ALIAS, "-o", path)
    assert "Nord" in path.read_text(encoding="utf-8")
