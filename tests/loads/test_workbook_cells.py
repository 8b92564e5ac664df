"""What the cells of an .xlsx workbook mean: formats, errors, long numbers, what nobody uses."""

import datetime as dt
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter

from hotspots.errors import InputProblem
from hotspots.sources.files.values import NumberCell
from hotspots.sources.files.workbooks import xlsx_cells
from hotspots.sources.files.workbooks.book import opened
from hotspots.sources.files.workbooks.xlsx_styles import CellFormat, format_of_code
from tests.loads.test_load_bad_files import refused
from tests.loads.test_wide_tables import quiet

INDEX = ("load", "index", "--set", "by")
INCIDENTS = ("load", "incidents")
HEADER = ["Sagsnr", "Dato", "Kategori", "X", "Y"]
IDS = "select incident_id from incident order by all"


def rows_of(path, mark=","):
    with opened(path, "xlsx", quiet) as book:
        return [*book.rows(book.names[0], mark)]


def written(path, cells):
    """Write one column of (value, format), downwards."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, (value, code) in enumerate(cells):
            sheet.write(row, 0, value, book.add_format({"num_format": code}) if code else None)
    return path


def rewritten(source, target, part, change):
    """Write a workbook again with one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", CellFormat(percent=True)),
        ("0.0%", CellFormat(percent=True, decimals=1)),
        ('0.0" %"', CellFormat(decimals=1)),
        ("0.00\\%", CellFormat(decimals=2)),
        ("#,##0.00;[Red]-#,##0.00", CellFormat(decimals=2)),
        ("dd-mm-yyyy", CellFormat()),
        ('dd-mm-yyyy"Thor"', CellFormat()),
        ("[$-406]d. mmmm yyyy", CellFormat()),
        ("dd-mm-yyyy hh:mm", CellFormat(has_clock=True)),
        ("General", CellFormat()),
    ],
)
def test_what_a_format_shows(code, shown):
    """A sign in quotation marks is a word: ``0.0" %"`` shows 12.3 for 12.3, and 12.3 is inside."""
    assert format_of_code(code) == shown


def test_numbers_as_they_are_shown(tmp_path):
    path = written(tmp_path / "a.xlsx", [
        (0.123, "0.0%"), (0.123, "0%"), (12.3, '0.0" %"'), (0.5, "0.00%"), (1234.5, "#,##0.00"),
        (3, ""), (0.1 + 0.2, ""), (1.5e-7, ""), (-2.5, ""), (7, "0.0"),
    ])  # fmt: skip
    assert [row[0] for row in rows_of(path)] == [
        "12,3", "12,3", "12,3", "50,00", "1234,50", "3", "0,3", "0,00000015",
        "-2,5", "7,0",
    ]  # fmt: skip
    assert rows_of(path, ".")[0] == ["12.3"]
    number = rows_of(path, None)[0][0]
    assert (number, isinstance(number, NumberCell)) == ("12.3", True)


def test_days_and_moments_as_they_are_shown(tmp_path):
    """Midnight is a moment where the format has a clock; more than a day is a duration."""
    path = written(tmp_path / "a.xlsx", [
        (45323, "dd-mm-yyyy"), (45323, "dd-mm-yyyy hh:mm"), (45323.5, "dd-mm-yyyy"),
        (45323 + 1 / 86400, "dd-mm-yyyy"), (0.5, "hh:mm"), (1.0, "[h]:mm"), (1.25, "[h]:mm:ss"),
        (540 / 86400, "[h]:mm:ss"), (45323.99999999999, "dd-mm-yyyy hh:mm"),
    ])  # fmt: skip
    assert [row[0] for row in rows_of(path)] == [
        "2024-02-01", "2024-02-01 00:00:00", "2024-02-01 12:00:00", "2024-02-01 00:00:01",
        "12:00:00", "24:00", "30:00", "00:09", "2024-02-02 00:00:00",
    ]  # fmt: skip


def test_formats_change_in_the_middle_of_a_column(tmp_path):
    """Across the blocks in which rows are read, and back again."""
    cells = [(0.5, "0%" if 1990 <= row < 2010 else "") for row in range(4100)]
    texts = [row[0] for row in rows_of(written(tmp_path / "a.xlsx", cells))]
    assert [row for row, text in enumerate(texts) if text == "50"] == list(range(1990, 2010))
    assert set(texts) == {"50", "0,5"}


@pytest.mark.parametrize("claim", ["A1", "A1:E3", "A1:XFD1048576"])
def test_rows_beyond_the_size_that_a_sheet_claims(three_areas, tmp_path, claim):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for number in range(200):
        book.active.append([f"A{number}", "01-02-2024", "Vold", 724050, 6175050])
    book.save(tmp_path / "whole.xlsx")
    claimed = f'ref="{claim}"'.encode()
    path = rewritten(tmp_path / "whole.xlsx", tmp_path / "a.xlsx", SHEET,
                     lambda xml: xml.replace(b'ref="A1:E201"', claimed))  # fmt: skip
    three_areas.done(*INCIDENTS, path)
    assert three_areas.counts(2) == (200, 200, 0)


def long_ids(tmp_path, numbers):
    """Write ids as number cells with all their digits, as programs other than Excel do."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for at in range(len(numbers)):
        book.active.append([at, dt.date(2024, 2, 1), "Vold", 724050, 6175050])
    book.save(tmp_path / "whole.xlsx")

    def change(xml):
        for at, number in enumerate(numbers):
            old = f'<c r="A{at + 2}" t="n"><v>{at}</v>'.encode()
            assert old in xml
            xml = xml.replace(old, f'<c r="A{at + 2}"><v>{number}</v>'.encode())
        return xml

    return rewritten(tmp_path / "whole.xlsx", tmp_path / "a.xlsx", SHEET, change)


def test_ids_of_many_digits_stay_what_they_are(three_areas, tmp_path):
    """A number holds 15 digits; the file holds all of them."""
    ids = [f"20240000000000000{at}" for at in range(1, 5)]
    three_areas.done(*INCIDENTS, long_ids(tmp_path, [*ids, "12345", "9007199254740993"]))
    assert three_areas.query(IDS) == [("12345",), *((one,) for one in ids), ("9007199254740993",)]


def test_ids_that_have_lost_digits_are_refused_and_the_advice_works(three_areas, tmp_path):
    """Excel itself rounds them: four ids would be one."""
    path = long_ids(tmp_path, ["2.024e+17", "2.0240000000000001E+17"])
    sentence = refused(three_areas, INCIDENTS, path)
    assert "'Sagsnr' holds '2.024E+17': spreadsheets and columns" in sentence
    assert "--ignore Sagsnr --no-ids --rows incidents" in sentence
    text = "Sagsnr;Dato;X;Y\n2,024E+17;01-02-2024;724050;6175050\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert "'2,024E+17'" in refused(three_areas, INCIDENTS, tmp_path / "a.csv")
    three_areas.done(*INCIDENTS, path, "--ignore", "Sagsnr", "--no-ids", "--rows", "incidents")
    assert len(three_areas.query(IDS)) == 2  # though they are now alike in every column
    again = three_areas.done(*INCIDENTS, path, "--ignore", "Sagsnr", "--no-ids", "--rows",
                             "incidents", "--again")  # fmt: skip
    assert "2 rows repeat incidents" in again.stderr
    assert len(three_areas.query(IDS)) == 2


def test_what_stands_in_unused_cells_harms_nothing(three_areas, tmp_path):
    """A duration, an error, a date out of range and a formula that was never reckoned."""
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "Responstid", "Note", "Sidst", "Formel"])
    for number in (1, 2):
        book.active.append([number, dt.date(2024, 2, number), "Vold", 724050, 6175050,
                            dt.timedelta(minutes=9), "#DIV/0!", 1e12, "=1/0"])  # fmt: skip
        book.active.cell(number + 1, 8).number_format = "dd-mm-yyyy"
    book.save(tmp_path / "a.xlsx")
    three_areas.done(*INCIDENTS, tmp_path / "a.xlsx")
    assert three_areas.counts(2) == (2, 2, 0)


def test_an_error_is_rejected_as_what_it_is(three_areas, tmp_path):
    """Not as an empty cell, of which the reader knows no difference."""
    book = openpyxl.Workbook()
    book.active.append(["Område", "År", "Indikator", "Procent"])
    book.active.append([1, 2020, "utryg_nabolag", 12.5])
    book.active.append([2, 2020, "utryg_nabolag", "#DIV/0!"])
    book.save(tmp_path / "a.xlsx")
    three_areas.done(*INDEX, tmp_path / "a.xlsx")
    ((row, column, value, _),) = three_areas.rejects()
    assert (row, column, value) == (2, "Procent", "#DIV/0!")


def test_empty_formatted_rows_cost_next_to_nothing(three_areas, tmp_path):
    """200,000 rows with a border and nothing in them are dropped before they are parsed."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "01-02-2024", "Vold", 724050, 6175050])
    book.save(tmp_path / "whole.xlsx")
    empty = "".join(f'<row r="{row}" s="1" customFormat="1">'
                    + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDE") + "</row>"
                    for row in range(3, 200_003)).encode()  # fmt: skip
    end = b"</sheetData>"
    path = rewritten(tmp_path / "whole.xlsx", tmp_path / "a.xlsx", SHEET,
                     lambda xml: xml.replace(end, empty + end))  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        left = sum(map(len, xlsx_cells.chunks(archive, SHEET)))
        assert left < 10_000 < len(empty) / 1_000
    start = time.process_time()
    three_areas.done(*INCIDENTS, path)
    assert time.process_time() - start < 10
    assert three_areas.counts(2) == (1, 1, 0)


def test_a_text_that_exports_write_as_a_formula(three_areas, tmp_path):
    """``="A1"`` is A1, in a text table quoted or not, and the same incident as A1."""
    plain = "Sagsnr;Dato;X;Y\nA1;01-02-2024;724050;6175050\nA2;02-02-2024;724050;6175050\n"
    quoted = plain.replace("A1", '="A1"').replace("A2", '"=""A2"""')
    for name, text in (("a.csv", plain), ("b.csv", quoted)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        three_areas.done(*INCIDENTS, tmp_path / name)
    assert three_areas.query(IDS) == [("A1",), ("A2",)]
    table = 'Område;År;Indikator;Procent\n="1";="2020";utryg_nabolag;12,5\n'
    (tmp_path / "c.csv").write_text(table, encoding="utf-8")
    three_areas.done(*INDEX, tmp_path / "c.csv")
    assert three_areas.query("select area_code, year, percent from estimate") == [
        ("1", 2020, 12.5)
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml, "document type of its own"),
        (lambda xml: xml.replace(b'<row r="2"', b'<row r="1"'), "its rows are not in order"),
        (lambda xml: xml.replace(b'r="A2"', b'r="A7"'), "a cell says that it lies in another row"),
        (lambda xml: xml.replace(b'r="A2"', b'r="ZZZZ2"'), "it has a column 'ZZZZ'"),
        (lambda xml: xml.replace(b'<row r="2"', b'<row r="9999999"'), "it has a row '9999999'"),
        (lambda xml: xml[:-40], "the workbook cannot be read"),
    ],
)
def test_a_sheet_that_says_what_none_may_say(tmp_path, change, says):
    whole = written(tmp_path / "whole.xlsx", [(1, ""), (2, "")])
    path = rewritten(whole, tmp_path / "a.xlsx", SHEET,
                     lambda xml: change(xml[xml.index(b"<worksheet") :]))  # fmt: skip
    with pytest.raises(InputProblem, match=says):
        rows_of(path)


def test_cells_without_names_follow_each_other(tmp_path):
    """Some programs leave out where a cell lies."""
    whole = written(tmp_path / "whole.xlsx", [(0.5, "0%"), (0.25, "0%")])
    path = rewritten(whole, tmp_path / "a.xlsx", SHEET,
                     lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="A2"', b"")
                     .replace(b' r="1"', b"").replace(b' r="2"', b""))  # fmt: skip
    assert rows_of(path) == [["50"], ["25"]]


def test_whole_rows_in_one_cell(three_areas, tmp_path):
    """A text table that was opened in Excel and saved: no option of ours divides it."""
    book = openpyxl.Workbook()
    book.active.append([";".join(HEADER)])
    book.active.append(["1;01-02-2024;Vold;724050;6175050"])
    book.save(tmp_path / "a.xlsx")
    for command in (INDEX, INCIDENTS):
        sentence = refused(three_areas, command, tmp_path / "a.xlsx")
        assert "Data > Text to Columns" in sentence
        assert "--delimiter" not in sentence


def test_three_decimals_below_a_year_are_a_number(three_areas, tmp_path):
    """In a wide table too a number cell needs no mark: 1.234 is no thousand."""
    book = openpyxl.Workbook()
    book.active.append(["Område", 2019, 2020])
    book.active.append([1, 1.234, 2.345])
    book.save(tmp_path / "a.xlsx")
    three_areas.done(*INDEX, tmp_path / "a.xlsx", "--fixed", "indicator=utryg_nabolag")
    assert three_areas.query("select percent from estimate order by year") == [(1.234,), (2.345,)]
