"""Workbooks of several sheets, and archives: the table there, all of them, or a refusal."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from tests.loads.test_load_bad_files import refused

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

INDEX = ("load", "index", "--set", "by")
INCIDENTS = ("load", "incidents")
HEADER = ["Sagsnr", "Dato", "Kategori", "X", "Y"]
FIGURES = ["Område", "År", "Indikator", "Procent"]
IDS = "select incident_id from incident order by all"


def book_of(path, sheets, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def month(name, number, n=3):
    days = [dt.date(2024, number, day) for day in range(1, n + 1)]
    return [HEADER, *([f"{name}{day.day}", day, "Vold", 724050, 6175050] for day in days)]


COVER = [["Anmeldelser 2024"], ["Kontakt: kommunen"]]


def test_a_cover_sheet_first(three_areas, tmp_path):
    path = book_of(tmp_path / "a.xlsx", {"Forside": COVER, "Data": month("a", 1)})
    result = three_areas.done(*INCIDENTS, path)
    assert "a.xlsx: read sheet 'Data'." in result.stderr
    assert three_areas.counts(2) == (3, 3, 0)


def test_a_sheet_a_month(three_areas, tmp_path):
    """Nothing is taken unasked; the sentence names both ways on, and both work."""
    sheets = {"Forside": COVER, "januar": month("j", 1), "februar": month("f", 2)}
    path = book_of(tmp_path / "a.xlsx", sheets)
    sentence = refused(three_areas, INCIDENTS, path)
    assert "the sheets 'januar', 'februar' all look like the table" in sentence
    assert "--sheet '*'" in sentence
    tried = three_areas.done(*INCIDENTS, path, "--sheet", "*", "--dry-run").stdout
    assert "the sheets 'januar', 'februar'" in tried
    result = three_areas.done(*INCIDENTS, path, "--sheet", "*")
    assert "read the sheets 'januar', 'februar' as one table." in result.stderr
    assert "not read: 'Forside'." in result.stderr
    assert three_areas.counts(2) == (6, 6, 0)
    assert three_areas.query(IDS) == [(f"{name}{day}",) for name in "fj" for day in (1, 2, 3)]


def test_one_of_the_months(three_areas, tmp_path):
    path = book_of(tmp_path / "a.xlsx", {"januar": month("j", 1), "februar": month("f", 2)})
    three_areas.done(*INCIDENTS, path, "--sheet", "februar")
    assert three_areas.query(IDS) == [("f1",), ("f2",), ("f3",)]
    sentence = refused(three_areas, INCIDENTS, path, "--sheet", "marts", code=2)
    assert "no sheet 'marts'; it has 'januar', 'februar'" in sentence


def test_rejects_of_joined_sheets_name_sheet_and_row(three_areas, tmp_path):
    """As spreadsheets write it; a repeat names the other row's sheet too."""
    january, february = month("j", 1), month("f", 2)
    february[2][1] = "i går"
    february.append(january[1])
    path = book_of(tmp_path / "a.xlsx", {"januar": january, "februar": february})
    three_areas.done(*INCIDENTS, path, "--sheet", "*")
    assert [row[:3] for row in three_areas.rejects()] == [
        (2, "februar!Dato", "i går"), (4, "februar!id", "j1"),
    ]  # fmt: skip
    assert three_areas.rejects()[1][3] == "repeats row 1 (januar) of this file"
    assert three_areas.counts(2) == (7, 5, 2)


def test_figures_a_year_to_a_sheet(three_areas, tmp_path):
    sheets = {str(year): [FIGURES, [1, year, "utryg_nabolag", 9.5],
                          [2, year, "utryg_nabolag", "?"]] for year in (2019, 2020)}  # fmt: skip
    path = book_of(tmp_path / "a.xlsx", sheets)
    assert "--sheet '*'" in refused(three_areas, INDEX, path)
    three_areas.done(*INDEX, path, "--sheet", "*")
    assert three_areas.query("select year, percent from estimate order by all") == [
        (2019, 9.5), (2020, 9.5),
    ]  # fmt: skip
    assert [row[:3] for row in three_areas.rejects()] == [
        (2, "2019!Procent", "?"), (2, "2020!Procent", "?"),
    ]  # fmt: skip


def test_wide_tables_a_sheet_each(three_areas, tmp_path):
    """The row that a reject names is the sheet's, not that of the table made long."""
    sheets = {name: [["Område", 2010, 2011], [1, 10, 11], [2, 12, value]]
              for name, value in (("Nord", "x y"), ("Syd", "ukendt"))}  # fmt: skip
    sheets["Syd"][1:] = [[3, 20, 21], [2, 13, "ukendt"]]
    sheets["Nord"].pop()
    path = book_of(tmp_path / "a.xlsx", sheets)
    options = ("--fixed", "indicator=utryg_nabolag", "--sheet", "*")
    three_areas.done(*INDEX, path, *options)
    assert [row[:3] for row in three_areas.rejects()] == [(2, "Syd!2011", "ukendt")]
    assert three_areas.counts(2) == (6, 5, 1)


def test_sheets_of_other_columns_are_not_joined(three_areas, tmp_path):
    february = [[*row, "x"] for row in month("f", 2)]
    february[0][-1] = "Bemærkning"
    path = book_of(tmp_path / "a.xlsx", {"januar": month("j", 1), "februar": february})
    sentence = refused(three_areas, INCIDENTS, path)
    assert "Name one with --sheet." in sentence
    sentence = refused(three_areas, INCIDENTS, path, "--sheet", "*")
    assert "'januar' and 'februar' do not have the same columns" in sentence
    assert "'Bemærkning'" in sentence


def test_a_month_to_come_is_no_sheet_of_the_table(three_areas, tmp_path):
    """A header alone is left out and said; a sheet as wide as the table is never left out."""
    sheets = {"januar": month("j", 1), "februar": month("f", 2), "marts": [HEADER]}
    path = book_of(tmp_path / "a.xlsx", sheets)
    result = three_areas.done(*INCIDENTS, path, "--sheet", "*")
    assert "not read: 'marts'." in result.stderr
    assert three_areas.counts(2) == (6, 6, 0)
    sheets["marts"] = [["Nr.", *HEADER[1:]], ["m1", dt.date(2024, 3, 1), "Vold", 724050, 6175050]]
    path = book_of(tmp_path / "b.xlsx", sheets)
    assert "sheet 'marts': no column for 'id'" in refused(
        three_areas, INCIDENTS, path, "--sheet", "*"
    )


def test_a_hidden_sheet_is_read_only_where_it_is_named(three_areas, tmp_path):
    sheets = {"Data": month("d", 1), "Kladde": month("k", 2)}
    path = book_of(tmp_path / "a.xlsx", sheets, hidden=("Kladde",))
    three_areas.done(*INCIDENTS, path)
    assert three_areas.query(IDS) == [("d1",), ("d2",), ("d3",)]
    three_areas.done(*INCIDENTS, path, "--sheet", "Kladde")
    assert three_areas.counts(3) == (3, 3, 0)


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


TABLE = "Sagsnr;Dato;X;Y\n1;01-02-2024;724050;6175050\n"
INDEX_TABLE = "Område;År;Indikator;Procent\n1;2020;utryg_nabolag;12,5\n"


@pytest.mark.parametrize(("command", "text"), [(INCIDENTS, TABLE), (INDEX, INDEX_TABLE)])
def test_an_archive_of_one_table(three_areas, tmp_path, command, text):
    """What lies beside it, and what a Mac leaves there, makes no difference."""
    path = zipped(tmp_path / "a.zip", {"data/tal.csv": text, "læs mig.pdf": "x",
                                       "__MACOSX/._tal.csv": "x"})  # fmt: skip
    three_areas.done(*command, path)
    assert three_areas.counts(2) == (1, 1, 0)


def test_an_archive_of_one_workbook(three_areas, tmp_path):
    book = book_of(tmp_path / "b.xlsx", {"Data": month("a", 1)})
    path = zipped(tmp_path / "a.zip", {"b.xlsx": book.read_bytes()})
    three_areas.done(*INCIDENTS, path)
    assert three_areas.counts(2) == (3, 3, 0)


@pytest.mark.parametrize("command", [INCIDENTS, INDEX])
@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"a.csv": TABLE, "b.csv": TABLE}, "2 files that can be read: 'a.csv', 'b.csv'. Unpack"),
        ({"a.pdf": "x"}, "no file that can be read here ("),
        ({"../a.csv": TABLE}, "leads out of the archive"),
        ({"a.csv": "0" * 40_000_000}, "unpacks to 40 MB; refused"),
        ({"a.xlsx": "ikke"}, "the name says an Excel workbook"),
        ({"a.csv": "kun en\n"}, "a.zip: "),
    ],
)
def test_archives_that_cannot_be_read(three_areas, tmp_path, command, entries, says):
    """The archive is named, never the place that it was unpacked to."""
    path = zipped(tmp_path / "a.zip", entries)
    sentence = refused(three_areas, command, path)
    assert sentence.startswith(f"{path}")
    assert says in sentence
