"""A table of very many rows: the first are there at once, the others when they are asked for."""

from dataclasses import replace
from datetime import date

import pytest

from hotspots.mapping.pages.page import page
from hotspots.model.pictures import MapContent
from hotspots.sentences import texts
from hotspots.workflows.maps import page as page_workflow
from hotspots.workflows.maps.page import PageOptions, write_page
from tests.browser import chromium
from tests.maps.test_mapping_page import small_page

N_AREAS = 1200
ROWS = "#table tbody tr"


def long_page():
    """Return a page of four areas whose table has many more rows."""
    content = small_page()
    table = content.table
    extra = [[f"Felt {at:04d}", f"{at},5", "800"] for at in range(N_AREAS)]
    codes = [f"x{at}" for at in range(N_AREAS)]
    rows = [*extra, *table.rows]
    return replace(content, table=replace(table, rows=rows, codes=[*codes, *table.codes]))


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """Open the page once."""
    with chromium() as browser:
        path = tmp_path_factory.mktemp("long") / "kort.html"
        with browser.visit(page(long_page()), path) as visit:
            yield visit


def test_rows_come_as_the_table_is_scrolled(visit):
    """500 of 1,205 at first, more by the button, and more near the end of the region."""
    tab = visit.page
    assert tab.locator(ROWS).count() == 500
    tab.get_by_role("button", name=texts.text("da", "page.more_rows")).click()
    assert tab.locator(ROWS).count() == 1000
    tab.locator(".scroll").evaluate("region => { region.scrollTop = region.scrollHeight; }")
    tab.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === 1205")
    assert tab.locator("#more-rows").is_hidden()
    assert not visit.errors


def test_the_row_of_an_area_is_shown_however_far_down_it_is(tmp_path):
    """From the panel one comes to a row that was not there yet."""
    with chromium() as browser, browser.visit(page(long_page()), tmp_path / "k.html") as visit:
        tab = visit.page
        tab.evaluate("document.dispatchEvent(new CustomEvent('row:asked', {detail: 3}))")
        assert tab.locator("tr[data-area='3'] .show").evaluate("e => e === document.activeElement")
        assert tab.locator("tr[data-area='3'] .show").count() == 1


def test_sorting_takes_all_rows(tmp_path):
    """The largest figure of all rows comes first, and as many rows are there as before."""
    with chromium() as browser, browser.visit(page(long_page()), tmp_path / "k.html") as visit:
        tab = visit.page
        for _ in range(2):
            tab.locator("thead th .sort").nth(1).click()
        assert tab.locator(ROWS).first.locator("td").first.inner_text() == "1199,5"
        assert tab.locator(ROWS).count() == 500
        assert tab.evaluate("window.shared.rows().length") == 1205


def test_a_page_that_opens_slowly_is_said(tmp_path, monkeypatch):
    """Above the limit the command says what to do, and writes the page."""
    said = []
    monkeypatch.setattr(page_workflow, "MOST_QUICK", 4)
    options = PageOptions(tmp_path / "kort.html", date(2026, 11, 3))
    write_page(MapContent(small_page(), []), options, said.append)
    assert said == []
    monkeypatch.setattr(page_workflow, "MOST_QUICK", 3)
    write_page(MapContent(small_page(), []), replace(options, force=True), said.append)
    assert len(said) == 1
    assert "kort.html has 4 shapes" in str(said[0])
