"""``map``: the page of a store, opened in a browser, with names that would like to be code."""

import json
import re

import pytest
from markupsafe import escape

from tests.browser import chromium
from tests.small_city import City

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "${alert(3)}",
    "`",
    "Nørrebro & Østerbro",
]


@pytest.fixture
def city(tmp_path):
    """Return a city with hostile names and figures for two of them."""
    made = City(tmp_path)
    made.areas(HOSTILE)
    made.index([f"{at};{year};{share};300;;" for at in (1, 2, 3) for year, share in
                ((2010, "21,0"), (2020, "5,0"))])  # fmt: skip
    return made


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["change", "priority"])
def test_names_from_data_run_nothing_and_show_as_text(city, kind):
    """No request, no message, no dialog; the names stand in the table as they are."""
    path = city.folder / "kort.html"
    city.run("map", kind, "--year", 2020, "-o", path)
    html = path.read_text(encoding="utf-8")
    with chromium() as browser, browser.visit(html, path) as visit:
        shown = visit.page.inner_text("table")
        for name in HOSTILE:
            assert name in shown
        assert visit.page.locator("path.leaflet-interactive").count() == len(HOSTILE)
        assert visit.requests == [path.as_uri()]
        assert (visit.messages, visit.errors, visit.dialogs) == ([], [], [])


def test_the_table_has_the_same_numbers(city):
    """The page's table shows what the answer says."""
    path = city.folder / "kort.html"
    city.run("map", "change", "--year", 2020, "-o", path)
    page = path.read_text(encoding="utf-8")
    assert "21,0\u00a0%" in page
    assert "−16,0" in page
    assert "Intern" in page
    better = ", ".join(HOSTILE[:3])
    assert f"Bedre i {escape(better)}. 2 af 5 områder kan ikke vurderes.</p>" in page


def test_same_store_same_bytes(city):
    """Two pages of one day are equal to the byte."""
    one, two = city.folder / "a.html", city.folder / "b.html"
    for path in (one, two):
        city.run("map", "change", "--year", 2020, "--date", "2026-01-31", "-o", path)
    assert one.read_bytes() == two.read_bytes()
    assert "31-01-2026" in one.read_text(encoding="utf-8")


def test_tiles_only_by_request_and_with_whose_they_are(city):
    """No address in a plain page; tiles without attribution are refused, with one announced."""
    path = city.folder / "kort.html"
    city.run("map", "change", "--year", 2020, "-o", path)
    plain = path.read_text(encoding="utf-8")
    assert "img-src data:;" in plain
    url = "https://tiles.example.org/{z}/{x}/{y}.png"
    refused = city.run("map", "change", "--tiles", url, "-o", path, "--force", expect=2)
    assert "--attribution" in refused.stderr
    done = city.run("map", "change", "--year", 2020, "--tiles", url, "--attribution", "© Kortfolk",
                    "-o", path, "--force")  # fmt: skip
    assert "sees the address" in done.stderr
    assert "https://tiles.example.org" in path.read_text(encoding="utf-8")


def data_of(path):
    """Return what the page's scripts show."""
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)[1])


def test_a_popup_has_the_figures_of_the_table_and_the_series(city):
    """Figure, interval, n and edition under their names, and a dot for each year."""
    path = city.folder / "kort.html"
    city.index(["1;2015;12,5;300;;"])
    city.run("map", "change", "--year", 2020, "-o", path)
    area = next(one for one in data_of(path)["areas"] if one["name"] == HOSTILE[0])
    facts = dict(area["facts"])
    assert (facts["2010"], facts["2020"]) == ("21,0\u00a0%", "5,0\u00a0%")
    assert facts["Ændring"] == "−16,0 procentpoint"
    assert facts["Svar"] == "300 og 300"
    interval = facts["95\u00a0%-interval"]
    assert f'<td class="brief">{interval}</td>' in path.read_text(encoding="utf-8")
    assert area["spark"]["points"] == [[2010, 21.0], [2015, 12.5], [2020, 5.0]]
    assert "2015: 12,5" in area["spark"]["text"]


def test_an_effort_of_the_year_can_be_laid_over_the_map(city):
    """Its place is a shape of its own, hidden until asked for, with its days; no other year's."""
    rows = ("Navn;Område;Rolle;Start;Slut;Kilde\n"
            "Lys;Nørrebro & Østerbro;indsats;2020-03-01;2020-12-31;T\n"
            "Før;Nørrebro & Østerbro;indsats;2018-03-01;2018-12-31;T\n")  # fmt: skip
    city.run("load", "interventions", city.write("i.csv", rows), "--set", "bydele")
    path = city.folder / "kort.html"
    city.run("map", "priority", "--year", 2020, "-o", path)
    (shape,) = data_of(path)["shapes"]
    assert shape["name"] == "Lys"
    assert ["Begyndte", "01-03-2020"] in shape["facts"]
    html = path.read_text(encoding="utf-8")
    assert re.search(r'name="overlay" value="0" autocomplete="off"> Indsatser 2020', html)
    assert "indsatser" in html.split("<footer>")[1]


def test_the_size_of_a_change_is_a_layer_with_zero_in_the_middle(city):
    """Orange is better and purple worse, alike on both sides; what is not certain is hatched."""
    city.index(["4;2010;10,0;300;;", "4;2020;11,0;300;;"], name="lidt.csv")
    path = city.folder / "kort.html"
    city.run("map", "change", "--year", 2020, "-o", path)
    html, data = path.read_text(encoding="utf-8"), data_of(path)
    part = html.split('id="legend-layer-1"')[1].split("legend-layer-2")[0]
    assert "Ændring 2010–2020, procentpoint" in part
    labels = re.findall(r"<span>(.*?)</span>", part)
    assert labels == ["−10,0 og derunder: bedre", "over −10,0 til −5,0: bedre",
                      "over −5,0 til under 5,0",
                      "over −5,0 til under 5,0, ikke statistisk sikker",
                      "5,0 til under 10,0: dårligere", "10,0 og derover: dårligere",
                      "Ændringen kan ikke opgøres"]  # fmt: skip
    drawn = {area["name"]: data["fills"][data["layers"][1][at]]
             for at, area in enumerate(data["areas"])}  # fmt: skip
    assert drawn[HOSTILE[0]] == "#b35806"
    hatched, missing = drawn[HOSTILE[3]], drawn[HOSTILE[4]]
    assert hatched.startswith("url(#pattern-")
    assert missing.startswith("url(#pattern-")
    assert hatched != missing
