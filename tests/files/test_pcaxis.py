"""PC-Axis files (.px) of StatBank: read like the tables they are, or refused with one sentence."""

import gzip
import zipfile

import pytest

from tests.conftest import Hotspots
from tests.small_city import City, by_area

HEAD = """CHARSET="ANSI";
AXIS-VERSION="2013";
MATRIX="T1";
LAST-UPDATED="20240812 08:00";
NOTE="Nye grænser; se#vejledningen";
"""
RESIDENTS = """DECIMALS=0;
TITLE="Folketal efter område, køn "
"og tid";
CONTENTS="Folketal den 1. i kvartalet";
UNITS="Antal";
STUB="område","køn";
HEADING="tid";
VALUES("område")="Bydel Nord","Bydel "
"Sønder";
VALUES("køn")="I alt","Mænd";
VALUES("tid")="2023K4","2024K1";
TIMEVAL("tid")=TLIST(Q1),"20234","20241";
CODES("område")="101","102";
CELLNOTE("Bydel Nord","*","2024K1")="Foreløbigt";
DATA=
50 60
20 ".."
"-" 80
30 40;
"""
COUNTS = """CONTENTS="Anmeldte forbrydelser";
UNITS="Antal";
STUB="område","overtrædelsens art";
HEADING="tid";
VALUES("område")="Nord","Sønder";
VALUES("overtrædelsens art")="I alt","Vold";
VALUES("tid")="2022","2023";
"""


@pytest.fixture
def city(tmp_path):
    """Return a city of two areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Sønder"])
    return made


def load(city, kind, text, *options, name="a.px", encoding="cp1252", expect=0):
    """Load a PC-Axis file; return what was said."""
    path = city.folder / name
    path.write_bytes(text.encode(encoding))
    said = city.run("--lang", "en", "load", kind, path, "--set", "bydele", *options, expect=expect)
    return said.stdout + said.stderr


def residents(city):
    """Return the stored residents by area, period and group."""
    return {tuple(row[:3]): row[3] for row in Hotspots(city.store).query(
        "select area_code, year || part, group_key, population from population")}  # fmt: skip


def counts(city):
    """Return the stored counts by area, year and category, with how they are withheld."""
    query = "select area_code, year, coalesce(category, ''), n, withheld from incident_count"
    return {tuple(row[:3]): row[4] or row[3] for row in Hotspots(city.store).query(query)}


RIGHT = {
    ("1", "2023Q4", ""): 50, ("1", "2024Q1", ""): 60, ("1", "2023Q4", "køn=mænd"): 20,
    ("2", "2023Q4", ""): 0, ("2", "2024Q1", ""): 80, ("2", "2023Q4", "køn=mænd"): 30,
    ("2", "2024Q1", "køn=mænd"): 40,
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "cp865"])
def test_residents_by_sex_and_quarter(city, encoding):
    """Strings go on over lines; a dash is nought, two dots are no figure; DOS files too."""
    said = load(city, "population", HEAD + RESIDENTS, encoding=encoding)
    assert residents(city) == RIGHT
    assert "Row 4, column 'Antal' is missing" in said


def test_the_code_page_is_taken_where_it_is_named(city):
    """In cp850 the word of an area holds a letter that Windows-1252 has elsewhere."""
    text = HEAD.replace('"ANSI";', '"ANSI";\nCODEPAGE="850";') + RESIDENTS
    load(city, "population", text, encoding="cp850")
    assert residents(city) == RIGHT


def test_codes_stand_for_names_where_asked(city):
    """``OMRÅDE kode`` is a heading that can be mapped; other codes stay out of the way."""
    said = load(city, "population", HEAD + RESIDENTS.replace('"101","102"', '"1","2"'),
                "--map", "area=område kode", "--only", "køn=I alt")  # fmt: skip
    assert residents(city)["2", "2024Q1", ""] == 80
    assert "område kode → area" in said


@pytest.mark.parametrize("packed", ["a.zip", "a.px.gz"])
def test_packed(city, packed):
    """As other tables; a dry run names no file that is gone afterwards."""
    content = (HEAD + RESIDENTS).encode("cp1252")
    path = city.folder / packed
    if packed.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("folk/folk1.px", content)
    else:
        path.write_bytes(gzip.compress(content))
    tried = city.run("load", "population", path, "--set", "bydele", "--dry-run").stdout
    assert "hotspots-" not in tried
    city.run("load", "population", path, "--set", "bydele")
    assert residents(city) == RIGHT


TWO_LANGUAGES = """CHARSET="ANSI";
LANGUAGE="en";
LANGUAGES="en","da";
DECIMALS=1;
CONTVARIABLE="contents";
CONTVARIABLE[da]="indhold";
STUB="district","contents";
STUB[da]="bydel","indhold";
HEADING="year";
HEADING[da]="tid";
VALUES("district")="North","South";
VALUES[da]("bydel")="Nord","Sønder";
VALUES("contents")="Per cent","Responses";
VALUES[da]("indhold")="Andel utrygge","Antal svar";
VALUES("year")="2010","2024";
VALUES[da]("tid")="2010","2024";
UNITS("Per cent")="per cent";
UNITS[da]("Andel utrygge")="pct.";
UNITS("Responses")="number";
DATA=
12 9.5
300 290
".." 14.2
"..." 311;
"""


def test_shares_and_answers_of_a_file_in_two_languages(city):
    """Danish is taken, kinds of contents become columns, and 12 is 12.0 with one decimal."""
    load(city, "index", TWO_LANGUAGES, "--fixed", "indicator=utryg_nabolag")
    rows = by_area(city.ask("change", "--set", "bydele", "--indicator", "utryg_nabolag"))
    assert [rows["1"][name] for name in ("baseline_percent", "percent", "baseline_n", "n")] == [
        12.0, 9.5, 300, 290,
    ]  # fmt: skip
    held = Hotspots(city.store).query("select area_code, year, decimals from estimate")
    assert sorted(held) == [
        ("1", 2010, 1), ("1", 2024, 1), ("2", 2010, None), ("2", 2024, 1),
    ]  # fmt: skip


def test_shares_are_no_residents(city):
    """Neither are thousands of them: the unit says what the cells are."""
    assert "no column for 'population'" in load(city, "population", TWO_LANGUAGES, expect=4)
    thousands = (HEAD + RESIDENTS).replace('"Antal"', '"1.000 personer"')
    assert "'1.000 personer'" in load(city, "population", thousands, name="b.px", expect=4)


def test_counts_by_offence(city):
    """What is withheld stays so; a nil that is shown as 0 is nought."""
    cells = 'DATASYMBOLNIL="0";\nDATA=\n9 8\n"-" ".."\n5 6\n".." "...";\n'
    load(city, "counts", HEAD + COUNTS + cells)
    assert counts(city) == {
        ("1", 2022, ""): 9, ("1", 2023, ""): 8, ("1", 2022, "Vold"): 0,
        ("1", 2023, "Vold"): "suppressed", ("2", 2022, ""): 5, ("2", 2023, ""): 6,
        ("2", 2022, "Vold"): "suppressed", ("2", 2023, "Vold"): "missing",
    }  # fmt: skip


def test_lines_with_keys(city):
    """A line that is left out is not known; no nought is made up for it."""
    cells = ('KEYS("område")=CODES;\nKEYS("overtrædelsens art")=VALUES;\n'
             'CODES("område")="10","20";\n'
             'DATA=\n"10" "I alt" 9 8\n"20" "Vold" 3 2;\n')  # fmt: skip
    load(city, "counts", HEAD + COUNTS + cells)
    assert counts(city) == {
        ("1", 2022, ""): 9, ("1", 2023, ""): 8, ("2", 2022, "Vold"): 3, ("2", 2023, "Vold"): 2,
    }  # fmt: skip


WHOLE = HEAD + RESIDENTS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WHOLE.replace('"2023K4","2024K1"', '"2023K4"'), "make 4 cells, but its DATA holds 8"),
        (WHOLE[: WHOLE.index("20 ")], "ends before its DATA does"),
        (WHOLE[: WHOLE.index('ænd";')], "ends before its VALUES does"),
        (WHOLE[: WHOLE.index("DATA")], "the file has no DATA"),
        (WHOLE.replace('STUB="område","køn";\nHEADING="tid";\n', ""), "the file has no STUB"),
        (WHOLE.replace('"område","køn"', '"område","alder"'), 'has no VALUES("alder")'),
        (WHOLE.replace('"101","102"', '"101"'), "2 values, but 1 code"),
        (WHOLE.replace("DECIMALS=0;", "her er en tabel"), "line 6: this is not how"),
        ("Område;År;Antal\nNord;2024;5\n", "the content is a text table (CSV)"),
    ],
)  # fmt: skip
def test_what_is_no_whole_cube_is_refused(city, text, reason):
    """With one sentence that names the reason."""
    said = load(city, "population", text, expect=4)
    assert reason in said
    assert len(said.strip().splitlines()) <= 2


def test_a_cube_that_claims_too_much_is_refused_at_once(city):
    """A thousand million cells are counted, not made."""
    many = ",".join(f'"{n}"' for n in range(1000))
    claims = "".join(f'VALUES("{name}")={many};\n' for name in ("område", "køn", "tid"))
    text = HEAD + 'STUB="område","køn";\nHEADING="tid";\n' + claims + "DATA=\n1 2 3;\n"
    assert "make 1000000000 cells, but its DATA holds 3" in load(
        city, "population", text, expect=4
    )


def test_a_text_table_by_the_name_of_csv_is_sent_to_its_ending(city):
    """The content decides, and the sentence says which it is."""
    said = load(city, "population", WHOLE, name="a.csv", expect=4)
    assert "the content is a PC-Axis file (.px)" in said


def test_a_number_of_a_person_stops_it(city):
    """In a value as in a note."""
    for text in (WHOLE.replace("Bydel Nord", "010190-1234"),
                 WHOLE.replace("Nye grænser", "set 010190-1234")):  # fmt: skip
        assert "CPR" in load(city, "population", text, expect=4)


def test_commands_without_figures_do_not_take_it(city):
    """They name those that do."""
    path = city.write("maal.px", WHOLE)
    said = city.run("--lang", "en", "load", "goals", path, expect=4).stderr
    assert ".px," not in said
    assert "load population, load index and load counts take them" in said
