"""The map page: it stands alone, runs no text, and can be read without sight, mouse or colour."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from axe_playwright_python.sync_playwright import Axe

from hotspots.errors import InputProblem, UsageProblem
from hotspots.language import message
from hotspots.mapping import palettes
from hotspots.mapping.pages.outlines import outlines
from hotspots.mapping.pages.page import page
from hotspots.model.pages import (
    Layer,
    LegendClass,
    MapArea,
    MapPage,
    Overlay,
    PageTable,
    SliderStep,
    Spark,
    StepArea,
    Tiles,
)
from hotspots.safe import terminal_text
from hotspots.sentences import texts
from tests.browser import chromium

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

LIGHTS = tuple(palettes.LIGHTS)
HOSTILE = (
    '<img src=x onerror="window.__x=1;alert(1)">',
    "</script><script>window.__x=2;alert(2)</script>",
    "${window.__x=3}`+alert(3)+`",
    "{{ 7 * 7 }}{% raise %}{# #}",
    "'\"><svg onload=alert(4)>\u2028</style></title><!--",
    "&lt;b&gt; <b>bold</b> \\u003cb",
)


def square(number, side_deg=0.02):
    west, south = 12.5 + side_deg * (number % 3), 55.6 + side_deg * (number // 3)
    return shapely.box(west, south, west + side_deg, south + side_deg).wkb


def small_page(lang="da", names=("Nord", "Syd", "Øst", "Vest"), **changes):
    """Return a page of squares, one in each light, and a table with the city on top."""
    areas = [
        MapArea(f"{at}", name, square(at), LIGHTS[at % 4], [f"Utryg: {at + 8} %", name])
        for at, name in enumerate(names)
    ]
    rows = [["Hele byen", "9,5", "1.200"]]
    rows += [[name, f"{11 - at},5", ".." if at == 1 else "800"] for at, name in enumerate(names)]
    content = MapPage(
        lang=lang,
        title="Utryghed i nabolaget",
        subtitle="Andel, der føler sig utrygge",
        summary="I ét af fire områder er andelen faldet.",
        legend_title="Ændring siden 2010",
        legend=[LegendClass(key, f"{key}: i ord", *palettes.LIGHTS[key]) for key in LIGHTS],
        areas=areas,
        table=PageTable(
            "Utrygge efter område",
            ["Område", "Andel (%)", "Svar"],
            [False, True, True],
            rows,
            ["", *(area.code for area in areas)],
        ),
        notes=["Intervallet gælder for sit område alene."],
        source="Opdigtede tal",
        made_on=date(2026, 11, 3),
        banner="Syntetiske data",
    )
    return replace(content, **changes)


def hostile_page(text):
    """Return a page with the text in every field that takes one."""
    table = PageTable(text, [text, text], [False, True], [[text, text]] * 2, ["", text])
    legend, facts = [LegendClass(text, text, "#c8442a", "lines")], [(text, text)]
    spark = Spark([(2010, 1.0), (2011, 2.0)], text, (text, text))
    area = MapArea(text, text, square(0), text, [text], facts=facts, spark=spark, title=text)
    return small_page(
        title=text,
        subtitle=text,
        summary=text,
        legend_title=text,
        legend=legend,
        areas=[area],
        steps=[SliderStep(text, {text: StepArea(text, [text], facts)}, 1)],
        step_title=text,
        layer_label=text,
        layers=[Layer(text, text, text, legend, {text: text}, text)],
        overlays=[Overlay(text, text, legend, [replace(area, code=f"{text}2")])],
        note=text,
        table=table,
        notes=[text],
        source=text,
        banner=text,
        tiles=Tiles("https://{s}.tiles.invalid/{z}/{x}/{y}.png", text),
    )


def scripts(html):
    """Return the scripts a browser would run."""
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def policy(html):
    """Return the page's content policy."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    return found.group(1).replace("&#39;", "'")


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


def test_same_content_gives_same_bytes():
    """Folium's ids are random; the page's are not."""
    assert page(small_page()) == page(small_page())


def test_policy_names_each_script_and_nothing_else():
    """The policy holds the hash of every script and no source but pictures in the page."""
    html = page(small_page())
    wanted = [
        "'sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() + "'"
        for code in scripts(html)
    ]
    assert policy(html) == (
        f"default-src 'none'; script-src {' '.join(wanted)}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(wanted) == 19


def test_policy_lets_tiles_in_only_when_asked_for():
    """A tile host enters the policy with its page, as a host and its numbered siblings."""
    html = page(small_page(tiles=Tiles("https://{s}.tiles.invalid/{z}/{x}/{y}.png", "© Nogen")))
    assert "img-src data: https://*.tiles.invalid;" in policy(html)
    assert "Baggrundskortet hentes fra tiles.invalid." in html


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.invalid/{z}/{x}/{y}.png",
        "https://tiles.invalid/{z}/{{ 7 * 7 }}.png",
        "https://tiles.invalid; script-src *",
        "OpenStreetMap",
        "//tiles.invalid/{z}/{x}/{y}.png",
    ],
)
def test_strange_tile_addresses_are_refused(url):
    """An address of tiles is plain https, or there is no page."""
    with pytest.raises(UsageProblem):
        page(small_page(tiles=Tiles(url, "Nogen")))


@pytest.mark.parametrize(
    "colour", ["red", "#12345", "#123456;}", "{{ 7 * 7 }}", "url(//x.invalid)"]
)
def test_only_plain_colours_enter_styles(colour):
    """A colour is six hexadecimal digits, or there is no page."""
    with pytest.raises(UsageProblem):
        page(small_page(legend=[LegendClass(key, key, colour) for key in LIGHTS]))


def test_area_of_no_class_is_refused():
    """An area that the legend does not explain is not drawn."""
    with pytest.raises(UsageProblem, match="purple"):
        page(small_page(areas=[MapArea("1", "Nord", square(0), "purple", [])]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_reaches_a_script_or_a_style(text):
    """Texts of the data stand in the body and the data block, escaped, and nowhere else."""
    html = page(hostile_page(text))
    harmless = page(hostile_page("tekst"))
    ours, theirs = scripts(html), scripts(harmless)
    drawing = 3
    assert [code for at, code in enumerate(ours) if at != drawing] == [
        code for at, code in enumerate(theirs) if at != drawing
    ]
    assert "__x" not in ours[drawing]
    assert html.count("<style>") == 2


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_page_says_all_it_must(lang):
    """Title, mark, banner, summary, caption, notes, source, date and north are in the page."""
    html = page(small_page(lang))
    day = {"da": "03-11-2026", "en": "3 November 2026"}[lang]
    assert f'<html lang="{lang}">' in html
    for words in (
        "<title>Utryghed i nabolaget</title>",
        "Syntetiske data",
        texts.text(lang, "page.internal"),
        "I ét af fire områder er andelen faldet.",
        "Intervallet gælder for sit område alene.",
        texts.text(lang, "page.source", source="Opdigtede tal"),
        texts.text(lang, "page.made_on", day=day),
        texts.text(lang, "page.north"),
    ):
        assert words in html
    assert "user-scalable" not in html


def test_languages_have_the_same_texts():
    """What is said in one language is said in the other, with the same blanks to fill."""
    danish, english = (texts.keys(lang) for lang in texts.LANGUAGES)
    assert danish == english


def test_simplified_neighbours_still_share_their_border():
    """A ragged common border is simplified once: the areas neither overlap nor part."""
    steps = np.linspace(55.6, 55.7, 400)
    ragged = [(12.6 + 0.00002 * (at % 2), lat) for at, lat in enumerate(steps)]
    west = shapely.Polygon([(12.5, 55.6), *ragged, (12.5, 55.7)])
    east = shapely.Polygon([(12.7, 55.6), *ragged, (12.7, 55.7)])
    drawn = outlines(
        [MapArea("w", "Vest", west.wkb, "", []), MapArea("e", "Øst", east.wkb, "", [])]
    )
    one, other = (outline.shape for outline in drawn)
    assert shapely.get_num_coordinates(one) < 20
    assert one.intersection(other).area == 0
    assert one.intersection(other).length == pytest.approx(0.1, rel=0.01)


def test_outlines_have_five_decimals():
    """Coordinates are cut to about a metre."""
    (drawn,) = outlines([MapArea("a", "A", square(0, side_deg=1 / 7), "", [])])
    points = shapely.get_coordinates(drawn.shape)
    assert np.array_equal(points, np.round(points, 5))


def test_overlapping_areas_keep_their_shapes_and_the_small_one_lies_on_top():
    """A hotspot inside a district is no coverage, and is drawn all the same, last."""
    inner = shapely.box(12.505, 55.605, 12.51, 55.61)
    areas = [MapArea("i", "Indre", inner.wkb, "", []), MapArea("y", "Ydre", square(0), "", [])]
    large, small = outlines(areas)
    assert (large.area.code, small.area.code) == ("y", "i")
    assert small.shape.equals(inner)
    assert small.shape.covers(shapely.Point(small.label_point[1], small.label_point[0]))


@pytest.mark.parametrize(
    "wkb", [b"", b"nonsense", shapely.Point(12, 55).wkb, shapely.Polygon().wkb]
)
def test_area_without_an_outline_is_refused(wkb):
    """What has no surface cannot be drawn, and the sentence says so."""
    with pytest.raises(InputProblem):
        outlines([MapArea("a", "A", wkb, "", [])])


def test_page_without_areas_still_has_its_table():
    """Nothing to draw is no reason to hide the figures."""
    assert "<caption" in page(small_page(areas=[]))


def test_unequal_rows_are_refused():
    """A row with a cell too few would shift its figures under the wrong heading."""
    table = PageTable("T", ["A", "B"], [False, True], [["x"]], [""])
    with pytest.raises(UsageProblem):
        page(small_page(table=table))


@pytest.mark.parametrize("colour", [colour for colour, _ in palettes.LIGHTS.values()])
def test_pattern_ink_shows_on_its_colour(colour):
    """Whatever a pattern is drawn on, its ink has at least 3 to 1 against it."""
    assert palettes.contrast(palettes.ink(colour), colour) >= 3


@pytest.mark.browser
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_page_asks_for_nothing_and_says_nothing(browser, tmp_path, lang):
    """Opening the page makes one request, for the file itself, and no message or error."""
    path = tmp_path / "page.html"
    with browser.visit(page(small_page(lang)), path) as visit:
        visit.page.wait_for_timeout(200)
        assert visit.requests == [path.as_uri()]
        assert visit.messages == []
        assert visit.errors == []
        assert visit.page.locator("path.leaflet-interactive").count() == 4


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_run_nothing_and_are_shown_as_they_are(browser, tmp_path, text):
    """Markup and script in any field are read, not run."""
    shown = text.replace("\u2028", " ")
    options = {"bypass_csp": True}  # the texts must be harmless without the policy's help
    with browser.visit(page(hostile_page(text)), tmp_path / "page.html", **options) as visit:
        visit.page.locator("button.show").press("Enter")
        visit.page.wait_for_timeout(100)
        assert {url.split("/")[2].partition(".")[2] for url in visit.requests[1:]} == {
            "tiles.invalid"
        }
        assert visit.dialogs == []
        assert visit.errors == []
        assert visit.page.evaluate("window.__x") is None
        assert visit.page.title().split() == text.split()
        for place in ("h1", ".subtitle", ".summary", ".banner", ".legend li", "caption", "td",
                      ".notes li", ".area-name", ".panel-name", ".panel-line", ".panel-step",
                      ".panel dt", ".panel dd", ".spark text:last-child", ".slider output",
                      ".slider label", "fieldset label", ".legend-note", ".legend h3",
                      ".leaflet-control-attribution"):  # fmt: skip
            found = visit.page.locator(place).first.evaluate("place => place.textContent.trim()")
            assert found.replace("\u2028", " ") == shown, place


@pytest.mark.browser
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_axe_finds_no_barrier(browser, tmp_path, lang):
    """An automatic check finds nothing, neither at first nor with a panel open."""
    options = {"bypass_csp": True}  # the check is itself a script that the policy would stop
    with browser.visit(page(small_page(lang)), tmp_path / "page.html", **options) as visit:
        first = Axe().run(visit.page).response["violations"]
        visit.page.get_by_role("button", name="Syd").press("Enter")
        visit.page.wait_for_timeout(300)
        then = Axe().run(visit.page).response["violations"]
    assert [one["id"] for one in first + then] == []


@pytest.mark.browser
def test_first_tab_leads_past_the_map(browser, tmp_path):
    """The first stop of the keyboard is a link to the table."""
    with browser.visit(page(small_page()), tmp_path / "page.html") as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.textContent") == "Gå til tabellen"
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.id") == "table"


@pytest.mark.browser
def test_row_opens_its_area_and_escape_returns(browser, tmp_path):
    """A row's button opens the area's panel by keyboard; Escape closes it and gives focus back."""
    with browser.visit(page(small_page()), tmp_path / "page.html") as visit:
        tab_to(visit.page, "Øst")
        visit.page.keyboard.press("Enter")
        panel = visit.page.get_by_role("region", name="Øst")
        panel.wait_for()
        assert panel.evaluate("box => box === document.activeElement")
        assert panel.locator(".panel-line").all_text_contents() == ["Utryg: 10\u00a0%", "Øst"]
        assert visit.page.locator("tr[aria-current]").get_attribute("data-area") is not None
        visit.page.keyboard.press("Escape")
        panel.wait_for(state="detached")
        assert visit.page.evaluate("document.activeElement.textContent") == "Øst"
        assert visit.page.locator("tr[aria-current]").count() == 0
        assert visit.errors == []


@pytest.mark.browser
def test_areas_are_drawn_as_they_were_outlined(browser, tmp_path):
    """Parts, holes and every degree come out of the whole numbers in the page."""
    west, east = shapely.box(-0.31, 55.6, -0.3, 55.62), shapely.box(-0.05, 55.6, 0.02, 55.67)
    ring = shapely.difference(east, shapely.Point(0.003, 55.63).buffer(0.011))
    areas = [MapArea("a", "A", shapely.union(west, ring).wkb, LIGHTS[0], []),
             MapArea("b", "B", square(0), LIGHTS[1], [])]  # fmt: skip
    drawn = """() => {
      const found = [];
      const data = JSON.parse(document.getElementById("page-data").textContent);
      window[data.map].eachLayer(one => one.options.fill && found.push(one.toGeoJSON(false)));
      return found.map(one => one.geometry);
    }"""
    with browser.visit(page(small_page(areas=areas)), tmp_path / "page.html") as visit:
        found = [shapely.geometry.shape(one) for one in visit.page.evaluate(drawn)]
    wanted = [shapely.multipolygons(shapely.get_parts(one.shape)) for one in outlines(areas)]
    assert shapely.equals_identical(shapely.normalize(found), shapely.normalize(wanted)).all()


@pytest.mark.browser
def test_area_marks_its_row(browser, tmp_path):
    """Choosing an area on the map marks its row and opens its panel."""
    with browser.visit(page(small_page(names=("Nord", "Syd"))), tmp_path / "page.html") as visit:
        area = visit.page.locator("path.leaflet-interactive").last
        area.click(position={"x": 20, "y": 20})
        name = visit.page.locator(".panel-name").text_content()
        assert visit.page.locator("tr[aria-current] th").text_content() == name


@pytest.mark.browser
def test_table_is_sorted_by_keyboard(browser, tmp_path):
    """A heading's button sorts up, then down; the city stays on top and missing figures last."""
    with browser.visit(page(small_page()), tmp_path / "page.html") as visit:
        heading = visit.page.get_by_role("columnheader", name="Andel (%)")
        heading.get_by_role("button").press("Enter")
        assert heading.get_attribute("aria-sort") == "ascending"
        assert names(visit.page) == ["Hele byen", "Vest", "Øst", "Syd", "Nord"]
        visit.page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == "descending"
        assert names(visit.page) == ["Hele byen", "Nord", "Syd", "Øst", "Vest"]
        visit.page.get_by_role("button", name="Svar").press("Enter")
        assert names(visit.page)[-1] == "Syd"
        assert heading.get_attribute("aria-sort") is None


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "ordered"),
    [
        ("da", ["\u221210,5 til \u22121,7", "0", "9,9*", "2010", "2.234,5 %", "12.345.678", ".."]),
        ("en", ["\u221210.5 to \u22121.7", "0", "9.9*", "2010", "2,234.5 %", "12,345,678", "…"]),
    ],
)
def test_numbers_are_sorted_by_their_value(browser, tmp_path, lang, ordered):
    """Numbers are read by the marks of the page's language; a missing mark is no number."""
    rows = [[one] for one in sorted(ordered)]
    table = PageTable("T", ["N"], [True], rows, ["x"] * len(rows))
    with browser.visit(page(small_page(lang, table=table)), tmp_path / "page.html") as visit:
        visit.page.get_by_role("button", name="N", exact=True).press("Enter")
        assert names(visit.page) == ordered


@pytest.mark.browser
def test_danish_names_are_sorted_as_danes_do(browser, tmp_path):
    """Æ, ø and å come last, in that order."""
    content = small_page(names=("Åsum", "Ørby", "Zenit", "Ærø"))
    with browser.visit(page(content), tmp_path / "page.html") as visit:
        visit.page.get_by_role("button", name="Område").press("Enter")
        assert names(visit.page)[1:] == ["Zenit", "Ærø", "Ørby", "Åsum"]


@pytest.mark.browser
def test_narrow_screens_scroll_the_table_only(browser, tmp_path):
    """At 320 pixels the page has no scrolling sideways, the table's region has."""
    long = [f"En meget lang overskrift {at}" for at in range(6)]
    table = PageTable("T", long, [True] * 6, [["1"] * 6], [""])
    html = page(small_page(table=table))
    with browser.visit(html, tmp_path / "page.html", width=320, height=640) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
        region = visit.page.locator(".scroll")
        assert region.evaluate("part => part.scrollWidth > part.clientWidth")
        assert region.get_attribute("tabindex") == "0"


@pytest.mark.browser
def test_popup_can_be_closed_on_a_narrow_screen(browser, tmp_path):
    """At 320 pixels no button of the map covers the panel, and closing it gives focus back."""
    html = page(small_page())
    with browser.visit(html, tmp_path / "page.html", width=320, height=640) as visit:
        visit.page.get_by_role("button", name="Vest").press("Enter")
        visit.page.get_by_role("button", name="Luk").click()
        visit.page.locator(".panel").wait_for(state="detached")
        assert visit.page.evaluate("document.activeElement.textContent") == "Vest"


@pytest.mark.browser
def test_classes_are_told_by_patterns_too(browser, tmp_path):
    """Red and grey areas are filled by patterns that the page holds, and so are their keys."""
    with browser.visit(page(small_page()), tmp_path / "page.html") as visit:
        fills = {
            part.get_attribute("fill") for part in visit.page.locator(".leaflet-interactive").all()
        }
        assert fills == {"#14997f", "#ffe98a", "url(#pattern-2)", "url(#pattern-3)"}
        keys = visit.page.locator(".legend rect").all()
        assert {key.get_attribute("fill") for key in keys} == fills
        assert visit.page.locator("pattern#pattern-2, pattern#pattern-3").count() == 2


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("da", ["Zoom ind", "Zoom ud", "Vis hele kortet"]),
        ("en", ["Zoom in", "Zoom out", "Show the whole map"]),
    ],
)
def test_controls_speak_the_language_of_the_page(browser, tmp_path, lang, titles):
    """Buttons are named in the page's language, and distances are metric."""
    with browser.visit(page(small_page(lang)), tmp_path / "page.html") as visit:
        for title in titles:
            assert visit.page.get_by_role("button", name=title).count() == 1
        scale = visit.page.locator(".leaflet-control-scale-line").all_text_contents()
        assert [text.split()[-1] for text in scale] == ["m"]
        assert "Leaflet" not in visit.page.locator("main").inner_text()


@pytest.mark.browser
def test_figures_can_be_read_without_scripts(browser, tmp_path):
    """Where scripts are off, the table stands, no dead button shows and the page says why."""
    options = {"java_script_enabled": False}
    with browser.visit(page(small_page()), tmp_path / "page.html", **options) as visit:
        assert visit.page.locator("tbody tr").count() == 5
        assert visit.page.locator("button").count() == 0
        assert "JavaScript" in visit.page.locator("noscript").inner_text()


@pytest.mark.browser
def test_less_motion_is_respected(browser, tmp_path):
    """Where the reader asks for less motion, the map jumps instead of gliding."""
    options = {"reduced_motion": "reduce"}
    with browser.visit(page(small_page()), tmp_path / "page.html", **options) as visit:
        moving = "[L.Map.prototype.options.zoomAnimation, L.Map.prototype.options.fadeAnimation]"
        assert visit.page.evaluate(moving) == [False, False]


@pytest.mark.browser
def test_paper_has_map_legend_and_table_without_controls(browser, tmp_path):
    """Printing keeps what is read and drops what is pressed."""
    with browser.visit(page(small_page()), tmp_path / "page.html") as visit:
        visit.page.emulate_media(media="print")
        for place in (".map", ".legend", "table", ".internal", "footer", ".north"):
            assert visit.page.locator(place).is_visible(), place
        for place in (".leaflet-control-zoom", ".hint", ".skip"):
            assert not visit.page.locator(place).is_visible(), place
        assert len(visit.page.pdf()) > 10_000
        assert visit.errors == []


@pytest.mark.browser
def test_many_areas_make_neither_a_crowded_map_nor_an_endless_page(browser, tmp_path):
    """Over forty areas the names stay in the table and the popups, and the table is folded."""
    content = small_page(names=[f"Område {at}" for at in range(41)])
    with browser.visit(page(content), tmp_path / "page.html") as visit:
        assert visit.page.locator(".area-name").count() == 0
        assert visit.page.locator("button.show").count() == 41
        assert visit.page.evaluate("document.documentElement.scrollHeight") < 3000


def test_data_block_cannot_end_its_element():
    """In the data block no bracket, ampersand or line separator stands as itself."""
    html = page(hostile_page(HOSTILE[4]))
    block = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL).group(1)
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block)["areas"][0]["name"] == terminal_text(HOSTILE[4])


def names(shown):
    """Return the row headings from top to bottom."""
    return shown.locator("tbody th").all_text_contents()


def tab_to(shown, name):
    """Press Tab until the button of that name has focus."""
    for _ in range(40):
        shown.keyboard.press("Tab")
        if shown.evaluate("document.activeElement.textContent") == name:
            return
    pytest.fail(f"Tab never reached {name!r}")


def test_a_message_on_a_page_is_cleaned_like_any_text():
    """Direction marks and controls in its values go, and markup stays text."""
    told = message("Read from {name}.", name="a\u202e<b>\x07")
    drawn = page(small_page(title=told))
    assert "\u202e" not in drawn
    assert "\x07" not in drawn
    assert "<title>Read from a&lt;b&gt;" in drawn
