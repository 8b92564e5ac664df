"""Pictures of a series: what is drawn, what is cut, what is said, and the same bytes twice."""

import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from hotspots.analysis.indicators.series import FigureReading, chosen, interval, lines_of
from hotspots.analysis.methods.reliability import Limits
from hotspots.mapping.pictures.typeset import width_cm, wrapped
from hotspots.model.indicators import Break
from tests.real_data import INDEX, SURVEY_AREAS, real_data
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SVG = "{http://www.w3.org/2000/svg}"
RATES = "Område;År;Indikator;Pr. 1.000;Anmeldelser\n"
SERIES = ("--indicator", "anmeldelser_pr_1000")
DAY = ("--date", "2026-11-03")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city of two areas with shares, some without answers, one on 20, one withheld."""
    made = City(tmp_path_factory.mktemp("filled"))
    made.areas(["Nord", "Syd"])
    made.index([
        "*;2014;7,1;;;", "*;2015;6,6;;;", "*;2017;9;3041;;", "*;2018;12;3863;;",
        "Nord;2016;10;300;;", "Nord;2017;20;20;;", "Nord;2018;..;;;", "Nord;2019;12;80;;",
    ])  # fmt: skip
    return made


@pytest.fixture
def city(filled, tmp_path):
    """Return a copy of that city."""
    return filled.copied(tmp_path)


@pytest.fixture(scope="module")
def broken_once(tmp_path_factory):
    """Return a city whose series changes its definition in 2024: 39, then 73."""
    made = City(tmp_path_factory.mktemp("broken_once"))
    made.areas(["Nord", "Syd"])
    rows = [
        "*;2022;borgervendt_pr_1000;40;", "*;2023;borgervendt_pr_1000;39;",
        "*;2024;straffelov_pr_1000;73;", "*;2025;straffelov_pr_1000;75;50337",
    ]  # fmt: skip
    path = made.write("rater.csv", RATES + "\n".join(rows) + "\n")
    made.run("load", "index", path, "--set", "bydele")
    return made


@pytest.fixture
def broken(broken_once, tmp_path):
    """Return a copy of that city."""
    return broken_once.copied(tmp_path)


def figure(year, percent, indicator="utryg_nabolag", **more):
    """Return a figure as the store gives it."""
    return {"year": year, "percent": percent, "indicator": indicator, "n": None, "n_eff": None,
            "decimals": 0, "counted": None, "edition": None, "withheld": None, **more}  # fmt: skip


def svg_texts(path):
    """Return every text of an SVG, in the order in which they are drawn."""
    return [one.text for one in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 - ours


def joined_years(figures, breaks=()):
    """Return which years each line joins."""
    lines = lines_of(figures, FigureReading("share", Limits(), breaks))
    return [[one.year for one in run] for line in lines for run in line.runs]


def test_only_neighbouring_years_are_joined():
    """2014 and 2015, then a gap, then 2017 and 2018."""
    years = [figure(year, 8.0) for year in (2014, 2015, 2017, 2018)]
    assert joined_years(years) == [[2014, 2015], [2017, 2018]]


def test_no_line_crosses_a_change_of_definition():
    """A definition break cuts the line, a break in method and a special year do not."""
    years = [figure(year, 8.0) for year in range(2015, 2020)]
    cut = [Break(2017, "definition", "", "", "")]
    assert joined_years(years, cut) == [[2015, 2016], [2017, 2018, 2019]]
    whole = [Break(2017, "method", "", "", ""), Break(2018, "context", "", "", "", 2018)]
    assert joined_years(years, whole) == [[2015, 2016, 2017, 2018, 2019]]


def test_a_hidden_figure_is_a_gap_and_carries_no_number():
    """On 20 answers, and withheld: no value, no interval, no line."""
    figures = [figure(2016, 10.0, n=300.0), figure(2017, 20.0, n=20.0),
               figure(2018, None, withheld="suppressed"), figure(2019, 12.0, n=80.0)]  # fmt: skip
    (line,) = lines_of(figures, FigureReading("share", Limits()))
    assert [one.kind for one in line.dots] == ["certain", "too_few", "withheld", "unreliable"]
    assert [one.value for one in line.dots] == [10.0, None, None, 12.0]
    assert (line.dots[1].low, line.dots[1].half_step) == (None, None)
    assert [len(run) for run in line.runs] == [1, 1]


def test_intervals_are_wilson_and_garwood():
    """81 of 263: 25.53 to 36.62 %. 100 reports, 10 per 1,000: 8.136 to 12.163."""
    share = interval(figure(2020, 100 * 81 / 263, n=263.0), "share")
    assert share == pytest.approx((25.53, 36.62), abs=0.005)
    rate = interval(figure(2020, 10.0, counted=100.0), "per_1000")
    assert rate == pytest.approx((8.1363991, 12.1626794), abs=1e-6)
    assert interval(figure(2020, 10.0), "share") is None


def test_rounding_is_shown_where_it_is_wider_than_the_interval():
    """Half a point beside 300 answers is not; beside no answers it is."""
    narrow, alone = lines_of(
        [figure(2019, 10.0, n=300.0), figure(2020, 10.0)], FigureReading("share", Limits())
    )[0].dots
    assert (narrow.half_step, alone.half_step) == (None, 0.5)


def test_the_newest_edition_stands_for_a_year():
    """A figure withheld in a newer edition does not hide one that an older gives."""
    figures = [figure(2009, 22.0, edition=2013), figure(2009, 24.0, edition=2018),
               figure(2009, None, edition=2019, withheld="suppressed"),
               figure(2010, None)]  # fmt: skip
    assert [(one["year"], one["percent"]) for one in chosen(figures)] == [(2009, 24.0)]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_input_same_bytes(city, suffix):
    """Nothing of the moment or of chance is in a picture."""
    paths = [city.folder / f"{name}.{suffix}" for name in ("en", "to")]
    for path in paths:
        city.run("figure", "series", "--area", "Nord", "-o", path, "--dpi", 72, *DAY)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_break_is_marked_with_its_words_and_the_line_is_cut(broken):
    """The words stand in the SVG; the joined lines are two, of two points each, and no third."""
    path = broken.folder / "serie.svg"
    done = broken.run("figure", "series", *SERIES, "-o", path, *DAY)
    assert "broken in 2024" in done.stderr
    assert "unconnected and marked" in done.stderr
    told = " ".join(svg_texts(path))
    assert "Brud i serien 2024: Til og med 2023 tælles borgervendt kriminalitet" in told
    assert "Borgervendt kriminalitet, anmeldelser pr. 1.000 indbyggere" in told
    assert "Straffelovsovertrædelser, anmeldelser pr. 1.000 indbyggere" in told
    drawn = path.read_text(encoding="utf-8")
    for colour in ("#0072b2", "#d55e00"):
        lines = re.findall(rf'<path d="([^"]*)"[^>]*style="[^"]*stroke: {colour}', drawn)
        clipped = [one for one in lines if one.count("L") == 1 and _is_slanted(one)]
        assert len(clipped) == 1, colour


def _is_slanted(path):
    """Tell whether a path of two points is neither upright nor level."""
    numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*", path)]
    return numbers[0] != numbers[2] and numbers[1] != numbers[3]


def test_city_areas_and_hidden_figures_are_told_in_words(city):
    """The alt text has figures with intervals and gaps, and no hidden number."""
    path = city.folder / "serie.png"
    done = city.run("figure", "series", "--area", "1", "-o", path, "--dpi", 72, *DAY)
    beside = city.folder / "serie.png.alt.txt"
    assert str(beside) in done.stderr
    told = beside.read_text(encoding="utf-8")
    assert told.startswith("Figur: Utrygge i nabolaget, 2014–2019 (procent af de adspurgte).")
    assert "Hele byen: 7,1 % i 2014 og 12 % (95 %-interval 10,9 til 13,2) i 2018" in told
    assert "Nord: intet tal vises for 2017 (for få svar)." in told
    assert "Nord: intet tal vises for 2018 (ikke oplyst)." in told
    assert "Metodebrud 2017: Undersøgelsen skiftede leverandør i 2017" in told
    assert "20 %" not in told


def test_picture_has_its_title_unit_notes_and_source(city):
    """All of it is part of the picture, also in English."""
    path = city.folder / "serie.svg"
    city.run("figure", "series", "--area", "Nord", "-o", path, *DAY)
    told = " ".join(svg_texts(path))
    for words in (
        "Utrygge i nabolaget, 2014–2019", "Procent af de adspurgte.", "Spurgt er byens borgere.",
        "Internt brug: kontrollen for offentliggørelse er ikke kørt.", "for få svar",
        "Intern – må ikke videregives uden for enheden",
        "ikke oplyst", "Usikkert tal", "tal fra undersøgelser", "Lavet 03-11-2026.", "10 %", "7,1",
    ):  # fmt: skip
        assert words in told, words
    city.run("--lang", "en", "figure", "series", "-o", path, "--force", *DAY)
    told = " ".join(svg_texts(path))
    assert "Feel unsafe in the neighbourhood, 2014–2018 Per cent of those asked." in told
    assert "7.1" in svg_texts(path)
    assert "Made on 3 November 2026" in told


def test_svg_says_what_it_is_to_those_who_cannot_see_it(broken):
    """Title and description come first, in a language that is told; no file lies beside it."""
    path = broken.folder / "serie.svg"
    broken.run("figure", "series", *SERIES, "-o", path)
    root = ET.parse(path).getroot()  # noqa: S314 - ours
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    title, words = list(root)[:2]
    assert (title.tag, words.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text == "Anmeldelser pr. 1.000 indbyggere, 2022–2025"
    assert "73 pr. 1.000 i 2024 og 75 pr. 1.000 (95 %-interval 74,3 til 75,7) i 2025" in words.text
    assert not path.with_name("serie.svg.alt.txt").exists()


@pytest.mark.parametrize(("width_cm", "dpi"), [(16, 300), (12, 150)])
def test_png_has_its_printed_width_and_its_words(city, width_cm, dpi):
    """Width in pixels is centimetres by dots to the inch; the file says how many."""
    from PIL import Image

    path = city.folder / "serie.png"
    asked = ("--width-cm", width_cm, "--dpi", dpi)
    city.run("figure", "series", "-o", path, *asked)
    with Image.open(path) as found:
        assert found.width == pytest.approx(width_cm / 2.54 * dpi, abs=1)
        assert found.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
        assert found.text["Title"] == "Utrygge i nabolaget, 2014–2018"
        words = path.with_name("serie.png.alt.txt").read_text(encoding="utf-8")
        assert found.text["Description"] == words.strip()


def test_text_from_data_stays_text(tmp_path):
    """Markup, formulas and direction marks in a name are words in the picture, or gone."""
    made = City(tmp_path)
    hostile = "<script>alert(1)</script> $\\frac{1}{0}$ & \u202eNord"
    made.areas([hostile, "Syd"])
    made.index(["*;2019;8;300;;", f'"{hostile}";2019;9;300;;'])
    path = made.folder / "serie.svg"
    made.run("figure", "series", "--area", "1", "-o", path)
    drawn = path.read_text(encoding="utf-8")
    assert "<script" not in drawn
    assert "\u202e" not in drawn
    assert "<script>alert(1)</script> $\\frac{1}{0}$ & Nord" in svg_texts(path)
    made.run("figure", "series", "--area", "1", "-o", made.folder / "serie.pdf")


def test_a_sign_that_the_font_has_not_is_no_warning(tmp_path):
    """A picture is drawn all the same; warnings are errors in these tests."""
    made = City(tmp_path)
    made.areas(["\u4eac Nord", "Syd"])
    made.index(["*;2019;8;300;;", "\u4eac Nord;2019;9;300;;"])
    made.run("figure", "series", "--area", "1", "-o", made.folder / "serie.png", "--dpi", 72)


def test_nothing_is_overwritten_unasked(city):
    """Neither the picture nor the words beside it; --force does."""
    path = city.folder / "serie.png"
    words = city.write("serie.png.alt.txt", "mine")
    asked = ("figure", "series", "-o", path, "--dpi", 72)
    assert "--force" in city.run(*asked, expect=2).stderr
    assert words.read_text(encoding="utf-8") == "mine"
    assert not path.exists()
    city.run(*asked, "--force")
    assert words.read_text(encoding="utf-8").startswith("Figur: ")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("-o", "x.jpg"), 2, ".png, .svg, .pdf"),
        (("-o", "x.svg", "--area", "Vest"), 1, "no area of this name"),
        (("-o", "x.svg", "--baseline", "2018", "--year", "2014"), 2, "Turn them round"),
        (("-o", "x.svg", "--baseline", "1990", "--year", "1991"), 1, "no figures"),
        (("-o", "x.svg", "--indicator", "mod"), 1, "There are: utryg_nabolag"),
        (("-o", "x.svg", "--width-cm", "3"), 2, "--width-cm"),
    ],
)
def test_what_cannot_be_drawn_is_said(city, asked, code, said):
    """One sentence, the right exit code, and no file."""
    path = city.folder / asked[1]
    refused = city.run("figure", "series", "-o", path, *asked[2:], expect=code)
    assert said in refused.stderr
    assert not path.exists()


def test_more_than_five_areas_are_refused(tmp_path):
    """Six panels beside the city are too many for one picture."""
    made = City(tmp_path)
    names = ["A", "B", "C", "D", "E", "F"]
    made.areas(names)
    made.index([f"{name};2019;8;300;;" for name in ("*", *names)])
    every = [part for name in names for part in ("--area", name)]
    refused = made.run("figure", "series", *every, "-o", made.folder / "x.svg", expect=2)
    assert "at most 5" in refused.stderr


def test_areas_without_the_city_are_drawn_alone(tmp_path):
    """No figures of the city: areas must be named, and that is said."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    made.index(["Nord;2019;8;300;;", "Nord;2020;9;300;;"])
    path = made.folder / "x.svg"
    assert "--area" in made.run("figure", "series", "-o", path, expect=1).stderr
    done = made.run("figure", "series", "--area", "Nord", "--area", "Syd", "-o", path)
    assert "only the areas are drawn" in done.stderr
    assert "Ingen tal i disse år" in svg_texts(path)
    assert "Hele byen" not in " ".join(svg_texts(path))


def test_estimates_are_marked_as_such(tmp_path):
    """What is carried over from another set has a sign of its own, a note and its sources."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    units = made.write("store.csv", "Kode;Navn;Enheder\n1;Nord;1\n2;Resten;2, 3\n")
    made.run("load", "areas", units, "--set", "store", "--units", "bydele")
    head = "Område;År;Indikator;Procent;Antal svar\n"
    old = made.write("gamle.csv", head + "Resten;2019;utryg_nabolag;10,0;400\n")
    made.run("load", "index", old, "--set", "store")
    made.index(["Midt;2020;12,0;300;;"])
    made.run("areas", "crosswalk", "store", "bydele", "--by", "rode", "--units", "bydele")
    path = made.folder / "x.svg"
    made.run("figure", "series", "--as-of", "bydele", "--area", "Midt", "-o", path)
    told = " ".join(svg_texts(path))
    assert "Skøn, regnet om fra en anden inddeling" in told
    assert "Skønnene er regnet om fra store (vægtet med antal roder)." in told
    assert all(part in told for part in ("tal fra undersøgelser", "vægte mellem inddelinger"))
    assert "Midt: 10,0 % (95 %-interval" in path.read_text(encoding="utf-8")


def test_words_are_wrapped_to_the_room():
    """No line is too wide, no sign is lost, % stays by its number; a word too long is cut."""
    words = "Undersøgelsen skiftede leverandør i 2017 " + "x" * 80
    lines = wrapped(words, 4.0, 7.0)
    assert wrapped("The whole city: 9.4 %.", 1.0, 7.0) == ["The", "whole", "city:", "9.4 %."]
    assert max(width_cm(one, 7.0) for one in lines) <= 4.0
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.thorough
def test_a_home_that_cannot_be_written_gives_no_warning(city):
    """The pictures' library wants a cache; without one it works and says nothing."""
    path = city.folder / "serie.png"
    sealed = city.folder / "file"
    sealed.write_text("", encoding="utf-8")
    outside = {**os.environ, "HOME": str(sealed), "XDG_CACHE_HOME": str(sealed / "c"),
               "XDG_CONFIG_HOME": str(sealed / "d")}  # fmt: skip
    outside.pop("MPLCONFIGDIR", None)
    program = "import sys; from hotspots.cli.main import main; main(sys.argv[1:])"
    asked = ["--store", city.store, "-q", "figure", "series", "-o", path, "--dpi", "72"]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, asked)],
        env=outside, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert path.exists()


@real_data
def test_published_series_is_drawn_with_its_gap_and_its_break(tmp_path):
    """City, unsafe in the neighbourhood: 11 in 2010, nothing until 2014, 9 in 2017, 12 in 2018."""
    made = City(tmp_path)
    made.run("load", "areas", SURVEY_AREAS, "--set", "bydele13")
    made.run("load", "index", INDEX, "--set", "bydele13")
    path = made.folder / "serie.svg"
    made.run("figure", "series", "--indicator", "utryg_nabolag", "-o", path)
    told = svg_texts(path)
    for words in ("10,9", "11", "7,1", "6,6", "6,4", "9", "12", "7"):
        assert words in told, words
    assert "Danmarks Statistik 2015–2016, Epinion 2017–2023" in " ".join(told)
