"""The map of an indicator's level: classes, years, what is hatched, and how large the page is."""

import csv
import json
import re

import pytest

from hotspots.analysis.indicators.levels import levels
from hotspots.analysis.indicators.series import FigureReading
from hotspots.analysis.methods.reliability import Limits
from hotspots.model.indicators import Break
from tests.browser import chromium
from tests.real_data import INDEX, RODER, SURVEY_AREAS, real_data
from tests.small_city import City

DAY = ("--date", "2026-11-03")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def browser():
    """Return a running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas and the city in 2019-2022; Syd is withheld once and once on 20."""
    made = City(tmp_path_factory.mktemp("levels"))
    made.areas(["Nord", "Midt", "Syd"])
    made.index([
        "*;2019;11;3000;2023;", "*;2020;11,2;3000;2023;", "*;2022;10,4;3000;2023;",
        "Nord;2019;4;400;2023;", "Nord;2020;9,9;400;2023;", "Nord;2022;10,0;400;2023;",
        "Midt;2019;14,9;80;2023;", "Midt;2020;15,0;300;2023;", "Midt;2022;24,3;300;2023;",
        "Syd;2020;..;;2023;", "Syd;2022;30;20;2023;",
    ])  # fmt: skip
    return made


def drawn(city, path, *options, lang="da"):
    """Write a page and return its text and its data, with plain blanks."""
    city.run("--lang", lang, "map", "indicator", "-o", path, *DAY, *options)
    text = path.read_text(encoding="utf-8").replace("\u00a0", " ")
    (found,) = re.findall(r'id="page-data">(.*?)</script>', text, re.DOTALL)
    return text, json.loads(found)


def told(data, step):
    """Return what the popups say at a step, by name, as the page's script puts it together."""
    return {
        area["name"]: [
            *(joined(pieces, left) for pieces in form["lines"]),
            *(f"{label}: {joined(pieces, left)}" for label, pieces in form["facts"]),
        ]
        for area, there in zip(data["areas"], step["areas"], strict=True)
        for form, left in [(data["forms"][there[1]], iter(there[2].split()))]
    }


def joined(pieces, left):
    """Return a text with its numbers between its pieces."""
    return "".join(part for piece in pieces[1:] for part in (next(left), piece)).join(
        [pieces[0], ""]
    )


def legend(text):
    """Return the labels of the legend, in their order."""
    part = text[text.index('class="legend') :]
    return re.findall(r"<span>(?:<bdi>)?([^<]+)", part[: part.index("</ul>")])


def rows(text):
    """Return the table's rows as texts."""
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip()
         for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in body.split("<tr")[1:]
    ]  # fmt: skip


def test_the_years_are_steps_and_share_their_classes(city, tmp_path):
    """Three years with figures of areas; limits are said in words, with the unit."""
    text, data = drawn(city, tmp_path / "k.html")
    assert [one["label"] for one in data["steps"]] == ["2019", "2020", "2022"]
    assert "Grænserne er de samme i alle år fra 2019 til 2022." in text
    assert "Utrygge i nabolaget, 2019–2022</" in text
    assert "2022: fra 10,0 % (Nord) til 24,3 % (Midt). Hele byen: 10,4 %." in text


def test_what_has_no_colour_is_hatched_and_told_in_words(city, tmp_path):
    """Missing, withheld, on too few answers, unreliable: each has its words."""
    text, data = drawn(city, tmp_path / "k.html")
    assert legend(text) == [
        "under 5,0 %", "5,0 til under 10,0 %", "10,0 til under 15,0 %",
        "10,0 til under 15,0 %, usikkert", "15,0 til under 20,0 %", "20,0 % og derover",
        "Vises ikke: færre end 30 svar, eller holdt tilbage i kilden", "Intet tal",
    ]  # fmt: skip
    first, second, third = (told(data, step) for step in data["steps"])
    assert first["Syd"] == ["Intet tal for 2019."]
    assert second["Syd"] == ["Tallet for 2020 er holdt tilbage i kilden."]
    assert third["Syd"] == ["Tallet for 2022 vises ikke, fordi det bygger på for få svar."]
    assert "Usikkert tal" in first["Midt"][0]
    assert "30,0" not in text


def test_map_popup_and_table_have_the_same_numbers(city, tmp_path):
    """Figures stand as they were printed: 4 without, 9,9 with a decimal."""
    text, data = drawn(city, tmp_path / "k.html")
    assert rows(text) == [
        ["Hele byen", "11", "11,2", "10,4"],
        ["Nord", "4", "9,9", "10,0"],
        ["Midt", "14,9*", "15,0", "24,3"],
        ["Syd", "–", "tilbageholdt", "for få svar"],
    ]
    first, second, third = (told(data, step) for step in data["steps"])
    assert first["Nord"][0].startswith("4 % i 2019 mod 11 %")
    assert second["Nord"][0].startswith("9,9 % i 2020")
    assert third["Nord"][0].startswith("10,0 % i 2022")
    # Wilson on 300 answers, 24.3 %: 19.8 to 29.5
    assert third["Midt"] == [
        "24,3 % i 2022 mod 10,4 % i hele byen.", "95 %-interval: 19,2 til 30,2 %",
        "Svar: 300", "Udgave: 2023",
    ]  # fmt: skip
    assert "4 % i 2019 og 10,0 % i 2022." in json.dumps(data["areas"], ensure_ascii=False)


def test_one_year_has_the_limits_of_all_years(city, tmp_path):
    """Pages of two years can be laid side by side; each tells all it knows in its table."""
    text, data = drawn(city, tmp_path / "k.html", "--year", 2020)
    assert data["steps"] == []
    assert legend(text) == [
        "under 5,0 %", "5,0 til under 10,0 %", "10,0 til under 15,0 %", "15,0 til under 20,0 %",
        "20,0 % og derover", "Vises ikke: holdt tilbage i kilden",
    ]  # fmt: skip
    assert rows(text)[2] == ["Midt", "15,0", "11,0 til 20,2 %", "300", "2023", "–"]


def test_limits_of_ones_own(city, tmp_path):
    """15,0 lies in the class from 15, 14,9 below it."""
    text, data = drawn(city, tmp_path / "k.html", "--breaks", "5,15", "--year", 2020)
    assert legend(text)[:3] == ["under 5,0 %", "5,0 til under 15,0 %", "15,0 % og derover"]
    looks = dict(zip([one["name"] for one in data["areas"]], data["layers"][0], strict=True))
    assert looks["Midt"] != looks["Nord"]
    assert "valgt af den, der har lavet kortet" in text
    again, _ = drawn(city, tmp_path / "l.html", "--breaks", "7,5;15", "--year", 2020)
    assert "under 7,5 %" in legend(again)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--breaks", "15,5"), "the smallest first"),
        (("--breaks", "1,2,3,4,5"), "at most 4 limits"),
        (("--breaks", "ten"), "write numbers"),
        (("--breaks", "nan"), "write each limit once"),
        (("--breaks", "5", "--method", "equal"), "leave --classes and --method out"),
        (("--classes", "6"), "2<=x<=5"),
        (("--indicator", "anmeldelser"), "Map a rate"),
    ],
)
def test_what_cannot_be_is_refused(city, tmp_path, options, said):
    """Exit 2, a sentence that says what to write, and no file."""
    path = tmp_path / "k.html"
    assert said in city.run("map", "indicator", "-o", path, *options, expect=2).stderr
    assert not path.exists()


def test_a_year_of_the_city_alone_is_no_map(tmp_path):
    """The years that areas have are named."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    made.index(["*;2018;12;3000;;", "*;2019;11;3000;;", "Nord;2019;4;400;;"])
    path = tmp_path / "k.html"
    refused = made.run("map", "indicator", "--year", 2018, "-o", path, expect=1)
    assert "no figures of areas for 2018. There are for 2019." in refused.stderr
    told = made.run("--lang", "da", "map", "indicator", "--year", 2018, "-o", path, expect=1)
    assert "Der er ingen tal for områder i 2018. Det er der for 2019." in told.stderr
    made.index(["*;2018;12;3000;;"], "--fixed", "indicator=utryg_aften_nat", name="by.csv")
    alone = ("--indicator", "utryg_aften_nat", "--year", 2018, "-o", path)
    assert "No area has a figure" in made.run("map", "indicator", *alone, expect=1).stderr


def test_the_year_shown_first_is_not_the_emptiest(tmp_path):
    """2020 has one area of three and 2019 all: 2019 is shown first and told above the map."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    made.index(["Nord;2019;8;400;;", "Midt;2019;8;400;;", "Syd;2019;8;400;;", "Nord;2020;9;400;;"])
    text, data = drawn(made, tmp_path / "k.html")
    assert data["step"] == 0
    assert "2019: 8 % (3 områder)." in text


def test_only_years_of_one_definition_share_a_slider(tmp_path):
    """Reports up to 2023 and from 2024 are two things; the others are named, and can be had."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    lines = [f"{area};{year};{name};{rate};" for name, years in (
        ("borgervendt_pr_1000", (2022, 2023)), ("straffelov_pr_1000", (2024, 2025)),
    ) for year in years for area, rate in (("Nord", 39), ("Syd", 73))]  # fmt: skip
    head = "Område;År;Indikator;Pr. 1.000;Anmeldelser\n"
    made.run("load", "index", made.write("r.csv", head + "\n".join(lines) + "\n"),
             "--set", "bydele")  # fmt: skip
    text, data = drawn(made, tmp_path / "k.html", "--indicator", "anmeldelser_pr_1000")
    assert [one["label"] for one in data["steps"]] == ["2024", "2025"]
    assert "Ikke med på kortet: 2022, 2023." in text
    assert "pr. 1.000" in legend(text)[0]
    assert "Antallet af anmeldelser er ikke oplyst" in text
    asked = ("--indicator", "anmeldelser_pr_1000", "--year", 2023)
    text, _ = drawn(made, tmp_path / "l.html", *asked)
    assert [row[:2] for row in rows(text)] == [["Nord", "39"], ["Syd", "73"]]


def figure(area, year, percent, **more):
    """Return a figure as the store gives it."""
    return {"area_code": area, "year": year, "percent": percent, "indicator": "u", "n": 300,
            "n_eff": None, "decimals": 0, "counted": None, "edition": None, "withheld": None,
            **more}  # fmt: skip


def test_an_area_that_was_another_is_broken_before():
    """A break of one area alone takes the colour from its older years, not from the others'."""
    rows_ = [figure(area, year, 10) for area in ("1", "2") for year in (2019, 2020)]
    cut = [Break(2020, "definition", "", "", "", area_code="2")]
    found = levels([("1", "A"), ("2", "B")], rows_, FigureReading("share", Limits(), cut), 2020)
    assert found.years == [2019, 2020]
    assert [found.by_year[2019][code].kind for code in ("1", "2")] == ["certain", "broken"]
    assert [found.by_year[2020][code].kind for code in ("1", "2")] == ["certain", "certain"]


def test_the_newest_edition_is_drawn_and_another_figure_is_said():
    """Two editions print 9 and 12: the newer one stands, and it is disputed."""
    rows_ = [figure("1", 2019, 9, edition=2020), figure("1", 2019, 12, edition=2023)]
    found = levels([("1", "A")], rows_, FigureReading("share", Limits()), 2019)
    level = found.by_year[2019]["1"]
    assert (level.value, level.edition, level.disputed) == (12, 2023, True)


def test_a_gap_between_groups_has_zero_in_the_middle(tmp_path):
    """Points are a difference: limits alike on both sides, and one's own must be so too."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd", "Vest"])
    head = "Område;År;Indikator;Point\n"
    lines = [f"{area};2010;sigtede_unge_forskel;{points}" for area, points in (
        ("Nord", "-3,2"), ("Syd", "7,1"), ("Vest", "0,4"))]  # fmt: skip
    path = made.write("p.csv", head + "\n".join(lines) + "\n")
    made.run("load", "index", path, "--set", "bydele", "--map", "percent=Point")
    asked = ("--indicator", "sigtede_unge_forskel")
    text, _ = drawn(made, tmp_path / "k.html", *asked)
    assert legend(text) == [
        "−4,0 procentpoint og derunder", "over −4,0 til −2,0 procentpoint",
        "over −2,0 til under 2,0 procentpoint", "2,0 til under 4,0 procentpoint",
        "4,0 procentpoint og derover",
    ]  # fmt: skip
    assert "Et tal på grænsen hører til klassen længst fra 0." in text
    refused = made.run("map", "indicator", *asked, "--breaks", "-2,5", "--force",
                       "-o", tmp_path / "k.html", expect=2)  # fmt: skip
    assert "alike on both sides of 0" in refused.stderr


def test_the_page_speaks_english_too(city, tmp_path):
    """Limits, words and decimal points."""
    text, _ = drawn(city, tmp_path / "k.html", lang="en")
    assert "10.0 to under 15.0 %" in legend(text)
    assert "2022: from 10.0 % (Nord) to 24.3 % (Midt). The whole city: 10.4 %." in text


def test_same_store_same_bytes(city, tmp_path):
    """Nothing is drawn at random, nothing depends on the clock."""
    for name in ("a.html", "b.html"):
        drawn(city, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@real_data
def test_the_roder_fit_into_a_megabyte_and_ask_for_nothing(browser, tmp_path):
    """399 areas, Leaflet included: with one year, five and fourteen; no request, no message."""
    made = City(tmp_path)
    columns = ("--map", "code=rode_nr", "--map", "name=rodenavn")
    made.run("load", "areas", RODER, "--set", "bydele", *columns)
    layer = json.loads(RODER.read_text(encoding="utf-8"))
    codes = sorted(one["properties"]["rode_nr"] for one in layer["features"])
    for years, most in (
        (range(2023, 2024), 0.5),
        (range(2019, 2023), 0.6),
        (range(2010, 2019), 1),
    ):
        made.index([
            f"{code};{year};{(code * 7 + year) % 200 / 10 + 1:.1f};{100 + code % 200};{year + 1};"
            for code in codes for year in years
        ], "--fixed", "indicator=utryg_nabolag", "--dialect", "iso")  # fmt: skip
        path = tmp_path / f"{years[0]}.html"
        _, data = drawn(made, path)
        assert len(data["areas"]) == 399
        assert path.stat().st_size <= most * MEGABYTE
    assert len(data["steps"]) == 14
    with browser.visit(path.read_text(encoding="utf-8"), tmp_path / "page.html") as visit:
        assert visit.page.locator("path.leaflet-interactive").count() == 399
        assert (visit.requests[1:], visit.messages, visit.errors) == ([], [], [])


@real_data
def test_the_survey_areas_fit_into_400_kb(tmp_path):
    """13 areas with every published year; printed figures keep their decimals."""
    made = City(tmp_path)
    made.run("load", "areas", SURVEY_AREAS, "--set", "bydele")
    made.run("load", "index", INDEX, "--set", "bydele", expect=0)
    text, data = drawn(made, tmp_path / "k.html", "--indicator", "utryg_nabolag")
    assert (tmp_path / "k.html").stat().st_size < 0.4 * MEGABYTE
    assert len(data["areas"]) == 13
    assert "fra 2009 til 2021. Metodebrud i 2017. Særlige forhold i 2020–2021." in text
    with INDEX.open(encoding="utf-8-sig") as lines:
        printed = {one["Procent"] for one in csv.DictReader(lines, delimiter=";")}
    for row in rows(text):
        for cell in row[1:]:
            assert cell.rstrip("*") in {*printed, "–"}, row
