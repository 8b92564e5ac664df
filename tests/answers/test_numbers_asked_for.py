"""Options that take a number refuse what is none, and what no computer would finish."""

import pytest

from tests.small_city import SOUTH_M, WEST_M, City


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas with four incidents of two years, and an effort."""
    made = City(tmp_path_factory.mktemp("numbers"))
    made.areas(["Nord", "Syd"])
    rows = [f"{at};0{at + 1}-02-202{at % 2};{WEST_M + 300 * at};{SOUTH_M + 500};vold"
            for at in range(4)]  # fmt: skip
    path = made.write("h.csv", "Sagsnr;Dato;X;Y;Kategori\n" + "\n".join(rows) + "\n")
    made.run("load", "incidents", path)
    path = made.write("i.csv", "Indsats;Sted;Start;Slut\nPrøve;Nord;2021;2021\n")
    made.run("load", "interventions", path, "--set", "bydele")
    return made


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize(
    "asked",
    [
        ("detect", "--band"),
        ("review", "--after", "2021-01-01..2021-12-31", "--band"),
        ("review", "--table", "emerging", "--band"),
        ("evaluate", "Prøve", "--buffer"),
        ("hours", "--longest-hours"),
        ("surface", "-o", "ud.tif", "--bandwidth"),
        ("surface", "-o", "ud.tif", "--population", "bydele", "--floor"),
        ("surface", "-o", "ud.tif", "--contours", "ud.gpkg", "--levels"),
        ("repeat", "--space"),
        ("repeat", "--time"),
        ("repeat", "--table", "places", "--same-place"),
        ("repeat", "--table", "follow-up", "--days", "7", "--metres"),
        ("figure", "hours", "-o", "ud.png", "--width-cm"),
        ("figure", "evaluation", "Prøve", "-o", "ud.png", "--width-cm"),
        ("map", "hotspots", "-o", "ud.html", "--band"),
        ("map", "review", "--after", "2021-01-01..2021-12-31", "-o", "ud.html", "--band"),
        ("map", "evaluation", "Prøve", "-o", "ud.html", "--buffer"),
    ],
)
def test_no_number_is_wrong_usage(city, asked, number, monkeypatch):
    """``nan`` passes every comparison with a limit; it must not pass as a distance."""
    monkeypatch.chdir(city.folder)
    said = city.run(*asked, number, expect=2).stderr
    if "emerging" not in asked:
        assert asked[-1] in said or "hours cannot be the longest span" in said
    assert not list(city.folder.glob("ud.*"))


def test_a_band_beyond_all_cells_is_refused(city):
    """A band is listed row by row of cells: one of a million kilometres would take for ever."""
    said = city.run("detect", "--cell", "100", "--band", "1e9", expect=2).stderr
    assert "--band 1e+09" in said
    assert "at most 100000 m" in said


def test_the_first_year_has_none_before_it(city):
    """A slip of the keyboard, 0021 for 2021, may lie too early for a year before."""
    said = city.run("review", "--after", "0001-01-01..0001-12-31", expect=2).stderr
    assert "--after begins on 0001-01-01: no year before it can be named" in said
