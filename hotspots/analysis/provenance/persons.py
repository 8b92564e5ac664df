"""Numbers of persons: where the store may hold some, and which columns were let through."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.model.provenance import Finding, FindingPlace

# What a place of the store is called as a field of the file, where that differs.
_FIELDS = {
    "incident_id": "id",
    "area_name": "name",
    "intervention": "name",
    "dates_as_stated": "start",
}


def let_through(rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Find the loads in which columns were said to hold no CPR numbers, though it looked so."""
    return [
        Finding("person_numbers", "let_through", "possible", FindingPlace(load=row["load_id"]),
                {"load": str(row["load_id"]), "columns": tuple(_let_through(row))})
        for row in rows if row["covered_id"] == row["load_id"]
    ]  # fmt: skip


def stored(
    first_rows: Mapping[tuple[int, str], int], rows: Sequence[Mapping[str, Any]]
) -> list[Finding]:
    """Find the loads and places of the store whose texts may be CPR numbers.

    ``first_rows`` gives the row of one by load and place, ``rows`` the loads in which columns
    were let through, and those they replaced: what these hold is no finding of its own.
    """
    loads = {row["covered_id"]: row for row in rows}
    return [
        Finding("person_numbers", "person_numbers", "likely", FindingPlace(load=load_id, row=row),
                {"load": str(load_id), "held_in": place})
        for (load_id, place), row in first_rows.items()
        if load_id not in loads or not _is_let_through(place, loads[load_id])
    ]  # fmt: skip


def _let_through(row: Mapping[str, Any]) -> list[str]:
    return [str(name) for name in json.loads(row["settings"]).get("not_personal", [])]


def _is_let_through(place: str, row: Mapping[str, Any]) -> bool:
    column = place.partition(".")[2]
    fields: Mapping[str, str] = json.loads(row["columns"] or "{}").get("fields", {})
    if not fields or column == "attributes":
        return True
    heading = fields.get(_FIELDS.get(column, column), "")
    return heading.casefold() in {name.casefold() for name in _let_through(row)}
