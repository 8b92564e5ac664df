"""Bring in interventions: their places, when they ran, and with whom."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hotspots.arrow import pa
from hotspots.language import Say, marked, message
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.rows import InterventionsKnownRow
from hotspots.sources.efforts.interventions import InterventionRow, read_interventions
from hotspots.sources.files import headings
from hotspots.sources.files.checked import LAYER_FORMATS, Taken
from hotspots.sources.files.packed import unpacked_file
from hotspots.sources.files.tables import TAKEN as TABLES
from hotspots.sources.files.tables import Table, read_table
from hotspots.sources.layers import boundaries
from hotspots.workflows.efforts.places import RowsByArea, in_areas
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.stored_sets import area_set_named, working_crs

_COLUMNS = {
    "row_number": pa.int64(), "intervention": pa.string(), "role": pa.string(),
    "place": pa.string(), "set_name": pa.string(), "area_code": pa.string(),
    "starts_on": pa.date32(), "ends_on": pa.date32(), "dates_as_stated": pa.string(),
    "partners": pa.string(), "budget": pa.string(), "note": pa.string(),
    "origin": pa.string(), "geometry": pa.binary(), "goal": pa.string(),
    "committee": pa.string(), "status": pa.string(), "documentation": pa.string(),
}  # fmt: skip
_TABLES = TABLES.formats
_TAKEN = Taken(marked("interventions"), (*_TABLES, *LAYER_FORMATS))


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
        with unpacked_file(origin.path, _TAKEN) as (plain, kind):
            rows, rejects = (
                _of_table(load, set_name, reading, say)
                if kind in _TABLES
                else _of_layer(load, plain, set_name, reading, say)
            )
        return _store(load, rows, rejects, say)


def _of_table(
    load: OpenLoad, set_name: str | None, reading: Reading, say: Say
) -> tuple[list[InterventionRow], list[Reject]]:
    table = read_table(load.origin.path, fields.INTERVENTIONS, reading, say)
    load.read.table = table
    load.read_as(table.binding.columns, say, table.sheets)
    return read_interventions(table, set_name)


def _of_layer(
    load: OpenLoad, path: Path, set_name: str | None, reading: Reading, say: Say
) -> tuple[list[InterventionRow], list[Reject]]:
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
    table = Table(binding, layer.rows, day_first=reading.dates in {None, "day-first"})
    return read_interventions(table, set_name, layer.outlines)


def _store(
    load: OpenLoad, rows: Sequence[InterventionRow], rejects: Sequence[Reject], say: Say
) -> Receipt:
    by_area = in_areas(load.store, rows)
    with load.store.relation("new_interventions", loading.as_table(by_area.rows, _COLUMNS)):
        stored = load.store.rows("interventions/known")
    stored_rejects = _stored_rejects(by_area.rows, stored)
    turned_away = {reject.row_number for reject in stored_rejects}
    is_stored = {(row["row_number"], row["place"]) for row in stored}
    new = [row for row in by_area.rows
           if row.row_number not in turned_away
           and (row.row_number, row.place) not in is_stored]  # fmt: skip
    with load.store.relation("new_interventions", loading.as_table(new, _COLUMNS)):
        load.store.run("interventions/insert_interventions", load_id=load.load_id)
    kept = {row.row_number: row for row in new}
    _report_areas([row for row in rows if row.row_number in kept], by_area, say)
    for row in kept.values():
        _report_dates(row, say)
    return load.close(len(kept), [*rejects, *by_area.rejects, *stored_rejects])


def _stored_rejects(
    rows: Sequence[InterventionRow], stored: Sequence[InterventionsKnownRow]
) -> list[Reject]:
    """Return the rows of the file that other loads have, otherwise in a place or alike in all."""
    n_places = Counter(row.row_number for row in rows)
    by_row: dict[int, list[InterventionsKnownRow]] = {}
    for row in stored:
        by_row.setdefault(row["row_number"], []).append(row)
    rejects = []
    for row_number, places in by_row.items():
        contradicted = [row for row in places if not row["is_same"]]
        if contradicted or len(places) == n_places[row_number]:
            rejects.append(_stored_reject((contradicted or places)[0]))
    return rejects


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


def _report_areas(rows: Sequence[InterventionRow], by_area: RowsByArea, say: Say) -> None:
    """Say of each row of the file that is no area, or several, what became of it."""
    for row in rows:
        if row.row_number in by_area.reasons:
            say(
                message(
                    "{called}: stored without an area. {reason}",
                    called=_called(row),
                    reason=by_area.reasons[row.row_number],
                )
            )
        places = [placed.place or "" for placed in by_area.rows
                  if placed.row_number == row.row_number]  # fmt: skip
        if len(places) > 1:
            say(
                message(
                    "{called}: read as {n} {n:area|areas}, one row of the effort each: {places}.",
                    called=_called(row),
                    n=len(places),
                    places="; ".join(places),
                )
            )


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
