"""``status``, ``check`` and ``trace`` of figures of groups and of parts of years."""

import pytest

from tests.changed_stores import changing
from tests.small_city import City

HEAD = "Område;Periode;Køn;Procent;Antal svar;Udgave"
HALVES = (
    "Nord;1. halvår 2011;I alt;21;400;2011", "Nord;1. halvår 2011;Kvinder;31;200;2011",
    "Nord;1. halvår 2011;Mænd;11;200;2011", "Nord;1. halvår 2012;I alt;15;410;2012",
    "Nord;1. halvår 2012;Kvinder;19;210;2012", "Nord;1. halvår 2012;Mænd;12;200;2012",
)  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas with two half-years by sex, and residents that were summed."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    index(made, *HALVES)
    rows = "Område;År;Køn;Indbyggere\nNord;2011;Kvinder;2500\nNord;2011;Mænd;2600\n"
    made.run("load", "population", made.write("b.csv", rows), "--set", "bydele",
             "--adds-up", "køn")  # fmt: skip
    return made


def index(city, *rows, name="h.csv", head=HEAD, indicator="utryg_nabolag"):
    path = city.write(name, "\n".join([head, *rows]) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", f"indicator={indicator}")


def trace(city, *arguments):
    return city.ask("--lang", "en", "trace", *arguments)["rows"]


def test_trace_of_a_group_in_a_half_year(city):
    """The row of the women, not the first row of the half-year."""
    first = trace(city, "Nord", "2012-H1", "utryg_nabolag", "--group", "køn=kvinder")[0]
    assert first["what"] == (
        "Nord: Feel unsafe in the neighbourhood (kvinder; half-year 1), 2012."
    )
    assert (first["value"], first["row"]) == ("19 %", 5)
    assert (first["group"], first["period"], first["year"]) == ("køn=kvinder", "2012-H1", 2012)


@pytest.mark.parametrize("written", ["2012-H1", "1. halvår 2012", "2012H1"])
def test_trace_of_everybody_in_a_half_year(city, written):
    first = trace(city, "Nord", written, "utryg_nabolag")[0]
    assert (first["value"], first["row"], first["group"]) == ("15 %", 4, None)


def test_trace_of_a_whole_year_has_no_columns_of_groups(city):
    city.index(["Nord;2014;16;300;2015;"], name="aar.csv")
    rows = trace(city, "Nord", "2014", "utryg_nabolag")
    assert (rows[0]["value"], "group" in rows[0], "period" in rows[0]) == ("16 %", False, False)


def test_trace_of_the_change_of_a_group(city):
    """The verdict and the numbers are those of ``change``."""
    asked = ("--group", "køn=kvinder", "--baseline", "2011-H1")
    steps = trace(city, "Nord", "2012-H1", "utryg_nabolag", *asked)
    change = city.ask("--lang", "en", "change", "--year", "2012-H1", *asked)["rows"]
    row = next(row for row in change if row["area"] == "1")
    assert (steps[0]["value"], steps[0]["what"]) == (row["verdict"], row["sentence"])
    assert (steps[1]["what"], steps[1]["value"]) == (
        "The change: 2012-H1 less 2011-H1.", "19 − 31 = −12"
    )  # fmt: skip
    assert [step["row"] for step in steps if step["value"] in {"19 %", "31 %"}] == [5, 2]


def test_trace_says_which_groups_and_periods_there_are(city):
    said = city.run("--lang", "en", "trace", "Nord", "2012-H1", "utryg_nabolag", "--group",
                    "alder=15-24", expect=1).stderr  # fmt: skip
    assert "for alder=15-24, 2012-H1. Groups: '*', 'køn=kvinder', 'køn=mænd'" in said
    assert "Periods: 2011-H1, 2012-H1" in said
    said = city.run("--lang", "en", "trace", "Nord", "2013-H1", "utryg_nabolag", expect=1).stderr
    assert "in 2013-H1 in the set 'bydele'. There are for 2011-H1, 2012-H1." in said


def test_trace_of_a_gap(city):
    """The difference that ``gap`` gives, and both rows."""
    groups = ("køn=kvinder", "køn=mænd")
    steps = trace(city, "Nord", "2012-H1", "utryg_nabolag", "--group", groups[0], "--and",
                  groups[1])  # fmt: skip
    assert (steps[0]["what"], steps[0]["value"]) == (
        "Nord: the gap, køn=kvinder less køn=mænd.", "19 − 12 = 7"
    )  # fmt: skip
    figures = [(step["group"], step["row"]) for step in steps if step["value"] in {"19 %", "12 %"}]
    assert figures == [("køn=kvinder", 5), ("køn=mænd", 6)]
    rows = city.ask("gap", "utryg_nabolag", "--between", groups[0], "--and", groups[1], "--year",
                    "2012-H1")["rows"]  # fmt: skip
    assert next(row for row in rows if row["area"] == "1")["gap_pp"] == 7
    city.run("trace", "Nord", "2012-H1", "utryg_nabolag", "--and", groups[1], expect=2)
    said = city.run("--lang", "en", "trace", "Nord", "2012-H1", "utryg_nabolag", "--group",
                    groups[0], "--and", "køn=x", expect=1)  # fmt: skip
    assert "There is no figure of køn=x for Nord in 2012-H1" in said.stderr


def test_trace_refuses_what_is_not_of_groups(city):
    for subject in ("incidents", "category"):
        city.run("trace", "Nord", "2012-H1", subject, expect=2)
        city.run("trace", "Nord", "2012", subject, "--group", "køn=mænd", expect=2)
    city.run("trace", "Nord", "2012-H1", "utryg_nabolag", "--baseline", "2011", expect=2)


def test_trace_follows_residents_that_were_summed(city):
    """2,500 and 2,600, each with its row."""
    path = city.write("i.csv", "id;dato;x;y\nA;2011-02-03 10:10;720100;6170100\n")
    city.run("load", "incidents", path, "--source", "s")
    steps = {step["what"]: step for step in trace(city, "Nord", "2011", "incidents")}
    total = steps[
        "Nord: the residents are the sum of the groups by køn, which were said to add up."
    ]
    assert total["value"] == "2,500 + 2,600 = 5,100"
    women = steps["Nord: residents of køn=kvinder."]
    assert (women["value"], women["row"], women["group"]) == ("2,500", 1, "køn=kvinder")


def test_trace_of_a_group_of_answers(city):
    """The sums are those of the group's answers, also where they belong to other groups too."""
    lines = [f"Nord;{svar};{sex};{age}" for sex, age, svar, n in (
        ("Kvinder", "15-24", "ja", 20), ("Kvinder", "25-44", "nej", 30),
        ("Mænd", "15-24", "nej", 50)) for _ in range(n)]  # fmt: skip
    path = city.write("s.csv", "\n".join(["Område;Svar;Køn;Alder", *lines]) + "\n")
    city.run("load", "survey", path, "--set", "bydele", "--fixed", "indicator=tryg_nabolag",
             "--fixed", "year=2014", "--yes", "ja", "--no", "nej", "--by-group", "Køn",
             "--by-group", "Alder")  # fmt: skip
    steps = trace(city, "Nord", "2014", "tryg_nabolag", "--group", "køn=kvinder")
    assert "100 × 20 / 50 = 40" in [step["value"] for step in steps]
    whole = trace(city, "Nord", "2014", "tryg_nabolag")
    assert "100 × 20 / 100 = 20" in [step["value"] for step in whole]


def test_a_replaced_figure_is_that_of_the_same_group(city):
    rows = [row.replace(";19;", ";18;") for row in HALVES]
    path = city.write("ny.csv", "\n".join([HEAD, *rows]) + "\n")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag",
             "--replace", 2)  # fmt: skip
    steps = trace(city, "Nord", "2012-H1", "utryg_nabolag", "--group", "køn=kvinder")
    assert steps[0]["value"] == "18 %"
    assert [step["value"] for step in steps if step["load"] == 2] == ["h.csv", "19 %"]


def test_status_counts_groups_and_parts_of_years(city):
    answer = city.ask("--lang", "en", "status")
    assert answer["notes"][1:4] == [
        "population bydele: 1 row, 2011 to 2011",
        "figures bydele utryg_nabolag, half-years: 2 rows, 2011-H1 to 2012-H1",
        (
            "figures bydele utryg_nabolag by køn (kvinder, mænd), half-years: 4 rows, "
            "2011-H1 to 2012-H1"
        ),
    ]
    assert answer["notes"][4] == "population bydele by køn (kvinder, mænd): 2 rows, 2011 to 2011"
    assert answer["settings"]["groups"] == {"køn": ["kvinder", "mænd"]}
    assert answer["settings"]["parts"] == ["H1"]


def test_status_of_whole_years_says_nothing_of_groups(tmp_path):
    city = City(tmp_path)
    city.areas(["Nord"])
    city.index(["Nord;2014;16;300;2015;"])
    answer = city.ask("status")
    assert {"groups", "parts"}.isdisjoint(answer["settings"])
    assert len(answer["notes"]) == 3
    assert "group" not in city.ask("status", "--figures")["rows"][0]


def test_status_lists_every_figure_with_its_group_and_period(city):
    rows = city.ask("status", "--figures", "utryg_nabolag")["rows"]
    assert [(row["period"], row["group"], row["percent"]) for row in rows] == [
        ("2011-H1", None, 21), ("2011-H1", "køn=kvinder", 31), ("2011-H1", "køn=mænd", 11),
        ("2012-H1", None, 15), ("2012-H1", "køn=kvinder", 19), ("2012-H1", "køn=mænd", 12),
    ]  # fmt: skip


def findings(city, kind):
    rows = city.ask("--lang", "en", "check", "--kind", kind)["rows"]
    return [(row["how_sure"], row["area"], row.get("period"), row["what"]) for row in rows]


def test_editions_that_print_groups_differently(city):
    """Everybody's by itself; those of groups as one, however many; every one in ``status``."""
    rows = ["Nord;1. halvår 2012;I alt;17;410;2013", "Nord;1. halvår 2012;Kvinder;22;210;2013",
            "Nord;1. halvår 2012;Mænd;14;200;2013"]  # fmt: skip
    index(city, *rows, name="ny.csv")
    assert findings(city, "edition_conflict") == [
        ("possible", "1", "2012-H1",
         ("Nord: Feel unsafe in the neighbourhood (half-year 1) of 2012 is printed differently: "
         "15 (edition 2012), 17 (edition 2013).")),
        ("possible", "1", "2012-H1",
         ("2 figures of groups are printed differently, such as Nord, Feel unsafe in the "
         "neighbourhood (kvinder; half-year 1) of 2012: 19 (edition 2012), 22 (edition "
         "2013).")),
    ]  # fmt: skip
    conflicts = city.ask("status", "--conflicts")["rows"]
    assert [(row["group"], row["percent"]) for row in conflicts] == [
        (None, 15), (None, 17), ("køn=kvinder", 19), ("køn=kvinder", 22), ("køn=mænd", 12),
        ("køn=mænd", 14),
    ]  # fmt: skip


def test_everybody_is_between_the_groups(city):
    """15 lies between 12 and 19; 23 does not, and 19.4 may: it is printed as 19 and 20 is."""
    assert findings(city, "groups_and_whole") == []
    rows = ["Nord;2014;I alt;23;400;2015", "Nord;2014;Kvinder;19;200;2015",
            "Nord;2014;Mænd;12;200;2015", "Syd;2014;I alt;20;400;2015",
            "Syd;2014;Kvinder;19;200;2015", "Syd;2014;Mænd;19;200;2015",
            "Syd;2015;I alt;30;400;2016", "Syd;2015;Kvinder;19;200;2016",
            "Syd;2015;Mænd;19;200;2016"]  # fmt: skip
    index(city, *rows, name="ny.csv")
    assert findings(city, "groups_and_whole") == [
        ("possible", "1", None,
         ("Nord: 23 for everybody does not lie between the groups by køn (11.5 to 19.5). So it is "
         "in 2 figures of this load.")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("everybody", "outcome"), [(5000, "likely"), (5099, None), (5101, None), (5200, "possible")]
)
def test_groups_of_residents_and_everybody(city, everybody, outcome):
    """2,500 and 2,600 are 5,100; half a per cent is let pass."""
    with changing(city.store) as con:
        con.execute("update population set population = ? where group_key = ''", [everybody])
    found = findings(city, "groups_and_whole")
    assert [sure for sure, *_ in found] == ([outcome] if outcome else [])
    if outcome:
        assert found[0][3].startswith("Nord: the groups by køn hold 5,100 residents, everybody")


def test_shares_of_groups_over_100(city):

    with changing(city.store) as con:
        con.execute("update estimate set percent = 120 where group_key = 'køn=mænd' "
                    "and year = 2012")  # fmt: skip
    rows = city.ask("--lang", "en", "check", "--kind", "share_over_100")["rows"]
    assert [(row["group"], row["period"], row["row"]) for row in rows] == [
        ("køn=mænd", "2012-H1", 6)
    ]
    assert "(mænd; half-year 1)" in rows[0]["where"]


def test_safe_and_unsafe_of_one_group(city):
    index(city, "Nord;1. halvår 2012;Kvinder;85;210;2012", "Nord;1. halvår 2012;Mænd;85;200;2012",
          name="t.csv", indicator="tryg_nabolag")  # fmt: skip
    rows = city.ask("check", "--kind", "safe_and_unsafe_over_100")["rows"]
    assert [(row["group"], row["period"]) for row in rows] == [("køn=kvinder", "2012-H1")]


def test_check_counts_figures_of_groups(city):
    assert city.ask("check")["settings"]["n_figures"] == 6
