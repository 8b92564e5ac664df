"""How people's files are written: one case for each kind that was once misread.

What a table of figures, residents or incidents holds stands here; where else a case is held:

=============================================== ==============================================
a sheet that says it is smaller than it is      tests/loads/test_workbook_cells.py
ids of eighteen digits, as Excel keeps them     tests/loads/test_workbook_cells.py
durations, 24:00, percent, errors, merged cells tests/loads/test_workbook_cells.py
a text that exports write for Excel as ="A1"    tests/loads/test_workbook_cells.py
three sheets of which each is the table         tests/loads/test_several_sheets.py
one id for all rows, by --fixed                 tests/loads/test_same_file.py
ids that repeat with other categories           tests/incidents/test_cases.py
a heading twice                                 tests/incidents/test_cases.py
marks before decimals that differ in a file     tests/loads/test_decimal_marks.py
rates above 1,000 in 1,000, parts of a person   tests/loads/test_decimal_marks.py
a collection of a polygon and a line            tests/areas/test_area_parts.py
one code in several rows of a layer             tests/areas/test_area_parts.py
men and women without a total                   tests/loads/test_meaning_cases.py
x and y in each other's place, points nowhere   tests/loads/test_layer_places.py
a Shapefile whose encoding nobody says          tests/loads/test_misread_letters.py
other layers of a file                          tests/loads/test_layer_formats.py
ranges, offsets, seven digits of a second       tests/loads/test_moments.py
heaps at midnight, noon and one point           tests/incidents/test_heaps.py
codes that are not in the table of codes        tests/incidents/test_codes.py
=============================================== ==============================================
"""

import openpyxl
import pytest

from tests.conftest import Hotspots
from tests.small_city import City

NAMES = ["Indre By", "Amager Øst", "Kongens Enghave"]
FIGURES = "select area_code, year || part, percent, n from estimate order by all"
EFFECTIVE = "select area_code, round(percent, 6), round(n_eff, 1) from estimate order by all"
RESIDENTS = "select area_code, year || part, population from population order by all"
INCIDENTS = (
    "select incident_id, strftime(occurred_from, '%Y-%m-%d %H:%M'), time_precision from incident"
    " order by incident_id::int"
)
UNSAFE = ("--fixed", "indicator=utryg_nabolag")


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(NAMES)
    return made


def load(city, kind, rows, *options, name="a.csv", encoding="utf-8", expect=0):
    """Load a table that is written as text or, by the name's ending, as a workbook."""
    path = city.folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_bytes("".join(f"{row}\n" for row in rows).encode(encoding))
    of = () if kind == "incidents" else ("--set", "bydele")
    said = city.run("--lang", "en", "load", kind, path, *of, *options, expect=expect)
    return said.stdout + said.stderr


HALVES = [f"Indre By;2010;utryg_nabolag;{answer};{weight}"
          for answer, weight in (("ja", "1"), ("nej", ".873"), ("nej", "1.127"), ("nej", "1"))
          for _ in range(50)]  # fmt: skip

TABLES = {
    "StatBank's headings": (
        "population", RESIDENTS, (), "utf-8-sig",
        ["OMRÅDE;TID;INDHOLD", "Indre By;2024;5100", "Amager Øst;2024;4000"],
        [("1", "2024", 5100), ("2", "2024", 4000)],
    ),
    "StatBank's groups and quarters": (
        "population", RESIDENTS, (), "utf-8-sig",
        ["OMRÅDE;KØN;ALDER;TID;INDHOLD", "Indre By;I alt;I alt;2024K1;5100"],
        [("1", "2024Q1", 5100)],
    ),
    "StatBank's title above, all in quotation marks": (
        "population", RESIDENTS, (), "utf-8",
        ["Folketal;;", '"Bydel";"Tid";"Indhold"', '"Indre By";"2025K1";"41456"'],
        [("1", "2025Q1", 41456)],
    ),
    "years as columns, a title and a total, Windows-1252": (
        "population", RESIDENTS, ("--alias", "Amager Ø=Amager Øst"), "cp1252",
        ["Folketal pr. 1. januar 2025;;", ";;", "Bydel;2024K1;2025K1",
         "Amager Ø;51.123;52.456", "Kgs. Enghave;46.123;47.456", "I alt;600.000;610.000"],
        [("*", "2024Q1", 600000), ("*", "2025Q1", 610000), ("2", "2024Q1", 51123),
         ("2", "2025Q1", 52456), ("3", "2024Q1", 46123), ("3", "2025Q1", 47456)],
    ),
    "persons under another heading": (
        "population", RESIDENTS, (), "cp1252",
        ["Bydel;År;Antal personer", "Indre By;2025;41.456", "I alt;2025;600.000",
         "Uden for inddeling;2025;1.234"],
        [("*", "2025", 600000), ("1", "2025", 41456)],
    ),
    "the first of January is the year's; another town is no area": (
        "population", RESIDENTS, (), "utf-8",
        ["Bydel;År;Indbyggere", "Indre By;2025;41.456", "Amager Øst;1. januar 2025;12.345",
         "Frederiksberg;2025;105.000", "I alt;2025;600.000"],
        [("*", "2025", 600000), ("1", "2025", 41456), ("2", "2025", 12345)],
    ),
    "weights with three decimals": (
        "survey", EFFECTIVE, (), "utf-8", ["Område;År;Indikator;Svar;Vægt", *HALVES],
        [("1", 25.0, 199.5)],
    ),
    "effects of the design with three decimals": (
        "index", EFFECTIVE, UNSAFE, "utf-8",
        ["Område;År;Procent;Antal svar;Designeffekt", "Indre By;2010;12,5;400;1.234",
         "Amager Øst;2010;11,5;400;0.987"],
        [("1", 12.5, 324.1), ("2", 11.5, 405.3)],
    ),
    "marks that nobody sees, in names": (
        "index", FIGURES, UNSAFE, "utf-8",
        ["Område;År;Procent;Antal svar", "Indre\u00ad By;2010;12,5;400",
         "Amager\u200b Øst;2010;11,5;300", "Kongens\u00a0Enghave;2010;9,5;200"],
        [("1", "2010", 12.5, 400), ("2", "2010", 11.5, 300), ("3", "2010", 9.5, 200)],
    ),
    "Excel's line for the delimiter, titles of indicators, the whole": (
        "index", FIGURES, (), "utf-8-sig",
        ["sep=;", "Område;År;Indikator;Andel;Antal svar",
         "Indre By;2025;Utryg i nabolaget;5,0 %;300",
         "Hele kommunen;2025;Utryg i nabolaget;7,1 %;4000"],
        [("*", "2025", 7.1, 4000), ("1", "2025", 5.0, 300)],
    ),
    "the indicator as the heading of its shares": (
        "index", FIGURES, (), "utf-8",
        ["Bydel;År;Utrygge i nabolaget;Antal svar", "Indre By;2024;7 pct.;300",
         "Amager Øst;2024;9;300"],
        [("1", "2024", 7.0, 300), ("2", "2024", 9.0, 300)],
    ),
    "the unit as the heading": (
        "index", FIGURES, (), "utf-8",
        ["Bydel;År;Indikator;Pct.;Antal besvarelser", "Indre By;2024;utryg_nabolag;7 pct.;300",
         "Amager Øst;2024;utryg_nabolag;9,0;300"],
        [("1", "2024", 7.0, 300), ("2", "2024", 9.0, 300)],
    ),
    "what is withheld is kept, what is no number is turned away": (
        "index", FIGURES, UNSAFE, "utf-8",
        ["Bydel;År;Procent;Antal svar", "Indre By;2022;7;300", "Indre By;2023;;300",
         "Indre By;2024;#REF!;300", "Amager Øst;2024;..;300", "Kgs. Enghave;2024;ca. 9;12"],
        [("1", "2022", 7.0, 300), ("2", "2024", None, 300)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_is_stored_as_it_is_meant(city, case):
    """Its right value, whatever stands around it."""
    kind, query, options, encoding, rows, stored = TABLES[case]
    load(city, kind, rows, *options, encoding=encoding)
    assert Hotspots(city.store).query(query) == stored


def test_a_cover_and_years_below_merged_headings(city):
    """The words over the years are an indicator's only where they are said to be."""
    book = openpyxl.Workbook()
    book.active.title = "Læs mig"
    book.active.append(["Tryghedsundersøgelsen 2025"])
    sheet = book.create_sheet("Tabel 1")
    for row in (["Tabel 1. Andel utrygge efter bydel"], [],
                ["Bydel", "Andel utrygge", None, "Antal svar", None],
                [None, 2023, 2024, 2023, 2024], ["Indre By", 0.05, 0.053, 300, 310],
                [], ["1) Inkl. Holmen."]):  # fmt: skip
        sheet.append(row)
    for cells in ("A1:E1", "B3:C3", "D3:E3"):
        sheet.merge_cells(cells)
    for row in sheet["B5:C5"]:
        for cell in row:
            cell.number_format = "0.0%"
    path = city.folder / "bred.xlsx"
    book.save(path)
    city.run("load", "index", path, "--set", "bydele", *UNSAFE)
    assert Hotspots(city.store).query(FIGURES) == [
        ("1", "2023", 5.0, 300), ("1", "2024", 5.3, 310),
    ]  # fmt: skip


def test_one_day_in_twelve_ways(city):
    """With its time where there is one; the end of a day is the next midnight."""
    days = ["12.10.2024 kl. 11.00", "12.10.2024 11.00", "12.10.2024 11:00", "12-10-2024 kl. 11:00",
            "12/10/2024 11:00", "12. oktober 2024", "12-okt-24", "12.10.24", "2024-10-12 11:00",
            "121024", "12-10-2024 24:00", "45577,5"]  # fmt: skip
    rows = [f"{at};{day};724500;6175800" for at, day in enumerate(days)]
    load(city, "incidents", ["id;tidspunkt;x;y", *rows], "--crs", "EPSG:25832")
    dated = {"5", "6", "7", "9"}
    times = {"10": "2024-10-13 00:00", "11": "2024-10-12 12:00"}
    assert Hotspots(city.store).query(INCIDENTS) == [
        (str(at), "2024-10-12 00:00" if str(at) in dated
         else times.get(str(at), "2024-10-12 11:00"),
         "day" if str(at) in dated else "moment")
        for at in range(12)
    ]  # fmt: skip


def test_the_end_of_a_year_is_a_time_that_exists(city):
    """24:00 on the last day."""
    rows = ["Sagsnr;Gerningstidspunkt;X;Y", "1;31-12-2024 24:00;724500;6175800"]
    load(city, "incidents", rows, "--crs", "EPSG:25832")
    assert Hotspots(city.store).query(INCIDENTS) == [("1", "2025-01-01 00:00", "moment")]


def test_an_extract_of_the_police(city):
    """A title above, times with *kl.*, the day of the report, and how many below the rows."""
    head = ["Journalnr.", "Gerningskode", "Gerningstid fra", "Gerningstid til", "Anmeldt dato",
            "Gade", "X-koordinat", "Y-koordinat"]  # fmt: skip
    rows = [
        [f"0100-71311-0000{at}-24", "71311", "12.10.2024 kl. 11.00", f"12.10.2024 kl. 1{at}.30",
         "13-10-2024", "Prøvevej", 720500, 6170500]
        for at in range(1, 4)
    ]  # fmt: skip
    sheet = [["Anmeldelser, udtrukket 02-12-2024"], [], head, *rows, [], ["I alt: 3"]]
    said = load(city, "incidents", sheet, "--crs", "EPSG:25832", name="a.xlsx")
    assert "4 rows in, 3 stored, 1 rejected" in said
    query = """select strftime(occurred_from, '%H:%M'), strftime(occurred_to, '%H:%M'),
        strftime(reported, '%d-%m-%Y'), category from incident order by all"""
    assert Hotspots(city.store).query(query) == [
        ("11:00", f"1{at}:30", "13-10-2024", "71311") for at in range(1, 4)
    ]
