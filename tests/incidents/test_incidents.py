"""``incidents``: counts, rates and their change, written out by hand."""

import json

import pandas as pd
import pytest

from tests.small_city import City, by_area
from tests.tools.workbooks import named_rows

COLUMNS = [
    "area", "name", "category", "period", "n", "population", "rate_per_1000", "ci_low", "ci_high",
    "baseline_n", "rate_ratio", "rr_low", "rr_high", "p", "p_adjusted", "verdict", "flags",
    "city_ratio", "city_ratio_low", "city_ratio_high", "eb_rate_per_1000",
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city of two areas with 30 and 18 incidents in Nord, some without a place.

    2 and 5 lie outside both areas.
    """
    made = City(tmp_path_factory.mktemp("filled"))
    made.areas(["Nord", "Midt"])
    rows = []
    for year, inside, placeless, outside in ((2010, 30, 1, 2), (2020, 18, 3, 5)):
        rows += [f"01-01-{year};720500,5;6170500;Vold" for _ in range(inside)]
        rows += [f"31-12-{year};;;Indbrud" for _ in range(placeless)]
        rows += [f"01-06-{year};720500;6172500;Indbrud" for _ in range(outside)]
    rows += ["05-05-2020;;;Indbrud"]
    text = "Sagsnr;Dato;X;Y;Kategori\n"
    text += "\n".join(f"{at};{row}" for at, row in enumerate(rows))
    made.run("load", "incidents", made.write("h.csv", text))
    return made


@pytest.fixture
def city(filled, tmp_path):
    """Return a copy of that city."""
    return filled.copied(tmp_path)


def test_counts_by_hand(city):
    """18 in Nord, none in Midt, 4 without a place: 22; 5 lie outside and are not the city's."""
    answer = city.ask("incidents", "--year", 2020)
    rows = by_area(answer)
    assert [row["area"] for row in answer["rows"]] == ["*", "1", "2", "outside", "-"]
    assert {code: row["n"] for code, row in rows.items()} == {
        "*": 22, "1": 18, "2": 0, "outside": 5, "-": 4,
    }  # fmt: skip
    assert {code: row["baseline_n"] for code, row in rows.items()} == {
        "*": 31, "1": 30, "2": 0, "outside": 2, "-": 1,
    }  # fmt: skip
    assert all(list(row) == COLUMNS for row in answer["rows"])
    assert any("4 af 22 hændelser i 2020 (18,2 %)" in note for note in answer["notes"])
    assert (rows["-"]["verdict"], rows["-"]["p"]) == ("not_testable", None)


def test_years_the_wrong_way_round_are_refused(city):
    """From 2020 back to 2010 a fall would be told as a rise."""
    refused = city.run("incidents", "--baseline", 2020, "--year", 2010, expect=2)
    assert "--baseline 2020 lies after --year 2010. Turn them round" in refused.stderr


def test_a_date_that_no_incident_has_is_named(city):
    """The extract has no date of report: that is the reason, not the years it covers."""
    refused = city.run("incidents", "--year", 2020, "--date", "reported", expect=1)
    assert "No incident in the store says when it was reported." in refused.stderr


def test_without_population_only_counts_are_compared(city):
    """30 to 18 is a ratio of 0.6 that cannot be told from no change, and says what it is."""
    row = by_area(city.ask("incidents", "--year", 2020))["1"]
    assert (row["rate_per_1000"], row["population"]) == (None, None)
    assert row["rate_ratio"] == pytest.approx(0.6 * 365 / 366)
    assert row["verdict"] == "not_distinguishable"
    assert row["flags"] == ["no_population", "counts_only", "chance_only"]


def test_rates_use_the_population_of_their_own_year(city):
    """18 of 2,000 in 366 days is 8.98 per 1,000 in 365 (9 would be 5.334 to 14.224), 30 before."""
    people = "Område;År;Folketal\nNord;2010;1.000\nNord;2020;2.000\nMidt;2010;10\nMidt;2020;10\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    rows = by_area(city.ask("incidents", "--year", 2020))
    day = 365 / 366
    assert rows["1"]["rate_per_1000"] == pytest.approx(9 * day)
    assert rows["1"]["ci_low"] == pytest.approx(5.334 * day, abs=1e-3)
    assert rows["1"]["ci_high"] == pytest.approx(14.224 * day, abs=1e-3)
    assert rows["1"]["rate_ratio"] == pytest.approx(0.3 * day)
    assert rows["1"]["verdict"] == "better"
    assert rows["*"]["population"] == 2010
    assert rows["*"]["rate_per_1000"] == pytest.approx(22 / 2.01 * day)
    assert rows["-"]["rate_per_1000"] is None


def test_one_category(city):
    """Only the category asked for counts; an unknown one names those there are."""
    rows = by_area(city.ask("incidents", "--year", 2020, "--category", "Vold"))
    assert (rows["*"]["n"], rows["1"]["n"], rows["-"]["n"]) == (18, 18, 0)
    unknown = city.run("incidents", "--year", 2020, "--category", "Røveri", expect=1)
    assert "Indbrud, Vold" in unknown.stderr


def test_a_year_that_no_extract_covers_is_no_baseline(city):
    """Nothing loaded is not the same as nothing happened."""
    rows = by_area(city.ask("incidents", "--year", 2020, "--baseline", 2005))
    assert rows["1"]["baseline_n"] is None
    assert rows["1"]["verdict"] == "no_baseline"
    assert "no_baseline" in rows["1"]["flags"]


def test_a_year_that_is_half_loaded_is_compared_with_the_same_days(city):
    """An extract that ends in June 2021: only 1 January to 1 June count, in 2010 too."""
    late = city.write("sen.csv", "Sagsnr;Dato;X;Y\nny1;01-06-2021;720500;6170500\n")
    city.run("load", "incidents", late)
    answer = city.ask("incidents", "--year", 2021)
    assert answer["settings"]["days"] == ["2021-01-01", "2021-06-01"]
    assert any("01-01-2021 til 01-06-2021" in note for note in answer["notes"])
    rows = by_area(answer)
    assert (rows["1"]["n"], rows["1"]["baseline_n"]) == (1, 30)
    assert rows["-"]["baseline_n"] == 0
    assert "part_year" in rows["1"]["flags"]


def test_a_year_beyond_the_extracts_is_refused(city):
    """Nothing is known of 2099: exit 1, and from when to when there is something."""
    result = city.run("incidents", "--year", 2099, expect=1)
    assert "2010-01-01 to 2020-12-31" in result.stderr


def reports(made, rows, name="anmeldelser.csv"):
    """Load incidents in the middle of Nord written as occurred;reported."""
    lines = [f"{name}{at};{row};720500;6170500" for at, row in enumerate(rows)]
    text = "\n".join(["Sagsnr;Dato;Anmeldt;X;Y", *lines])
    made.run("load", "incidents", made.write(name, text))


@pytest.fixture
def nord(tmp_path):
    """Return a city of one area without incidents."""
    made = City(tmp_path)
    made.areas(["Nord"])
    return made


def yearly(counts):
    """Return so many incidents on the first and on the last day of each year, unreported."""
    return [
        f"{day}-{year};" for year, n in counts.items() for day in ["01-01"] * (n - 1) + ["31-12"]
    ]


def test_counts_that_swing_are_judged_with_what_they_swing(nord):
    """10 and 30 in turn for six years, then 30: three times 2010, and nothing out of the way."""
    reports(nord, yearly(dict(zip(range(2010, 2017), [10, 30, 10, 30, 10, 30, 30], strict=True))))
    answer = nord.ask("incidents", "--year", 2016)
    row, settings = by_area(answer)["1"], answer["settings"]
    assert settings["test"] == "mid-p of counts that swing"
    assert 6 < settings["phi"] < 7.5
    assert settings["swing_years"] == [2010, 2011, 2012, 2013, 2014, 2015]
    assert "overdispersed" in row["flags"]
    assert row["rate_ratio"] == pytest.approx(3 * 365 / 366)
    assert (row["verdict"], row["rr_low"] < 1 < row["rr_high"]) == ("not_distinguishable", True)
    assert any("6 tidligere år (2010–2015)" in note for note in answer["notes"])


def test_steady_counts_are_judged_by_chance_alone(nord):
    """20 a year for six years, then 120: nothing swings, and no flag."""
    reports(nord, yearly(dict.fromkeys(range(2010, 2016), 20) | {2016: 120}))
    answer = nord.ask("incidents", "--year", 2016)
    row = by_area(answer)["1"]
    settings = answer["settings"]
    assert (settings["phi"], settings["alpha"], settings["alpha_common"]) == (1, None, None)
    assert (row["verdict"], row["flags"]) == ("worse", ["no_population", "counts_only"])


def test_a_leap_day_is_no_crime(nord):
    """40 every day of February 2015 and 2016: the ratio is 1 (R's poisson.test: p = 1)."""
    days = [
        f"{day:02}-02-{year};" for year, n in ((2015, 28), (2016, 29)) for day in range(1, n + 1)
    ]
    reports(nord, [one for one in days for _ in range(40)])
    answer = nord.ask("incidents", "--year", 2016, "--baseline", 2015)
    row = by_area(answer)["1"]
    assert (row["baseline_n"], row["n"], row["rate_ratio"]) == (1120, 1160, pytest.approx(1))
    assert (row["p"], row["verdict"]) == (pytest.approx(1, abs=1e-3), "not_distinguishable")
    assert any("2016 har en skuddag" in note for note in answer["notes"])


def test_too_few_earlier_years_are_said(city):
    """One year before 2020: nothing is known of swings, and a note says what that means."""
    answer = city.ask("incidents", "--year", 2020)
    assert answer["settings"]["phi"] is None
    assert answer["settings"]["test"] == "mid-p"
    assert "chance_only" in by_area(answer)["1"]["flags"]
    assert any("kun taget højde for tilfældigheder" in note for note in answer["notes"])


def test_the_family_is_stated_and_can_be_changed(city):
    """One area had incidents: the other cannot be decided by any test, and is no part of it."""
    holm = city.ask("incidents", "--year", 2020)
    assert (holm["settings"]["adjust"], holm["settings"]["family_size"]) == ("holm", 1)
    row = by_area(holm)["1"]
    assert row["p_adjusted"] == row["p"]
    alone = city.ask("incidents", "--year", 2020, "--adjust", "none")
    assert alone["settings"]["adjust"] == "none"
    assert by_area(alone)["1"]["p_adjusted"] == by_area(alone)["1"]["p"] == row["p"]
    hochberg = city.ask("incidents", "--year", 2020, "--adjust", "bh")
    assert any("Benjamini-Hochberg over ét område" in note for note in hochberg["notes"])


def test_change_beside_the_city(city):
    """Nord 30 to 18 is .6, the city 31 to 22 is .7097: Nord fell to .8455 of the city's ratio."""
    rows = by_area(city.ask("incidents", "--year", 2020))
    assert rows["1"]["city_ratio"] == pytest.approx(0.6 / (22 / 31))
    assert rows["1"]["city_ratio_low"] < 0.8455 < rows["1"]["city_ratio_high"]
    # nothing in Midt in either year, and the city is not compared with itself
    assert [rows[code]["city_ratio"] for code in ("2", "*", "-")] == [None, None, None]


def test_rates_are_not_compared_with_counts(city):
    """Nord has people in both years and Midt none: no rate of the city to stand beside."""
    people = "Område;År;Folketal\nNord;2010;1.000\nNord;2020;2.000\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    row = by_area(city.ask("incidents", "--year", 2020))["1"]
    assert row["rate_ratio"] == pytest.approx(0.3 * 365 / 366)
    assert row["city_ratio"] is None


def test_empirical_bayes_rates(city):
    """Nord 18 of 1,000 and Midt 0 of 1,000: b .009, a .000081 − .000009, own weight 8/9.

    A leap day more is as if there were 366/365 as many people.
    """
    people = "Område;År;Folketal\nNord;2020;1.000\nMidt;2020;1.000\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    rows = by_area(city.ask("incidents", "--year", 2020))
    assert rows["1"]["eb_rate_per_1000"] == pytest.approx(17 * 365 / 366)
    assert rows["2"]["eb_rate_per_1000"] == pytest.approx(365 / 366)
    assert (rows["*"]["eb_rate_per_1000"], rows["-"]["eb_rate_per_1000"]) == (None, None)


def test_counting_by_the_day_of_the_report(nord):
    """Two of 2019 were reported in 2020: 3 and 4 by occurrence, 1 and 5 by report; 1 never."""
    reports(nord, [
        "01-01-2019;01-01-2019", "20-12-2019;05-01-2020", "21-12-2019;06-01-2020",
        "01-01-2020;01-01-2020", "01-02-2020;01-02-2020", "31-12-2020;31-12-2020",
        "01-03-2020;",
    ])  # fmt: skip
    asked = ("incidents", "--year", 2020, "--baseline", 2019)
    occurred, reported = nord.ask(*asked), nord.ask(*asked, "--date", "reported")
    found = {
        one["settings"]["date_used"]: (by_area(one)["1"]["baseline_n"], by_area(one)["1"]["n"])
        for one in (occurred, reported)
    }
    assert found == {"occurred": (3, 4), "reported": (1, 5)}
    assert any("den dag, de blev anmeldt" in note for note in reported["notes"])
    assert any(note.endswith("ikke er talt med: 1.") for note in reported["notes"])
    assert not any("de skete (" in note for note in reported["notes"])


def test_late_reports_after_the_last_occurrence_make_no_year(nord):
    """An extract cut at the end of 2020 has reports of January 2021; that year has not begun."""
    reports(nord, ["01-01-2020;01-01-2020", "31-12-2020;04-01-2021"])
    answer = nord.ask("incidents", "--date", "reported")
    assert answer["settings"]["year"] == 2020
    gone = nord.run("incidents", "--date", "reported", "--year", 2021, expect=1)
    assert "The extracts do not cover 2021" in gone.stderr


def test_late_registration_is_shown(nord):
    """1 of 3 in 2020 was reported in 2021; of 2019's four 2 took over 30 days, 1 over 90."""
    reports(nord, [
        "01-01-2019;01-01-2019", "01-06-2019;01-06-2019", "02-06-2019;10-07-2019",
        "31-12-2019;15-04-2020",
        "01-01-2020;01-01-2020", "01-06-2020;02-06-2020", "30-12-2020;05-01-2021",
        "31-12-2020;",
    ])  # fmt: skip
    notes = nord.ask("incidents", "--year", 2020, "--baseline", 2019)["notes"]
    assert any(note.startswith("1 af 3 hændelser i 2020") for note in notes)
    unfinished = [note for note in notes if "ikke færdigregistreret" in note]
    assert len(unfinished) == 1
    assert "05-01-2021" in unfinished[0]
    assert "50,0 % anmeldt mere end 30 dage og 25,0 % mere end 90 dage" in unfinished[0]


def test_an_old_year_is_complete(nord):
    """Reports run on for half a year after 2020: nothing is said of unfinished months."""
    reports(nord, [
        "01-01-2019;20-12-2019", "31-12-2019;31-12-2019",
        "01-01-2020;01-01-2020", "31-12-2020;31-12-2020", "01-07-2021;01-07-2021",
    ])  # fmt: skip
    notes = nord.ask("incidents", "--year", 2020, "--baseline", 2019)["notes"]
    assert not any("ikke færdigregistreret" in note for note in notes)


def test_nothing_is_said_of_reports_that_are_not_there(city):
    """An extract without days of report says nothing of late registration."""
    notes = city.ask("incidents", "--year", 2020)["notes"]
    assert not any("anmeldt" in note for note in notes)


def test_areas_full_of_visitors_are_marked(city):
    """Only Nord is marked: a flag, and a note that says who is in the rate."""
    people = (
        "Område;År;Folketal;Besøgstung\nNord;2010;1000;\nNord;2020;1000;x\n"
        "Midt;2010;1000;nej\nMidt;2020;1000;nej\n"
    )
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    answer = city.ask("incidents", "--year", 2020)
    rows = by_area(answer)
    assert [code for code, row in rows.items() if "visitor_heavy" in row["flags"]] == ["1"]
    assert any("mange besøgende for Nord:" in note for note in answer["notes"])
    assert "visitor_heavy" not in by_area(city.ask("incidents", "--year", 2010, "--baseline",
                                                   2005))["1"]["flags"]  # fmt: skip


def test_every_format_has_the_new_columns(city):
    """A workbook, a layer, GeoParquet, CSV and the table."""
    import geopandas

    asked = ("incidents", "--year", 2020, "-o")
    for name in ("ny.xlsx", "ny.gpkg", "ny.geojson", "ny.parquet", "ny.csv", "ny.txt"):
        city.run(*asked, city.folder / name)
    ratio = 0.6 / (22 / 31)
    assert named_rows(city.folder / "ny.xlsx")[1]["city_ratio"] == pytest.approx(ratio)
    layer = geopandas.read_file(city.folder / "ny.gpkg", layer="incidents")
    assert layer["city_ratio"][0] == pytest.approx(ratio)
    layer = json.loads((city.folder / "ny.geojson").read_text(encoding="utf-8"))
    assert layer["features"][0]["properties"]["city_ratio"] == pytest.approx(ratio)
    parquet = pd.read_parquet(city.folder / "ny.parquet")
    assert str(parquet["eb_rate_per_1000"].dtype) == "Float64"
    assert "city_ratio_high,eb_rate_per_1000" in (city.folder / "ny.csv").read_text("utf-8-sig")
    assert "0,85" in (city.folder / "ny.txt").read_text(encoding="utf-8")
