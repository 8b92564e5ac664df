"""Goals about a group of people, and goals that two groups do not differ."""

from pathlib import Path

import duckdb
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from tests import real_data
from tests.goals.test_goals import asked
from tests.small_city import City

FOLDER = Path(__file__).resolve().parents[2] / "geodata" / "city_figures"
HEAD = (
    "goal;programme;rule_da;scope;indicator;group;against_group;comparison;value;baseline_year;"
    "chosen_by;chosen_areas;first_year;deadline;origin"
)
WOMEN = "kvinder;P;R;city;utryg_nabolag;køn=kvinder;;at_most;10;;;;;31-12-2015;O"
MEN = WOMEN.replace("kvinder;P", "mænd;P").replace("køn=kvinder", "Sex=Mænd")
EVERYBODY = WOMEN.replace("kvinder;P", "alle;P").replace("køn=kvinder", "I alt")
ALIKE = ("ens;P;R;{scope};utryg_nabolag;køn=kvinder;køn=mænd;no_difference;{margin};;;;;"
         "31-12-2015;O")  # fmt: skip
GAP = ALIKE.format(scope="city", margin=5)


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd", "Vest"])
    return made


def load_goals(city, *rows, head=HEAD, expect=0):
    path = city.write("maal.csv", "\n".join([head, *rows]) + "\n")
    return city.run("load", "goals", path, expect=expect)


def figures(city, *rows):
    """Load figures written as area;year;sex;percent;n."""
    head = "Område;År;Køn;Procent;Antal svar\n"
    path = city.write("koen.csv", head + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")


def test_a_goal_of_a_group_takes_the_figures_of_that_group(city):
    """Everybody keeps to the rule, women do not: they were judged by everybody's figure."""
    figures(city, "Hele byen;2015;I alt;8,0;2000", "Hele byen;2015;kvinder;14,0;1000",
            "Hele byen;2015;mænd;2,0;1000")  # fmt: skip
    load_goals(city, WOMEN, MEN, EVERYBODY)
    rows = asked(city, "2016-01-01")
    assert {name: (row["group"], row["figure"], row["answer"]) for name, row in rows.items()} == {
        "kvinder": ("køn=kvinder", 14.0, "not_met"),
        "mænd": ("køn=mænd", 2.0, "met"),
        "alle": (None, 8.0, "met"),
    }
    assert "Det gælder kvinder." in rows["kvinder"]["sentence"]
    assert "Det gælder" not in rows["alle"]["sentence"]


def test_a_group_without_figures_is_not_judged_by_everybody(city):
    """What is missing is said of the group."""
    figures(city, "Hele byen;2015;I alt;8,0;2000")
    load_goals(city, WOMEN)
    row = asked(city, "2016-01-01")["kvinder"]
    assert (row["answer"], row["figure"]) == ("cannot_be_said", None)
    assert row["missing"] == ["Kvinder: Tal for 2015 mangler for hele byen."]


def test_the_column_of_a_dimension_is_the_group(city):
    """A column of sex was left unread, and the rule was one about everybody."""
    load_goals(
        city,
        "a;P;R;city;utryg_nabolag;Kvinder;alder=15-24;at_most;10;2015-12-31;O",
        "b;P;R;city;utryg_nabolag;Mænd;køn=kvinder;at_most;10;2015-12-31;O",
        "c;P;R;city;utryg_nabolag;I alt;unge;at_most;10;2015-12-31;O",
        head="goal;programme;rule_da;scope;indicator;Køn;group;comparison;value;deadline;origin",
    )
    with duckdb.connect(str(city.store), read_only=True) as store:
        stored = store.execute("select goal, group_key from active_goal order by goal").fetchall()
    assert stored == [("a", "køn=kvinder; alder=15-24"), ("c", "gruppe=unge")]
    (reject,) = city.ask("status", "--rejects", "all")["rows"]
    assert (reject["column"], reject["value"]) == ("group", "køn=kvinder")


def test_what_is_no_rule_about_groups_is_rejected(city):
    """Each with its column."""
    bad = [
        GAP.replace("køn=mænd", ""),
        GAP.replace("køn=kvinder", ""),
        GAP.replace("køn=mænd", "Køn=Kvinder"),
        GAP.replace("køn=mænd", "i alt"),
        GAP.replace("køn=mænd", "køn="),
        GAP.replace(";5;", ";0;"),
        GAP.replace("no_difference", "at_most"),
        WOMEN.replace("at_most;10;;", "falls_by_percent;50;2010;category=markant")
        .replace(";city;", ";count_of_areas;"),
        WOMEN.replace(";city;", ";chosen_areas;").replace("10;;;", "10;2010;below=85;"),
    ]  # fmt: skip
    done = load_goals(city, GAP.replace("ens;", "god;"), *bad)
    assert "10 rows in, 1 stored, 9 rejected" in done.stdout
    rows = city.ask("status", "--rejects", "all")["rows"]
    assert [row["column"] for row in rows] == [
        "against_group", "group", "against_group", "against_group", "against_group", "value",
        "against_group", "group", "chosen_by",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("women", "men", "n", "answer", "why"),
    [
        ("10,0", "10,4", 4000, "met", None),
        ("20,0", "10,0", 4000, "not_met", None),
        ("10,0", "10,0", 100, "cannot_be_said", "Intervallet for forskellen"),
        ("10,0", "13,0", 400, "cannot_be_said", "Intervallet for forskellen"),
        ("10,0", "10,0", "", "cannot_be_said", "har intet interval"),
    ],
)
def test_no_difference_is_met_within_a_margin_only(city, women, men, n, answer, why):
    """Equal shares of a hundred answers each differ in no test, which says nothing of a gap."""
    figures(city, f"Hele byen;2015;kvinder;{women};{n}", f"Hele byen;2015;mænd;{men};{n}")
    load_goals(city, GAP)
    row = asked(city, "2016-01-01")["ens"]
    assert row["answer"] == answer
    assert why is None or why in row["missing"][0]
    assert row["figure"] == pytest.approx(float(women.replace(",", "."))
                                          - float(men.replace(",", ".")))  # fmt: skip


def test_the_interval_is_newcombes(city):
    """By statsmodels, of exact figures: a count of answers that said yes, none weighted."""
    figures(city, "Hele byen;2015;kvinder;12,00000;1000", "Hele byen;2015;mænd;10,00000;900")
    load_goals(city, GAP)
    row = asked(city, "2016-01-01", "--assume-deff", "1")["ens"]
    low, high = confint_proportions_2indep(120, 1000, 90, 900, method="newcomb", compare="diff")
    assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high), abs=1e-4)
    assert row["answer"] == "met"
    assert row["certainty"] == "certain"
    assert "12,0 % og 10,0 % i 2015, en forskel på +2,0 procentpoint" in row["sentence"]


def test_answers_of_one_sample_go_together(city):
    """Couples who answer alike: the interval is that of ``gap``, which minds it."""
    places, answers = ("Nord", "Midt", "Syd", "Vest"), []
    for couple in range(300):
        for sex in ("kvinder", "mænd"):
            differs = sex == "mænd" and couple % 5 == 0
            answer = "ja" if (couple + differs) % 3 else "nej"
            answers.append(f"{places[couple % 4]};2015;{sex};{answer};{couple}")
    head = "Område;År;Køn;Svar;Klynge\n"
    path = city.write("svar.csv", head + "\n".join(answers) + "\n")
    city.run("load", "survey", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag",
             "--by-group", "Køn", "--yes", "ja")  # fmt: skip
    load_goals(city, GAP)
    row = asked(city, "2016-01-01")["ens"]
    between = ("--between", "køn=kvinder", "--and", "køn=mænd", "--year", 2015)
    gap = city.ask("gap", "utryg_nabolag", *between)["rows"][0]
    assert "from_answers" in gap["flags"]
    assert [row[name] for name in ("figure", "low", "high")] == pytest.approx(
        [gap[name] for name in ("gap_pp", "gap_low_pp", "gap_high_pp")]
    )


def test_without_a_margin_nothing_is_said(city):
    """Not even of two shares that are the same to the decimal; the gap stands in the row."""
    figures(city, "Hele byen;2015;kvinder;10,0;9000", "Hele byen;2015;mænd;10,0;9000")
    load_goals(city, ALIKE.format(scope="city", margin=""))
    english = city.ask("--lang", "en", "goals", "--as-of", "2016-01-01")["rows"][0]
    assert (english["answer"], english["figure"]) == ("cannot_be_said", 0.0)
    assert english["missing"] == ["No margin is stated: how large a difference counts as none."]
    danish = asked(city, "2016-01-01")["ens"]
    assert "ikke angivet nogen margen" in danish["sentence"]


def test_a_gap_in_every_area(city):
    """One area surely beyond the margin settles it; the rows say which."""
    figures(
        city, "Nord;2015;kvinder;30,0;3000", "Nord;2015;mænd;10,0;3000",
        "Midt;2015;kvinder;10,0;3000", "Midt;2015;mænd;10,0;3000", "Syd;2015;mænd;10,0;3000",
    )  # fmt: skip
    load_goals(city, ALIKE.format(scope="each_area", margin=5))
    row = asked(city, "2016-01-01")["ens"]
    assert (row["answer"], row["n_fulfilled"], row["n_not"], row["n_undecided"]) == (
        "not_met", 1, 1, 2,
    )  # fmt: skip
    assert row["areas"] == ["Nord 30,0 % mod 10,0 % (uden for margenen)",
                            "Midt 10,0 % mod 10,0 % (inden for margenen)"]  # fmt: skip
    assert row["missing"] == ["Kvinder: Tal for 2015 mangler for 2 områder: Syd, Vest.",
                              "Mænd: Tal for 2015 mangler for Vest."]  # fmt: skip
    areas = city.ask("goals", "--as-of", "2016-01-01", "--areas")["rows"]
    assert [(one["name"], one["figure"], one["standing"]) for one in areas] == [
        ("Nord", 20.0, "not"), ("Midt", 0.0, "fulfilled"), ("Syd", None, "missing"),
        ("Vest", None, "missing"),
    ]  # fmt: skip


def test_a_goal_loaded_again_for_another_group_is_another_goal(city):
    """It is turned down under the same name, not taken for a repeat."""
    load_goals(city, WOMEN)
    path = city.write("ny.csv", f"{HEAD}\n{WOMEN.replace('køn=kvinder', 'køn=mænd')}\n")
    assert "another goal of this name" in city.run("load", "goals", path, expect=4).stderr


def test_goals_of_a_store_from_before_are_about_everybody(city):
    """Their rows stay, and new rules can be added."""
    load_goals(city, EVERYBODY)
    with duckdb.connect(str(city.store)) as store:
        store.execute("create temp table old as select * exclude (group_key, against_group_key) "
                      "from goal")  # fmt: skip
        store.execute("drop table goal")
        store.execute("create table goal as select * from old")
        store.execute("create or replace view active_goal as select goal.* from goal inner join "
                      "active_load on goal.load_id = active_load.load_id")  # fmt: skip
        store.execute("delete from schema_version where version >= 12")
    figures(city, "Hele byen;2015;I alt;8,0;2000", "Hele byen;2015;kvinder;8,0;3000",
            "Hele byen;2015;mænd;8,0;3000")  # fmt: skip
    path = city.write("ny.csv", f"{HEAD}\n{GAP}\n")
    city.run("load", "goals", path)
    rows = asked(city, "2016-01-01")
    assert {name: (row["group"], row["answer"]) for name, row in rows.items()} == {
        "alle": (None, "met"), "ens": ("køn=kvinder", "met"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    """Return the goals of the policy of 2011-14, as of the day after its deadline."""
    made = City(tmp_path_factory.mktemp("policy"))
    made.areas(["Nord", "Syd"])
    made.run("load", "indicators", FOLDER / "city_indicators.csv")
    made.run("load", "index", FOLDER / "city_figures.csv", "--set", "bydele")
    made.run("load", "goals", FOLDER / "policy_goals.csv")
    made.run("load", "goals")
    rows = made.ask("--lang", "en", "goals", "--as-of", "2015-01-01")["rows"]
    return {row["goal"]: row for row in rows}


CITY_LACKS = "{}: The figure of {} is missing for the whole city."
MINORITY = "Etnisk minoritet"


@pytest.mark.parametrize(
    ("goal", "missing"),
    [
        ("mål 1", [("25 procent svageste tosprogede elever", 2010),
                   ("25 procent svageste tosprogede elever", 2014)]),
        ("mål 2", [(MINORITY, 2014)]),
        ("mål 3", [("Medarbejdere i kommunen", 2014), ("Arbejdsstyrken", 2014)]),
        ("mål 4", [(f"{MINORITY}, beboere i udsatte områder", 2010),
                   (f"{MINORITY}, beboere i udsatte områder", 2014)]),
        ("mål 6", [(MINORITY, 2010), (MINORITY, 2014)]),
        ("mål 7", [(MINORITY, 2014)]),
    ],
)  # fmt: skip
def test_the_goals_of_the_policy(policy, goal, missing):
    """As docs/explanation/city-figures.md answers them: none can be said, and why."""
    row = policy[goal]
    assert (row["answer"], row["year"], row["figure"]) == ("cannot_be_said", 2014, None)
    said = [CITY_LACKS.format(*one) for one in missing]
    assert [one for one in row["missing"] if "margin" not in one] == said
    assert ("No margin is stated" in row["missing"][0]) == (goal == "mål 3")


def test_the_seventh_goal_is_about_areas(policy):
    """Mål 5 travels with the goals of the city, and lacks its areas and their figures."""
    row = policy["mål 5"]
    assert (row["answer"], row["group"]) == ("cannot_be_said", None)
    assert any("It is not stated which areas" in one for one in row["missing"])


def test_what_is_there_at_the_start_is_said(policy):
    """The staff and the labour force of 2010, discrimination of 2010, employment of a month."""
    assert (
        "12.8 % and 11.0 % in 2010, a gap of +1.8 percentage points" in policy["mål 3"]["sentence"]
    )
    assert "The newest figure is 25 % in 2010." in policy["mål 7"]["sentence"]
    work = policy["beskæftigelse 64,8 % i 2010"]
    assert work["answer"] == "cannot_be_said"
    assert "the newest is 59.3 % in August 2009" in work["sentence"]
    assert policy["ingen forskel i sigtelser"]["answer"] == "not_met"


@real_data.real_data
def test_the_goals_of_the_policy_in_the_thirteen_areas(tmp_path):
    """The same with the areas of the survey: six of the seven, none met or not met."""
    made = City(tmp_path)
    made.run("load", "areas", real_data.SURVEY_AREAS, "--set", "by")
    made.run("load", "indicators", FOLDER / "city_indicators.csv")
    made.run("load", "index", FOLDER / "city_figures.csv", "--set", "by")
    made.run("load", "goals", FOLDER / "policy_goals.csv")
    rows = made.ask("goals", "--as-of", "2015-01-01")["rows"]
    assert {row["answer"] for row in rows if row["goal"].startswith("mål")} == {"cannot_be_said"}
