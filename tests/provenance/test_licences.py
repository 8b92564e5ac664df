"""``--licence``: stored with a load, and said wherever the load is named as a source."""

import json
import re
import sqlite3
from pathlib import PurePath

import duckdb
import openpyxl
import pytest
import rasterio

from hotspots import shipped
from hotspots.cli.load.group import COMMANDS
from hotspots.sentences.sources import source_line, terms
from tests.small_city import SOUTH_M, WEST_M, City

CC_BY = "CC BY 4.0"
HOSTILE = "<script>alert(1)</script> =1+1 ${x}"


KIND_OF = {".gpkg": "areas", ".csv": "index"}


def one(file, licence, source=None, loaded_at="2026-11-03T10:00:00Z"):
    """Return a load as answers name it: a layer of areas, or a table of figures."""
    kind = KIND_OF[PurePath(file).suffix]
    return {"file": file, "kind": kind, "source": source, "licence": licence,
            "loaded_at": loaded_at}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas under a licence, figures without one, and incidents under a hostile one."""
    made = City(tmp_path_factory.mktemp("licences"))
    made.areas(["Nord", "Syd"], "--source", "Kommunen", "--licence", CC_BY)
    made.index([f"{at};{year};{share},0;300;;" for at in (1, 2) for year, share in
                ((2010, 21), (2020, 5))])  # fmt: skip
    rows = [f"{at};01-01-2020 12:00;Vold;{WEST_M + 10 * at};{SOUTH_M + 500}" for at in range(30)]
    path = made.write("h.csv", "\n".join(["Sagsnr;Gerningstidspunkt;Gerningstype;X;Y", *rows]))
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--licence", HOSTILE)
    return made


def test_the_licence_of_all_is_said_once():
    """Without the files' names, which stand before it already."""
    line = source_line([one("a.gpkg", CC_BY, "Kommunen"), one("b.csv", CC_BY, "Politiet")], "da")
    assert line.startswith(
        "områdegrænser (Kommunen); tal fra undersøgelser (Politiet). Beregnet med hotspots "
    )
    assert line.endswith(f" Licens: {CC_BY}.")


def test_a_licence_of_some_is_said_with_its_files():
    """So that nobody takes it for the licence of the rest; the rest has its own terms."""
    sources = [one("a.gpkg", CC_BY), one("b.csv", None, "Politiet"), one("c.gpkg", CC_BY),
               one("d.csv", "ODbL 1.0")]  # fmt: skip
    told = f"Licence: {CC_BY} (area outlines); ODbL 1.0 (figures of surveys)."
    assert source_line(sources, "en").endswith(told)
    in_files = f"Licence: {CC_BY} (a.gpkg, c.gpkg); ODbL 1.0 (d.csv)."
    assert terms(sources, "en") == f"{in_files} The sources' own terms apply: Politiet"


def test_the_line_names_no_file_and_says_when_all_came_in():
    """One day, or the first and the last; the same thing of one supplier stands once."""
    sources = [one("a.csv", None, "Kommunen"), one("b.csv", None, "Kommunen"),
               one("c.gpkg", None, "Kommunen", "2026-11-01T23:30:00Z")]  # fmt: skip
    told = "figures of surveys, area outlines (Kommunen). "
    assert source_line(sources, "en").startswith(told)
    assert source_line(sources[:2], "da").endswith(" Indlæst 03-11-2026.")
    assert source_line(sources, "en").endswith(" Loaded 1 November 2026 to 3 November 2026.")


def test_a_line_of_a_release_has_no_day():
    """Its files have the kind in the place of a name, and its loads one day of no meaning."""
    released = {**one("a.csv", None), "file": "index"}
    assert "Indlæst" not in source_line([released], "da")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_kind_of_load_has_words(lang):
    """Each kind that a load is stored as."""
    kinds = {*COMMANDS, "cleared"}
    words = {source_line([{**one("a.csv", None), "kind": kind}], lang) for kind in kinds}
    assert len(words) == len(kinds)
    assert not any("source." in each for each in words)


def test_nothing_is_said_of_a_licence_that_nobody_stated():
    """Neither in the line nor in the terms."""
    assert "Licens" not in source_line([one("a.csv", None)], "da")
    assert terms([one("a.csv", None)], "da") == ""


def test_a_store_from_before_licences_has_none(tmp_path):
    """Its loads stay, and questions bring it up."""
    old = City(tmp_path)
    with duckdb.connect(str(old.store)) as con:
        con.execute("create table schema_version (version integer primary key)")
        for file in sorted(shipped.path("queries/schema").glob("000[1-6]*.sql")):
            con.execute(file.read_text(encoding="utf-8"))
        con.execute("insert into schema_version from range(1, 7)")
        con.execute("""insert into load values (1, 'scale', null, 'x', '2020-01-01', 'a.csv', '0',
                    'Kommunen', null, false, '{}', 0, 0, 0, null, null, 1)""")
    (load,) = old.ask("status")["rows"]
    assert (load["source"], load["licence"]) == ("Kommunen", None)


def test_the_store_keeps_it_and_knows_the_file_again(city):
    """It is a column of the status and a key of the sources; it is no part of recognising."""
    loads = city.ask("status")["rows"]
    assert [row["licence"] for row in loads] == [CC_BY, None, HOSTILE]
    sources = city.ask("change", "--year", 2020)["sources"]
    assert [row["licence"] for row in sources] == [CC_BY, None]
    again = city.run("load", "areas", city.folder / "bydele.geojson", "--set", "bydele")
    assert "already holds this file" in again.output


def test_what_is_made_from_loads_has_their_licences_where_all_have_one(city):
    """A crosswalk between the set under a licence and one without has none."""
    city.areas(["Nord", "Syd"], "--licence", "MIT", set_name="nye")
    city.areas(["Nord", "Syd"], set_name="andre")
    for target, licence in (("nye", f"{CC_BY} + MIT"), ("andre", None)):
        city.run("areas", "crosswalk", "bydele", target, "--by", "area")
        assert city.ask("status")["rows"][-1]["licence"] == licence


@pytest.mark.parametrize("lang", ["da", "en"])
def test_pages_and_pictures_say_it_in_their_source_line(city, tmp_path, lang):
    """The page, its picture's words in SVG, and the note to the host of the page."""
    outlines = "områdegrænser" if lang == "da" else "area outlines"
    told = f"{'Licens' if lang == 'da' else 'Licence'}: {CC_BY} ({outlines})."
    page, svg = tmp_path / "kort.html", tmp_path / "kort.svg"
    city.run("--lang", lang, "map", "change", "--year", 2020, "--embed", "-o", page)
    city.run("--lang", lang, "figure", "intervals", "--year", 2020, "-o", svg)
    assert told in page.read_text(encoding="utf-8")
    assert told in page.with_name("kort.headers.txt").read_text(encoding="utf-8")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg.read_text(encoding="utf-8")))
    assert f"{CC_BY} ({outlines})" in words


def test_a_hostile_licence_is_text_on_a_page(city, tmp_path):
    """It is escaped where the page says it."""
    path = tmp_path / "kort.html"
    city.run("map", "hotspots", "--set", "bydele", "--cell", "100", "-o", path)
    page = path.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1 ${x} (anmeldelser)" in page
    assert "<script>alert(1)" not in page


def test_files_for_others_carry_it(city, tmp_path):
    """Workbook, layers, and a surface's tag of copyright."""
    names = ("u.xlsx", "u.gpkg", "u.geojson")
    for name in names:
        city.run("change", "--year", 2020, "-o", tmp_path / name)
    city.run("surface", "--set", "bydele", "--cell", "100", "-o", tmp_path / "t.tif")
    sheets = openpyxl.load_workbook(tmp_path / "u.xlsx").worksheets
    cells = [str(cell) for sheet in sheets for row in sheet.values for cell in row]
    assert any(f"licence: {CC_BY}" in cell for cell in cells)
    with sqlite3.connect(tmp_path / "u.gpkg") as layer:
        told = str(layer.execute("select metadata from gpkg_metadata").fetchall())
    assert f"Licens: {CC_BY} (bydele.geojson)." in told
    collection = json.loads((tmp_path / "u.geojson").read_text(encoding="utf-8"))
    assert collection["hotspots"]["sources"][0]["licence"] == CC_BY
    with rasterio.open(tmp_path / "t.tif") as raster:
        assert raster.tags()["TIFFTAG_COPYRIGHT"] == (
            f"Licens: {CC_BY} (bydele.geojson); {HOSTILE} (h.csv).")  # fmt: skip
