"""The dot-and-interval picture: its order, its words, its shapes, and names that mean harm."""

import math
import re
from xml.etree import ElementTree as ET

import pytest

from hotspots.mapping.palettes import contrast
from hotspots.mapping.pictures.intervals_axis import LOOKS, scale_of
from hotspots.mapping.pictures.intervals_plan import plan_of
from hotspots.model.charts import DotRow, FigureCell, IntervalsPicture
from hotspots.sentences.incidents.intervals_reported import picture as reported_picture
from hotspots.sentences.maps.name_order import danish_order
from tests.small_city import City

SVG = "{http://www.w3.org/2000/svg}"
DAY = ("--date", "2026-11-03")
NAMES = ["$x^2$", "<b>fed</b> & 'citat'", "Nord\nSyd", "Ålgade", "Aagade", "x" * 10_000, "Ærø",
         "\u202eOmvendt"]  # fmt: skip
BYDELE13 = ["Indre By", "Christianshavn", "Østerbro", "Indre Nørrebro", "Ydre Nørrebro",
            "Vesterbro", "Kongens Enghave", "Valby", "Vanløse", "Brønshøj-Husum", "Bispebjerg",
            "Amager Øst", "Amager Vest"]  # fmt: skip
ROWS = [
    "*;2010;20;5000;;", "*;2020;15;5000;;",
    "1;2010;20;500;;", "1;2020;9;500;;",
    "2;2010;20;500;;", "2;2020;35;500;;",
    "3;2010;20;500;;", "3;2020;19;500;;",
    "4;2010;10;300;;",
    "5;2020;10;300;;",
    "6;2010;20;500;;", "6;2020;..;;;",
    "7;2010;30;300;;", "7;2020;20;10;;",
    "8;2010;20;;;", "8;2020;10;;;",
]  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city with every kind of row, and names that try to be more than text."""
    made = City(tmp_path_factory.mktemp("intervals"))
    made.areas(NAMES)
    made.index(ROWS)
    return made


@pytest.fixture(scope="module")
def texts(city):
    """Return the texts of the picture as it is by default."""
    return drawn(city, name="almindelig.svg")


def drawn(city, *options, name="billede.svg", lang="da"):
    """Draw a picture and return its texts in the order in which they are drawn."""
    path = city.folder / name
    city.run("--lang", lang, "figure", "intervals", "-o", path, "--force", *DAY, *options)
    return [one.text for one in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 - ours


def places(texts, *names):
    """Return where names stand among texts."""
    return [texts.index(one) for one in names]


def test_city_comes_first_then_the_best_change(texts):
    """The order is by change, and who has no dot comes last in the order of the alphabet."""
    order = ("Hele byen", "$x^2$", "Nord Syd", "<b>fed</b> & 'citat'", "Omvendt", "Ærø", "Aagade",
             "Ålgade")  # fmt: skip
    assert places(texts, *order) == sorted(places(texts, *order))


def test_other_orders_are_by_level_and_by_name(city):
    """By level the worst is first; by name æ, ø and å are last, and Aa is å."""
    level = drawn(city, "--sort", "level")
    assert places(level, "<b>fed</b> & 'citat'", "Nord Syd", "$x^2$", "Ålgade") == sorted(
        places(level, "<b>fed</b> & 'citat'", "Nord Syd", "$x^2$", "Ålgade")
    )
    by_name = drawn(city, "--sort", "name")
    order = ("Nord Syd", "Omvendt", "Ærø", "Aagade", "Ålgade")
    assert places(by_name, *order) == sorted(places(by_name, *order))


def test_figures_stand_beside_their_dot(texts):
    """Shares as printed, change with sign and interval, and how many answered."""
    at = texts.index("$x^2$")
    assert texts[at + 1 : at + 5] == [
        "20\u00a0% → 9\u00a0%", "500 / 500", "−11,0", "−16,0 til −6,0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Ålgade", "intet tal for 2020"),
        ("Aagade", "intet tal for 2010"),
        ("Ærø", "for få svar i 2020"),
        ("Omvendt", "kan ikke testes: antallet af svar er ikke oplyst"),
    ],
)
def test_what_cannot_be_said_says_why(texts, name, reason):
    """A reason stands in the row instead of a dot."""
    at = texts.index(name)
    assert reason in texts[at : at + 6]


def test_legend_explains_only_what_is_drawn(texts):
    """A kind of dot that no area has is not explained."""
    assert {
        "Grøn: statistisk sikker forbedring",
        "Rød: statistisk sikker forværring",
        "Gul: kan ikke skelnes fra uændret",
    } <= {*texts}
    assert not any("afrundede" in one for one in texts)


def test_both_ways_are_said_in_words(texts, tmp_path):
    """A fall is safer where less is better, and less safe where more is better."""
    assert {"← Tryggere", "Mere utryg →"} <= {*texts}
    other = City(tmp_path)
    other.areas(["Nord", "Syd"])
    other.index(
        ["Nord;2010;60;500;;", "Nord;2020;80;500;;", "Syd;2010;60;500;;", "Syd;2020;50;500;;"],
        "--fixed", "indicator=tryg_nabolag",
    )  # fmt: skip
    texts = drawn(other, "--indicator", "tryg_nabolag", lang="en")
    assert {"← Less safe", "Safer →"} <= {*texts}
    assert places(texts, "Nord", "Syd") == sorted(places(texts, "Nord", "Syd"))


def test_names_stay_text_and_do_not_flood_the_sheet(texts):
    """Mathematics, markup, line ends and direction marks are letters; a book of a name is cut."""
    assert {"$x^2$", "<b>fed</b> & 'citat'", "Nord Syd", "Omvendt"} <= {*texts}
    assert not any("\u202e" in one or "\n" in one for one in texts)
    assert 0 < sum(one.count("x") for one in texts if set(one) == {"x"}) < 200


def test_words_travel_with_the_picture(city, texts):
    """The city, who is sure, and why others are not there are said in the SVG, or beside a PDF."""
    path = city.folder / "ord.pdf"
    city.run("figure", "intervals", "-o", path, "--force", *DAY)
    beside = path.with_name("ord.pdf.alt.txt").read_text(encoding="utf-8").strip()
    svg = ET.parse(city.folder / "almindelig.svg")  # noqa: S314 - ours
    words = next(svg.iter(f"{SVG}desc")).text
    assert words == beside
    assert "Hele byen: 20 % i 2010 og 15 % i 2020. Statistisk sikker forbedring" in words
    assert "Rød: statistisk sikker forværring – <b>fed</b> & 'citat'." in words
    assert "Ålgade: intet tal for 2020." in words
    assert texts[0] == "Intern – må ikke videregives uden for enheden"
    assert words.startswith(f"Figur: {texts[1]}")


def test_every_row_is_there_on_a_narrow_sheet(city):
    """A narrow sheet puts the figures above the dots."""
    texts = drawn(city, "--width-cm", 8)
    assert {"Hele byen", "$x^2$", "Ærø"} <= {*texts}
    joined = " ".join(texts)
    assert "20\u00a0% → 9\u00a0%" in joined
    assert "−16,0 til −6,0" in joined


def test_made_up_data_are_called_so_in_a_banner(tmp_path):
    """The banner stands above the picture, not among the notes alone."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    city.index(["Nord;2010;20;500;;", "Nord;2020;10;500;;"], "--synthetic", "--fixed",
               "indicator=utryg_nabolag")  # fmt: skip
    texts = drawn(city)
    assert texts.index("Syntetiske data – ikke virkelige tal") < texts.index("Nord")


def test_kinds_differ_by_shape_or_fill():
    """No two kinds of dot are told by colour alone: those of one shape are light and dark."""
    dark = {kind: contrast(look.fill, "#ffffff") >= 3 for kind, look in LOOKS.items()}
    assert len({(look.shape, dark[kind]) for kind, look in LOOKS.items()}) == len(LOOKS)
    assert {kind for kind in LOOKS if dark[kind]} == {"better", "worse"}


def row(name, value, low, high, kind="same"):
    """Return a row without figures beside it."""
    return DotRow(name, kind, (FigureCell("", ""),), "", value, low, high)


def bare(rows, *, is_ratio=False):
    """Return a picture of rows with short words."""
    return IntervalsPicture(
        lang="da", title="", subtitle="", banner="", axis="", left="← A", right="B →",
        is_ratio=is_ratio, headings=(FigureCell("", ""),), heading="", city=None, rows=rows,
        legend=(), interval="", unreliable="", no_axis="", standing=(), notes=(), source="",
        alt="",
    )  # fmt: skip


def test_axis_holds_intervals_no_change_and_both_words():
    """With every interval on one side the other side still has room for its word."""
    scale = scale_of(bare([row("a", -6.0, -9.0, -3.0)]), 2.0, 8.0)
    assert scale.low <= -9
    assert scale.high > 0
    assert 2.0 <= scale.x_cm(-9) < scale.x_cm(0) <= 10.0
    assert scale.x_cm(0) == pytest.approx(scale.zero_cm)
    assert 10.0 - scale.zero_cm > 0.5


def test_ratios_are_as_far_from_one_as_their_inverses():
    """Half and double lie equally far from no change; 0 and no upper end lie at the ends."""
    scale = scale_of(bare([row("a", 0.5, 0.0, None), row("b", 2.0, 1.5, 3.0)], is_ratio=True),
                     0.0, 10.0)  # fmt: skip
    assert scale.zero_cm - scale.x_cm(0.5) == pytest.approx(scale.x_cm(2.0) - scale.zero_cm)
    assert scale.is_outside(0.0)
    assert scale.x_cm(0.0) == 0.0
    assert math.isfinite(scale.low)
    assert 1.0 in scale.ticks()


def test_many_rows_have_the_axis_above_them_too():
    """Sixty rows are longer than a screen: the numbers stand at both ends."""
    few = plan_of(bare([row(str(at), 1.0, 0.0, 2.0) for at in range(13)]), 15.0)
    many = plan_of(bare([row(str(at), 1.0, 0.0, 2.0) for at in range(60)]), 15.0)
    assert few.above_cm == 0
    assert many.above_cm > 0
    assert len(many.rows) == 60


def test_names_are_in_the_order_of_the_danish_alphabet():
    """Accents other than the three letters count for nothing."""
    names = ["Åby", "Aaby Øst", "Ærø", "Øbro", "Zoo", "Café", "Cafe Å", "ALLÉ", "Alm"]
    assert sorted(names, key=danish_order) == [
        "ALLÉ", "Alm", "Café", "Cafe Å", "Zoo", "Ærø", "Øbro", "Åby", "Aaby Øst",
    ]  # fmt: skip


REPORTED = {"area": "1", "name": "A", "n": 10, "baseline_n": 20, "rate_per_1000": 1.0,
            "rate_ratio": 0.5, "rr_low": 0.4, "rr_high": 0.7, "p": 0.01, "verdict": "better",
            "flags": []}  # fmt: skip


def reported(*rows):
    """Return the picture of incident rows after a city's and before the unplaced."""
    settings = {"baseline": 2010, "year": 2024, "category": None, "set": "bydele"}
    every = [{**REPORTED, "area": "*", "name": "Hele byen"}, *rows,
             {**REPORTED, "area": "-", "name": "Uden sted"}]  # fmt: skip
    return reported_picture(every, settings, "change", "da")


def test_reported_crime_has_its_ratio_and_its_counts():
    """The ratio stands with its interval, beside both counts and the rate; no place, no row."""
    made = reported(REPORTED)
    assert [one.name for one in made.rows] == ["A"]
    assert made.rows[0].cells == (
        FigureCell("20 → 10", "1,0 pr. 1.000"), FigureCell("0,50", "0,40 til 0,70"),
    )  # fmt: skip
    assert (made.left, made.right) == ("← Færre anmeldelser", "Flere anmeldelser →")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"baseline_n": None, "verdict": "no_baseline"}, "2010 er ikke med i udtrækkene"),
        ({"baseline_n": 0, "verdict": "worse"},
         "ingen anmeldelser i 2010: forholdet kan ikke beregnes"),
        ({"baseline_n": 0, "n": 0, "verdict": "not_distinguishable"},
         "ingen anmeldelser i nogen af årene"),
    ],
)  # fmt: skip
def test_a_ratio_to_nothing_has_no_dot(change, reason):
    """Where there is no ratio the reason stands instead, whatever the test says."""
    made = reported({**REPORTED, "rate_ratio": None, "rr_high": None, **change}, REPORTED)
    assert [one.kind for one in made.rows] == ["better", "none"]
    assert made.rows[1].words == reason


def test_options_that_say_nothing_are_refused(city):
    """A category without reports, and an indicator with them, are wrong usage."""
    path = city.folder / "nej.svg"
    refused = city.run("figure", "intervals", "-o", path, "--category", "Indbrud", expect=2)
    assert "--reported" in refused.output
    asked = ("--reported", "--indicator", "utryg_nabolag", "--across-breaks")
    refused = city.run("figure", "intervals", "-o", path, *asked, expect=2)
    assert "--indicator, --across-breaks" in refused.output
    assert not path.exists()


def test_nothing_to_draw_is_still_a_picture(city):
    """Without a single dot the reasons stand, and the axis has no legend."""
    texts = drawn(city, "--min-n", "100000")
    assert not any(re.match("95 %-interval for", one) for one in texts)
    assert "for få svar i 2010 og 2020" in texts


@pytest.mark.parametrize("width", [8, 16])
def test_without_an_interval_there_is_no_axis(city, texts, width):
    """No numbers, no sides: a sentence says why, on a narrow sheet too."""
    none = drawn(city, "--min-n", "100000", "--width-cm", width)
    axis = {"0", "← Tryggere", "Mere utryg →", "Ændring i procentpoint, 2010–2020"}
    sentence = "Der er intet interval at tegne. Grunden står i hver række."
    assert not axis & {*none}
    assert sentence in none
    assert axis <= {*texts}
    assert sentence not in texts


@pytest.mark.parametrize("lang", ["da", "en"])
def test_thirteen_areas_fit_a_page(tmp_path, lang):
    """With the figures of each in one line, where two have no room."""
    city = City(tmp_path)
    city.areas(BYDELE13)
    city.index([f"{code};{year};{share};300;2020;" for code in ("*", *range(1, 14))
                for year, share in ((2010, 30), (2020, 20))])  # fmt: skip
    page = drawn(city, "--shape", "a4", lang=lang)
    wide = drawn(city, lang=lang)
    assert page.count("−10,0" if lang == "da" else "−10.0") == 14
    assert "300 / 300" in wide
    assert "300 / 300" not in page
