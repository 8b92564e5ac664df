"""Stores whose incidents are those of a witness, and releases that are made from them."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from hotspots.engine import sql
from hotspots.workflows.release.build import Job
from hotspots.workflows.release.counting import CountedRelease
from hotspots.workflows.release.declared import declared
from tests.changed_stores import changing
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
    cases = []
    for finest, n in enumerate(witness.tolist()):
        area, category, _, period = (
            names[at] for names, at in zip(atoms, np.unravel_index(finest, shape), strict=True)
        )
        cases += [(_code(area), _category(category), int(period[-4:]))] * n
    rows = [_row(number, *case) for number, case in enumerate(cases, start=1)]
    with changing(city.store) as con:
        _replace_cases(con, pa.Table.from_pylist(rows))
    return city


def _code(atom):
    codes = [tag.split(":")[1] for tag in atom.split(" + ")]
    return next(code for code in codes if code != "*")


def _category(atom):
    named = [tag.split(":")[1] for tag in atom.split(" + ") if tag.startswith("category:")]
    return named[0] if named else "Røveri"


def _row(number, code, category, year):
    """Return one case; each at a place of its own, but those that have none."""
    x_m, y_m = (None, None) if code == "-" else (720_000.0 + number % 900, 6_170_000.0 + number)
    day = date(year, 1 + number % 12, 1 + number % 28)
    return {"n": number, "code": code, "category": category, "day": day, "x": x_m, "y": y_m}


def _replace_cases(con, cases):
    newest = con.execute("select max(load_id) from load where kind = 'incidents'")
    ((load_id,),) = newest.fetchall()
    values = {"n": cases.num_rows, "load_id": load_id}
    con.register("cases", cases)
    con.execute("delete from incident")
    con.execute("delete from reject where load_id = $load_id", {"load_id": load_id})
    con.execute(
        "insert into incident (incident_key, load_id, row_number, source, incident_id, "
        "occurred_on, time_precision, category, x_m, y_m, version, contested, placed_1) "
        "select n, $load_id, n, 'a', 'a' || n, day, 'day', category, x, y, 1, false, code_order "
        "from cases left join (select code, code_order from area where load_id = 1) using (code)",
        {"load_id": load_id},
    )
    con.execute("delete from point_use")
    sql.run(con, "incidents/insert_point_use", load_ids=[load_id])
    con.execute(
        "update load set rows_in = $n, rows_stored = $n, rows_rejected = 0, "
        "file_name = 'tvilling.csv', sha256 = repeat('0', 64), source = 'Kilde Y', "
        "loaded_by = 'en anden' where load_id = $load_id",
        values,
    )
