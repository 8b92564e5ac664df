"""``--area``: pages and pictures framed on some of the areas, with everything else as it was."""

import json
import re

import pytest

from hotspots import shipped
from hotspots.mapping.palettes import LIGHTS, PALE, paler
from tests.browser import chromium
from tests.maps.test_map import data_of
from tests.small_city import City

NAMES = ["Nord", "Midt", "Syd", "Fjern"]
DAY = ("--date", "2026-11-03")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return four areas in a row, of which the first and the third became safer."""
    made = City(tmp_path_factory.mktemp("framed"))
    made.areas(NAMES)
    shares = {"Nord": (30, 10), "Midt": (20, 19), "Syd": (40, 12), "Fjern": (15, 15)}
    made.index([f"{name};{year};{share};900;2020;" for name, both in shares.items()
                for year, share in zip((2010, 2020), both, strict=True)])  # fmt: skip
    return made


@pytest.fixture(scope="module")
def page(city):
    """Return the page of one area."""
    path = city.folder / "midt.html"
    city.run("--lang", "da", "map", "change", "--area", "midt", "-o", path, *DAY)
    return path


@pytest.fixture(scope="module")
def whole(city):
    """Return the page of all areas."""
    path = city.folder / "alle.html"
    city.run("--lang", "da", "map", "change", "-o", path, *DAY)
    return path


def test_the_heading_and_the_conclusion_are_the_areas(page):
    """In the page, its title and each of its layers."""
    html, data = page.read_text(encoding="utf-8"), data_of(page)
    title = "Midt – Utrygge i nabolaget: udvikling fra 2010 til 2020"
    assert f"<title>{title}</title>" in html
    assert data["views"][0]["title"] == title
    said = next(one for one in data["areas"] if one["name"] == "Midt")["lines"][0]
    assert data["views"][0]["summary"].replace("\u00a0", " ") == said.replace("\u00a0", " ")
    assert said.startswith("Gul")
    for view in data["views"][1:]:
        assert view["title"].startswith("Midt – ")
        assert view["summary"].startswith("Midt – ")


def test_the_frame_holds_the_area_and_some_of_its_neighbours(page, whole):
    """And not the one that lies 2 km off; the rest of the page is that of all areas."""
    data, all_areas = data_of(page), data_of(whole)
    west, south, east, north = data["frame"]
    at = {one["name"]: one["at"] for one in data["areas"]}
    assert south < at["Midt"][0] < north
    assert west < at["Midt"][1] < east
    assert not west < at["Fjern"][1] < east
    assert [data["areas"][one]["name"] for one in data["focus"]] == ["Midt"]
    assert {data["areas"][one]["name"] for one in data["pale"]} == {"Nord", "Syd", "Fjern"}
    for same in ("areas", "layers", "fills", "outlines", "codes"):
        assert data[same] == all_areas[same]
    assert all_areas["frame"] is None
    assert all_areas["focus"] == all_areas["pale"] == []


def test_a_note_says_that_tests_are_those_of_all_areas(page, whole):
    """The note on the tests counts all of them."""
    html = page.read_text(encoding="utf-8")
    assert "Farver, klasser og test er dem, der gælder for alle områder." in html
    assert "p efter Holm over 4 områder" in html
    assert "Farver, klasser og test" not in whole.read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_page_opens_zoomed_and_goes_to_all_areas_by_the_button(page):
    """The neighbours are pale, the panel has the area's figures, and nothing is asked for."""
    html = page.read_text(encoding="utf-8")
    with chromium() as browser, browser.visit(html, page) as visit:
        zoom = f"window[{json.dumps(data_of(page)['map'])}].getZoom()"
        first = visit.page.evaluate(zoom)
        assert visit.page.inner_text(".panel-name") == "Midt"
        fills = visit.page.eval_on_selector_all(
            "path.leaflet-interactive", "all => all.map(one => one.getAttribute('fill-opacity'))"
        )
        assert sorted(map(float, fills)) == pytest.approx([PALE, PALE, PALE, 1])
        visit.page.click(".whole")
        assert visit.page.evaluate(zoom) < first
        visit.page.click(".whole")
        assert visit.page.evaluate(zoom) == first
        assert (visit.messages, visit.errors, visit.dialogs) == ([], [], [])
        assert visit.requests == [page.as_uri()]


@pytest.mark.parametrize(
    ("named", "said"),
    [("Mitd", "no area of this name in this map; nearest: Midt"),
     ("9", "--area '9': no area of this name in this map"),
     ("*", "that is the whole city")],
)  # fmt: skip
@pytest.mark.parametrize("command", [("map", "change"), ("figure", "change")])
def test_an_area_that_is_not_there_is_told_with_the_nearest(city, tmp_path, command, named, said):
    """And nothing is written."""
    ending = "html" if command[0] == "map" else "png"
    path = tmp_path / f"kort.{ending}"
    done = city.run("--lang", "en", *command, "--area", named, "-o", path, expect=1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_areas_are_each_named(city, tmp_path):
    """By code or by name, in the order they were given, each once."""
    path = tmp_path / "kort.svg"
    asked = ("--area", "3", "--area", "Nord", "--area", "Syd")
    city.run("--lang", "en", "figure", "change", *asked, "-o", path, *DAY)
    drawn = path.read_text(encoding="utf-8")
    words = re.search(r"<desc>(.*?)</desc>", drawn, re.DOTALL)[1]
    assert words.startswith("Map: Syd and Nord – ")
    assert words.index("Syd – Green") < words.index("Nord – Green")
    assert "Midt" not in words


def test_the_picture_has_pale_neighbours_and_a_dark_line_around_the_area(city, tmp_path):
    """The area keeps the colour of its class; its neighbours have a paler one of theirs."""
    path = tmp_path / "kort.svg"
    city.run("--lang", "da", "figure", "change", "--area", "Midt", "-o", path, *DAY)
    drawn = path.read_text(encoding="utf-8")
    green, yellow = LIGHTS["green"][0], LIGHTS["yellow"][0]
    # one each in the legend; yellow on the area too, green pale on both neighbours
    fills = re.findall(r"fill: (#[0-9a-f]{6})", drawn)
    assert fills.count(green) == 1
    assert fills.count(yellow) >= 2
    assert fills.count(paler(green)) >= 2
    assert "Fjern" not in re.sub(r"<desc>.*?</desc>", "", drawn, flags=re.DOTALL)


def test_a_slider_says_of_each_year_what_the_area_had(city, tmp_path):
    """The conclusion of a step is the area's in that year."""
    path = tmp_path / "kort.html"
    city.run("--lang", "da", "map", "indicator", "--area", "Syd", "-o", path, *DAY)
    steps = data_of(path)["steps"]
    assert [step["summary"].split()[0] for step in steps] == ["40", "12"]


def test_paler_colours_are_most_of_all_white():
    """Each part goes the same way towards white."""
    assert paler("#000000") == "#cccccc"
    assert paler("#ffffff") == "#ffffff"


def test_the_script_has_the_share_of_colour_that_pictures_have():
    """Neighbours on a page are as pale as in a picture."""
    script = shipped.text("maps/scripts/map.js")
    assert float(re.search(r"const PALE = ([0-9.]+);", script)[1]) == PALE
