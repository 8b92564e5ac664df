"""The worst honest files: what it takes to load them, in time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reliability.world import contents
from tests.small_city import SOUTH_M, WEST_M, City

if TYPE_CHECKING:
    import resource

    import duckdb

_N_SHEET, _N_AREAS, _CSV_BYTES = 1_000_000, 4_835, 700_000_000
_ROW = """
select 'K-' || (10000000 + i) as Sagsnr,
    strftime(date '2010-01-01' + (i * 7919 % 5000)::int, '%d-%m-%Y') as Dato,
    lpad((i % 24)::text, 2, '0') || ':15' as Klokken,
    ['Indbrud', 'Vold', 'Tyveri fra bil'][1 + i % 3] as Kategori,
    {west} + i * 37 % 3000 as X, {south} + i * 53 % 1000 as Y,
    'Made-up Street ' || (i % 9000) || ', Copenhagen' as Adresse
from range({n}) numbers(i)
"""


@dataclass(frozen=True)
class Honest:
    """A file that a city may have, how it is loaded, and the bounds that the docs state.

    ``write`` writes it into a folder and returns its path and how many rows it has.
    """

    called: str
    write: Callable[[Path], tuple[Path, int]]
    options: tuple[str, ...]
    table: str
    most_seconds: float
    most_bytes: float


@dataclass(frozen=True)
class Measured:
    """What a load took: seconds of one processor, bytes of memory at most, and what was wrong."""

    seconds: float
    highest_bytes: float
    wrong: list[str]


def _rows(n: int) -> str:
    return _ROW.format(west=WEST_M, south=SOUTH_M, n=n)


def _workbook(folder: Path) -> tuple[Path, int]:
    import duckdb
    import xlsxwriter

    path = folder / "million.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(folder)})
    sheet = book.add_worksheet()
    with duckdb.connect() as con:
        asked = con.execute(_rows(_N_SHEET))
        sheet.write_row(0, 0, [name for name, *_ in asked.description or ()])
        for at in range(_N_SHEET):
            sheet.write_row(at + 1, 0, asked.fetchone() or ())
    book.close()
    return path, _N_SHEET


def _csv(folder: Path) -> tuple[Path, int]:
    import duckdb

    path, sample = folder / "large.csv", folder / "sample.csv"
    with duckdb.connect() as con:
        _write_csv(con, sample, 100_000)
        n = round(_CSV_BYTES / sample.stat().st_size * 100_000)
        _write_csv(con, path, n)
    return path, n


def _write_csv(con: "duckdb.DuckDBPyConnection", path: Path, n: int) -> None:
    con.sql(_rows(n)).write_csv(str(path), sep=";")


def _areas(folder: Path) -> tuple[Path, int]:
    import geopandas
    import shapely

    places = [shapely.box(x, y, x + 1000, y + 1000).segmentize(20) for x, y in
              ((690_000 + 1000 * (at % 70), 6_130_000 + 1000 * (at // 70))
               for at in range(_N_AREAS))]  # fmt: skip
    path = folder / "many.gpkg"
    numbers = range(1, _N_AREAS + 1)
    geopandas.GeoDataFrame({"nr": numbers, "navn": [f"Område {n}" for n in numbers]},
                           geometry=places, crs="EPSG:25832").to_file(path)  # fmt: skip
    return path, _N_AREAS


_INCIDENTS = ("load", "incidents", "--dialect", "dk", "--crs", "EPSG:25832")
HONEST = (
    Honest("4,835 areas", _areas, ("load", "areas", "--set", "mange"), "area", 30, 1e9),
    Honest("a workbook of a million incidents", _workbook, _INCIDENTS, "incident", 120, 2e9),
    Honest("a CSV of 700 MB of incidents", _csv, _INCIDENTS, "incident", 150, 4e9),
)


def measured(file: Honest, folder: Path) -> Measured:
    """Write a file, load it in a process of its own, and compare what it took with the bounds."""
    city = City(folder)
    city.areas(["Nord", "Midt", "Syd"])
    before = contents(city.store, folder / "scratch")[file.table][0]
    path, n_rows = file.write(folder)
    code, said, usage = _child([*file.options, str(path)], city)
    seconds, highest = usage.ru_utime + usage.ru_stime, 1024 * usage.ru_maxrss
    wrong = [] if code == 0 else [f"exit code {code}: {said}"]
    n_stored = contents(city.store, folder / "scratch")[file.table][0] - before
    if n_stored != n_rows:
        wrong.append(f"{n_stored:,} of {n_rows:,} rows are stored")
    if seconds > file.most_seconds or highest > file.most_bytes:
        wrong.append(f"{seconds:.0f} s and {highest / 1e9:.1f} GB pass the bounds")
    return Measured(seconds, highest, wrong)


def _child(arguments: list[str], city: City) -> tuple[int, str, "resource.struct_rusage"]:
    """Run a command; return its exit code, what it said, and what it used of the machine."""
    line = [sys.executable, "-m", "hotspots", "--store", str(city.store), "--lang", "en"]
    said = city.folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen([*line, *arguments], stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said.read_text(encoding="utf-8"), usage


def in_words(file: Honest, took: Measured) -> str:
    """Return a row of the table: the file, what it took, and the bounds."""
    return (
        f"{file.called}, loaded: {took.seconds:.0f} s of one processor and "
        f"{took.highest_bytes / 1e9:.1f} GB (at most {file.most_seconds:.0f} s and "
        f"{file.most_bytes / 1e9:.0f} GB)"
    )
