"""The areas that the places of efforts are: one, several, or none and the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hotspots.engine.store import Store
from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.areas.units import find_units
from hotspots.sources.efforts.interventions import InterventionRow, places_of
from hotspots.sources.files.names import WHOLE, AreaNames
from hotspots.workflows.areas.designations import set_finder


@dataclass(frozen=True)
class RowsByArea:
    """Places of efforts with the area each is; one row of a file may be several.

    ``reasons`` says by row number why a row is no area. ``rejects`` are rows one of whose areas
    another row of the same effort has.
    """

    rows: list[InterventionRow] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)


def in_areas(store: Store, rows: Sequence[InterventionRow]) -> RowsByArea:
    """Return the rows with the area that each place is; a place with an outline needs none.

    A place that lists areas of the set, such as ``A, B og C``, becomes a row for each, if every
    part of the list is an area.
    """
    find_set = set_finder(store)
    by_area = RowsByArea()
    lists = []
    for row in rows:
        named_set = find_set(row.set_name) if row.set_name else None
        names = named_set.names if named_set else None
        code, reason = _area(row, names)
        listed = [] if code or row.geometry or not names else _listed(row, names)
        if len(listed) > 1:
            lists.append(listed)
            continue
        if code is None and row.geometry is None:
            by_area.reasons[row.row_number] = reason
        by_area.rows.append(replace(row, area_code=code))
    for listed in lists:
        _add(by_area, listed)
    return by_area


def _add(by_area: RowsByArea, listed: Sequence[InterventionRow]) -> None:
    taken = {(row.intervention, row.area_code): row.row_number for row in by_area.rows}
    for row in listed:
        row_number = taken.get((row.intervention, row.area_code))
        if row_number is not None:
            reason = message(
                "row {row_number} has this place of this intervention", row_number=row_number
            )
            by_area.rejects.append(Reject(row.row_number, None, row.place, reason))
            return
    by_area.rows.extend(listed)


def _listed(row: InterventionRow, names: AreaNames) -> list[InterventionRow]:
    """Return a row for each area that a place lists; none where a part of it is no area."""
    placed: dict[str, InterventionRow] = {}
    for part in places_of(row.place or ""):
        codes = find_units(part, names).codes
        if len(codes) != 1 or codes[0] == WHOLE:
            return []
        placed.setdefault(codes[0], replace(row, place=part, area_code=codes[0]))
    return list(placed.values())


def _area(row: InterventionRow, names: AreaNames | None) -> tuple[str | None, str]:
    if row.place is None:
        return None, message("No place is stated.")
    if names is None:
        return None, message("Say with --set which area set its place is an area of.")
    units = find_units(row.place, names)
    if len(units.codes) == 1:
        return units.codes[0], ""
    reason = units.reason or message("names several areas: give each a row of its own")
    parts = places_of(row.place)
    if len(parts) > 1:
        reason = next((f"{part!r}: {match.reason}" for part in parts
                       if (match := find_units(part, names)).reason), reason)  # fmt: skip
        return None, reason + "."
    return None, f"{row.place!r}: {reason}."
