"""What a map page lets people do: find an area, choose years and layers, read one area's figures.

All of it by keyboard, in both languages, on a narrow screen and on paper.
"""

import re
from dataclasses import replace

import pytest
import shapely
from axe_playwright_python.sync_playwright import Axe

from hotspots.errors import UsageProblem
from hotspots.mapping.pages.page import page
from hotspots.model.pages import (
    Layer,
    LegendClass,
    MapArea,
    Overlay,
    PageTable,
    SliderStep,
    Spark,
    StepArea,
)
from hotspots.sentences import texts
from tests.browser import chromium
from tests.maps.test_mapping_page import LIGHTS, names, small_page, square, tab_to

NAMES = ("Indre By", "Nørrebro", "Ålholm", "Aaboulevarden")
YEARS = (2022, 2023, 2024)
GREEN, YELLOW, RED, GREY = "#14997f", "#ffe98a", "url(#pattern-2)", "url(#pattern-3)"
STEERING = "\u202e\u2066\u200f\x1b[31m\x00\x85\ud800\ufeff"


def percent(at, year):
    """Return the made-up figure of an area in a year."""
    return f"{at + 10 + 2024 - year},5"


def full_page(lang="da", **changes):
    """Return a page with all there is: years, a second layer, shapes on top, figures, series."""
    spark = Spark(
        [(2020, 12.0), (2021, None), (2022, 11.0), (2023, 10.0), (2024, 9.0)],
        "Utryghed år for år. 2020: 12 %; 2024: 9 %.", ("12 %", "9 %"), (2024,), (2020, 2024),
    )  # fmt: skip
    base = small_page(lang, NAMES)
    areas = [
        replace(one, lines=["En sætning."], facts=[("Svar", "697 og 403")], spark=spark)
        for one in base.areas
    ]
    steps = [
        SliderStep(str(year), {one.code: StepArea(LIGHTS[(at + year) % 4], [f"I {year}."],
                                            [("Andel", f"{percent(at, year)} %")])
                         for at, one in enumerate(areas) if (at, year) != (3, 2022)}, column)
        for column, year in enumerate(YEARS, 1)
    ]  # fmt: skip
    category = Layer(
        "category", "Kategori", "Kategori 2014",
        [LegendClass("markant", "Markant", "#5e3c99"),
         LegendClass("x", "Ingen", "#e4e7ec", "dots")],
        {"0": "markant", "1": "x", "2": "markant"}, "Kun til 2014.",
    )  # fmt: skip
    spot = MapArea("h1", "1", shapely.box(12.505, 55.605, 12.515, 55.615).wkb, "h", ["Et sted."],
                   title="Hotspot 1 ved Søen")  # fmt: skip
    hot = Overlay(
        "h", "Hotspots", [LegendClass("h", "Hotspot", "#e66101")], [spot], is_visible=False
    )
    table = PageTable(
        "Andel utrygge", ["Område", *map(str, YEARS)], [False, True, True, True],
        [[one.name, *(percent(at, year) for year in YEARS)] for at, one in enumerate(areas)]
        + [["Hotspot 1", "–", "–", "–"]],
        [*(one.code for one in areas), "h1"],
    )  # fmt: skip
    full = replace(
        base, areas=areas, steps=steps, step_title="År", layers=[category], table=table,
        layer_label="Andel", overlays=[hot], note="Runde tal.",
        water=[square(5)],
    )  # fmt: skip
    return replace(full, **changes)


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


def fills(shown):
    """Return the fills of the areas in the order they are drawn, the smallest shape last."""
    return shown.locator(".leaflet-overlay-pane path.leaflet-interactive").evaluate_all(
        "paths => paths.map(path => path.getAttribute('fill'))"
    )


def focused(shown, part="textContent"):
    """Return the text of what has the keyboard's focus, or its id."""
    return shown.evaluate(f"document.activeElement.{part}")


def test_same_content_gives_same_bytes():
    """Layers, steps and shapes bring nothing random."""
    assert page(full_page()) == page(full_page())


def test_the_mark_is_said_where_it_holds():
    """A page that is not internal has no mark of it."""
    internal = texts.text("da", "page.internal")
    assert internal in page(full_page())
    assert internal not in page(full_page(internal=False))


def test_a_class_without_a_legend_is_refused_in_layers_steps_and_shapes():
    """What the legend does not explain is not drawn, wherever it stands."""
    whole = full_page()
    layer = replace(whole.layers[0], class_of={"0": "purple"})
    step = replace(whole.steps[0], areas={"0": StepArea("purple")})
    shape = replace(whole.overlays[0].areas[0], class_key="purple")
    for changed in (
        {"layers": [layer]},
        {"steps": [step]},
        {"overlays": [replace(whole.overlays[0], areas=[shape])]},
    ):
        with pytest.raises(UsageProblem, match="purple"):
            page(replace(whole, **changed))


def test_a_first_step_that_is_not_there_is_refused():
    """The slider cannot begin outside its ends."""
    with pytest.raises(UsageProblem, match="step 3"):
        page(full_page(first_step=3))


def test_marks_that_steer_text_are_stripped():
    """Direction and control marks in any text never reach the file; the letters do."""
    html = page(small_page(names=[f"No{STEERING}rd", "Syd"], title=f"Ti{STEERING}tel",
                           source=STEERING, notes=[f"a{STEERING}b"]))  # fmt: skip
    assert not set(html) & set(STEERING.replace("[31m", ""))
    assert not re.search(r"\\u(202e|2066|200f|001b|0000|0085|d800|feff)", html)
    for told in ("<title>Ti[31mtel</title>", '"name":"No[31mrd"', "<li>a[31mb</li>"):
        assert told in html


@pytest.mark.browser
def test_a_tour_by_keyboard(browser, tmp_path):
    """Search, panel, Escape, years, sorting, a row's area and an area's row: no mouse at all."""
    path = tmp_path / "page.html"
    with browser.visit(page(full_page()), path) as visit:
        shown = visit.page
        while focused(shown, "id") != "search-name":
            shown.keyboard.press("Tab")
        shown.keyboard.type("noerre")
        assert shown.locator("#search-found li").all_text_contents() == ["Nørrebro"]
        assert shown.locator("#status").text_content() == "Ét område passer"
        shown.keyboard.press("ArrowDown")
        active = shown.locator("#search-name").get_attribute("aria-activedescendant")
        assert shown.locator(f"#{active}").get_attribute("aria-selected") == "true"
        shown.keyboard.press("Enter")
        panel = shown.get_by_role("region", name="Nørrebro")
        assert panel.evaluate("box => box === document.activeElement")
        assert panel.locator(".panel-step").text_content() == "2024"
        assert panel.locator(".panel-line").all_text_contents() == ["I 2024.", "En sætning."]
        assert panel.locator("dt").all_text_contents() == ["Andel", "Svar"]
        assert panel.locator("dd").all_text_contents() == ["11,5\u00a0%", "697 og 403"]
        assert panel.get_by_role("img", name="Utryghed år for år.").count() == 1
        tab_to(shown, "Vis i tabellen")
        shown.keyboard.press("Enter")
        assert focused(shown) == "Nørrebro"
        assert shown.locator("tr[aria-current] .show").evaluate(
            "b => b === document.activeElement"
        )
        shown.keyboard.press("Escape")
        panel.wait_for(state="detached")
        assert focused(shown, "id") == "search-name"

        before = fills(shown)
        while focused(shown, "id") != "step":
            shown.keyboard.press("Tab")
        shown.keyboard.press("ArrowLeft")
        assert shown.locator("output").text_content() == "2023"
        assert shown.locator("#step").get_attribute("aria-valuetext") == "2023"
        assert shown.locator("th.now").text_content() == "2023"
        assert fills(shown) != before

        shown.get_by_role("button", name="2022").focus()
        shown.keyboard.press("Enter")
        shown.keyboard.press("Enter")
        assert names(shown)[0] == "Aaboulevarden"
        tab_to(shown, "Ålholm")
        shown.keyboard.press("Enter")
        panel = shown.get_by_role("region", name="Ålholm")
        assert panel.locator("dd").first.text_content() == "13,5\u00a0%"
        shown.keyboard.press("Escape")
        assert focused(shown) == "Ålholm"
        assert (visit.requests, visit.messages, visit.errors) == ([path.as_uri()], [], [])


@pytest.mark.browser
def test_names_are_found_however_they_are_spelled(browser, tmp_path):
    """Å is aa or a, ø is oe or o, case counts for nothing; what is not there is said."""
    found = {
        "aalh": ["Ålholm"], "alh": ["Ålholm"], "ÅBO": ["Aaboulevarden"], "norre": ["Nørrebro"],
        "NØRRE": ["Nørrebro"], "by": ["Indre By"], "a": ["Aaboulevarden", "Ålholm"],
        "soen": ["Hotspot 1 ved Søen"], "<b>": ["Nørrebro", "Aaboulevarden"],
    }  # fmt: skip
    with browser.visit(page(full_page()), tmp_path / "page.html") as visit:
        box = visit.page.get_by_role("combobox")
        for written, wanted in found.items():
            box.fill(written)
            options = visit.page.locator("#search-found li").all_text_contents()
            assert options[: len(wanted)] == wanted or set(wanted) <= set(options), written
        box.fill("zzz")
        assert visit.page.locator("#status").text_content() == "Intet område passer"
        assert visit.page.locator("#search-found li").all_text_contents() == [
            "Intet område passer"
        ]
        box.press("Enter")
        box.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        box.press("Escape")
        assert box.input_value() == ""
        assert visit.page.locator(".panel").count() == 0


@pytest.mark.browser
def test_layers_bring_their_legends(browser, tmp_path):
    """One layer of fills at a time, shapes and names on top by choice, each with its legend."""
    path, still = tmp_path / "page.html", {"reduced_motion": "reduce"}
    with browser.visit(page(full_page()), path, **still) as visit:
        shown = visit.page
        assert fills(shown) == [GREEN, YELLOW, RED, GREY]
        assert shown.locator(".legend-part:visible h3").all_text_contents() == [
            "Ændring siden 2010"
        ]
        shown.get_by_label("Andel", exact=True).press("ArrowRight")
        assert fills(shown) == ["#5e3c99", "url(#pattern-5)", "#5e3c99", "#ffffff"]
        assert shown.locator(".legend-part:visible").first.inner_text().endswith("Kun til 2014.")
        assert shown.locator("#status").text_content() == "Kortet viser: Kategori"
        shown.locator("#step").press("ArrowLeft")
        assert shown.get_by_label("Andel", exact=True).is_checked()
        assert GREEN in fills(shown)

        assert shown.locator(".leaflet-shapes-pane path").count() == 0
        shown.get_by_role("checkbox", name="Hotspots").press("Space")
        assert shown.locator(".leaflet-shapes-pane path").get_attribute("fill") == "#e66101"
        assert shown.locator(".legend-part:visible h3").last.text_content() == "Hotspots"
        shown.get_by_role("checkbox", name="Hotspots").press("Space")
        assert shown.locator(".leaflet-shapes-pane path").count() == 0
        shown.get_by_role("button", name="Hotspot 1").press("Enter")
        assert shown.get_by_role("region", name="Hotspot 1 ved Søen").count() == 1
        assert shown.get_by_role("checkbox", name="Hotspots").is_checked()

        assert shown.locator(".area-name").all_text_contents()[-1] == "1"
        shown.get_by_role("checkbox", name="Områdenavne").press("Space")
        assert shown.locator(".area-name").all_text_contents() == ["1"]
        shown.get_by_role("checkbox", name="Hotspots").press("Space")
        assert shown.locator(".panel").count() == 0
        assert shown.locator("path[stroke='#0b1f4d']").count() == 0
        assert visit.errors == []


@pytest.mark.browser
def test_a_later_overlay_lies_on_top_in_whatever_order_they_are_chosen(browser, tmp_path):
    """A large shape chosen last does not cover the small ones of the overlay after it."""
    (hot,) = full_page().overlays
    whole = replace(hot.areas[0], code="e1", class_key="e", title="Lys")
    effort = Overlay("e", "Indsatser", [LegendClass("e", "Indsats", "#fdb863")], [whole],
                     is_visible=False)  # fmt: skip
    html = page(full_page(overlays=[effort, hot]))
    with browser.visit(html, tmp_path / "page.html") as visit:
        for label in ("Hotspots", "Indsatser"):
            visit.page.get_by_role("checkbox", name=label).press("Space")
        drawn = visit.page.locator(".leaflet-shapes-pane path")
        assert drawn.last.get_attribute("fill") == "#e66101"
        assert drawn.count() == 2


@pytest.mark.browser
def test_an_area_without_a_figure_in_a_year_keeps_its_own_class(browser, tmp_path):
    """The fourth area has nothing in 2022 and is drawn as the page's own."""
    with browser.visit(page(full_page(first_step=0)), tmp_path / "page.html") as visit:
        assert visit.page.locator("output").text_content() == "2022"
        assert fills(visit.page) == [RED, GREY, GREEN, GREY]


@pytest.mark.browser
def test_an_area_that_is_a_speck_is_found_and_the_map_is_still_there(browser, tmp_path):
    """What has no width on the map has no zoom that fits it, and is asked for all the same."""
    base = small_page(names=("Nord", "Plet"))
    speck = replace(base.areas[1], wkb=shapely.box(12.6, 55.7, 12.600001, 55.700001).wkb)
    with browser.visit(
        page(replace(base, areas=[base.areas[0], speck])), tmp_path / "p.html"
    ) as v:
        v.page.locator("tr[data-area='1'] button").click()
        v.page.locator("tr[data-area='1'] button").click()
        assert v.page.locator(".panel-name").last.text_content() == "Plet"
        assert v.page.locator(".leaflet-control-scale-line").text_content() == "30 m"
        assert v.errors == []


@pytest.mark.parametrize(("lang", "width"), [("da", 1280), ("en", 320)])
def test_no_barrier_and_no_scrolling_sideways(browser, tmp_path, lang, width):
    """An automatic check finds nothing with the list or an area's figures open, at any width."""
    # The check is itself a script that the policy would stop; what fades in is pale at first.
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    path = tmp_path / "page.html"
    with browser.visit(page(full_page(lang)), path, width=width, height=740, **options) as visit:
        shown = visit.page
        shown.get_by_role("combobox").fill("a")
        found = Axe().run(shown).response["violations"]
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        shown.get_by_role("button", name="Nørrebro").press("Enter")
        found += Axe().run(shown).response["violations"]
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        panel, drawn = (shown.locator(part).bounding_box() for part in (".panel", ".map"))
        is_beside = panel["x"] >= drawn["x"] + drawn["width"]
        assert is_beside == (width == 1280)
        assert is_beside or panel["y"] >= drawn["y"] + drawn["height"]
        shown.keyboard.press("Escape")
        shown.locator(".panel").wait_for(state="detached")
        assert focused(shown) == "Nørrebro"
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.browser
def test_endless_texts_stay_inside_the_page(browser, tmp_path):
    """Ten thousand letters without a blank, in every field of one area and of the page."""
    long, whole = "W" * 10_000, full_page()
    area = replace(whole.areas[0], name=long, lines=[long], facts=[(long, long)])
    table = replace(whole.table, caption=long, rows=[[long, "1", "2", "3"], *whole.table.rows[1:]])
    html = page(
        replace(whole, areas=[area, *whole.areas[1:]], table=table, title=long, source=long,
                layer_label=long, step_title=long)
    )  # fmt: skip
    with browser.visit(html, tmp_path / "page.html", width=320, height=740) as visit:
        visit.page.locator("button.show").first.press("Enter")
        visit.page.get_by_role("combobox").fill("ww")
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
        assert visit.errors == []


@pytest.mark.browser
def test_paper_says_what_the_map_shows_and_has_all_years(browser, tmp_path):
    """The chosen year stands below the map, every year in the table, and nothing to press."""
    with browser.visit(page(full_page()), tmp_path / "page.html") as visit:
        shown = visit.page
        shown.locator("#step").press("ArrowLeft")
        shown.emulate_media(media="print")
        assert shown.locator(".paper-only").inner_text() == "År: 2023"
        assert not shown.locator(".controls").is_visible()
        assert shown.locator("thead th:visible").all_inner_texts()[1:] == ["2022", "2023", "2024"]
        for place in (".legend-part", ".legend-note", "tbody tr", ".north", "footer"):
            assert shown.locator(place).first.is_visible(), place


@pytest.mark.browser
def test_an_injected_script_does_not_run(browser, tmp_path):
    """Neither in the file, nor put in later, nor as a handler or an address."""
    bad = (
        "<script>window.__in = 1</script><img src='data:,' onerror='window.__in = 2'>"
        "<a id='bad' href='javascript:window.__in=3'>x</a></main>"
    )
    html = page(full_page()).replace("</main>", bad, 1)
    later = (
        "const made = document.createElement('script'); made.textContent = 'window.__in = 4';"
        "document.body.append(made)"
    )
    with browser.visit(html, tmp_path / "page.html") as visit:
        visit.page.evaluate(later)
        visit.page.click("#bad")
        visit.page.wait_for_timeout(100)
        assert visit.page.evaluate("window.__in") is None
        assert sum("Content Security Policy" in one for one in visit.messages) >= 3
        assert visit.page.locator(".area-name").count() == 4
    with browser.visit(html, tmp_path / "page.html", bypass_csp=True) as visit:
        assert visit.page.evaluate("window.__in") is not None  # the texts above do run without it


@pytest.mark.browser
def test_controls_stand_on_one_line_and_the_chosen_year_is_in_view(browser, tmp_path):
    """On a desk titles are level and the map is in view; narrow, the table is at the new year."""
    with browser.visit(page(full_page()), tmp_path / "page.html", height=800) as visit:
        drawn = visit.page.locator(".map").bounding_box()
        assert drawn["y"] + drawn["height"] <= 800
        titles = visit.page.locator(".search > label, .slider > label, .controls legend")
        tops = [box["y"] for box in (one.bounding_box() for one in titles.all())]
        assert len(tops) == 4
        assert max(tops) - min(tops) <= 1
    with browser.visit(page(full_page()), tmp_path / "page.html", width=320) as visit:
        heading = visit.page.locator("thead th.now")
        assert heading.inner_text().startswith("2024")
        visit.page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")
        region = visit.page.locator(".scroll").bounding_box()
        shown = heading.bounding_box()
        assert shown["x"] + shown["width"] <= region["x"] + region["width"] + 1


@pytest.mark.browser
def test_short_figures_keep_on_one_line_and_the_table_begins_a_sheet(browser, tmp_path):
    """An interval is not broken, a sentence has room, and no header is left alone on paper."""
    rows = [["Nord", "−11,8 til −4,1", "kan ikke skelnes fra uændret; 15,8 %, plads 1 af 13"]]
    table = PageTable("Andel", ["Område", "95 %", "Med ord"], [False] * 3, rows, ["1"])
    with browser.visit(page(full_page(table=table, steps=[])), tmp_path / "page.html") as visit:
        cells = visit.page.locator("tbody td")
        assert cells.nth(0).evaluate("cell => getComputedStyle(cell).whiteSpace") == "nowrap"
        assert cells.nth(1).bounding_box()["width"] >= 256
        visit.page.emulate_media(media="print")
        begins = visit.page.locator(".numbers").evaluate(
            "part => getComputedStyle(part).breakBefore"
        )
        assert begins == "page"
