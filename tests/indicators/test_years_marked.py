"""``change`` over all years that do not lie on a line or cross a break, and where it is told."""

import numpy as np
import pytest
from scipy import stats

from tests.indicators.test_method_break import EARLIER, LATER, NAMES, load
from tests.small_city import City, by_area

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

ODD = (0.0, 20.0, 21.6, 21.2, 20.2, 19.3)
STEP = (30.0, 31.0, 29.0, 30.5, 29.5, 10.0, 11.0, 9.0, 10.5, 9.5)
N, DEFF = 400, 1.3


@pytest.fixture
def city(tmp_path):
    """Return a city of five areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd", "Øst", "Vest"])
    return made


def rows_of(name, shares, first=2010, n=N):
    """Return index rows of a series of shares in percent."""
    return [f"{name};{first + at};{share};{n};;".replace(".", ",")
            for at, share in enumerate(shares)]  # fmt: skip


def steady(years, names=("Midt", "Syd", "Øst", "Vest"), first=2010):
    """Return index rows of areas whose years lie as near a line as chance has them."""
    return [row for place, name in enumerate(names)
            for row in rows_of(name, [15 + 2.0 * (-1) ** (at // 2 + place) for at in range(years)],
                               first)]  # fmt: skip


def own_line(shares):
    """Return slope and 95 % limits in points a year, by the residuals of the years themselves.

    Least squares with equal weights, for all years have as many answers: the variance of chance
    cancels out, and t has the years less two degrees of freedom.
    """
    years = np.arange(len(shares))
    fit = stats.linregress(years, shares)
    half = stats.t.isf(0.025, len(shares) - 2) * fit.stderr
    return fit.slope, fit.slope - half, fit.slope + half


def test_one_odd_year_is_no_deterioration(city):
    """0.0, then five years that fall: judged by its own residuals, marked, not called steady."""
    city.index([*rows_of("Nord", ODD), *steady(6)])
    answer = city.ask("change", "--baseline", 2014, "--year", 2015)
    row, midt = (by_area(answer)[code] for code in "12")
    assert (row["trend_verdict"], row["trend_light"]) == ("not_distinguishable", "yellow")
    told = (row["trend_per_year"], row["trend_low"], row["trend_high"])
    assert told == pytest.approx(own_line(ODD), abs=1e-6)
    assert "off_line" in row["flags"]
    assert "off_line" not in midt["flags"]
    assert "jævn" not in row["trend_sentence"]
    assert "Årene ligger ikke på en linje: et spring eller ét skævt år." in row["trend_sentence"]
    assert any(note.startswith("I ét område ligger årene ikke") for note in answer["notes"])
    english = city.ask("--lang", "en", "change", "--baseline", 2014, "--year", 2015)
    sentence = by_area(english)["1"]["trend_sentence"]
    assert "The years do not lie on a line: a jump or one odd year." in sentence
    assert "steady" not in sentence


def test_the_others_are_judged_by_each_other_as_before(city):
    """An area off its line moves neither the factor nor the limits of the rest."""
    city.index(steady(6))
    asked = ("change", "--baseline", 2014, "--year", 2015)
    before = by_area(city.ask(*asked))["2"]
    city.index(rows_of("Nord", ODD), name="nord.csv")
    after = by_area(city.ask(*asked))["2"]
    assert [after[key] for key in ("trend_low", "trend_high", "trend_p")] == pytest.approx(
        [before[key] for key in ("trend_low", "trend_high", "trend_p")]
    )


def test_pooled_ends_are_judged_by_the_years_within_them(city):
    """An odd year makes an end unsure; a step that lasts does not."""
    city.index([*rows_of("Nord", (*ODD, *ODD[2:])), *steady(10, ("Midt", "Syd", "Øst")),
                *rows_of("Vest", STEP)])  # fmt: skip
    answer = by_area(city.ask("change", "--year", 2019, "--window", 3))
    odd, step = answer["1"], answer["5"]
    assert ("off_line" in odd["flags"], odd["trend_light"]) == (True, "yellow")
    shares = (*ODD, *ODD[2:])
    first, last = np.array(shares[:3]), np.array(shares[-3:])
    within = (first.var() + last.var()) * 3 / 4
    half = stats.t.isf(0.025, 4) * np.sqrt(within * 2 / 3)
    assert odd["ends_high_pp"] - odd["ends_change_pp"] == pytest.approx(half, rel=1e-6)
    assert ("off_line" in step["flags"], step["trend_light"]) == (True, "green")
    assert "Årene ligger ikke på en linje" in odd["trend_sentence"]


def test_the_years_of_the_line_are_named(city):
    """Those that say how sure they are: one without a number of answers is not on the line."""
    rows = rows_of("Nord", [20, 21, 20, 19, 20, 21, 20])
    rows[3] = "Nord;2013;19,0;;;"
    city.index(rows)
    row = by_area(city.ask("change", "--year", 2016))["1"]
    assert row["trend_years"] == 6
    assert "de 6 målinger 2010–2012, 2014–2016 under ét" in row["trend_sentence"]
    english = by_area(city.ask("--lang", "en", "change", "--year", 2016))["1"]
    assert "the 6 surveys 2010–2012, 2014–2016 together" in english["trend_sentence"]


@pytest.fixture
def handed_over(tmp_path):
    """Return a city whose survey changed hands after 2016, the year that both asked in."""
    made = City(tmp_path)
    made.areas(NAMES)
    for shares, years, ends in ((EARLIER, (2010, 2011), "2016;Danmarks Statistik"),
                                (EARLIER, (2012, 2016), "2016;Danmarks Statistik"),
                                (LATER, (2016, 2017), "2020;Epinion"),
                                (LATER, (2018, 2019), "2020;Epinion")):  # fmt: skip
        load(made, f"{years[0]}-{ends[:4]}.csv", shares, years, ends)
    return made


@pytest.mark.parametrize("baseline", [2010, 2018])
def test_a_line_across_a_break_is_marked(handed_over, baseline):
    """In row, sentence and note, whether or not the two years cross it too."""
    asked = ("change", "--baseline", baseline, "--year", 2019)
    answer = handed_over.ask(*asked)
    row = by_area(answer)["1"]
    assert "trend_break" in row["flags"]
    # Epinion's figures begin in 2016, and the break that the program knows of is of 2017
    words = "Alle år krydser et metodebrud eller et leverandørskift (2016 og 2017): "
    assert words in row["trend_sentence"]
    notes = [note for note in answer["notes"] if note.startswith("Linjen gennem alle år krydser")]
    assert [year in note for year, note in zip(("2016", "2017"), notes, strict=True)] == [True] * 2
    english = handed_over.ask("--lang", "en", *asked)
    assert "a jump there counts as part of the change." in by_area(english)["1"]["trend_sentence"]
    assert any(note.startswith("The line through all years crosses") for note in english["notes"])


def test_a_step_that_is_taken_out_is_no_break(handed_over):
    """With --adjust-break mark, words and note go; of the line and of pooled ends."""
    for more in ((), ("--window", 2)):
        plain = handed_over.ask("change", "--year", 2019, *more)
        answer = handed_over.ask("change", "--year", 2019, "--adjust-break", *more)
        assert "trend_break" in by_area(plain)["1"]["flags"]
        assert not any("trend_break" in row["flags"] for row in answer["rows"])
        assert "leverandørskift" not in by_area(answer)["1"]["trend_sentence"]
        assert not any("leverandørskift" in note for note in answer["notes"])


def test_years_of_one_side_cross_nothing(city):
    """Up to 2016 the known break of 2017 lies ahead."""
    city.index(rows_of("Nord", [20, 21, 20, 19, 20, 21, 20]))
    assert "trend_break" not in by_area(city.ask("change", "--year", 2016))["1"]["flags"]
    city.index(rows_of("Nord", [20, 21, 20], 2017), name="mere.csv")
    assert "trend_break" in by_area(city.ask("change", "--year", 2019))["1"]["flags"]


def test_the_city_has_its_own_swings(city):
    """Its factor by its own residuals, on its own degrees of freedom, in note and settings."""
    shares = [20, 26, 20, 27, 19, 26]
    city.index([*steady(6, ("Nord", "Midt", "Syd")),
                *rows_of("Hele København", shares, n=1000)])  # fmt: skip
    answer = city.ask("change", "--year", 2015)
    mean = np.mean(shares) / 100
    chance = 1e4 * mean * (1 - mean) * DEFF / 1000 + 1 / 12
    fit = np.polynomial.Polynomial.fit(range(6), shares, 1)
    factor = ((fit(np.arange(6)) - shares) ** 2).sum() / chance / 4
    assert answer["settings"]["city_swings_factor"] == pytest.approx(factor, rel=1e-6)
    assert answer["settings"]["city_swings_df"] == 4
    words = f"{factor:.2f} (4 ".replace(".", ",")
    assert any(note.startswith("Hele byen er vurderet efter sin egen linje") and words in note
               for note in answer["notes"])  # fmt: skip


def test_swings_of_the_city_that_are_not_known_are_said(city):
    """Four years are enough for the areas and not for the city."""
    city.index([*steady(4, ("Nord", "Midt", "Syd")), *rows_of("Hele København", [20, 21, 20, 19])])
    for lang, start in (("da", "For hele byen kendes udsving fra år til år ikke"),
                        ("en", "For the whole city yearly swings are not known")):  # fmt: skip
        answer = city.ask("--lang", lang, "change", "--year", 2013)
        assert "swings_unknown" in by_area(answer)["*"]["flags"]
        assert any(note.startswith(start) for note in answer["notes"])
        assert answer["settings"]["city_swings_factor"] is None
        assert answer["settings"]["swings_factor"] is not None


FALLING = [26 - 1.6 * at + 2 * (-1) ** at for at in range(10)]
HEADLINE = {
    "da": "Over alle år viser 1 af 5 områder en statistisk sikker forbedring og ingen en "
    "statistisk sikker forværring. Én af disse ændringer kan ikke ses af de to år alene.",
    "en": "Over all years, 1 of 5 areas show a significant improvement and none a significant "
    "deterioration. One of these changes cannot be told from the two years alone.",
}
COLUMN = {"da": ("Over alle år", "grøn"), "en": ("Over all years", "green")}
NOTE = {"da": "Over alle år: ", "en": "Over all years: "}


@pytest.fixture
def falling(city):
    """Return a city in which Nord falls over ten years, and its last two are alike."""
    city.index([*rows_of("Nord", FALLING, 2001), *steady(10, first=2001)])
    return city


@pytest.mark.parametrize("lang", ["da", "en"])
def test_page_and_report_tell_all_years(falling, lang):
    """Headline, a column of the table, and a sentence in the chapter of the area."""
    asked = ("--baseline", 2009, "--year", 2010)
    row = by_area(falling.ask("--lang", lang, "change", *asked))["1"]
    assert (row["light"], row["trend_light"]) == ("yellow", "green")
    page, report = (falling.folder / name for name in ("kort.html", "status.html"))
    falling.run("--lang", lang, "map", "change", *asked, "-o", page)
    falling.run("--lang", lang, "report", *asked, "-o", report)
    heading, light = COLUMN[lang]
    for path in (page, report):
        written = path.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
        assert HEADLINE[lang] in written
        assert heading in written.split("<table")[1].split("</thead>")[0]
        nord = next(part for part in written.split("<tr")[2:] if "Nord" in part).split("</tr>")[0]
        assert f">{light}" in nord
    assert row["trend_sentence"] in written


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_shows_two_years_alone_has_no_note_on_all(falling, lang):
    """Priority and the picture of intervals; the picture of the map says it in its headline."""
    asked = ("--baseline", 2009, "--year", 2010)
    assert any(note.startswith(NOTE[lang])
               for note in falling.ask("--lang", lang, "change", *asked)["notes"])  # fmt: skip
    told = falling.ask("--lang", lang, "priority", *asked)["notes"]
    assert not any(note.startswith(NOTE[lang]) for note in told)
    words = {}
    for kind in ("intervals", "change", "priority"):
        path = falling.folder / f"{kind}.svg"
        falling.run("--lang", lang, "figure", kind, *asked, "-o", path, "--force")
        words[kind] = path.read_text(encoding="utf-8")
    assert NOTE[lang].strip() not in words["intervals"]
    assert NOTE[lang].strip() not in words["priority"]
    assert NOTE[lang].strip() in words["change"]


def test_pooled_ends_are_asked_of_picture_and_report(falling):
    """--window is an option of both, as of the page, and of the report's column and chapter."""
    asked = ("--baseline", 2009, "--year", 2010, "--window", 3)
    picture, report = (falling.folder / name for name in ("kort.svg", "status.html"))
    falling.run("figure", "change", *asked, "-o", picture)
    falling.run("report", *asked, "-o", report)
    assert "samlede ender" in picture.read_text(encoding="utf-8")
    written = report.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "2008–2010 under ét mod 2001–2003 under ét" in written


def test_the_step_is_taken_out_of_the_report_too(handed_over):
    """--adjust-break of the report is marked in its first line."""
    path = handed_over.folder / "status.html"
    handed_over.run("report", "--year", 2019, "--adjust-break", "--profiles", "none", "-o", path)
    assert "Springet mellem to metoder er trukket fra" in path.read_text(encoding="utf-8")
