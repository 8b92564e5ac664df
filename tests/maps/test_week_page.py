"""The page of ``week``: what it says and draws, on a screen, a phone and one sheet of paper."""

import io
import json
import re

import geopandas
import pypdf
import pytest
import shapely
from axe_playwright_python.sync_playwright import Axe

from hotspots.model.incidents import WeekFinds
from hotspots.sentences import texts
from hotspots.sentences.incidents import week_page
from tests.browser import chromium
from tests.small_city import SOUTH_M, WEST_M, City

LAST = "2024-03-31"
HEAD = "Sagsnr;Gerningstidspunkt;Anmeldt;Gerningstype;X;Y"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with a busy corner, a series of burglaries, and an effort that runs.

    In the last week the corner of Nord is hit twice, one theft has no place, and one report of
    an older theft comes in.
    """
    made = City(tmp_path_factory.mktemp("week"))
    made.areas(["Nord", "Midt & <Syd>", "Vest"])
    corner = f"{WEST_M + 350};{SOUTH_M + 350}"
    lines = []
    for year in (2021, 2022, 2023, 2024):
        for at in range(330 if year < 2024 else 80):
            month, day = at % 3 + 1 if year == 2024 else at % 12 + 1, at % 28 + 1
            x, y = WEST_M + at * 37 % 3000, SOUTH_M + at * 91 % 1000
            place = corner if at % 3 == 0 else f"{x};{y}"
            when = f"{day:02d}-{month:02d}-{year}"
            lines.append(f"{when} 23:15;{when};{('Vold', 'Tyveri', 'Indbrud')[at % 3]};{place}")
    for burst in range(20):
        x, y = WEST_M + 1200 + burst % 5 * 300, SOUTH_M + 100 + burst // 5 * 250
        for later in (0, 2, 3):
            when = f"{1 + later + burst % 20:02d}-{burst % 12 + 1:02d}-2023"
            lines.append(f"{when} 02:00;{when};Indbrud;{x + later};{y}")
    lines += [f"26-03-2024 14:05;27-03-2024;Vold;{corner}",
              f"30-03-2024 01:30;31-03-2024;Tyveri;{corner}",
              f"29-03-2024 03:00;29-03-2024;Indbrud;{WEST_M + 1500};{SOUTH_M + 100}",
              "27-03-2024 09:00;28-03-2024;Tyveri;;",
              f"01-03-2024 09:00;31-03-2024;Tyveri;{WEST_M + 2500};{SOUTH_M + 500}"]  # fmt: skip
    text = "\n".join([HEAD, *(f"{at};{line}" for at, line in enumerate(lines)), ""])
    made.run("load", "incidents", made.write("h.csv", text), "--crs", "EPSG:25832",
             "--source", "politi")  # fmt: skip
    efforts = "Navn;Område;Rolle;Start;Slut;Kilde\nLys;Nord;indsats;2024-01-01;2024-12-31;Test\n"
    made.run("load", "interventions", made.write("lys.csv", efforts), "--set", "bydele")
    return made


def made_page(city, folder, *options, lang="da"):
    """Return the page as HTML."""
    path = folder / "uge.html"
    city.run("--lang", lang, "week", "--to", LAST, *options, "-o", path, "--force")
    return path.read_text(encoding="utf-8")


def test_the_page_says_what_the_table_does(city, tmp_path):
    """The headline is the table's first note; the hotspot is that of ``detect``."""
    html = made_page(city, tmp_path)
    answer = city.ask("--lang", "da", "week", "--to", LAST)
    words = words_of(html)
    assert answer["notes"][0].split(".")[0] in words
    rows = city.ask("detect", "--from", "2023-03-27", "--to", "2024-03-24", "--table",
                    "hotspots")["rows"]  # fmt: skip
    assert rows
    assert f"Hotspot 1, {rows[0]['name']}: " in city_words(city, tmp_path)
    assert "Lys, Nord (siden 01-01-2024)" in words
    assert "1 uden koordinater er ikke på kortet." in words


def city_words(city, folder):
    """Return the words of the page in Danish, as they are read."""
    return words_of(made_page(city, folder))


def words_of(html):
    """Return what a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


def test_places_hit_again_are_those_of_repeat(city, tmp_path):
    """On the same coordinates within twelve weeks, with an incident of the week."""
    rows = city.ask("repeat", "--table", "places", "--from", "2024-01-08", "--to", LAST)["rows"]
    corner = next(row for row in rows if row["last_on"] >= "2024-03-25")
    assert corner["where"] == "i Nord"
    assert f"I Nord: {corner['n']} hændelser" in city_words(city, tmp_path)


def test_every_case_of_the_week_stands_in_the_table(city, tmp_path):
    """With its time, its category and how its place is known; names are text, not markup."""
    html = made_page(city, tmp_path)
    table = html[html.index('id="table"') :]
    n = city.ask("week", "--to", LAST)["rows"][0]["n"]
    assert table.count("<tr data-area") == n - 1
    assert table.count('<th scope="row"') == n
    assert "tirs. 26-03 kl. 14.05" in table
    assert "intet sted" in table
    assert "<Syd>" not in html
    assert "Midt &amp; &lt;Syd&gt;" in html


def test_water_lies_below_the_map_and_nothing_below_a_table(city, tmp_path):
    """As on the other maps, it is in the legend, and the source says whose it is."""
    lake = shapely.box(WEST_M + 1100, SOUTH_M - 900, WEST_M + 1900, SOUTH_M - 100)
    layer = geopandas.GeoDataFrame(geometry=[lake], crs="EPSG:25832")
    layer.to_file(tmp_path / "vand.gpkg")
    water = ("--water", tmp_path / "vand.gpkg", "--water-source", "Søkortet")
    html = made_page(city, tmp_path, *water)
    data = json.loads(re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)[1])
    assert len(data["water"]["shapes"]) == 1
    assert "<span>Vand</span>" in html
    assert "Søkortet" in words_of(html)
    refused = city.run("week", "--to", LAST, *water, expect=2).stderr
    assert "-o uge.html" in refused


def test_a_single_area_has_no_table_of_areas(city, tmp_path):
    """What a hotspot usually has is counted in the part of it that lies in the area."""
    html = made_page(city, tmp_path, "--area", "Nord")
    assert '<h2 id="beside-2">Hotspots fra året før</h2>' in html
    n = city.ask("week", "--to", LAST, "--area", "Nord")["rows"][0]["n"]
    assert html[html.index('id="table"') :].count("<tr data-area") == n < 5


def test_nothing_has_a_sentence():
    """Each short list has its own."""
    nothing = WeekFinds([], [], [], [], 0, [], has_pattern=False)
    for lang in texts.LANGUAGES:
        blocks = week_page.below(nothing, 12, lang)
        assert [len(block.lines) for block in blocks] == [1, 1, 1, 1]


@pytest.mark.part(2)
@pytest.mark.browser
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_on_a_phone_and_on_paper(city, tmp_path, lang):
    """No barrier, no request, nothing wider than the screen, one page when printed."""
    html, path = made_page(city, tmp_path, lang=lang), tmp_path / f"{lang}.html"
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    with chromium() as browser, browser.visit(html, path, width=320, **options) as visit:
        barriers = Axe().run(visit.page).response["violations"]
        assert [each["id"] for each in barriers] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
        printed = pypdf.PdfReader(io.BytesIO(visit.page.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == 1
        assert (visit.requests, visit.messages, visit.errors) == ([path.as_uri()], [], [])
