"""Years merged over their columns, below a title, and above the lines of sources."""

import datetime as dt

import openpyxl
import pytest

from hotspots.errors import InputProblem
from hotspots.model import fields
from hotspots.model.loads import Reading
from hotspots.sources.files.tables import read_table
from hotspots.sources.indicators.index import INDEX_KINDS
from tests.loads.test_wide_second_rows import counts
from tests.loads.test_wide_tables import FIXED, figures, index, table

YEARS = ["Bydel", 2022, None, 2023, None]
KINDS = [None, "Procent", "Antal svar", "Procent", "Antal svar"]
ROWS = [["Amager", 12.5, 1234, 9.75, 1100], ["Valby", 8.5, 873, 7.25, 900]]
TITLE = ["Utryghed i nabolaget efter bydel"]
LAST = [[], ["Kilde: Tryghedsundersøgelsen, 2023"], ["* Få svar i denne bydel"]]


def merged(path, before, after=(), *, is_area_merged=False):
    """Write a workbook whose years are merged over two columns each."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [*before, YEARS, KINDS, *ROWS, *after]:
        sheet.append(row)
    top = len(before) + 1
    blocks = [(top, 2, top, 3), (top, 4, top, 5)] + [(top, 1, top + 1, 1)] * is_area_merged
    for first_row, first, last_row, last in blocks:
        sheet.merge_cells(start_row=first_row, start_column=first, end_row=last_row,
                          end_column=last)  # fmt: skip
    book.save(path)
    return path


@pytest.mark.parametrize("is_area_merged", [False, True])
@pytest.mark.parametrize("before", [[], [TITLE], [TITLE, []], [TITLE, ["Alle"], [], []]])
@pytest.mark.parametrize("after", [[], LAST])
def test_years_over_their_kinds_of_figures(tmp_path, before, after, is_area_merged):
    path = merged(tmp_path / "a.xlsx", before, after, is_area_merged=is_area_merged)
    rows, rejects = index(path)
    assert not rejects
    figures = {(row.area_code, row.year): (row.percent, row.n) for row in rows}
    assert sorted(figures.values()) == [(7.25, 900), (8.5, 873), (9.75, 1100), (12.5, 1234)]


def test_lines_below_the_figures_are_left_out_and_said(tmp_path):
    lines: list[str] = []
    path = table(tmp_path, "Bydel;2022;2023", "Valby;8,5;7,25", ";;", "Kilde: Os;;", "* Få svar;;")
    assert len(figures(path)) == 2
    read_table(path, fields.INDEX, FIXED, lines.append, kinds=INDEX_KINDS)
    assert lines == [f"{path}: left out below the table: 'Kilde: Os', '* Få svar'."]


MONTHS = ("Bydel;Kategori;jan;feb;mar", "Valby;Tyveri;10;12;13", "Amager;Tyveri;1;2;3")


def test_months_are_of_the_year_that_is_fixed(tmp_path):
    counted = counts(table(tmp_path, *MONTHS), Reading(fixed={"year": "2024"}))
    assert {(year, part) for _, year, part, _ in counted} == {
        (2024, "M01"),
        (2024, "M02"),
        (2024, "M03"),
    }


@pytest.mark.parametrize("reading", [
    Reading(), Reading(fixed={"year": "2024"}, columns={"count": "jan"}),
])  # fmt: skip
def test_months_without_a_year_are_refused(tmp_path, reading):
    with pytest.raises(InputProblem, match="--fixed year=2024: each month becomes a row"):
        counts(table(tmp_path, *MONTHS), reading)


def test_months_below_their_year(tmp_path):
    path = table(tmp_path, "Bydel;2024;;", ";jan;feb;mar", "Valby;10;12;13")
    assert sorted(part for _, _, part, _ in counts(path)) == ["M01", "M02", "M03"]


@pytest.mark.parametrize(("code", "part"), [("mmm-yy", "M01"), ("yyyy-mm", "M01"), ("yyyy", "")])
def test_headings_that_are_days_shown_as_periods(tmp_path, code, part):
    book = openpyxl.Workbook()
    book.active.append(["Bydel", dt.date(2024, 1, 1), dt.date(2025, 1, 1)])
    book.active.append(["Valby", 10, 12])
    for column in "BC":
        book.active[f"{column}1"].number_format = code
    book.save(tmp_path / "a.xlsx")
    counted = counts(tmp_path / "a.xlsx")
    assert {key[1:3]: n for key, n in counted.items()} == {(2024, part): 10, (2025, part): 12}
