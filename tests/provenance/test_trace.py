"""``trace``: from a figure back to load, file, row, edition and conversions."""

import json
import math
import re

import pyarrow.parquet as pq
import pytest
from scipy.stats import norm

from tests.real_data import INDEX, SURVEY_AREAS, real_data
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

COLUMNS = [
    "step", "what", "value", "set", "area", "name", "indicator", "year", "edition", "load",
    "file", "row", "sha256", "loaded_at", "source",
]  # fmt: skip


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def steps(city, *arguments):
    """Return the steps of a trace in English: (what, value, load, row)."""
    asked = ["--lang", "en", "trace", *arguments]
    answer = json.loads(city.run(*asked, "--format", "json").stdout)
    return [(one["what"], one["value"], one["load"], one["row"]) for one in answer["rows"]]


def found(told, start):
    """Return the steps whose sentence begins so."""
    return [one for one in told if one[0].startswith(start)]


def reckoned(formula, lang="en"):
    """Return both sides of a printed formula, the left one worked out."""
    thousands, mark = (",", ".") if lang == "en" else (".", ",")
    plain = formula.replace(thousands, "").replace(mark, ".")
    plain = plain.replace("×", "*").replace("−", "-").replace("²", "**2").replace("√", "sqrt")
    left, right = plain.split(" = ")
    assert re.fullmatch(r"[\d .+*/()\-sqrtΦ]+", left), left
    value = eval(left, {"sqrt": math.sqrt, "Φ": norm.cdf})  # noqa: S307 - our own formula
    return value, float(right)


def formulas(told):
    """Return the values that are formulas."""
    return [value for _, value, _, _ in told if " = " in value and value[0] in "0123456789(−"]


def test_the_columns_are_the_public_contract(city):
    """Every row has them, steps are numbered from 1, the file's hash and time stand in each."""
    city.index(["Nord;2020;9,4;360;2021;"])
    answer = city.ask("trace", "Nord", 2020, "utryg_nabolag")
    assert all(list(row) == COLUMNS for row in answer["rows"])
    assert [row["step"] for row in answer["rows"]] == list(range(1, len(answer["rows"]) + 1))
    first = answer["rows"][0]
    assert (first["set"], first["area"], first["year"], first["edition"]) == (
        "bydele", "1", 2020, 2021,
    )  # fmt: skip
    assert (first["load"], first["file"], first["row"]) == (2, "indeks.csv", 1)
    assert len(first["sha256"]) == 64
    assert first["loaded_at"].endswith("Z")
    assert [one["load"] for one in answer["sources"]] == [1, 2]


def test_a_printed_share_leads_to_its_cell(city):
    """9,4 % is read as 9.4, may be 9.35 to 9.45, in row 2 of the file; the area in row 1."""
    city.index(["Midt;2020;5;200;2021;", "Nord;2020;9,4 %;360;2021;"])
    told = steps(city, "Nord", 2020, "utryg_nabolag")
    assert told[0] == ("Nord: Feel unsafe in the neighbourhood, 2020.", "9.4 %", 2, 2)
    assert told[1] == ("Taken from edition 2021, the only one with the figure.", "2021", 2, 2)
    cell = found(told, "Read from the cell")[0]
    assert cell[1:] == ("9.4 → 9.4", 2, 2)
    assert cell[0].endswith("number of decimals: 1. The figure before rounding lies from 9.35 "
                            "to 9.45.")  # fmt: skip
    assert found(told, "Number of answers")[0][1:] == ("360", 2, 2)
    assumed = found(told, "Effective answers in 2020: no design effect is stated")[0]
    assert assumed[1:] == ("360 / 1.3 = 276.923077", 2, 2)
    assert found(told, "The area has the code 1")[0][1:] == ("Nord", 1, 1)
    load = found(told, "Load 2, made by")[0]
    assert load[0].endswith("2 rows in, 2 stored, 0 rejected.")
    assert load[1:] == ("indeks.csv", 2, 2)


def test_what_is_assumed_is_that_of_the_options(city):
    """400 answers and a design effect of 1.6, in the figure, the formula and the settings."""
    city.index([f"{name};{year};{percent};;;" for name in ("Nord", "Midt", "Syd")
                for year, percent in ((2010, "30,0"), (2016, "20,0"))])  # fmt: skip
    options = ("--assume-n", 400, "--assume-deff", 1.6)
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010, *options)
    assert found(told, "Number of answers: not stated, but assumed")[0][1] == "400"
    assert found(told, "Effective answers in 2010")[0][1] == "400 / 1.6 = 250"
    row = next(one for one in city.ask("change", "--year", 2016, *options)["rows"]
               if one["area"] == "1")  # fmt: skip
    low = found(told, "Newcombe's lower")[0][1].split(" = ")[1]
    assert 100 * float(low.replace("−", "-")) == pytest.approx(row["ci_low_pp"], abs=1e-3)
    answer = city.ask("trace", "Nord", 2016, "utryg_nabolag", *options)
    assert answer["settings"]["assumed_deff"] == 1.6
    assert answer["settings"]["assumed_n"] == 400


def test_danish_sentences_and_numbers(city):
    """The printed text has its comma, the stored number its point."""
    city.index(["Nord;2020;9,4;360;2021;"])
    rows = city.ask("trace", "Nord", 2020, "utryg_nabolag")["rows"]
    assert rows[0]["what"] == "Nord: Utrygge i nabolaget, 2020."
    assert rows[0]["value"] == "9,4 %"
    assert any(row["value"] == "9,4 → 9.4" for row in rows)


def test_a_share_of_counts_shows_the_count_over_the_answers(city):
    """47 of 360 is 13.0556 per cent: nothing was rounded."""
    head = "Område;År;Indikator;Antal utrygge;Antal svar;Effektivt antal svar\n"
    rows = "Nord;2010;utryg_nabolag;47;360;257,142857142857\n"
    city.run("load", "index", city.write("antal.csv", head + rows), "--set", "bydele")
    told = steps(city, "1", 2010, "utryg_nabolag")
    assert told[0][1] == "13.055556 %"
    assert found(told, "Computed when loaded")[0][1:] == ("100 × 47 / 360 = 13.055556", 2, 1)
    assert told[1][0] == "Taken from an edition without a year, the only one with the figure."
    deff = found(told, "The effective number of answers is 257.142857")[0]
    assert deff[1] == "360 / 257.142857 = 1.4"


def test_a_design_effect_for_the_whole_file_is_a_formula(city):
    """With --fixed deff=1,4 it is known that n was divided."""
    city.index(["Nord;2020;9,4;360;2021;"], "--fixed", "indicator=utryg_nabolag", "--fixed",
               "deff=1,4", "--source", "Epinion")  # fmt: skip
    told = steps(city, "Nord", 2020, "utryg_nabolag")
    assert found(told, "Effective number")[0][1] == "360 / 1.4 = 257.142857"
    assert found(told, "The file was read with")[0][1] == (
        "fixed deff=1,4; fixed indicator=utryg_nabolag"
    )
    answer = city.ask("trace", "Nord", 2020, "utryg_nabolag")
    assert answer["rows"][0]["source"] == "Epinion"


def test_other_editions_and_why_they_were_not_taken(city):
    """The newest counts; --edition takes another; with a baseline the newest that has both."""
    city.index(["Nord;2009;22;300;2013;", "Nord;2009;24;300;2017;", "Nord;2012;20;300;2013;",
                "Nord;2009;23;300;2015;"])  # fmt: skip
    told = steps(city, "Nord", 2009, "utryg_nabolag")
    assert told[0][1:] == ("24 %", 2, 2)
    assert told[1][0] == "Taken from edition 2017, the newest of 3 editions."
    assert told[2] == ("Not taken: edition 2015, which is older.", "23 %", 2, 4)
    assert told[3] == ("Not taken: edition 2013, which is older.", "22 %", 2, 1)
    told = steps(city, "Nord", 2009, "utryg_nabolag", "--edition", 2013)
    assert told[0][1:] == ("22 %", 2, 1)
    assert told[2][:2] == ("Not taken: edition 2017, which was not asked for.", "24 %")
    told = steps(city, "Nord", 2012, "utryg_nabolag", "--baseline", 2009)
    taken = found(told, "Taken from")
    assert [one[0] for one in taken] == [
        "Taken from edition 2013, the newest edition with both 2009 and 2012."
    ] * 2
    assert [one[3] for one in taken] == [3, 1]
    assert found(told, "Not taken: edition 2017, which lacks one of the years.")
    missing = city.run("trace", "Nord", 2009, "utryg_nabolag", "--edition", 2016, expect=1)
    assert "Editions that have one: 2017, 2015, 2013." in missing.stderr


def test_a_replaced_load_is_named_with_what_it_gave(city):
    """Load 3 corrects 11 to 12: the way back shows both, and which counts."""
    city.index(["Nord;2020;11;300;;"])
    rows = ["Midt;2020;7;300;;", "Nord;2020;12;300;;"]
    city.index(rows, "--replace", 2, name="rettet.csv")
    told = steps(city, "Nord", 2020, "utryg_nabolag")
    assert told[0][1:] == ("12 %", 3, 2)
    replaced = found(told, "Load 3 took the place of load 2, which no longer counts.")[0]
    assert replaced[1:] == ("indeks.csv", 2, None)
    assert found(told, "The same figure in load 2")[0][1:] == ("11 %", 2, 1)


def test_the_city_is_no_area(city):
    """``*`` and "Hele København" are one; no row of the layer stands behind it."""
    city.index(["Hele København;2020;11;300;;"])
    told = steps(city, "*", 2020, "utryg_nabolag")
    assert told == steps(city, "hele koebenhavn", 2020, "utryg_nabolag")
    assert told[0][0] == "The whole city: Feel unsafe in the neighbourhood, 2020."
    assert told[-1][0].startswith("The row is about the whole city")


def test_a_category_is_read_from_its_row(city):
    """Asked for by itself, or as the last step of the figure; the newest edition's counts."""
    city.index(["Nord;2010;13;300;2011;intensiveret", "Nord;2010;14;300;2012;markant"])
    told = steps(city, "Nord", 2010, "kategori")
    assert told[0] == (
        "Nord: action category 2010, read from the row (edition 2012).", "markant", 2, 2,
    )  # fmt: skip
    assert found(told, "Not taken: edition 2011")[0][1:] == ("intensiveret", 2, 1)
    assert steps(city, "Nord", 2010, "utryg_nabolag")[-1] == told[0]
    city.index(["Midt;2010;13;300;2011;"], name="uden.csv")
    nothing = city.run("trace", "Midt", 2010, "kategori", expect=1)
    assert "No figure of 'category' for Midt (2) in 2010" in nothing.stderr


def test_every_number_of_a_change_can_be_reckoned_again(city):
    """47 and 32 of 360: −8.8 to +0.4, p .0655…, and Holm over three areas."""
    rows = [("Nord", 47, 32), ("Midt", 60, 30), ("Syd", 50, 48)]
    lines = [f"{name};{year};utryg_nabolag;{n};360\n" for name, *both in rows
             for year, n in zip((2010, 2016), both, strict=True)]  # fmt: skip
    head = "Område;År;Indikator;Antal utrygge;Antal svar;Designeffekt\n"
    lines = [f"{line.rstrip()};1\n" for line in lines]
    city.run("load", "index", city.write("a.csv", head + "".join(lines)), "--set", "bydele")
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010)
    row = {one["area"]: one for one in city.ask("change", "--year", 2016)["rows"]}["1"]
    result = {what: reckoned(value)[1] for what, value, _, _ in told if value in formulas(told)}
    low = next(one for what, one in result.items() if what.startswith("Newcombe's lower"))
    high = next(one for what, one in result.items() if what.startswith("Newcombe's upper"))
    assert (round(100 * low, 1), round(100 * high, 1)) == (-8.8, 0.4)
    assert 100 * low == pytest.approx(row["ci_low_pp"], abs=1e-3)
    assert 100 * high == pytest.approx(row["ci_high_pp"], abs=1e-3)
    p = next(one for what, one in result.items() if what.startswith("p for the area"))
    holm = next(one for what, one in result.items() if what.startswith("p after Holm"))
    assert p == pytest.approx(row["p"], abs=1e-5)
    assert holm == pytest.approx(row["p_adjusted"], abs=1e-5)
    assert "3 areas are tested at once" in found(told, "p after Holm")[0][0]
    for formula in formulas(told):
        left, right = reckoned(formula)
        assert left == pytest.approx(right, rel=2e-5, abs=2e-6), formula
    assert len(formulas(told)) == 15


def test_the_verdict_is_the_one_of_change(city):
    """The first step says what ``change`` says."""
    city.index(["Nord;2010;30,0;900;;", "Nord;2016;10,0;900;;"])
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010)
    answer = json.loads(
        city.run("--lang", "en", "change", "--year", 2016, "--format", "json").stdout
    )
    row = next(one for one in answer["rows"] if one["area"] == "1")
    assert told[0][:2] == (row["sentence"], "better")


def test_a_change_without_answers_has_only_its_difference(city):
    """No n: the difference is shown, no interval is."""
    city.index(["Nord;2010;11;;;", "Nord;2016;5;;;"])
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010)
    assert formulas(told) == ["5 − 11 = −6"]
    assert found(told, "The number of answers is not stated")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Nirgends", 2020, "utryg_nabolag"), "Areas: 1 Nord, 2 Midt, 3 Syd; * is the city."),
        (("Nord", 2011, "utryg_nabolag"), "There are for 2010, 2020."),
        (("Nord", 2020, "vrede"), "There are: utryg_nabolag, incidents."),
        (("Nord", 2020, "utryg_nabolag", "--set", "rige"), "No area set 'rige'"),
        (("Syd", 2020, "utryg_nabolag"), "There are for no year. 1 other area has one"),
        (("Nord", 2020, "incidents"), "The store has no incidents yet."),
        (("Nord", 2020, "kategori"), "The store has no action category."),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(city, arguments, said):
    """Exit 1 and a sentence that says what there is."""
    city.index(["Nord;2010;11;300;;", "Nord;2020;9;300;;"])
    result = city.run("trace", *arguments, expect=1)
    assert said in result.stderr


def test_a_missing_figure_names_the_rows_that_were_turned_away(city):
    """The figure may be among the rejects of a load that counts."""
    city.index(["Nord;2010;11;300;;", "Nord;2011;ukendt;300;;"])
    result = city.run("trace", "Nord", 2011, "utryg_nabolag", expect=1)
    assert f"Load 2 turned 1 row away: `{city.program} status --rejects 2`." in result.stderr


def test_two_years_that_are_one_are_wrong_usage(city):
    """So are options that do not go with what is asked."""
    city.index(["Nord;2010;11;300;;"])
    city.run("trace", "Nord", 2010, "utryg_nabolag", "--baseline", 2010, expect=2)
    city.run("trace", "Nord", 2010, "utryg_nabolag", "--category", "vold", expect=2)
    city.run("trace", "Nord", 2010, "incidents", "--as-of", "bydele", expect=2)


def test_the_set_is_the_one_that_has_the_figure(city):
    """Of two sets with an area of that name and a figure the one of more areas is taken."""
    city.areas(["Nord", "Øst"], set_name="zoner")
    city.index(["Nord;2010;11;300;;"])
    assert steps(city, "Nord", 2010, "utryg_nabolag")[0][2:] == (3, 1)
    path = city.write("z.csv", "Område;År;Procent;Antal svar\nNord;2010;12;300\n")
    city.run("load", "index", path, "--set", "zoner", "--fixed", "indicator=utryg_nabolag")
    result = city.run("trace", "Nord", 2010, "utryg_nabolag")
    assert "Using the area set 'bydele'. Change it with --set." in result.stderr
    assert steps(city, "Nord", 2010, "utryg_nabolag", "--set", "zoner")[0][1] == "12 %"


def incidents(city, name, rows, *options):
    """Load incidents written as id;date;easting of the middle of an area;category."""
    head = "id;dato;x;y;kategori\n"
    lines = [f"{key};{when};{x};{x and 6170500};{kind}\n" for key, when, x, kind in rows]
    path = city.write(name, head + "".join(lines))
    city.run("load", "incidents", path, "--source", "politi", "--crs", "EPSG:25832", *options)


NORD, MIDT, NO_PLACE = 720_500, 721_500, ""


@pytest.fixture
def counted(city):
    """Return the city with incidents in two extracts, a correction, and people."""
    incidents(city, "a.csv", [
        ("a1", "01-01-2020", NORD, "vold"), ("a2", "15-05-2020", NORD, "tyveri"),
        ("a3", "16-05-2020", MIDT, "vold"), ("a4", "31-12-2020", NO_PLACE, "vold"),
    ])  # fmt: skip
    incidents(city, "b.csv", [
        ("a3", "16-05-2020", NORD, "vold"), ("b1", "20-12-2020", NORD, "vold"),
        ("b2", "01-01-2021", NORD, "vold"), ("b3", "31-12-2021", NORD, "vold"),
    ])  # fmt: skip
    people = "Område;År;Folketal\nMidt;2020;3000\nNord;2020;2500\nSyd;2020;4500\nNord;2021;2000\n"
    city.run("load", "population", city.write("folk.csv", people), "--set", "bydele")
    return city


def test_incidents_lead_to_their_loads_and_people(counted):
    """Four in Nord: two from each extract, one corrected; 4 / 2,500 × 1,000 = 1.6."""
    told = steps(counted, "Nord", 2020, "anmeldelser")
    assert told[0][:2] == ("Nord: incidents in 2020.", "4")
    assert told[1][1] == "4 / 2,500 × 1,000 = 1.6"
    assert reckoned(told[1][1]) == (1.6, 1.6)
    parts = found(told, "Of them from load")
    assert [one[1:3] for one in parts] == [("2", 2), ("2", 3)]
    assert found(told, "So many of them are corrected")[0][1:3] == ("1", 3)
    assert found(told, "Without a place")[0][1] == "1 / 5"
    assert found(told, "Nord: population in 2020.")[0][1:] == ("2,500", 4, 2)
    assert found(told, "The incidents are placed")[0][2] == 1
    assert found(told, "Counted are")[0][1] == "1 January 2020 – 31 December 2020"


def test_the_citys_people_are_the_sum_of_the_areas(counted):
    """3,000 + 2,500 + 4,500, each with its row; the unplaced count for the city."""
    told = steps(counted, "*", 2020, "incidents")
    assert told[0][1] == "5"
    assert told[1][1] == "5 / 10,000 × 1,000 = 0.5"
    assert found(told, "The population of the city")[0][1] == "2,500 + 3,000 + 4,500 = 10,000"
    assert [one[3] for one in found(told, "Nord: pop")] == [2]
    assert found(told, "Of them without a place")[0][1] == "1 / 5"


def test_one_category_and_a_year_without_people(counted):
    """Three of the four are violence; for Midt in 2021 nobody counted the people."""
    told = steps(counted, "Nord", 2020, "incidents", "--category", "vold")
    assert told[0][:2] == ("Nord: incidents in 2020, category vold.", "3")
    told = steps(counted, "Midt", 2021, "incidents")
    assert told[0][1] == "0"
    assert found(told, "Population for 2021 is missing")
    assert (
        "Categories: tyveri, vold"
        in counted.run("trace", "Nord", 2020, "incidents", "--category", "brand", expect=1).stderr
    )
    assert (
        "there are incidents for 2020, 2021"
        in counted.run("trace", "Nord", 2005, "incidents", expect=1).stderr
    )


def test_a_ratio_of_rates_is_a_formula(counted):
    """(2 / 2,000) / (4 / 2,500) = 0.625."""
    told = steps(counted, "Nord", 2021, "incidents", "--baseline", 2020)
    assert told[0][1] == "(2 / 2,000) / (4 / 2,500) = 0.625"
    assert found(told, "Nord: incidents in 2021.")
    assert found(told, "Nord: incidents in 2020.")


def test_every_format_without_geometry(city, tmp_path):
    """CSV, workbook and Parquet hold the same rows; a layer is refused with a reason."""
    city.index(["Nord;2020;9,4;360;2021;"])
    asked = ["trace", "Nord", 2020, "utryg_nabolag"]
    for name in ("t.csv", "t.xlsx", "t.parquet", "t.json"):
        city.run(*asked, "-o", tmp_path / name)
    table = pq.read_table(tmp_path / "t.parquet")
    assert table.column_names == [*COLUMNS, "notes"]
    assert str(table.schema.field("step").type) == "int64"
    assert "has no geometry" in city.run(*asked, "-o", tmp_path / "t.gpkg", expect=2).stderr


def test_the_table_can_be_read(city):
    """No sentence is cut off, no line is wider than 130 characters."""
    city.index(["Nord;2010;13,1;360;2017;", "Nord;2020;9,4;360;2021;"])
    lines = city.run("trace", "Nord", 2020, "utryg_nabolag", "--baseline", 2010).stdout
    assert "…" not in lines
    assert max(map(len, lines.splitlines())) <= 130
    assert lines.splitlines()[0].split() == ["Trin", "Hvad", "Værdi"]


@real_data
def test_broenshoej_husum_in_the_published_extract(tmp_path):
    """Unsafe in 2015 is printed as 10 in edition 2017: data row 14 of the extract."""
    city = City(tmp_path)
    city.run("load", "areas", SURVEY_AREAS, "--set", "survey13")
    city.run("load", "index", INDEX, "--set", "survey13")
    told = steps(city, "broenshoej husum", 2015, "utryg_nabolag")
    assert told[0][1:] == ("10 %", 2, 14)
    assert "edition 2017" in told[1][0]
    assert "from 9.5 to 10.5" in found(told, "Read from the cell")[0][0]
    answer = city.ask("trace", "Brønshøj-Husum", 2015, "utryg_nabolag")
    assert answer["rows"][0]["file"] == "index_extract.csv"
    assert found(told, "Asked by")[0][1] == "Danmarks Statistik"


def test_a_share_of_survey_answers_is_summed_and_no_answer_shown(city):
    """40 answers in Nord, 10 yes of weight 2 and 30 no of weight 1: 20 of 50 is 40 per cent."""
    rows = [f"Nord;{'ja' if at < 10 else 'nej'};{2 if at < 10 else 1}" for at in range(40)]
    rows += [f"{name};{'ja' if at < 5 else 'nej'};1" for name in ("Midt", "Syd")
             for at in range(20)]  # fmt: skip
    path = city.write("svar.csv", "Område;Svar;Vægt\n" + "\n".join(rows) + "\n")
    city.run("load", "survey", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag",
             "--fixed", "year=2020")  # fmt: skip
    told = steps(city, "Nord", 2020, "utryg_nabolag")
    assert told[0][1:] == ("40 %", 2, None)
    assert found(told, "Computed from the single answers")[0][1] == "40"
    assert found(told, "Number of answers, counted")[0][1] == "40"
    assert not found(told, "Number of answers, as stated")
    assert found(told, "The sum of the answers' weights")[0][1] == "50"
    assert found(told, "The sum of the weights of those who said yes")[0][1] == "20"
    assert found(told, "The share: 100")[0][1] == "100 × 20 / 50 = 40"
    design = found(told, "The effective number of answers is")[0][1]
    left, right = reckoned(design)
    assert left == pytest.approx(right, rel=1e-5)
    assert found(told, "Standard error")
    assert all(row is None for _, _, load, row in told if load == 2)
    assert found(steps(city, "*", 2020, "utryg_nabolag"), "The share: 100")[0][1] == (
        "100 × 30 / 90 = 33.333333"
    )
    few = steps(city, "Midt", 2020, "utryg_nabolag")
    assert found(few, "There are fewer than 30 answers")
    assert not found(few, "The sum of")


def test_answers_of_several_surveys_are_not_mixed(city):
    """Two years in one file: 10 of 40 in 2019, 20 of 40 in 2020."""
    rows = [f"Nord;{'ja' if at < yes else 'nej'};{year}" for year, yes in ((2019, 10), (2020, 20))
            for at in range(40)]  # fmt: skip
    path = city.write("svar.csv", "Område;Svar;År\n" + "\n".join(rows) + "\n")
    city.run("load", "survey", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    for year, formula in ((2019, "100 × 10 / 40 = 25"), (2020, "100 × 20 / 40 = 50")):
        told = steps(city, "Nord", year, "utryg_nabolag")
        assert found(told, "The share: 100")[0][1] == formula


@pytest.fixture
def scored(city):
    """Return the city with scores of edition 2011, and its scale."""
    head = "Område;År;Indikator;Score;Udgave\n"
    rows = "Nord;2010;utryg_nabolag;62,5;2011\nMidt;2010;utryg_nabolag;62,5;2012\n"
    city.run("load", "index", city.write("score.csv", head + rows), "--set", "bydele")
    scale = "Udgave;Kategori;Laveste\n" + "".join(
        f"2011;{name};{lowest}\n" for name, lowest in
        (("markant", 80), ("intensiveret", 60), ("ordinær", 40), ("reduceret", 20),
         ("minimal", 0))
    )  # fmt: skip
    path = city.write("skala.csv", scale)
    city.run("load", "scale", path, "--map", "lowest=Laveste")
    return city


def test_a_category_of_a_score_shows_score_limit_and_scale(scored):
    """62.5 is at least 60 and not 80: intensiveret, by row 2 of the scale."""
    told = steps(scored, "Nord", 2010, "category")
    assert told[0][1:] == ("62.5 ≥ 60 → intensiveret", 3, 2)
    assert found(told, "The limit of the next category, markant")[0][1:] == ("80", 3, 1)
    assert found(told, "The score")[0][1:] == ("62.5", 2, 1)


def test_a_score_without_its_own_scale_has_no_category(scored):
    """Another edition's scale is never taken."""
    told = steps(scored, "Midt", 2010, "category")
    assert told[0][1:] == ("62.5", 2, 2)
    assert told[1][0].startswith("There is no scale for edition 2012")


@pytest.fixture
def carried(city):
    """Return the city with figures of three areas and a crosswalk to two new ones.

    Vest is Nord and a quarter of Midt; Øst the rest of Midt; Ø is Syd as it was.
    """
    city.areas(["Vest", "Øst", "Ø"], set_name="nye")
    city.index(["Nord;2010;13,0;360;2017;", "Midt;2010;20,0;300;2017;", "Syd;2010;10;200;2017;",
                "Nord;2010;12,0;360;2014;", "Midt;2010;19,0;300;2014;"])  # fmt: skip
    rows = [
        "bydele;Nord;nye;Vest;1;1200;population", "bydele;Midt;nye;Vest;0,25;500;population",
        "bydele;Midt;nye;Øst;0,75;1500;population", "bydele;Syd;nye;Ø;1;900;population",
    ]  # fmt: skip
    head = "Fra inddeling;Fra område;Til inddeling;Til område;Vægt;Antal;Grundlag\n"
    path = city.write("nøgle.csv", head + "\n".join(rows) + "\n")
    city.run("load", "crosswalk", path, "--source", "kontoret")
    return city


def test_a_carried_figure_leads_to_every_file_and_row(carried):
    """(1,200 × 13 + 500 × 20) / 1,700 = 15.0588, from rows 1 and 2 of both files."""
    told = steps(carried, "vest", 2010, "utryg_nabolag", "--as-of", "nye")
    assert told[0][0] == (
        "Vest: Feel unsafe in the neighbourhood, 2010, carried over from the division bydele. "
        "The figure is an estimate."
    )
    assert told[0][1] == "15.058824 %"
    assert found(told, "The pieces' figures")[0][1] == (
        "(1,200 × 13 + 500 × 20) / (1,200 + 500) = 15.058824"
    )
    assert found(told, "Carried over by what")[0][1:3] == ("population", 4)
    pieces = [one for one in told if "part of the area lies here" in one[0]]
    assert [one[1:] for one in pieces] == [("1; 1,200", 4, 1), ("0.25; 500", 4, 2)]
    figures = [one for one in told if one[0].endswith("unsafe in the neighbourhood, 2010.")]
    assert [one[1:] for one in figures] == [("13.0 %", 3, 1), ("20.0 %", 3, 2)]
    assert found(told, "Answers in the pieces")[0][1] == "360 × 1 + 300 × 0.25 = 435"
    loads = [one[1] for one in told if " made by " in one[0]]
    assert loads == ["nøgle.csv", "indeks.csv"]
    assert found(told, "Not taken: edition 2014")


def test_a_computed_crosswalk_leads_to_the_layers_it_was_made_from(city):
    """A load without a file of its own names the three loads behind it."""
    layer = json.loads((city.folder / "bydele.geojson").read_text(encoding="utf-8"))
    west, east, south, north = WEST_M, WEST_M + 3 * SIDE_M, SOUTH_M, SOUTH_M + SIDE_M
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    layer["features"] = layer["features"][:1]
    layer["features"][0]["properties"]["navn"] = "Hele"
    layer["features"][0]["geometry"]["coordinates"] = [ring]
    city.run("load", "areas", city.write("nye.geojson", json.dumps(layer)), "--set", "nye")
    city.areas(["a", "b", "c"], set_name="roder")
    city.index(["Nord;2010;13;360;;", "Midt;2010;20;300;;", "Syd;2010;10;200;;"])
    city.run("areas", "crosswalk", "bydele", "nye", "--by", "rode", "--units", "roder")
    told = steps(city, "Hele", 2010, "utryg_nabolag", "--as-of", "nye")
    assert found(told, "The pieces' figures")[0][1] == (
        "(1 × 13 + 1 × 20 + 1 × 10) / (1 + 1 + 1) = 14.333333"
    )
    made = found(told, "Load 5 was computed from load")
    assert [one[1:3] for one in made] == [
        ("bydele.geojson", 1), ("nye.geojson", 2), ("roder.geojson", 3),
    ]  # fmt: skip
    assert found(told, "Computed from loaded files")[0][1] == "by rode; units roder"


def test_a_carried_figure_is_that_of_its_formulas(carried):
    """Every formula gives what it says; the smaller effective number is the one that counts."""
    told = steps(carried, "Vest", 2010, "utryg_nabolag", "--as-of", "nye")
    results = {}
    for what, value, _, _ in told:
        if value in formulas(told):
            left, right = reckoned(value)
            assert left == pytest.approx(right, rel=2e-5), value
            results[what] = right
    effective = [one for what, one in results.items() if what.startswith("Effective number")]
    last = found(told, "Effective number of answers: the smallest")[0][1]
    assert float(last) == pytest.approx(min(effective))
    row = next(
        one for one in carried.ask("change", "--as-of", "nye", "--set", "bydele",
                                   "--baseline", 2009, "--year", 2010)["rows"]
        if one["area"] == "1"
    )  # fmt: skip
    assert row["percent"] == pytest.approx(results[next(
        what for what in results if what.startswith("The pieces' figures"))])  # fmt: skip


def test_an_area_that_is_the_same_keeps_its_figure(carried):
    """Ø is Syd: the way back is Syd's own."""
    told = steps(carried, "3", 2010, "utryg_nabolag", "--as-of", "nye")
    assert told[0][0].startswith("The area is the same in the divisions bydele and nye")
    assert told[1] == ("Syd: Feel unsafe in the neighbourhood, 2010.", "10 %", 3, 3)


def test_a_change_against_a_carried_baseline(carried):
    """The later figure is the new area's own, the baseline is carried; each has its way back."""
    path = carried.write("ny.csv", "Område;År;Procent;Antal svar;Udgave\nVest;2016;5,0;400;2017\n")
    carried.run("load", "index", path, "--set", "nye", "--fixed", "indicator=utryg_nabolag")
    told = steps(carried, "Vest", 2016, "utryg_nabolag", "--baseline", 2010, "--as-of", "nye",
                 "--set", "bydele")  # fmt: skip
    assert found(told, "The change: 2016 less 2010.")[0][1] == "5 − 15.058824 = −10.058824"
    assert found(told, "Vest: Feel unsafe in the neighbourhood, 2016.")[0][2:] == (5, 1)
    assert found(told, "Vest: Feel unsafe in the neighbourhood, 2010, carried over")
    for formula in formulas(told):
        left, right = reckoned(formula)
        assert left == pytest.approx(right, rel=5e-5, abs=2e-6), formula


def test_what_cannot_be_carried_names_its_missing_parts(carried):
    """In 2011 only Nord has a figure: Vest lacks Midt's."""
    carried.index(["Nord;2011;13,0;360;2017;"], name="mere.csv")
    result = carried.run("trace", "Vest", 2011, "utryg_nabolag", "--as-of", "nye", expect=1)
    assert "These parts of it have no figure: 2 Midt." in result.stderr


def test_rounding_has_its_own_p(city):
    """2 printed of 30,000 may be 1.5 to 2.5: the p-values between which the true one lies."""
    city.index(["Nord;2010;2;30000;;", "Nord;2016;1;30000;;"])
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010)
    low, high = found(told, "p for the area by itself at all")[0][1].split(" to ")
    p = reckoned(found(told, "p for the area by itself; Φ")[0][1])[1]
    assert float(low) < p < float(high)


@pytest.mark.parametrize("years", [[2010, 2016], range(2010, 2017)])
def test_rounding_and_swings_can_be_reckoned_again(city, years):
    """What rounding adds, the factor of swings and t: limits and p are those of ``change``."""
    city.index([f"Nord;{year};{20 - year % 7};360;;" for year in years])
    told = steps(city, "Nord", 2016, "utryg_nabolag", "--baseline", 2010)
    row = {one["area"]: one for one in city.ask("change", "--year", 2016)["rows"]}["1"]
    assert not found(told, "p for the area by itself at all")
    low = reckoned(found(told, "Newcombe's lower")[0][1])
    assert low[0] == pytest.approx(low[1], rel=2e-5, abs=2e-6)
    assert 100 * low[1] == pytest.approx(row["ci_low_pp"], abs=1e-3)
    z = reckoned(found(told, "The change in standard errors")[0][1])
    assert z[0] == pytest.approx(z[1], rel=2e-5, abs=2e-6)
    result = found(told, "p for the area by itself")[0][1].split(" = ")[1]
    assert float(result) == pytest.approx(row["p"], abs=1e-5)


def test_a_stated_population_of_the_city_goes_before_the_sum(counted):
    """It is stated for 2020, so it is used there; with 2021 beside it neither is summed."""
    people = "Område;År;Folketal\nHele København;2020;11000\n"
    counted.run("load", "population", counted.write("by.csv", people), "--set", "bydele")
    assert steps(counted, "*", 2020, "incidents")[1][1] == "5 / 11,000 × 1,000 = 0.454545"
    told = steps(counted, "*", 2020, "incidents", "--baseline", 2021)
    assert found(told, "Incidents per 1,000")[0][1] == "5 / 10,000 × 1,000 = 0.5"


def test_a_withheld_figure_and_one_on_few_answers(city):
    """A withheld one has its way back too; 20 answers are fewer than answers need."""
    city.index(["Nord;2010;..;200;;", "Midt;2010;5;20;;"])
    told = steps(city, "Nord", 2010, "utryg_nabolag")
    assert told[0] == (
        "Nord: Feel unsafe in the neighbourhood, 2010. The extract withholds the figure.",
        "not stated", 2, 1,
    )  # fmt: skip
    assert not found(told, "Fewer than 30")
    assert found(steps(city, "Midt", 2010, "utryg_nabolag"), "Fewer than 30 effective answers")


def test_no_difference_is_reckoned_with_a_figure_too_thin_to_show(city):
    """``change`` gives none on 12 answers, so its trace gives none either."""
    city.index(["Nord;2010;30,0;12;;", "Nord;2020;12,0;900;;"])
    told = steps(city, "Nord", 2020, "utryg_nabolag", "--baseline", 2010)
    assert told[0][1] == "suppressed"
    assert not found(told, "The change:")
