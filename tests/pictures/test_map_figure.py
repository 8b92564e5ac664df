"""Maps as pictures: the page's own words and colours, names without overlap, nothing cut."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from hotspots.errors import HotspotsError, UsageProblem
from hotspots.mapping.pictures import picture_file
from hotspots.mapping.pictures.map_figure import draw
from hotspots.mapping.pictures.map_ground import MapFrame, ground, round_length_m
from hotspots.mapping.pictures.map_lists import ListRow, in_columns
from hotspots.mapping.pictures.map_names import Label, extent_of, placed_names
from hotspots.mapping.pictures.map_plan import marks, planned
from hotspots.mapping.pictures.typeset import CM_PER_INCH, font, width_cm
from hotspots.model.pages import LegendClass, MapArea, MapPage, PageTable, SliderStep, StepArea
from hotspots.model.pictures import MapContent, PictureFile, PictureOptions
from hotspots.sentences.sources import source_line
from hotspots.workflows.asking.questions import Question
from hotspots.workflows.maps.change import change_content
from hotspots.workflows.maps.picture import map_figure, picture_of
from tests.small_city import City

SVG = "{http://www.w3.org/2000/svg}"
DAY = ("--date", "2026-11-03")
LONG = "Sammenligningsområdet ved den gamle station og de nye boliger"
NAMES = ["Nord", "Midt<b>", LONG]
YEARS = (2010, 2014, 2019)
SHARES = {"*": (20, 18, 16), "Nord": (30, 20, 10), "Midt<b>": (20, 20, 20), LONG: (10, 30, 30)}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas over three years: one surely better, one the same, one surely worse."""
    made = City(tmp_path_factory.mktemp("figures"))
    made.areas(NAMES)
    made.index([
        f"{name};{year};{percent};{3000 if name == '*' else 900};2020;"
        for name, shares in SHARES.items()
        for year, percent in zip(YEARS, shares, strict=True)
    ])  # fmt: skip
    return made


@pytest.fixture(scope="module")
def drawn(city):
    """Return the SVG of change as its words, what is told to those who cannot see, and all."""
    path = city.folder / "udvikling.svg"
    city.run("figure", "change", "-o", path, *DAY)
    root = ET.parse(path).getroot()  # noqa: S314 - ours
    return svg_words(path), root.findtext(f"{SVG}desc"), path.read_text(encoding="utf-8")


def svg_words(path):
    """Return all texts of an SVG on one line, in the order in which they are drawn."""
    texts = [one.text or "" for one in ET.parse(path).iter(f"{SVG}text")]  # noqa: S314 - ours
    return " ".join(texts)


def content(city):
    """Return what the map of change shows, as its page has it."""
    return change_content(city.store, Question(lang="da"), date(2026, 11, 3), lambda _: None)


def square(x, y, side=1.0):
    """Return a square by its lower left corner, in centimetres."""
    return shapely.box(x, y, x + side, y + side)


def box_of(one):
    """Return the ground of what is written."""
    wide, high = extent_of(one)
    return shapely.box(one.x - wide / 2, one.y - high / 2, one.x + wide / 2, one.y + high / 2)


def area(code, west, name="Navn", key="a", **more):
    """Return a square area of about 1 km in degrees near Copenhagen."""
    outline = shapely.to_wkb(shapely.box(12.5 + west, 55.6, 12.516 + west, 55.609))
    return MapArea(code, name, outline, key, [], **more)


def page(areas, **more):
    """Return a page of those areas in one class."""
    legend = more.pop("legend", [LegendClass("a", "Klassen", "#14997f")])
    table = more.pop("table", PageTable("", ["Område"], [False], [], []))
    return MapPage("da", "Titel", "Undertitel", "Det vigtigste.", "Signatur", legend, areas, table,
                   [], "kilde.csv", date(2026, 11, 3), **more)  # fmt: skip


def test_the_picture_says_what_the_page_says(city, drawn):
    """Title, summary, legend, notes and source are the page's; nothing is worded twice."""
    shown, words = content(city).page, drawn[0]
    for said in (shown.title, shown.subtitle, shown.summary, shown.legend_title):
        assert said in words
    for one in shown.legend:
        assert all(word in words for word in one.label.split())
    assert "Internt brug: kontrollen for offentliggørelse er ikke kørt." in words
    assert "Lavet 03-11-2026." in words
    assert "Nord er opad." in words


def test_areas_have_the_colours_of_the_legend(city, drawn):
    """Nord is green, Midt yellow and the third red and hatched: each twice with its swatch."""
    shown = content(city).page
    assert [one.class_key for one in shown.areas] == ["green", "yellow", "red"]
    colours = {one.key: one.colour for one in shown.legend}
    fills = re.findall(r'style="fill: (#[0-9a-f]{6}); stroke: #(?:3a4754|1f2933)', drawn[2])
    for key in ("green", "yellow"):
        assert fills.count(colours[key]) == 2
    assert drawn[2].count('fill="url(#h') + drawn[2].count("fill: url(#h") == 3


def test_the_words_for_those_who_cannot_see_hold_the_finding(drawn):
    """The city, the areas that are sure with their figures, and which is in which class."""
    assert drawn[1].startswith("Kort: Utrygge i nabolaget: udvikling fra 2010 til 2019.")
    assert "Byen: 20 → 16 %. Bedre i Nord. Dårligere i " in drawn[1]
    assert "1 af 3 områder kan ikke skelnes fra uændret." in drawn[1]
    assert (
        "Nord: 30 % i 2010 og 10 % i 2019. Statistisk sikker forbedring: −20,0 procentpoint"
        in drawn[1]
    )
    assert (
        "Grøn: statistisk sikker forbedring: Nord; Gul: kan ikke skelnes fra uændret: Midt<b>"
        in drawn[1]
    )


def test_a_name_with_marks_of_html_stays_text(drawn):
    """It stands escaped in the file and whole among its texts."""
    assert "<b>" not in drawn[2]
    assert "Midt<b>" in drawn[0]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_input_same_bytes(tmp_path, suffix):
    """Nothing of the moment or of chance is in a picture."""
    shown = MapContent(page([area("x", 0), area("y", 0.02, "Et langt navn", key="b")],
                            legend=[LegendClass("a", "A", "#14997f", "dots"),
                                    LegendClass("b", "B", "#c8442a", "lines")]))  # fmt: skip
    paths = [tmp_path / f"{name}.{suffix}" for name in ("en", "to")]
    for path in paths:
        map_figure(
            lambda: shown,
            PictureOptions(path, date(2026, 11, 3), file=PictureFile(dpi=72)),
            print,
        )
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("width_cm_", [10, 16])
def test_nothing_runs_past_the_right_edge(city, width_cm_):
    """At 90 dots to the inch the outermost 3 mm are white, though names and notes are long."""
    from PIL import Image

    path = city.folder / f"bred{width_cm_}.png"
    city.run("figure", "change", "-o", path, "--dpi", 90, "--width-cm", width_cm_, *DAY)
    with Image.open(path) as image:
        right = image.convert("L").crop((image.width - 10, 0, image.width, image.height))
    assert right.getextrema() == (255, 255)


def test_a_line_is_as_wide_as_it_was_measured():
    """Within one in a thousand at 90 dots to the inch, where whole dots made it an eighth more."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    words = "Det kan ikke skelnes fra tilfældigheder, om indsatsen har virket. " * 3
    with picture_file.drawing():
        figure = Figure(figsize=(20, 1), dpi=90)
        written = figure.text(0, 0, words, fontproperties=font(6.8))
        extent = written.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert extent.width / 90 * CM_PER_INCH == pytest.approx(width_cm(words, 6.8), rel=1e-3)


def test_small_maps_share_classes_and_carry_their_years(city):
    """Three years give three maps, one legend, and the city's figure of each year in words."""
    path = city.folder / "aar.svg"
    city.run("figure", "indicator", "--years", "all", "-o", path, *DAY)
    words = svg_words(path)
    assert [words.count(f" {year} ") >= 1 for year in YEARS] == [True] * 3
    assert words.count("Procent af de adspurgte ") == 1
    told = ET.parse(path).getroot().findtext(f"{SVG}desc")  # noqa: S314 - ours
    assert "Hele byen – 2010: 20; 2014: 18; 2019: 16." in told


@pytest.mark.parametrize("width", [11, 16])
def test_the_names_of_small_maps_are_on_a_map_below_them(city, width):
    """It is bare, all its names are on it or beside it, and nothing lies above its title."""
    picture = replace(picture_of(content(city)), key_title="Områderne")
    two = replace(
        picture, panels=[replace(picture.panels[0], title=str(year)) for year in YEARS[:2]]
    )
    with picture_file.drawing():
        page = draw(two, PictureFile(width, 72)).axes[0]
    places = {one.get_text(): one.get_position()[1] for one in page.texts}
    assert set(NAMES[:2]) <= set(places)
    assert places["Områderne"] < min(places["2010"], places["2014"])
    below = [one for one in page.patches if isinstance(one, PathPatch)
             and one.get_path().vertices[:, 1].max() < places["Områderne"]]  # fmt: skip
    assert len(below) == len(NAMES)
    assert {to_hex(one.get_facecolor()) for one in below} == {"#ffffff"}


def test_the_newest_year_is_drawn_unless_another_is_asked_for(city):
    """And the limits are those of all years, as on the page."""
    path = city.folder / "nyeste.svg"
    done = city.run("figure", "indicator", "-o", path, *DAY)
    assert "Year set to 2019, the newest." in done.stderr
    assert "Utrygge i nabolaget, 2019" in svg_words(path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--years", "2010", "--year", 2010), "give one of the two"),
        (("--years", "snart"), "write all, 2010,2014 or 2010-2024"),
        (("--years", "1900-1999"), "at most 20 maps"),
    ],
)
def test_years_that_make_no_sense_are_refused(city, asked, said):
    """With the way to write them."""
    done = city.run("figure", "indicator", *asked, "-o", city.folder / "x.png", expect=2)
    assert said in done.stderr


def test_a_year_without_figures_is_said(city):
    """With the years there are."""
    done = city.run("figure", "indicator", "--years", "2011", "-o", city.folder / "x.png",
                    expect=1)  # fmt: skip
    assert "2011. There are for 2010, 2014, 2019." in done.stderr


def test_a_picture_that_is_there_is_kept(city):
    """Before anything is computed."""
    path = city.folder / "der.png"
    path.write_bytes(b"mit")
    done = city.run("figure", "priority", "-o", path, expect=2)
    assert "already there" in done.stderr
    assert path.read_bytes() == b"mit"


def test_names_never_overlap():
    """36 squares of 1 cm, names from short to long: in the square, or a mark, and all apart."""
    wanted = [
        Label("Område " * (at % 4) + str(at), f"{at:02d}", square(at % 6, at // 6),
               (at % 6 + 0.5, at // 6 + 0.5))
        for at in range(36)
    ]  # fmt: skip
    placed = placed_names(wanted, shapely.box(0, 0, 6, 6))
    assert None not in placed
    boxes = [box_of(one) for one in placed]
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
    inside = [one.leads_to is None for one in placed]
    assert all(wanted[at].shape.contains(boxes[at]) for at in range(36) if inside[at])


def test_a_name_is_cut_into_lines_before_it_is_replaced_by_a_mark():
    """One line has no room in 1.6 cm, two lines do; in 0.45 cm only the mark does."""
    one = Label("Brønshøj-Husum", "1", square(0, 0, 1.6), (0.8, 0.8))
    assert placed_names([one], square(0, 0, 2))[0].lines == ("Brønshøj-", "Husum")
    small = Label("Brønshøj-Husum", "1", square(0, 0, 0.45), (0.2, 0.2))
    assert placed_names([small], square(0, 0, 2))[0].lines == ("1",)


def test_a_mark_stands_beside_what_is_too_small_with_a_line_to_it():
    """Not over the neighbour it would hide, and nowhere where there is no room at all."""
    speck = Label("Plet", "1", square(1, 1, 0.1), (1.05, 1.05))
    hidden = Label("Stor", "2", square(1.2, 0.5, 0.9), (1.65, 0.95), only_mark=True)
    mark, _ = placed_names([speck, hidden], square(0, 0, 3))
    assert mark.leads_to == (1.05, 1.05)
    assert not box_of(mark).intersects(hidden.shape)
    assert placed_names([speck], square(1, 1, 0.1)) == [None]


def test_names_without_room_are_said_to_be_left_out():
    """41 areas are too many for names; 40 are not."""
    names = [area(str(at), at / 50, f"Område {at}") for at in range(41)]
    assert not planned(picture_of(MapContent(page(names))), 15).all_named
    assert planned(picture_of(MapContent(page(names[:2]))), 15).all_named


def test_a_book_of_a_name_does_not_flood_the_sheet():
    """Of 10,000 marks the first 120 are told; direction marks are gone."""
    book = "ord " * 2500
    told = picture_of(MapContent(page([area("x", 0, book), area("y", 0.02, "a\u202eb")])))
    assert [len(one.name) for one in told.areas] == [121, 2]
    assert planned(told, 15).height_cm < 30


def test_numbers_for_names_are_letters_where_names_are_numbers():
    """And where the map is of ranks."""
    assert picture_of(MapContent(page([area("a", 0, "7")]))).lettered
    assert picture_of(MapContent(page([area("a", 0)]), lettered=True)).lettered
    assert not picture_of(MapContent(page([area("a", 0)]))).lettered
    assert marks(28, lettered=True)[24:] == ["y", "z", "aa", "ab"]
    assert marks(2, lettered=False) == ["1", "2"]


def test_a_step_has_its_own_classes_and_else_the_areas():
    """Small maps follow the slider's steps."""
    legend = [LegendClass("a", "A", "#14997f"), LegendClass("b", "B", "#c8442a")]
    steps = [SliderStep("2010", {"x": StepArea("b")}), SliderStep("2011", {})]
    told = picture_of(MapContent(page([area("x", 0)], legend=legend, steps=steps)))
    assert [(one.title, list(one.class_keys)) for one in told.panels] == [
        ("2010", ["b"]),
        ("2011", ["a"]),
    ]


def test_an_area_without_a_legend_is_not_drawn():
    """It is refused, and a map without areas as well."""
    told = picture_of(MapContent(page([area("x", 0, key="ukendt")])))
    with picture_file.drawing(), pytest.raises(UsageProblem, match="not in the legend"):
        draw(told, PictureFile())
    with pytest.raises(HotspotsError, match="nothing to draw"):
        picture_of(MapContent(page([])))


def test_north_is_up_and_a_metre_is_a_metre():
    """Areas of one latitude lie level; at 55.6 degrees north 0.016 degrees are 1,008 metres."""
    earth = ground([area("v", 0), area("h", 0.2)])
    west, south, east, north = shapely.bounds(earth.shapes[0])
    assert east - west == pytest.approx(1008.4, rel=2e-3)
    assert north - south == pytest.approx(0.009 * 111_350, rel=2e-3)
    assert earth.spots[0][1] == pytest.approx(earth.spots[1][1], abs=20)


def test_a_frame_keeps_the_shape_of_the_land():
    """A map of 2 by 1 km in a frame of 10 by 10 cm takes 10 by 5 in its middle."""
    frame = MapFrame(1, 1, 10, 10, (0, 0, 2000, 1000))
    (corner, far) = frame.place(
        shapely.get_coordinates(shapely.MultiPoint([(0, 0), (2000, 1000)]))
    )
    assert corner.tolist() == [1, 3.5]
    assert far.tolist() == [11, 8.5]


@pytest.mark.parametrize(
    ("most", "length"), [(0.3, 1), (9, 5), (10, 10), (4999, 2000), (7e4, 50000)]
)
def test_a_scale_bar_is_of_a_round_length(most, length):
    """1, 2 or 5 and noughts, never longer than its room."""
    assert round_length_m(most) == length


def test_columns_are_of_much_the_same_height():
    """Seven rows of one line in three columns: 3, 2 and 2."""
    rows = [ListRow(["Overskrift"]), *(ListRow(["x"], mark="1") for _ in range(7))]
    assert sorted(len(one) for one in in_columns(rows, 15).rows) == [2, 2, 3]


def test_a_source_without_a_name_is_not_called_unnamed():
    """What it holds stands alone; the others keep their supplier."""
    loads = [("unnamed", "areas"), (None, "index"), ("Politiet", "incidents")]
    sources = [{"source": source, "kind": kind, "file": "a.csv",
                "loaded_at": "2026-11-03T10:00:00Z"} for source, kind in loads]  # fmt: skip
    line = source_line(sources, "da")
    assert line.startswith("områdegrænser, tal fra undersøgelser; anmeldelser (Politiet). ")
