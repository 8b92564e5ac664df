"""What a load that is only tried would store: its first rows, in the tool's own fields."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hotspots.engine.store import Store
from hotspots.language import in_reader_language, marked, message, translated
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.loads import Reject, RejectGroup
from hotspots.model.rows import StoreRejectReasonsRow

# The query of a load's first rows, by its kind; their columns are called as the fields are.
_FIRST_ROWS = {
    "areas": "areas/first_areas",
    "breaks": "estimates/first_breaks",
    "counts": "incidents/first_counts",
    "crosswalk": "crosswalk/first_pieces",
    "designations": "designations/first_designations",
    "goals": "goals/first_goals",
    "incidents": "incidents/first_incidents",
    "index": "estimates/first_figures",
    "indicators": "estimates/first_definitions",
    "interventions": "interventions/first_efforts",
    "places": "places/first_places",
    "population": "population/first_residents",
    "scale": "scales/first_steps",
    "survey": "answers/first_answers",
}
_FIELDS = {
    "row_number": "row", "area_code": "area", "area_name": "name", "group_key": "group",
    "against_group_key": "against_group", "counted": "count", "set_name": "set",
    "starts_on": "start", "ends_on": "end", "target": "value", "designated_in": "year",
    "incident_id": "id", "intervention": "name",
}  # fmt: skip
_NO_AREA = {
    CITY: marked("the whole city"),
    OUTSIDE: marked("outside the areas"),
    UNPLACED: marked("no area known"),
}
_PRECISION = {
    "moment": marked("the time of day"),
    "day": marked("the day"),
    "week": marked("the week"),
    "month": marked("the month"),
    "year": marked("the year"),
    "span": marked("a span of time"),
    "open_end": marked("the earliest time only"),
    "open_start": marked("the latest time only"),
}
_COARSE = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def first_rows(store: Store, kind: str, load_id: int) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the names of the fields of a kind of load, and its first rows by those names."""
    table = store.arrow(_FIRST_ROWS[kind], load_id=load_id)
    rows = [_row(kind, row) for row in table.to_pylist()]
    names = list(rows[0]) if rows else [_FIELDS.get(name, name) for name in table.column_names]
    return names, rows


def _row(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "incidents":
        return _incident(row)
    named = {_FIELDS.get(name, name): value for name, value in row.items()}
    if named.get("area") in _NO_AREA and not named.get("name"):
        named["name"] = translated(_NO_AREA[named["area"]])
    return named


def _incident(row: Mapping[str, Any]) -> dict[str, Any]:
    precision = row["time_precision"]
    return {
        "row": row["row_number"],
        "id": row["incident_id"],
        "time": _time(row),
        "known_to": translated(_PRECISION[precision]) if precision in _PRECISION else precision,
        "place": _place(row),
        "in_area": row["areas"],
        "category": row["category"],
        "reported": _moment(row["reported"]),
    }


def _time(row: Mapping[str, Any]) -> str:
    precision = row["time_precision"]
    start, end = row["occurred_from"], row["occurred_to"]
    if precision == "day":
        return f"{row['occurred_on'] or start:%Y-%m-%d}"
    if precision in _COARSE:
        return f"{start:{_COARSE[precision]}}"
    if start is None or end is None or start == end:
        return _moment(start or end) or ""
    until = f"{end:%H:%M}" if start.date() == end.date() else _moment(end)
    return f"{_moment(start)} – {until}"


def _moment(value: datetime | None) -> str | None:
    if value is None:
        return None
    return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def _place(row: Mapping[str, Any]) -> str:
    if row["x_m"] is not None:
        return f"{row['x_m']:.1f}, {row['y_m']:.1f}"
    if row["named_area"] is not None:
        return message("area {code}, by its name", code=row["named_area"])
    if row["named_outside"]:
        return translated(_NO_AREA[OUTSIDE])
    return message("none")


def reject_groups(reasons: Sequence[StoreRejectReasonsRow]) -> list[RejectGroup]:
    """Return all reasons for which rows are turned away, with the first row of each."""
    return [
        RejectGroup(
            row["n_rows"],
            Reject(
                row["first_row"],
                row["column_name"],
                row["first_value"],
                in_reader_language(row["reason"], row["kept"]),
            ),
        )
        for row in reasons
    ]
