"""Priority and reported intervals in a release: rates, ranks, words and pictures from classes."""

import csv
import json
import random
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.analysis.methods.rates import poisson_interval
from hotspots.audit.written import read_classes
from hotspots.mapping.palettes import LEVEL5
from hotspots.model.disclosure import PublishedClasses
from hotspots.workflows.release.build import Job, build, count, make_files
from hotspots.workflows.release.clearing import Earlier
from hotspots.workflows.release.counting import CountedRelease
from hotspots.workflows.release.declared import declared
from hotspots.workflows.release.rooms import private_room
from tests.release.made.made_city import declaration
from tests.release.test_build import job, with_incidents
from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

AREAS = ("Nord", "Syd", "Øst", "Vest", "Midt", "Havn", "Eng", "Holm")
PEOPLE = (4000, 4000, 4100, 4000, 4000, 5000, 9000, 700)
# of each area in 2023 and 2024
COUNTS = {2023: (14, 40, 15, 12, 9, 60, 20, 9), 2024: (3, 11, 14, 12, 9, 40, 2, 3)}
# all are equal but for Eng, which is first on the list, and Holm, which is last
LEVELS = (20, 20, 20, 20, 20, 20, 30, 10)
YEARS = "--baseline 2023 --year 2024"
TABLE = '[[tabel]]\nomraader = ["bydele"]\ntrin = "år"\nfra = 2023\ntil = 2024\n'
FILES = {
    "p.csv": f"priority {YEARS}",
    "p.json": f"priority {YEARS} --joint",
    "p.geojson": f"priority {YEARS} --estimate shared",
    "uden.csv": f"priority {YEARS} --no-rates",
    "kort.html": f"map priority {YEARS}",
    "kort.svg": f"figure priority {YEARS}",
    "forhold.svg": "figure intervals --reported",
}
OTHER_FORMATS = {
    "kort.png": f"figure priority {YEARS} --joint",
    "kort.pdf": f"figure priority {YEARS}",
    "forhold.png": "figure intervals --reported --sort level",
    "forhold.pdf": "figure intervals --reported --adjust none",
    "kort.html": f"map priority {YEARS} --embed",
    "p.gpkg": f"priority {YEARS}",
    "p.parquet": f"priority {YEARS}",
    "p.xlsx": f"priority {YEARS}",
}


def small_city(folder):
    """Return a city whose areas are equal by their answers and differ by what was reported."""
    city = City(folder)
    city.areas(AREAS)
    rows = [f"{name};{year};{n}" for name, n in zip(AREAS, PEOPLE, strict=True)
            for year in (2023, 2024)]  # fmt: skip
    path = city.write("folketal.csv", "Område;År;Folketal\n" + "\n".join(rows) + "\n")
    city.run("load", "population", path, "--set", "bydele")
    city.index([f"{name};{year};{level};{answers};;" for year in (2023, 2024)
                for name, level, answers in zip((*AREAS, "Hele byen"), (*LEVELS, 20),
                                                (*(400,) * 8, 3200), strict=True)])  # fmt: skip
    path = city.write("udtraek.csv", _incidents())
    city.run("load", "incidents", path, "--source", "Kilde", "--crs", "25832")
    return city


def _incidents():
    rng = random.Random(2)  # noqa: S311 - made-up incidents
    rows = ["id;kategori;dato;x;y"]
    for year, counts in COUNTS.items():
        for at, n in enumerate(counts):
            for number in range(n):
                day = f"{year}-{1 + number % 12:02}-{1 if number % 12 == 0 else 31:02}"
                day = day if number % 12 in {0, 11} else f"{day[:8]}15"
                x, y = WEST_M + at * SIDE_M + rng.randint(9, 990), SOUTH_M + rng.randint(9, 990)
                rows.append(f"{at}-{year}-{number};Vold;{day};{x};{y}")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return small_city(tmp_path_factory.mktemp("city"))


@dataclass(frozen=True)
class Release:
    """A whole release in its folder, and a store with the same classes and other incidents."""

    folder: Path
    job: Job
    published: PublishedClasses
    twin: Job
    twin_counts: CountedRelease

    def of_twin(self, files):
        """Return what the twin's files are."""
        return made(self.twin, files, self.twin_counts, self.published)


def made(of_city, files, counts, published):
    """Return the content of files, by name, that are made from classes that are held."""
    path = declaration(City(of_city.store_path.parent), files, tables=TABLE, history=0)
    with private_room(of_city.store_path) as room:
        folder = make_files(replace(of_city, declaration=declared(path)), room, counts, published)
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def release(city, tmp_path_factory):
    """Build a whole release, have it proved, and count its twin."""
    first, second = (city.copied(tmp_path_factory.mktemp(name)) for name in ("a", "b"))
    of_first = job(first, declaration(first, FILES, tables=TABLE, history=0))
    counts = count(of_first, Earlier())
    clearing = clear(counts.tables, counts.counts, of_first.k)
    witness = next(
        table for table in clearing.witnesses if not np.array_equal(table, counts.counts)
    )
    build(of_first, first.folder / "ud")
    first.run("audit", first.folder / "ud")
    of_second = replace(of_first, store_path=with_incidents(second, counts, witness).store)
    twin_counts = count(of_second, Earlier())
    assert np.array_equal(twin_counts.counts, witness)
    return Release(first.folder / "ud", of_first, clearing.published, of_second, twin_counts)


@pytest.fixture(scope="module")
def folder(release):
    return release.folder


@pytest.fixture(scope="module")
def rows(folder):
    answer = json.loads((folder / "p.json").read_text(encoding="utf-8"))
    return {row["area"]: row for row in answer["rows"]}


@pytest.fixture(scope="module")
def classes(folder):
    """Return the published class of each area in 2024, from the proof."""
    published = read_classes((folder / "bevis" / "klasser.json").read_text(encoding="utf-8"))
    return {cell[0].code: each for cell, each in published.cells.items() if cell[3].code == "2024"}


def test_counts_rates_and_intervals_are_those_of_the_classes(rows, classes):
    """2024 has 366 days: rates are for as many days as other years have."""
    assert {code: each.figure for code, each in classes.items() if code in rows} == {
        "1": None, "2": 10, "3": 15, "4": 10, "5": 10, "6": 40, "7": None, "8": None
    }  # fmt: skip
    for code, row in rows.items():
        each, per = classes[code], 1000 / PEOPLE[int(code) - 1] * 365 / 366
        assert (row["incidents_n"], row["incidents_low"], row["incidents_high"]) == (
            each.figure, each.low, each.high,
        )  # fmt: skip
        ends = poisson_interval(each.low)[0], poisson_interval(each.high)[1]
        assert (row["rate_ci_low"], row["rate_ci_high"]) == pytest.approx(
            (ends[0] * per, ends[1] * per)
        )
        is_small = each.figure is None
        assert row["rate_per_1000"] == (None if is_small else pytest.approx(each.figure * per))
        assert row["rate_below_per_1000"] == (
            pytest.approx((each.high + 1) * per) if is_small else None
        )


def test_ranks_are_those_that_every_count_gives(rows, classes):
    """By brute force: Eng leads by its level; of the others Vest, Midt and Syd are undecided."""
    codes = sorted(set(rows) - {"7", "8"})
    places = {code: set() for code in codes}
    for counts in product(*(range(classes[code].low, classes[code].high + 1) for code in codes)):
        rates = {code: Fraction(n, PEOPLE[int(code) - 1])
                 for code, n in zip(codes, counts, strict=True)}  # fmt: skip
        for place, code in enumerate(sorted(codes, key=lambda code: (-rates[code], code)), 2):
            places[code].add(place)
    places |= {"7": {1}, "8": {8}}
    for code, row in rows.items():
        assert (row["rank_low"], row["rank_high"]) == (min(places[code]), max(places[code]))
        assert row["rank"] == (min(places[code]) if len(places[code]) == 1 else None)
    assert {code: row["rank"] for code, row in rows.items()} == {
        "7": 1, "6": 2, "3": 3, "2": None, "4": None, "5": None, "1": 7, "8": 8
    }  # fmt: skip
    assert list(rows) == ["7", "6", "3", "2", "4", "5", "1", "8"]


def test_small_counts_have_words_and_no_figure(folder, rows):
    """Under 5 of 4,000 residents is under 1.2 per 1,000; of 9,000 under 0.55."""
    assert rows["1"]["reasons"][-1] == "under 1,2 anmeldelser pr. 1.000"
    assert rows["7"]["reasons"][-1] == "under 0,55 anmeldelser pr. 1.000"
    page = (folder / "kort.html").read_text(encoding="utf-8")
    assert "under 1,2 pr. 1.000" in page
    assert '"Under 5" er alle antal fra 0 til 4' in page.replace("&#34;", '"').replace('\\"', '"')
    assert "Nr. 4–6 på listen: de offentliggjorte antal afgør ikke hvilken plads." in page


def test_a_small_rate_has_the_lowest_colour_and_lines_where_it_may_have_another(folder):
    """Under 7.1 in Holm may be any class; under 1.2 in Nord and 0.55 in Eng is the lowest."""
    page = (folder / "kort.html").read_text(encoding="utf-8")
    data = json.loads(
        re.search(r'type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[1]
    )
    names = [area["name"] for area in data["areas"]]
    fills = dict(zip(names, (data["fills"][at] for at in data["layers"][-1]), strict=True))
    assert fills["Nord"] == fills["Eng"] == LEVEL5[0]
    assert fills["Holm"].startswith("url(#pattern")
    assert page.count("små tal: kun kendt som &#34;under&#34; et tal") == 1
    assert fills["Havn"] not in {LEVEL5[0], fills["Holm"]}


def test_an_undecided_place_has_the_colour_of_the_last_that_it_may_be(folder):
    """Places 4 to 6 of eight are in the third fifth and in the fourth."""
    layer = json.loads((folder / "p.geojson").read_text(encoding="utf-8"))
    classes = {each["properties"]["area"]: each["properties"]["class"]
               for each in layer["features"]}  # fmt: skip
    assert classes == {
        "7": "fifth_1", "6": "fifth_2", "3": "fifth_2", "2": "undecided_4", "4": "undecided_4",
        "5": "undecided_4", "1": "fifth_5", "8": "fifth_5",
    }  # fmt: skip


def test_no_effort_and_no_table_of_efforts_is_named(rows):
    assert all(row["interventions"] == [] for row in rows.values())


def test_without_rates_the_order_has_none(folder):
    """Nor columns of cleared counts; ties fall by code."""
    with (folder / "uden.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [row["area"] for row in listed] == ["7", "1", "2", "3", "4", "5", "6", "8"]
    assert [row["rank"] for row in listed] == list("12345678")
    assert "incidents_n" not in listed[0]
    assert all(row["rate_per_1000"] == "" for row in listed)
    assert "til sidst anmeldelser" not in (folder / "uden.notes.txt").read_text(encoding="utf-8")


def test_a_line_without_a_dot_stands_for_small_counts(folder):
    """Eng, Holm and Nord have no figure in 2024; the words and the description say so."""
    picture = (folder / "forhold.svg").read_text(encoding="utf-8")
    assert "Små tal: intet forhold, så ingen prik – Eng, Holm, Nord." in picture
    assert "kan ikke afgøres ud fra de offentliggjorte antal: " in picture
    assert "n_low" not in picture
    assert "Klargjort til offentliggørelse" in picture


def test_twins_are_the_same_byte_for_byte(release):
    """Built again from a store whose incidents are a witness's, with the classes held."""
    twin = release.of_twin(FILES)
    assert set(FILES) <= twin.keys()
    for name, content in twin.items():
        assert content == (release.folder / name).read_bytes(), name


@pytest.mark.part(100)
@pytest.mark.parametrize("name", OTHER_FORMATS)
def test_twins_are_the_same_in_every_format(release, name):
    files = {name: OTHER_FORMATS[name]}
    counts = count(release.job, Earlier())
    first = made(release.job, files, counts, release.published)
    assert first == release.of_twin(files)
    assert name in first


REFUSED = {
    "a year that is not declared": (f"priority {YEARS}", TABLE.replace("til = 2024", "til = 2023"),
                                    "all categories in 2024"),
    "no table at all": (f"priority {YEARS}", "", "all categories in bydele"),
    "a map of it": (f"map priority {YEARS}", "", "--no-rates"),
    "hotspots over the map": (f"map priority {YEARS} --hotspots", TABLE, ""),
    "no earlier year": ("figure intervals --reported",
                        TABLE.replace("fra = 2023", "fra = 2024"), "no year before 2024"),
    "a category that is not declared": ("figure intervals --reported --category Vold", TABLE,
                                        "no table of Vold"),
}  # fmt: skip
ENDINGS = {"map": "html", "figure": "svg"}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_declared_is_refused_by_name(city, tmp_path, why):
    command, tables, words = REFUSED[why]
    own = city.copied(tmp_path / "own")
    name = f"a.{ENDINGS.get(command.split()[0], 'csv')}"
    path = declaration(own, {name: command}, tables=tables, history=0)
    done = own.run("release", "build", path, "-o", own.folder / "ud", expect=3)
    assert words in done.stderr
    assert not (own.folder / "ud").exists()


def test_in_the_house_nothing_changes(city):
    """The order by true rates, a rank for each, and no column of classes."""
    answer = city.ask("priority", *YEARS.split())
    assert [row["area"] for row in answer["rows"]] == ["7", "6", "3", "4", "2", "5", "1", "8"]
    assert [row["rank"] for row in answer["rows"]] == [*range(1, 9)]
    assert "incidents_n" not in answer["rows"][0]
    assert answer["rows"][-2]["rate_per_1000"] == pytest.approx(3 / 4 * 365 / 366)
