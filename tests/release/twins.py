"""Stores whose incidents are those of a witness, and releases that are made from them."""

from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np

from hotspots.workflows.release.build import Job
from hotspots.workflows.release.counting import CountedRelease
from hotspots.workflows.release.declared import declared
from tests.small_city import City


def job(city: City, path: Path) -> Job:
    """Return what a release of a city is built from, on a day that is the same always."""
    return Job(city.store, declared(path), _run_command, lambda _: None, datetime(2026, 12, 1))  # noqa: DTZ001


def _run_command(store, arguments):
    City(store.parent).run("--quiet", *arguments)


def with_incidents(city: City, counted: CountedRelease, witness: np.ndarray) -> City:
    """Put cases into a store in the place of its own, so many as a witness has.

    They come from another file, of another source and user.
    """
    atoms = [dimension.finest for dimension in counted.tables.dimensions]
    shape = tuple(map(len, atoms))
    with duckdb.connect(str(city.store)) as con:
        load_id = con.execute("select max(load_id) from load where kind = 'incidents'").fetchone()[
            0
        ]
        con.execute("delete from incident_area")
        con.execute("delete from incident")
        number = 0
        for finest, n in enumerate(witness.tolist()):
            area, category, _, period = (
                names[at] for names, at in zip(atoms, np.unravel_index(finest, shape), strict=True)
            )
            for _ in range(n):
                number += 1
                _insert_case(con, load_id, number, _code(area), _category(category), period[-4:])
        con.execute("update load set rows_in = $n, rows_stored = $n, rows_rejected = 0, "
                    "file_name = 'tvilling.csv', sha256 = repeat('0', 64), source = 'Kilde Y', "
                    "loaded_by = 'en anden' where load_id = $load_id",
                    {"n": number, "load_id": load_id})  # fmt: skip
        con.execute("delete from reject where load_id = $load_id", {"load_id": load_id})
    return city


def _code(atom):
    codes = [tag.split(":")[1] for tag in atom.split(" + ")]
    return next(code for code in codes if code != "*")


def _category(atom):
    named = [tag.split(":")[1] for tag in atom.split(" + ") if tag.startswith("category:")]
    return named[0] if named else "Røveri"


def _insert_case(con, load_id, number, code, category, year):
    """Insert one case; each at a place of its own, but those that have none."""
    x_m, y_m = (None, None) if code == "-" else (720_000.0 + number % 900, 6_170_000.0 + number)
    con.execute(
        "insert into incident (incident_key, load_id, row_number, source, incident_id, "
        "occurred_on, time_precision, category, x_m, y_m, version, contested) values "
        "($number, $load_id, $number, 'a', 'a' || $number, make_date($year, 1 + $number % 12, "
        "1 + $number % 28), 'day', $category, $x_m, $y_m, 1, false)",
        {"number": number, "load_id": load_id, "year": int(year), "category": category,
         "x_m": x_m, "y_m": y_m},
    )  # fmt: skip
    if code not in {"-", "outside"}:
        con.execute("insert into incident_area values (1, $number, $code)",
                    {"number": number, "code": code})  # fmt: skip
