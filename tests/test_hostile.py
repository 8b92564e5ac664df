"""Texts from data that would like to be code, markup, formulas or paths, through every output."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import docx
import openpyxl
import pyarrow.parquet as pq
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import etree, html

from hotspots.mapping.typeset import wrapped
from hotspots.safe import cell_text, terminal_text
from tests.browser import chromium
from tests.hostile_strings import ALL_SHORT, FORMULAS, HOSTILE, RAN, as_shown, squeezed
from tests.small_city import SOUTH_M, WEST_M, City, square

NASTY = "<img src=x onerror=window.hostile=1>'\"`${x}{{7*7}}</script>"
DAY = ("--date", "2026-11-03")
CELLS = ("--cell", "500")
YEARS = ("--before", "2018-01-01..2018-12-31", "--after", "2019-01-01..2019-12-31")
TILES = ("--tiles", "https://tiles.invalid/{z}/{x}/{y}.png", "--attribution", ALL_SHORT)
TEXTS = list(HOSTILE.values())
N = len(TEXTS)
# Each is the file and what it is asked with; none of them asks for tiles.
MAPS = {
    "change": ("change", "--across-breaks", *DAY),
    "priority": ("priority", "--across-breaks", *DAY),
    "indicator": ("indicator", *DAY),
    "hotspots": ("hotspots", *CELLS, "--from", "2019-01-01", *DAY),
    "review": ("review", *CELLS, *YEARS, *DAY),
    "evaluation": ("evaluation", NASTY, "--made-on", "2026-11-03"),
    "designations": ("designations", "--kind", NASTY, *DAY),
}
ANSWERS = {
    "change": ("change", "--across-breaks"),
    "incidents": ("incidents", "--baseline", "2010", "--year", "2019"),
    "designations": ("designations",),
    "detect": ("detect", *CELLS),
    "goals": ("goals",),
    "evaluate": ("evaluate", NASTY),
    "status": ("status",),
    "areas": ("areas", "show", NASTY),
}
LAYERS = ("change", "incidents", "designations", "detect", "areas")
PICTURES = {
    "change": ("change", "--across-breaks", *DAY),
    "intervals": ("intervals", "--across-breaks", *DAY),
    "series": ("series", "--area", "3", "--area", "9", *DAY),
    "hotspots": ("hotspots", *CELLS, *DAY),
    "evaluation": ("evaluation", NASTY, "--made-on", "2026-11-03"),
    "designations": ("designations", "--kind", NASTY, *DAY),
    "hours": ("hours", "--area", "3", *DAY),
}


def table(city, name, head, rows):
    """Write rows as a semicolon table, every cell quoted, and return its path."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([head, *rows])
    written = re.sub("[\ud800-\udfff]", "", out.getvalue())
    path = city.folder / name
    path.write_text(written, encoding="utf-8", newline="")
    return path


def layer(city, name, features):
    """Write features in metres as GeoJSON, lone surrogates and all, and return its path."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    content = {"type": "FeatureCollection", "crs": crs, "features": features}
    return city.write(name, json.dumps(content))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city of as many areas as there are texts, with them in every field that takes any.

    Set, kind of designation, effort, file names, layer names and headings are hostile too.
    """
    made = City(tmp_path_factory.mktemp("ond"))
    areas = layer(made, f"=1+1 {NASTY[:38]}\u202e.geojson",
                  [square(at, text) for at, text in enumerate(TEXTS)])  # fmt: skip
    made.run("load", "areas", areas, "--set", NASTY, "--source", ALL_SHORT)
    levels = [[at + 1, year, f"{(at * 7 + year) % 30 + 5},5", 300, 2020, text, text, text]
              for at, text in enumerate(TEXTS) for year in (2010, 2014, 2019)]  # fmt: skip
    head = ["Område", "År", "Procent", "Antal svar", "Udgave", "Leverandør", "Dataindsamling"]
    path = table(made, "i <b>.csv", [*head, "=1+1 <script>window.hostile=1</script>"], levels)
    made.run("load", "index", path, "--set", NASTY, "--fixed", "indicator=utryg_nabolag",
             "--source", "=99*99")  # fmt: skip
    people = [[at + 1, year, 10000] for at in range(N) for year in (2010, 2019)]
    made.run("load", "population", table(made, "p.csv", ["Område", "År", "Folketal"], people),
             "--set", NASTY, "--source", NASTY)  # fmt: skip
    head = ["Sagsnr", "Gerningstidspunkt", "Gerningstype", "X", "Y"]
    made.run("load", "incidents", table(made, "h.csv", head, incidents()), "--crs", "EPSG:25832",
             "--source", ALL_SHORT)  # fmt: skip
    spots = [{"type": "Feature", "properties": {"navn": text, "type": text}, "geometry":
              {"type": "Point", "coordinates": [WEST_M + at * 1000 + 520, SOUTH_M + 520]}}
             for at, text in enumerate(TEXTS)]  # fmt: skip
    made.run("load", "places", layer(made, "steder.geojson", spots), "--set", NASTY)
    load_words(made)
    return made


def incidents():
    """Return incidents of every category in every area and year, and hot cells in each sixth."""
    rows = []
    for at, text in enumerate(TEXTS):
        west, north = WEST_M + at * 1000, SOUTH_M + 500
        rows += [[f"{at}-{year}-{month}", f"05-{month:02d}-{year} 12:00", text, west + 90 * month,
                  north] for year in (2010, 2018, 2019) for month in (1, 6, 11, 12)]  # fmt: skip
        if at % 6 == 0:
            rows += [[f"{at}-{year}-h{one}", f"{1 + one % 28:02d}-03-{year} 20:00",
                      TEXTS[(at + one) % N], west + 500, north]
                     for year in (2018, 2019) for one in range(40)]  # fmt: skip
    return rows


def load_words(made):
    """Load designations, efforts, breaks and goals."""
    head = ["type", "navn", "år", "kategori", "kriterier", "distrikt", "note", "kilde"]
    rows = [[NASTY, text, 2012, TEXTS[at % 5], text, at + 1, text, text]
            for at, text in enumerate(TEXTS)]  # fmt: skip
    made.run("load", "designations", table(made, "d.csv", head, rows), "--set", NASTY)
    head = ["indsats", "område", "rolle", "fra", "slut", "partnere", "økonomi", "bemærkning"]
    rows = [[NASTY, 1, "indsats", "2019-01", "2019-12", *[ALL_SHORT] * 3],
            [NASTY, 9, "sammenligning", "", "", *[ALL_SHORT] * 3]]  # fmt: skip
    made.run("load", "interventions", table(made, "n.csv", head, rows), "--set", NASTY)
    head = ["indikator", "år", "slags", "tekst", "tekst på engelsk", "kilde"]
    words = [text for text in TEXTS if len(text) < 500]
    rows = [["utryg_nabolag", 2012, "definition", *[text] * 3] for text in (ALL_SHORT, NASTY)]
    made.run("load", "breaks", table(made, "b.csv", head, rows))
    head = ["mål", "program", "regel", "gælder", "indikator", "krav", "værdi", "frist", "note",
            "kilde"]  # fmt: skip
    rows = [[text, text, text, "city", "utryg_nabolag", "at_most", 15, "31-12-2019", text, text]
            for text in words]  # fmt: skip
    made.run("load", "goals", table(made, "g.csv", head, rows))


@pytest.fixture(scope="module")
def stored(city):
    """Return the names of the areas as the store has them: a name that is cut ends at its NUL."""
    rows = city.ask("areas", "show", NASTY)["rows"]
    return [row["name"] for row in rows]


@pytest.fixture(scope="module")
def browser():
    """Give one Chromium to all tests of the module, or skip them."""
    with chromium() as running:
        yield running


def test_there_are_enough_of_them():
    """Sixty were promised; no two are the same."""
    assert len(set(TEXTS)) == N >= 60


def test_names_reach_the_store_as_they_are(stored):
    """But for edges of white space, what follows a NUL, and halves of a pair; none is empty."""
    assert all(stored)
    whole = [text for text in TEXTS if text.strip() == text and "\0" not in text
             and not re.search("[\ud800-\udfff]", text)]  # fmt: skip
    assert set(whole) <= set(stored)
    assert len(whole) > 100


@pytest.mark.browser
@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no policy"])
def test_nothing_runs_in_a_map(city, browser, kind, policy, stored):
    """No flag, dialog, message or request, with the content policy and without it."""
    path = city.folder / f"{kind}.html"
    if not path.exists():
        city.run("--quiet", "map", *MAPS[kind], "-o", path)
    page = path.read_text(encoding="utf-8")
    if not policy:
        page, n = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert n == 1
    there = city.folder / "her.html"
    with browser.visit(page, there) as visit:
        shown = visit.page
        for at in range(min(3, shown.locator("button.show").count())):
            shown.locator("button.show").nth(at).evaluate("button => button.click()")
        shown.evaluate("document.querySelectorAll('input').forEach(one => one.click())")
        shown.wait_for_timeout(50)
        assert shown.evaluate(RAN) is None
        assert (visit.requests, visit.messages) == ([there.as_uri()], [])
        assert (visit.errors, visit.dialogs) == ([], [])
        if kind in {"change", "priority", "indicator"}:
            cells = shown.locator("tbody th").evaluate_all("all => all.map(x => x.textContent)")
            found = {squeezed(cell) for cell in cells}
            assert {squeezed(name) for name in stored if squeezed(name)} <= found


@pytest.mark.browser
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


@pytest.mark.browser
def test_an_injected_script_does_not_run(city, browser):
    """The policy that the command writes stops what somebody adds to the file."""
    path = city.folder / "ind.html"
    city.run("--quiet", "map", "indicator", *DAY, "-o", path)
    page = path.read_text(encoding="utf-8")
    worse = page.replace("</main>", "<script>window.hostile=1</script></main>", 1)
    assert worse != page
    with browser.visit(worse, path) as visit:
        assert visit.page.evaluate(RAN) is None
        assert any("Content Security Policy" in one for one in visit.messages)
    with browser.visit(worse, path, bypass_csp=True) as visit:
        assert visit.page.evaluate(RAN) == 1


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        *((kind, "svg") for kind in PICTURES),
        ("change", "pdf"),
        ("series", "pdf"),
        ("hours", "png"),
    ],
)
def test_pictures_open_and_hold_text_alone(city, kind, suffix):
    """An SVG is well-formed and has no script, handler or address; PDF and PNG open."""
    path = city.folder / f"{kind}.{suffix}"
    city.run(
        "--quiet", "figure", *PICTURES[kind], "-o", path, *(("--dpi", 72) * (suffix == "png"))
    )
    if suffix == "svg":
        assert_harmless(etree.parse(path).getroot())
    elif suffix == "pdf":
        assert "/JS" not in str(pypdf.PdfReader(path).trailer["/Root"])
    else:
        from PIL import Image

        with Image.open(path) as found:
            found.load()


def assert_harmless(root):
    """Hold that a tree has no element or attribute that runs or fetches."""
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname.lower()
        assert name not in {"script", "foreignobject", "iframe", "object", "embed", "animate"}
        for key, value in one.attrib.items():
            assert not key.lower().startswith("on"), key
            if key.lower().endswith(("href", "src")):
                assert value.startswith(("#", "data:image/png;base64,")), value


def test_the_report_opens_and_shows_names(city, stored, tmp_path):
    """Document and page hold the names as text, and nothing that runs."""
    paths = [tmp_path / f"status.{suffix}" for suffix in ("docx", "html")]
    city.run("--quiet", "report", "--across-breaks", *DAY,
             *(part for path in paths for part in ("-o", path)))  # fmt: skip
    body = docx.Document(str(paths[0])).element.body
    assert not list(body.iter(qn("w:altChunk")))
    words = squeezed("".join(one.text or "" for one in body.iter(qn("w:t"))))
    page = html.fromstring(paths[1].read_bytes())
    assert_harmless(page)
    shown = squeezed(page.text_content())
    for name in stored:
        assert squeezed(name) in words, name[:80]
        assert squeezed(name) in shown, name[:80]


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_hold_text_as_text(city, kind, tmp_path):
    """Workbook, CSV, JSON, layers and terminal: no formula, no link, no escape sequence."""
    asked = ANSWERS[kind]
    rows = city.ask("--quiet", *asked)["rows"]
    assert rows
    for suffix in ("csv", "xlsx", "parquet", *(("gpkg", "geojson") if kind in LAYERS else ())):
        path = tmp_path / f"{kind}.{suffix}"
        city.run("--quiet", *asked, "-o", path)
        {"csv": csv_is_guarded, "xlsx": no_formula, "gpkg": layer_opens, "geojson": json_opens,
         "parquet": parquet_opens}[suffix](path, rows)  # fmt: skip
    printed = city.run("--quiet", *asked).output
    assert printed.replace("\n", "") == terminal_text(printed.replace("\n", ""))


def csv_is_guarded(path, rows):
    """A cell that a spreadsheet would take for a formula has an apostrophe; no row is lost."""
    text = path.read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == len(rows)
    for row in found:
        for value in row.values():
            assert value == cell_text(value), value[:80]


def no_formula(path, rows):
    """Every text of every sheet is a string, no cell has a link, and no name is defined."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d", "b", "inlineStr"}, cell.value
                assert cell.hyperlink is None
    assert book.worksheets[0].max_row == len(rows) + 1


def layer_opens(path, rows):
    """Names are those of the JSON, and the styles are well-formed."""
    with closing(sqlite3.connect(path)) as con:
        (name,) = con.execute("select table_name from gpkg_contents where data_type = 'features'"
                              ).fetchone()  # fmt: skip
        assert con.execute(f'select count(*) from "{name}"').fetchone()[0] <= len(rows)  # noqa: S608
        for qml, sld in con.execute("select styleQML, styleSLD from layer_styles"):
            for style in (qml, sld):
                etree.fromstring(style.encode())


def json_opens(path, rows):
    """It is JSON, and names in it are those of the answer."""
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    names = {row.get("name") for row in rows}
    assert {one["properties"].get("name") for one in found} <= names


def parquet_opens(path, rows):
    """Every row is there with the same name."""
    found = pq.read_table(path)
    if "name" in rows[0]:
        assert found["name"].to_pylist() == [row["name"] for row in rows]


def test_a_long_word_is_cut_with_few_measurements():
    """Ten thousand signs, and as many accents on one letter, keep their order and lose nothing."""
    for word in (HOSTILE["long word"], HOSTILE["combining marks"]):
        assert "".join(wrapped(word, 15, 7)) == word


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_a_formula(text):
    """What is documented: a leading mark of a formula gets an apostrophe."""
    assert cell_text(text) == (f"'{text}" if text[0] in "=+-@\t\r" else text)


def test_marks_that_are_no_characters_are_not_shown():
    """Halves of a pair, and what XML cannot hold, leave the words around them."""
    assert as_shown(HOSTILE["surrogate first"]) == terminal_text(HOSTILE["surrogate first"])
    assert terminal_text("a\ufffe\uffffb\ufdd0\ud800\ufeff\U0001ffffæ😀") == "abæ😀"
