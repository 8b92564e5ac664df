"""The map of designations: what is known is drawn, nothing is guessed, estates only when asked."""

import json
import re

import pytest

from hotspots.mapping.palettes import LEVEL5
from tests.areas.test_designations import NUMBERS, PRIORITY, UNKNOWN, published, table
from tests.browser import chromium
from tests.conftest import square
from tests.real_data import FOLDER, RODER, real_data

__all__ = ["published"]

DATA = re.compile(r'<script type="application/json" id="page-data">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def placed(published, layers):
    """Return the command line with the published designations and made-up districts."""
    areas = [(number, f"Distrikt {number}", square(at)) for at, number in enumerate(NUMBERS)]
    published.done("load", "areas", layers.write(areas), "--set", "districts2009")
    return published


def drawn(hotspots, tmp_path, *options, kind=PRIORITY):
    """Return the page, and its areas' lines and figures by name."""
    path = tmp_path / "kort.html"
    asked = ("map", "designations", "--kind", kind, "-o", path, "--force")
    hotspots.done(*options[:2], *asked, *options[2:])
    page = path.read_text(encoding="utf-8")
    data = json.loads(DATA.search(page)[1])
    return page, {
        one["name"]: [*one["lines"], *map(": ".join, one.get("facts", []))]
        for one in data["areas"]
    }


def test_three_are_drawn_and_four_are_listed(placed, tmp_path):
    """The districts that resemble the four carry no word of them."""
    page, areas = drawn(placed, tmp_path, "--lang", "da", "--year", "2010")
    assert len(areas) == 10
    named = {name for name, lines in areas.items() if not lines[0].startswith("Ingen udpegning")}
    assert named == {"Distrikt 3", "Distrikt 8", "Distrikt 12"}
    summary = re.search(r'<p class="summary">(.*?)</p>', page)[1]
    assert "Udpeget i 2010: 7 (markant 6, intensiveret 1). Tegnet på kortet: 3." in summary
    assert "ikke tegnet (4)" in summary
    assert all(name in summary for name in UNKNOWN)
    assert page.count("<td>Uden kendt område</td>") == 4
    labelled = {one["name"] for one in json.loads(DATA.search(page)[1])["areas"] if one["named"]}
    assert labelled == named


def test_english_pages_have_the_notes_in_english(placed, tmp_path):
    """In the table, the popups and the notes; the source line too."""
    page, areas = drawn(placed, tmp_path, "--lang", "en", "--year", "2010")
    assert "Bydel: Nørrebro. The area is district 12 extended by rode 157 at Tagensvej." in (
        areas["Distrikt 12"])  # fmt: skip
    assert page.count("The district has not been published.") == 8
    assert "(Published texts of the City of Copenhagen)" in page
    assert "Distriktet er ikke offentliggjort" not in page
    assert "offentliggjorte tekster" not in page
    assert "How certain: by name" in areas["Distrikt 3"]
    assert "navnesammenfald" not in page


def test_a_rode_inside_the_district_is_told_not_drawn(placed, layers, tmp_path):
    """Without roder that is said; with rode 157 in district 12 the outline is the district."""
    _, areas = drawn(placed, tmp_path)
    assert "Rode 157 er ikke tegnet" in " ".join(areas["Distrikt 12"])
    assert "Områdekode: 12 + rode 157" in areas["Distrikt 12"]
    rode = square(NUMBERS.index(12)).buffer(-10)
    layer = layers.write([(157, "157", rode), (158, "158", square(30))], name="r.geojson")
    placed.done("load", "areas", layer, "--set", "roder")
    _, areas = drawn(placed, tmp_path)
    assert "Rode 157 ligger i det tegnede område" in " ".join(areas["Distrikt 12"])
    assert "rode 157" not in areas


def test_a_rode_outside_the_district_is_drawn_too(placed, layers, tmp_path):
    layer = layers.write([(157, "157", square(2, 1)), (158, "158", square(30))], name="r.geojson")
    placed.done("load", "areas", layer, "--set", "roder")
    page, areas = drawn(placed, tmp_path)
    assert "Rode 157 er tegnet for sig" in " ".join(areas["rode 157"])
    data = json.loads(DATA.search(page)[1])
    painted = [data["fills"][look] for look in data["layers"][0]]
    assert painted.count(LEVEL5[4]) == 2


def test_nothing_is_drawn_unasked(published, placed, tmp_path):
    """A kind must be named, and estates have no outline to draw."""
    path = tmp_path / "kort.html"
    assert placed.run("map", "designations", "-o", path).exit_code == 2
    near = placed.run("map", "designations", "--kind", "prioriteret", "-o", path)
    assert f"Did you mean '{PRIORITY}'?" in near.stderr
    found = placed.run("map", "designations", "--kind", "udsat_boligomraade", "-o", path)
    assert found.exit_code == 1
    assert "nothing to draw" in found.stderr
    assert not path.exists()


EMPTY = {
    "da": "Kortet er tomt: ingen af de 6 udpegninger i 2010 har et område, der er kendt her; de "
    "står i tabellen.",
    "en": "The map is empty: none of the 6 designations in 2010 has an area that is known here; "
    "they stand in the table.",
}


@pytest.mark.parametrize(("lang", "sentence"), EMPTY.items())
def test_an_empty_map_says_so_in_one_sentence(placed, tmp_path, lang, sentence):
    """Estates drawn over districts: nothing is coloured, and the conclusion is that alone."""
    options = ("--lang", lang, "--year", "2010", "--set", "districts2009")
    page, areas = drawn(placed, tmp_path, *options, kind="udsat_boligomraade")
    assert re.search(r'<p class="summary">(.*?)</p>', page)[1] == sentence
    assert len(areas) == 10
    assert page.count("<tr", page.index("<tbody>")) == 6


def test_two_values_in_one_area_have_a_class_of_their_own(three_areas, tmp_path):
    """And what is not designated is in the table only."""
    path = table(
        tmp_path, "slags;A;2012;1;høj;K;1;", "slags;B;2012;1;lav;K;1;", "slags;C;2012;0;;K;2;",
        "slags;D;2012;1;;K;3;",
    )  # fmt: skip
    three_areas.done("load", "designations", path, "--set", "by")
    page, areas = drawn(three_areas, tmp_path, kind="slags")
    assert areas["Nørrebro"][:2] == ["A (høj).", "B (lav)."]
    assert areas["Kongens Enghave"][0].startswith("Ingen udpegning")
    legend = re.search(r'<ul aria-labelledby="legend-layer-0-title">(.*?)</ul>', page, re.DOTALL)[
        1
    ]
    labels = re.findall(r"</svg><span>(.*?)</span>", legend)
    assert labels == [
        "Udpeget",
        "Flere forskellige udpegninger",
        "Ingen udpegning med kendt område",
    ]
    assert "<td>Ikke udpeget</td>" in page


def test_a_kind_begins_as_a_title_and_what_is_not_drawn_is_told_once(three_areas, tmp_path):
    """The summary names it; a note follows only where more is known of its place."""
    path = table(tmp_path, "særlig indsats;A;2013;1;;K;1;", "særlig indsats;Ukendt;2013;1;;K;;")
    three_areas.done("load", "designations", path, "--set", "by")
    page, _ = drawn(three_areas, tmp_path, kind="særlig indsats")
    assert "<h1>Særlig indsats 2013</h1>" in page
    assert "ikke tegnet (1): Ukendt." in page
    assert "Uden kendt område: Ukendt" not in page


def test_a_set_without_the_designations_shows_them_as_a_list(published, three_areas, tmp_path):
    """District 1 of 2009 is not area 1 of another division."""
    path = table(tmp_path, "slags;A;2012;1;;K;1;")
    three_areas.done("load", "designations", path, "--set", "andre")
    assert three_areas.run("map", "designations", "--kind", "slags", "-o", path).exit_code == 2
    _, areas = drawn(three_areas, tmp_path, "--lang", "da", "--set", "by", kind="slags")
    assert all(lines[0].startswith("Ingen udpegning") for lines in areas.values())


def test_the_same_store_gives_the_same_page(placed, tmp_path):
    asked = ("--lang", "en", "--date", "2026-11-03")
    assert drawn(placed, tmp_path, *asked)[0] == drawn(placed, tmp_path, *asked)[0]


def test_names_from_data_run_nothing(three_areas, tmp_path, browser):
    """In the summary, the popup and the table they are text."""
    evil = '<img src=x onerror="alert(1)">'
    path = table(tmp_path, f"slags;{evil};2012;1;{evil};K;1;", "slags;</script>;2012;1;;K;;")
    path.write_text(path.read_text().replace('"', "'"), encoding="utf-8")
    three_areas.done("load", "designations", path, "--set", "by")
    page, _ = drawn(three_areas, tmp_path, kind="slags")
    with browser.visit(page, tmp_path / "side.html") as visit:
        visit.page.click("table tbody tr:first-child th")
        assert "onerror" in visit.page.inner_text(".panel")
        assert (visit.dialogs, visit.errors) == ([], [])
        assert visit.requests == [(tmp_path / "side.html").as_uri()]


@real_data
def test_the_real_districts(published, tmp_path):
    """Rode 157 carries district 12 today, so the outline is the district."""
    areas = FOLDER / "copenhagen" / "cph_distrikt35_derived.geojson"
    published.done("load", "areas", areas, "--set", "districts2009")
    published.done("load", "areas", RODER, "--set", "roder2023")
    _, lines = drawn(published, tmp_path, "--lang", "da", "--year", "2010")
    assert len(lines) == 35
    assert "Rode 157 ligger i det tegnede område" in " ".join(lines["12"])
    assert "rode 157" not in lines
