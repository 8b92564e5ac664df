"""Maps of hotspots under review and of an effort: what is drawn, and what stands beside it."""

import json
import re

import pytest

from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with a hotspot that vanishes in Nord and one that comes in Syd."""
    made = City(tmp_path_factory.mktemp("pages"))
    made.areas(["Nord", "Midt", "Syd"])
    rows = []
    for year in (2018, 2019):
        months = [f"{month:02d}" for month in range(1, 13)]
        rows += [(month, year, column * 100 + 50, row * 100 + 50)
                 for month in months for column in range(30) for row in range(10)]  # fmt: skip
        spot = 350 if year == 2018 else 2650
        rows += [("03", year, spot, 450)] * 200
    lines = [
        f"{at};{at % 27 + 1:02d}-{month}-{year} 12:00;Vold;{WEST_M + east};{SOUTH_M + north}"
        for at, (month, year, east, north) in enumerate(rows)
    ]
    path = made.write("haendelser.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    efforts = ("Navn;Område;Rolle;Start;Slut;Kilde\nLys;Nord;indsats;2019-01-01;2019-12-31;Test\n"
               "Lys;Midt;sammenligning;2019-01-01;2019-12-31;Test\n")  # fmt: skip
    made.run("load", "interventions", made.write("lys.csv", efforts), "--set", "bydele")
    return made


def drawn(path):
    """Return the page's text and the names of its areas in the order of drawing."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    data = next(json.loads(one) for one in found if '"areas"' in one)
    return text, data["areas"]


def test_a_review_draws_what_became_of_each_hotspot(city, tmp_path):
    """One is new, one is gone; both lie above the ground, the new one first on the list."""
    path = tmp_path / "kort.html"
    city.run("map", "review", "--before", "2018-01-01..2018-12-31", "--after",
             "2019-01-01..2019-12-31", "--set", "bydele", "--cell", 100, "-o", path)  # fmt: skip
    text, areas = drawn(path)
    assert "Hotspots i en af perioderne – nyt: 1, væk: 1." in text
    assert [one["name"] for one in areas[:3]] == ["Nord", "Midt", "Syd"]
    assert sorted(one["name"] for one in areas[3:]) == ["1", "2"]
    told = [["Her: Hotspot 2 i Nord."], ["Ingen hotspots her."], ["Her: Hotspot 1 i Syd."]]
    assert [one["lines"] for one in areas[:3]] == told
    table = text[text.index("<tbody>") :]
    assert table.index("i Syd") < table.index("i Nord")
    subtitle = re.search(r'<p class="subtitle">(.*?)</p>', text)[1]
    told = "01-01-2018 til 31-12-2018 sammenlignet med 01-01-2019 til 31-12-2019"
    assert re.sub(r"<[^>]+>", "", subtitle).startswith(told)
    assert subtitle.count('<span class="date">') == len(re.findall(r"\d-\d{4}", told))


def test_a_review_without_a_later_period_says_what_to_say(city, tmp_path):
    """The same refusal as the command's own."""
    refused = city.run("map", "review", "-o", tmp_path / "kort.html", expect=2)
    assert "--after 2024-01-01..2024-06-30" in refused.stderr


def test_an_effort_draws_its_areas_and_rings(city, tmp_path):
    """The treated area, the comparison area beside it, and what is left of the rings."""
    path = tmp_path / "kort.html"
    city.run("map", "evaluation", "Lys", "--before", "2018-01..2018-12", "--after",
             "2019-01..2019-12", "--buffer", 100, "-o", path,
             "--made-on", "2026-11-03")  # fmt: skip
    text, areas = drawn(path)
    assert "<h1>Lys: før og efter</h1>" in text
    assert "Før: januar 2018 – december 2018. Efter: januar 2019 – december 2019." in text
    assert {"Indsatsområde", "Sammenligningsområde"} <= {one["name"] for one in areas}
    assert [one["lines"] for one in areas[:3]] == [
        ["Her: Indsatsområde."],
        ["Her: Sammenligningsområde."],
        ["Her: Rand om sammenligningsområdet."],
    ]
    # a hundred cells with one incident a month in each area, 200 more in Nord in 2018
    facts = {one["name"]: dict(one["facts"]) for one in areas if "facts" in one}
    assert (facts["Indsatsområde"]["Før"], facts["Indsatsområde"]["Efter"]) == ("1.400", "1.200")
    other = facts["Sammenligningsområde"]
    assert (other["Før"], other["Efter"], other["Steder"]) == ("1.200", "1.200", "Midt")
    assert "Lavet 03-11-2026" in text
