"""What a yearly report says is new, where its hotspots lie, and what has no data."""

import re

import numpy as np
import pytest
import shapely

from hotspots.analysis.areas.overlaps import areas_under
from tests.small_city import SOUTH_M, WEST_M, City

NAMES = ("Nord", "Midt", "Syd", "Øst")
# Nord is better in both years, Midt in 2020 only, Syd in 2019 only, Øst in neither.
SHARES = {
    "Nord": {2010: 30, 2019: 15, 2020: 14},
    "Midt": {2010: 30, 2019: 29, 2020: 15},
    "Syd": {2010: 30, 2019: 15, 2020: 29},
    "Øst": {2010: 20, 2019: 20, 2020: 21},
    "Hele byen": {2010: 28, 2019: 20, 2020: 20},
}
# Where much happens in a year: from west to east in metres, and how often.
SPOTS = {2019: [(450, 90), (2950, 200)], 2020: [(450, 90), (1450, 120)]}
WORDS = {"green": "grøn", "yellow": "gul", "red": "rød", "grey": "grå"}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return four areas with three years of figures, and two years of incidents."""
    made = City(tmp_path_factory.mktemp("news"))
    made.areas(NAMES)
    made.index([f"{area};{year};{share};1000;2020;" for area, shares in SHARES.items()
                for year, share in shares.items()])  # fmt: skip
    lines = ["Sagsnr;Gerningstidspunkt;Gerningstype;X;Y"]
    for year, spots in SPOTS.items():
        spread = [(x * 100 + 50, y * 100 + 50) for x in range(40) for y in range(10)]
        spread += [(x_m, 450) for x_m, n in spots for _ in range(n)]
        for at, (x_m, y_m) in enumerate(spread):
            when = f"{1 + at % 28:02d}-{1 + at % 12:02d}-{year} 12:00"
            lines.append(f"{year}-{at};{when};tyveri;{WEST_M + x_m};{SOUTH_M + y_m}")
        lines += [f"{year}-{day};{day}-{year} 01:00;tyveri;{WEST_M + 50};{SOUTH_M + 50}"
                  for day in ("01-01", "31-12")]  # fmt: skip
    path = made.write("haendelser.csv", "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832")
    return made


@pytest.fixture(scope="module")
def page(city):
    """Return the words of the report on 2020 as a page."""
    path = city.folder / "status.html"
    city.run("--lang", "da", "report", "--year", 2020, "--date", "2020-12-31", "-o", path)
    return path.read_text(encoding="utf-8")


def chapter(page, title):
    """Return the words of a chapter, without marks."""
    words = page.split(f">{title}</h2>")[1].split("<h2")[0]
    return re.sub(r"<[^>]+>", "\n", words)


def test_the_lights_that_changed_are_those_of_two_commands(city, page):
    """Set beside each other by hand, `change` of 2019 and of 2020 differ in the same areas."""
    lights = [{row["name"]: row["light"] for row in city.ask("change", "--year", year)["rows"]
               if row["name"] in NAMES} for year in (2019, 2020)]  # fmt: skip
    turned = {f"{name}: {WORDS[lights[0][name]]} i 2019, nu {WORDS[lights[1][name]]}."
              for name in NAMES if lights[0][name] != lights[1][name]}  # fmt: skip
    assert {each.split(":")[0] for each in turned} == {"Midt", "Syd"}
    news = chapter(page, "Nyt siden sidste år")
    assert {line for line in news.split("\n") if " i 2019, nu " in line} == turned
    assert "Holdt op mod status for 2019. Begge sammenligner med 2010." in news


def test_the_hotspots_that_came_and_went_are_those_of_review(city, page):
    """`review` of the two years names the same."""
    rows = city.ask("--lang", "da", "review", "--before", "2019-01-01..2019-12-31", "--after",
                    "2020-01-01..2020-12-31")["rows"]  # fmt: skip
    by_class = {row["class"]: row["name"] for row in rows}
    assert {"new", "gone"} <= {*by_class}
    news = chapter(page, "Nyt siden sidste år")
    assert f"Nye siden 01-01-2019 til 31-12-2019: {by_class['new']}." in news
    assert f"Forsvundet siden 01-01-2019 til 31-12-2019: {by_class['gone']}." in news
    assert by_class["persistent"] not in news


@pytest.mark.thorough
def test_two_profiles_stand_on_each_page_of_a_pdf(city):
    """Four areas, two pages."""
    import pypdf

    path = city.folder / "status.pdf"
    city.run("--lang", "da", "report", "--year", 2020, "--date", "2020-12-31", "-o", path)
    texts = [one.extract_text() for one in pypdf.PdfReader(path).pages]
    on_page = [sum(f"{name}: Utrygge" in text for name in NAMES) for text in texts]
    assert [n for n in on_page if n] == [2, 2]


def test_what_has_no_data_is_one_line(page):
    """Neither chapter nor row says so again."""
    line = ("Ikke med, fordi der ikke er indlæst data: handlingskategorier for 2010 og 2020; mål; "
            "indsatser; udpegninger.")  # fmt: skip
    assert page.count(line) == 1
    assert page.count("ikke indlæst") + page.count("Ikke indlæst") == 0
    assert ">Mål</h" not in page


def test_an_interval_is_written_in_one_way(page):
    """No two numbers with a line between them, which looks like a minus."""
    text = re.sub(r"<[^>]+>", "\n", page.split("</style>")[1])
    assert "95\u00a0%-interval" in text
    assert not re.findall(r"\d,\d–\d", text)
    assert not re.findall(r"mellem nr\.", text)


@pytest.mark.parametrize(
    ("west", "east", "under"),
    [
        (0, 1000, [0]),
        (800, 2000, [1, 0]),
        (600, 2400, [1, 0, 2]),
        (960, 2000, [1]),
        (9000, 9100, []),
    ],
)
def test_a_shape_lies_in_the_areas_that_hold_a_part_of_it(west, east, under):
    """The one with most of it first, and none that holds less than a twentieth."""
    outlines = np.array([shapely.box(at * 1000, 0, at * 1000 + 1000, 1000) for at in range(3)])
    assert areas_under(shapely.box(west, 0, east, 100), outlines) == under
