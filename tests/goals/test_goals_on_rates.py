"""Goals on rates: how much counts swing is learnt from the store's earlier years."""

import pytest
from scipy.stats import poisson

from hotspots.analysis.methods.rates import rate_ratio
from tests.goals.test_goals import asked, set_goals
from tests.small_city import City

NAMES = ["Nord", "Midt", "Syd", "Vest"]
RESIDENTS = 20_000
HIGHEST = "højst 20;P;R;each_area;borgervendt_pr_1000;at_most;20;;;;2021;31-12-2022;;O"
BETTER = "bedre;P;R;each_area;borgervendt_pr_1000;must_improve;;2021;;;2022;31-12-2022;;O"
STEADY = [400, 400, 400, 400]
# means of 400 that swing by 25 %, and back again
SWINGING = [[300, 520, 330, 480], [510, 310, 500, 290], [320, 490, 310, 530], [500, 300, 480, 320]]


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(NAMES)
    return made


def rates(city, counts_by_year):
    """Load counts of four areas by year, and the rates of 20,000 residents each."""
    rows = [
        f"{name};{year};borgervendt_pr_1000;{1000 * n / RESIDENTS:.5f};{n}".replace(".", ",")
        for year, counts in counts_by_year.items()
        for name, n in zip(NAMES, counts, strict=True)
    ]
    head = "Område;År;Indikator;Pr. 1.000;Anmeldelser\n"
    path = city.write("rater.csv", head + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele")


def standings(city, *options):
    """Return the areas' rows by name."""
    answer = city.ask("goals", "--as-of", "2023-01-01", "--areas", *options)
    return {row["name"]: row for row in answer["rows"]}


def test_without_earlier_years_only_chance_is_allowed_for(city):
    """470 against a limit of 400: mid-p by scipy, and it is said in flag, note and sentence."""
    rates(city, {2022: [470, 380, 390, 370]})
    set_goals(city, HIGHEST)
    row = asked(city, "2023-01-01")["højst 20"]
    mid_p = poisson.sf(470, 400) + poisson.pmf(470, 400) / 2
    assert 4 * 2 * mid_p < 0.05
    assert (row["answer"], row["certainty"]) == ("not_met", "certain")
    assert "chance_only" in row["flags"]
    assert "Der er kun taget højde for tilfældigheder" in row["sentence"]
    answer = city.ask("goals", "--as-of", "2023-01-01")
    assert answer["settings"]["swings"]["højst 20"]["phi"] is None
    assert any(note.startswith("højst 20: Der er for få tidligere år") for note in answer["notes"])


def test_earlier_years_that_swing_leave_it_open(city):
    """The same 470, where years of 400 often have 500: nobody can say."""
    earlier = dict(zip(range(2018, 2022), SWINGING, strict=True))
    rates(city, {**earlier, 2022: [470, 380, 390, 370]})
    set_goals(city, HIGHEST)
    answer = city.ask("goals", "--as-of", "2023-01-01")
    (row,) = answer["rows"]
    assert (row["answer"], row["certainty"]) == ("not_met", "uncertain")
    assert "overdispersed" in row["flags"]
    assert "chance_only" not in row["flags"]
    learnt = answer["settings"]["swings"]["højst 20"]
    assert learnt["swing_years"] == [2018, 2019, 2020, 2021]
    # a swing of 25 % is 25 times the chance of 400; areas of one size do not tell which it is
    assert 10 < learnt["phi"] + 400 * learnt["alpha"] < 60
    assert any("svingede et områdes år omkring" in note for note in answer["notes"])


def test_a_rate_far_over_its_limit_is_surely_missed(city):
    """Steady years of 400 and then 800: more than any of them swings."""
    rates(city, {**{year: [n + year % 3 for n in STEADY] for year in range(2015, 2022)},
                 2022: [800, 380, 390, 370]})  # fmt: skip
    set_goals(city, HIGHEST)
    assert asked(city, "2023-01-01")["højst 20"]["certainty"] == "certain"


def test_a_rate_that_must_improve_is_tested_by_its_counts(city):
    """400 and 330: sure by mid-p, where it was never told; 400 and 390: open."""
    rates(city, {2021: STEADY, 2022: [330, 390, 380, 395]})
    set_goals(city, BETTER)
    assert rate_ratio(400, 330, 20.0, 20.0).p < 0.05 < rate_ratio(400, 390, 20.0, 20.0).p
    by_name = standings(city)
    assert [by_name[name]["certainty"] for name in ("Nord", "Midt")] == ["certain", "uncertain"]
    assert {row["standing"] for row in by_name.values()} == {"fulfilled"}


def test_years_before_a_break_teach_nothing(city):
    """Crime that was counted otherwise says nothing of how much today's swings."""
    earlier = dict(zip(range(2018, 2022), SWINGING, strict=True))
    rates(city, {**earlier, 2022: [470, 380, 390, 370]})
    text = "indikator;år;art;text_da;kilde\nborgervendt_pr_1000;2021;method;Nyt register;K\n"
    city.run("load", "breaks", city.write("brud.csv", text))
    set_goals(city, HIGHEST)
    assert "chance_only" in asked(city, "2023-01-01")["højst 20"]["flags"]
