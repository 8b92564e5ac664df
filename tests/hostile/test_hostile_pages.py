"""Hostile texts in the pages of maps, opened in a browser: nothing runs, names are text."""

import re
from urllib.parse import unquote

import pytest
from PIL import Image

from hotspots.safe import harmless
from tests.browser import chromium
from tests.hostile import hostile_city
from tests.hostile.hostile_city import DAY, NASTY, NASTY_FILE, YEARS
from tests.hostile.hostile_strings import ALL_SHORT, RAN, squeezed

pytestmark = pytest.mark.browser
TILES = ("--tiles", "https://tiles.invalid/{z}/{x}/{y}.png", "--attribution", ALL_SHORT)
POLICY = r'<meta http-equiv="Content-Security-Policy"[^>]*>'
MAPS = {
    "change": ("change", "--across-breaks", *DAY),
    "priority": ("priority", "--across-breaks", *DAY),
    "indicator": ("indicator", *DAY),
    "survey": ("indicator", "--indicator", NASTY, *DAY),
    "hotspots": ("hotspots", "--from", "2019-01-01", *DAY),
    "review": ("review", *YEARS, *DAY),
    "evaluation": ("evaluation", NASTY, "--made-on", "2026-11-03"),
    "designations": ("designations", "--kind", NASTY, *DAY),
}
NAMED = {"change", "priority", "indicator", "survey"}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return the hostile city."""
    return hostile_city.made(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def stored(city):
    """Return the names of its areas."""
    return hostile_city.names(city)


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


@pytest.mark.part(3)
@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_nothing_runs_in_a_map(city, browser, kind, lang, stored, tmp_path):
    """No flag, dialog, message or request: in Danish without the content policy, in English with.

    What a policy stops would be a message.
    """
    path = tmp_path / f"{kind}.html"
    city.run("--quiet", "--lang", lang, "map", *MAPS[kind], "-o", path)
    page = path.read_text(encoding="utf-8")
    if lang == "da":
        page, n = re.subn(POLICY, "", page)
        assert n == 1
    with browser.visit(page, path) as visit:
        shown = visit.page
        for at in range(min(3, shown.locator("button.show").count())):
            shown.locator("button.show").nth(at).evaluate("button => button.click()")
        shown.evaluate("document.querySelectorAll('input').forEach(one => one.click())")
        shown.wait_for_timeout(50)
        assert shown.evaluate(RAN) is None
        assert (visit.requests, visit.messages) == ([path.as_uri()], [])
        assert (visit.errors, visit.dialogs) == ([], [])
        if kind in NAMED:
            cells = shown.locator("tbody th").evaluate_all("all => all.map(x => x.textContent)")
            found = {squeezed(cell) for cell in cells}
            assert {squeezed(name) for name in stored if squeezed(name)} <= found


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["change", "indicator", "hotspots"])
def test_nothing_runs_in_a_framed_or_a_small_page(city, browser, kind, stored, tmp_path):
    """Names of areas are in the heading, and a file's name in the link; both are text."""
    path = tmp_path / "<b>kort &amp; 'x'.html"
    area = f"--area={next(name for name in stored if '<' in name)}"
    city.run("--quiet", "map", *MAPS[kind], area, "--embed", "compact", "-o", path)
    small = path.with_name(f"{path.stem}.compact.html")
    for written in (path, small):
        page, n = re.subn(POLICY, "", written.read_text(encoding="utf-8"))
        assert n == 1
        opened = tmp_path / "aaben.html"
        with browser.visit(page, opened) as visit:
            assert visit.page.evaluate(RAN) is None
            assert (visit.requests, visit.messages) == ([opened.as_uri()], [])
            assert (visit.errors, visit.dialogs) == ([], [])
            assert "<" in visit.page.inner_text("h1")
            assert visit.page.locator("h1 *:not(span)").count() == 0
    link = re.search(r'<p><a href="([^"]+)">', small.read_text(encoding="utf-8"))[1]
    assert unquote(link) == f"{path.name}#table"


def test_whose_tiles_they_are_is_text(city, browser):
    """The attribution stands there as text; nothing is asked but the tiles."""
    path = city.folder / "fliser.html"
    city.run("--quiet", "map", "indicator", *DAY, *TILES, "-o", path)
    options = {"bypass_csp": True}
    with browser.visit(path.read_text(encoding="utf-8"), path, **options) as visit:
        shown = visit.page.locator(".leaflet-control-attribution").text_content()
        assert squeezed(ALL_SHORT) in squeezed(shown)
        assert visit.page.evaluate(RAN) is None
        assert {url.split("/")[2] for url in visit.requests[1:]} <= {"tiles.invalid"}


def test_an_injected_script_does_not_run(city, browser):
    """The policy that the command writes stops what somebody adds to the file."""
    path = city.folder / "ind.html"
    city.run("--quiet", "map", "review", *YEARS, *DAY, "-o", path)
    page = path.read_text(encoding="utf-8")
    worse = page.replace("</main>", "<script>window.hostile=1</script></main>", 1)
    assert worse != page
    with browser.visit(worse, path) as visit:
        assert visit.page.evaluate(RAN) is None
        assert any("Content Security Policy" in one for one in visit.messages)
    with browser.visit(worse, path, bypass_csp=True) as visit:
        assert visit.page.evaluate(RAN) == 1


def test_nothing_runs_where_a_map_is_embedded(city, browser, tmp_path):
    """A page with the snippet asks for the map alone; title, addresses and notes are text."""
    page = tmp_path / f"{NASTY_FILE}&\"'# %41?.html"
    city.run("--quiet", "--lang", "en", "map", "evaluation", NASTY, "--made-on", "2026-11-03",
             "--embed", "-o", page)  # fmt: skip
    snippet = page.with_suffix(".embed.html").read_text(encoding="utf-8")
    there = tmp_path / "her.html"
    with browser.visit(f"<!DOCTYPE html><title>a</title>{snippet}", there) as visit:
        frame = visit.page.locator("iframe")
        assert NASTY in frame.get_attribute("title")
        assert unquote(frame.evaluate("frame => frame.src")) == unquote(page.as_uri())
        assert visit.page.evaluate(RAN) is None
        assert (len(visit.requests), visit.dialogs) == (2, [])
    with Image.open(page.with_suffix(".png")) as picture:
        picture.load()
    for ending in (".headers.txt", ".png.alt.txt"):
        note = page.with_suffix(ending).read_text(encoding="utf-8")
        assert harmless(note) == note
