"""How a report lies on its pages: what stays together, and where a page begins."""

import io
import re

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from hotspots.mapping.pictures.typeset import width_cm
from hotspots.model.report import Heading, Paragraph, ReportTable, kept_blocks
from hotspots.output.report.columns import fitted
from hotspots.output.report.docx import as_docx
from hotspots.output.report.html import as_html
from hotspots.output.report.pdf import as_pdf
from hotspots.workflows.report.report import flowing
from tests.browser import chromium
from tests.report.test_report import Report, hostile_report


def report_of(*blocks):
    """Return a report of these blocks."""
    base = hostile_report("a")
    return Report(base.lang, "T", "U", base.made_on, "D", "K", "", [], base.words, blocks)


def table(n):
    """Return a table of so many rows."""
    return ReportTable("Tal", ["Hoved", "Tal"], [[f"række {at}", "1"] for at in range(n)],
                 [False, True], [1, 1])  # fmt: skip


def document(*blocks):
    """Return the Word document of these blocks."""
    return docx.Document(io.BytesIO(as_docx(report_of(*blocks)).content))


@pytest.mark.parametrize(
    ("n", "tied"), [(4, [0, 1, 2, 3]), (40, [0, 1, 2, 38, 39])]
)  # the last row, 4 or 40, is tied to nothing
def test_no_row_of_a_table_is_left_alone_in_word(n, tied):
    """A short table is whole; of a long one three rows stay together at both ends."""
    rows = document(Heading(1, "Et"), table(n)).tables[0]._tbl.tr_lst
    assert len(rows) == n + 1
    assert [at for at, row in enumerate(rows) if row.xpath("w:tc/w:p/w:pPr/w:keepNext")] == tied


def test_rows_as_tall_as_a_page_are_tied_to_nothing_in_word():
    """A program that looks for a page to hold such rows together never ends."""
    tall = ReportTable(
        "Tal", ["Hoved", "Tal"], [["A" * 10_000, "1"], ["b", "2"]], [False, True], [1, 1]
    )
    rows = document(Heading(1, "Et"), tall).tables[0]._tbl.tr_lst
    assert [row for row in rows if row.xpath("w:tc/w:p/w:pPr/w:keepNext")] == []


def test_a_short_table_is_whole_in_a_pdf():
    """It begins the next page where this one has too little room; a long one is broken."""
    above = [Heading(1, "Et"), *(Paragraph("Ord.") for _ in range(36))]
    for n, broken in ((20, False), (60, True)):
        made = pypdf.PdfReader(io.BytesIO(as_pdf(report_of(*above, table(n)))))
        texts = [page.extract_text() for page in made.pages]
        holding = [text for text in texts if "række" in text]
        assert (len(holding) > 1) == broken
        assert "Ord." in "".join(texts)
        assert ("Ord." in holding[0]) == broken


def test_no_word_of_a_column_is_cut_that_could_be_whole():
    """Narrow columns are widened for their longest word; together they fill the room."""
    words = ReportTable("Tal", ["Anmeldelser", "Lys", "Ord"], [["1", "kan ikke siges", "a b"]],
                  [True, False, False], [1, 2, 20])  # fmt: skip
    first, second, third = fitted(words, 16.0)
    assert first + second + third == pytest.approx(16)
    assert first == pytest.approx(width_cm("Anmeldelser", 8.5, bold=True) + 0.3)
    assert second / third == pytest.approx(2 / 20)
    written = document(words).tables[0]._tbl.tblGrid.gridCol_lst
    assert [int(one.w) / 360_000 for one in written] == pytest.approx(
        fitted(words, 16.4), abs=0.01)  # fmt: skip
    tight = fitted(words, 4.0)
    assert sum(tight) == pytest.approx(4)
    assert tight[0] / tight[1] == pytest.approx(1.0 / 0.8)
    endless = ReportTable("Tal", ["A" * 9000, "B" * 9000], [], [False, False], [1, 9])
    assert fitted(endless, 10.0) == pytest.approx([2.0, 8.0])


def test_a_short_table_is_whole_where_the_page_is_printed():
    """A long one is broken between its rows."""
    page = as_html(report_of(table(4), table(40)))
    assert [one.count("whole") for one in re.findall('<div class="(wide[^"]*)"', page)] == [1, 0]
    assert re.search(r"@media print \{.*\.whole \{ break-inside: avoid; \}", page, re.DOTALL)


def test_after_a_chapter_of_one_sentence_no_page_begins():
    """The sentence would stand alone on its page otherwise."""
    blocks = [
        Heading(1, "Mål"), Paragraph("Der er ingen."), Heading(1, "Hotspots"), Paragraph("a"),
        Paragraph("b"), Heading(1, "Data"), Paragraph("c"),
    ]  # fmt: skip
    chapters = [one for one in flowing(blocks) if isinstance(one, Heading)]
    assert [one.begins_page for one in chapters] == [True, False, True]
    written = [one for one in document(*flowing(blocks)).paragraphs
               if one.style.name == "Heading 1"]  # fmt: skip
    assert [one.paragraph_format.page_break_before for one in written] == [True, False, True]
    assert len(pypdf.PdfReader(io.BytesIO(as_pdf(report_of(*flowing(blocks))))).pages) == 4


def kept(n_rows, name):
    """Return blocks that stay on one page, with a table of so many rows."""
    return [Heading(2, name, keeps=2), Paragraph("tekst"), table(n_rows)]


def test_what_belongs_together_stands_on_one_page():
    """In Word all but the end is tied to what follows; in a PDF it moves to the next page."""
    filling = [Paragraph("fyld")] * 25
    read = pypdf.PdfReader(io.BytesIO(as_pdf(report_of(*filling, *kept(20, "Valby")))))
    texts = [page.extract_text() for page in read.pages]
    assert ["fyld" in text for text in texts] == [False, True, False]
    assert ["række 0" in texts[2], "række 19" in texts[2]] == [True, True]
    body = document(*kept(3, "Valby"), Paragraph("efter")).element.body
    tied = [one.find(f".//{qn('w:keepNext')}") is not None for one in body.iter(qn("w:p"))
            if "".join(each.text or "" for each in one.iter(qn("w:t")))][-11:]  # fmt: skip
    assert tied == [True] * 8 + [False] * 3, "the last row has two cells"
    page = as_html(report_of(*kept(3, "Valby"), Paragraph("efter")))
    inside = page.split('<section class="whole">')[1].split("</section>")[0]
    assert ["Valby" in inside, "række 2" in inside, "efter" in inside] == [True, True, False]


def test_what_no_page_can_hold_is_not_kept_together():
    """It would be cut off at the end of its page."""
    blocks = [Heading(2, "Valby", keeps=1), Paragraph("ord " * 1000)]
    assert kept_blocks(blocks) == {}
    assert kept_blocks(kept(3, "Valby")) == {0: 3}


@pytest.mark.parametrize(("n", "begins"), [(1, False), (2, True), (3, False)])
def test_after_an_odd_number_of_profiles_the_next_chapter_goes_on(n, begins):
    """Two stand on a page; half of one would be empty otherwise."""
    blocks = [Heading(1, "Profiler"), Paragraph("a"), *kept(2, "x") * n, Heading(1, "Mål"),
              Paragraph("a"), Paragraph("b")]  # fmt: skip
    assert flowing(blocks)[-3].begins_page == begins


def test_a_pages_table_aligns_numbers_and_gives_sentences_room():
    """The first column too; a date and other short words stay on one line."""
    told = "Bydelen er blevet tryggere i hele perioden."
    rows = [["1", "22 November 2026", told]]
    page = as_html(report_of(ReportTable("Tal", ["Nr.", "Indlæst", "Ord"], rows,
                                   [True, False, False], [1, 2, 9])))  # fmt: skip
    assert '<th scope="row" class="number">1</th>' in page
    assert '<td class="brief">22 November 2026</td>' in page
    assert f'<td class="prose">{told}</td>' in page


@pytest.mark.browser
def test_on_a_phone_a_rows_name_stays_beside_what_is_scrolled_to(tmp_path):
    """The first column is in sight at the end of a wide table too."""
    heads, rows = ["Område"] + ["Anmeldelser"] * 9, [["Valby"] + ["1"] * 9]
    page = as_html(report_of(ReportTable("Tal", heads, rows, [False] + [True] * 9, [1] * 10)))
    with chromium() as browser, browser.visit(page, tmp_path / "r.html", width=320) as visit:
        visit.page.locator(".wide").evaluate("one => { one.scrollLeft = one.scrollWidth; }")
        assert visit.page.locator(".wide").evaluate("one => one.scrollLeft") > 100
        named = visit.page.locator("tbody th").bounding_box()
        assert 0 <= named["x"] <= 40


def test_a_percent_sign_stays_with_its_number():
    """In Word as on the page."""
    told = report_of(Paragraph("Det er 9,4 % af alle."))
    assert "9,4\u00a0% af" in as_html(told)
    shown = docx.Document(io.BytesIO(as_docx(told).content))
    assert "9,4\u00a0% af" in "".join(one.text or "" for one in shown.element.iter(qn("w:t")))
