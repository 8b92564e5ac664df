"""``change`` and ``goals`` of half-years, quarters and months, and what is said of them."""

import pytest

from tests.small_city import City

HALVES = ("2010-H1", "2010-H2", "2011-H1", "2011-H2", "2012-H1")
SHARES = {"Nord": (20, 30, 18, 28, 10), "Syd": (10, 12, 11, 12, 12),
          "Hele byen": (15, 21, 14, 20, 11)}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas with five half-years of a barometer, and nothing of whole years."""
    made = City(tmp_path_factory.mktemp("halves"))
    made.areas(("Nord", "Syd"))
    made.index([f"{area};{half};{share};1000;2012;"
                for area, shares in SHARES.items()
                for half, share in zip(HALVES, shares, strict=True)])  # fmt: skip
    return made


def changed(city, *options):
    """Return the rows of ``change`` by area."""
    answer = city.ask("--lang", "da", "change", *options)
    return {row["area"]: row for row in answer["rows"]}, answer["notes"]


def test_a_half_year_is_named_as_such(city):
    rows, notes = changed(city, "--baseline", "2011-H1", "--year", "2012-H1")
    assert (rows["1"]["baseline_percent"], rows["1"]["percent"]) == (18, 10)
    assert rows["1"]["sentence"].startswith(
        "Nord: 18 % i 1. halvår 2011 og 10 % i 1. halvår 2012. Statistisk sikker forbedring: −8,0"
    )
    assert "Tallene for 1. halvår 2011 og 1. halvår 2012 er fra udgave 2012." in notes
    assert not any("other_part" in row["flags"] for row in rows.values())


def test_two_halves_of_a_year_are_refused_with_both_ways_on(city):
    asked = ("change", "--baseline", "2010-H2", "--year", "2011-H1")
    said = city.run(*asked, expect=2).stderr
    assert "Compare 2010-H1 with 2011-H1, or say --across-parts" in said
    city.run("change", "--baseline", "2010-H1", "--year", "2011-H1")
    city.run(*asked, "--across-parts")


def test_halves_of_one_year_are_compared_when_asked_and_marked(city):
    rows, notes = changed(city, "--baseline", "2011-H1", "--year", "2011-H2", "--across-parts")
    assert (rows["1"]["baseline_percent"], rows["1"]["percent"]) == (18, 28)
    assert (rows["1"]["baseline_period"], rows["1"]["period"]) == ("2011-H1", "2011-H2")
    assert rows["1"]["verdict"] == "worse"
    assert "other_part" in rows["1"]["flags"]
    assert "årstiden kan spille ind" in rows["1"]["sentence"]
    assert notes[0].startswith("1. halvår 2011 og 2. halvår 2011 er to forskellige dele af året")


def test_the_later_half_goes_before_is_refused(city):
    said = city.run(
        "change", "--baseline", "2011-H2", "--year", "2011-H1", "--across-parts", expect=2
    )
    assert "--baseline 2011-H2 lies after --year 2011-H1" in said.stderr


def test_the_trend_is_of_one_part_of_the_year(city, tmp_path):
    """With the second halves in it, it would have twice as many points and go up and down."""
    other = city.copied(tmp_path)
    other.index([f"Nord;{year}-{half};{share};1000;2012;" for year, share in
                 ((2006, 26), (2007, 24), (2008, 22), (2009, 21))
                 for half, share in (("H1", share), ("H2", 40))], name="aeldre.csv")  # fmt: skip
    rows, _ = changed(other, "--baseline", "2010-H1", "--year", "2012-H1")
    assert (rows["1"]["trend_years"], rows["1"]["trend_per_year"]) == (7, pytest.approx(-31 / 14))


def test_a_part_without_figures_is_named_with_those_there_are(city):
    said = city.run("--lang", "da", "change", "--baseline", "2010-Q1", expect=1).stderr
    assert "Der er ingen tal for 1. kvartal." in said
    assert "Perioder: 1. halvår, 2. halvår." in said
    said = city.run("--lang", "da", "change", expect=1).stderr
    assert "Der er ingen tal for alle i hele år." in said


def test_a_change_in_months_and_quarters(city, tmp_path):
    other = city.copied(tmp_path)
    other.index([f"Nord;{period};{share};900;2012;" for period, share in
                 (("november 2010", 20), ("2011-11", 10), ("1. kvartal 2010", 30),
                  ("2011K1", 20))], name="andre.csv")  # fmt: skip
    rows, _ = changed(other, "--baseline", "2010-11", "--year", "2011-11")
    assert rows["1"]["sentence"].startswith("Nord: 20 % i november 2010 og 10 % i november 2011.")
    rows, _ = changed(other, "--baseline", "2010-Q1", "--year", "2011-Q1")
    assert rows["1"]["sentence"].startswith("Nord: 30 % i 1. kvartal 2010 og 20 % i 1. kvartal")


GOALS = (
    "goal;programme;rule_da;rule_en;scope;indicator;comparison;value;baseline_year;first_year;"
    "deadline;origin\n"
    "mål 1;P;Højst 12;At most 12;city;utryg_nabolag;at_most;12;;2010;31-12-2012;T\n"
    "mål 2;P;Fald overalt;Fall;each_area;utryg_nabolag;must_improve;;2010;2011;31-12-2012;T\n"
)


@pytest.fixture
def with_goals(city, tmp_path):
    """Return the city with a target for it, and one for each area."""
    made = city.copied(tmp_path)
    made.run("load", "goals", made.write("maal.csv", GOALS))
    return made


def judged(city, *options):
    """Return the rows of ``goals`` by target."""
    return {row["goal"]: row for row in city.ask("--lang", "da", "goals", *options)["rows"]}


def test_targets_are_not_answered_by_a_part_of_a_year_unasked(with_goals):
    rows = judged(with_goals, "--as-of", "2012-12-31")
    assert {row["answer"] for row in rows.values()} == {"cannot_be_said"}
    assert "det nyeste er 11 % i 1. halvår 2012" in rows["mål 1"]["sentence"]
    said = with_goals.run("goals", "--as-of", "2012-12-31").stderr
    assert "judge by them with --period 2012-H1." in said


def test_a_part_of_a_year_that_is_there_whole_is_not_newer(with_goals):
    """A target that does not begin yet is not to be judged by a half of the newest year."""
    later = GOALS.splitlines()[0] + "\nmål 3;P;Højst 12;At most 12;city;utryg_nabolag;at_most;12;;"
    path = with_goals.write("senere.csv", later + "2013;31-12-2014;T\n")
    with_goals.run("load", "goals", path)
    asked = ("goals", "--goal", "mål 3", "--as-of", "2012-12-31")
    assert "judge by them with --period 2012-H1." in with_goals.run(*asked).stderr
    with_goals.index(["Hele byen;2012;11;900;;"], name="helt.csv")
    assert "newer figures of parts" not in with_goals.run(*asked).stderr


def test_targets_are_judged_by_a_period_at_its_end(with_goals):
    rows = judged(with_goals, "--period", "2012-H1")
    assert rows["mål 1"]["answer"] == "on_course"
    assert rows["mål 1"]["period"] == "2012-H1"
    assert "Hele byen: 11 % i 1. halvår 2012; kravet er højst 12 %." in rows["mål 1"]["sentence"]
    assert rows["mål 2"]["answer"] == "not_met"
    assert (
        "1 af 2 områder er blevet bedre fra 1. halvår 2010 til 1. halvår 2012"
        in (rows["mål 2"]["sentence"])
    )


def test_a_half_that_has_not_ended_judges_nothing(with_goals):
    """On 30 June 2012 the second half of 2011 is the newest that has ended."""
    rows = judged(with_goals, "--period", "2012-H2", "--as-of", "2012-06-30")
    assert (rows["mål 1"]["year"], rows["mål 1"]["figure"]) == (2011, 20)


def test_what_is_missing_is_named_by_its_period(with_goals):
    rows = judged(with_goals, "--period", "2012-H2", "--as-of", "2012-12-31")
    assert rows["mål 1"]["answer"] == "cannot_be_said"
    assert rows["mål 1"]["missing"] == ["Tal for 2. halvår 2012 mangler for hele byen."]


def test_rows_have_a_period_only_where_it_was_asked_for(with_goals):
    assert "period" not in judged(with_goals)["mål 1"]
