"""The world in which commands are broken: a store, extracts to load, and what it holds."""

import contextlib
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from tests.small_city import SIDE_M, SOUTH_M, WEST_M, City

N_INCIDENTS = 20_000
# what a load may leave there without storing anything
_BOOKKEEPING = frozenset({"setting", "schema_version", "checksum"})
Contents = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Command:
    """A command that writes: into the store, or a file of its own (``output``)."""

    called: str
    arguments: tuple[str, ...]
    output: str = ""


LOADS = (
    Command("load incidents", ("load", "incidents", "haendelser.csv")),
    Command("load incidents, Windows-1252", ("load", "incidents", "ansi.csv")),
    Command("load index", ("load", "index", "indeks2.csv", "--set", "bydele", "--fixed",
                           "indicator=utryg_nabolag")),
    Command("load population", ("load", "population", "folketal.csv", "--set", "bydele")),
    Command("load areas", ("load", "areas", "bydele.geojson", "--set", "kopi")),
)  # fmt: skip
OUTPUTS = (
    Command("change, xlsx", ("change", "-o", "tabel.xlsx"), "tabel.xlsx"),
    Command("incidents, csv", ("incidents", "-o", "tabel.csv"), "tabel.csv"),
    Command("map change", ("map", "change", "-o", "kort.html"), "kort.html"),
    Command("figure change", ("figure", "change", "-o", "figur.png"), "figur.png"),
)


def made_world(folder: Path, seed: int = 2010) -> City:
    """Return a city of three areas with a store, and the extracts that commands load."""
    city = City(folder)
    (folder / "tmp").mkdir()
    city.areas(["Ådal", "Midt", "Øst"])
    years = ("2010", "2020")
    city.index([f"{area};{year};{20 + at};300;;"
                for at, area in enumerate(("Ådal", "Midt", "Øst")) for year in years])  # fmt: skip
    head = "Område;År;Procent;Antal svar;Udgave;Kategori\n"
    city.write("indeks2.csv", head + "".join(f"{area};2021;12,5;310;;\n"
                                             for area in ("Ådal", "Midt", "Øst")))  # fmt: skip
    city.write("folketal.csv", "Område;År;Folketal\n" + "".join(
        f"{area};{year};{1000 + year}\n" for area in ("Ådal", "Midt", "Øst")
        for year in range(2010, 2021)))  # fmt: skip
    draw = random.Random(seed)  # noqa: S311 - chance of a test
    city.write("haendelser.csv", _incidents(draw, "H", "Hærværk"))
    ansi = folder / "ansi.csv"
    ansi.write_bytes(_incidents(draw, "A", "Røveri").encode("cp1252"))
    city.write("foer.csv", _incidents(draw, "F", "Tyveri", 500))
    city.run("load", "incidents", folder / "foer.csv")
    return city


def _incidents(draw: random.Random, letter: str, kind: str, n: int = N_INCIDENTS) -> str:
    rows = ["Id;Dato;Type;x;y"]
    for number in range(n):
        day = date(2010, 1, 1) + timedelta(days=draw.randrange(3650))
        x, y = WEST_M + draw.random() * 3 * SIDE_M, SOUTH_M + draw.random() * SIDE_M
        rows.append(f"{letter}{number};{day:%d-%m-%Y};{kind};{x:.0f};{y:.0f}")
    return "\n".join(rows) + "\n"


def contents(city: City, scratch: Path) -> Contents:
    """Return the rows of each table and a sum over them, of a copy with its log folded in.

    When a load took place is left out: it is another time in each run.
    """
    scratch.mkdir(exist_ok=True)
    copy = scratch / "copy.duckdb"
    for ending in ("", ".wal"):
        source, target = (Path(f"{path}{ending}") for path in (city.store, copy))
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, target)
    with contextlib.closing(duckdb.connect(str(copy))) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()")
                  .fetchall() if name not in _BOOKKEEPING]  # fmt: skip
        return {name: _summed(con, name) for name in tables}


def _summed(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    columns = [name for name, kind in con.execute(
        "select column_name, data_type from duckdb_columns() where table_name = $t", {"t": table}
    ).fetchall() if not kind.startswith("TIMESTAMP") or table != "load"]  # fmt: skip
    row = ", ".join(f'"{name}"' for name in columns)
    query = f'select count(*), cast(sum(hash(({row}))) as text) from "{table}"'  # noqa: S608
    n, total = con.execute(query).fetchone() or (0, "")
    return int(n), str(total)
