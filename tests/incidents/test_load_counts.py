"""Tables that count incidents by area, period and category: as they are read and stored."""

import openpyxl
import pytest

from tests.small_city import City, by_area

LONG = """Område;År;Gerningstype;Antal
Nord;2020;Indbrud;30
Nord;2020;Hærværk;12
Nord;2020;I alt;42
Syd;2020;Indbrud;10
Syd;2020;Hærværk;-
Syd;2020;I alt;10
Uoplyst;2020;I alt;5
Uden for kommunen;2020;I alt;3
København i alt;2020;I alt;57
Nord;2021;Indbrud;20
Nord;2021;Hærværk;<5
Nord;2021;I alt;23
Syd;2021;Indbrud;..
Syd;2021;Hærværk;
Syd;2021;I alt;9
Uoplyst;2021;I alt;6
København i alt;2021;I alt;38
"""


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    return made


def load(city, text, *options, name="antal.csv", expect=0):
    """Load a table of counts and return what was said."""
    path = city.write(name, text)
    return city.run("load", "counts", path, "--set", "bydele", *options, expect=expect).output


def counts(city, year, *options):
    """Return the counts of a year by area."""
    answer = city.ask("incidents", "--set", "bydele", "--year", year, *options)
    return {code: row["n"] for code, row in by_area(answer).items()}


def test_a_table_is_counted_with_its_total_and_no_more(city):
    """42 + 10 + 5 without a place are the stated 57; 3 outside are beside it."""
    load(city, LONG)
    answer = city.ask("incidents", "--set", "bydele", "--baseline", 2020, "--year", 2021)
    rows = by_area(answer)
    assert {code: (row["baseline_n"], row["n"]) for code, row in rows.items()} == {
        "*": (57, 38), "1": (42, 23), "2": (10, 9), "outside": (3, None), "-": (5, 6),
    }  # fmt: skip
    assert counts(city, 2020, "--baseline", 2019) == {
        "*": 57, "1": 42, "2": 10, "outside": 3, "-": 5,
    }  # fmt: skip
    assert rows["1"]["rate_ratio"] == pytest.approx(23 / 42 * 366 / 365)
    assert answer["settings"]["use"] == "counts"
    assert answer["settings"]["days"] == ["2021-01-01", "2021-12-31"]
    assert any("tabeller" in note for note in answer["notes"])


def test_rows_in_are_rows_stored_and_rejected(city):
    """17 rows, one of an area that is not in the set."""
    load(city, LONG + "Vest;2021;I alt;4\n")
    (row,) = [row for row in city.ask("status")["rows"] if row["kind"] == "counts"]
    assert (row["rows_in"], row["rows_stored"], row["rows_rejected"]) == (18, 17, 1)
    (reject,) = city.ask("status", "--rejects", row["load"])["rows"]
    assert (reject["row"], reject["column"], reject["value"]) == (18, "Område", "Vest")


def test_what_is_withheld_or_empty_is_not_nought(city):
    """A dash is nought; <5, two dots and an empty cell are not known, and no verdict is given."""
    load(city, LONG)
    answer = city.ask("incidents", "--set", "bydele", "--baseline", 2020, "--year", 2021,
                      "--category", "Hærværk")  # fmt: skip
    rows = by_area(answer)
    assert {code: (row["baseline_n"], row["n"]) for code, row in rows.items()} == {
        "*": (42 - 30, None), "1": (12, None), "2": (0, None), "-": (None, None),
    }  # fmt: skip
    assert {rows[code]["verdict"] for code in ("*", "1", "2")} == {"not_testable"}
    assert rows["1"]["flags"][0] == "withheld"
    assert any("Nord, Syd" in note for note in answer["notes"])


def test_siblings_give_the_same(tmp_path):
    """Wide, in a workbook, in Windows-1252, with commas and English headings."""
    wide = (
        "Område;Gerningstype;2020;2021\nNord;Indbrud;30;20\nNord;I alt;42;23\n"
        "Syd;Indbrud;10;8\nSyd;I alt;10;9\n"
    )
    english = (
        "Area,Offence type,2020,2021\nNord,Indbrud,30,20\nNord,Total,42,23\n"
        "Syd,Indbrud,10,8\nSyd,Total,10,9\n"
    )
    answers = []
    for at, (text, encoding, suffix) in enumerate(
        [(wide, "utf-8", "csv"), (wide, "cp1252", "csv"), (wide, "", "xlsx"),
         (english, "utf-8", "csv")]
    ):  # fmt: skip
        made = City(tmp_path / str(at))
        made.folder.mkdir()
        made.areas(["Nord", "Syd"])
        path = made.folder / f"antal.{suffix}"
        if suffix == "xlsx":
            book = openpyxl.Workbook()
            for line in text.splitlines():
                book.active.append([int(one) if one.isdigit() else one for one in line.split(";")])
            book.save(path)
        else:
            path.write_text(text, encoding=encoding)
        made.run("load", "counts", path, "--set", "bydele")
        answers.append(
            [counts(made, 2021, "--baseline", 2020, *category)
             for category in ((), ("--category", "Indbrud"))]
        )  # fmt: skip
    assert answers[0] == [
        {"*": 32, "1": 23, "2": 9, "-": None}, {"*": 28, "1": 20, "2": 8, "-": None},
    ]  # fmt: skip
    assert answers == [answers[0]] * 4


def test_what_the_areas_lack_of_the_total_has_no_place(city):
    """A total of 60 over 42 and 10: 8 have no place, and it is said."""
    said = load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nHele byen;2020;60\n")
    assert "no place" in said or "intet sted" in said
    assert counts(city, 2020) == {"*": 60, "1": 42, "2": 10, "-": 8}


def test_a_total_that_holds_what_lies_outside_is_not_the_citys(city):
    """42 + 10 + 5 + 3 = 60: the city is 57."""
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nUoplyst;2020;5\n"
               "Uden for kommunen;2020;3\nI alt;2020;60\n")  # fmt: skip
    assert counts(city, 2020) == {"*": 57, "1": 42, "2": 10, "outside": 3, "-": 5}


@pytest.mark.parametrize(
    "text",
    [
        "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nI alt;2020;50\n",
        "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nUoplyst;2020;5\nI alt;2020;60\n",
        "Område;År;Type;Antal\nNord;2020;Indbrud;42\nNord;2020;I alt;10\n",
        "Område;2020K1;2020K2;2020K3;2020K4;2020\nNord;1;2;3;4;11\n",
    ],
)
def test_a_total_that_contradicts_its_parts_is_refused(city, text):
    """Areas, categories and quarters; nothing is stored."""
    load(city, text, expect=4)
    assert [row["kind"] for row in city.ask("status")["rows"]] == ["areas"]


def test_an_area_that_is_not_there_is_not_nought(city):
    """Unless the load is told that the table leaves noughts out."""
    text = "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nNord;2021;40\n"
    load(city, text)
    rows = by_area(city.ask("incidents", "--set", "bydele", "--baseline", 2020, "--year", 2021))
    assert (rows["2"]["n"], rows["2"]["flags"][0]) == (None, "not_stated")
    assert rows["*"]["n"] is None
    load(city, text, "--absent-is-nought", "--replace", 2)
    assert counts(city, 2021, "--baseline", 2020) == {"*": 40, "1": 40, "2": 0, "-": None}
    (row,) = [row for row in city.ask("status")["rows"]
              if row["kind"] == "counts" and row["superseded_by"] is None]  # fmt: skip
    assert row["rows_stored"] == 3


def test_categories_are_summed_only_where_they_are_said_to_be_all(city):
    """Without a total row all categories together are asked about, and the advice works."""
    text = "Område;År;Type;Antal\nNord;2020;A;4\nNord;2020;B;5\nSyd;2020;A;1\nSyd;2020;B;2\n"
    said = load(city, text)
    assert "--adds-up" in said
    refused = city.run("incidents", "--set", "bydele", "--year", 2020, expect=1).output
    assert "--category" in refused
    assert "A, B" in refused
    assert counts(city, 2020, "--category", "B") == {"*": 7, "1": 5, "2": 2, "-": None}
    load(city, text, "--adds-up", "category", "--replace", 2)
    assert counts(city, 2020) == {"*": 12, "1": 9, "2": 3, "-": None}


def test_a_group_is_counted_beside_its_own_residents(city):
    """30 of 1,000 women in 2020, not of 2,000 people; extracts cannot tell who is a woman."""
    head = "Område;År;Køn;"
    load(city, head + "Antal\nNord;2020;Kvinder;30\nNord;2021;Kvinder;15\nNord;2020;Mænd;50\n"
                      "Nord;2021;Mænd;52\n")  # fmt: skip
    people = "".join(f"Nord;{year};{sex};1000\n" for year in (2020, 2021)
                     for sex in ("Kvinder", "Mænd"))  # fmt: skip
    path = city.write("f.csv", f"{head}Folketal\n{people}")
    city.run("load", "population", path, "--set", "bydele", "--adds-up", "køn")
    asked = ("incidents", "--year", 2021, "--baseline", 2020, "--group", "køn=kvinder")
    row = by_area(city.ask(*asked))["1"]
    assert (row["n"], row["baseline_n"], row["population"]) == (15, 30, 1000)
    assert (row["rate_per_1000"], row["group"]) == (15.0, "køn=kvinder")
    assert row["rate_ratio"] == pytest.approx(0.5 * 366 / 365)
    said = city.run(*asked[:-1], "køn=andre", expect=1).stderr
    assert "No table counts the group 'køn=andre'" in said
    assert "køn=kvinder, køn=mænd" in said
    assert "--group is of tables" in city.run(*asked, "--use", "extracts", expect=2).stderr


def test_groups_are_kept_apart(city):
    """Of victims by sex only the row of both is counted; without it nothing is."""
    head = "Område;År;Køn;Antal\n"
    parts = "Nord;2020;Kvinder;4\nNord;2020;Mænd;5\nSyd;2020;Kvinder;1\nSyd;2020;Mænd;2\n"
    load(city, head + parts + "Nord;2020;I alt;9\nSyd;2020;I alt;3\n")
    assert counts(city, 2020) == {"*": 12, "1": 9, "2": 3, "-": None}
    load(city, head + parts, "--replace", 2, name="dele.csv")
    city.run("incidents", "--set", "bydele", "--year", 2020, expect=1)
    load(city, head + parts, "--adds-up", "køn", "--replace", 3, name="dele.csv")
    assert counts(city, 2020) == {"*": 12, "1": 9, "2": 3, "-": None}


def test_the_same_months_of_both_years_are_compared(city):
    """Four quarters of 2020 and two of 2021: the first half of each."""
    load(city, "Område;2020K1;2020K2;2020K3;2020K4;2021K1;2021K2\n"
               "Nord;1;2;3;4;5;6\nSyd;1;1;1;1;1;1\n")  # fmt: skip
    answer = city.ask("incidents", "--set", "bydele", "--baseline", 2020, "--year", 2021)
    assert answer["settings"]["days"] == ["2021-01-01", "2021-06-30"]
    rows = by_area(answer)
    assert (rows["1"]["baseline_n"], rows["1"]["n"]) == (3, 11)
    assert "part_year" in rows["1"]["flags"]
    assert any("Tabellerne har ikke begge år" in note for note in answer["notes"])


def test_a_quarter_of_a_table_stands_beside_the_same_quarter(city):
    """One quarter has its own counts; weeks and days are of no table, which is said."""
    load(city, "Område;2020K1;2020K2;2020K3;2020K4;2021K1;2021K2\n"
               "Nord;1;2;3;4;5;6\nSyd;1;1;1;1;1;1\n")  # fmt: skip
    line = ["--lang", "en", "incidents", "--set", "bydele"]
    answer = city.ask(*line, "--baseline", 2020, "--year", "2021-Q2")
    rows = by_area(answer)
    assert (rows["1"]["period"], rows["1"]["baseline_n"], rows["1"]["n"]) == ("2021-Q2", 2, 6)
    assert (answer["settings"]["baseline"], answer["settings"]["year"]) == ("2020-Q2", "2021-Q2")
    assert "part_year" not in rows["1"]["flags"]
    assert not any("do not have both years" in note for note in answer["notes"])
    half = by_area(city.ask(*line, "--baseline", "2020-H1", "--year", "2021-H1", "--area", "Nord"))
    assert {code: (row["baseline_n"], row["n"]) for code, row in half.items()} == {"1": (3, 11)}
    for asked in (["--per", "quarter"], ["--year", "2021-W05"], ["--from", "2021-01-01"]):
        assert "Tables of counts give months" in city.run(*line, *asked, expect=2).stderr


def test_a_year_without_a_row_is_not_covered(city):
    """No baseline where the table has none, and an error where the year itself is not there."""
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;10\n")
    answer = city.ask("incidents", "--set", "bydele", "--baseline", 2015, "--year", 2020)
    assert by_area(answer)["1"]["verdict"] == "no_baseline"
    city.run("incidents", "--set", "bydele", "--year", 2020, "--use", "extracts", expect=1)
    for command in (("incidents", "--year", 2021), ("trace", "Nord", 2021, "incidents")):
        said = city.run(*command, "--set", "bydele", expect=1).output
        assert "they have 2020" in said or "de har 2020" in said


def test_weeks_are_turned_away(city):
    """A week is of no whole month."""
    load(city, "Område;År;Antal\nNord;2020;42\nNord;uge 23 2020;1\n")
    (reject,) = city.ask("status", "--rejects", "all")["rows"]
    assert reject["row"] == 2


def test_a_count_that_is_stored_already_is_turned_away(city):
    """The same again, and another number for the same."""
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;10\n")
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;11\nNord;2021;1\n", name="b.csv")
    rejects = city.ask("status", "--rejects", 3)["rows"]
    assert [row["row"] for row in rejects] == [1, 2]
    assert "--replace 2" in rejects[1]["reason"]
    assert counts(city, 2020)["2"] == 10


EXTRACT = ["1;01-02-2020;720500;6170500", "2;28-12-2020;721500;6170500",
           "3;03-01-2020;721500;6170500"]  # fmt: skip


def test_extracts_and_tables_of_one_year_are_never_added(city):
    """Where both have the year it is asked which, and either answer is that of one of them."""
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;10\nNord;2010;9\nSyd;2010;8\n")
    path = city.write("h.csv", "\n".join(["id;dato;x;y", *EXTRACT]) + "\n")
    city.run("load", "incidents", path)
    asked = ("incidents", "--set", "bydele", "--year", 2020)
    said = city.run(*asked, expect=2).output
    assert "--use extracts" in said
    assert counts(city, 2020, "--use", "extracts")["*"] == 3
    assert counts(city, 2020, "--use", "counts")["*"] == 52
    assert counts(city, 2010, "--baseline", 2009)["*"] == 17
    answer = city.ask(*asked, "--use", "extracts")
    assert any("2010 er indlæst på en anden måde" in note for note in answer["notes"])


@pytest.mark.parametrize(
    "command",
    [("detect",), ("surface", "-o", "f.tif"), ("repeat",), ("hours",),
     ("review", "--before", "2020-01-01..2020-12-28", "--after", "2021-01-01..2021-12-28"),
     ("map", "hotspots", "-o", "k.html")],
)  # fmt: skip
def test_what_needs_incidents_by_themselves_says_so(city, command, tmp_path, monkeypatch):
    """A store of counts alone: exit 1, and how many counts there are."""
    monkeypatch.chdir(tmp_path)
    load(city, LONG)
    said = city.run(*command, "--set", "bydele", expect=1).output
    assert "known by area only" in said or "kun kendt på område" in said
    assert "17" in said


def test_dates_and_rows_cannot_be_chosen_of_a_table(city):
    """A table counts what it counts."""
    load(city, LONG)
    for options in (("--date", "reported"), ("--count", "rows")):
        city.run("incidents", "--set", "bydele", "--year", 2020, *options, expect=2)


def test_rates_use_the_residents_of_the_year(city):
    """42 of 2,000 are 21 per 1,000 in 366 days."""
    load(city, LONG)
    people = city.write("f.csv", "Område;År;Folketal\nNord;2020;2000\nSyd;2020;1000\n")
    city.run("load", "population", people, "--set", "bydele")
    rows = by_area(city.ask("incidents", "--set", "bydele", "--year", 2020))
    assert rows["1"]["rate_per_1000"] == pytest.approx(21 * 365 / 366)
    assert rows["*"]["rate_per_1000"] == pytest.approx(19 * 365 / 366)


def test_trace_leads_to_the_row_of_the_table(city):
    """Nord's 42 stand in the third row; a city that is not stated is the sum of its parts."""
    load(city, LONG)
    rows = city.ask("trace", "Nord", 2020, "incidents", "--set", "bydele")["rows"]
    assert [row["value"] for row in rows if row["row"] == 3] == ["42"]
    rows = city.ask("trace", "*", 2020, "incidents", "--set", "bydele",
                    "--category", "Indbrud")["rows"]  # fmt: skip
    assert any(row["value"] == "30 + 10 = 40" for row in rows)
    city.run("trace", "Syd", 2021, "incidents", "--set", "bydele", "--category", "Hærværk",
             expect=1)  # fmt: skip


def test_status_and_check_know_the_counts(city):
    """The rows are listed, and the checks run over a store that has nothing else."""
    load(city, LONG)
    notes = city.ask("status")["notes"]
    assert any("bydele" in note and "Indbrud" in note for note in notes)
    assert city.ask("check")["settings"]["n_counts"] == 17


def test_what_is_no_area_is_said(city):
    """The words, and in how many rows they stand; a row of a wide table is one row."""
    said = load(city, "Område;2020;2021\nNord;4;5\nSyd;1;1\nUoplyst;2;3\nAnden kommune;7;8\n")
    assert "'Uoplyst' (1)" in said
    assert "'Anden kommune' (1)" in said
    assert counts(city, 2021, "--baseline", 2020) == {
        "*": 9, "1": 5, "2": 1, "outside": 8, "-": 3,
    }  # fmt: skip


@pytest.fixture
def told(city):
    """Return the city with residents, an indicator and counts, Syd's withheld in 2021."""
    load(city, "Område;2020;2021\nNord;142;123\nSyd;110;..\nUoplyst;8;7\nUden for kommunen;3;4\n"
               "I alt;260;230\n")  # fmt: skip
    people = "".join(f"Nord;{year};2000\nSyd;{year};1000\n" for year in (2020, 2021))
    path = city.write("f.csv", f"Område;År;Folketal\n{people}")
    city.run("load", "population", path, "--set", "bydele")
    city.index([f"{area};{year};{percent},0;300;2022;" for year in (2020, 2021)
                for area, percent in (("Nord", 20), ("Syd", 10), ("Hele byen", 15))])  # fmt: skip
    return city


def test_priority_and_the_report_use_tables_where_there_is_no_extract(told, tmp_path):
    """Nord's 123 of 2,000 in both; of Syd the report says that it is not known."""
    years = ("--baseline", 2020, "--year", 2021)
    answer = told.ask("priority", "--set", "bydele", *years)
    rates = {row["area"]: row["rate_per_1000"] for row in answer["rows"]}
    assert rates == {"1": pytest.approx(61.5), "2": None}
    assert any("tabeller giver dem" in note for note in answer["notes"])
    assert "antal.csv" in [source["file"] for source in answer["sources"]]
    page = tmp_path / "status.html"
    told.run("report", "--set", "bydele", *years, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "antal hændelser" in text
    assert "kendes ikke: tabellen tilbageholder eller mangler tallet" in text
    assert "anmeldelser med koordinater" in text


def test_a_picture_leaves_out_what_is_no_area_and_says_what_is_not_known(told, tmp_path):
    """Two areas: one with a dot, one whose count is not known; outside is none of them."""
    picture = tmp_path / "f.png"
    told.run("figure", "intervals", "--reported", "--set", "bydele", "--baseline", 2020,
             "--year", 2021, "-o", picture)  # fmt: skip
    words = (tmp_path / "f.png.alt.txt").read_text(encoding="utf-8")
    assert "antallet kendes ikke" in words
    assert "Uden for inddelingen" not in words
    assert "Nord" in words


def test_a_city_that_is_not_known_is_said(city):
    """Without a total, and one of its areas withheld, the city is not known."""
    load(city, "Område;År;Antal\nNord;2020;42\nSyd;2020;<5\n")
    answer = city.ask("incidents", "--set", "bydele", "--year", 2020)
    assert by_area(answer)["*"]["n"] is None
    assert any("Hvor mange der var i hele byen, kendes ikke" in note for note in answer["notes"])


def test_a_half_year_is_that_half_of_the_table(city):
    """Of a first half only the counts of that half are taken, or of its two quarters."""
    load(city, "Område;2020H1;2020H2;2021K1;2021K2;2021K3\nNord;40;60;21;21;7\nSyd;1;1;2;3;4\n")
    people = "".join(f"Nord;{year};2000\nSyd;{year};1000\n" for year in (2020, 2021))
    path = city.write("f.csv", f"Område;År;Folketal\n{people}")
    city.run("load", "population", path, "--set", "bydele")
    rows = "".join(f"{area};{year}-H1;20,0;300\n" for year in (2020, 2021)
                   for area in ("Nord", "Syd", "Hele byen"))  # fmt: skip
    path = city.write("i.csv", f"Område;Periode;Procent;Antal svar\n{rows}")
    city.run("load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag")
    answer = city.ask("priority", "--set", "bydele", "--baseline", "2020-H1", "--year", "2021-H1")
    rates = {row["area"]: row["rate_per_1000"] for row in answer["rows"]}
    assert rates == {"1": pytest.approx(21), "2": pytest.approx(5)}
