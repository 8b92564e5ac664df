"""The store that every broken file is loaded into, and what is in it afterwards."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.conftest import Hotspots, Layers, square
from tests.fuzz.subjects import NAMES


@dataclass(frozen=True)
class Contents:
    """Of every table how many rows it has and a sum over all of them; the loads and rejects."""

    tables: dict[str, tuple]
    loads: dict[int, tuple] = field(compare=False)
    rejects: dict[int, int] = field(compare=False)


def contents(path):
    """Look into a store that nobody holds."""
    with duckdb.connect(str(path), read_only=True) as con:
        names = [
            name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()
        ]
        tables = {
            name: con.execute(f'select count(*), sum(hash(t)) from "{name}" t').fetchone()  # noqa: S608
            for name in names
        }
        loads = con.execute(
            "select load_id, rows_in, rows_stored, rows_rejected from load"
        ).fetchall()
        rejects = con.execute("select load_id, count(*) from reject group by all").fetchall()
    return Contents(tables, {load: tuple(counts) for load, *counts in loads}, dict(rejects))


@dataclass(frozen=True)
class Template:
    """A store to copy from and what is in it."""

    path: Path
    contents: Contents

    def copied(self, path):
        """Put a fresh copy where the next file is loaded into."""
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        shutil.copyfile(self.path, path)
        return path


def made_template(folder):
    """Make a store with a set of four areas, one of two, figures of the index and people."""
    hotspots, layers = Hotspots(folder / "skabelon.duckdb"), Layers(folder)
    four = [(at + 1, name, square(at)) for at, name in enumerate(NAMES)]
    two = [(1, "Venstre", square(0).union(square(1))), (2, "Højre", square(2).union(square(3)))]
    hotspots.done("load", "areas", layers.write(four, "by.geojson"), "--set", "by")
    hotspots.done("load", "areas", layers.write(two, "ny.geojson"), "--set", "ny")
    figures = "".join(f"{area};{year};24,5;700\n" for area in NAMES for year in (2011, 2013))
    people = "".join(f"{area};{year};9000\n" for area in NAMES for year in (2011, 2013, 2024))
    for command, head, rows, fixed in (
        (
            "index",
            "Område;År;Procent;Antal svar\n",
            figures,
            ("--fixed", "indicator=utryg_nabolag"),
        ),
        ("population", "Område;År;Folketal\n", people, ()),
    ):
        path = folder / f"{command}.csv"
        path.write_text(head + rows, encoding="utf-8")
        hotspots.done("load", command, path, "--set", "by", *fixed)
    return Template(hotspots.store, contents(hotspots.store))
