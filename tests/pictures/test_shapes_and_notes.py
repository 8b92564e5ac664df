"""``--shape`` and ``--notes``: pictures that fit slides and pages, and how much they say."""

import re

import pytest
from PIL import Image

from hotspots.mapping.pictures.picture_file import drawing
from hotspots.mapping.pictures.shapes import SIZES, least_pt, shaped
from hotspots.mapping.pictures.sheet import LEAST_PT
from hotspots.sentences.maps.short_notes import caveats
from hotspots.sentences.texts import LANGUAGES, counted, keys, text
from tests.small_city import City

NAMES = ["Nord", "Midt", "Syd", "Fjern"]
DAY = ("--date", "2026-11-03")
CM = 2.54
COMMANDS = [
    ("figure", "change", "--area", "Midt"),
    ("figure", "change"),
    ("figure", "indicator", "--years", "all"),
    ("figure", "series", "--area", "Midt"),
    ("figure", "intervals"),
]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return four areas in a row with figures of two years."""
    made = City(tmp_path_factory.mktemp("shapes"))
    made.areas(NAMES)
    made.index([f"{name};{year};{share};900;2020;" for name in NAMES
                for year, share in ((2010, 30), (2020, 10))])  # fmt: skip
    return made


@pytest.mark.part(3)
@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_picture_of_a_shape_has_its_size(city, tmp_path, command, shape):
    """In dots and in the centimetres at which Word and PowerPoint put it in."""
    path = tmp_path / "kort.png"
    city.run(*command, "--shape", shape, "--dpi", "72", "-o", path, *DAY)
    size = SIZES[shape]
    with Image.open(path) as picture:
        wide, high = (dots / 72 * CM for dots in picture.size)
        assert (wide, high) == pytest.approx((size.width_cm, size.height_cm), abs=0.06)
        assert picture.info["dpi"] == pytest.approx((72, 72), abs=0.01)


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_other_formats_have_the_size_too(city, tmp_path, suffix):
    """Width and height of the SVG, the page of the PDF."""
    path = tmp_path / f"kort.{suffix}"
    city.run("figure", "change", "--shape", "16:9", "-o", path, *DAY)
    size = SIZES["16:9"]
    if suffix == "svg":
        start = path.read_text(encoding="utf-8")[:3000]
        points = [float(re.search(rf'<svg[^>]* {side}="([0-9.]+)pt"', start)[1])
                  for side in ("width", "height")]  # fmt: skip
    else:
        from pypdf import PdfReader

        box = PdfReader(path).pages[0].mediabox
        points = [float(box.width), float(box.height)]
    wide, high = (one / 72 * CM for one in points)
    assert (wide, high) == pytest.approx((size.width_cm, size.height_cm), abs=0.02)


@pytest.mark.parametrize("shape", SIZES)
def test_no_text_is_smaller_than_nine_points_where_it_is_put_in(
    shape, monkeypatch, city, tmp_path
):
    """Of all that is drawn, at the size at which it is printed."""
    from hotspots.workflows.maps import picture_files

    sizes = []

    def remembered(*told):
        figure, file = shaped(*told)
        sizes.append(least_pt(figure) * file.scale)
        return figure, file

    monkeypatch.setattr(picture_files, "shaped", remembered)
    city.run("figure", "change", "--area", "Midt", "--shape", shape, "--dpi", "72",
             "-o", tmp_path / "kort.png", *DAY)  # fmt: skip
    assert LEAST_PT <= min(sizes) < 15


def test_what_does_not_fit_is_refused_in_a_sentence(tmp_path):
    """Rather than drawn in letters that nobody can read; nothing is written."""
    many = City(tmp_path)
    names = [f"Et meget langt navn paa et omraade, nummer {at}" for at in range(1, 31)]
    many.areas(names)
    many.index([f"{at};{year};20;900;2020;" for at in range(1, 31) for year in (2010, 2020)])
    path = tmp_path / "kort.png"
    done = many.run("--lang", "en", "figure", "intervals", "--shape", "16:9", "-o", path, expect=2)
    assert "--shape 16:9 has no room for all of this" in done.stderr
    assert not path.exists()


def test_a_shape_has_its_own_width(city, tmp_path):
    """--width-cm beside it is refused."""
    done = city.run("--lang", "en", "figure", "change", "--shape", "a4", "--width-cm", "12",
                    "-o", tmp_path / "kort.png", expect=2)  # fmt: skip
    assert "--shape has a width of its own" in done.stderr


def words_of(path):
    """Return what is written on an SVG."""
    drawn = re.sub(r"<desc>.*?</desc>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))


@pytest.mark.parametrize("kind", ["full", "short", "none"])
def test_the_mark_is_never_left_out(city, tmp_path, kind):
    """Of a picture and of a page; the source is left out with none, and said instead."""
    for ending in ("svg", "html"):
        path = tmp_path / f"kort.{ending}"
        command = ("map" if ending == "html" else "figure", "change")
        done = city.run("--lang", "da", *command, "--notes", kind, "-o", path, *DAY)
        words = words_of(path) if ending == "svg" else path.read_text(encoding="utf-8")
        assert "Intern – må ikke videregives uden for enheden" in words
        assert "Internt brug: kontrollen" in words
        assert ("Holm over 4 områder" in words) == (kind == "full")
        assert ("Kilde: " in words) == (kind != "none")
        assert ("skal kilden stå ved siden af" in done.stderr) == (kind == "none")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_short_keeps_what_changes_the_meaning(lang):
    """Breaks, estimates and assumed answers stay; how it was tested goes."""
    stay = [
        text(lang, "note.definition_break", text="Andet talt.", source="a"),
        text(lang, "note.method_break", text="Ny leverandør.", source="a"),
        counted(lang, "note.carried", 2, n_areas=2, from_set="x", basis="y"),
        text(lang, "note.assumed_n"),
        text(lang, "note.internal"),
        text(lang, "evaluation.seasons"),
        text(lang, "incidents.chance_only"),
    ]
    go = [
        counted(lang, "note.multiplicity", n, n_tests=n, method="Holm") for n in (1, 13)
    ] + [text(lang, "note.edition", year="2010", editions="2024"),
         text(lang, "note.too_few", min_n="50")]  # fmt: skip
    assert caveats([*go, *stay, *go], lang) == stay


def test_every_method_is_a_text_that_there_is():
    """A key that is renamed would let its note stay unseen."""
    from hotspots.sentences.maps import short_notes

    assert keys("en") >= short_notes._METHODS


def test_the_smallest_text_is_that_of_what_is_seen():
    """An empty text has no size."""
    from matplotlib.figure import Figure

    with drawing():
        figure = Figure()
        figure.text(0, 0, "", fontsize=1)
        figure.text(0, 0, "a", fontsize=7.5)
        assert least_pt(figure) == 7.5


def test_intervals_of_one_area_are_tested_with_all(city, tmp_path):
    """Only the area and the city are drawn; the note counts all areas."""
    path = tmp_path / "kort.svg"
    city.run("--lang", "en", "figure", "intervals", "--area", "Midt", "-o", path, *DAY)
    words = words_of(path)
    assert "Midt –" in words
    assert "Fjern" not in words
    assert "over 4 areas" in words
