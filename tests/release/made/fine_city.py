"""A made-up city in which what is released later tells of small counts, unless it is widened.

In two of its years no widening is enough.

Two areas, each of two halves, and a set of areas that shares half of one with another.
"""

import json
from datetime import date
from itertools import pairwise

from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

AREAS = ("Nord", "Syd")
# burglaries by year, in both halves of Nord and both halves of Syd
HALVES = {
    2020: (20, 3, 20, 20),
    2021: (3, 0, 5, 0),
    2022: (0, 1, 6, 7),  # nothing else can be widened enough here,
    2023: (2, 1, 4, 4),  # nor here
}
# robberies in Nord and Syd
ROBBERIES = {2021: (3, 5)}
# by quarter of 2024, in Nord and Syd
QUARTERS = {0: (5, 3, 3, 1), 1: (5, 8, 1, 7)}
QUARTER_DAYS = (("2024-01-01", "2024-03-31"), ("2024-04-01", "2024-06-30"),
                ("2024-07-01", "2024-09-30"), ("2024-10-01", "2024-12-31"))  # fmt: skip


def fine_city(folder) -> City:
    """Return a store with three area sets, and cases that each have a place of their own."""
    city = City(folder)
    city.areas(AREAS)
    for name, edges in (("kvarter", (0, 500, 1000, 1500, 2000)), ("nye", (0, 1500, 2000))):
        city.run("load", "areas", city.write(f"{name}.geojson", layer(edges)), "--set", name)
    path = city.write("sager.csv", cases())
    city.run("load", "incidents", path, "--source", "s", "--crs", 25832)
    return city


def city_of_sexes(folder) -> City:
    """Return a store with counts of one year by sex: 5 women and 3 men in Nord."""
    city = City(folder)
    city.areas(AREAS)
    rows = ["Område;År;Køn;Antal"]
    for area, women, men in (("Nord", 5, 3), ("Syd", 40, 30)):
        rows += [f"{area};2024;Kvinder;{women}", f"{area};2024;Mænd;{men}",
                 f"{area};2024;I alt;{women + men}"]  # fmt: skip
    path = city.write("antal.csv", "\n".join(rows) + "\n")
    city.run("load", "counts", path, "--set", "bydele")
    return city


def layer(edges) -> str:
    """Return areas side by side, between metres from the western edge, as GeoJSON."""
    features = [
        {"type": "Feature", "properties": {"bydel_nr": code, "navn": f"Del {code}"},
         "geometry": {"type": "Polygon", "coordinates": [[
             [WEST_M + west, SOUTH_M], [WEST_M + east, SOUTH_M],
             [WEST_M + east, SOUTH_M + SIDE_M], [WEST_M + west, SOUTH_M + SIDE_M],
             [WEST_M + west, SOUTH_M]]]}}
        for code, (west, east) in enumerate(pairwise(edges), start=1)
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def cases() -> str:
    """Return the extract: the cases of each part of it spread evenly over its days."""
    rows = ["id;kategori;dato;x;y"]

    def add(n, first, last, west_m, category="Indbrud"):
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        for at in range(n):
            number, day = len(rows), start + (end - start) * at / max(1, n - 1)
            x, y = WEST_M + west_m + 1 + number % 400, SOUTH_M + 1 + number % 900
            rows.append(f"s{number};{category};{day};{x};{y}")

    for year, halves in HALVES.items():
        for half, n in enumerate(halves):
            add(n, f"{year}-01-02", f"{year}-12-30", 500 * half)
        for area, n in enumerate(ROBBERIES.get(year, ())):
            add(n, f"{year}-03-01", f"{year}-10-31", 1000 * area, "Røveri")
    for area, parts in QUARTERS.items():
        for part, n in enumerate(parts):
            add(n, *QUARTER_DAYS[part], 1000 * area)
    return "\n".join(rows) + "\n"
