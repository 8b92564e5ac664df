"""Goals on shares whose design effect or number of answers nobody stated."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.goals.test_goals import BYEN_5, UNDER_10, asked, set_goals
from tests.small_city import City

AREAS = ["Nord", "Midt", "Syd", "Vest"]


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas with a goal that none is over 10 %."""
    made = City(tmp_path)
    made.areas(AREAS)
    set_goals(made, UNDER_10, BYEN_5)
    return made


def test_a_design_effect_is_assumed_and_said(city):
    """15 % of 200 is over 10 % by the plain number, and not by 200 / 1.3, all four at once."""
    city.index([f"{name};2015;{15 if name == 'Nord' else 8},00000;240;;" for name in AREAS])
    plain = asked(city, "2016-01-01", "--assume-deff", 1)["ingen over 10"]
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (plain["certainty"], row["certainty"]) == ("certain", "uncertain")
    assert row["flags"] == ["design_effect_unknown"]
    assert "Designeffekt 1,3 er antaget." in row["sentence"]
    answer = city.ask("goals", "--as-of", "2016-01-01", "--assume-deff", 1.6)
    assert answer["settings"]["assumed_deff"] == 1.6
    assert any("er 1,6 antaget" in note and "mål" in note for note in answer["notes"])


def test_the_interval_rests_on_the_assumed_effect(city):
    """Wilson's of 8 % on 260 / 1.3 answers holds 5 %, and on 260 it does not."""
    city.index(["Hele byen;2021;8,00000;260;;"])
    for deff, certainty in ((1.3, "uncertain"), (1, "certain")):
        low, _ = proportion_confint(0.08 * 260 / deff, 260 / deff, method="wilson")
        assert (low < 0.05) == (certainty == "uncertain")
        row = asked(city, "2022-01-01", "--assume-deff", deff)["byen højst 5"]
        assert row["certainty"] == certainty


def test_numbers_of_answers_are_assumed_where_it_is_asked_for(city):
    """Without them the certainty is unknown; with 2,000 each a 15 % is surely over 10 %."""
    city.index([f"{name};2015;{15 if name == 'Nord' else 8},00000;;;" for name in AREAS])
    assert asked(city, "2016-01-01")["ingen over 10"]["certainty"] == "unknown"
    answer = city.ask("goals", "--as-of", "2016-01-01", "--assume-n", 2000)
    row = answer["rows"][0]
    assert row["certainty"] == "certain"
    assert row["flags"] == ["design_effect_unknown", "assumed_n"]
    assert "Antaget antal svar." in row["sentence"]
    assert answer["settings"]["assumed_n"] == 2000
    assert any(note.startswith("Antaget antal svar") for note in answer["notes"])
