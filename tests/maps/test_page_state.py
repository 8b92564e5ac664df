"""What is chosen on a page decides its heading, conclusion, title and address, and back."""

from dataclasses import replace
from html import escape

import pytest
import shapely

from hotspots.mapping.pages.page import page
from tests.browser import chromium
from tests.maps.test_page_controls import full_page

OWN = ("Utryghed i nabolaget", "I 2024 er andelen faldet.")
OTHER = ("Kategori 2014: behov", "Markant: Indre By, Ålholm.")


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


def layered_page():
    """Return a page whose layer and steps have heads of their own."""
    whole = full_page(layer_key="share")
    layer = replace(whole.layers[0], title=OTHER[0], summary=OTHER[1])
    steps = [replace(one, summary=f"I {one.label} er andelen faldet.") for one in whole.steps]
    overlay = replace(whole.overlays[0], key="hotspots")
    return page(replace(whole, layers=[layer], steps=steps, overlays=[overlay]))


def head(shown):
    """Return heading and conclusion; the page's title must be its heading."""
    assert shown.title() == shown.locator("h1").inner_text()
    return shown.locator("h1").inner_text(), shown.locator(".summary").inner_text()


def view(shown):
    """Return where the map is: the place of its layers, and its scale."""
    return shown.evaluate(
        "[document.querySelector('.leaflet-overlay-pane svg').getAttribute('viewBox'),"
        " document.querySelector('.leaflet-map-pane').style.transform,"
        " document.querySelector('.leaflet-control-scale-line').textContent]"
    )


@pytest.mark.browser
def test_heading_conclusion_and_title_follow_layer_and_year(browser, tmp_path):
    """To another layer and back, and from year to year; never the words of what is not shown."""
    with browser.visit(layered_page(), tmp_path / "page.html") as visit:
        shown = visit.page
        assert head(shown) == OWN
        shown.get_by_label("Kategori", exact=True).check()
        assert head(shown) == OTHER
        shown.locator("#step").press("ArrowLeft")
        assert head(shown) == (OWN[0], "I 2023 er andelen faldet.")
        assert (visit.messages, visit.errors) == ([], [])


@pytest.mark.browser
def test_a_link_shows_what_its_sender_saw(browser, tmp_path):
    """The address that a page has after some choices gives the same page when it is opened."""
    path = tmp_path / "page.html"
    with browser.visit(layered_page(), path) as visit:
        shown = visit.page
        assert "#" not in shown.url
        shown.get_by_role("checkbox", name="Hotspots").check()
        shown.get_by_label("Kategori", exact=True).check()
        shown.get_by_role("button", name="Nørrebro").press("Enter")
        address = shown.url
        assert address.endswith("#layer=category&area=1&over=hotspots")
        shown.goto("about:blank")
        shown.goto(address)
        assert head(shown) == OTHER
        assert shown.locator(".panel-name").inner_text() == "Nørrebro"
        assert shown.locator("tr[aria-current] .show").inner_text() == "Nørrebro"
        assert shown.get_by_role("checkbox", name="Hotspots").is_checked()
        shown.goto("about:blank")
        shown.goto(f"{path.as_uri()}#layer=share&year=2022&area=0")
        assert shown.locator("output").inner_text() == "2022"
        assert shown.locator(".panel-step").inner_text() == "2022"
        shown.keyboard.press("Escape")
        assert shown.url.endswith("#layer=share&year=2022&over=")
        assert (visit.messages, visit.errors) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    [
        "layer=nothing&area=99&year=1",
        "layer=<img src=x onerror=alert(1)>&area='\"]&year=javascript:alert(2)",
        "layer=__proto__&area=constructor&year=length",
        "table",
        "%",
        "area=&layer=&year=&over=",
    ],
)
def test_an_address_of_nothing_changes_nothing(browser, tmp_path, address):
    """What the page does not have is ignored, and none of it is written anywhere."""
    path = tmp_path / "page.html"
    with browser.visit(layered_page(), path, bypass_csp=True) as visit:
        before = visit.page.locator("body").inner_html()
        visit.page.goto("about:blank")
        visit.page.goto(f"{path.as_uri()}#{address}")
        assert visit.page.locator("body").inner_html() == before
        assert (visit.messages, visit.errors, visit.dialogs) == ([], [], [])


@pytest.mark.browser
@pytest.mark.parametrize("sandbox", ["allow-scripts allow-downloads", "allow-scripts"])
def test_a_page_in_a_closed_frame_is_shown_all_the_same(browser, tmp_path, sandbox):
    """Choices work where the frame has no address of its own; nothing is said in the console."""
    frame = f'<iframe sandbox="{sandbox}" width="1000" height="800" srcdoc="{{}}"></iframe>'
    html = frame.format(escape(layered_page()))
    with browser.visit(html, tmp_path / "page.html") as visit:
        inside = visit.page.frame_locator("iframe")
        inside.get_by_label("Kategori", exact=True).check()
        assert inside.locator("h1").inner_text() == OTHER[0]
        inside.get_by_role("button", name="Nørrebro").press("Enter")
        assert inside.locator(".panel-name").inner_text() == "Nørrebro"
        if "downloads" in sandbox:
            with visit.page.expect_download() as saved:
                inside.get_by_role("button", name="Hent data: CSV").click()
            assert saved.value.suggested_filename == "Tabel.csv"
        assert visit.errors == []


@pytest.mark.browser
def test_figures_stand_beside_the_map_and_the_map_stays_where_it_is(browser, tmp_path):
    """On a wide screen; neither opening, closing nor printing moves the map."""
    still = {"reduced_motion": "reduce"}
    with browser.visit(layered_page(), tmp_path / "page.html", **still) as visit:
        shown = visit.page
        shown.get_by_role("button", name="Zoom ind").click()
        shown.get_by_role("button", name="Zoom ind").click()
        before = view(shown)
        shown.locator(".leaflet-overlay-pane path.leaflet-interactive").nth(2).click(force=True)
        panel, drawn = (shown.locator(part).bounding_box() for part in (".panel", ".map"))
        assert panel["x"] >= drawn["x"] + drawn["width"]
        assert drawn["y"] <= panel["y"] < drawn["y"] + drawn["height"]
        assert shown.locator(".leaflet-popup").count() == 0
        assert shown.locator("#panel").get_attribute("aria-live") == "polite"
        assert view(shown) == before
        shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        shown.evaluate("window.dispatchEvent(new Event('afterprint'))")
        shown.keyboard.press("Escape")
        assert shown.locator(".panel").count() == 0
        assert view(shown)[2] == before[2]


@pytest.mark.browser
def test_the_map_goes_back_after_it_went_to_a_speck(browser, tmp_path):
    """An area too small to be seen is gone to, and left again."""
    whole = full_page(steps=[])
    speck = replace(whole.overlays[0].areas[0], wkb=square_speck())
    html = page(replace(whole, overlays=[replace(whole.overlays[0], areas=[speck])]))
    with browser.visit(html, tmp_path / "page.html", reduced_motion="reduce") as visit:
        before = view(visit.page)
        visit.page.get_by_role("button", name="Hotspot 1").press("Enter")
        assert view(visit.page) != before
        visit.page.keyboard.press("Escape")
        assert view(visit.page)[2] == before[2]


def square_speck():
    """Return a square of a tenth of a metre."""
    return shapely.box(12.51, 55.61, 12.510001, 55.610001).wkb


@pytest.mark.browser
def test_on_a_phone_the_map_comes_before_the_controls(browser, tmp_path):
    """For the eye and for the keyboard; a table that goes on says so, by a shade and a line."""
    with browser.visit(layered_page(), tmp_path / "page.html", width=390, height=800) as visit:
        shown = visit.page
        drawn, controls = (shown.locator(part).bounding_box() for part in (".map", ".controls"))
        assert drawn["y"] + drawn["height"] <= controls["y"]
        follows = "a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING"
        assert shown.evaluate(
            "() => { const a = document.querySelector('.map'), b ="
            f" document.querySelector('.controls'); return Boolean({follows}); }}"
        )
        shown.evaluate("document.querySelector('#table table').style.width = '900px'")
        region = shown.locator(".edges:has(.scroll)")
        shown.locator(".scroll").evaluate("region => { region.scrollLeft = 0; }")
        shown.locator(".edges.cut-right").wait_for()
        shown.locator(".scroll").evaluate("region => { region.scrollLeft = 900; }")
        shown.locator(".edges.cut-left:not(.cut-right)").wait_for()
        assert region.count() == 1
        assert shown.locator(".scroll").get_attribute("aria-labelledby") == "table-caption"
        shown.set_viewport_size({"width": 1280, "height": 800})
        shown.locator(".controls + .canvas").wait_for()
        assert visit.errors == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_stands_beside_a_shape_that_is_smaller_than_it(browser, tmp_path, width):
    """A hotspot of one cell is seen, on the map of a review as where hotspots are laid over."""
    whole = full_page(steps=[])
    cell = replace(
        whole.areas[0],
        code="H1",
        name="12",
        level=1,
        wkb=shapely.box(12.53, 55.61, 12.5302, 55.6102).wkb,
    )
    html = page(replace(whole, areas=[*whole.areas, cell], layers=[], overlays=[]))
    with browser.visit(html, tmp_path / "page.html", width=width, height=800) as visit:
        shape = visit.page.locator(".leaflet-overlay-pane path.leaflet-interactive").last
        drawn = shape.bounding_box()
        label = visit.page.locator(".area-name", has_text="12").bounding_box()
        assert drawn["width"] < label["width"]
        is_beside = (
            label["x"] + label["width"] <= drawn["x"] + 2
            or drawn["x"] + drawn["width"] <= label["x"] + 2
            or label["y"] + label["height"] <= drawn["y"] + 2
            or drawn["y"] + drawn["height"] <= label["y"] + 2
        )
        assert is_beside, (drawn, label)


TEXTS = """() => [...document.querySelectorAll(".area-name")]
  .filter(function (name) { return name.style.visibility !== "hidden"; })
  .map(function (name) {
    const range = document.createRange();
    range.selectNodeContents(name);
    const box = range.getBoundingClientRect();
    return [name.textContent, box.left, box.top, box.right, box.bottom];
  })"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_does_not_lie_over_the_end_of_a_long_name(browser, tmp_path, width):
    """A word longer than the box of a name stands outside it, and is seen all the same."""
    whole = full_page(steps=[], layers=[], overlays=[])
    west, south, east, north = shapely.from_wkb(whole.areas[0].wkb).bounds
    middle = (south + north) / 2
    step = (east - west) / 12
    long = replace(whole.areas[0], name="Christianshavnerkvarteret")
    cells = [
        replace(long, code=f"H{at}", name=str(at), level=1,
                wkb=shapely.box(west + at * step, middle, west + (at + 0.1) * step, middle
                                + step / 10).wkb)
        for at in range(1, 12)
    ]  # fmt: skip
    html = page(replace(whole, areas=[long, *whole.areas[1:], *cells]))
    with browser.visit(html, tmp_path / "page.html", width=width, height=800) as visit:
        seen = visit.page.evaluate(TEXTS)
        assert len(seen) > 2
        for at, (name, left, top, right, bottom) in enumerate(seen):
            for other, left_2, top_2, right_2, bottom_2 in seen[at + 1 :]:
                over = left < right_2 - 2 and left_2 < right - 2
                assert not (over and top < bottom_2 - 2 and top_2 < bottom - 2), (name, other)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_a_line_ends_after_a_stroke_and_never_in_a_word(browser, tmp_path, width):
    """Aldersrogade/Vognvænget takes two lines, in the table and on the map; the data keep it."""
    name = "Aldersrogade/Vognvænget"
    whole = full_page(steps=[])
    areas = [replace(whole.areas[0], name=name), *whole.areas[1:]]
    table = replace(whole.table, rows=[[name, *row[1:]] for row in whole.table.rows])
    html = page(replace(whole, areas=areas, table=table))
    words = """cell => ["Aldersrogade", "Vognvænget"].map(function (word) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(word);
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          return range.getClientRects().length;
        }
      }
      return 0;
    })"""
    with browser.visit(html, tmp_path / "page.html", width=width, height=800) as visit:
        assert visit.page.locator("tbody th").first.evaluate(words) == [1, 1]
        assert visit.page.locator("tbody th").first.text_content() == name


BESIDE_BUTTON = """() => {
  const map = window[window.shared.data.map];
  const frame = map.getContainer().getBoundingClientRect();
  const box = document.querySelector(".leaflet-control-zoom").getBoundingClientRect();
  const at = map.containerPointToLatLng(
    [box.left - frame.left - 5, (box.top + box.bottom) / 2 - frame.top]);
  return [at.lng, at.lat, box.left];
}"""


@pytest.mark.browser
def test_a_number_is_not_hidden_by_a_button(browser, tmp_path):
    """Of a hotspot of one cell just left of the buttons it stands on the side that is free."""
    whole = full_page(steps=[], layers=[], overlays=[])
    path = tmp_path / "page.html"
    with browser.visit(page(whole), path, width=320, height=800) as visit:
        lon, lat, _ = visit.page.evaluate(BESIDE_BUTTON)
    cell = replace(whole.areas[0], code="H1", name="97", level=1,
                   wkb=shapely.box(lon - 1e-5, lat - 1e-5, lon, lat).wkb)  # fmt: skip
    with browser.visit(page(replace(whole, areas=[*whole.areas, cell])), path, width=320,
                       height=800) as visit:  # fmt: skip
        _, _, edge = visit.page.evaluate(BESIDE_BUTTON)
        label = visit.page.locator(".area-name", has_text="97").bounding_box()
        assert label["x"] + label["width"] <= edge + 2
