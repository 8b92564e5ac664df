"""Every page, in each of its layers, on screens of four widths and on paper, in both languages.

Heading, conclusion and legend belong to what is drawn; nothing is asked for, said or out of
place; and no word is broken without a hyphen.
"""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from hotspots.sentences import texts
from tests.browser import chromium
from tests.maps.test_other_pages import EVERY_MAP, city

__all__ = ["city"]

# They are many and alike: the usual run tries some, the campaign all.
pytestmark = [pytest.mark.browser, pytest.mark.part(8)]

SIZES = {"1280": (1280, 800), "1366": (1366, 768), "390": (390, 800), "320": (320, 640),
         "print": (680, 960)}  # fmt: skip
PAGES = (*EVERY_MAP, "week")
LAYERED = ("change", "priority")
# What heading and legend must say in each layer, beside the indicator's name.
WORDS = {
    "light": {"da": ("udvikling fra", "2010–2019"), "en": ("change from", "2010–2019")},
    "trend": {"da": ("over alle år", "over alle år"), "en": ("over all years", "over all years")},
    "change": {"da": ("størrelse", "Ændring 2010–2019"), "en": ("size of", "Change 2010–2019")},
    "level": {"da": (", 2019", "2019"), "en": (", 2019", "2019")},
    "category": {"da": ("Handlingskategori 2019",) * 2, "en": ("Action category 2019",) * 2},
    "crime": {"da": ("Anmeldelser",) * 2, "en": ("Reported incidents",) * 2},
    "rank": {"da": ("Prioriterede", "listen"), "en": ("Priority", "list")},
}
BROKEN_WORDS = r"""
() => {
  const broken = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const holder = node.parentElement;
    if (holder.closest('script, style, noscript, .unseen, .skip, .leaflet-container') ||
        !holder.checkVisibility()) {
      continue;
    }
    for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set(Array.from(range.getClientRects(), (one) => Math.round(one.top)));
      if (tops.size > 1) {
        broken.push(word[0] + ' in ' + holder.className + ' ' + holder.tagName);
      }
    }
  }
  return broken;
}
"""


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def pages(city, tmp_path_factory):
    """Return a function that makes a page once; the city has years, residents and categories."""
    rows = [f"{at};{year};{20 + at - (year - 2010)},0;300;;{'markant' if at == 1 else 'minimal'}"
            for at in (1, 2, 3) for year in range(2011, 2020)]  # fmt: skip
    city.index(rows, name="flere.csv")
    people = "\n".join(["Område;År;Antal", *(f"{at};{year};10000" for at in (1, 2, 3)
                                             for year in (2018, 2019, 2020))])  # fmt: skip
    city.run("load", "population", city.write("folk.csv", people + "\n"), "--set", "bydele")
    folder, made = tmp_path_factory.mktemp("matrix"), {}

    def made_page(name, lang):
        if (name, lang) not in made:
            path = folder / f"{name}_{lang}.html"
            city.run("--lang", lang, *_asked(name), "-o", path)
            made[name, lang] = path.read_text(encoding="utf-8")
        return made[name, lang]

    return made_page


def _asked(name):
    """Return the command of a page."""
    if name == "week":
        return ("week", "--to", "2019-12-31", "--weeks", "4")
    return ("map", name, *(EVERY_MAP[name] if name not in LAYERED else ("--year", "2019")))


def views(html):
    """Return the layers' heads as the page's data has them."""
    data = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    return json.loads(data[1])["views"]


def drawn_fills(shown):
    """Return the fills of the areas on the map, without those that have none."""
    fills = shown.locator(".leaflet-overlay-pane path.leaflet-interactive").evaluate_all(
        "paths => paths.map(path => path.getAttribute('fill'))"
    )
    return {fill for fill in fills if fill != "#ffffff"}


def legend_fills(shown):
    """Return the fills of the legend that is visible."""
    return {
        fill
        for part in shown.locator(".legend-part:not([hidden])").all()
        for fill in part.locator("rect").evaluate_all(
            "all => all.map(one => one.getAttribute('fill'))"
        )
    }


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_agrees_with_itself(pages, browser, tmp_path, name, size, lang):
    """In each layer, with an area chosen; nothing is wider than the screen, axe finds nothing."""
    html, path = pages(name, lang), tmp_path / "kort.html"
    wide, high = SIZES[size]
    options = {"bypass_csp": True, "reduced_motion": "reduce"}
    with browser.visit(html, path, width=wide, height=high, **options) as visit:
        shown = visit.page
        heads = views(html)
        for at, view in enumerate(heads):
            if len(heads) > 1:
                shown.locator("input[name=layer]").nth(at).check()
            check_head(shown, view, lang)
            assert drawn_fills(shown) <= legend_fills(shown), view["key"]
        shown.locator("tbody button").first.press("Enter")
        if size == "print":
            shown.emulate_media(media="print")
            shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            assert shown.evaluate(BROKEN_WORDS) == []
        else:
            assert shown.locator(".panel").is_visible()
            assert [one["id"] for one in Axe().run(shown).response["violations"]] == []
            assert shown.evaluate("document.documentElement.scrollWidth") == wide
        assert shown.locator(".leaflet-popup").count() == 0
        requests = [url.partition("#")[0] for url in visit.requests]
        assert (set(requests), visit.messages, visit.errors) == ({path.as_uri()}, [], [])


def check_head(shown, view, lang):
    """Hold heading, title, conclusion and the legend's title against what a layer must say."""
    heading = shown.locator("h1").inner_text()
    assert shown.title() == heading == view["title"]
    # a date in the conclusion may stand in an element of its own
    assert shown.locator(".summary").inner_text() == view["summary"] or not view["key"]
    if view["key"]:
        of_heading, of_legend = WORDS[view["key"]][lang]
        legend = shown.locator(".legend-part:not([hidden]) h3").first.inner_text()
        assert of_heading in heading
        assert of_legend in legend


def test_every_layer_has_a_conclusion_of_its_own(pages):
    """No two layers of a page say the same first."""
    for name in LAYERED:
        for lang in texts.LANGUAGES:
            heads = views(pages(name, lang))
            assert {view["key"] for view in heads} >= {"trend", "category", "level", "crime"}
            assert len({view["title"] for view in heads}) == len(heads)
            assert len({view["summary"] for view in heads}) == len(heads)
