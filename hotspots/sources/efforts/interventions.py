"""Interventions: one place of one intervention in a row, from a table or a layer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.efforts.stated_dates import first_day, last_day
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.tables import Table

_OPEN = ".."
_BETWEEN = re.compile(r"\s*[,;+&]\s*(?:(?:og|and|samt)\s+)?|\s+(?:og|and|samt)\s+", re.IGNORECASE)
_ROLES = {
    "treated": "treated", "effort": "treated", "intervention": "treated",
    "indsats": "treated", "indsatsområde": "treated",
    "comparison": "comparison", "sammenligning": "comparison",
    "sammenligningsområde": "comparison", "kontrol": "comparison",
    "kontrolområde": "comparison", "control": "comparison",
}  # fmt: skip


@dataclass(frozen=True)
class InterventionRow:
    """One place of an intervention.

    ``dates_as_stated`` is start and end as they stood, divided by a stroke; ``..`` stands for
    an end, or a start, that was left empty. ``geometry`` is WKB in the working CRS.
    """

    row_number: int
    intervention: str
    role: str
    place: str | None
    set_name: str | None
    area_code: str | None
    starts_on: date | None
    ends_on: date | None
    dates_as_stated: str | None
    partners: str | None
    budget: str | None
    note: str | None
    origin: str | None
    geometry: bytes | None = None
    goal: str | None = None
    committee: str | None = None
    status: str | None = None
    documentation: str | None = None


def read_interventions(
    table: Table, set_name: str | None, shapes: Mapping[int, bytes] | None = None
) -> tuple[list[InterventionRow], list[Reject]]:
    """Turn a table into places of interventions and rejects; each data row is in exactly one.

    ``shapes`` gives the outline of a row by its number, where the table is a layer's.
    """

    def read(row_number: int, cells: Cells) -> InterventionRow:
        row = _intervention(row_number, cells, set_name)
        return row if shapes is None else replace(row, geometry=_outline(shapes.get(row_number)))

    return distinct_rows(
        table, read, lambda row: (row.intervention, row.place, row.geometry), _repeat
    )


def _outline(outline: bytes | None) -> bytes:
    if outline is None:
        raise Rejected("geometry", None, message("is not a polygon"))
    return outline


def _repeat(earlier: InterventionRow, later: InterventionRow) -> Rejected:
    reason = message(
        "row {row_number} has this place of this intervention", row_number=earlier.row_number
    )
    return Rejected("area", later.place, reason)


def _intervention(row_number: int, cells: Cells, set_name: str | None) -> InterventionRow:
    name = cells.text("name")
    if name is None:
        raise Rejected("name", None, message("is missing"))
    start, end = cells.text("start"), cells.text("end")
    starts_on = first_day(start, day_first=cells.day_first) if start else None
    ends_on = last_day(end, day_first=cells.day_first) if end else None
    if starts_on and ends_on and ends_on < starts_on:
        raise Rejected("end", end, message("is before the start, {start}", start=start))
    return InterventionRow(
        row_number=row_number,
        intervention=name,
        role=_role(cells),
        place=cells.text("area"),
        set_name=set_name,
        area_code=None,
        starts_on=starts_on,
        ends_on=ends_on,
        dates_as_stated=f"{start or _OPEN}/{end or _OPEN}" if start or end else None,
        partners=cells.text("partners"),
        budget=cells.text("budget"),
        note=cells.text("note"),
        origin=cells.text("origin"),
        goal=cells.text("goal"),
        committee=cells.text("committee"),
        status=cells.text("status"),
        documentation=cells.text("documentation"),
    )


def _role(cells: Cells) -> str:
    text = cells.text("role")
    if text is None:
        return "treated"
    if text.casefold() not in _ROLES:
        raise Rejected("role", text, message("is neither an effort (indsats) nor a comparison"))
    return _ROLES[text.casefold()]


def places_of(text: str) -> list[str]:
    """Return the places that a text lists, such as ``A, B og C``; a text without a list is one."""
    return [part for part in _BETWEEN.split(text.strip()) if part]
