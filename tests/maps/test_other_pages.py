"""The maps that the demo does not draw, with figures open; and what must stand on every map."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from hotspots.sentences import texts
from tests.browser import chromium
from tests.small_city import SOUTH_M, WEST_M, City

YEAR = ("2018-01-01..2018-12-31", "2019-01-01..2019-12-31")
MAPS = {
    "review": ("--before", YEAR[0], "--after", YEAR[1], "--set", "bydele", "--cell", "100"),
    "evaluation": ("Lys", "--before", "2018-01..2018-12", "--after", "2019-01..2019-12"),
    "designations": ("--kind", "udpeget", "--set", "bydele"),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with a hotspot, an effort, and a designation drawn and one not."""
    made = City(tmp_path_factory.mktemp("others"))
    made.areas(["Nord", "Midt", "Syd"])
    spots = [(year, column * 100 + 50, 50 + year % 2 * 200) for year in (2018, 2019)
             for column in range(30) for _ in range(40 if column == 3 else 2)]  # fmt: skip
    lines = [
        f"{at};{at % 27 + 1:02d}-{at % 12 + 1:02d}-{year} 12:00;Vold;{WEST_M + x};{SOUTH_M + y}"
        for at, (year, x, y) in enumerate(spots)
    ]
    heading = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y"
    path = made.write("haendelser.csv", "\n".join([heading, *lines, ""]))
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    efforts = ("Navn;Område;Rolle;Start;Slut;Kilde\nLys;Nord;indsats;2019-01-01;2019-12-31;Test\n"
               "Lys;Midt;sammenligning;2019-01-01;2019-12-31;Test\n")  # fmt: skip
    made.run("load", "interventions", made.write("lys.csv", efforts), "--set", "bydele")
    named = ("Type;Navn;År;Kategori;Kriterier;Enheder\nudpeget;Det nye Nord;2019;markant;K;Nord\n"
             "udpeget;Et sted i byen;2019;markant;K;\n")  # fmt: skip
    made.run("load", "designations", made.write("udpeget.csv", named), "--set", "bydele")
    made.index([f"{at};{year};{share},0;300;;" for at in (1, 2, 3)
                for year, share in ((2010, 21), (2020, 5))])  # fmt: skip
    return made


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.part(2)
@pytest.mark.browser
@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    city, browser, tmp_path, name, lang
):
    """At 320 px with figures open, in both languages."""
    city.run("--lang", lang, "map", name, *MAPS[name], "-o", tmp_path / "made.html")
    html = (tmp_path / "made.html").read_text(encoding="utf-8")
    path = tmp_path / "kort.html"
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    with browser.visit(html, path, width=320, height=740, **options) as visit:
        visit.page.locator("tbody button").first.press("Enter")
        visit.page.locator(".panel").wait_for()
        found = Axe().run(visit.page).response["violations"]
        assert [one["id"] for one in found] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
        assert (visit.requests, visit.messages, visit.errors) == ([path.as_uri()], [], [])


EVERY_MAP = MAPS | {
    "change": ("--year", "2020"),
    "priority": ("--year", "2020"),
    "indicator": (),
    "hotspots": ("--set", "bydele", "--cell", "100"),
}
LAID_OVER = {"indicator": ("--hotspots", "--cell", "100", "--from", "2018-01-01")}
DAY = "2026-11-03"
SERVER = ("--tiles", "https://fliser.invalid/{z}/{x}/{y}.png")
STANDING = ("page.internal", "page.north")


def dated(name):
    """Return the option that sets the date of a map."""
    return ("--made-on" if name == "evaluation" else "--date", DAY)


@pytest.mark.part(3)
@pytest.mark.browser
@pytest.mark.parametrize("name", EVERY_MAP)
def test_every_page_says_whose_it_is_and_what_its_background_costs(city, browser, tmp_path, name):
    """Mark, date, source, north and scale; tiles are warned of on stderr and on the page.

    Axe finds nothing with everything laid over the map and an area's panel open on it.
    """
    path = tmp_path / "kort.html"
    over = LAID_OVER.get(name, ())
    asked = ("map", name, *EVERY_MAP[name], *over, *dated(name), *SERVER, "-o", path)
    assert "--attribution" in city.run(*asked, expect=2).stderr
    assert not path.exists()
    told = city.run(*asked, "--attribution", "© Kortfolk").stderr
    assert "which then sees the address of everybody who opens it" in told
    html = path.read_text(encoding="utf-8")
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    with browser.visit(html, path, **options) as visit:
        words = visit.page.inner_text("body")
        assert all(texts.text("da", key) in words for key in STANDING)
        assert texts.text("da", "page.tiles", host="fliser.invalid") in words
        footer = visit.page.inner_text("footer")
        assert "Lavet 03-11-2026" in footer
        assert footer.startswith("Kilde: områdegrænser")
        assert "© Kortfolk" in visit.page.inner_text(".leaflet-control-attribution")
        assert visit.page.inner_text(".leaflet-control-scale").endswith("m")
        assert visit.page.locator(".north-mark").is_visible()
        for choice in visit.page.locator("input[name=overlay]").all():
            choice.check()
        visit.page.locator("tbody button").first.press("Enter")
        visit.page.locator(".panel").wait_for()
        assert [one["id"] for one in Axe().run(visit.page).response["violations"]] == []


@pytest.mark.part(3)
@pytest.mark.parametrize("name", EVERY_MAP)
def test_every_picture_says_whose_it_is(city, tmp_path, name):
    """Mark, date and source; a map has north and scale too, which an effort's chart has not."""
    path = tmp_path / "kort.svg"
    city.run("figure", name, *EVERY_MAP[name], *dated(name), "-o", path)
    words = re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text(encoding="utf-8"))
    whole = " ".join(words)
    assert texts.text("da", "note.internal") in whole
    assert "Lavet 03-11-2026." in whole
    assert "Kilde: områdegrænser" in whole
    assert texts.text("da", "page.internal") in words
    if name != "evaluation":
        assert f"↑ {texts.text('da', 'page.north')}" in words
        assert any(re.fullmatch(r"[\d.,]+ k?m", one) for one in words)
