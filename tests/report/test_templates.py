"""Templates of Word and PowerPoint: their looks stay, what fetches or runs goes and is named."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pptx
import pypdf
import pytest

from hotspots.errors import UsageProblem
from hotspots.output.report import docx_file, pptx_file
from hotspots.output.report.docx import as_docx
from hotspots.output.report.pptx import as_pptx
from hotspots.output.templates.outward import outward_parts
from hotspots.output.templates.removed import LINK, PICTURE, Removed, removed_words
from tests.hostile.test_hostile_documents import report_of
from tests.report import hostile_templates as hostile
from tests.report.test_report import DAY
from tests.report.test_slides import show_of

DANGEROUS = re.compile(
    rb"127\.0\.0\.1|\bDDE(AUTO)?\b|INCLUDE\w|MACROBUTTON|DATABASE|\bIMPORT\b|\bLINK\b|TOMORROW|ADDIN|FILLIN"
    rb"|OLEObject|oleObj|altChunk|subDoc|w:control|attachedTemplate|mailMerge|frameset|gfxdata"
    rb"|TargetMode|hlinkClick|r:link|embeddedHtml|entryMacro|passwd|urn:x|ppaction|videoFile"
    rb"|fldData|QUOTE|dataBinding|AUTO c",
)  # fmt: skip
WORD = dict(hostile.of_word())
SLIDES = dict(hostile.of_slides())
REFUSED = {name: (content, words) for name, content, words in hostile.refused()}


def parts(content):
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        return {name: read.read(name) for name in read.namelist()}


def cleaned(tmp_path, content, office, ending):
    """Return a template that was cleaned."""
    path = tmp_path / f"skabelon.{ending}"
    path.write_bytes(content)
    return office.cleaned_template(path)


def assert_alone(content):
    """Assert that nothing dangerous is anywhere in a file, by bytes, and by our own scan."""
    for name, data in parts(content).items():
        assert not DANGEROUS.search(data), (name, DANGEROUS.search(data))
        assert not name.endswith((".bin", ".svg", ".xlsx")), name
    assert outward_parts(content) == []


@pytest.mark.part(3)
@pytest.mark.parametrize("name", WORD)
def test_what_fetches_or_runs_goes_from_a_word_template(tmp_path, name):
    """Header, footer with its two fields, logo and styles stay, and what went is named."""
    clean = cleaned(tmp_path, WORD[name], docx_file, "docx")
    content = as_docx(report_of("a"), clean).content
    assert_alone(content)
    made = docx.Document(io.BytesIO(content))
    assert "Frederiksby Kommune" in made.sections[0].header.paragraphs[0].text
    kept = parts(content)
    assert [name for name in kept if name.startswith("word/media/")]
    footer = next(data for name, data in kept.items() if "footer" in name and "rels" not in name)
    assert re.findall(rb"<w:instrText[^>]*> (\w+)", footer) == [b"PAGE", b"NUMPAGES"]
    assert made.styles["Heading 1"].font.name == "Comic Sans MS"
    plain = cleaned(tmp_path, hostile.zipped(hostile.plain()), docx_file, "docx").removed
    quiet = {"simple data", "mode Internal", "svg logo"}
    if not any(word in name for word in quiet):
        assert {*clean.removed} > {*plain}, clean.removed


@pytest.mark.part(3)
@pytest.mark.parametrize("name", SLIDES)
def test_what_fetches_or_runs_goes_from_slides(tmp_path, name):
    clean = cleaned(tmp_path, SLIDES[name], pptx_file, "pptx")
    content = as_pptx(show_of(), clean)
    assert_alone(content)
    assert len(pptx.Presentation(io.BytesIO(content)).slide_layouts) == 11
    assert clean.removed


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_that_is_a_trap_is_refused(tmp_path, name):
    content, words = REFUSED[name]
    with pytest.raises(UsageProblem, match=words):
        cleaned(tmp_path, content, docx_file, "docx")


def test_a_field_that_is_split_and_hidden_is_named_by_its_word(tmp_path):
    for name, word in (("split", "DDEAUTO"), ("zero width", "DDE"), ("lower case", "DDEAUTO"),
                       ("include picture", "INCLUDEPICTURE"), ("simple", "DDEAUTO")):  # fmt: skip
        removed = cleaned(tmp_path, WORD[f"header: {name}"], docx_file, "docx").removed
        assert word in {one.field for one in removed if one.part == hostile.HEADER}


def test_each_kind_is_said_once_with_its_parts():
    things = [Removed(LINK, "a"), Removed(LINK, "a"), Removed(PICTURE, "b"),
              *(Removed(LINK, f"c{n}") for n in range(4))]  # fmt: skip
    assert removed_words(things) == "links (a, c0, c1 and 2 more), linked pictures (b)"


def test_macros_of_a_docm_are_left_behind(tmp_path):
    """Its type is that of a document afterwards, and the macros are named."""
    made = hostile.added(hostile.plain(), "word/vbaProject.bin", b"x", "application/octet-stream")
    hostile.related(made, "word/document.xml", "vbaProject", "vbaProject.bin", mode=None,
                    base=f"{hostile.MS}/2006/relationships")  # fmt: skip
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    clean = cleaned(tmp_path, hostile.zipped(made), docx_file, "docm")
    assert "macros (word/document.xml)" in removed_words(clean.removed)
    assert_alone(as_docx(report_of("a"), clean).content)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "left out for safety: fields DDEAUTO (word/header1.xml)"),
     ("da", "udeladt af hensyn til sikkerheden: felter DDEAUTO (word/header1.xml)")],
)  # fmt: skip
def test_what_was_left_out_is_said_in_one_line_before_the_work(bare_store, tmp_path, lang, words):
    """It is said although the work then cannot be done: there is no store."""
    path = tmp_path / "skabelon.docx"
    path.write_bytes(WORD["header: DDEAUTO"])
    said = bare_store("--lang", lang, "report", *DAY, "--template", path, "-o",
                      tmp_path / "s.docx")  # fmt: skip
    assert [line for line in said.splitlines() if words in line]


@pytest.fixture
def bare_store(tmp_path):
    """Return a call of the command line with no store at all; what it says on stderr."""
    from click.testing import CliRunner

    from hotspots.cli.main import main

    def call(*arguments):
        store = ("--store", str(tmp_path / "none.duckdb"))
        return CliRunner().invoke(main, [*store, *map(str, arguments)]).stderr

    return call


def test_a_wrong_template_is_refused_before_a_store_is_opened(bare_store, tmp_path):
    """A folder, a password, no zip, a trap: each is said of the template, not of the store."""
    cases = {"mappe.docx": None, "kode.docx": REFUSED["old or locked"][0], "nej.docx": b"no zip",
             "faelde.docx": REFUSED["bomb"][0], "nej.pptx": b"no zip"}  # fmt: skip
    for name, content in cases.items():
        path = tmp_path / name
        path.mkdir() if content is None else path.write_bytes(content)
        said = bare_store("report", "--template", path, "-o", tmp_path / f"s.{name[-4:]}")
        assert name in said, said
        assert "duckdb" not in said


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_is_plain_is_still_drawn(tmp_path):
    """LibreOffice draws header, logo and page numbers of a template whose header was a trap."""
    clean = cleaned(tmp_path, WORD["header: linked picture"], docx_file, "docx")
    path = tmp_path / "status.docx"
    path.write_bytes(as_docx(report_of("a"), clean).content)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
                    "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, timeout=120,
                   capture_output=True)  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "status.pdf").pages
    texts = [page.extract_text() for page in pages]
    assert all("Frederiksby Kommune" in text for text in texts)
    assert f"Side 1{len(texts)}" in texts[0]
    assert all(len(page.images) == 1 for page in pages)
