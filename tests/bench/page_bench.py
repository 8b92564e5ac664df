"""Compares map pages of the 399 roder, of one year and of fourteen, with plain Folium's of one.

Size and requests are counted. The time to the drawn map is taken in headless Chromium, in
turn, and given as ratios: ours needs nothing but its file. Folium's page needs files from
servers: Leaflet is served to it at once from the installed package, d3 as a stand-in that
does nothing, the others as empty files, and no tile. Its time is what is left where the
network costs nothing. A page is watched from its beginning, and is drawn when the picture
with the last area is handed on, whatever is still to be read below the map.
"""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import numpy as np

from hotspots.mapping.pages import leaflet
from hotspots.model.loads import Origin, Reading
from hotspots.workflows.areas.load import load_areas
from hotspots.workflows.areas.storing_areas import SetOptions
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.indicators.levels import LevelsQuestion
from hotspots.workflows.indicators.load_figures import load_index
from hotspots.workflows.maps.indicator import map_indicator
from hotspots.workflows.maps.page import PageOptions

RODER = "cph_rode_2023_raw.geojson"
YEAR = 2023
YEARS = (1, 14)
_STAND_IN = "window.d3 = new Proxy(function () {}, {get: () => d3, apply: () => d3});"
_PATIENCE_MS = 30_000
_WATCH = """window.drawn = new Promise((done, fail) => {
  setTimeout(fail, %d, "the areas were not drawn");
  const look = () => document.querySelectorAll("path.leaflet-interactive").length >= %d
    ? requestAnimationFrame(() => done(performance.now()))
    : requestAnimationFrame(look);
  look();
})"""


@dataclass
class Visits:
    """What a page asked for in its last visit, and how long it took to be drawn each time."""

    requests: list[str] = field(default_factory=list)
    drawn_ms: list[float] = field(default_factory=list)


def bench_page(layer: Path, runs: int) -> None:
    """Print size, requests and time of both pages."""
    if not layer.exists():
        print(
            f"Not compared: a map page of the 399 roder with plain Folium ({layer.name} is not "
            "here; name the folder of the extracts in HOTSPOTS_REAL_DATA).",
            flush=True,
        )
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shares = made_shares(layer)
        theirs = folium_page(layer, shares, folder)
        ours = {n: our_page(layer, shares, folder, n) for n in YEARS}
        for n, path in ours.items():
            print(
                f"Map page of {len(shares)} roder, {n} year(s): {size_kb(path):,.0f} kB, Leaflet "
                f"included (plain Folium of 1 year: {size_kb(theirs):,.0f} kB without Leaflet)",
                flush=True,
            )
        bench_drawing(ours, theirs, len(shares), runs)


def size_kb(path: Path) -> float:
    """Return the size of a file in thousands of bytes."""
    return path.stat().st_size / 1000


def made_shares(layer: Path) -> dict[str, float]:
    """Return seeded shares in per cent with one decimal, by the roder's numbers."""
    numbers = geopandas.read_file(layer)["rode_nr"].astype(str)
    drawn = np.random.default_rng(8).normal(11, 4, len(numbers)).clip(1, 30).round(1)
    return dict(zip(numbers, drawn.tolist(), strict=True))


def our_page(layer: Path, shares: dict[str, float], folder: Path, n_years: int) -> Path:
    """Write our page; the shares are the newest year's, and each year before has its own."""
    from datetime import UTC, datetime

    made = [folder / f"{n_years}.{ending}" for ending in ("duckdb", "csv", "html")]
    store, extract, path = made
    rows = "".join(
        f"{code};{YEAR - ago};utryg_nabolag;{(share + 1.3 * ago) % 29:.1f};200\n"
        for code, share in shares.items()
        for ago in range(n_years)
    )
    extract.write_text("Område;År;Indikator;Procent;Antal svar\n" + rows, encoding="utf-8")
    now = datetime.now(UTC)
    quiet: Any = lambda *_: None  # noqa: E731 - says nothing
    columns = {"code": "rode_nr", "name": "rodenavn"}
    load_areas(store, Origin(layer, "bench", now), SetOptions("roder"), Reading(columns=columns),
               quiet)  # fmt: skip
    load_index(store, Origin(extract, "bench", now), "roder", Reading(decimal="."), quiet)
    question = LevelsQuestion(Question(lang="da"))
    map_indicator(store, question, PageOptions(path, date(2026, 11, 3)), quiet)
    return path


def folium_page(layer: Path, shares: dict[str, float], folder: Path) -> Path:
    """Write what a user at home in Folium would: a choropleth, and a tooltip for each area."""
    import folium

    areas = geopandas.read_file(layer)[["rode_nr", "rodenavn", "geometry"]].to_crs("EPSG:4326")
    areas["rode_nr"] = areas["rode_nr"].astype(str)
    areas["utryg"] = areas["rode_nr"].map(shares)
    drawing = folium.Map(location=[55.676, 12.568], zoom_start=11)
    folium.Choropleth(
        geo_data=areas, data=areas, columns=["rode_nr", "utryg"],
        key_on="feature.properties.rode_nr", legend_name="Utrygge i nabolaget, procent",
    ).add_to(drawing)  # fmt: skip
    tooltip = folium.GeoJsonTooltip(["rodenavn", "utryg"])
    folium.GeoJson(areas, tooltip=tooltip, style_function=lambda _: {"fillOpacity": 0}).add_to(
        drawing
    )
    path = folder / "folium.html"
    drawing.save(str(path))
    return path


def bench_drawing(ours: dict[int, Path], theirs: Path, n_areas: int, runs: int) -> None:
    """Open all pages in turn, and print what they ask for and how long each is drawn."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("Not compared: the time to the drawn map (there is no chromium here).", flush=True)
        return
    found = {path: Visits() for path in (theirs, *ours.values())}
    with running(program) as browser:
        for _ in range(runs):
            for path, seen in found.items():
                visit(browser, path, seen, n_areas)
    other = found[theirs]
    hosts = len({one.split("/")[2] for one in other.requests})
    print(
        f"Map page of {n_areas} roder: requests of plain Folium {len(other.requests)} to {hosts} "
        "servers, ours 0. Without the network Folium's page draws nothing.",
        flush=True,
    )
    for n, path in ours.items():
        compare_times(f"{n_areas} roder, {n} year(s)", other, found[path])


def compare_times(what: str, other: Visits, mine: Visits) -> None:
    """Print how many times as long Folium's page takes; ours must have asked for nothing."""
    if mine.requests:
        sys.exit(f"our page asks for {mine.requests[0]}")
    ratios = [one / another for one, another in zip(other.drawn_ms, mine.drawn_ms, strict=True)]
    medians = [statistics.median(one.drawn_ms) for one in (other, mine)]
    print(
        f"Map page of {what}, time to the drawn map: plain Folium of 1 year, its files served at "
        f"once / ours: {statistics.median(ratios):.1f} (from {min(ratios):.1f} to "
        f"{max(ratios):.1f}; {medians[0]:,.0f} ms and {medians[1]:,.0f} ms on "
        f"{os.cpu_count()} cores)",
        flush=True,
    )


@contextmanager
def running(program: str) -> Iterator[Any]:
    """Start Chromium without a window."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Any, path: Path, seen: Visits, n_areas: int) -> None:
    """Open a page from its file; what it asks for beyond is noted, and Leaflet alone is given."""
    seen.requests.clear()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH % (_PATIENCE_MS, n_areas))

    def answer(route: Any) -> None:
        url = route.request.url
        if url == path.as_uri():
            route.continue_()
            return
        seen.requests.append(url)
        if url.endswith((".js", ".css")):
            known = {"leaflet.js": leaflet.script(), "leaflet.css": leaflet.style(),
                     "d3.min.js": _STAND_IN}  # fmt: skip
            made = known.get(url.rpartition("/")[2], "")
            kind = "text/javascript" if url.endswith(".js") else "text/css"
            route.fulfill(body=made, content_type=kind)
        else:
            route.abort()

    context.route("**/*", answer)
    page.goto(path.as_uri(), wait_until="load")
    seen.drawn_ms.append(page.evaluate("window.drawn"))
    context.close()
