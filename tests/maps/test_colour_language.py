"""The same class of the same indicator looks alike on every page, picture and layer."""

import html
import json
import re
from collections import defaultdict

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle

from hotspots.mapping import palettes
from hotspots.mapping.pages import looks
from hotspots.mapping.pictures import intervals_axis, map_figure
from hotspots.mapping.pictures.map_panel import _HATCHES
from hotspots.workflows.maps import picture as picture_workflow
from tests.small_city import SOUTH_M, WEST_M, City

NAMES = ("Nord", "Øst", "Syd", "Vest", "Midt", "Havn", "Eng")
YEARS = {
    2010: (30, 26, 31, 22, 18, 33, None),
    2011: (29, 27, 30, 23, 17, 30, None),
    2013: (24, 25, 30, 21, 12, 29, 20),
    2016: (15, 20, 29, 21, 10, 31, 17),
    2017: (12, 18, 33, 19, 9, 25, 15),
    2019: (9, 15, 40, 20, 7, 14, 12),
}
CATEGORIES = ("markant", "intensiveret", "ordinær", "reduceret", "minimal")
DAYS = ("--from", "2019-01-01", "--to", "2019-12-31", "--cell", "100")
# each page or picture, with which of its legends tell of what, in the order of the page
PAGES = {
    ("change", "--year", "2019"): ("light", "all years", "change", "level", "crime"),
    ("change", "--year", "2013"): ("light", "change 2013", "category", "level"),
    ("priority", "--year", "2019"): ("rank", "light", "all years", "level", "crime"),
    ("priority", "--year", "2016", "--no-rates"): ("rank", "light", "level"),
    ("indicator",): ("level",),
    ("indicator", "--year", "2016"): ("level",),
}
PICTURES = {
    **{arguments: legends[0] for arguments, legends in PAGES.items()},
    ("indicator", "--years", "2010,2019"): "level",
}
LANGUAGES = ("da", "en")
# the map that has the names, below several maps
BARE = ("#ffffff", "none")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return seven areas: four surveys, categories, residents, and incidents in a small corner."""
    made = City(tmp_path_factory.mktemp("colours"))
    made.areas(NAMES)
    rows = []
    for year, shares in YEARS.items():
        for at, (name, share) in enumerate(zip(NAMES, shares, strict=True)):
            category = CATEGORIES[at % 5] if year == 2013 else ""
            n = 60 if name == "Havn" and year == 2019 else 400
            rows += [f"{name};{year};{share};{n};2020;{category}"] if share else []
    made.index(rows)
    residents = "".join(f"{name};2019;{1000 * (at + 1)}\n" for at, name in enumerate(NAMES))
    made.run("load", "population", made.write("folk.csv", "Område;År;Antal\n" + residents),
             "--set", "bydele")  # fmt: skip
    spots = [(column * 100 + 50, row * 100 + 50) for column in range(70) for row in range(3)
             for _ in range(30 if column in {3, 4} else 1)]  # fmt: skip
    lines = [f"{at};{at % 28 + 1:02d}-{at % 12 + 1:02d}-2019 12:00;Vold;{WEST_M + x};{SOUTH_M + y}"
             for at, (x, y) in enumerate(spots)]  # fmt: skip
    head = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
    made.run("load", "incidents", made.write("h.csv", head + "\n".join(lines) + "\n"),
             "--crs", "EPSG:25832", "--source", "politi")  # fmt: skip
    return made


def page_legends(path):
    """Return each legend of a page, as what its swatches look like by their words."""
    source = path.read_text(encoding="utf-8")
    tiles = dict(re.findall(r'<pattern id="([^"]+)"[^>]*>(.*?)</pattern>', source, re.DOTALL))
    found = []
    for part in re.findall(r'id="legend-layer-\d+"(.*?)</div>', source, re.DOTALL):
        swatches = re.findall(r'<li>.*?fill="([^"]+)".*?<span>(.*?)</span></li>', part, re.DOTALL)
        found.append({html.unescape(words): tile_look(fill, tiles) for fill, words in swatches})
    data = json.loads(re.search(r'id="page-data">(.*?)</script>', source, re.DOTALL)[1])
    return found, data, [tile_look(fill, tiles) for fill in data["fills"]]


def tile_look(fill, tiles):
    """Return colour and pattern of a fill, which is a colour or the name of a tile."""
    if not fill.startswith("url("):
        return fill, "none"
    tile = tiles[fill[5:-1]]
    marks = re.findall(r'<path d="([^"]+)"', tile)[-1]
    ground = re.search(r'<rect [^>]*fill="([^"]+)"', tile)
    if ground is None:
        return re.findall(r'stroke="([^"]+)"', tile)[-1], "hatch"
    return ground[1], {path: name for name, path in looks._MARKS.items() if name != "hatch"}[marks]


def drawn_looks(figure, picture):
    """Return what the swatches of a picture look like by their words, and all its areas' looks."""
    patches = figure.axes[0].patches
    swatches = [one for one in patches if isinstance(one, Rectangle) and not is_bar(one)]
    words = [one.label for one in picture.legend]
    assert len(swatches) == len(words)
    areas = {patch_look(one) for one in patches if isinstance(one, PathPatch)}
    return dict(zip(words, map(patch_look, swatches), strict=True)), areas


def is_bar(patch):
    """Tell the mark across the top from a swatch."""
    return patch.get_width() > 1


def patch_look(patch):
    """Return colour and pattern of what matplotlib drew."""
    names = {hatch: name for name, hatch in _HATCHES.items() if name != "hatch"}
    return to_hex(patch.get_facecolor()), names[patch.get_hatch()]


def plain(words):
    """Return words with spaces that may break."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def seen(city):
    """Return what every page and picture shows, as (subject, words) with the looks and where."""
    found = defaultdict(lambda: defaultdict(list))
    captured = []

    def draw(picture, file):
        figure = map_figure.draw(picture, file)
        captured.append(drawn_looks(figure, picture))
        return figure

    patch = pytest.MonkeyPatch()
    patch.setattr(picture_workflow, "draw", draw)
    for lang in LANGUAGES:
        for number, (arguments, subjects) in enumerate(PAGES.items()):
            path = city.folder / f"{lang}{number}.html"
            city.run("--lang", lang, "map", *arguments, "-o", path)
            legends, data, fills = page_legends(path)
            assert len(legends) == len(subjects), (arguments, [list(one) for one in legends])
            for at, (subject, legend) in enumerate(zip(subjects, legends, strict=True)):
                for words, look in legend.items():
                    found[subject, plain(words)][look].append(("map", *arguments))
                drawn = {fills[look] for look in data["layers"][at] if look is not None}
                assert drawn <= set(legend.values())
        for number, (arguments, subject) in enumerate(PICTURES.items()):
            path = city.folder / f"{lang}{number}.svg"
            city.run("--lang", lang, "figure", *arguments, "-o", path)
            legend, areas = captured.pop()
            assert areas - {BARE} <= set(legend.values())
            for words, look in legend.items():
                found[subject, plain(words)][look].append(("figure", *arguments))
    patch.undo()
    return found


@pytest.mark.thorough
def test_the_same_class_has_the_same_look_on_every_page_and_picture(seen):
    """By what a legend is of and by its words, there is one fill and one pattern."""
    assert {key: dict(looks) for key, looks in seen.items() if len(looks) > 1} == {}
    places = {key: {place for where in looks.values() for place in where}
              for key, looks in seen.items()}  # fmt: skip
    assert len(places["light", "Grøn: statistisk sikker forbedring"]) == 6
    assert len(places["level", "under 10 %"]) == 9


def test_the_limits_of_a_level_are_the_same_on_every_page_and_picture(seen):
    """Whatever year is shown, and beside whichever others, each has the same five classes."""
    words_at = defaultdict(set)
    for (subject, words), by_look in seen.items():
        for (colour, pattern), places in by_look.items():
            if subject == "level" and colour in palettes.LEVEL5 and pattern == "none":
                for place in places:
                    words_at[place].add(words)
    assert len(words_at) == 9
    assert len({frozenset(words) for words in words_at.values()}) == 1
    assert {len(words) for words in words_at.values()} == {2 * 5 - 1}  # "under 10 %" is both


def test_a_level_has_the_colours_of_a_level_alone(seen):
    """A level's classes, and the list's and the categories', are steps of one hue or no figure."""
    level = {look for (subject, _), looks in seen.items() for look in looks
             if subject in {"level", "crime", "rank", "category"}}  # fmt: skip
    beside = {palettes.NO_DATA, palettes.WITHHELD, palettes.BROKEN}
    assert {colour for colour, _ in level - beside} <= set(palettes.LEVEL5)


def test_a_light_has_one_look_and_its_name(seen):
    """Each light is called by its colour, whichever page or picture shows it."""
    names = {"green": ("Grøn", "Green"), "yellow": ("Gul", "Yellow"), "red": ("Rød", "Red"),
             "grey": ("Grå", "Grey")}  # fmt: skip
    for (subject, words), by_look in seen.items():
        if subject in {"light", "all years"}:
            (look,) = by_look
            assert words.split(":")[0] in names[next(
                key for key, each in palettes.LIGHTS.items() if each == look)]  # fmt: skip


@pytest.mark.parametrize(("lang", "better", "worse"), [("da", ": bedre", ": dårligere"),
                                                       ("en", ": better", ": worse")])  # fmt: skip
def test_the_legend_of_a_change_says_better_and_worse(seen, lang, better, worse):
    """Where less is better, the classes below no change are better and orange."""
    by_words = {words: next(iter(looks)) for (subject, words), looks in seen.items()
                if subject == "change"}  # fmt: skip
    side = {one: {by_words[words][0] for words in by_words if words.endswith(one)}
            for one in (better, worse)}  # fmt: skip
    assert side[better]
    assert side[better] <= set(palettes.DIVERGING5[:2])
    assert side[worse]
    assert side[worse] <= set(palettes.DIVERGING5[3:])


@pytest.mark.parametrize("kind", ["change", "priority", "indicator"])
def test_hotspots_over_a_map_are_ink_without_a_fill(city, kind):
    """A dark hatch with a white seam; what lies below shows through."""
    path = city.folder / "over.html"
    city.run("map", kind, "--year", 2019, "--hotspots", *DAYS, "-o", path, "--force")
    _, data, fills = page_legends(path)
    over = {fills[shape["look"]] for shape in data["shapes"]}
    assert over == {(palettes.DARK_INK, "hatch")}


def test_dots_of_intervals_have_the_fills_of_the_lights():
    """The picture of intervals shows the same four, with shapes of their own."""
    fills = {kind: look.fill for kind, look in intervals_axis.LOOKS.items()}
    lights = {key: colour for key, (colour, _) in palettes.LIGHTS.items()}
    assert fills == {"better": lights["green"], "worse": lights["red"],
                     "same": lights["yellow"], "undecided": lights["grey"]}  # fmt: skip


def test_layers_have_the_colours_of_the_page(city):
    """The column of colours of a layer is the page's, class by class."""
    path = city.folder / "ud.geojson"
    city.run("change", "--year", 2019, "-o", path, "--force")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert {one["properties"]["class"]: one["properties"]["colour"] for one in features} == {
        one["properties"]["light"]: palettes.LIGHTS[one["properties"]["light"]][0]
        for one in features
    }
