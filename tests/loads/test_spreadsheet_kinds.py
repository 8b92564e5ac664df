"""One table in every kind of spreadsheet; what a kind does not say is asked."""

import datetime as dt
import shutil
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from tests.conftest import Hotspots
from tests.loads.test_load_bad_files import refused
from tests.loads.written_spreadsheets import compound, write

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

INDEX = ("load", "index", "--set", "by")
POPULATION = ("load", "population", "--set", "by")
INCIDENTS = ("load", "incidents")
FIGURES = "select area_code, year, percent, n from estimate order by all"
MOMENTS = "select incident_id, occurred_from, time_precision from incident order by all"
KINDS = (".xlsx", ".xls", ".xlsb", ".ods")
UNKNOWN = KINDS[1:]
HEADER = ["Sagsnr", "Gerningstidspunkt", "Kategori", "X", "Y"]
TWO = [
    [1001, dt.datetime(2024, 2, 1, 22, 15), "Vold", 724050.5, 6175050],  # noqa: DTZ001
    [1002, dt.datetime(2024, 2, 2, 23, 59), "Hærværk", 724150, 6175050],  # noqa: DTZ001
]
FIGURE_HEADER = ["Område", "År", "Indikator", "Procent", "Antal svar"]


def spreadsheet(path, sheets, *, merged=()):
    """Write sheets by name in any kind; in .xlsx dates are shown as such, and moments too."""
    if path.suffix != ".xlsx":
        return write(path, sheets, merged=merged)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for first_row, last_row, first_column, last_column in merged:
        book.worksheets[0].merge_cells(
            start_row=first_row + 1, end_row=last_row + 1,
            start_column=first_column + 1, end_column=last_column + 1,
        )  # fmt: skip
    book.save(path)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_incidents(three_areas, tmp_path, kind):
    path = spreadsheet(tmp_path / f"a{kind}", {"Ark1": [HEADER, *TWO]})
    three_areas.done(*INCIDENTS, path)
    stored = three_areas.query(
        "select incident_id, occurred_from, category, x_m, y_m from incident order by all"
    )
    assert stored == [
        ("1001", TWO[0][1], "Vold", 724050.5, 6175050),
        ("1002", TWO[1][1], "Hærværk", 724150, 6175050),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_figures_below_merged_headings(three_areas, tmp_path, kind):
    """A title, two kinds of value merged over their years, and a cover sheet behind."""
    rows = [
        ["Tabel 1", None, None, None, None],
        ["Område", "Andel utrygge", None, "Antal svar", None],
        [None, 2010, 2011, 2010, 2011],
        [1, 10, 11.5, 100, 110],
    ]
    sheets = {"Tal": rows, "Læs mig": [["Kontakt"]]}
    merged = [(1, 1, 1, 2), (1, 1, 3, 4), (1, 2, 0, 0)]
    path = spreadsheet(tmp_path / f"a{kind}", sheets, merged=merged)
    result = three_areas.done(*INDEX, path, "--fixed", "indicator=utryg_nabolag")
    assert f"a{kind}: read sheet 'Tal'." in result.stderr
    assert three_areas.query(FIGURES) == [("1", 2010, 10, 100), ("1", 2011, 11.5, 110)]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_share_may_be_shown_as_percent(three_areas, tmp_path, kind):
    """0.123 may be 12.3 % or 0.123 %: nothing is stored before it is said which."""
    rows = [FIGURE_HEADER, [1, 2020, "utryg_nabolag", 0.123, 300],
            [2, 2020, "utryg_nabolag", 0.3, 300]]  # fmt: skip
    path = spreadsheet(tmp_path / f"a{kind}", {"Ark1": rows})
    sentence = refused(three_areas, INDEX, path)
    assert "'Procent' holds numbers of at most 1, such as 0.123" in sentence
    assert "--shown-as percent if it is 12.3 % in the spreadsheet" in sentence
    for word, factor in (("percent", 100), ("number", 1)):
        hotspots = Hotspots(tmp_path / f"{word}.duckdb")
        shutil.copy(three_areas.store, hotspots.store)
        hotspots.done(*INDEX, path, "--shown-as", word)
        assert hotspots.query(FIGURES) == [
            ("1", 2020, pytest.approx(0.123 * factor), 300),
            ("2", 2020, pytest.approx(0.3 * factor), 300),
        ]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_share_may_stand_beside_a_percentage(three_areas, tmp_path, kind):
    """0.123 shown as 12.3 % and the number 12.5 of one column; each is asked about."""
    rows = [FIGURE_HEADER, [1, 2020, "utryg_nabolag", 0.123, 300],
            [2, 2020, "utryg_nabolag", 12.5, 300]]  # fmt: skip
    path = spreadsheet(tmp_path / f"a{kind}", {"Ark1": rows})
    assert "such as 0.123" in refused(three_areas, INDEX, path)
    three_areas.done(*INDEX, path, "--shown-as", "percent")
    assert three_areas.query(FIGURES) == [
        ("1", 2020, pytest.approx(12.3), 300), ("2", 2020, 12.5, 300),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", UNKNOWN)
def test_percentages_above_one_are_not_asked_about(three_areas, tmp_path, kind):
    rows = [FIGURE_HEADER, [1, 2020, "utryg_nabolag", 1, 300],
            [2, 2020, "utryg_nabolag", 12.5, 300]]  # fmt: skip
    three_areas.done(*INDEX, spreadsheet(tmp_path / f"a{kind}", {"Ark1": rows}))
    assert three_areas.query(FIGURES) == [("1", 2020, 1, 300), ("2", 2020, 12.5, 300)]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_midnight_may_be_a_day_without_a_time(three_areas, tmp_path, kind):
    """Beside moments; where all are midnight they are days."""
    rows = [HEADER, TWO[0], [1002, dt.date(2024, 2, 2), "Vold", 724150, 6175050]]
    path = spreadsheet(tmp_path / f"a{kind}", {"Ark1": rows})
    sentence = refused(three_areas, INCIDENTS, path)
    assert "1 midnight, such as 2024-02-02, beside moments such as 2024-02-01 22:15" in sentence
    for word, precision in (("time", "minute"), ("date", "day")):
        hotspots = Hotspots(tmp_path / f"{word}.duckdb")
        shutil.copy(three_areas.store, hotspots.store)
        hotspots.done(*INCIDENTS, path, "--shown-as", word)
        assert [row[0] for row in hotspots.query(MOMENTS)] == ["1001", "1002"]
        assert (hotspots.query(MOMENTS)[1][2] == "day") == (precision == "day")
    days = [[number, dt.date(2024, 2, number), "Vold", 724150, 6175050] for number in (1, 2)]
    three_areas.done(*INCIDENTS, spreadsheet(tmp_path / f"b{kind}", {"Ark1": [HEADER, *days]}))
    assert {precision for _, _, precision in three_areas.query(MOMENTS)} == {"day"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_a_file_says_itself_is_not_to_be_said(three_areas, tmp_path, name):
    """An option that would do nothing is refused, not passed over."""
    rows = [HEADER, TWO[0]]
    path = tmp_path / name
    if path.suffix == ".xlsx":
        spreadsheet(path, {"Ark1": rows})
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    sentence = refused(three_areas, INCIDENTS, path, "--shown-as", "percent", code=2)
    assert "this file says itself what its cells are" in sentence


@pytest.mark.parametrize("kind", KINDS)
def test_a_stray_cell_in_the_last_corner(three_areas, tmp_path, kind):
    """The reader would make room for 17 thousand million cells, and end the process."""
    path = tmp_path / f"a{kind}"
    if kind == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(HEADER)
        book.active["XFD1048576"] = 1
        book.save(path)
    else:
        row, column = (65_535, 255) if kind == ".xls" else (1_048_575, 16_383)
        write(path, {"Ark1": [HEADER, *TWO]}, extra=(row, column, 1.0))
    last = "IV65536" if kind == ".xls" else "XFD1048576"
    for command in (INDEX, INCIDENTS):
        sentence = refused(three_areas, command, path)
        assert f"the last of them lies at {last}, far from the others" in sentence


def test_a_table_of_which_one_cell_lies_far_below_is_read(three_areas, tmp_path):
    """A note in row 60,000: what is blank between is no row, and the note is turned away."""
    path = write(tmp_path / "a.xls", {"Ark1": [HEADER, *TWO]}, extra=(60_000, 0, 1.0))
    three_areas.done(*INCIDENTS, path)
    assert three_areas.counts(2) == (3, 2, 1)


def test_rows_that_go_back(three_areas, tmp_path):
    """The reader takes the first cell's row and the last one's for the sheet's."""
    path = write(tmp_path / "a.xlsb", {"Ark1": [HEADER, *TWO]}, extra=(0, 7, 1.0))
    assert "its rows are not in order" in refused(three_areas, INCIDENTS, path)


def test_a_size_that_no_sheet_has(three_areas, tmp_path):
    """The reader makes room for what an .xls sheet claims."""
    path = write(tmp_path / "a.xls", {"Ark1": [HEADER, *TWO]})
    begin = struct.pack("<HH", 0x0204, 0)[:2]
    content = path.read_bytes()
    at = content.index(begin, content.index(b"A\0r\0k\x001\0"))
    claim = struct.pack("<HHIIHHH", 0x0200, 14, 0, 2**32 - 1, 0, 2**16 - 1, 0)
    end = len(content) - len(claim)
    path.write_bytes(content[:at] + claim + content[at:end])
    assert "the workbook cannot be read" in refused(three_areas, INCIDENTS, path)


def test_texts_that_a_workbook_claims_to_have(three_areas, tmp_path):
    """The reader makes room for as many texts as the file claims: here 240 GB."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "whole.xlsx") as book:
        book.add_worksheet().write_row(0, 0, HEADER)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as source, zipfile.ZipFile(path, "w") as copy:
        for name in source.namelist():
            content = source.read(name).replace(b'uniqueCount="5"', b'uniqueCount="9999999999"')
            copy.writestr(name, content)
    assert "claims more texts than it holds" in refused(three_areas, INCIDENTS, path)


def test_what_the_reader_prints_of_its_own_falls_is_not_shown(tmp_path):
    """A date that overflows makes it panic; the terminal gets one sentence."""
    path = write(tmp_path / "a.xlsb", {"Ark1": [HEADER, [1, dt.date(2024, 2, 1)]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.bin"
    parts[sheet] = parts[sheet].replace(struct.pack("<d", 45323), struct.pack("<d", -1e300))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    code = "import sys; from hotspots.cli.main import main; sys.exit(main())"
    command = [
        sys.executable,
        "-c",
        code,
        "--store",
        str(tmp_path / "s.duckdb"),
        *INCIDENTS,
        str(path),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 4
    last = done.stderr.splitlines()[-1]
    assert "panicked" not in done.stderr
    assert "formatted as a date holds a number that is none" in last


def encrypted(path, streams):
    path.write_bytes(compound(dict.fromkeys(streams, b"x" * 5000)))
    return path


@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.xlsb"])
def test_a_workbook_with_a_password(three_areas, tmp_path, command, name):
    """Excel packs it in a container of its own."""
    path = encrypted(tmp_path / name, ["EncryptionInfo", "EncryptedPackage"])
    sentence = refused(three_areas, command, path)
    assert "is locked with a password" in sentence
    assert "save it as .xlsx" in sentence


def test_a_labelled_workbook(three_areas, tmp_path):
    """A sensitivity label that encrypts is no password, and another way leads out."""
    names = ["EncryptedPackage", "DRMEncryptedTransform"]
    sentence = refused(three_areas, INCIDENTS, encrypted(tmp_path / "a.xlsx", names))
    assert "locked by a sensitivity label" in sentence


def test_an_old_workbook_with_a_password(three_areas, tmp_path):
    """The record that asks for it stands at the beginning."""
    path = write(tmp_path / "a.xls", {"Ark1": [HEADER]})
    content = path.read_bytes()
    codepage = struct.pack("<HHH", 0x0042, 2, 1200)
    assert codepage in content
    path.write_bytes(content.replace(codepage, struct.pack("<HHH", 0x002F, 2, 1)))
    assert "is locked with a password" in refused(three_areas, INCIDENTS, path)


def change_part(path, name, change):
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_rows_that_an_open_document_writes_once(three_areas, tmp_path):
    """LibreOffice writes rows that are alike and follow each other as one, with their number."""
    answers = [["Nørrebro", 2024, "utryg_nabolag", said] for said in ("ja", "nej")]
    path = write(tmp_path / "a.ods", {"Ark1": [["Område", "År", "Indikator", "Svar"], *answers]})
    mark = b"<table:table-row>"
    thrice = b'<table:table-row table:number-rows-repeated="3">'
    change_part(
        path, "content.xml", lambda text: text.replace(mark, thrice).replace(thrice, mark, 1)
    )
    three_areas.done("load", "survey", "--set", "by", path)
    stored = three_areas.query("select yes, count(*) from answer group by all order by all")
    assert stored == [(False, 3), (True, 3)]


def test_an_open_document_with_a_password(three_areas, tmp_path):
    path = write(tmp_path / "a.ods", {"Ark1": [HEADER]})
    locked = b'<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'
    change_part(path, "META-INF/manifest.xml", lambda _: locked)
    assert "is locked with a password" in refused(three_areas, INCIDENTS, path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xls", b"<html><table><tr><td>id</td></tr></table></html>", "save it as .xlsx"),
        ("a.xls", b"id;dato;x;y\n1;01-02-2024;5;5\n", "the content is a text table (CSV)"),
        ("a.xlsb", b"PK\3\4", "the content is something else"),
        ("a.doc", b"x", "incidents come as .csv, "),
    ],
)
def test_a_name_that_says_something_else(three_areas, tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    assert says in refused(three_areas, INCIDENTS, tmp_path / name)


@pytest.mark.thorough
@pytest.mark.parametrize("command", [INDEX, INCIDENTS])
def test_a_sentence_lists_no_ending_that_is_not_taken(three_areas, tmp_path, command):
    """Each ending that a refusal names is tried: none is called unknown, or of another kind."""
    (tmp_path / "a.doc").write_bytes(b"x")
    listed = refused(three_areas, command, tmp_path / "a.doc").split(" come as ")[1]
    listed = listed.split(". ")[0]
    for ending in listed.split(", "):
        path = tmp_path / f"b{ending}"
        path.write_bytes(b"x")
        sentence = refused(three_areas, command, path)
        assert "is not known" not in sentence
        assert "give " not in sentence


def test_two_sheets_of_an_old_kind_by_name(three_areas, tmp_path):
    """The names come from the reader, the extents from the records."""
    sheets = {"Læs": [["Til orientering"]], "Anmeldelser": [HEADER, *TWO]}
    three_areas.done(*INCIDENTS, write(tmp_path / "a.xls", sheets))
    assert three_areas.counts(2) == (2, 2, 0)


def days_as_headings(path, days):
    """Write residents below headings that are days; without number formats but in .xlsx."""
    return spreadsheet(path, {"Ark1": [["Område", *days], [1, 10, 20, 30], [2, 11, 21, 31]]})


PEOPLE = "select area_code, year, part, population from population order by all"
MONTHS = [dt.date(2024, month, 1) for month in (1, 2, 3)]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_months_in_turn_are_months(three_areas, tmp_path, kind):
    """A spreadsheet keeps January 2024 as the first day of it; these do not say what is seen."""
    path = days_as_headings(tmp_path / f"a{kind}", MONTHS)
    said = three_areas.done(*POPULATION, path).stderr
    assert "the headings 2024-01-01 … 2024-03-01 are read as 2024-01 … 2024-03" in said
    assert three_areas.query(PEOPLE)[:2] == [("1", 2024, "M01", 10), ("1", 2024, "M02", 20)]


@pytest.mark.parametrize("kind", KINDS)
def test_days_that_may_be_years_are_asked_about(three_areas, tmp_path, kind):
    """The first of January may be the year, the month or the day; both options work."""
    days = [dt.date(year, 1, 1) for year in (2022, 2023, 2024)]
    path = days_as_headings(tmp_path / f"a{kind}", days)
    sentence = refused(three_areas, POPULATION, path)
    assert "the headings 2022-01-01 … 2024-01-01 are days" in sentence
    for word, part in (("year", ""), ("month", "M01")):
        assert f"--shown-as {word}" in sentence
        hotspots = Hotspots(tmp_path / f"{word}.duckdb")
        shutil.copy(three_areas.store, hotspots.store)
        hotspots.done(*POPULATION, path, "--shown-as", word)
        assert hotspots.query(PEOPLE)[:2] == [("1", 2022, part, 10), ("1", 2023, part, 20)]


def test_days_as_headings_of_text(three_areas, tmp_path):
    """Of text nothing says that the first day of a month is the month."""
    path = tmp_path / "a.csv"
    path.write_text("Område;01-01-2024;01-02-2024\n1;10;20\n", encoding="utf-8")
    assert "are days" in refused(three_areas, POPULATION, path)
    three_areas.done(*POPULATION, path, "--shown-as", "month")
    assert three_areas.query(PEOPLE) == [("1", 2024, "M01", 10), ("1", 2024, "M02", 20)]
    path.write_text("Område;2024;2025\n1;10;20\n", encoding="utf-8")
    assert "there are none" in refused(
        three_areas, POPULATION, path, "--shown-as", "month", code=2
    )


def test_a_day_beside_a_year_is_asked_about(three_areas, tmp_path):
    """The first of January is shown as a year in one heading, and as a day in the other."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Område", dt.date(2023, 1, 1), dt.date(2024, 1, 1)])
    book.active.append([1, 100, 200])
    book.active["B1"].number_format = "yyyy"
    book.active["C1"].number_format = "dd-mm-yyyy"
    book.save(path)
    sentence = refused(three_areas, POPULATION, path)
    assert "the headings 2024-01-01 are days" in sentence
    three_areas.done(*POPULATION, path, "--shown-as", "year")
    assert three_areas.query(PEOPLE) == [("1", 2023, "", 100), ("1", 2024, "", 200)]
