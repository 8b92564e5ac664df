"""``report -o x.pptx``: what stands on the slides, read back, and what a template may bring."""

import io
import zipfile

import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Cm

from hotspots.model.report import Picture, ReportTable, Slide, SlideShow
from hotspots.output.report.pptx import as_pptx
from hotspots.workflows.report import slides as made
from tests.report.test_report import DAY, HOSTILE, ONE_PIXEL
from tests.report.test_report_news import city  # noqa: F401 - the fixture of the same city

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


@pytest.fixture(scope="module", params=["da", "en"])
def written(request, city):  # noqa: F811 - the fixture
    """Return a presentation of the city, its language and the city."""
    path = city.folder / f"status-{request.param}.pptx"
    city.run("--lang", request.param, "report", *DAY, "--year", 2020, "-o", path)
    return pptx.Presentation(str(path)), request.param, city


def texts(slide):
    """Return all the words of a slide, line by line."""
    lines = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            lines += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if shape.has_table:
            lines += [cell.text for row in shape.table.rows for cell in row.cells]
    return lines


def titles(presentation):
    """Return the titles of all slides, from their title places."""
    return [slide.shapes.title.text_frame.text for slide in presentation.slides]


def show_of(*slides):
    """Return a small presentation."""
    from datetime import date

    return SlideShow(lang="da", title="Status", subtitle="Under", made_on=date(2026, 11, 3),
                     date_line="Lavet", mark="Internt", warnings=["Advarsel"],
                     slides=slides)  # fmt: skip


def read(content):
    """Return a presentation from its bytes."""
    return pptx.Presentation(io.BytesIO(content))


def test_the_slides_are_the_chapters_in_16_to_9(written):
    presentation, lang, _ = written
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, rel=1e-3)
    expected = {
        "da": ["Status for tryghed 2020", "Byens resultat", "Ændring fra 2010 til 2020",
               "Prioriterede områder", "Hotspots", "Nyt siden sidste år", "Sådan læses tallene",
               "Forbehold og data"],
        "en": ["Status of safety 2020", "The city's result", "Change from 2010 to 2020",
               "Priority areas", "Hotspots", "New since last year", "How to read it",
               "Reservations and data"],
    }  # fmt: skip
    assert titles(presentation) == expected[lang]


def test_the_numbers_are_those_of_the_commands(written):
    presentation, lang, city = written  # noqa: F811 - the fixture
    words = [line.replace("\u00a0", " ") for slide in presentation.slides for line in texts(slide)]
    rows = city.ask("--lang", lang, "change", "--year", 2020)["rows"]
    assert next(row["sentence"] for row in rows if row["area"] == "*") in words
    better = [row["name"] for row in rows if row["light"] == "green" and row["area"] != "*"]
    assert f"{'Grøn' if lang == 'da' else 'Green'}: {', '.join(better)}" in words
    ranked = city.ask("--lang", lang, "priority", "--year", 2020)["rows"]
    first = next(row["name"] for row in ranked if row["rank"] == 1)
    assert f"{'Nr.' if lang == 'da' else 'No.'} 1: {first}" in words


def test_every_picture_has_words_and_every_slide_its_mark_and_number(written):
    presentation, lang, _ = written
    pictures = [shape for slide in presentation.slides for shape in slide.shapes
                if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]  # fmt: skip
    assert len(pictures) == 3
    for picture in pictures:
        assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 60
    mark = "Internt brug" if lang == "da" else "Internal use"
    for slide in presentation.slides:
        assert any(mark in line for line in texts(slide))
        fields = slide._element.xpath(".//a:fld[@type='slidenum']")
        assert len(fields) == 1
        tags = {one.get("lang") for one in slide._element.xpath(".//a:rPr[@lang]")}
        assert tags == {"da-DK" if lang == "da" else "en-GB"}


def test_hotspots_are_called_by_their_core_on_the_slide(city, monkeypatch, tmp_path):  # noqa: F811 - the fixture
    """Their long names would stand below the map and make it half as large."""
    drawn = []

    def drawn_picture(content, caption):
        drawn.append(content)
        return Picture(ONE_PIXEL, caption, "", 10)

    monkeypatch.setattr(made, "map_picture", drawn_picture)
    city.run("report", *DAY, "--year", 2020, "-o", tmp_path / "status.pptx")
    names = [name for content in drawn for name in content.names.values()]
    areas = {area.name for content in drawn for area in content.page.areas}
    assert names
    assert {*names} <= areas


def test_nothing_reaches_beyond_its_slide(written):
    presentation, _, _ = written
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= presentation.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= presentation.slide_height


def test_two_runs_write_the_same_bytes_which_contact_nobody(city, tmp_path):  # noqa: F811 - the fixture
    contents = []
    for name in ("a.pptx", "b.pptx"):
        city.run("report", *DAY, "--year", 2020, "-o", tmp_path / name)
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]
    assert external(contents[0]) == []


def external(content):
    """Return the parts of a file that name an address outside of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        relations = [name for name in parts.namelist() if name.endswith(".rels")]
        return [name for name in relations if b'TargetMode="External"' in parts.read(name)]


@pytest.mark.parametrize("words", HOSTILE)
def test_text_shows_as_text_and_long_text_goes_on(words):
    """No sign is markup, and no slide holds more than it has room for."""
    slide = Slide("Titel", [words, "sidste"])
    parts = [*made._split(slide)]
    assert all(sum(map(len, part.points)) <= 95 * 15 for part in parts)
    told = "".join(point for part in parts for point in part.points).replace(" ", "")
    assert told == (words + "sidste").replace(" ", "")
    presentation = read(as_pptx(show_of(*parts)))
    assert "sidste" in texts(presentation.slides[-1])


def test_a_long_table_goes_on_with_its_header():
    table = ReportTable("Mål", ["A", "B"], [[str(at), "x"] for at in range(20)],
                        [False, False], [1, 2])  # fmt: skip
    parts = [*made._split(Slide("Mål", table=table))]
    assert [len(part.table.rows) for part in parts] == [9, 9, 2]
    pointed = [*made._split(Slide("Mål", ["Mål – nået: 1."], table=table))]
    assert [len(part.table.rows) for part in pointed] == [7, 9, 4]
    assert [part.points for part in pointed] == [["Mål – nået: 1."], (), ()]
    shown = read(as_pptx(show_of(*parts))).slides
    assert [texts(slide)[1:3] for slide in list(shown)[1:]] == [["A", "B"]] * 3


def template(change=lambda _: None):
    """Return the bytes of a municipality's presentation, which ``change`` may make dangerous."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Cm(30), Cm(20)
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Slet mig"
    slide.notes_slide.notes_text_frame.text = "Hemmelig note"
    presentation.core_properties.author = "En ansat"
    presentation.core_properties.keywords = "fortroligt"
    layout = presentation.slide_layouts[1]
    box = layout.placeholders[0]._element.xpath(".//p:txBody/a:p")[0]
    run = etree.SubElement(box, f"{{{box.nsmap['a']}}}r")
    etree.SubElement(run, f"{{{box.nsmap['a']}}}t").text = "Kommunens ord"
    change(presentation)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def linked(presentation):
    """Link a layout to an address, with an action that runs a program and a picture from afar."""
    layout = presentation.slide_layouts[1]
    key = layout.part.relate_to("https://example.org/x", RELATIONSHIP_TYPE.HYPERLINK,
                                is_external=True)  # fmt: skip
    far = layout.part.relate_to("https://example.org/x.png", RELATIONSHIP_TYPE.IMAGE,
                                is_external=True)  # fmt: skip
    properties = layout.placeholders[0]._element.xpath(".//p:cNvPr")[0]
    space = "http://schemas.openxmlformats.org"
    link = etree.SubElement(properties, f"{{{space}/drawingml/2006/main}}hlinkClick")
    link.set(f"{{{space}/officeDocument/2006/relationships}}id", key)
    link.set("action", "ppaction://program")
    picture = etree.fromstring(
        f'<p:pic xmlns:p="{space}/presentationml/2006/main" '
        f'xmlns:a="{space}/drawingml/2006/main" '
        f'xmlns:r="{space}/officeDocument/2006/relationships"><p:nvPicPr>'
        '<p:cNvPr id="99" name="Fjern"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:link="{far}"/></p:blipFill><p:spPr/></p:pic>'
    )
    layout.shapes._spTree.append(picture)
    presentation.part.relate_to("https://example.org/y", RELATIONSHIP_TYPE.HYPERLINK,
                                is_external=True)  # fmt: skip


@pytest.mark.parametrize("change", [lambda _: None, linked], ids=["plain", "linked"])
def test_a_template_keeps_its_looks_and_loses_all_else(tmp_path, change):
    """Size and layouts stay; slides, notes, names, links and what lies elsewhere go."""
    path = tmp_path / "skabelon.pptx"
    path.write_bytes(template(change))
    content = as_pptx(show_of(Slide("Titel", ["Punkt"], Picture(ONE_PIXEL, "Kort", "Ord", 3.0))),
                      path)  # fmt: skip
    presentation = read(content)
    assert presentation.slide_width == Cm(30)
    assert titles(presentation) == ["Status", "Titel"]
    assert "Kommunens ord" in presentation.slide_layouts[1].placeholders[0].text_frame.text
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        every = b"".join(parts.read(name) for name in parts.namelist())
        names = " ".join(parts.namelist())
    for word in (b"Slet mig", b"Hemmelig note", b"En ansat", b"fortroligt", b"example.org",
                 b"ppaction", b"r:link"):  # fmt: skip
        assert word not in every
    assert external(content) == []
    assert not any(word in names for word in ("notes", "app.xml", "thumbnail", "printerSettings"))


def test_a_potx_is_a_template_too(tmp_path):
    """It differs in its type alone, which is rewritten."""
    path, changed = tmp_path / "skabelon.potx", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(MAIN.encode(), MAIN.replace(
                "presentation.main", "template.main").encode()))  # fmt: skip
    path.write_bytes(changed.getvalue())
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        pptx.Presentation(str(path))
    assert titles(read(as_pptx(show_of(), path))) == ["Status"]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a presentation"])
def test_what_is_no_template_is_said(city, tmp_path, content):  # noqa: F811 - the fixture
    path = tmp_path / "skabelon.pptx"
    path.write_bytes(content)
    said = city.run("report", *DAY, "--template", path, "-o", tmp_path / "s.pptx", expect=1 + 1)
    assert "this is no PowerPoint presentation" in said.stderr


@pytest.mark.parametrize(
    ("names", "outputs"),
    [(["a.pptx"], ["s.docx"]), (["a.docx"], ["s.pptx"]), (["a.pptx", "b.potx"], ["s.pptx"])],
)
def test_a_template_that_no_file_can_use_is_refused(city, tmp_path, names, outputs):  # noqa: F811 - the fixture
    options = [part for name in names for part in ("--template", tmp_path / name)]
    options += [part for name in outputs for part in ("-o", tmp_path / name)]
    for name in names:
        (tmp_path / name).write_bytes(template())
    said = city.run("report", *DAY, *options, expect=2)
    assert "give one template for each kind of file" in said.stderr


def test_a_template_without_a_layout_for_text_is_refused(tmp_path, city):  # noqa: F811 - the fixture
    def bare(presentation):
        for layout in [*presentation.slide_layouts][1:]:
            for place in [*layout.placeholders]:
                if place.placeholder_format.type is not None and place.placeholder_format.idx:
                    place._element.getparent().remove(place._element)

    path = tmp_path / "skabelon.pptx"
    path.write_bytes(template(bare))
    said = city.run("report", *DAY, "--template", path, "-o", tmp_path / "s.pptx", expect=2)
    assert "none of its layouts has places for a title and a text" in said.stderr


def test_points_of_two_slides_are_shared_evenly():
    """A single point that was left over does not stand alone on a slide."""
    points = [f"Punkt {number}" for number in range(12)]
    assert [len(part) for part in made._evenly(points, beside=False)] == [6, 6]
    assert made._evenly(points[:5], beside=False) == [points[:5]]
