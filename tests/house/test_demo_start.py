"""The page that the demo begins at: every file of it is linked, every link leads to a file."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from hotspots.sentences.texts import text
from hotspots.workflows.demo.contents import GROUPS
from hotspots.workflows.demo.start_page import write_start_pages
from tests.browser import chromium

PAGES = {"da": "index.html", "en": "index.en.html"}
STARTS = set(PAGES.values())


class Links(HTMLParser):
    """The addresses of a page, each with the section that it stands in."""

    def __init__(self, page):
        super().__init__()
        self.section, self.places = "", {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Keep where a link leads."""
        values = dict(attrs)
        if tag == "section":
            self.section = values["aria-labelledby"]
        elif tag == "a" and not values["href"].startswith("#"):
            self.places[values["href"]] = self.section


def links(folder, lang):
    return Links((folder / PAGES[lang]).read_text(encoding="utf-8")).places


@pytest.mark.parametrize("lang", PAGES)
def test_every_link_leads_to_a_file_and_every_file_is_linked(demo, lang):
    """Relative and percent-encoded, down to notes, pictures' words and the release's proof."""
    addresses = links(demo.folder, lang)
    assert all(urlsplit(one)[:2] == ("", "") and one.isascii() for one in addresses)
    linked = {unquote(one) for one in addresses}
    there = {
        path.relative_to(demo.folder).as_posix()
        for path in demo.folder.rglob("*")
        if path.is_file()
    }
    assert linked - there == set()
    assert there - linked - STARTS == set()


@pytest.mark.parametrize("lang", PAGES)
def test_what_may_be_passed_on_stands_apart(demo, lang):
    """Below the release's heading lie its folder's files alone, and nowhere else does any."""
    for address, section in links(demo.folder, lang).items():
        assert (section == "release") == address.startswith("offentlig/"), address
    page = (demo.folder / PAGES[lang]).read_text(encoding="utf-8")
    for audience in ("internal", "public"):
        count = sum(len(group.files) for group in GROUPS if group.audience == audience)
        word = text(lang, f"start.{audience}")
        assert page.count(f'<span class="audience">{word}</span>') == count


@pytest.mark.parametrize("lang", PAGES)
def test_each_file_has_one_sentence_and_the_page_says_that_all_is_made_up(demo, lang):
    """A title and a sentence of its own for every file; the page is in one language."""
    page = (demo.folder / PAGES[lang]).read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    assert text(lang, "note.synthetic") in page
    abouts = re.findall(r"</p>\n<p>(.+)</p>\n<p class=\"name\">", page)
    assert len(abouts) == sum(len(group.files) for group in GROUPS)
    assert all(re.fullmatch(r"[A-ZÆØÅ](?!.*[.] [A-ZÆØÅ]).*[.]", one) for one in abouts)
    assert "<script" not in page


def test_the_two_pages_lead_to_each_other(demo):
    """A switch without a script."""
    assert PAGES["en"] in links(demo.folder, "da")
    assert PAGES["da"] in links(demo.folder, "en")


def test_only_files_that_exist_are_linked_and_names_are_encoded(tmp_path):
    """Of a demo with a single map only that is listed, below one heading, in both pages."""
    (tmp_path / "kort_hotspots.html").write_text("x", encoding="utf-8")
    assert write_start_pages(tmp_path, "en") == tmp_path / "index.html"
    assert set(Links((tmp_path / "index.html").read_text(encoding="utf-8")).places) == {
        "index.da.html", "kort_hotspots.html",
    }  # fmt: skip
    assert "<h2" in (tmp_path / "index.da.html").read_text(encoding="utf-8")
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count("<h2") == 1


@pytest.mark.browser
@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_is_asked_for(demo, tmp_path, lang, width):
    """No sideways scroll, no request, no message; the check is a script that the policy stops."""
    copy = tmp_path / "start.html"
    page = (demo.folder / PAGES[lang]).read_text(encoding="utf-8")
    with (
        chromium() as browser,
        browser.visit(page, copy, width=width, height=800, bypass_csp=True) as visit,
    ):
        assert Axe().run(visit.page).response["violations"] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert (visit.requests, visit.messages, visit.errors) == ([copy.as_uri()], [], [])


@pytest.mark.browser
def test_a_link_leads_beside_the_page_wherever_the_demo_lies(demo, tmp_path):
    """Also in a folder whose name has a space and a letter that is no ASCII."""
    folder = tmp_path / "en demo æ"
    folder.mkdir()
    page = (demo.folder / "index.html").read_text(encoding="utf-8")
    with chromium() as browser, browser.visit(page, folder / "index.html") as visit:
        hrefs = visit.page.eval_on_selector_all("#maps ~ ul a", "all => all.map(one => one.href)")
    assert hrefs[0] == (folder / "kort_udvikling.html").as_uri()
    assert len(hrefs) == 6
