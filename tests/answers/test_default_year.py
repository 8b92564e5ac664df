"""The year that is taken where none is named: the newest in which the set can be told of."""

import re

import pytest

from hotspots.analysis.indicators.full_years import newest_full
from hotspots.model.periods import Period
from hotspots.workflows.asking.default_year import default_year
from tests import real_data
from tests.small_city import City, by_area

AREAS = ["Nord", "Midt", "Syd", "Øst"]


@pytest.mark.parametrize(
    ("n_by_year", "n_whole", "year"),
    [
        ({2019: 4, 2020: 4}, None, 2020),
        ({2019: 4, 2020: 2}, None, 2020),
        ({2019: 4, 2020: 1}, None, 2019),
        ({2019: 13, 2020: 7, 2021: 6}, None, 2020),
        ({2019: 2, 2020: 1}, 2, 2020),
        ({2019: 2, 2020: 1}, 9, 2020),
        ({2019: 3, 2020: 1}, 9, 2019),
        ({2020: 1}, 9, 2020),
    ],
)
def test_half_of_the_areas_are_enough(n_by_year, n_whole, year):
    """Exactly half is enough; where no year has it, half of the fullest year's."""
    assert newest_full(n_by_year, n_whole) == year


def years(**areas_by_year):
    """Return rows as ``estimates/years`` gives them: y2020="abc" has three areas."""
    return [
        {"set_name": set_name, "indicator": "u", "measure": "share", "year": int(name[1:5]),
         "n_areas": len(codes), "area_codes": list(codes)}
        for name, codes in areas_by_year.items()
        for set_name in ["from" if name.endswith("_from") else "by"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "year", "sparse"),
    [
        # The baseline's two areas have figures in 2020, one of them in 2021.
        (years(y2010="ab", y2020="abcd", y2021="a"), 2021, None),
        # In 2021 many areas have figures, none of them those of the baseline.
        (years(y2010="ab", y2020="ab", y2021="cdef"), 2020, (2021, 4)),
        # No area has a figure in the baseline: half of the fullest year.
        (years(y2010="", y2019="abcd", y2020="ab", y2021="c"), 2020, (2021, 1)),
        # The baseline itself and what lies before it are not compared with it.
        (years(y2009="abcd", y2010="abcd", y2011="a"), 2011, None),
        # Only the city has figures.
        (years(y2010="", y2020=""), 2020, None),
        # The baseline is carried over from another set: what its own areas have is enough.
        (years(y2010_from="rstuvw", y2019="abcd", y2020="abc", y2021="a"), 2020, (2021, 1)),
    ],
)
def test_the_year_taken(rows, year, sparse):
    """The newest with half of the baseline's areas, and the newest passed over."""
    taken = default_year(rows, rows, Period(2010), "")
    assert taken.year == year
    found = taken.sparse and (taken.sparse.period.year, taken.sparse.n_areas)
    assert found == sparse


def test_a_part_of_the_baselines_year_can_be_compared_with_the_other():
    """The second half of 2010 beside the first; the first beside itself is never taken."""
    of_second = years(y2010="ab")
    assert default_year(of_second, years(y2010="ab"), Period(2010, "H1"), "H2").year == 2010


@pytest.fixture
def city(tmp_path):
    """Return a city whose four areas have figures of 2010 and 2020, and one of 2021."""
    made = City(tmp_path)
    made.areas(AREAS)
    rows = [f"{area};{year};{percent};300;;" for year, percent in ((2010, 20), (2020, 10))
            for area in AREAS]  # fmt: skip
    made.index([*rows, "Nord;2021;9;300;;"])
    return made


NOTE = "For 2021 er der kun tal for ét område, så 2020 vises."
ADVICE = "Se 2021 med --year 2021."


@pytest.mark.parametrize("command", ["change", "priority"])
def test_one_area_of_a_newer_year_does_not_empty_the_answer(city, command):
    """All four areas have a figure of 2020; the note names 2021 and how to see it."""
    answer = city.ask(command)
    assert answer["settings"]["year"] == 2020
    assert {NOTE, ADVICE} <= set(answer["notes"])
    rows = by_area(answer)
    assert [rows[code]["percent"] for code in "1234"] == [10, 10, 10, 10]


def test_the_newer_year_is_there_when_asked_for(city):
    """2021 has one figure and no note about itself."""
    answer = city.ask("change", "--year", 2021)
    rows = by_area(answer)
    assert [rows[code]["percent"] for code in "1234"] == [9, None, None, None]
    assert not any("vises" in note for note in answer["notes"])


def test_what_was_passed_over_is_said(city):
    """The terminal names both years, and the option."""
    said = city.run("--lang", "en", "change").stderr
    assert (
        "Year set to 2020. For 2021 there are figures of 1 area only; see it with --year 2021."
        in said
    )


@pytest.mark.parametrize("picture", ["change", "priority", "intervals"])
def test_pictures_and_pages_take_the_same_year(city, tmp_path, picture):
    """The map page and the picture say 2020 and pass over 2021."""
    path = tmp_path / "billede.svg"
    assert "--year 2021" in city.run("figure", picture, "-o", path).stderr
    if picture != "intervals":
        page = tmp_path / "kort.html"
        city.run("map", picture, "-o", page)
        words = page.read_text(encoding="utf-8")
        assert NOTE in words
        assert ADVICE not in words


def test_a_baseline_without_areas_names_one_that_has_most(tmp_path):
    """Two of the areas of 2020 have figures in 2016 and 2017, one in 2018: 2017 is named."""
    city = City(tmp_path)
    city.areas(AREAS)
    rows = [f"{area};{year};9;300;;" for year, areas in {2016: "Nord Midt", 2017: "Nord Midt",
            2018: "Nord Vest", 2020: "Nord Midt Syd"}.items()
            for area in areas.split() if area in AREAS]  # fmt: skip
    city.index([*rows, "Hele byen;2010;20;900;;"])
    note = "Intet område har tal for 2010; af dem med tal for 2020 har 2 også tal for 2017."
    assert {note, "Sammenlign med --baseline 2017."} <= set(city.ask("change")["notes"])
    with_baseline = city.ask("change", "--baseline", 2017)["notes"]
    assert not any("Intet område har tal" in note for note in with_baseline)


@real_data.real_data
def test_the_published_figures_show_the_year_with_seven_areas(tmp_path):
    """2021 has one area of 13, 2020 seven; 2010 has none, as nobody published any."""
    city = City(tmp_path)
    city.run("load", "areas", real_data.SURVEY_AREAS, "--set", "survey13")
    city.run("load", "index", real_data.INDEX, "--set", "survey13")
    rows = by_area(city.ask("change"))
    seen = {area: row["percent"] for area, row in rows.items() if row["percent"] is not None}
    assert seen == {
        "*": 9, "Amager Øst": 5, "Bispebjerg": 17, "Brønshøj-Husum": 13, "Indre Nørrebro": 10,
        "Kongens Enghave": 11, "Valby": 11, "Ydre Nørrebro": 13,
    }  # fmt: skip
    assert {row["year"] for row in rows.values()} == {2020}


def opened(city, *options):
    """Return the heading, the conclusion, the layers in order, and what was said."""
    path = city.folder / "kort.html"
    said = city.run("map", "change", *options, "-o", path, "--force").stderr
    html = path.read_text(encoding="utf-8")
    layers = re.findall(r'name="layer"[^>]*> ([^<]+)</label>', html)
    summary = re.search(r'<p class="summary[^>]*>(.*?)</p>', html)[1]
    return re.search(r"<h1[^>]*>([^<]*)", html)[1], summary, layers, said


def test_a_page_that_would_be_all_grey_opens_with_the_level(tmp_path):
    """The lights are the second layer; with one area that can be judged they are the first."""
    city = City(tmp_path)
    city.areas(AREAS)
    city.index(["Hele byen;2010;20;900;;", *(f"{area};2020;9;300;;" for area in AREAS[:3])])
    heading, summary, layers, said = opened(city)
    assert heading == "Utrygge i nabolaget, 2020"
    assert summary.endswith("Ingen af de 4 områder kan vurderes: intet område har tal for både "
                            "2010 og 2020.")  # fmt: skip
    assert layers[:2] == ["Niveau 2020", "Lys"]
    assert "the page opens with the level of 2020" in said
    city.index(["Nord;2010;20;300;;"], name="basis.csv")
    heading, _, layers, said = opened(city)
    assert heading == "Utrygge i nabolaget: udvikling fra 2010 til 2020"
    assert layers[0] == "Lys"
    assert "opens with the level" not in said
