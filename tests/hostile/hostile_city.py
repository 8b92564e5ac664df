"""A made-up city whose every text would like to be code, markup, a formula or a path."""

import csv
import io
import json
import re
from functools import cache
from pathlib import Path

from tests.hostile.hostile_strings import ALL_SHORT, HOSTILE
from tests.small_city import SOUTH_M, WEST_M, City, square

NASTY = "<img src=x onerror=window.hostile=1>'\"`${x}{{7*7}}</script>"
# A file's name, which becomes that of its layer and stands in source lines.
NASTY_FILE = f"=1+1 {NASTY[:38]}\u202e"
DAY = ("--date", "2026-11-03")
YEARS = ("--before", "2018-01-01..2018-12-31", "--after", "2019-01-01..2019-12-31")
TEXTS = list(HOSTILE.values())
N = len(TEXTS)


@cache
def made(base: Path) -> City:
    """Return a city of as many areas as there are texts, with them in every field that takes any.

    Set, kind of designation, effort, file names, layer names and headings are hostile too. It is
    made once in a process for the same folder; whoever writes into its store takes a copy.
    """
    folder = base / "ond"
    folder.mkdir()
    city = City(folder)
    areas = layer(city, f"{NASTY_FILE}.geojson",
                  [square(at, text) for at, text in enumerate(TEXTS)])  # fmt: skip
    city.run("load", "areas", areas, "--set", NASTY, "--source", ALL_SHORT, "--licence", ALL_SHORT)
    levels = [[at + 1, year, f"{(at * 7 + year) % 30 + 5},5", 300, 2020, text, text, text]
              for at, text in enumerate(TEXTS) for year in (2010, 2014, 2019)]  # fmt: skip
    head = ["Område", "År", "Procent", "Antal svar", "Udgave", "Leverandør", "Dataindsamling"]
    path = table(city, "i <b>.csv", [*head, "=1+1 <script>window.hostile=1</script>"], levels)
    city.run("load", "index", path, "--set", NASTY, "--fixed", "indicator=utryg_nabolag",
             "--source", "=99*99")  # fmt: skip
    people = [[at + 1, year, 10000] for at in range(N) for year in (2010, 2019)]
    city.run("load", "population", table(city, "p.csv", ["Område", "År", "Folketal"], people),
             "--set", NASTY, "--source", NASTY)  # fmt: skip
    head = ["Område", "År", "Indikator", "Svar", "Stratum", "Klynge", "Leverandør"]
    city.run("load", "survey", table(city, "s.csv", head, answers()), "--set", NASTY, "--yes",
             "ja", "--no", NASTY, "--better", "lower", "--fixed", "edition=2020", "--source",
             NASTY, "--licence", NASTY)  # fmt: skip
    head = ["Sagsnr", "Gerningstidspunkt", "Gerningstype", "X", "Y"]
    city.run("load", "incidents", table(city, "h.csv", head, incidents()), "--crs", "EPSG:25832",
             "--source", ALL_SHORT)  # fmt: skip
    spots = [{"type": "Feature", "properties": {"navn": text, "type": text}, "geometry":
              {"type": "Point", "coordinates": [WEST_M + at * 1000 + 520, SOUTH_M + 520]}}
             for at, text in enumerate(TEXTS)]  # fmt: skip
    city.run("load", "places", layer(city, "steder.geojson", spots), "--set", NASTY)
    load_words(city)
    return city


def names(city: City) -> list[str]:
    """Return the names of the areas as the store has them: a name that is cut ends at its NUL."""
    return [row["name"] for row in city.ask("areas", "show", NASTY)["rows"]]


def table(city, name, head, rows):
    """Write rows as a semicolon table, every cell quoted, and return its path."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([head, *rows])
    written = re.sub("[\ud800-\udfff]", "", out.getvalue())
    path = city.folder / name
    path.write_text(written, encoding="utf-8", newline="")
    return path


def layer(city, file, features, **more):
    """Write features in metres as GeoJSON, lone surrogates and all, and return its path."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    content = {"type": "FeatureCollection", "crs": crs, "features": features, **more}
    return city.write(file, json.dumps(content))


def answers():
    """Return answers to an indicator with a hostile name, in strata and clusters with others."""
    return [
        [area, year, NASTY, "ja" if (area + one) % 3 else NASTY, ALL_SHORT, TEXTS[one % 4], NASTY]
        for area in range(1, 9) for year in (2010, 2019) for one in range(40)
    ]  # fmt: skip


def incidents():
    """Return incidents of every category in every area and year, and hot cells in each sixth."""
    rows = []
    for at, text in enumerate(TEXTS):
        west, north = WEST_M + at * 1000, SOUTH_M + 500
        rows += [[f"{at}-{year}-{month}", f"05-{month:02d}-{year} 12:00", text, west + 90 * month,
                  north] for year in (2010, 2018, 2019) for month in (1, 6, 11, 12)]  # fmt: skip
        if at % 6 == 0:
            rows += [[f"{at}-{year}-h{one}", f"{1 + one % 28:02d}-03-{year} 20:00",
                      TEXTS[(at + one) % N], west + 500, north]
                     for year in (2018, 2019) for one in range(40)]  # fmt: skip
    return rows


def load_words(city):
    """Load designations, efforts, breaks and goals."""
    head = ["type", "navn", "år", "kategori", "kriterier", "distrikt", "note", "kilde"]
    rows = [[NASTY, text, 2012, TEXTS[at % 5], text, at + 1, text, text]
            for at, text in enumerate(TEXTS)]  # fmt: skip
    city.run("load", "designations", table(city, "d.csv", head, rows), "--set", NASTY)
    head = ["indsats", "område", "rolle", "fra", "slut", "partnere", "økonomi", "bemærkning"]
    rows = [[NASTY, 1, "indsats", "2019-01", "2019-12", *[ALL_SHORT] * 3],
            [NASTY, 9, "sammenligning", "", "", *[ALL_SHORT] * 3]]  # fmt: skip
    city.run("load", "interventions", table(city, "n.csv", head, rows), "--set", NASTY)
    head = ["indikator", "år", "slags", "tekst", "tekst på engelsk", "kilde"]
    words = [text for text in TEXTS if len(text) < 500]
    rows = [["utryg_nabolag", 2012, "definition", *[text] * 3] for text in (ALL_SHORT, NASTY)]
    city.run("load", "breaks", table(city, "b.csv", head, rows))
    head = ["mål", "program", "regel", "gælder", "indikator", "krav", "værdi", "frist", "note",
            "kilde"]  # fmt: skip
    rows = [[text, text, text, "city", "utryg_nabolag", "at_most", 15, "31-12-2019", text, text]
            for text in words]  # fmt: skip
    city.run("load", "goals", table(city, "g.csv", head, rows))
