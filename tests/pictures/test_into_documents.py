"""The how-to's four lines on the demo: what they write goes into a slide, a page and a frame."""

import re
import shlex

import pytest
from click.testing import CliRunner
from docx import Document
from docx.shared import Cm
from PIL import Image
from pptx import Presentation
from pptx.util import Emu

from hotspots.cli.main import main
from hotspots.mapping.pictures.shapes import SIZES
from hotspots.sentences.texts import LANGUAGES
from tests.browser import chromium
from tests.tools.reference_docs import DOCS

PAGE = DOCS / "how-to" / "put-a-district-into-a-document.md"
MOST_BYTES = 220_000
INK = 200


@pytest.fixture(scope="module")
def made(demo, tmp_path_factory):
    """Return the folder with what the four lines of the page write, in Danish."""
    folder = tmp_path_factory.mktemp("documents")
    lines = re.findall(r"^\$ hotspots (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 4
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in lines:
            asked = ["--store", str(demo.folder / "hotspots.duckdb"), "--lang", "da"]
            done = CliRunner().invoke(main, [*asked, *shlex.split(line)], catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder


@pytest.mark.thorough
def test_the_slide_is_filled_and_has_its_words(made):
    """PowerPoint's own size, not enlarged; the alt text is the file beside it."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(12_192_000), Emu(6_858_000)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    picture = slide.shapes.add_picture(str(made / "slide.png"), 0, 0)
    words = (made / "slide.png.alt.txt").read_text(encoding="utf-8").strip()
    picture._element.nvPicPr.cNvPr.set("descr", words)
    assert picture.width == pytest.approx(deck.slide_width, rel=0.002)
    assert picture.height == pytest.approx(deck.slide_height, rel=0.002)
    deck.save(made / "slides.pptx")
    kept = Presentation(made / "slides.pptx").slides[0].shapes[0]
    assert kept._element.nvPicPr.cNvPr.get("descr").startswith("Kort: Indre By – ")


def test_the_word_figure_fits_the_text_of_a_page(made):
    """At its own size it is no wider and no higher than the text of an A4 page."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2.5))
    shape = document.add_picture(str(made / "word.png"))
    assert shape.width == pytest.approx(Cm(16), rel=0.002)
    assert shape.width <= section.page_width - section.left_margin - section.right_margin
    assert shape.height <= section.page_height - section.top_margin - section.bottom_margin


def test_the_atlas_has_a_picture_and_its_words_of_each_of_the_districts(made):
    """Thirteen, all of one size, none blank, no two alike."""
    pictures = sorted((made / "atlas").glob("*.png"))
    assert len(pictures) == 13
    assert pictures[0].name == "01-indre-by.png"
    assert len({path.read_bytes() for path in pictures}) == 13
    sizes = set()
    for path in pictures:
        with Image.open(path) as picture:
            sizes.add(picture.size)
            assert picture.convert("L").getextrema()[0] < INK
        words = path.with_name(f"{path.name}.alt.txt").read_text(encoding="utf-8")
        assert words.startswith("Kort: ")
    assert len(sizes) == 1


@pytest.mark.browser
def test_the_small_page_is_shown_in_a_frame_and_leads_to_the_table(made):
    """Under 220 kB, without a request, a message, a table or a download; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    path = made / "indre-by.compact.html"
    html = path.read_text(encoding="utf-8")
    assert len(path.read_bytes()) < MOST_BYTES
    with chromium() as browser, browser.visit(html, path, width=960, height=720) as visit:
        assert visit.page.inner_text("h1").startswith("Indre By – ")
        assert visit.page.inner_text(".summary").startswith("Grøn: ")
        assert "Intern" in visit.page.inner_text("header")
        assert visit.page.locator("path.leaflet-interactive").count() == 13
        assert visit.page.locator(".legend-part").count() >= 1
        assert visit.page.locator("table, .download, input").count() == 0
        link = visit.page.locator("footer a")
        assert link.get_attribute("href") == "indre-by.html#table"
        assert Axe().run(visit.page).response["violations"] == []
        assert (visit.messages, visit.errors, visit.dialogs) == ([], [], [])
        assert visit.requests == [path.as_uri()]
    whole = (made / "indre-by.html").read_text(encoding="utf-8")
    assert 'id="table"' in whole
    assert "indre-by.compact.html" in (made / "indre-by.embed.html").read_text(encoding="utf-8")


@pytest.mark.part(3)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    [("hotspots",),
     ("change", "--hotspots"),
     ("priority", "--hotspots"),
     ("indicator", "--hotspots"),
     ("review", "--per", "half-year"),
     ("evaluation", "Trygge aftener"),
     ("designations", "--kind", "tryghedsområde")],
    ids=lambda command: command[0],
)  # fmt: skip
def test_the_small_page_of_every_map_is_small(demo, tmp_path, command, lang):
    """Under 220 kB with all that can be laid on it and below it."""
    path = tmp_path / "kort.html"
    asked = ["--store", str(demo.folder / "hotspots.duckdb"), "--lang", lang, "map", *command]
    below = ["--background", "copenhagen", "--embed", "compact", "-o", str(path)]
    done = CliRunner().invoke(main, [*asked, *below], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert len(path.with_suffix(".compact.html").read_bytes()) < MOST_BYTES


@pytest.mark.part(3)
@pytest.mark.parametrize("shape", ["16:9", "4:3", "a4"])
@pytest.mark.parametrize(
    "command",
    [("hours", "--area", "Valby", "--from", "2024-01-01"),
     ("hotspots", "--area", "Valby", "--from", "2024-01-01"),
     ("review", "--area", "Valby", "--per", "half-year"),
     ("priority", "--area", "Valby", "--no-rates"),
     ("indicator", "--years", "2010,2014,2024")],
    ids=lambda command: command[0],
)  # fmt: skip
def test_other_figures_of_the_demo_fit_their_shapes(demo, tmp_path, command, shape):
    """In the size of the shape."""
    path = tmp_path / "figur.png"
    asked = ["--store", str(demo.folder / "hotspots.duckdb"), "--lang", "da", "figure", *command]
    done = CliRunner().invoke(
        main, [*asked, "--shape", shape, "--dpi", "72", "-o", str(path)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    size = SIZES[shape]
    with Image.open(path) as picture:
        assert picture.width / 72 * 2.54 == pytest.approx(size.width_cm, abs=0.06)
        assert picture.height / 72 * 2.54 == pytest.approx(size.height_cm, abs=0.06)
