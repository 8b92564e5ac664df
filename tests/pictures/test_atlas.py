"""``--split``: a picture of each area, whole or nothing, in names that every system takes."""

import pytest

from hotspots import safe
from tests.small_city import City

NAMES = ["Indre By", "Øster/bro", "Nørrebro & Ågade"]
FILES = ["1-indre-by.png", "2-oester-bro.png", "3-noerrebro-aagade.png"]
DAY = ("--date", "2026-11-03")


@pytest.fixture
def city(tmp_path):
    """Return three areas and figures of two years."""
    made = City(tmp_path)
    made.areas(NAMES)
    made.index([f"{at};{year};{share};900;2020;" for at in (1, 2, 3)
                for year, share in ((2010, 30), (2020, 10))])  # fmt: skip
    return made


def atlas(city, *more, expect=0, command="change"):
    """Draw an atlas and return its folder and what was said."""
    path = city.folder / "atlas.png"
    done = city.run("--lang", "en", "figure", command, "--split", *more, "--dpi", "72",
                    "-o", path, *DAY, expect=expect)  # fmt: skip
    return city.folder / "atlas", done.stderr


def test_each_area_has_a_picture_and_its_words(city):
    """In a folder called as the file, by code and name; the words are the area's."""
    folder, said = atlas(city)
    assert sorted(one.name for one in folder.iterdir()) == sorted(
        [*FILES, *(f"{name}.alt.txt" for name in FILES)]
    )
    words = (folder / f"{FILES[1]}.alt.txt").read_text(encoding="utf-8")
    assert words.startswith("Map: Øster/bro – ")
    assert "Indre By" not in words
    assert "2 of 3: Øster/bro." in said
    assert "Wrote 3 pictures into" in said


def test_a_picture_of_the_atlas_is_that_of_its_area(city):
    """The same bytes as with --area."""
    folder, _ = atlas(city)
    alone = city.folder / "alene.png"
    city.run("--lang", "en", "figure", "change", "--area", "2", "--dpi", "72", "-o", alone, *DAY)
    assert (folder / FILES[1]).read_bytes() == alone.read_bytes()


def test_nothing_is_drawn_where_one_picture_must_stay(city):
    """--force replaces it."""
    folder = city.folder / "atlas"
    folder.mkdir()
    (folder / FILES[2]).write_bytes(b"mit")
    _, said = atlas(city, expect=2)
    assert f"{FILES[2]} is already there" in said
    assert [one.name for one in folder.iterdir()] == [FILES[2]]
    atlas(city, "--force")
    assert len(list(folder.iterdir())) == 6


@pytest.mark.parametrize("command", ["priority", "indicator"])
def test_other_maps_of_areas_are_split_too(city, command):
    """With the same names."""
    folder, _ = atlas(city, command=command)
    assert {one.name for one in folder.glob("*.png")} == set(FILES)


def test_split_and_area_contradict_each_other(city):
    """--split draws each."""
    _, said = atlas(city, "--area", "1", expect=2)
    assert "leave --area or --split out" in said


@pytest.mark.parametrize(
    ("name", "stem"),
    [("01 Indre By", "01-indre-by"), ("../../etc/passwd", "etc-passwd"), ("", "_"),
     ("C:\\con", "c-con"), ("<b>é</b>", "b-e-b"), ("Ærø Å", "aeroe-aa"), ("\u202ex.exe", "x-exe"),
     ("a" * 200, "a" * 60)],
)  # fmt: skip
def test_file_names_hold_nothing_but_letters_digits_and_hyphens(name, stem):
    assert safe.file_stem(name) == stem
