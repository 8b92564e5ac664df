"""*Hent data*: the page's table as CSV and as a workbook, read by other programs."""

import csv
import io
import shutil
import subprocess
import warnings
from dataclasses import replace

import openpyxl
import pytest
import python_calamine

from hotspots.mapping.pages.page import page
from hotspots.model.pages import PageTable
from hotspots.safe import cell_text
from tests.browser import chromium
from tests.maps.test_mapping_page import HOSTILE, small_page

DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("x";"y")', "x;=1+1",
             "x,=1+1", "a; \uff1d1+1", "8,1, -3 %", *HOSTILE]  # fmt: skip
BETWEEN = {"da": ";", "en": ","}
UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


def table_page(rows, lang="da", **changes):
    """Return a page with a table of a name, a share, a count and words."""
    headings = ["Område", "2024, andel", "Svar", "Ændring", "Bemærkning; med tegn"]
    table = PageTable(
        "Andel utrygge", headings, [False, True, True, True, False], rows, [""] * len(rows)
    )
    return page(small_page(lang, table=table, **changes))


DANISH = [
    ["Hele byen", "13,7\u00a0%", "1.234.567", "−4,3", "–"],
    ["Nord", "9,4\u00a0%", "800", "+1,25", 'en "sætning"; med tegn'],
    ["Syd", "–", "..", "0", "2,5 % af 3"],
]
ENGLISH = [
    ["The whole city", "13.7\u00a0%", "1,234,567", "−4.3", "–"],
    ["North", "9.4\u00a0%", "800", "+1.25", 'a "sentence"; with, marks'],
    ["South", "–", "..", "0", "2.5 % of 3"],
]


def saved(visit, kind, folder):
    """Press the button of a kind and return the file it saves; no request is made."""
    before = len(visit.requests)
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=f"data: {kind}", exact=False).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert [url for url in visit.requests[before:] if not url.startswith("blob:")] == []
    assert (visit.messages, visit.errors) == ([], [])
    return path


@pytest.mark.browser
def test_csv_in_danish_is_what_excel_in_danish_reads(browser, tmp_path):
    """Mark, semicolons, decimal commas, no marks of thousands; words as they are."""
    with browser.visit(table_page(DANISH), tmp_path / "kort 1.html") as visit:
        path = saved(visit, "CSV", tmp_path)
    assert path.name == "kort_1.csv"
    assert path.read_bytes().decode("utf-8").split("\r\n") == [
        '\ufeffOmråde;"2024, andel (%)";Svar;Ændring;"Bemærkning; med tegn"',
        "Hele byen;13,7;1234567;-4,3;",
        'Nord;9,4;800;1,25;"en ""sætning""; med tegn"',
        'Syd;;..;0;"2,5 % af 3"',
        "",
    ]


@pytest.mark.browser
def test_csv_in_english_is_as_the_command_writes_it(browser, tmp_path):
    """Commas between cells and points in figures."""
    with browser.visit(table_page(ENGLISH, "en"), tmp_path / "map.html") as visit:
        text = saved(visit, "CSV", tmp_path).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == ["The whole city", "13.7", "1234567", "-4.3", ""]
    assert rows[2] == ["North", "9.4", "800", "1.25", 'a "sentence"; with, marks']


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "rows"), [("da", DANISH), ("en", ENGLISH)])
def test_workbook_is_read_by_others_alike(browser, tmp_path, lang, rows):
    """Openpyxl and calamine, without a word of warning: numbers are numbers, words words."""
    with browser.visit(table_page(rows, lang), tmp_path / "kort.html") as visit:
        path = saved(visit, "Excel", tmp_path)
        words = " ".join(visit.page.locator("body").inner_text().split())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheets = openpyxl.load_workbook(path).worksheets
    cells = [list(row) for row in sheets[0].iter_rows(values_only=True)]
    at = next(at for at, row in enumerate(cells) if row[0] == "Område")
    assert cells[at + 1 :] == [
        [rows[0][0], 13.7, 1234567, -4.3, None],
        [rows[1][0], 9.4, 800, 1.25, rows[1][4]],
        [rows[2][0], None, "..", 0, rows[2][4]],
    ]
    other = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [[value or None for value in row] for row in other[-3:]] == [
        [value or None for value in row] for row in cells[-3:]
    ]
    figures = sheets[0][at + 2]
    assert [cell.number_format for cell in figures[1:4]] == ["#,##0.0_)", "#,##0_)", "#,##0.0_)"]
    for sheet in sheets:
        for value in (cell for row in sheet.iter_rows(values_only=True) for cell in row):
            assert not isinstance(value, str) or value.removesuffix(" (%)") in words


@pytest.mark.browser
def test_rows_are_saved_in_the_order_that_is_shown(browser, tmp_path):
    """Sorted by answers, the most first, as the reader left it."""
    with browser.visit(page(small_page()), tmp_path / "kort.html") as visit:
        heading = visit.page.get_by_role("button", name="Område")
        heading.click()
        heading.click()
        shown = visit.page.locator("tbody th").all_inner_texts()
        text = saved(visit, "CSV", tmp_path).read_text(encoding="utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == shown


@pytest.mark.browser
def test_no_text_becomes_a_formula(browser, tmp_path):
    """In CSV an apostrophe stands before it; in the workbook it is a text, as it was."""
    rows = [[text, text, text, text, text] for text in DANGEROUS]
    changes = {"title": "=1+1", "source": "=1+1", "notes": ["=1+1"]}
    html = table_page(rows, **changes)
    with browser.visit(html, tmp_path / "kort.html") as visit:
        shown = visit.page.locator("tbody tr").evaluate_all(
            "rows => rows.map(row => row.cells[1].textContent.replace(/\\s+/g, ' ').trim())"
        )
        plain = saved(visit, "CSV", tmp_path)
        path = saved(visit, "Excel", tmp_path)
    lines = list(csv.reader(io.StringIO(plain.read_bytes().decode("utf-8-sig"), newline=""),
                            delimiter=";"))  # fmt: skip
    for written, row in zip(shown, lines[1:], strict=True):
        guarded = cell_text(written)
        assert row == [guarded] * 5
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert [cell.value for cell in cells if cell.value in shown]
    raw = openpyxl.load_workbook(path, rich_text=False).worksheets[0]
    assert [raw.cell(raw.max_row - len(shown) + at + 1, 1).value for at in range(len(shown))] == (
        shown
    )


@pytest.mark.browser
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(browser, tmp_path):
    """Its numbers come out as they went in."""
    with browser.visit(table_page(DANISH), tmp_path / "kort.html") as visit:
        path = saved(visit, "Excel", tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", UTF8_CSV, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "kort.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    assert [value.replace(",", "").strip() for value in rows[-3][:4]] == [
        "Hele byen", "13.7", "1234567", "-4.3",
    ]  # fmt: skip


@pytest.mark.browser
def test_an_empty_table_can_be_saved(browser, tmp_path):
    """Headings alone."""
    with browser.visit(table_page([]), tmp_path / "kort.html") as visit:
        assert len(saved(visit, "CSV", tmp_path).read_text("utf-8-sig").splitlines()) == 1
        sheet = openpyxl.load_workbook(saved(visit, "Excel", tmp_path)).worksheets[0]
    assert sheet.cell(sheet.max_row, 1).value == "Område"


def test_a_page_without_scripts_offers_nothing(tmp_path):
    """The buttons are made by the script that serves them."""
    assert "<button" not in page(replace(small_page())).split("<script>")[0]
