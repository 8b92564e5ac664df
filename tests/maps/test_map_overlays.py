"""Hotspots laid over the maps of areas: the same as on their own map, and never as a fill."""

import re

import pytest

from tests.maps.test_map import data_of
from tests.small_city import SOUTH_M, WEST_M, City

HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
CELL = ("--cell", "100")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with figures of 2010, 2018 and 2019, and incidents in 2019 only."""
    made = City(tmp_path_factory.mktemp("overlays"))
    made.areas(["Nord", "Midt", "Syd"])
    made.index([f"{area};{year};{share};300;;" for area in (1, 2, 3)
                for year, share in ((2010, "21,0"), (2018, "9,0"), (2019, "5,0"))])  # fmt: skip
    spots = [(column * 100 + 50, 50 + row * 100) for row in range(3) for column in range(30)
             for _ in range(40 if column in {3, 4} else 2)]  # fmt: skip
    lines = [
        f"{at};{at % 27 + 1:02d}-{at % 12 + 1:02d}-2019 12:00;Vold;{WEST_M + x};{SOUTH_M + y}"
        for at, (x, y) in enumerate(spots)
    ]
    path = made.write("haendelser.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


def told(shapes):
    """Return what popups say by their titles, without where the shapes lie."""
    return {one["title"]: (one["lines"], one["facts"]) for one in shapes if "title" in one}


@pytest.fixture(scope="module")
def own(city):
    """Return what the map of the hotspots themselves says of each."""
    path = city.folder / "egen.html"
    days = ("--from", "2019-01-01", "--to", "2019-12-31")
    city.run("map", "hotspots", "--set", "bydele", *days, *CELL, "-o", path)
    return told(data_of(path)["areas"])


def words(html):
    """Return what stands in a page, without the marks around it."""
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("kind", ["change", "priority", "indicator"])
def test_hotspots_over_a_map_are_those_of_their_own_map(city, own, tmp_path, kind):
    """The same places and figures, hidden until chosen; no area is filled as a hotspot is."""
    path = tmp_path / "kort.html"
    year = () if kind == "indicator" else ("--year", 2019)
    done = city.run("map", kind, *year, "--hotspots", *CELL, "-o", path)
    data = data_of(path)
    assert told(data["shapes"]) == own
    fills = {look for layer in data["layers"] for look in layer}
    assert not fills & {one["look"] for one in data["shapes"]}
    html = path.read_text(encoding="utf-8")
    assert 'name="overlay" value="0" autocomplete="off"> Hotspots' in html
    assert "in cells of 100 m" in done.stderr
    assert "--band" not in done.stderr


def test_the_legend_and_the_notes_say_what_hotspots_are_made_of(city, tmp_path):
    """Days, kinds of incident, cells, method and adjustment; the extract stands as a source."""
    path = tmp_path / "kort.html"
    days = ("--from", "2019-02-01", "--to", "2019-11-30")
    city.run("map", "change", "--year", 2019, "--hotspots", *CELL, *days, "--category", "Vold",
             "-o", path)  # fmt: skip
    html = path.read_text(encoding="utf-8")
    legend = words(html.split('id="legend-overlay-0"')[1].split("</div>")[0])
    first, last = (re.search(rf"\d\d-{month}-2019", legend)[0] for month in ("02", "11"))
    assert f"Hændelser fra {first} til {last} (Vold) i celler på 100 m." in legend
    assert "Getis-Ord Gi*; p er justeret efter Benjamini-Hochberg for alle 300 celler" in legend
    assert "anmeldelser" in words(html.split("<footer>")[1])
    assert words(html).count("Internt brug: kontrollen") == 1
    assert "Der er talt hændelser, ikke risiko" in words(html)


def test_without_incidents_a_note_says_so(city, tmp_path):
    """A year without incidents, days without, and a store without any: no layer, no error."""
    bare = City(tmp_path)
    bare.areas(["Nord"])
    bare.index(["1;2010;21,0;300;;", "1;2018;9,0;300;;"])
    for store in (city, bare):
        path = tmp_path / "kort.html"
        store.run("map", "change", "--year", 2018, "--hotspots", "-o", path, "--force")
        html = path.read_text(encoding="utf-8")
        assert "der er ingen hændelser fra 01-01-2018 til 31-12-2018" in words(html)
        assert 'name="overlay"' not in html


def test_hotspots_that_do_not_stand_out_are_said_to_be_none(city, tmp_path):
    """Five days have too little in any cell."""
    path = tmp_path / "kort.html"
    days = ("--from", "2019-06-01", "--to", "2019-06-05")
    city.run("map", "change", "--year", 2019, "--hotspots", "--cell", 1000, *days, "-o", path)
    html = path.read_text(encoding="utf-8")
    assert "fra 01-06-2019 til 05-06-2019 skiller ingen celle sig statistisk sikkert ud" in words(
        html
    )
    assert "for få til at skelne et sted med tre gange så mange" in words(html)
    assert 'name="overlay"' not in html


@pytest.mark.parametrize(
    ("given", "expected"),
    [(CELL, 2), (("--from", "2019-01-01"), 2), (("--hotspots", "--category", "Vlod"), 1)],
)
def test_what_cannot_be_is_told_in_a_sentence(city, tmp_path, given, expected):
    """Options of hotspots need --hotspots; an unknown category is not a map without hotspots."""
    refused = city.run("map", "change", "--year", 2019, *given, "-o", tmp_path / "kort.html",
                       expect=expected)  # fmt: skip
    assert "Vold" in refused.stderr if expected == 1 else "needs --hotspots" in refused.stderr
    assert not (tmp_path / "kort.html").exists()
