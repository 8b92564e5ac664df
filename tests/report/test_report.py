"""``report``: one content in three documents, with the numbers of the commands it tells of."""

import base64
import hashlib
import io
import pkgutil
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from hotspots.mapping.pictures.picture_bytes import trimmed_png
from hotspots.model.report import Bullets, Heading, Paragraph, Picture, Report, ReportTable
from hotspots.output.report.docx import as_docx
from hotspots.output.report.docx_file import cleaned_template
from hotspots.output.report.html import as_html
from hotspots.output.report.pdf import as_pdf
from hotspots.output.report.text import plain
from tests.small_city import SOUTH_M, WEST_M, City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

NAMES = ("Nørrebro", '<script>alert("1")</script> #eval("1")', "$x$ *Å* _b_ `c` <i>&amp; שלום")
DAY = ("--date", "2026-11-03")
SUFFIXES = ("docx", "html", "pdf")
HOSTILE = (
    "<script>alert(1)</script>", '#eval("1+1")', "$x^2$ *b* _i_ `c` @ref <label> // c", "]#[",
    "a\x00b\x07c\x1b[31md\ufffe", "שלום עולם مرحبا", "漢字😀", "=1+1", "{{7*7}}{%x%}${y}",
    "&lt;b&gt; ]]> <!--", "A" * 10_000, "ord " * 2_500, "\u202egnp.exe\u2066",
    "C:\\new\\table\\u{41}",
)  # fmt: skip
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with a series from 2010, incidents of two years, and a hot cell."""
    made = City(tmp_path_factory.mktemp("report"))
    made.areas(NAMES)
    shares = {1: (30, 12), 2: (11, 9), 3: (20, 26)}
    made.index([f"{code};{year};{then if year == 2010 else now};400;2020;"
                for code, (then, now) in shares.items() for year in (2010, 2019, 2020)]
               + ["Hele byen;2010;20;1200;2020;", "Hele byen;2020;15;1200;2020;"])  # fmt: skip
    head = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
    spread = [(x * 100 + 50, y * 100 + 50, f"05-{1 + x % 12:02d}-{year} 12:00")
              for x in range(30) for y in range(10) for year in (2019, 2020)]  # fmt: skip
    hot = [(450, 450, f"1{at % 9}-0{1 + at % 9}-{year} 20:00")
           for at in range(60) for year in (2019, 2020)]  # fmt: skip
    ends = [(50, 50, f"{day}-{year} 01:00") for day in ("01-01", "31-12") for year in (2019, 2020)]
    lines = [f"{at};{when};=1+1<b>;{WEST_M + x};{SOUTH_M + y}"
             for at, (x, y, when) in enumerate([*spread, *hot, *ends])]  # fmt: skip
    path = made.write("haendelser.csv", head + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "<b>politi</b>")
    made.run("load", "goals")
    return made


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return two areas with figures alone, one of them without a later one."""
    made = City(tmp_path_factory.mktemp("bare"))
    made.areas(["Nord", "Syd"], "--source", "Kommunen", "--licence", "CC BY 4.0")
    made.index(["Nord;2010;20;400;2020;markant", "Nord;2020;9;400;2020;", "Syd;2010;11;;2020;"])
    return made


@pytest.fixture(scope="module")
def files(city):
    """Return the report in its three formats."""
    paths = [city.folder / f"status.{suffix}" for suffix in SUFFIXES]
    city.run("report", *DAY, *(part for path in paths for part in ("-o", path)))
    return dict(zip(SUFFIXES, paths, strict=True))


class _Page(HTMLParser):
    """Reads a page: its tags with their attributes, and the text outside of its style."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self._open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not self._open or self._open[-1] not in {"style", "title"}:
            self.words.append(data)

    def of(self, *names):
        """Return the attributes of all tags of some names."""
        return [attrs for tag, attrs in self.tags if tag in names]


def words_of(path_or_bytes, suffix):
    """Return a document's text without white space, which lines and cells break at will."""
    content = path_or_bytes if isinstance(path_or_bytes, bytes) else path_or_bytes.read_bytes()
    if suffix == "html":
        found = "".join(_Page(content.decode()).words)
    elif suffix == "docx":
        body = docx.Document(io.BytesIO(content)).element.body
        found = "".join(one.text or "" for one in body.iter(qn("w:t")))
    else:
        found = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"[\s\u200b]+", "", found)


def squeezed(text):
    """Return a text as ``words_of`` gives it."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_the_numbers_are_those_of_the_commands(city, files, suffix):
    """Each area's sentence, level and reasons stand as the commands have them."""
    shown = words_of(files[suffix], suffix)
    for row in city.ask("change")["rows"]:
        assert squeezed(row["sentence"]) in shown
    for row in city.ask("priority")["rows"]:
        low, high = (f"{row[end]:.1f}".replace(".", ",") for end in ("ci_low", "ci_high"))
        assert squeezed(f"{row['percent']:.0f} % (95 %-interval {low} til {high} %)") in shown
        # the place by level stands in a column of its own, so the level is not followed by it
        assert squeezed("; ".join(word.split(", plads")[0] for word in row["reasons"])) in shown
    for row in city.ask("goals", "--as-of", "2026-11-03")["rows"]:
        assert squeezed(row["sentence"]) in shown
    for row in city.ask("incidents")["rows"]:
        if row["rate_per_1000"] is None and row["area"] not in {"*", "-"}:
            assert squeezed(f"{row['n']} anmeldelser i 2020") in shown
    spot = city.ask("detect", "--from", "2020-01-01", "--to", "2020-12-31", "--table", "hotspots")
    assert len(spot["rows"]) == 1
    assert squeezed(f"Hotspot 1 ({spot['rows'][0]['n']:.0f} hændelser)") in shown


def test_the_pdf_has_the_same_numbers(city, files):
    """Fonts of the PDF name their signs, so its text reads back; right-to-left names apart."""
    shown = words_of(files["pdf"], "pdf")
    for row in city.ask("change")["rows"]:
        if row["name"] != NAMES[2]:
            assert squeezed(row["sentence"]) in shown


def test_the_word_document_is_made_of_styles_fields_and_marked_tables(files):
    """Headings, captions with numbers, contents filled, header rows that repeat, words."""
    document = docx.Document(str(files["docx"]))
    styles = [one.style.name for one in document.paragraphs]
    assert styles[:2] == ["Title", "Subtitle"]
    chapters = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert chapters == ["Sammenfatning", "Nyt siden sidste år", "Alle områder",
                        "Prioriterede områder",
                        "Områderne hver for sig", "Mål", "Hotspots", "Sådan læses rapporten",
                        "Data"]  # fmt: skip
    body = document.element.body
    listed = ["".join(one.text or "" for one in link.iter(qn("w:t")))
              for link in body.iter(qn("w:hyperlink"))]  # fmt: skip
    assert listed == [one.text for one in document.paragraphs
                      if one.style.name in {"Heading 1", "Heading 2"}]  # fmt: skip
    assert set(NAMES[:2]) <= set(listed)
    codes = [one.text for one in body.iter(qn("w:instrText"))]
    assert codes[0].strip().startswith("TOC")
    n_tables, n_pictures = len(document.tables), len(document.inline_shapes)
    assert codes.count(" SEQ Tabel \\* ARABIC ") == n_tables >= 8
    assert codes.count(" SEQ Figur \\* ARABIC ") == n_pictures >= 6
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    pictures = [one for one in body.iter() if one.tag == qn("wp:docPr")]
    assert len(pictures) == n_pictures
    assert all(len(one.get("descr")) > 20 for one in pictures)
    assert len({one.get("id") for one in pictures}) == n_pictures


def test_the_word_document_says_what_it_is(files):
    """Language of the text, title, author, and the day that was stated."""
    document = docx.Document(str(files["docx"]))
    defaults = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert defaults == ["da-DK"]
    known = document.core_properties
    assert (known.title, known.author, known.language) == (
        "Status for tryghed 2020", "hotspots", "da-DK")  # fmt: skip
    assert known.created.date() == known.modified.date() == date(2026, 11, 3)
    assert "Internt brug" in document.sections[0].footer.paragraphs[0].text


def test_the_page_stands_alone_and_can_be_read_aloud(files):
    """One policy without scripts, landmarks, headings in order, scopes, words for pictures."""
    html = files["html"].read_text(encoding="utf-8")
    page = _Page(html)
    assert page.of("html") == [{"lang": "da"}]
    assert not page.of("script", "iframe", "link", "object")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = page.of("meta")[1]["content"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert [tag for tag, _ in page.tags if tag in {"header", "nav", "main", "footer"}] == [
        "header", "nav", "main", "footer"]  # fmt: skip
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(one["scope"] in {"col", "row"} for one in page.of("th"))
    assert len(page.of("caption")) == len(page.of("table"))
    assert all(len(one["alt"]) > 20 for one in page.of("img"))
    assert all(one["src"].startswith("data:image/png;base64,") for one in page.of("img"))
    targets = {one["href"][1:] for one in page.of("a")}
    assert targets <= {attrs.get("id") for _, attrs in page.tags}


def tagged(node, found):
    """Collect the structure elements of a PDF."""
    if isinstance(node, pypdf.generic.IndirectObject):
        node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        for one in node:
            tagged(one, found)
    elif isinstance(node, pypdf.generic.DictionaryObject) and "/Type" not in {"/MCR", "/OBJR"}:
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            tagged(node["/K"], found)
    return found


def test_the_pdf_is_tagged(files):
    """Language, title, day, structure; every figure has words and every table a header row."""
    read = pypdf.PdfReader(files["pdf"])
    root = read.trailer["/Root"]
    assert root["/Lang"] == "da-DK"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert (read.metadata.title, read.metadata.author) == ("Status for tryghed 2020", "hotspots")
    assert read.metadata.creation_date.date() == date(2026, 11, 3)
    parts = tagged(root["/StructTreeRoot"]["/K"], [])
    kinds = [one["/S"] for one in parts]
    images = sum(len(page.images) for page in read.pages)
    words = [one["/Alt"] for one in parts if one["/S"] == "/Figure"]
    assert len(words) == images >= 6
    assert all(len(one) > 20 for one in words)
    assert kinds.count("/Table") == kinds.count("/THead") >= 8
    assert {"/H1", "/H2", "/TH", "/TD", "/L", "/TOC"} <= set(kinds)


def test_two_runs_write_the_same_bytes(bare, tmp_path):
    """No time, no chance."""
    written = []
    for name in ("en", "to"):
        paths = [tmp_path / f"{name}.{suffix}" for suffix in SUFFIXES]
        bare.run("report", *DAY, *(part for path in paths for part in ("-o", path)))
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]


def test_nothing_is_worked_out_twice(city, tmp_path, monkeypatch):
    """The maps show the answers that the tables have."""
    asked = []
    for module, name in (("maps.change", "find_priority"), ("report.figures", "find_priority"),
                         ("maps.hotspots", "detected")):  # fmt: skip
        place = f"hotspots.workflows.{module}.{name}"
        found = pkgutil.resolve_name(place)
        monkeypatch.setattr(place, counted(asked, name, found))
    city.run("report", *DAY, "--profiles", "none", "-o", tmp_path / "status.html")
    assert [asked.count(one) for one in ("find_priority", "detected")] == [1, 1]


def counted(asked, name, function):
    """Return a function that notes that it was asked."""

    def ask(*arguments, **options):
        asked.append(name)
        return function(*arguments, **options)

    return ask


def test_in_english(bare, tmp_path, monkeypatch):
    """The other language, with its numbers and dates; on a terminal the steps are counted."""
    path = tmp_path / "status.docx"
    monkeypatch.setattr("hotspots.cli.console._is_watched", lambda: True)
    done = bare.run("--lang", "en", "report", *DAY, "--year", 2020, "-o", path)
    assert "\r2 of 3 steps\r3 of 3 steps\n" in done.stderr
    shown = words_of(path, "docx")
    for words in ("Status of safety 2020", "How to read this report", "Made on 3 November 2026",
                  "Internal use: the check for publication has not been run."):  # fmt: skip
        assert squeezed(words) in shown
    assert docx.Document(str(path)).core_properties.language == "en-GB"


def test_whose_the_data_are_is_said(bare, tmp_path):
    """The licence stands beside its load and in the source line, which ends in one full stop."""
    path = tmp_path / "status.html"
    bare.run("report", *DAY, "-o", path)
    page = path.read_text(encoding="utf-8")
    assert "<td>Kommunen; licens: CC BY 4.0</td>" in page
    assert ". Licens: CC BY 4.0 (områdegrænser).</p>" in page


def test_what_is_not_there_is_said(bare, tmp_path):
    """A store of figures alone: what has no data is told in one line at the end."""
    path = tmp_path / "status.docx"
    bare.run("report", *DAY, "-o", path)
    shown = words_of(path, "docx")
    lacking = ("anmeldelser, der dækker 2020", "mål", "indsatser", "udpegninger",
               "hotspots (anmeldelser med koordinater, der dækker 2020)")  # fmt: skip
    line = f"Ikke med, fordi der ikke er indlæst data: {'; '.join(lacking)}."
    assert shown.endswith(squeezed(line))
    for words in ("Intet tal for 2020: Hele byen, Syd.", "Kategori 2010"):
        assert squeezed(words) in shown
    assert shown.count("indlæst") == 2, "the line, and the heading of the table of loads"
    assert "Hotspot1" not in shown


def test_reports_per_1000_have_no_order(tmp_path):
    """Areas are put in order by a share only; the rest of the report stands."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd"])
    rows = ["Nord;2010;20,5;400;2020;", "Nord;2020;9,1;200;2020;", "Syd;2020;12,0;300;2020;"]
    made.index(rows, "--fixed", "indicator=anmeldelser_pr_1000")
    paths = [tmp_path / f"status.{suffix}" for suffix in SUFFIXES]
    made.run("report", *DAY, *(part for path in paths for part in ("-o", path)))
    assert "prioriteredeområder(Anmeldelserpr.1.000indbyggereerikkeenandel)" in words_of(
        paths[0], "docx"
    )


def test_a_template_keeps_its_looks(bare, tmp_path):
    """Styles, header and page of the template stay, its text goes, what it lacks is said."""
    template = docx.Document()
    template.add_paragraph("Slet mig")
    template.styles["Heading 1"].font.name = "Comic Sans MS"
    template.sections[0].header.paragraphs[0].text = "Københavns Kommune"
    template.sections[0].footer.paragraphs[0].text = "Egen bund"
    template.styles["Caption"].delete()
    path, out = tmp_path / "skabelon.docx", tmp_path / "status.docx"
    template.save(str(path))
    said = bare.run("report", *DAY, "--template", path, "-o", out).stderr
    assert "has no style 'Caption', 'TOC 1', 'TOC 2': hotspots' own is used." in said
    made = docx.Document(str(out))
    assert made.styles["Heading 1"].font.name == "Comic Sans MS"
    assert made.sections[0].header.paragraphs[0].text == "Københavns Kommune"
    assert made.sections[0].footer.paragraphs[0].text == "Egen bund"
    assert "Slet mig" not in [one.text for one in made.paragraphs]
    assert made.sections[0].page_width == template.sections[0].page_width


def test_a_dotx_is_a_template_too(tmp_path):
    """Only its content type tells it from a document."""
    plain_file, path = tmp_path / "a.docx", tmp_path / "a.dotx"
    docx.Document().save(str(plain_file))
    with zipfile.ZipFile(plain_file) as read, zipfile.ZipFile(path, "w") as out:
        for name in read.namelist():
            data = read.read(name)
            out.writestr(name, data.replace(b"document.main+xml", b"template.main+xml"))
    made = docx.Document(io.BytesIO(as_docx(hostile_report("a"), cleaned_template(path)).content))
    assert made.paragraphs[0].text == "a"


@pytest.mark.parametrize("content", [b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_template_is_said(bare, tmp_path, content):
    """A sentence, not a crash; and nothing is written."""
    path, out = tmp_path / "skabelon.docx", tmp_path / "status.docx"
    path.write_bytes(content)
    result = bare.run("report", *DAY, "--template", path, "-o", out, expect=2)
    assert "no Word document" in result.stderr
    assert not out.exists()


def test_files_are_refused_before_the_work(bare, tmp_path):
    """Another ending, a file that is there, and a template that is not."""
    there = tmp_path / "status.docx"
    there.write_text("mit", encoding="utf-8")
    for arguments, words in (
        (("-o", tmp_path / "status.odt"), "ends in .docx, .html, .pdf"),
        (("-o", there), "already there"),
        (("-o", tmp_path / "a.docx", "--template", tmp_path / "no.docx"), "no such template"),
    ):
        assert words in bare.run("report", *arguments, expect=2).stderr
    assert there.read_text(encoding="utf-8") == "mit"


def test_no_picture_is_taller_than_a_page():
    """What is drawn on 2 by 40 cm of a larger sheet is printed on 1 by 20."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    figure = Figure(figsize=(10 / 2.54, 50 / 2.54), dpi=100)
    page = figure.add_axes((0, 0, 1, 1))
    page.set_xlim(0, 10)
    page.set_ylim(0, 50)
    page.axis("off")
    page.add_patch(Rectangle((4, 5), 2, 40, facecolor="#000000", linewidth=0))
    png, width_cm = trimmed_png(figure, most_cm=20)
    wide, high = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    assert width_cm == pytest.approx(1, abs=0.2)
    assert width_cm * high / wide == pytest.approx(20)


def hostile_report(text, n_rows=1):
    """Return a report with one text in all its fields."""
    blocks = [
        Heading(1, text), Heading(2, text), Paragraph(text), Paragraph(text, "lead"),
        Paragraph(text, "note"), Paragraph(text, "warning"), Bullets([text, text]),
        ReportTable(text, [text, text], [[text, text]] * n_rows, [False, True], [1, 2]),
        Picture(ONE_PIXEL, text, text, 1.0),
    ]  # fmt: skip
    words = dict.fromkeys(("contents", "table", "figure", "page", "skip"), "ord")
    return Report("da", text, text, date(2026, 11, 3), text, text, text, [text], words, blocks)


@pytest.mark.parametrize("at", range(len(HOSTILE)))
def test_text_shows_as_text(at):
    """Documents open, and what stands in them is the text: no markup, no code, no mark lost."""
    report, wanted = hostile_report(HOSTILE[at]), squeezed(plain(HOSTILE[at]))
    document = as_docx(report).content
    shown = docx.Document(io.BytesIO(document))
    assert shown.paragraphs[0].text == plain(HOSTILE[at])
    assert words_of(document, "docx").count(wanted) >= 12
    html = as_html(report)
    assert words_of(html.encode(), "html").count(wanted) >= 12
    assert not _Page(html).of("script", "b", "label")
    pdf = as_pdf(report)
    if len(wanted) > 999:
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 10
    elif at not in {5, 6}:  # letters that are joined, turned or shown as a box
        assert words_of(pdf, "pdf").count(wanted) >= 12


def test_headers_repeat_on_paper():
    """A table of many pages has its header row on each of them."""
    many = ReportTable("Mange", ["Hoved", "Tal"], [["række", "1"]] * 150, [False, True], [1, 1])
    blocks = [Heading(1, "Et"), many]
    base = hostile_report("a")
    report = Report(base.lang, "T", "U", base.made_on, "D", "K", "", [], base.words, blocks)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf(report))).pages]
    with_rows = [page for page in pages if "række" in page]
    assert len(with_rows) >= 3
    assert all("Hoved" in page for page in with_rows)
