"""Hostile texts in rows, layers and rasters: no formula, no link, no escape sequence."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import openpyxl
import pyarrow.parquet as pq
import pytest
import rasterio
from lxml import etree

from hotspots.output.answers import write
from hotspots.safe import cell_text, harmless, terminal_text
from tests.hostile import hostile_city
from tests.hostile.hostile_city import NASTY, NASTY_FILE, TEXTS, YEARS, N
from tests.hostile.hostile_strings import ALL_SHORT, FORMULAS, HOSTILE, as_shown, squeezed
from tests.small_city import City, square
from tests.tools.workbooks import named_rows

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

SPAN = ("--from", "2018-01-01", "--to", "2019-12-31")
ANSWERS = {
    "change": ("change", "--across-breaks"),
    "change in English": ("--lang", "en", "change", "--across-breaks"),
    "survey": ("change", "--indicator", NASTY),
    "priority": ("priority", "--across-breaks"),
    "priority in English": ("--lang", "en", "priority", "--across-breaks"),
    "incidents": ("incidents", "--baseline", "2010", "--year", "2019"),
    "incidents of one category": (
        "incidents",
        "--year",
        "2019",
        "--category",
        HOSTILE["quote and tag"],
    ),
    "hours": ("hours", "--area", "3"),
    "designations": ("designations",),
    "detect": ("detect", "--cell", "500"),
    "detect hotspots": ("detect", "--from", "2019-01-01", "--table", "hotspots"),
    "review": ("review", *YEARS),
    "review cells": ("review", *YEARS, "--table", "cells"),
    "review transitions": ("review", *YEARS, "--table", "transitions"),
    "review emerging": ("review", *SPAN, "--cell", "300", "--table", "emerging"),
    "repeat": ("repeat", *SPAN, "--permutations", "19"),
    "repeat places": ("repeat", *SPAN, "--table", "places"),
    "repeat follow-up": ("repeat", "--table", "follow-up"),
    "goals": ("goals",),
    "goals in English": ("--lang", "en", "goals"),
    "interventions": ("interventions",),
    "evaluate": ("evaluate", NASTY),
    "evaluate in English": ("--lang", "en", "evaluate", NASTY),
    "trace": ("trace", "3", "2019", "utryg_nabolag"),
    "trace change": ("trace", "3", "2019", "utryg_nabolag", "--baseline", "2010"),
    "trace survey": ("trace", "3", "2019", NASTY),
    "trace incidents": ("trace", "3", "2019", "incidents"),
    "check": ("check",),
    "status": ("status",),
    "sets": ("areas", "list"),
    "areas": ("areas", "show", NASTY),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return the hostile city."""
    return hostile_city.made(tmp_path_factory.getbasetemp())


def test_there_are_enough_of_them():
    """Sixty were promised; no two are the same."""
    assert len(set(TEXTS)) == N >= 60


def test_names_reach_the_store_as_they_are(city):
    """But for edges of white space, what follows a NUL, and halves of a pair; none is empty."""
    stored = hostile_city.names(city)
    assert all(stored)
    whole = [text for text in TEXTS if text.strip() == text and "\0" not in text
             and not re.search("[\ud800-\udfff]", text)]  # fmt: skip
    assert set(whole) <= set(stored)
    assert len(whole) > 100


@pytest.mark.part(3)
@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_hold_text_as_text(city, kind, tmp_path, monkeypatch):
    """Workbook, CSV, JSON, layers and terminal, all of one answer of the command."""
    found = []
    told = write.as_text
    monkeypatch.setattr(write, "as_text", lambda *given: found.append(given[0]) or told(*given))
    rows = city.ask("--quiet", *ANSWERS[kind])["rows"]
    assert rows
    hold(found[0], rows, tmp_path)


def hold(answer, rows, folder):
    """Hold that an answer is harmless in every format it has."""
    layers = ("gpkg", "geojson") if answer.shapes else ()
    for suffix in ("csv", "xlsx", "parquet", *layers):
        path = folder / f"{NASTY_FILE}.{suffix}"
        write.write_file(answer, suffix, path, force=False)
        {"csv": csv_is_guarded, "xlsx": no_formula, "gpkg": layer_opens, "geojson": json_opens,
         "parquet": parquet_opens}[suffix](path, rows)  # fmt: skip
    printed = write.as_text(answer, "table").replace("\n", "")
    assert printed == terminal_text(printed)


@pytest.mark.parametrize("category", ["quote and tag", "escape", "emoji"])
def test_a_raster_holds_text_as_text(city, category, tmp_path):
    """Its tags steer no terminal and keep the rest; bands and zones by its name are rows."""
    raster, bands = tmp_path / f"{NASTY_FILE}.tif", tmp_path / f"{NASTY_FILE}.gpkg"
    asked = ("surface", "--cell", "500", "--bandwidth", "1000", "--category", HOSTILE[category])
    city.run("--quiet", *asked, "-o", raster, "--contours", bands)
    with rasterio.open(raster) as found:
        tags = {**found.tags(), "title": found.descriptions[0]}
    assert tags == {name: harmless(value) for name, value in tags.items()}
    assert squeezed(tags["category"]) == squeezed(HOSTILE[category])
    told = {squeezed(one["source"]) for one in json.loads(tags["sources"])}
    assert squeezed(ALL_SHORT) in told
    layer_opens(bands, range(100))
    assert city.ask("--quiet", "zonal", raster)["rows"][0]["name"] in hostile_city.names(city)


def test_codes_and_layers_may_be_hostile_too(tmp_path):
    """Areas whose codes, layer and file are such texts reach every format as they are."""
    city = City(tmp_path)
    texts = dict.fromkeys(
        text.strip() for text in TEXTS if text.isprintable() and text.strip("*- ")
    )
    features = [square(at, text) for at, text in enumerate(texts)]
    for one in features:
        one["properties"]["bydel_nr"] = one["properties"]["navn"]
    path = hostile_city.layer(city, f"{NASTY_FILE}.geojson", features, name=NASTY)
    city.run("load", "areas", path, "--layer", NASTY, "--set", "koder")
    rows = city.ask("--quiet", "areas", "show", "koder")["rows"]
    assert {row["area"] for row in rows} == set(texts)
    for suffix in ("gpkg", "xlsx", "csv"):
        out = tmp_path / f"koder.{suffix}"
        city.run("--quiet", "areas", "show", "koder", "-o", out)
        {"gpkg": layer_opens, "xlsx": no_formula, "csv": csv_is_guarded}[suffix](out, rows)


def csv_is_guarded(path, rows):
    """A cell that a spreadsheet would take for a formula has an apostrophe; no row is lost."""
    text = path.read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == len(rows)
    for row in found:
        for value in row.values():
            assert value == cell_text(value), value[:80]


def no_formula(path, rows):
    """Every text of every sheet is a string, no cell has a link, and no name is defined."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d", "b", "inlineStr"}, cell.value
                assert cell.hyperlink is None
    assert len(named_rows(path)) == len(rows)


def layer_opens(path, rows):
    """Names are those of the JSON, and the styles are well-formed."""
    with closing(sqlite3.connect(path)) as con:
        (name,) = con.execute("select table_name from gpkg_contents where data_type = 'features'"
                              ).fetchone()  # fmt: skip
        assert con.execute(f'select count(*) from "{name}"').fetchone()[0] <= len(rows)  # noqa: S608
        for qml, sld in con.execute("select styleQML, styleSLD from layer_styles"):
            for style in (qml, sld):
                etree.fromstring(style.encode())


def json_opens(path, rows):
    """It is JSON, and names in it are those of the answer."""
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    names = {row.get("name") for row in rows}
    assert {one["properties"].get("name") for one in found} <= names


def parquet_opens(path, rows):
    """Every row is there with the same name."""
    found = pq.read_table(path)
    if "name" in rows[0]:
        assert found["name"].to_pylist() == [row["name"] for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_a_formula(text):
    """What is documented: a mark of a formula gets an apostrophe, and so does what lays out."""
    written = cell_text(text)
    assert written.replace("'", "") == text.replace("'", "")
    assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", written)
    assert written[0] not in "\t\r"


def test_marks_that_are_no_characters_are_not_shown():
    """Halves of a pair, and what XML cannot hold, leave the words around them."""
    assert as_shown(HOSTILE["surrogate first"]) == terminal_text(HOSTILE["surrogate first"])
    assert terminal_text("a\ufffe\uffffb\ufdd0\ud800\ufeff\U0001ffffæ😀") == "abæ😀"
