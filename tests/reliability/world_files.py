"""The extracts that the commands of a campaign load, all made up."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City, square

AREAS = ("Ådal", "Midt", "Øst")
N_INCIDENTS = 20_000
_EFFORTS = "Indsats;Sted;Rolle;Start;Slut;Partnere;Økonomi\n"
_NAMED = "Type;Navn;År;Udpeget;Kategori;Kriterier;Enheder\n"
_GOALS = (
    "goal;programme;rule_da;scope;indicator;comparison;value;baseline_year;first_year;deadline;"
    "origin\n"
)


def write_extracts(city: City, draw: random.Random) -> None:
    """Write the extracts of a world into its folder."""
    _write_figures(city)
    _write_words(city)
    city.write("haendelser.csv", incidents(draw, "H", "Hærværk"))
    ansi = incidents(draw, "A", "Røveri")
    (city.folder / "ansi.csv").write_bytes(ansi.encode("cp1252"))
    city.write("foer.csv", incidents(draw, "F", "Tyveri", 500))
    city.write("gamle.csv", incidents(draw, "GLEMSEL-", "Vold", 400, first=date(2005, 1, 1),
                                      n_days=1400))  # fmt: skip
    city.write("rettet.csv", incidents(draw, "R", "Vold", 400))
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    features = [_place(at) for at in range(3)]
    places = {"type": "FeatureCollection", "features": features, "crs": crs}
    city.write("steder.geojson", json.dumps(places))


def _write_figures(city: City) -> None:
    head = "Område;År;Procent;Antal svar;Udgave;Kategori\n"
    rows = [f"{area};2021;12,5;310;;" for area in AREAS]
    city.write("indeks2.csv", head + "\n".join(rows) + "\n")
    groups = [f"{area};{year};{sex};{15 + at + 4 * (sex == 'mænd')};200" for year in (2010, 2020)
              for at, area in enumerate(AREAS) for sex in ("kvinder", "mænd")]  # fmt: skip
    city.write("grupper.csv", "Område;År;Køn;Procent;Antal svar\n" + "\n".join(groups) + "\n")
    people = [f"{area};{year};{1000 + year}" for area in AREAS for year in range(2010, 2021)]
    city.write("folketal.csv", "Område;År;Folketal\n" + "\n".join(people) + "\n")
    people = [f"{area};{year};{2000 + year}" for area in AREAS for year in range(2007, 2020)]
    city.write("beboere.csv", "Område;År;Folketal\n" + "\n".join(people) + "\n")
    counts = [f"{area};{year};Brand;{year - 2000}" for area in AREAS for year in (2010, 2011)]
    city.write("antal.csv", "Område;År;Kategori;Antal\n" + "\n".join(counts) + "\n")
    answers = [f"{AREAS[at % 3]};{('ja', 'nej', 'nej')[at // 3 % 3]};k{at % 8}"
               for at in range(600)]  # fmt: skip
    city.write("svar.csv", "Område;Svar;Klynge\n" + "\n".join(answers) + "\n")


def _write_words(city: City) -> None:
    city.write("skala.csv", "Udgave;Kategori;Laveste\n2012;markant;80\n2012;intensiveret;60\n"
               "2012;ordinær;40\n2012;reduceret;20\n2012;minimal;0\n")  # fmt: skip
    city.write("vaegte.csv", "Fra;Til;Vægt\n1;1;1\n2;2;1\n3;2;1\n")
    city.write("brud.csv", "Indikator;År;Slags;Beskrivelse;Kilde\n"
               "utryg_nabolag;2015;Metode;Nyt skema.;Notat\n")  # fmt: skip
    head = "name;title_da;title_en;better;unit;definition_da;definition_en;source\n"
    city.write("indikatorer.csv", f"{head}glad;Glade;Happy;higher;share;Andel.;Share.;Notat\n")
    city.write("indsatser.csv", f"{_EFFORTS}Lys;Ådal;;2014-01;2015-12;politi;\n"
               "Lys;Øst;kontrol;2014-01;2015-12;;\n")  # fmt: skip
    city.write("indsatser2.csv", f"{_EFFORTS}Vagt;Midt;;2016-01;2016-12;politi;1 mio. kr.\n")
    city.write("udpegninger.csv", f"{_NAMED}hotspot;Ådal;2012;1;markant;A;\n")
    city.write("udpegninger2.csv", f"{_NAMED}hotspot;Øst;2013;1;markant;B;\n")
    goal = "P;R;each_area;utryg_nabolag;at_most;30;;2011;31-12-2025;O\n"
    city.write("maal.csv", f"{_GOALS}mål 1;{goal}")
    city.write("maal2.csv", f"{_GOALS}mål 2;{goal}")


def _place(at: int) -> dict[str, object]:
    point = [WEST_M + at * SIDE_M + 500, SOUTH_M + 500]
    return square(at, f"Plads {at}") | {"geometry": {"type": "Point", "coordinates": point}}


def incidents(
    draw: random.Random,
    letters: str,
    kind: str,
    n: int = N_INCIDENTS,
    *,
    first: date = date(2010, 1, 1),
    n_days: int = 3650,
) -> str:
    """Return an extract of incidents, as many as are asked for, from a day on."""
    rows = ["Id;Dato;Type;x;y"]
    for number in range(n):
        day = first + timedelta(days=draw.randrange(n_days))
        x, y = WEST_M + draw.random() * 3 * SIDE_M, SOUTH_M + draw.random() * SIDE_M
        rows.append(f"{letters}{number};{day:%d-%m-%Y} {draw.randrange(24):02}:15;{kind};{x:.0f};"
                    f"{y:.0f}")  # fmt: skip
    return "\n".join(rows) + "\n"


def write_raster(path: Path) -> None:
    """Write a GeoTIFF of heights, in cells of 100 m, over the three areas."""
    import rasterio

    kind = {"driver": "GTiff", "width": 30, "height": 10, "count": 1, "dtype": "float32",
            "crs": "EPSG:25832",
            "transform": rasterio.Affine(100, 0, WEST_M, 0, -100, SOUTH_M + SIDE_M)}  # fmt: skip
    with rasterio.open(path, "w", **kind) as band:
        band.write(np.arange(300, dtype="float32").reshape(1, 10, 30))
