"""A set of areas is called by its title where people read, by its name where it is asked for."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.small_city import SOUTH_M, WEST_M, City

TITLE = "Bydele <b>og</b> kvarterer"
NAMES = ("Nord", "Midt", "Syd")
PAGES = (
    ("map", "change", "--year", "2020"),
    ("map", "priority", "--year", "2020"),
    ("map", "indicator"),
    ("map", "hotspots", "--set", "bydele", "--cell", "100"),
    ("report", "--set", "bydele"),
)
PICTURES = (
    ("figure", "change", "--year", "2020"),
    ("figure", "intervals", "--year", "2020"),
    ("figure", "series", "--area", "Nord"),
    ("figure", "indicator"),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a titled set with figures of two years and incidents of one."""
    made = City(tmp_path_factory.mktemp("titles"))
    made.areas(NAMES, "--title", f"  {TITLE}\n")
    made.index([f"{name};{year};{share};400;;" for name in NAMES
                for year, share in ((2010, "30,0"), (2020, "12,0"))])  # fmt: skip
    xs = [WEST_M + 50 + at % 9 * 30 for at in range(300)]
    lines = [f"{at};{at % 28 + 1:02d}-{at % 12 + 1:02d}-2020 12:00;Vold;{x};{SOUTH_M + 60}"
             for at, x in enumerate(xs)]  # fmt: skip
    head = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
    made.run("load", "incidents", made.write("h.csv", head + "\n".join(lines) + "\n"),
             "--crs", "EPSG:25832", "--source", "politi")  # fmt: skip
    return made


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_pages_and_reports_say_the_title(city, arguments):
    """The title stands where the name stood, as text and never as markup."""
    path = city.folder / "side.html"
    city.run(*arguments, "-o", path, "--force")
    source = path.read_text(encoding="utf-8")
    assert "inddeling: Bydele &lt;b&gt;og&lt;/b&gt; kvarterer" in source
    assert "inddeling: bydele" not in source
    assert "<b>og</b>" not in source


@pytest.mark.parametrize("arguments", PICTURES, ids=" ".join)
def test_pictures_say_the_title(city, arguments):
    path = city.folder / "billede.svg"
    city.run(*arguments, "-o", path, "--force")
    root = ET.parse(path).getroot()  # noqa: S314 - ours
    words = " ".join(one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text"))
    assert f"inddeling: {TITLE}" in words


def test_a_set_is_still_asked_for_by_its_name(city):
    """Settings and data keep the name, so that a question can be asked again."""
    assert city.ask("change", "--set", "bydele", "--year", 2020)["settings"]["set"] == "bydele"
    assert city.run("change", "--set", TITLE, "--year", 2020, expect=1)


@pytest.mark.parametrize("title", ["", "   ", "\N{RIGHT-TO-LEFT OVERRIDE}", "x" * 81])
def test_a_title_is_one_short_line(tmp_path, title):
    made = City(tmp_path)
    path = made.write("a.geojson", "{}")
    refused = made.run("load", "areas", path, "--set", "a", "--title", title, expect=2)
    assert re.search(r"give a title of 1 to 80 characters", refused.stderr)
    assert not made.store.exists()


def test_a_set_without_a_title_is_called_by_its_name(tmp_path):
    made = City(tmp_path)
    made.areas(NAMES)
    made.index([f"{name};{year};12,0;400;;" for name in NAMES for year in (2010, 2020)])
    path = tmp_path / "k.html"
    made.run("map", "change", "--year", 2020, "-o", path)
    assert "inddeling: bydele" in path.read_text(encoding="utf-8")
