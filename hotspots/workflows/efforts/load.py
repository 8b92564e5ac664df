"""Bring in interventions: their places, when they ran, and with whom."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.rows import InterventionsKnownRow
from hotspots.sources.areas.units import find_units
from hotspots.sources.efforts.interventions import InterventionRow, read_interventions
from hotspots.sources.files import boundaries, headings
from hotspots.sources.files.checked import format_of
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table, read_table
from hotspots.workflows.areas.designations import set_finder
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.stored_sets import area_set_named, working_crs

_COLUMNS = {
    "row_number": pa.int64(), "intervention": pa.string(), "role": pa.string(),
    "place": pa.string(), "set_name": pa.string(), "area_code": pa.string(),
    "starts_on": pa.date32(), "ends_on": pa.date32(), "dates_as_stated": pa.string(),
    "partners": pa.string(), "budget": pa.string(), "note": pa.string(),
    "origin": pa.string(), "geometry": pa.binary(),
}  # fmt: skip
_TABLES = frozenset({"csv", "xlsx"})


def load_interventions(
    store_path: Path, origin: Origin, set_name: str | None, reading: Reading, say: Say
) -> Receipt:
    """Load places of interventions, one to a row, from a table or from a layer of polygons."""
    settings = loading.reading_settings(reading)
    with loading.session(store_path, "interventions", set_name, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        if set_name is not None:
            area_set_named(load.store, set_name)
        if format_of(origin.path) in _TABLES:
            table = read_table(origin.path, fields.INTERVENTIONS, reading, say)
            load.read_as(table.binding.columns, say)
            rows, rejects = read_interventions(table, set_name)
        else:
            rows, rejects = _of_layer(load, set_name, reading, say)
        return _store(load, rows, rejects, say)


def _of_layer(
    load: OpenLoad, set_name: str | None, reading: Reading, say: Say
) -> tuple[list[InterventionRow], list[Reject]]:
    path = load.origin.path
    store_crs = working_crs(load.store)
    layer = boundaries.read_features(path, store_crs, reading, say)
    binding = headings.bind(layer.headings, fields.INTERVENTIONS, reading)
    missing = headings.missing(binding, fields.INTERVENTIONS)
    if missing:
        raise headings.complain(str(path), binding, missing, reading)
    if store_crs is None:
        load.store.run("store/insert_setting", name="working_crs", value=layer.crs)
        say(
            message(
                "This store measures in {crs}, chosen from where the places lie.", crs=layer.crs
            )
        )
    table = Table(binding, layer.rows, reading.dialect or "dk")
    return read_interventions(table, set_name, layer.outlines)


def _store(
    load: OpenLoad, rows: Sequence[InterventionRow], rejects: Sequence[Reject], say: Say
) -> Receipt:
    with load.store.relation("new_interventions", loading.as_table(rows, _COLUMNS)):
        stored_rejects = [_stored_reject(row) for row in load.store.rows("interventions/known")]
    turned_away = {one.row_number for one in stored_rejects}
    new = [row for row in rows if row.row_number not in turned_away]
    with load.store.relation(
        "new_interventions", loading.as_table(_placed(load.store, new, say), _COLUMNS)
    ):
        load.store.run("interventions/insert_interventions", load_id=load.load_id)
    for row in new:
        _report_dates(row, say)
    everything = [*rejects, *stored_rejects]
    return load.close(len(new), everything)


def _stored_reject(row: InterventionsKnownRow) -> Reject:
    load_id = row["load_id"]
    otherwise = message(
        "load {other} has this place otherwise; say --replace {other} to correct it",
        other=load_id,
    )
    return repeated_reject(
        row["row_number"],
        row["place"] or row["intervention"],
        load_id,
        is_same=row["is_same"],
        otherwise=otherwise,
    )


def _placed(store: Store, rows: Sequence[InterventionRow], say: Say) -> list[InterventionRow]:
    """Return the rows with the area each place is; a place with an outline needs none."""
    find_set = set_finder(store)
    placed = []
    for row in rows:
        named_set = find_set(row.set_name) if row.set_name else None
        code, reason = _area(row, named_set.names if named_set else None)
        if code is None and row.geometry is None:
            say(
                message(
                    "{called}: stored without an area. {reason}",
                    called=_called(row),
                    reason=reason,
                )
            )
        placed.append(replace(row, area_code=code))
    return placed


def _area(row: InterventionRow, names: AreaNames | None) -> tuple[str | None, str]:
    if row.place is None:
        return None, message("No place is stated.")
    if names is None:
        return None, message("Say with --set which area set its place is an area of.")
    units = find_units(row.place, names)
    if len(units.codes) == 1:
        return units.codes[0], ""
    reason = units.reason or message("names several areas: give each a row of its own")
    return None, f"{row.place!r}: {reason}."


def _report_dates(row: InterventionRow, say: Say) -> None:
    stated = (row.dates_as_stated or "../..").split("/", 1)
    for day, text, what in ((row.starts_on, stated[0], "start"), (row.ends_on, stated[1], "end")):
        if day is None and text != "..":
            say(
                message(
                    "{called}: the {what} {text!r} is no single day, month or year; kept as "
                    "it is stated.",
                    called=_called(row),
                    what=what,
                    text=text,
                )
            )


def _called(row: InterventionRow) -> str:
    return f"{row.intervention}, {row.place}" if row.place else row.intervention
