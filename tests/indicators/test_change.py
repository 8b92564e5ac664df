"""``change``: figures, verdicts and what is said where something is missing."""

import math

import pytest

from hotspots.sentences.indicators.change import points
from tests.small_city import City, by_area

COLUMNS = [
    "area", "name", "indicator", "baseline_year", "year", "baseline_percent", "percent",
    "baseline_n", "n", "change_pp", "ci_low_pp", "ci_high_pp", "p", "p_adjusted", "light",
    "verdict", "sentence", "baseline_category", "category", "flags",
    "baseline_edition", "edition", "city_diff_pp", "city_low_pp", "city_high_pp",
    "trend_per_year", "trend_p", "trend_years", "category_steps", "published_light",
    "published_against", "trend_low", "trend_high", "trend_p_adjusted", "trend_light",
    "trend_verdict", "trend_sentence", "assumed_deff",
    "ends_change_pp", "ends_low_pp", "ends_high_pp", "ends_first_years", "ends_last_years",
    "break_step_pp",
]  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def test_the_rows_are_the_public_contract(city):
    """Columns, the city first, areas in the order of their codes."""
    city.index(["Nord;2010;11;300;;", "Nord;2020;5;300;;"])
    answer = city.ask("change", "--year", 2020)
    assert [row["area"] for row in answer["rows"]] == ["*", "1", "2", "3"]
    assert all(list(row) == COLUMNS for row in answer["rows"])
    assert list(answer) == ["schema_version", "command", "settings", "sources", "notes", "rows"]


def test_years_of_one_edition_are_told_once(city):
    """Two years in one edition make one note, in two editions two."""
    city.index(["Nord;2010;11;300;2020;", "Nord;2019;5;300;2020;", "Nord;2020;5;300;2021;"])
    told = {year: [one for one in city.ask("change", "--year", year)["notes"] if "udgave" in one]
            for year in (2019, 2020)}  # fmt: skip
    assert told == {
        2019: ["Tallene for 2010 og 2019 er fra udgave 2020."],
        2020: ["Tallene for 2010 er fra udgave 2020.", "Tallene for 2020 er fra udgave 2021."],
    }


def test_counts_of_answers_give_newcombes_interval(city):
    """47 of 360 before, 32 of 360 after: −8.8 to +0.4, yellow; n from the extract, no weights."""
    head = "Område;År;Indikator;Antal utrygge;Antal svar\n"
    rows = "Nord;2010;utryg_nabolag;47;360\nNord;2020;utryg_nabolag;32;360\n"
    city.run("load", "index", city.write("antal.csv", head + rows), "--set", "bydele")
    row = by_area(city.ask("change", "--year", 2020, "--assume-deff", 1))["1"]
    assert (round(row["ci_low_pp"], 1), round(row["ci_high_pp"], 1)) == (-8.8, 0.4)
    assert (row["light"], row["verdict"]) == ("yellow", "not_distinguishable")
    said = "Kan ikke skelnes fra uændret (−4,2 procentpoint, 95 %-interval −8,8 til +0,4)."
    assert said in row["sentence"]


def test_lights_follow_the_way_that_is_better(city):
    """Fewer unsafe is green, fewer safe is red."""
    city.index(["Nord;2010;30,0;900;;", "Nord;2020;10,0;900;;"])
    city.index(["Nord;2010;30,0;900;;", "Nord;2020;10,0;900;;"], "--fixed",
               "indicator=tryg_nabolag", name="tryg.csv")  # fmt: skip
    unsafe = by_area(city.ask("change", "--indicator", "utryg_nabolag", "--year", 2020))["1"]
    safe = by_area(city.ask("change", "--indicator", "tryg_nabolag", "--year", 2020))["1"]
    assert (unsafe["light"], safe["light"]) == ("green", "red")


def test_a_missing_baseline_is_a_flagged_row(city):
    """No area is dropped and no other year is taken; the years there are get named."""
    city.index(["Nord;2009;11;300;;", "Nord;2020;5;300;;", "Midt;2020;7;300;;"])
    answer = city.ask("change", "--year", 2020)
    rows = by_area(answer)
    assert rows["1"]["verdict"] == rows["2"]["verdict"] == "no_baseline"
    assert rows["1"]["baseline_percent"] is None
    assert rows["3"]["verdict"] == "no_figure"
    assert rows["3"]["flags"] == ["no_baseline", "no_figure"]
    assert any("2009, 2020" in note for note in answer["notes"])


def test_without_n_nothing_is_tested(city):
    """Grey, never yellow; the change itself is shown."""
    city.index(["Nord;2010;11;;;", "Nord;2020;5;;;"])
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert (row["light"], row["verdict"], row["change_pp"]) == ("grey", "not_testable", -6)
    assert row["flags"] == ["no_n", "method_break", "context_break"]
    assert row["p"] is None


def test_holms_family_is_the_areas_and_not_the_city(city):
    """Three areas are tested at once; the city's own p-value stays as it is."""
    city.index(
        [f"{name};{year};{share};300;;" for name in ("Nord", "Midt", "Syd", "Hele København")
         for year, share in ((2010, "11,0"), (2020, "5,0"))]
    )  # fmt: skip
    answer = city.ask("change", "--year", 2020)
    rows = by_area(answer)
    assert answer["settings"]["n_tests"] == 3
    assert rows["1"]["p"] == rows["*"]["p"]
    assert rows["1"]["p_adjusted"] == pytest.approx(3 * rows["1"]["p"])
    assert rows["*"]["p_adjusted"] == rows["*"]["p"]


def test_both_years_come_from_the_newest_edition_that_has_both(city):
    """2009's figure of the 2018 edition is compared, not the older print."""
    city.index(
        ["Nord;2010;22;300;2013;", "Nord;2010;24;300;2018;", "Nord;2018;20;300;2018;",
         "Midt;2010;22;300;2013;", "Midt;2018;20;300;2019;"]
    )  # fmt: skip
    rows = by_area(city.ask("change", "--year", 2018))
    assert rows["1"]["baseline_percent"] == 24
    assert "mixed_editions" not in rows["1"]["flags"]
    assert rows["2"]["baseline_percent"] == 22
    assert "mixed_editions" in rows["2"]["flags"]
    refused = city.run("change", "--year", 2018, "--edition", 2013, expect=1)
    assert "Edition 2013 has no figures for 2018" in refused.stderr


def test_rounding_is_an_error_like_others(city):
    """22 to 20 % as printed: the half points are added to the variance, and it is yellow."""
    asked = ("change", "--year", 2020, "--assume-deff", 1)
    city.index(["Nord;2010;22;3041;;", "Nord;2020;20;3863;;"])
    printed = by_area(city.ask(*asked))["1"]
    # 2 / √(.209·.791·(1/3041 + 1/3863)·10⁴ + 2/12) = 2 / 1.067
    assert printed["p"] == pytest.approx(2 * 0.5 * math.erfc(1.8746 / 2**0.5), abs=1e-4)
    assert (printed["verdict"], printed["light"]) == ("not_distinguishable", "yellow")
    city.index(["Nord;2010;22,00;3041;;", "Nord;2020;20,00;3863;;"], "--replace", 2,
               name="exact.csv")  # fmt: skip
    exact = by_area(city.ask(*asked))["1"]
    assert (exact["verdict"], exact["light"]) == ("better", "green")


def test_rounding_decides_where_it_is_most_of_the_error(city):
    """2 to 1 % of 30,000 answers: half a point is more than all else, so no light is given."""
    city.index(["Nord;2010;2;30000;;", "Nord;2020;1;30000;;"])
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert (row["verdict"], row["light"]) == ("undecided_rounding", "grey")


def test_design_effects_count(city):
    """An effective n, stated or by design effect, widens the interval alike."""
    head = "Område;År;Indikator;Procent;Antal svar;Designeffekt;N eff\n"
    rows = ["Nord;2010;utryg_nabolag;13,0;360;1,4;", "Nord;2020;utryg_nabolag;9,0;360;1,4;",
            f"Midt;2010;utryg_nabolag;13,0;360;;{360 / 1.4:.10f}".replace(".", ","),
            f"Midt;2020;utryg_nabolag;9,0;360;;{360 / 1.4:.10f}".replace(".", ","),
            "Syd;2010;utryg_nabolag;13,0;360;;", "Syd;2020;utryg_nabolag;9,0;360;;"]  # fmt: skip
    city.run("load", "index", city.write("d.csv", head + "\n".join(rows)), "--set", "bydele")
    found = by_area(city.ask("change", "--year", 2020))
    assert found["1"]["ci_low_pp"] == pytest.approx(found["2"]["ci_low_pp"], abs=1e-6)
    assert found["1"]["ci_low_pp"] < found["3"]["ci_low_pp"]
    assert [found[area]["assumed_deff"] for area in "123"] == [None, None, 1.3]
    assert "design_effect_unknown" in found["3"]["flags"]
    assert "design_effect_unknown" not in found["1"]["flags"]


def test_categories_stand_beside_the_light(city):
    """A category of the year is shown; one of another year is never carried forward."""
    city.index(["Nord;2010;11;300;;Markant", "Nord;2020;5;300;;"])
    row = by_area(city.ask("change", "--year", 2020))["1"]
    assert (row["baseline_category"], row["category"]) == ("markant", None)


def test_one_year_twice_is_a_wrong_question(city):
    """Comparing a year with itself is refused as usage."""
    city.index(["Nord;2010;11;300;;"])
    result = city.run("change", "--year", 2010, expect=2)
    assert "two different years" in result.stderr


def test_unknown_names_say_what_there_is(city):
    """A set or indicator that is not there is answered with those that are."""
    city.index(["Nord;2010;11;300;;"])
    assert "'bydele'" in city.run("change", "--set", "roder", expect=1).stderr
    assert "utryg_nabolag" in city.run("change", "--indicator", "x", expect=1).stderr


def test_an_unknown_indicator_needs_its_polarity(city):
    """It is refused with the two ways to say it, and accepted with one."""
    rows = city.write("ny.csv", "Område;År;Indikator;Procent\nNord;2010;mangler_lys;12\n")
    refused = city.run("load", "index", rows, "--set", "bydele", expect=2)
    assert "lower or higher" in refused.stderr
    city.run("load", "index", rows, "--set", "bydele", "--better", "lower")


def test_english_on_request(city):
    """Sentences and notes follow --lang."""
    city.index(["Nord;2010;11;300;;", "Nord;2020;5;300;;"])
    answer = city.ask("--lang", "en", "change", "--year", 2020)
    assert by_area(answer)["1"]["sentence"].startswith("Nord: 11 % in 2010 and 5 % in 2020.")
    assert by_area(answer)["*"]["name"] == "The whole city"


def test_order_of_rows_and_splitting_the_file_change_nothing(city, tmp_path):
    """The same figures, shuffled and in two files, give the same rows."""
    rows = [f"{name};{year};{share};300;;" for at, name in enumerate(("Nord", "Midt", "Syd"))
            for year, share in ((2010, 20 + at), (2020, 10 + at))]  # fmt: skip
    city.index(rows)
    (tmp_path / "other").mkdir()
    other = City(tmp_path / "other")
    other.areas(["Nord", "Midt", "Syd"])
    other.index(rows[4:][::-1])
    other.index(rows[:4][::-1], name="rest.csv")
    asked = ("change", "--year", 2020)
    assert city.ask(*asked)["rows"] == other.ask(*asked)["rows"]


def test_a_change_is_written_as_it_is_classed():
    """A half of the figure as people write it goes away from zero, below 0 as above."""
    written = [points(sign * value, "da") for value in (0.05, 0.15, 0.25) for sign in (1, -1)]
    assert written == ["+0,1", "−0,1", "+0,2", "−0,2", "+0,3", "−0,3"]
