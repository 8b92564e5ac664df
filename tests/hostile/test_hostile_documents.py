"""Hostile texts in pictures and reports: they open, text shows as text, and nothing acts."""

import io
import re
import time
import zipfile
from datetime import date

import docx
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree, html

from hotspots.errors import UsageProblem
from hotspots.mapping.pictures.typeset import wrapped
from hotspots.model.report import Heading, Paragraph, Report, ReportTable
from hotspots.output.report.docx import as_docx
from hotspots.output.report.docx_file import cleaned_template
from hotspots.output.report.pdf import as_pdf
from tests.hostile import hostile_city
from tests.hostile.harmless import assert_harmless, assert_no_actions
from tests.hostile.hostile_city import DAY, NASTY, YEARS
from tests.hostile.hostile_strings import ALL_SHORT, HOSTILE, as_shown, squeezed
from tests.tools.campaign import is_campaign

PICTURES = {
    "change": ("change", "--across-breaks", *DAY),
    "priority": ("priority", "--across-breaks", *DAY),
    "indicator": ("indicator", "--years", "2014,2019", *DAY),
    "survey": ("indicator", "--indicator", NASTY, *DAY),
    "intervals": ("intervals", "--across-breaks", *DAY),
    "series": ("series", "--area", "3", "--area", "9", *DAY),
    "hotspots": ("hotspots", *DAY),
    "review": ("review", *YEARS, *DAY),
    "evaluation": ("evaluation", NASTY, "--made-on", "2026-11-03"),
    "designations": ("designations", "--kind", NASTY, *DAY),
    "hours": ("hours", "--area", "3", *DAY),
}
# The one whose sentences are the longest is drawn in English too; a map's PNG goes with a page
# that is embedded.
DRAWN = [(kind, "svg", "da") for kind in PICTURES] + [
    ("evaluation", "svg", "en"), ("change", "pdf", "da"),
]  # fmt: skip
FAR = "https://hostile.invalid/a"
ALL_XML = as_shown(ALL_SHORT)
WORDS = dict.fromkeys(("contents", "table", "figure", "page", "skip"), "ord")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return the hostile city."""
    return hostile_city.made(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def stored(city):
    """Return the names of its areas."""
    return hostile_city.names(city)


@pytest.mark.part(3)
@pytest.mark.parametrize(("kind", "suffix", "lang"), DRAWN)
def test_pictures_open_and_hold_text_alone(city, kind, suffix, lang, tmp_path):
    """An SVG is well-formed and has no script, handler or address; a PDF acts on nothing."""
    path = tmp_path / f"{kind}.{suffix}"
    city.run("--quiet", "--lang", lang, "figure", *PICTURES[kind], "-o", path)
    if suffix == "svg":
        assert_harmless(etree.parse(path).getroot())
    else:
        assert_no_actions(pypdf.PdfReader(path))


@pytest.mark.thorough
def test_the_report_opens_and_shows_names(city, stored, tmp_path):
    """Document, page and PDF hold the names as text, and nothing that runs.

    They have the profiles of all areas in a campaign only: their pages take most of the time.
    """
    paths = [tmp_path / f"status.{suffix}" for suffix in ("docx", "html", "pdf")]
    profiles = () if is_campaign() else ("--profiles", "none")
    city.run("--quiet", "report", "--across-breaks", *DAY, *profiles,
             *(part for path in paths for part in ("-o", path)))  # fmt: skip
    in_document, in_page = words_of_document(paths[0].read_bytes()), words_of_page(paths[1])
    for name in stored:
        assert squeezed(name) in in_document, name[:80]
        assert squeezed(name) in in_page, name[:80]
    read = pypdf.PdfReader(paths[2])
    assert_no_actions(read)
    in_pdf = squeezed("".join(page.extract_text() for page in read.pages))
    plain = [one for one in stored if len(one) < 500 and re.fullmatch("[ -\u017f]*", one)]
    assert len(plain) > 80
    missing = [name for name in plain if squeezed(name) not in in_pdf]
    # in narrow cells of tables a name may be cut over two pages
    assert len(missing) <= (0 if is_campaign() else 10), missing


@pytest.mark.thorough
def test_the_english_report_takes_a_template_of_hostile_words(city, stored, tmp_path):
    """Its own words stay text, its properties go, and nothing it had is run by what is written."""
    path = tmp_path / "s.docx"
    template_of_words().save(str(path))
    files = [tmp_path / "status.docx", tmp_path / "status.html"]
    city.run("--quiet", "--lang", "en", "report", "--across-breaks", *DAY, "--template", path,
             *(part for file in files for part in ("-o", file)))  # fmt: skip
    content = files[0].read_bytes()
    in_document, in_page = words_of_document(content), words_of_page(files[1])
    for name in stored:
        assert squeezed(name) in in_document, name[:80]
        assert squeezed(name) in in_page, name[:80]
    written = docx.Document(io.BytesIO(content))
    assert written.sections[0].header.paragraphs[0].text == ALL_XML
    known = written.core_properties
    assert (known.author, known.comments, known.keywords) == ("hotspots", "", "")
    assert "Slet mig" not in in_document
    assert not outside(content)


def words_of_document(content):
    """Return the squeezed text of a Word document that takes in nothing from elsewhere."""
    body = docx.Document(io.BytesIO(content)).element.body
    assert not list(body.iter(qn("w:altChunk")))
    codes = {" ".join((one.text or "").split()[:1]) for one in body.iter(qn("w:instrText"))}
    assert codes <= {"PAGE", "PAGEREF", "SEQ", "TOC"}
    return squeezed("".join(one.text or "" for one in body.iter(qn("w:t"))))


def words_of_page(path):
    """Return the squeezed text of a page that runs and fetches nothing."""
    page = html.fromstring(path.read_bytes())
    assert_harmless(page)
    return squeezed(page.text_content())


def template_of_words():
    """Return a template with hostile words, and addresses, wherever one has any."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = ALL_XML
    made.add_paragraph("Slet mig").part.relate_to(
        FAR, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    made.part.relate_to(FAR, RELATIONSHIP_TYPE.A_F_CHUNK, is_external=True)
    settings = made.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    key = settings.relate_to(
        FAR, RELATIONSHIP_TYPE.HYPERLINK.replace("hyperlink", "attachedTemplate"), is_external=True
    )
    own = OxmlElement("w:attachedTemplate")
    own.set(qn("r:id"), key)
    made.settings.element.insert(0, own)
    known = made.core_properties
    known.title = known.author = known.comments = known.keywords = ALL_XML[:255]
    return made


def outside(content):
    """Return the addresses that a Word document leads to, but for those of its own parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        links = [etree.fromstring(read.read(name)) for name in read.namelist()
                 if name.endswith(".rels")]  # fmt: skip
    return [one.get("Target") for root in links for one in root if one.get("TargetMode")]


def without(part, old=b"", new=b""):
    """Return python-docx's own document with one part changed, or left out."""
    whole, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(out, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            if name != part or old:
                written.writestr(
                    name, re.sub(old, new, data, flags=re.DOTALL) if name == part else data
                )
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        without("word/document.xml"),
        without("word/document.xml", b"</w:body>.*", b"<w:"),
        without("word/document.xml", b"<w:body>.*</w:body>"),
        without("word/document.xml", b'w:w="[0-9]+"', b'w:w="bred"'),
        without("word/styles.xml", b"</w:styles>"),
        without("[Content_Types].xml", b"</Types>"),
        without("word/settings.xml"),
        without("word/document.xml")[:-400],
    ],
    ids=range(8),
)
def test_a_broken_template_is_refused(content, tmp_path):
    """Parts that are missing, no XML, empty, or of measures that are words: it is said."""
    path = tmp_path / "s.docx"
    path.write_bytes(content)
    with pytest.raises(UsageProblem, match="no Word document"):
        cleaned_template(path)


@pytest.mark.parametrize("gone", [b"<w:sectPr.*</w:sectPr>", b"<w:pgSz[^>]*>"])
def test_a_template_without_a_page_gets_one(gone, tmp_path):
    """It is A4, and tables and pictures know how wide they may be."""
    path = tmp_path / "s.docx"
    path.write_bytes(without("word/document.xml", gone))
    made = docx.Document(io.BytesIO(as_docx(report_of("a"), cleaned_template(path)).content))
    assert round(made.sections[0].page_width.cm, 1) == 21.0


def test_a_style_of_another_kind_is_named(tmp_path):
    """What is needed for paragraphs cannot be a style of characters."""
    path = tmp_path / "s.docx"
    path.write_bytes(without("word/styles.xml", b'w:type="paragraph"', b'w:type="character"'))
    with pytest.raises(UsageProblem, match="the style 'Normal' is of another kind"):
        as_docx(report_of("a"), cleaned_template(path))


def report_of(text):
    """Return a report of a heading, a paragraph and a table that say the same."""
    blocks = [Heading(1, "Et"), Paragraph(text),
              ReportTable("Tabel", ["Navn", "Tal"], [[text, "1"]], [False, True],
                          [1, 1])]  # fmt: skip
    return Report("da", "T", "U", date(2026, 11, 3), "D", "K", "", [], WORDS, blocks)


@pytest.mark.parametrize(
    "text", ["e" + "\u0301" * 10_000, "\u200b" * 10_000, "a\u00ad\u0301" * 3_000]
)
def test_accents_without_end_are_set_in_seconds(text):
    """A line never ends between a letter and its accents, and is not tried there."""
    begun = time.process_time()
    read = pypdf.PdfReader(io.BytesIO(as_pdf(report_of(text))))
    assert "Tabel" in "".join(page.extract_text() for page in read.pages)
    assert time.process_time() - begun < 8


@pytest.mark.parametrize("word", ["ord ", "A"])
def test_a_cell_longer_than_a_page_goes_on_over_the_next(word):
    """Nothing of it is written below the paper's edge."""
    heights_pt = []
    for page in pypdf.PdfReader(io.BytesIO(as_pdf(report_of(word * 4_000)))).pages:
        page.extract_text(visitor_text=lambda _, moved, inside, *__: heights_pt.append(
            inside[5] * moved[3] + moved[5]))  # fmt: skip
    assert len(heights_pt) > 100
    assert min(heights_pt) >= 0


def test_a_long_word_is_cut_with_few_measurements():
    """Ten thousand signs, and as many accents on one letter, keep their order and lose nothing."""
    for word in (HOSTILE["long word"], HOSTILE["combining marks"]):
        assert "".join(wrapped(word, 15, 7)) == word
