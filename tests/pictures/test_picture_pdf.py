"""A picture as a PDF: tagged, in its language, with its words inside."""

import pypdf
import pytest
from matplotlib.figure import Figure

from hotspots.mapping.pictures import picture_file
from tests.report.test_report import tagged

TITLE, ALT = '#eval("1") *Tryghed* \u4eac', "Kort: <b>Nord</b> $x$ er blevet bedre."


@pytest.fixture
def read(tmp_path):
    """Return a picture of one word, read back."""
    path = tmp_path / "kort.pdf"
    with picture_file.drawing():
        figure = Figure(figsize=(4, 2), dpi=72)
        figure.text(0.1, 0.5, "Brønshøj \u4eac & <b>")
        picture_file.save(figure, path, TITLE, ALT, "da")
    return pypdf.PdfReader(path)


def test_the_pdf_of_a_picture_is_one_figure_with_words(read):
    """Language, title and the words for those who cannot see it are in the structure."""
    root = read.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("da-DK", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert (read.metadata.title, read.metadata.subject) == (TITLE, ALT)
    assert read.metadata.creation_date is None
    figures = [one for one in tagged(root["/StructTreeRoot"]["/K"], []) if one["/S"] == "/Figure"]
    assert [one["/Alt"] for one in figures] == [ALT]


def test_its_words_are_text_on_a_page_of_its_size(read):
    """A sign that the font has not is a box."""
    (page,) = read.pages
    assert "Brønshøj \u25a1 & <b>" in page.extract_text()
    assert [float(one) for one in page.mediabox[2:]] == pytest.approx([288, 144], abs=0.5)
