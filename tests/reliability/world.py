"""The world in which commands are broken: a store, extracts to load, and what it holds."""

import contextlib
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.release.made.made_city import declaration
from tests.reliability.world_files import AREAS, write_extracts, write_raster
from tests.small_city import City

# what a load may leave there without storing anything
_BOOKKEEPING = frozenset({"setting", "schema_version", "checksum"})
_TABLES = '[[tabel]]\nomraader = ["bydele"]\ntrin = "år"\nfra = 2016\ntil = 2018\n'
_FILES = {"a.csv": "incidents --baseline 2016", "b.csv": "areas list"}
Contents = Mapping[str, tuple[int, str]]


def made_world(folder: Path, seed: int = 2010) -> City:
    """Return a city of three areas with a store, and the extracts that commands load.

    ``gammel.duckdb`` is a copy of the store before the last load, ``udtraek`` an export of it.
    """
    city = City(folder)
    (folder / "tmp").mkdir()
    city.areas(AREAS)
    city.areas(AREAS[:2], set_name="halve")
    write_extracts(city, random.Random(seed))  # noqa: S311 - chance of a test
    _load_figures(city)
    declaration(city, _FILES, tables=_TABLES, history=0)
    write_raster(folder / "hoejder.tif")
    city.run("backup", folder / "gammel.duckdb")
    city.run("load", "incidents", folder / "foer.csv")
    city.run("export", folder / "udtraek")
    return city


def _load_figures(city: City) -> None:
    """Load what the commands that answer have something to say of."""
    city.index([f"{area};{year};{20 + at};300;;"
                for at, area in enumerate(AREAS) for year in ("2010", "2020")])  # fmt: skip
    for words in (
        "index grupper.csv --set bydele --fixed indicator=utryg_nabolag",
        "population beboere.csv --set bydele",
        "incidents gamle.csv",
        "interventions indsatser.csv --set bydele",
        "designations udpegninger.csv --set bydele",
        "goals maal.csv",
    ):
        kind, name, *options = words.split()
        city.run("load", kind, city.folder / name, *options)


def old_load(city: City) -> str:
    """Return the number of the load of the incidents that are replaced and forgotten."""
    with contextlib.closing(duckdb.connect(str(city.store), read_only=True)) as con:
        [(number,)] = con.execute(
            "select load_id from load where file_name = 'gamle.csv'"
        ).fetchall()
    return str(number)


def contents(store: Path, scratch: Path) -> Contents:
    """Return the rows of each table and a sum over them, of a copy with its log folded in.

    When a load or an erasure took place is left out: it is another time in each run. Where there
    is no store there are no tables.
    """
    scratch.mkdir(exist_ok=True)
    copy = scratch / "copy.duckdb"
    if not store.exists():
        return {}
    for ending in ("", ".wal"):
        source, target = (Path(f"{path}{ending}") for path in (store, copy))
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, target)
    with contextlib.closing(duckdb.connect(str(copy))) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()")
                  .fetchall() if name not in _BOOKKEEPING]  # fmt: skip
        return {name: _summed(con, name) for name in tables}


def unconfirmed(store: Path, scratch: Path) -> Contents:
    """Return what a store holds whose last release is in its ledger, and not handed out yet."""
    scratch.mkdir(exist_ok=True)
    shutil.copyfile(store, scratch / "unconfirmed.duckdb")
    with contextlib.closing(duckdb.connect(str(scratch / "unconfirmed.duckdb"))) as con:
        con.execute("delete from release where state = 'confirmed'")
    return contents(scratch / "unconfirmed.duckdb", scratch)


def _summed(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    described = con.execute(
        "select column_name, data_type from duckdb_columns() where table_name = $t", {"t": table}
    ).fetchall()
    is_timed = table in {"load", "erasure"}
    columns = [name for name, kind in described if not (is_timed and kind.startswith("TIMESTAMP"))]
    row = ", ".join(f'"{name}"' for name in columns)
    query = f'select count(*), cast(sum(hash(({row}))) as text) from "{table}"'  # noqa: S608
    n, total = con.execute(query).fetchone() or (0, "")
    return int(n), str(total)
