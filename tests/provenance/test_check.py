"""``hotspots check`` on a store: what it finds, how it says so, and the code it ends with."""

import json
from datetime import date, timedelta

import openpyxl
import pytest
from click.testing import CliRunner

from hotspots.analysis.provenance.limits import as_settings
from hotspots.cli.main import main
from hotspots.model.provenance import CHECK_COLUMNS, CHECKS, OLD_LOAD_CHECKS
from hotspots.sentences.texts import keys
from tests import real_data
from tests.changed_stores import changing
from tests.small_city import SOUTH_M, WEST_M, City
from tests.tools.reference_docs import DOCS
from tests.tools.workbooks import named_columns

NAMES = ["Nord", "Syd", "Øst", "Vest"]


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas."""
    made = City(tmp_path)
    made.areas(NAMES)
    return made


def index(city, *rows, name="tal.csv", better=()):
    """Load rows of area;year;indicator;percent;count;edition."""
    head = "Område;År;Indikator;Procent;count;Udgave\n"
    path = city.write(name, head + "\n".join(rows) + "\n")
    return city.run("load", "index", path, "--set", "bydele", *better)


def incidents(city, rows, name="h.csv", source="politi"):
    """Load (day, x, y, category) rows with ids of their own."""
    lines = [
        f"{name}-{at},{day}T12:10,{x},{y},{kind}" for at, (day, x, y, kind) in enumerate(rows)
    ]
    path = city.write(name, "\n".join(["id,occurred,x,y,category", *lines]) + "\n")
    city.run("load", "incidents", path, "--source", source)


def spread(first, last, per_day=1, kind="Vold", at=0):
    """Return incidents spread over days and places, from one day to another."""
    days = (last - first).days + 1
    return [
        (first + timedelta(days=day), WEST_M + 10 + (1237 * day + 91 * at + 613 * turn) % 3900,
         SOUTH_M + 10 + (11 * day + 57 * turn + at) % 980, kind)
        for day in range(days) for turn in range(per_day)
    ]  # fmt: skip


def found(city, *arguments):
    """Return the findings as (check, how sure, area, year)."""
    rows = city.ask("check", *arguments)["rows"]
    return [(row["check"], row["how_sure"], row["area"], row["year"]) for row in rows]


def test_a_clean_store(city):
    """Nothing is found, said in words, with how much was gone through; --strict is content."""
    index(city, "Nord;2010;utryg_nabolag;11;;2024", "Nord;2020;utryg_nabolag;5;;2024")
    shown = city.run("--lang", "en", "check", "--strict").stdout
    assert "Nothing was found." in shown
    assert "area sets: 1, areas: 4, figures: 2, populations: 0, incidents: 0" in shown
    danish = city.run("check").stdout
    assert "Intet fundet." in danish
    assert "inddelinger: 1, områder: 4, målinger: 2" in danish


def test_a_rate_that_fits_neither_population_nor_years(city):
    """The figures stand in the sentence, in the language; the place names load, file and row."""
    index(city, "Nord;2019;borgervendt_pr_1000;22,9;739;",
          "Nord;2020;borgervendt_pr_1000;18,9;846;",
          "Syd;2019;borgervendt_pr_1000;22,9;739;")  # fmt: skip
    people = city.write("folk.csv", "Område;År;Folketal\nNord;2020;44500\nSyd;2019;52000\n")
    city.run("load", "population", people, "--set", "bydele")
    rows = city.ask("check")["rows"]
    assert [(row["area"], row["year"], row["row"]) for row in rows] == [
        ("1", 2020, 2),
        ("2", 2019, 3),
    ]
    assert rows[0]["what"] == (
        "Nord: 739 anmeldelser og 22,9 pr. 1.000 i 2019 svarer til 32.271 indbyggere; "
        "846 og 18,9 i 2020 svarer til 44.762, en ændring på 39 %."
    )
    assert rows[0]["where"].endswith("indlæsning 2 (tal.csv), række 2")
    english = city.ask("--lang", "en", "check")["rows"][1]
    assert "imply 32,271 residents, but 52,000 are loaded, 38 % apart" in english["what"]


def test_population_that_jumps(city):
    """40,000 to 52,000 in a year; the same in three years is nothing."""
    rows = "Nord;2010;40000\nNord;2011;52000\nSyd;2010;40000\nSyd;2013;52000\n"
    city.run("load", "population", city.write("folk.csv", "Område;År;Folketal\n" + rows),
             "--set", "bydele")  # fmt: skip
    assert found(city) == [("population_jump", "likely", "1", 2011)]


def test_safe_and_unsafe_together_over_100(city):
    """93 and 9 of one edition; another edition's 93 and 9 do not meet."""
    index(city, "Nord;2023;tryg_nabolag;93;;2023", "Nord;2023;utryg_nabolag;9;;2023",
          "Syd;2023;tryg_nabolag;93;;2023", "Syd;2023;utryg_nabolag;9;;2024")  # fmt: skip
    assert found(city) == [("safe_and_unsafe_over_100", "certain", "1", 2023)]


def test_a_share_over_100(city):
    """A load turns it away; one that came into the store otherwise is found."""
    index(city, "Nord;2023;utryg_nabolag;10;;", "Syd;2023;utryg_nabolag;10;;")
    with changing(city.store) as con:
        con.execute("update estimate set percent = 104 where row_number = 2")
    assert found(city) == [("share_over_100", "certain", "2", 2023)]


def test_an_area_without_a_figure(city):
    """West has none in 2020, when three of four have; a withheld figure is one."""
    rows = [f"{name};{year};utryg_nabolag;{10 + at};;" for at, name in enumerate(NAMES)
            for year in (2019, 2020, 2021)]  # fmt: skip
    rows = ["Syd;2021;utryg_nabolag;..;;" if row.startswith("Syd;2021") else row for row in rows]
    index(city, *(row for row in rows if not row.startswith("Vest;2020")))
    assert found(city) == [("area_missing", "likely", "4", 2020)]


def test_a_year_with_few_areas(city):
    """One area where four are usual."""
    rows = [f"{name};{year};utryg_nabolag;{10 + at};;" for at, name in enumerate(NAMES)
            for year in (2019, 2020)]  # fmt: skip
    index(city, *rows, "Nord;2021;utryg_nabolag;10;;")
    assert found(city) == [("few_areas", "possible", None, 2021)]


def test_one_indicator_under_two_spellings(city):
    """``utryg-nabolag`` beside ``utryg_nabolag`` is one indicator, and its row a repeat."""
    index(city, "Nord;2023;utryg_nabolag;10;;", "Nord;2023;utryg-nabolag;10;;")
    assert found(city) == [("rejected_rows", "likely", None, None)]


def test_editions_that_print_a_figure_differently(city):
    """22 and 24 do; 10.9 and 11 round to the same, and one edition alone is no conflict."""
    index(city, "*;2009;utryg_aften_nat;22;;2013", "*;2009;utryg_aften_nat;24;;2018",
          "*;2009;utryg_nabolag;10,9;;2014", "*;2009;utryg_nabolag;11;;2018",
          "Nord;2009;utryg_nabolag;10,4;;2014", "Nord;2009;utryg_nabolag;11;;2018",
          "Syd;2009;utryg_nabolag;12;;2014")  # fmt: skip
    rows = city.ask("check")["rows"]
    assert [(row["check"], row["area"]) for row in rows] == [
        ("edition_conflict", "*"), ("edition_conflict", "1"),
    ]  # fmt: skip
    assert "22 (udgave 2013), 24 (udgave 2018)" in rows[0]["what"]
    city.run("check", "--strict")


def test_a_series_across_its_break(city):
    """Reports of 2023 and 2024 count other offences; 2022 and 2023 alone are no finding."""
    index(city, "*;2022;borgervendt_pr_1000;40;;", "*;2023;borgervendt_pr_1000;39;;")
    assert found(city) == []
    index(city, "*;2024;straffelov_pr_1000;73;;", name="nye.csv")
    (row,) = city.ask("--lang", "en", "check")["rows"]
    assert (row["check"], row["how_sure"], row["year"]) == ("definition_break", "possible", 2024)
    assert "up to 2023 (2) and from 2024 (1) are not comparable across 2024" in row["what"]


def test_designations_by_two_sets_of_criteria(city):
    """4 of 2009 and 6 of 2010 were not chosen by the same rule."""
    with changing(city.store) as con:
        con.execute(
            "insert into load select 2, 'designations', null, loaded_by, loaded_at_utc, 'u.csv', "
            "'0', source, timezone, synthetic, settings, 2, 2, 0, null, null, 2, null, null, null "
            "from load"
        )
        for at, (year, rule) in enumerate([(2009, "regler 1"), (2010, "regler 2")]):
            con.execute(
                "insert into designation (load_id, row_number, kind, name, year, designated, "
                "criteria_set) values (2, $at, 'udsat', 'Park', $year, true, $rule)",
                {"at": at + 1, "year": year, "rule": rule},
            )
    assert found(city) == [("designation_criteria", "possible", None, 2010)]
    assert "designations udsat: 2 rows, 2009 to 2010" in city.ask("status")["notes"]


def test_incidents_there_twice(city):
    """Thirty of 396 stand there again under another id."""
    rows = spread(date(2020, 1, 1), date(2020, 12, 31))
    incidents(city, [*rows, *rows[:30]])
    (row,) = city.ask("check")["rows"]
    assert (row["check"], row["how_sure"], row["load"]) == ("duplicate_incidents", "likely", 2)
    assert row["row"] == 367
    assert "30 af 396 hændelser" in row["what"]


def test_one_extract_under_two_sources(city):
    """The second load counts everything twice; the first has no finding."""
    rows = spread(date(2020, 1, 1), date(2020, 12, 31))
    incidents(city, rows)
    assert found(city) == []
    incidents(city, rows, name="to.csv", source="andre")
    (row,) = city.ask("check")["rows"]
    assert (row["check"], row["load"], row["row"]) == ("duplicate_incidents", 3, 1)
    assert "366 af 366 hændelser" in row["what"]


def test_incidents_on_few_points(city):
    """All at twelve points, as if moved to the middle of an area."""
    whole_year = spread(date(2020, 1, 1), date(2020, 12, 31))
    rows = [(day, WEST_M + 100 + 300 * (at % 12), SOUTH_M + 100, kind)
            for at, (day, _, _, kind) in enumerate(whole_year)]  # fmt: skip
    incidents(city, rows)
    kinds = {one[:2] for one in found(city)}
    assert kinds == {("snapped_incidents", "possible")}


def test_a_category_that_stops(city):
    """Burglary ends with 2020, violence goes on; the same by area is looked at too."""
    rows = spread(date(2019, 1, 1), date(2021, 12, 31))
    rows += spread(date(2019, 1, 1), date(2020, 12, 31), kind="Indbrud", at=3)
    incidents(city, rows)
    (row,) = city.ask("check")["rows"]
    assert (row["check"], row["how_sure"], row["year"]) == ("coverage_changed", "likely", 2021)
    assert row["what"].startswith("Indbrud fra politi har ingen hændelser i 2021, men før 366")


def test_an_area_that_begins(city):
    """West has no incidents before 2021."""
    rows = spread(date(2019, 1, 1), date(2021, 12, 31), per_day=2)
    kept = [row for row in rows if row[0].year == 2021 or row[1] < WEST_M + 3000]
    incidents(city, kept)
    assert found(city, "--kind", "coverage_changed") == [("coverage_changed", "likely", "4", 2019)]
    assert found(city, "--set", "bydele") == [("coverage_changed", "likely", "4", 2019)]


def test_a_year_with_missing_months(city):
    """May and June 2020 are not there; 2021 ends in September."""
    rows = spread(date(2019, 1, 1), date(2021, 9, 30))
    incidents(
        city, [row for row in rows if (row[0].year, row[0].month) not in {(2020, 5), (2020, 6)}]
    )
    likely, possible = city.ask("check")["rows"]
    assert (likely["check"], likely["how_sure"], likely["year"]) == (
        "half_loaded_year",
        "likely",
        2020,
    )
    assert "2020-05, 2020-06" in likely["what"]
    assert (possible["how_sure"], possible["year"]) == ("possible", 2021)
    assert "30-09-2021" in possible["what"]


def test_a_load_of_which_much_was_rejected(city):
    """Two of three rows name no area; a row that is there already does not count."""
    index(city, "Nord;2020;utryg_nabolag;10;;", "Norge;2020;utryg_nabolag;10;;",
          "Sverige;2020;utryg_nabolag;10;;")  # fmt: skip
    (row,) = city.ask("check")["rows"]
    assert (row["check"], row["how_sure"], row["load"]) == ("rejected_rows", "likely", 2)
    assert row["do"].startswith(f"Se hvorfor med `{city.program} status --rejects 2`")


def test_repeats_are_no_rejects(city):
    """An extract that overlaps another one wholly is as it should be."""
    rows = ["Nord;2020;utryg_nabolag;10;;2020", "Syd;2020;utryg_nabolag;10;;2020"]
    index(city, *rows)
    index(city, *rows, "Øst;2020;utryg_nabolag;10;;2020", name="igen.csv")
    assert found(city, "--kind", "rejected_rows") == []


def test_strict(city):
    """Code 4 when anything is certain or likely, with the findings all the same."""
    index(city, "Nord;2023;tryg_nabolag;93;;2023", "Nord;2023;utryg_nabolag;9;;2023")
    result = city.run("check", "--strict", "--format", "json", expect=4)
    assert len(json.loads(result.stdout)["rows"]) == 1
    assert "1 finding is certain or likely" in result.stderr
    city.run("check", "--strict", "--kind", "population_jump")


def test_the_surest_come_first(city):
    """Certain, likely, possible; then by check and place, whatever the order of rows."""
    rows = ["Nord;2023;tryg_nabolag;93;;2023", "Nord;2023;utryg_nabolag;9;;2023",
            "Syd;2023;utryg_nabolag;8;;2023", "Syd;2023;utryg_nabolag;12;;2024",
            "Øst;2019;borgervendt_pr_1000;22,9;739;",
            "Øst;2020;borgervendt_pr_1000;18,9;846;"]  # fmt: skip
    index(city, *rows)
    other = City(city.folder / "anden")
    other.folder.mkdir()
    other.areas(NAMES)
    index(other, *reversed(rows))
    there = found(city)
    assert [one[1] for one in there] == ["certain", "likely", "possible"]
    assert found(other) == there


def test_one_set_only(city):
    """--set leaves out other sets and what belongs to none, and says what was run."""
    incidents(city, spread(date(2020, 1, 1), date(2020, 12, 31)))
    answer = city.ask("--lang", "en", "check", "--set", "bydele")
    assert len(answer["settings"]["checks"]) == len(CHECKS) - 8
    assert any("14 of 22" in note for note in answer["notes"])
    assert "no area set" in city.run("check", "--set", "roder", expect=1).stderr.lower()
    problem = city.run("check", "--set", "bydele", "--kind", "snapped_incidents", expect=2)
    assert "Leave out --set" in problem.stderr


def test_limits_and_sources_are_said(city):
    """Every limit stands in the settings, every load that was looked at in the sources."""
    answer = city.ask("check")
    assert answer["settings"]["limit_yearly_change"] == 0.15
    assert answer["settings"]["limit_rejected_share"] == 0.2
    assert [one["kind"] for one in answer["sources"]] == ["areas"]
    assert answer["settings"]["n_areas"] == 4


def test_formats(city):
    """CSV, Excel and Parquet hold the rows; there is no geometry to write."""
    index(city, "Nord;2023;tryg_nabolag;93;;2023", "Nord;2023;utryg_nabolag;9;;2023")
    book = city.folder / "fund.xlsx"
    city.run("check", "-o", book)
    columns = named_columns(openpyxl.load_workbook(book))
    assert list(columns) == list(CHECK_COLUMNS)
    assert len(columns["check"]) == 1
    city.run("check", "-o", city.folder / "fund.parquet")
    shown = city.run("check").stdout
    assert "93 % trygge" in shown
    assert "mere end" in shown
    assert "no geometry" in city.run("check", "-o", city.folder / "fund.gpkg", expect=2).stderr


def test_hostile_texts_stay_texts(tmp_path):
    """An area's name with braces, marks and tags is shown as it is."""
    city = City(tmp_path)
    city.areas(["{place} <b>=1+1", "{place}  <B>=1+1"])
    (row,) = city.ask("check", "--kind", "spelling")["rows"]
    assert "'{place} <b>=1+1' (" in row["what"]


def test_every_finding_has_its_texts():
    """A sentence and an advice for each, in both languages."""
    for lang in ("da", "en"):
        said = {one.partition(".")[2] for one in keys(lang) if one.startswith("check.")}
        advised = {one.partition(".")[2] for one in keys(lang) if one.startswith("check_do.")}
        words = {"place_load", "place_row", "whole_store", "edition", "no_edition", "nothing",
                 "found", "checked", "run", "old_loads_found", "old_loads_none"}  # fmt: skip
        assert said - words == advised


def test_every_check_is_documented():
    """A heading for each in the reference; every column and every limit is named there."""
    page = (DOCS / "reference" / "checks.md").read_text(encoding="utf-8")
    assert [name for name in CHECKS if f"\n### `{name}`\n" not in page] == []
    assert [name for name in OLD_LOAD_CHECKS if f"\n| `{name}` |" not in page] == []
    assert [name for name in (*CHECK_COLUMNS, *as_settings()) if f"`{name}`" not in page] == []


def test_an_unknown_check_is_named():
    """The choices are listed."""
    result = CliRunner().invoke(main, ["check", "--kind", "colour"])
    assert result.exit_code == 2
    assert "edition_conflict" in result.stderr


@real_data.real_data
def test_the_published_error_and_the_roder(tmp_path):
    """739 = 22.9 in 2019 against 846 = 18.9 in 2020; Indre By, and a blank behind a name."""
    city = City(tmp_path)
    city.run("load", "areas", real_data.SURVEY_AREAS, "--set", "survey13")
    city.run("load", "index", real_data.FOLDER / "published" / "crime_reports.csv", "--set",
             "survey13", "--map", "year=data_year", "--map", "percent=per_1000", "--map",
             "count=count")  # fmt: skip
    city.run("load", "areas", real_data.RODER, "--set", "roder")
    rows = city.ask("--lang", "en", "check")["rows"]
    (rate,) = [row for row in rows if row["check"] == "rate_count_population"]
    for figure in ("739", "22.9", "2019", "32,271", "846", "18.9", "2020", "44,762"):
        assert figure in rate["what"]
    spelled = [row["what"] for row in rows if row["check"] == "spelling"]
    assert any("'Indre By'" in what and "'Indre by'" in what for what in spelled)
    assert any("'Brønshøj-Husum '" in what for what in spelled)
    city.run("check", "--strict", expect=4)


@real_data.real_data
def test_repeated_coordinates_of_robberies_are_addresses(tmp_path):
    """352 of 2,245 stand on a point again: no finding; old dates of car thefts are no years."""
    city = City(tmp_path)
    city.run("load", "incidents", real_data.ROBBERIES, "--timezone", "America/Chicago")
    assert found(city) == []
    other = City(tmp_path / "ny")
    other.folder.mkdir()
    other.run("load", "incidents", real_data.THEFTS, "--timezone", "America/New_York")
    assert found(other) == [("half_loaded_year", "possible", None, None)]


def test_the_estates_of_2010_follow_other_criteria(city):
    """2 of 2009 and 6 of 2010: the designations that ship are marked where criteria change."""
    city.run("load", "designations")
    (row,) = city.ask("--lang", "en", "check", "--kind", "designation_criteria")["rows"]
    assert row["year"] == 2010
    assert row["what"].startswith("Deprived housing estates: 2 designated in 2009 (criteria: 2007")
    assert "6 in 2010 (criteria: 2010" in row["what"]
