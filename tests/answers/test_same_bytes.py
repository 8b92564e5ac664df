"""The same store and the same question give the same files, whatever day, place or process."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from hotspots.cli.main import main
from tests.small_city import SOUTH_M, WEST_M, City

# Each is (file, command); the date is given, so nothing of the moment may be in them.
DATED = [
    ("udvikling.html", "map change --baseline 2014 --date 2026-11-03"),
    ("prioritet.html", "map priority --baseline 2014 --date 2026-11-03"),
    ("niveau.html", "map indicator --date 2026-11-03"),
    ("hotspots.html", "map hotspots --date 2026-11-03"),
    ("intervaller.svg", "figure intervals --baseline 2014 --date 2026-11-03"),
    ("anmeldelser.png", "figure intervals --reported --baseline 2014 --date 2026-11-03 --dpi 72"),
    ("kort.svg", "figure change --baseline 2014 --date 2026-11-03"),
]
UNDATED = [
    ("udvikling.json", "change --baseline 2014"),
    ("anmeldelser.csv", "incidents --baseline 2014"),
    ("anmeldelser.geojson", "incidents --baseline 2014"),
    ("celler.geojson", "detect"),
]
# Formats whose containers carry times and identifiers: their content is the same.
CONTAINERS = [
    ("udvikling.xlsx", "change --baseline 2014"),
    ("anmeldelser.gpkg", "incidents --baseline 2014"),
    ("anmeldelser.parquet", "incidents --baseline 2014"),
]
# Without a date the day of the clock stands in the file, and is all that a new day changes.
TODAY = [
    ("i_dag.html", "map hotspots"),
    ("i_dag.svg", "figure intervals --reported --baseline 2014"),
]
EVERY = [*DATED, *UNDATED, *CONTAINERS, *TODAY]

# The seed of hashing, the time zone and the locale are settled as a process starts: one run is
# in this process, the other in one of its own.
CHILD = """
import json, sys, time
from pathlib import Path
clock, store, folder = json.loads(sys.argv[1])
time.time = lambda: clock  # what date.today() asks
from tests.answers.test_same_bytes import write
write(Path(store), Path(folder))
"""
ELSEWHERE = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
NOON_3_NOVEMBER_2026 = 1_793_707_200
MORNING_17_MAY_2031 = 1_936_764_000
HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with figures of three years, residents, and incidents with a hotspot."""
    made = City(tmp_path_factory.mktemp("samme"))
    made.areas(["Nord", "Midt", "Ærø"])
    made.index([
        "*;2014;20;5000;2024;", "*;2019;16;5000;2024;", "*;2024;15;5000;2024;",
        "Nord;2014;20;500;2024;ordinær", "Nord;2019;15;500;2024;", "Nord;2024;9;500;2024;ordinær",
        "Midt;2014;20;500;2024;markant", "Midt;2019;..;;2024;", "Midt;2024;35;500;2024;markant",
        "Ærø;2014;20;300;2024;", "Ærø;2024;21;300;2024;",
    ])  # fmt: skip
    people = "\n".join(f"{area};{year};10000" for area in ("Nord", "Midt", "Ærø")
                       for year in (2014, 2024))  # fmt: skip
    path = made.write("folketal.csv", "Område;År;Folketal\n" + people + "\n")
    made.run("load", "population", path, "--set", "bydele")
    made.run("load", "incidents", made.write("haendelser.csv", HEAD + incidents()),
             "--crs", "EPSG:25832")  # fmt: skip
    return made


def incidents():
    """Return incidents all over both years, with many in one cell."""
    places = [(year, month, column * 300 + 50, row * 300 + 50) for year in (2014, 2024)
              for month in (1, 6, 12) for column in range(10) for row in range(3)]  # fmt: skip
    places += [(2024, 6, 350, 350)] * 60
    return "".join(
        f"{at};{at % 27 + 1:02d}-{month:02d}-{year} 12:00;Vold;{WEST_M + east};{SOUTH_M + north}\n"
        for at, (year, month, east, north) in enumerate(places)
    )


@pytest.fixture(scope="module")
def runs(city, tmp_path_factory):
    """Return the folders of two runs: another seed, time zone, locale and day."""
    here, there = (tmp_path_factory.mktemp(name) for name in ("her", "andetsteds"))
    child = start(city.store, there, MORNING_17_MAY_2031)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: NOON_3_NOVEMBER_2026)
        write(city.store, here)
    _, said = child.communicate(timeout=300)
    assert child.returncode == 0, said
    return here, there


def write(store, folder):
    """Write every file."""
    for name, command in EVERY:
        asked = ["--quiet", "--store", str(store), *command.split(), "-o", str(folder / name)]
        main(asked, standalone_mode=False)


def start(store, folder, clock):
    """Start a process that writes every file as well."""
    asked = json.dumps([clock, str(store), str(folder)])
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, asked],
        env={**os.environ, **ELSEWHERE}, text=True, stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name, _ in [*DATED, *UNDATED]])
def test_two_runs_write_the_same_bytes(runs, name):
    """No seed, zone, locale or day is in a file whose date is given, or that has none."""
    one, other = ((folder / name).read_bytes() for folder in runs)
    assert len(one) > 100
    assert one == other


@pytest.mark.parametrize("name", [name for name, _ in CONTAINERS])
def test_two_runs_write_the_same_content(runs, name):
    """Tables, values, columns and their types are the same."""
    readers = {".xlsx": workbook, ".gpkg": geopackage, ".parquet": parquet}
    one, other = (readers[Path(name).suffix](folder / name) for folder in runs)
    assert one
    assert one == other


@pytest.mark.parametrize("name", [name for name, _ in TODAY])
def test_another_day_changes_the_stated_date_alone(runs, name):
    """The day stands there in words, and nothing else follows the clock."""
    one, other = ((folder / name).read_text(encoding="utf-8") for folder in runs)
    assert "03-11-2026" in one
    assert "17-05-2031" in other
    assert undated(one, "03-11-2026", "2026-11-03") == undated(other, "17-05-2031", "2031-05-17")


def undated(text, *days):
    """Return a text whose stated day is left out."""
    for day in days:
        text = text.replace(day, "DAG")
    return text


def workbook(path):
    """Return every sheet's cells: values, number formats and widths."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    return {
        sheet.title: [[(cell.value, cell.number_format) for cell in row] for row in sheet.rows]
        for sheet in book
    }


def geopackage(path):
    """Return every table's rows, but for the time at which a layer was last changed."""
    with closing(sqlite3.connect(path)) as con:
        tables = con.execute("select name, sql from sqlite_master order by name").fetchall()
        names = [name for name, sql in tables if sql and sql.upper().startswith("CREATE TABLE")
                 and not name.startswith("rtree_")]  # fmt: skip
        return {"tables": tables, **{name: rows_of(con, name) for name in names}}


def rows_of(con, table):
    """Return a table's rows without the columns that hold a moment."""
    found = con.execute(f'select * from "{table}"')  # noqa: S608 - named by the file itself
    names = [one[0] for one in found.description]
    kept = [at for at, name in enumerate(names) if name not in {"last_change", "timestamp"}]
    return [names, *(tuple(row[at] for at in kept) for row in found)]


def parquet(path):
    """Return a file's schema and rows."""
    from pyarrow import parquet as files

    table = files.read_table(path)
    return [str(table.schema), table.to_pylist()]
