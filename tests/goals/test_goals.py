"""``goals``: met, not met, on course, or exactly what is missing to say so."""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.analysis.goals.printed import band, fulfils, improved
from tests.small_city import City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

HEAD = (
    "goal;programme;rule_da;scope;indicator;comparison;value;baseline_year;chosen_by;"
    "chosen_areas;first_year;deadline;note;origin"
)
MAAL_5 = ("mål 5;P;R;chosen_areas;utryg_nabolag;must_improve;;2010;category=markant;;2011;"
          "31-12-2014;;O")  # fmt: skip
EFFEKT_1 = ("effektmål 1;P;R;count_of_areas;utryg_nabolag;falls_by_percent;50;2010;"
            "category=markant,intensiveret;;2011;31-12-2014;;O")  # fmt: skip
UNDER_10 = "ingen over 10;P;R;each_area;utryg_nabolag;at_most;10;;;;;31-12-2015;;O"
BYEN_5 = "byen højst 5;P;R;city;utryg_nabolag;at_most;5;;;;2018;31-12-2021;;O"


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd", "Vest"])
    return made


def set_goals(city, *rows, expect=0):
    path = city.write("maal.csv", "\n".join([HEAD, *rows]) + "\n")
    return city.run("load", "goals", path, expect=expect)


def asked(city, as_of, *options):
    """Return the rows of ``goals`` by goal."""
    answer = city.ask("goals", "--as-of", as_of, *options)
    return {row["goal"]: row for row in answer["rows"]}


def figure(percent, decimals=0):
    return band({"percent": percent, "decimals": decimals})


# A figure against a limit, and two figures against each other.


@pytest.mark.parametrize(
    ("percent", "decimals", "limit", "kept"),
    [
        (10, 0, 10, None),  # 9.5 to 10.5
        (9, 0, 10, True),  # to 9.5
        (11, 0, 10, False),  # from 10.5
        (10.3, 1, 10, False),  # from 10.25
        (10.0, 1, 10, None),  # 9.95 to 10.05
        (10.0, None, 10, True),  # exactly at the limit
        (10.000001, None, 10, False),
        (9.5, 0, 10, True),  # 9 to 10, which is not reached
        (10.5, 0, 10, None),  # from 10, which keeps to it
    ],
)
def test_at_most(percent, decimals, limit, kept):
    """Only a verdict that holds at every value that rounds to what is printed."""
    assert fulfils(figure(percent, decimals), "at_most", limit) is kept


@pytest.mark.parametrize(
    ("percent", "decimals", "limit", "kept"),
    [
        (85, 0, 85, None),
        (86, 0, 85, True),
        (84, 0, 85, False),
        (85.0, None, 85, True),
        (84.9, None, 85, False),
        (84.5, 0, 85, False),  # 84 to 85, which is not reached
        (85.5, 0, 85, True),  # from 85
    ],
)
def test_at_least(percent, decimals, limit, kept):
    """The same from the other side."""
    assert fulfils(figure(percent, decimals), "at_least", limit) is kept


@pytest.mark.parametrize(
    ("earlier", "later", "better", "verdict"),
    [
        ((10, 0), (9, 0), "lower", True),
        ((10, 0), (10, 0), "lower", None),
        ((9, 0), (10, 0), "lower", False),
        ((10.0, None), (10.0, None), "lower", False),  # unchanged is not better
        ((10, 0), (9.7, 1), "lower", None),  # 9.5 to 10.5 against 9.65 to 9.75
        ((71, 0), (81, 0), "higher", True),
        ((81, 0), (80, 0), "higher", False),
        ((80, 0), (80.4, 1), "higher", None),
    ],
)
def test_becoming_better(earlier, later, better, verdict):
    """Every pair of values that round to the two figures must agree."""
    assert improved(figure(*earlier), figure(*later), better) is verdict


WHOLE = st.integers(0, 100_000)


def printed(thousandths, decimals):
    """Return a figure of some thousandths as it is printed, and what it truly is."""
    exact = Decimal(thousandths) / 1000
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return figure(float(shown), decimals), exact


@given(WHOLE, st.integers(0, 2), WHOLE, st.sampled_from(["at_most", "at_least"]))
def test_a_verdict_on_a_limit_holds_for_the_true_value(thousandths, decimals, limit, comparison):
    """Whatever is said of a printed figure is so of the figure it was rounded from."""
    shown, exact = printed(thousandths, decimals)
    bound = Decimal(limit) / 1000
    true = exact <= bound if comparison == "at_most" else exact >= bound
    assert fulfils(shown, comparison, float(bound)) in {None, true}
    assert fulfils(figure(float(exact), None), comparison, float(bound)) is true


@given(WHOLE, st.integers(0, 2), WHOLE, st.integers(0, 2), st.sampled_from(["lower", "higher"]))
def test_a_verdict_on_a_change_holds_for_the_true_values(one, digits, other, more_digits, better):
    """The same for two figures; lower and higher are mirrors."""
    (earlier, before), (later, after) = printed(one, digits), printed(other, more_digits)
    true = after < before if better == "lower" else after > before
    assert improved(earlier, later, better) in {None, true}


# Two goals that look alike.


def test_the_number_may_fall_while_a_chosen_area_does_not_improve(city):
    """Effektmål 1 is met: of Nord and Midt only Nord is left. Mål 5 is not: Nord got worse."""
    city.index(
        ["Nord;2010;30,0;900;;Markant", "Midt;2010;20,0;900;;Intensiveret",
         "Syd;2010;9,0;900;;Ordinær", "Vest;2010;8,0;900;;Minimal",
         "Nord;2014;31,0;900;;Intensiveret", "Midt;2014;10,0;900;;Ordinær",
         "Syd;2014;9,0;900;;Ordinær", "Vest;2014;8,0;900;;Minimal"]
    )  # fmt: skip
    set_goals(city, MAAL_5, EFFEKT_1)
    found = asked(city, "2015-01-01")
    fifth, first = found["mål 5"], found["effektmål 1"]
    assert (first["answer"], first["baseline"], first["figure"]) == ("met", 2, 1)
    assert first["certainty"] == "unknown"
    assert (fifth["answer"], fifth["n_areas"], fifth["n_not"]) == ("not_met", 1, 1)
    assert fifth["areas"] == ["Nord 30,0 % → 31,0 % (ikke bedre)"]
    assert fifth["certainty"] == "uncertain"  # a change of +1.0 points on 900 answers each
    assert "ikke nået" in fifth["sentence"]


def test_the_chosen_area_may_improve_while_the_number_does_not_fall(city):
    """The reverse: Nord is safer and still markant, so mål 5 is met and effektmål 1 is not."""
    city.index(
        ["Nord;2010;30,0;900;;Markant", "Midt;2010;20,0;900;;Intensiveret",
         "Syd;2010;9,0;900;;Ordinær", "Vest;2010;8,0;900;;Minimal",
         "Nord;2014;20,0;900;;Markant", "Midt;2014;25,0;900;;Intensiveret",
         "Syd;2014;19,0;900;;Markant", "Vest;2014;8,0;900;;Minimal"]
    )  # fmt: skip
    set_goals(city, MAAL_5, EFFEKT_1)
    found = asked(city, "2015-01-01")
    fifth, first = found["mål 5"], found["effektmål 1"]
    assert (fifth["answer"], fifth["n_areas"], fifth["certainty"]) == ("met", 1, "certain")
    # Syd is markant today and was not in 2010: it is no part of mål 5.
    assert fifth["areas"] == ["Nord 30,0 % → 20,0 % (bedre)"]
    assert (first["answer"], first["baseline"], first["figure"]) == ("not_met", 2, 3)


def test_a_change_is_certain_only_at_every_value_that_rounds_to_it(city):
    """20 → 17 on 1,450: better than 0 as printed (−5.8 to −0.2), not from 19.5 to 17.5."""
    city.index(["Nord;2010;20;1450;;Markant", "Nord;2014;17;1450;;",
                *(f"{name};2010;9;900;;Minimal" for name in ("Midt", "Syd", "Vest"))])  # fmt: skip
    set_goals(city, MAAL_5)
    row = asked(city, "2015-01-01")["mål 5"]
    assert (row["answer"], row["certainty"]) == ("met", "uncertain")


# Thresholds in every area.


def test_rounding_leaves_a_threshold_open_and_the_exact_share_decides(city):
    """Printed as 10 an area may be over 10 % or not; at 10,3 it is over."""
    others = ["Nord;2015;8;;2016;", "Midt;2015;7;;2016;", "Vest;2015;9;;2016;"]
    city.index([*others, "Syd;2015;10;;2016;"])
    set_goals(city, UNDER_10)
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["n_fulfilled"], row["n_undecided"]) == ("cannot_be_said", 3, 1)
    assert row["missing"] == ["Det uafrundede tal for 2015 mangler for Syd; afrundingen afgør."]
    assert "Syd 10 % (afrundingen afgør)" in row["areas"]
    city.index(["Syd;2015;10,3;;2017;"], name="ny.csv")
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["n_not"], row["missing"]) == ("not_met", 1, [])
    assert row["areas"][0] == "Syd 10,3 % (over)"


def test_one_area_over_settles_it_whatever_is_missing(city):
    """Three of four areas have no figure, and the answer is no all the same."""
    city.index(["Nord;2015;18;300;2016;"])
    set_goals(city, UNDER_10)
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["n_not"], row["n_undecided"]) == ("not_met", 1, 3)
    assert row["missing"] == ["Tal for 2015 mangler for 3 områder: Midt, Syd, Vest."]
    assert row["certainty"] == "certain"  # Wilson on 17.5 % of 300: 13.6 and up
    assert "design_effect_unknown" in row["flags"]


def test_all_must_be_known_to_say_met(city):
    """One missing area leaves it open; with all four it is met, certain or not by the sample."""
    known = ["Nord;2015;4,0;2000;2016;", "Midt;2015;5,0;2000;2016;", "Syd;2015;3,0;2000;2016;"]
    city.index(known)
    set_goals(city, UNDER_10)
    assert asked(city, "2016-01-01")["ingen over 10"]["answer"] == "cannot_be_said"
    city.index(["Vest;2015;9,5;100;2016;"], name="vest.csv")
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["certainty"]) == ("met", "uncertain")  # 9.5 % of 100: 5.1 to 16.9
    assert "modsatte svar" in row["sentence"]


def test_a_figure_too_thin_to_be_shown_decides_nothing(city):
    """0 % of 12 answers is not shown by ``change``, and keeps no area under 10 %."""
    city.index([f"{name};2015;4,0;2000;2016;" for name in ("Nord", "Midt", "Syd")]
               + ["Vest;2015;0;12;2016;"])  # fmt: skip
    set_goals(city, UNDER_10)
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["n_fulfilled"], row["n_undecided"]) == ("cannot_be_said", 3, 1)
    assert row["missing"] == ["For få har svaret i 2015 til, at tallet kan bruges: Vest."]
    assert not any(one.startswith("Vest") for one in row["areas"])


def test_without_n_the_certainty_is_unknown(city):
    """The answer stands by the figures; how sure it is cannot be said."""
    city.index([f"{name};2015;4,0;;2016;" for name in ("Nord", "Midt", "Syd", "Vest")])
    set_goals(city, UNDER_10)
    row = asked(city, "2016-01-01")["ingen over 10"]
    assert (row["answer"], row["certainty"]) == ("met", "unknown")
    assert "no_n" in row["flags"]


# Which year.


def test_the_deadline_asks_for_figures_of_its_own_year(city):
    """Those of the year before do not stand in; the newest is told beside what is missing."""
    city.index(["Hele byen;2020;4;4000;2020;", "Hele byen;2022;4;4000;2022;"])
    set_goals(city, BYEN_5)
    row = asked(city, "2023-01-01")["byen højst 5"]
    assert (row["answer"], row["year"], row["figure"]) == ("cannot_be_said", 2021, None)
    assert row["missing"] == ["Tal for 2021 mangler for hele byen."]
    assert "Det nyeste tal er 4 % i 2022." in row["sentence"]
    assert row["n_areas"] is None


def test_before_the_deadline_a_limit_kept_is_on_course(city):
    """And one not kept is not yet met, with the deadline."""
    city.index(["Hele byen;2018;9;4000;2018;", "Hele byen;2019;4;4000;2019;"])
    set_goals(city, BYEN_5)
    early, later = (asked(city, day)["byen højst 5"] for day in ("2018-06-30", "2020-06-30"))
    assert (early["answer"], early["year"]) == ("not_met", 2018)
    assert "endnu ikke nået. Fristen er 31-12-2021" in early["sentence"]
    assert (later["answer"], later["year"]) == ("on_course", 2019)
    assert asked(city, "2021-12-31")["byen højst 5"]["answer"] == "cannot_be_said"


def test_a_rule_is_not_judged_by_years_before_it(city):
    """First year 2018: a figure of 2016 says nothing about it."""
    city.index(["Hele byen;2016;4;4000;2016;"])
    set_goals(city, BYEN_5)
    row = asked(city, "2019-06-30")["byen højst 5"]
    assert (row["answer"], row["year"]) == ("cannot_be_said", None)
    assert row["missing"] == ["Tal fra 2018 til 2019 mangler."]
    row = asked(city, "2018-06-30")["byen højst 5"]
    assert row["missing"] == ["Tal for 2018 mangler."]
    assert "Det nyeste tal er 4 % i 2016." in row["sentence"]


def test_half_way_a_number_of_areas_lies_on_the_line_or_not(city):
    """From 4 in 2010 to 2 in 2014 the line is at 3 in 2012 and at 2,5 in 2013."""
    names = ("Nord", "Midt", "Syd", "Vest")
    city.index([f"{name};2010;;;;Markant" for name in names]
               + [f"{name};{year};;;;{'Ordinær' if name == 'Nord' else 'Markant'}"
                  for name in names for year in (2012, 2013)])  # fmt: skip
    set_goals(city, EFFEKT_1)
    first = asked(city, "2012-12-31")["effektmål 1"]
    assert (first["answer"], first["baseline"], first["figure"]) == ("on_course", 4, 3)
    second = asked(city, "2013-12-31")["effektmål 1"]
    assert (second["answer"], second["figure"]) == ("not_met", 3)
    assert "det må højst være 2,5" in second["sentence"]


# Numbers of areas when some are unknown.


@pytest.mark.parametrize(
    ("later", "answer"),
    [
        (["Ordinær", "Ordinær", "Ordinær", ""], "met"),  # at most 1 of 4 is left
        (["Markant", "Markant", "Markant", ""], "not_met"),  # at least 3 of 4 are left
        (["Markant", "Markant", "Ordinær", ""], "cannot_be_said"),  # 2 or 3
        (["Markant", "Markant", "Ordinær", "Ordinær"], "met"),  # exactly half
    ],
)
def test_bounds_settle_a_number_or_leave_it_open(city, later, answer):
    """4 areas in 2010; a missing category counts both ways."""
    names = ("Nord", "Midt", "Syd", "Vest")
    rows = [f"{name};2010;;;;Markant" for name in names]
    rows += [f"{name};2014;;;;{one}" for name, one in zip(names, later, strict=True) if one]
    city.index(rows)
    set_goals(city, EFFEKT_1)
    row = asked(city, "2015-01-01")["effektmål 1"]
    assert row["answer"] == answer
    lacking = [] if "" not in later else ["Handlingskategori for 2014 mangler for Vest."]
    assert row["missing"] == lacking


def test_a_number_cannot_fall_from_none(city):
    """No area was markant or intensiveret in 2010."""
    city.index([f"{name};{year};;;;Minimal" for name in ("Nord", "Midt", "Syd", "Vest")
                for year in (2010, 2014)])  # fmt: skip
    set_goals(city, EFFEKT_1)
    row = asked(city, "2015-01-01")["effektmål 1"]
    assert row["answer"] == "cannot_be_said"
    assert row["missing"] == ["Ingen områder var omfattet i 2010."]


# Chosen areas.


def test_chosen_by_a_threshold(city):
    """Under 85 in 2022: Nord and Midt, not Vest at 90; Syd at 85 may be either."""
    goal = ("trygge;P;R;chosen_areas;tryg_nabolag;must_improve;;2022;below=85;{};2022;"
            "2025-12-31;;O")  # fmt: skip
    figures = [("Nord", 71, 81), ("Midt", 74, 80), ("Syd", 85, 84), ("Vest", 90, 80)]
    city.index(
        [f"{name};{year};{value};;{year};" for name, *values in figures
         for year, value in zip((2022, 2025), values, strict=True)],
        "--fixed", "indicator=tryg_nabolag",
    )  # fmt: skip
    set_goals(city, goal.format(""), goal.format("Nord, Midt").replace("trygge", "liste"))
    row = asked(city, "2026-01-01")["trygge"]
    assert (row["answer"], row["n_areas"]) == ("cannot_be_said", 2)
    assert row["missing"] == ["Det uafrundede tal for 2022 mangler for Syd; afrundingen afgør."]
    assert "mixed_editions" in row["flags"]


@pytest.mark.parametrize(
    ("later", "lang", "said"),
    [
        ((80,), "en", "1 of 1 area has become better"),
        ((80,), "da", "1 af 1 område er blevet bedre"),
        ((80, 80), "en", "2 of 2 areas have become better"),
        ((80, 60), "en", "1 of 2 areas has become better from 2022 to 2025; 1 has not:"),
        ((60, 60), "en", "0 of 2 areas have become better from 2022 to 2025; 2 have not:"),
    ],
)
def test_areas_are_counted_in_the_singular_and_plural(city, later, lang, said):
    """Of a single area, of one of several, and of several; the others were over 85."""
    goal = ("trygge;P;R;chosen_areas;tryg_nabolag;must_improve;;2022;below=85;;2022;"
            "2025-12-31;;O")  # fmt: skip
    names = ["Nord", "Midt", "Syd", "Vest"]
    figures = [(71, one) for one in later] + [(95, 95)] * (4 - len(later))
    city.index(
        [f"{name};{year};{value};;2025;" for name, values in zip(names, figures, strict=True)
         for year, value in zip((2022, 2025), values, strict=True)],
        "--fixed", "indicator=tryg_nabolag",
    )  # fmt: skip
    set_goals(city, goal)
    answer = city.ask("--lang", lang, "goals", "--as-of", "2026-01-01")
    assert said in next(row["sentence"] for row in answer["rows"] if row["goal"] == "trygge")


def test_a_list_of_the_policy_goes_before_the_figures(city):
    """Nord alone was named: that Midt was under the limit too is flagged, not judged."""
    goal = ('trygge;P;R;chosen_areas;tryg_nabolag;must_improve;;2022;below=85;"Nord; Vest";2022;'
            "2025-12-31;;O")  # fmt: skip
    figures = [("Nord", 71, 81), ("Midt", 74, 70), ("Vest", 84, 86)]
    city.index(
        [f"{name};{year};{value};;2025;" for name, *values in figures
         for year, value in zip((2022, 2025), values, strict=True)],
        "--fixed", "indicator=tryg_nabolag",
    )  # fmt: skip
    set_goals(city, goal)
    row = asked(city, "2026-01-01")["trygge"]
    assert (row["answer"], row["n_areas"], row["n_fulfilled"]) == ("met", 2, 2)
    assert "list_and_rule_differ" in row["flags"]


def test_a_set_that_is_not_wholly_known_can_fail_but_not_be_met(city):
    """Nord was markant; whether Vest was is unknown. One surely worse settles it."""
    base = ["Nord;2010;30,0;900;;Markant", "Midt;2010;9,0;900;;Ordinær",
            "Syd;2010;9,0;900;;Ordinær"]  # fmt: skip
    city.index([*base, "Nord;2014;20,0;900;;", "Vest;2014;5,0;900;;"])
    set_goals(city, MAAL_5)
    row = asked(city, "2015-01-01")["mål 5"]
    assert (row["answer"], row["n_fulfilled"]) == ("cannot_be_said", 1)
    assert row["missing"] == [
        "Handlingskategori for 2010 mangler for Vest.",
        "Tal for 2010 mangler for Vest.",
    ]
    newer = ["Nord;2010;30,0;900;2015;", "Nord;2014;35,0;900;2015;"]
    city.index(newer, name="ny.csv")
    assert asked(city, "2015-01-01")["mål 5"]["answer"] == "not_met"


def test_the_order_of_rows_and_the_splitting_of_a_file_change_nothing(city, tmp_path):
    """The same figures in one file, or backwards in two, give the same answers."""
    rows = ["Nord;2010;30,0;900;;Markant", "Midt;2010;25,0;900;;Markant",
            "Syd;2010;9,0;900;;Ordinær", "Vest;2010;9,0;900;;Intensiveret",
            "Nord;2014;20,0;900;;Ordinær", "Midt;2014;26,0;900;;Ordinær",
            "Syd;2014;9,0;900;;Ordinær", "Vest;2014;9,0;900;;Markant"]  # fmt: skip
    (tmp_path / "anden").mkdir()
    other = City(tmp_path / "anden")
    other.areas(["Nord", "Midt", "Syd", "Vest"])
    city.index(rows)
    other.index(rows[:2:-1], name="en.csv")
    other.index(rows[2::-1], name="to.csv")
    for one in (city, other):
        set_goals(one, MAAL_5, EFFEKT_1)
    assert asked(city, "2015-01-01") == asked(other, "2015-01-01")


def test_an_area_that_is_lost_leaves_it_open(city):
    """Nord improved, Midt has no figure in 2014: nobody can say that both did."""
    city.index(["Nord;2010;30,0;900;;Markant", "Midt;2010;25,0;900;;Markant",
                "Syd;2010;9,0;900;;Ordinær", "Vest;2010;9,0;900;;Ordinær",
                "Nord;2014;20,0;900;;"])  # fmt: skip
    set_goals(city, MAAL_5)
    row = asked(city, "2015-01-01")["mål 5"]
    assert (row["answer"], row["n_fulfilled"], row["n_undecided"]) == ("cannot_be_said", 1, 1)
    assert row["missing"] == ["Tal for 2014 mangler for Midt."]


def test_a_computed_category_chooses_areas_and_is_flagged(city):
    """The scale of edition 2010 makes Nord markant in 2010; scores of 2014 have no scale."""
    steps = ("markant", "intensiveret", "ordinær", "reduceret", "minimal")
    scale = "\n".join(f"2010;{name};{80 - 20 * at}" for at, name in enumerate(steps))
    city.run("load", "scale", city.write("skala.csv", f"Udgave;Kategori;Laveste\n{scale}\n"))
    names = ("Nord", "Midt", "Syd", "Vest")
    rows = [f"{name};{year};{score};{year}" for name, score in zip(names, (90, 61, 5, 5),
            strict=True) for year in (2010, 2014)]  # fmt: skip
    path = city.write("score.csv", "Område;År;Score;Udgave\n" + "\n".join(rows) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    set_goals(city, EFFEKT_1, MAAL_5)
    fifth = asked(city, "2015-01-01")["mål 5"]
    assert fifth["missing"] == ["Tal for 2010 mangler for Nord.", "Tal for 2014 mangler for Nord."]
    assert "category_computed" in fifth["flags"]
    row = asked(city, "2015-01-01")["effektmål 1"]
    assert (row["answer"], row["baseline"]) == ("cannot_be_said", 2)
    assert row["missing"] == ["Handlingskategori for 2014 mangler for alle 4 områder."]
    assert "category_computed" in row["flags"]


# Breaks, sets, rows per area.


def test_a_break_of_definition_cannot_be_judged_across(city):
    """A limit of 2018 on crime against citizens says nothing about all offences in 2024."""
    goal = "anmeldelser;P;R;city;anmeldelser_pr_1000;at_most;72;;;;2018;2024-12-31;;O"
    city.index(["Hele byen;2024;73;;2025;"], "--fixed", "indicator=straffelov_pr_1000")
    set_goals(city, goal)
    row = asked(city, "2025-01-01")["anmeldelser"]
    assert row["answer"] == "cannot_be_said"
    assert "straffelovsovertrædelser" in row["missing"][0]
    assert "definition_break" in row["flags"]


def test_a_break_of_method_is_flagged(city):
    """The survey changed hands in 2017: computed, and said."""
    goal = "bedre;P;R;city;utryg_nabolag;must_improve;;2016;;;;2018-12-31;;O"
    city.index(["Hele byen;2016;6,4;8000;2018;", "Hele byen;2018;4,0;3863;2018;"])
    set_goals(city, goal)
    row = asked(city, "2019-01-01")["bedre"]
    assert (row["answer"], row["certainty"], row["baseline"]) == ("met", "certain", 6.4)
    assert "method_break" in row["flags"]
    assert "leverandør i 2017" in row["sentence"]


def test_the_set_that_has_what_is_needed_is_taken_and_said(city):
    """Figures lie in bydele; a second set has one figure of another year."""
    city.areas(["Hele Nord", "Hele Syd"], set_name="halve")
    city.index([f"{name};2015;4,0;900;2016;" for name in ("Nord", "Midt", "Syd", "Vest")])
    other = city.write("h.csv", "Område;År;Indikator;Procent\nHele Nord;2010;utryg_nabolag;9\n")
    city.run("load", "index", other, "--set", "halve")
    set_goals(city, UNDER_10)
    said = city.run("goals", "--as-of", "2016-01-01")
    assert "ingen over 10: judged in the area set 'bydele'." in said.stderr
    assert asked(city, "2016-01-01")["ingen over 10"]["set"] == "bydele"
    forced = asked(city, "2016-01-01", "--set", "halve")["ingen over 10"]
    assert (forced["set"], forced["answer"]) == ("halve", "cannot_be_said")
    assert city.run("goals", "--set", "intet", expect=1).stderr.startswith("Error: No area set")


def test_a_goal_that_another_set_decides_too_is_told(city):
    """Both sets have all their figures: the answers may differ, so a note names the other."""
    city.areas(["Hele Nord", "Hele Syd"], set_name="halve")
    city.index([f"{name};2015;4,0;900;2016;" for name in ("Nord", "Midt", "Syd", "Vest")])
    rows = "".join(f"{name};2015;utryg_nabolag;12\n" for name in ("Hele Nord", "Hele Syd"))
    other = city.write("h.csv", "Område;År;Indikator;Procent\n" + rows)
    city.run("load", "index", other, "--set", "halve")
    set_goals(city, UNDER_10)
    answer = city.ask("goals", "--as-of", "2016-01-01")
    assert "sets_differ" in answer["rows"][0]["flags"]
    assert any("kunne også bedømmes i halve" in note for note in answer["notes"])


def test_a_row_for_each_area(city):
    """With --areas; what is missing stands by the area it is missing for."""
    city.index(["Nord;2015;18;300;2016;", "Midt;2015;10;300;2016;"])
    set_goals(city, UNDER_10)
    rows = city.ask("goals", "--as-of", "2016-01-01", "--areas")["rows"]
    assert [(row["name"], row["figure"], row["standing"]) for row in rows] == [
        ("Nord", 18.0, "not"), ("Midt", 10.0, "undecided"), ("Syd", None, "missing"),
        ("Vest", None, "missing"),
    ]  # fmt: skip
    assert rows[2]["missing"] == ["Tal for 2015 mangler for Syd."]


def test_what_is_no_rule_is_rejected(city):
    """Each row with its column and its reason; none of them is judged."""
    bad = [
        UNDER_10.replace("each_area", "nogle"),
        UNDER_10.replace("at_most;10", "at_most;"),
        UNDER_10.replace("at_most", "falls_by_percent"),
        UNDER_10.replace("31-12-2015", "snart"),
        UNDER_10.replace("utryg_nabolag", "lykke"),
        EFFEKT_1.replace("category=markant,intensiveret", "category=slem"),
        EFFEKT_1.replace(";2010;", ";2014;"),
        MAAL_5.replace("category=markant", ""),
        MAAL_5.replace("category=markant", "below=nan"),
        UNDER_10,
    ]
    done = set_goals(city, UNDER_10, *bad)
    assert "11 rows in, 1 stored, 10 rejected" in done.stdout
    rows = city.ask("status", "--rejects", "all")["rows"]
    assert [row["column"] for row in rows] == [
        "scope", "value", "comparison", "deadline", "indicator", "chosen_by", "baseline_year",
        "chosen_by", "chosen_by", "goal",
    ]  # fmt: skip


def test_a_goal_loaded_again_otherwise_is_rejected(city):
    """It is corrected with --replace, and then judged by its new value."""
    set_goals(city, UNDER_10, BYEN_5)
    path = city.write("ny.csv", "\n".join([HEAD, UNDER_10.replace(";10;", ";20;")]) + "\n")
    refused = city.run("load", "goals", path, expect=4)
    assert "load 2 has another goal of this name" in refused.stderr
    city.run("load", "goals", path, "--replace", 2)
    city.index([f"{name};2015;14,0;900;2016;" for name in ("Nord", "Midt", "Syd", "Vest")])
    found = asked(city, "2016-01-01")
    assert list(found) == ["ingen over 10"]
    assert found["ingen over 10"]["answer"] == "met"


def test_without_goals_or_figures_it_says_what_to_do(city):
    """And a goal that is not there is named with those that are."""
    assert f"{city.program} load goals" in city.run("goals", expect=1).stderr
    set_goals(city, UNDER_10)
    assert f"{city.program} load index" in city.run("goals", expect=1).stderr
    city.index(["Nord;2015;18;300;2016;"])
    assert "There are 'ingen over 10'" in city.run("goals", "--goal", "andet", expect=1).stderr


def test_every_format_holds_the_goals(city, tmp_path):
    """``value`` is a number here, though it is text among the rejects."""
    import pyarrow.parquet as pq

    city.index(["Nord;2015;18;300;2016;"])
    set_goals(city, UNDER_10)
    for name in ("g.csv", "g.xlsx", "g.parquet", "g.json"):
        city.run("goals", "--as-of", "2016-01-01", "-o", tmp_path / name)
    table = pq.read_table(tmp_path / "g.parquet").to_pylist()[0]
    assert (table["value"], table["n_not"], table["deadline"]) == (10.0, 1, "2015-12-31")
    whole = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert whole["settings"]["as_of"] == "2016-01-01"
    assert {one["kind"] for one in whole["sources"]} == {"areas", "index", "goals"}
