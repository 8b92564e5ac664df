"""What a change must say to be defended: editions, reliability, many areas, city and series."""

import pytest

from tests.real_data import FOLDER, INDEX, SURVEY_AREAS, real_data
from tests.small_city import City, by_area

CITYWIDE = FOLDER / "published" / "survey_citywide.csv"
CRIME = FOLDER / "published" / "crime_reports.csv"


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


@pytest.fixture
def published(tmp_path):
    """Return a store with the survey areas and the city's own published figures."""
    made = City(tmp_path)
    made.run("load", "areas", SURVEY_AREAS, "--set", "bydele13")
    return made


def load_citywide(city):
    """Load the two measures of the published table of the whole city."""
    for indicator, column in (("utryg_nabolag", "pct_unsafe_neighbourhood"),
                              ("utryg_aften_nat", "pct_unsafe_evening_night")):  # fmt: skip
        city.run("load", "index", CITYWIDE, "--set", "bydele13", "--fixed", "area=*",
                 "--fixed", f"indicator={indicator}", "--map", "year=survey_year",
                 "--map", f"percent={column}", "--dialect", "iso")  # fmt: skip


def whole(city, indicator, baseline, year):
    """Return the city's row of a change."""
    return by_area(city.ask("change", "--indicator", indicator, "--baseline", baseline,
                            "--year", year))["*"]  # fmt: skip


@real_data
def test_the_citys_own_verdicts_are_met(published):
    """2017 to 2018: 9 to 12 is worse; 22 to 20 cannot be told from no change."""
    load_citywide(published)
    near = whole(published, "utryg_nabolag", 2017, 2018)
    assert (near["baseline_percent"], near["percent"]) == (9, 12)
    assert (near["verdict"], near["light"]) == ("worse", "red")
    night = whole(published, "utryg_aften_nat", 2017, 2018)
    assert (night["baseline_percent"], night["percent"]) == (22, 20)
    assert (night["verdict"], night["light"]) == ("not_distinguishable", "yellow")


@real_data
def test_2009_to_2022_is_computed_as_far_as_n_allows(published):
    """The change is shown, no light without n, and the change of supplier is said."""
    load_citywide(published)
    row = whole(published, "utryg_nabolag", 2009, 2022)
    assert (row["change_pp"], row["verdict"], row["light"]) == (-2, "not_testable", "grey")
    assert row["flags"] == ["no_n", "design_effect_unknown", "method_break"]
    assert "Metodebrud i 2017." in row["sentence"]


@real_data
def test_the_edition_used_is_named_and_its_rival_flagged(published):
    """Evening 2009 is 22 in one edition and 24 in a later one: both are stored."""
    published.run("load", "index", INDEX, "--set", "bydele13")
    asked = ("change", "--indicator", "utryg_aften_nat", "--baseline", 2009, "--year", 2018)
    answer = published.ask(*asked)
    row = by_area(answer)["*"]
    assert (row["baseline_percent"], row["baseline_edition"], row["edition"]) == (24, 2018, 2018)
    assert "edition_conflict" in row["flags"]
    assert "mixed_editions" not in row["flags"]
    assert any("2009 er fra udgave 2018" in note for note in answer["notes"])
    older = by_area(published.ask("change", "--indicator", "utryg_aften_nat", "--baseline", 2009,
                                  "--year", 2013, "--edition", 2013))["*"]  # fmt: skip
    assert (older["baseline_percent"], older["percent"]) == (22, 17.5)


@real_data
def test_reports_per_1000_are_one_series_with_two_definitions(published):
    """Borgervendt 39 in 2023 against straffelov 73 in 2024: refused, or marked on request."""
    published.run("load", "index", CRIME, "--set", "bydele13", "--map", "year=data_year",
                  "--map", "percent=per_1000", "--map", "count=count")  # fmt: skip
    asked = ("change", "--indicator", "anmeldelser_pr_1000", "--baseline", 2023, "--year", 2024)
    assert "borgervendt kriminalitet" in published.run(*asked, expect=1).stderr
    answer = published.ask(*asked, "--across-breaks")
    rows = {row["name"]: row for row in answer["rows"]}
    assert (rows["Hele byen"]["baseline_percent"], rows["Hele byen"]["percent"]) == (39, 73)
    assert rows["Hele byen"]["verdict"] == rows["Amager Vest"]["verdict"] == "break"
    assert all("definition_break" in rows[name]["flags"] for name in ("Hele byen", "Amager Vest"))


def test_too_few_answers_are_not_shown_and_few_are_marked(city):
    """25 answers: withheld; 60: unreliable; 300: plain. The limits stand in the settings."""
    city.index(["Nord;2010;20,0;300;;", "Nord;2020;20,0;25;;", "Midt;2010;20,0;300;;",
                "Midt;2020;20,0;60;;", "Syd;2010;20,0;300;;", "Syd;2020;20,0;300;;"])  # fmt: skip
    answer = city.ask("change", "--year", 2020)
    rows = by_area(answer)
    assert (rows["1"]["percent"], rows["1"]["verdict"]) == (None, "suppressed")
    assert rows["1"]["change_pp"] is None
    assert "too_few_answers" in rows["1"]["flags"]
    assert "vises ikke, fordi for få har svaret" in rows["1"]["sentence"]
    assert "unreliable" in rows["2"]["flags"]
    assert rows["2"]["sentence"].count("Usikkert tal (2020): få svar.") == 1
    assert "unreliable" not in rows["3"]["flags"]
    assert answer["settings"]["not_shown_below_n_eff"] == 30
    assert answer["settings"]["n_tests"] == 2
    shown = by_area(city.ask("change", "--year", 2020, "--min-n", 15, "--unsure-n", 15))["1"]
    assert shown["percent"] == 20
    # on 19 effective answers the interval is 7 to 44 %, nearly twice the share
    assert "unreliable" in shown["flags"]


def test_a_small_share_is_unreliable_whatever_its_answers(city):
    """1 % of 300 and 99 % alike: an interval of 0.2 to 3.5 %, 3.3 times the rarer share."""
    city.index(["Nord;2010;1,0;300;;", "Nord;2020;1,0;300;;"])
    asked = ("change", "--year", 2020)
    assert "unreliable" in by_area(city.ask(*asked))["1"]["flags"]
    assert "unreliable" not in by_area(city.ask(*asked, "--unsure-width", 4))["1"]["flags"]
    assert (
        "Usikkert tal (2010 og 2020): andelen er så tæt"
        in by_area(city.ask(*asked))["1"]["sentence"]
    )
    city.index(["Midt;2010;99,0;300;;", "Midt;2020;97,0;900;;"], name="høj.csv")
    assert "Usikkert tal (2010): andelen" in by_area(city.ask(*asked))["2"]["sentence"]


def test_a_withheld_figure_is_told_from_a_missing_one(city):
    """Two dots: the figure is there but not given; nothing is computed."""
    city.index(["Nord;2010;20,0;300;;", "Nord;2020;..;300;;", "Midt;2020;9,0;300;;"])
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert (row["verdict"], row["percent"]) == ("suppressed", None)
    assert "withheld" in row["flags"]
    assert "er ikke oplyst i kilden" in row["sentence"]


@pytest.fixture
def three(city):
    """Return that city with a clear, a middling and no change."""
    city.index(["Nord;2010;33,0;300;;", "Nord;2020;15,0;300;;", "Midt;2010;20,0;300;;",
                "Midt;2020;13,0;300;;", "Syd;2010;20,0;300;;", "Syd;2020;20,0;300;;"])  # fmt: skip
    return city


def test_the_adjustment_and_its_family_are_stated(three):
    """Midt alone p .021: yellow after Holm (.042 × …), told for each way."""
    found = {way: three.ask("change", "--year", 2020, "--adjust", way)
             for way in ("holm", "bh", "none")}  # fmt: skip
    p = by_area(found["none"])["2"]["p"]
    assert by_area(found["none"])["2"]["p_adjusted"] == p
    assert by_area(found["holm"])["2"]["p_adjusted"] == pytest.approx(2 * p)
    assert by_area(found["bh"])["2"]["p_adjusted"] == pytest.approx(1.5 * p)
    assert [one["settings"]["adjust"] for one in found.values()] == ["holm", "bh", "none"]
    assert "Holm over 3 områder" in " ".join(found["holm"]["notes"])
    assert "for hvert af de 3 områder for sig" in " ".join(found["none"]["notes"])


def test_the_change_is_set_beside_the_citys(city):
    """The whole city fell by 5 points, Nord by 15: 10 points more, with both uncertainties."""
    city.index(["Hele København;2010;20,0;3000;;", "Hele København;2020;15,0;3000;;",
                "Nord;2010;30,0;300;;", "Nord;2020;15,0;300;;"])  # fmt: skip
    row = by_area(city.ask("change", "--year", 2020))["1"]
    own_low, own_high = row["change_pp"] - row["ci_low_pp"], row["ci_high_pp"] - row["change_pp"]
    whole_city = by_area(city.ask("change", "--year", 2020))["*"]
    city_low = whole_city["change_pp"] - whole_city["ci_low_pp"]
    city_high = whole_city["ci_high_pp"] - whole_city["change_pp"]
    assert row["city_diff_pp"] == pytest.approx(-10)
    assert row["city_low_pp"] == pytest.approx(-10 - (own_low**2 + city_high**2) ** 0.5)
    assert row["city_high_pp"] == pytest.approx(-10 + (own_high**2 + city_low**2) ** 0.5)
    assert whole_city["city_diff_pp"] is None


def test_the_trend_of_the_whole_series_stands_beside_the_end_points(city):
    """Six years, half a point down each: slope −0.5, a line; later years are left out."""
    falling = ("20,0", "19,5", "19,0", "18,5", "18,0", "17,5", "40,0")
    city.index([f"Nord;{year};{share};900;;" for year, share in enumerate(falling, start=2010)])
    row = by_area(city.ask("change", "--year", 2015))["1"]
    assert (row["trend_per_year"], row["trend_years"]) == (-0.5, 6)
    # no year lies off the line: √(.1875·.8125·10⁴·1.3/900/17.5) = .355, t of 4 degrees −1.41
    assert row["trend_p"] == pytest.approx(0.2320, abs=1e-3)
    assert row["trend_verdict"] == "not_distinguishable"
    assert by_area(city.ask("change", "--year", 2014, "--baseline", 2011))["1"]["trend_years"] == 5
    assert by_area(city.ask("change", "--year", 2013))["1"]["trend_p"] is None


def test_the_trend_does_not_cross_a_definition(city):
    """Only years of the later figure's own definition are in its trend."""
    rows = [f"Nord;{year};borgervendt_pr_1000;40,0;400" for year in range(2017, 2024)]
    rows += [f"Nord;{year};straffelov_pr_1000;70,0;700" for year in (2024, 2025)]
    head = "Område;År;Indikator;Pr. 1.000;Anmeldelser\n"
    path = city.write("rater.csv", head + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele")
    asked = ("change", "--indicator", "anmeldelser_pr_1000", "--baseline")
    assert by_area(city.ask(*asked, 2017, "--year", 2023))["1"]["trend_years"] == 7
    assert by_area(city.ask(*asked, 2024, "--year", 2025))["1"]["trend_years"] is None


def test_the_citys_own_light_is_kept_beside_ours(city):
    """Ours is yellow against 2010; the city's was green against the year before."""
    head = "Område;År;Indikator;Procent;Antal svar;Lys;Lys mod\n"
    rows = "Nord;2010;utryg_nabolag;11,0;300;;\nNord;2020;utryg_nabolag;10,0;300;Grøn;2019\n"
    city.run("load", "index", city.write("lys.csv", head + rows), "--set", "bydele")
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert row["light"] == "yellow"
    assert (row["published_light"], row["published_against"]) == ("green", 2019)


def test_the_change_of_category_stands_beside_the_light(city):
    """From markant to ordinær is two steps less need; the light is another matter."""
    city.index(["Nord;2010;11,0;300;;Markant", "Nord;2013;11,0;300;;Ordinær"])
    row = by_area(city.ask("change", "--year", 2013))["1"]
    assert (row["baseline_category"], row["category"]) == ("markant", "ordinær")
    assert (row["category_steps"], row["light"]) == (-2, "yellow")


@pytest.mark.parametrize(("other", "flagged"), [("21", True), ("20", False), ("20,4", False),
                                                ("20,5", False), ("20,6", True)])  # fmt: skip
def test_editions_conflict_for_change_as_they_do_for_status(city, other, flagged):
    """Nothing rounds to both 20 and 21; 20 and 20,5 may both be printed of 20.46."""
    city.index(
        ["Nord;2010;20;300;2011;", "Nord;2020;12;300;2011;", f"Nord;2010;{other};300;2013;"]
    )
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert ("edition_conflict" in row["flags"]) is flagged
    assert bool(city.ask("status", "--conflicts")["rows"]) is flagged
