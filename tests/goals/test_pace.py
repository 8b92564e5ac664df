"""What a goal needs from here to its deadline, beside what its series did."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.proportion import proportion_confint

from hotspots.analysis.goals.pace import slope
from tests.goals.test_goals import asked, set_goals
from tests.small_city import City

GOAL = "højst 5;P;R;city;utryg_nabolag;at_most;5;;;;2008;31-12-2015;;O"
NEEDED = ("needed_per_year", "needed_low", "needed_high")
PAST = ("pace_per_year", "pace_low", "pace_high")
SERIES = ("Hele byen;2009;10,0;1000;;", "Hele byen;2010;9,6;1000;;", "Hele byen;2011;9,4;1000;;")


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd", "Vest"])
    return made


def pace(city, rows, goal=GOAL, as_of="2012-01-01"):
    city.index(rows)
    set_goals(city, goal)
    (row,) = asked(city, as_of).values()
    return row


def test_a_pace_by_hand(city):
    """9.4 to 5 in four years is 1.1 a year; it fell by 0.3."""
    row = pace(city, SERIES)
    assert row["answer"] == "not_met"
    assert row["needed_per_year"] == pytest.approx(-1.1)
    low, high = (100 * end for end in proportion_confint(94 / 1.3, 1000 / 1.3, method="wilson"))
    assert row["needed_low"] == pytest.approx((5 - high) / 4, abs=0.03)
    assert row["needed_high"] == pytest.approx((5 - low) / 4, abs=0.03)
    assert row["pace_per_year"] == pytest.approx(-0.3, abs=0.01)
    assert row["pace_low"] < -0.3 < 0 < row["pace_high"]
    assert "Det skal falde med 1,1 procentpoint om året indtil 31-12-2015" in row["sentence"]
    assert "Fra 2009 til 2011 faldt det med 0,3 procentpoint om året" in row["sentence"]


@pytest.mark.parametrize(
    "rows",
    [
        SERIES[1:],  # two years
        [row.replace(";1000;", ";;") for row in SERIES],  # no number of answers
        [SERIES[0].replace(";1000;", ";;"), *SERIES[1:]],  # of one year
        [row.replace("9,4", "4,0") for row in SERIES],  # kept already
    ],
)
def test_no_pace_without_a_series_that_allows_it(city, rows):
    """Rather nothing than a pace that nobody can judge."""
    row = pace(city, rows)
    assert [row[name] for name in (*NEEDED, *PAST)] == [None] * 6
    assert "om året" not in row["sentence"]


def test_no_pace_when_the_deadline_has_come(city):
    """There is nothing left to reach it in."""
    row = pace(city, [*SERIES, "Hele byen;2015;9,0;1000;;"], as_of="2016-01-01")
    assert (row["answer"], row["needed_per_year"]) == ("not_met", None)


def test_no_pace_across_a_break(city):
    """Two of the three years count otherwise: a series of one year is none."""
    text = "indikator;år;art;text_da;kilde\nutryg_nabolag;2011;method;Nyt spørgeskema;K\n"
    city.index(SERIES)
    city.run("load", "breaks", city.write("brud.csv", text))
    set_goals(city, GOAL)
    (row,) = asked(city, "2012-01-01").values()
    assert (row["answer"], row["needed_per_year"]) == ("not_met", None)


def test_areas_have_their_pace_too(city):
    """One that keeps to the rule has none."""
    north = [row.replace("Hele byen", "Nord") for row in SERIES]
    south = [row.replace("Hele byen", "Syd").replace("9,4", "2,0") for row in SERIES]
    city.index([*north, *south])
    set_goals(city, GOAL.replace(";city;", ";each_area;"))
    rows = city.ask("goals", "--as-of", "2012-01-01", "--areas")["rows"]
    needed = {row["name"]: row["needed_per_year"] for row in rows}
    assert needed == {"Nord": pytest.approx(-1.1), "Midt": None, "Syd": None, "Vest": None}


def test_the_slope_is_that_of_weighted_least_squares():
    """By statsmodels, with the variances taken as known; scatter widens it, and never narrows."""
    years, variances = np.array([2008.0, 2009, 2011, 2014]), np.array([1.0, 0.5, 2.0, 0.7])
    design = np.column_stack([np.ones(4), years])
    for values in (np.array([10, 9.9, 9.5, 9.0]), np.array([10, 4.0, 12.0, 3.0])):
        fit = WLS(values, design, weights=1 / variances).fit(cov_type="fixed scale")
        scatter = float(np.sum(fit.resid**2 / variances)) / 2
        own = slope(years, values, variances)
        assert own.value == pytest.approx(fit.params[1], abs=1e-9)
        reach = 1.959963984540054 * fit.bse[1] * np.sqrt(max(scatter, 1.0))
        assert (own.low, own.high) == pytest.approx((own.value - reach, own.value + reach))


@pytest.mark.parametrize("n_years", [3, 6])
def test_the_interval_of_the_pace_covers(n_years):
    """4,000 made-up series of shares that fall by 0.8 points a year, on 400 answers each."""
    rng, years = np.random.default_rng(12), np.arange(n_years, dtype=float)
    true = 0.2 - 0.008 * years
    covered = 0
    for _ in range(4000):
        share = rng.binomial(400, true) / 400
        estimate = slope(years, 100 * share, 1e4 * share * (1 - share) / 400)
        covered += estimate.low <= -0.8 <= estimate.high
    assert covered / 4000 >= 0.945


def test_the_citys_own_breaks_hold_for_a_store_of_groups_alone(city):
    """The survey changed hands in 2017: women's figures before it are of another series."""
    rows = [f"Hele byen;{year};kvinder;{18 - at},0;900" for at, year in
            enumerate((2014, 2015, 2016, 2017))]  # fmt: skip
    text = "Område;År;Køn;Procent;Antal svar\n" + "\n".join(rows) + "\n"
    path = city.write("koen.csv", text)
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    head = "goal;programme;rule_da;scope;indicator;group;comparison;value;deadline;origin"
    rule = "kvinder;P;R;city;utryg_nabolag;køn=kvinder;at_most;5;31-12-2020;O"
    city.run("load", "goals", city.write("maal.csv", f"{head}\n{rule}\n"))
    (before,) = asked(city, "2016-12-31").values()
    (after,) = asked(city, "2017-12-31").values()
    assert before["pace_per_year"] == pytest.approx(-1.0, abs=0.01)
    assert (after["answer"], after["pace_per_year"]) == ("not_met", None)
