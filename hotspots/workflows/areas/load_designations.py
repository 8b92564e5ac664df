"""Bring in designations: a file of one's own, or those that were published."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots import shipped
from hotspots.arrow import pa
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.rows import DesignationsKnownRow
from hotspots.sentences.sources import program_source
from hotspots.sources.areas.designations import DesignationRow, read_designations
from hotspots.sources.areas.units import UnitsResult, find_units
from hotspots.workflows.areas.designations import FindSet, set_finder
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.tables import TableLoad, load_table

_FOLDER = "geodata/designations"
_REBUILT = "districts2009"
_COLUMNS = {
    "row_number": pa.int64(), "kind": pa.string(), "name": pa.string(), "year": pa.int32(),
    "designated": pa.bool_(), "value": pa.string(), "criteria_set": pa.string(),
    "set_name": pa.string(), "area_code": pa.string(), "units": pa.string(),
    "certainty": pa.string(), "note": pa.string(), "note_en": pa.string(), "origin": pa.string(),
}  # fmt: skip


def published() -> list[Path]:
    """Return the files of the designations that ship with the program."""
    return [shipped.path(f"{_FOLDER}/{one['name']}") for one in _about()["files"]]


def _about() -> dict[str, Any]:
    return tomllib.loads(shipped.text(f"{_FOLDER}/designations.toml"))


def load_designations(
    store_path: Path, origin: Origin, set_name: str | None, reading: Reading, say: Say
) -> Receipt:
    """Load what areas were designated; an area that cannot be found is stored and said.

    The set need not be in the store yet: areas are looked up again with every question.
    """
    plan = TableLoad("designations", set_name, fields.DESIGNATIONS, reading)
    return load_table(
        store_path,
        origin,
        plan,
        say,
        lambda load, table: _store(load, *read_designations(table, set_name), say),
    )


def load_published(
    store_path: Path, origin: Origin, set_name: str | None, say: Say
) -> list[Receipt]:
    """Load the published designations, each file as a load; ``origin`` says who and when."""
    named = replace(origin, source=origin.source or program_source("designations"))
    return [
        load_designations(store_path, replace(named, path=path), set_name, Reading(), say)
        for path in published()
    ]


def _store(
    load: OpenLoad, rows: Sequence[DesignationRow], rejects: Sequence[Reject], say: Say
) -> Receipt:
    with load.store.relation("new_designations", _arrow(rows, {})):
        repeats = [_repeat(row) for row in load.store.rows("designations/known")]
    turned_away = {one.row_number for one in repeats}
    new = [row for row in rows if row.row_number not in turned_away]
    codes = _codes(new, set_finder(load.store), say)
    with load.store.relation("new_designations", _arrow(new, codes)):
        load.store.run("designations/insert_designations", load_id=load.load_id)
    everything = [*rejects, *repeats]
    return load.close(len(new), everything)


def _repeat(row: DesignationsKnownRow) -> Reject:
    load_id = row["load_id"]
    otherwise = message(
        "load {other} has this designation otherwise; say --replace {other} to correct it",
        other=load_id,
    )
    return repeated_reject(
        row["row_number"], row["name"], load_id, is_same=row["is_same"], otherwise=otherwise
    )


def _codes(rows: Sequence[DesignationRow], find_set: FindSet, say: Say) -> dict[int, str]:
    """Return the areas found now, by row, and say of the others why there is none."""
    units_by_row = {row.row_number: _units_of(row, find_set) for row in rows}
    for sentence in _gaps(rows, units_by_row, find_set):
        say(sentence)
    return {number: ", ".join(one.codes) for number, one in units_by_row.items() if one.codes}


def _units_of(row: DesignationRow, find_set: FindSet) -> UnitsResult:
    named_set = find_set(row.set_name) if row.set_name else None
    if named_set is None or row.units is None:
        return UnitsResult()
    return find_units(row.units, named_set.names)


def _gaps(
    rows: Sequence[DesignationRow], units_by_row: Mapping[int, UnitsResult], find_set: FindSet
) -> Iterator[str]:
    without = [row for row in rows if not units_by_row[row.row_number].codes]
    unstated = [row for row in without if row.units is None or row.set_name is None]
    if unstated:
        yield message(
            "Stored without an area, because none is stated: {names}.", names=_names(unstated)
        )
    stated = [row for row in without if row not in unstated]
    for set_name in dict.fromkeys(row.set_name or "" for row in stated):
        of_set = [row for row in stated if row.set_name == set_name]
        if find_set(set_name) is None:
            yield (
                message(
                    "The store has no area set {set_name!r} yet, so these are stored without "
                    "an area: {names}. {command} makes it; they are found then.",
                    set_name=set_name,
                    names=_names(of_set),
                    command=_command(set_name),
                )
            )
        else:
            for row in of_set:
                reason = units_by_row[row.row_number].reason
                yield message(
                    "{name}: stored without an area. {units!r}: {reason}.",
                    name=row.name,
                    units=row.units,
                    reason=reason,
                )


def _names(rows: Sequence[DesignationRow]) -> str:
    return ", ".join(dict.fromkeys(row.name for row in rows))


def _command(set_name: str) -> str:
    if set_name == _REBUILT:
        return message("`hotspots areas rebuild {set_name}`", set_name=set_name)
    return message("`hotspots load areas FILE --set {set_name}`", set_name=set_name)


def _arrow(rows: Sequence[DesignationRow], codes: dict[int, str]) -> Any:
    coded_rows = [replace(row, area_code=codes.get(row.row_number)) for row in rows]
    return loading.as_table(coded_rows, _COLUMNS)
