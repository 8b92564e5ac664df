"""Tables of designations: what an authority named an area in a year, and by which criteria."""

from dataclasses import dataclass

from hotspots.language import message
from hotspots.model.areas import StatedDesignation
from hotspots.model.loads import Reject
from hotspots.sources.areas.units import units_of
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.tables import Table

_YES = frozenset({"1", "ja", "j", "yes", "y", "true", "sand", "+"})
_NO = frozenset({"0", "nej", "n", "no", "false", "falsk", "-", "–"})


@dataclass(frozen=True, kw_only=True)
class DesignationRow(StatedDesignation):
    """One designation as it is read.

    ``area_code`` is the area of the set that the text means, once it has been looked up.
    """

    row_number: int
    area_code: str | None = None

    @property
    def identity(self) -> tuple[str, str, int, str]:
        """Return what makes two rows the same designation."""
        return self.kind, self.name, self.year, self.criteria_set


def read_designations(
    table: Table, set_name: str | None
) -> tuple[list[DesignationRow], list[Reject]]:
    """Turn a table into designations and rejects; each data row is in exactly one.

    ``set_name`` is the set of all areas, or takes the place of the sets that rows name. Where
    the table has a column for the set, a row that leaves it empty is of no set; where it has
    none for the area or the units, the name is taken for the area.
    """
    return distinct_rows(
        table,
        lambda row_number, cells: _designation(row_number, cells, set_name),
        lambda row: row.identity,
        _repeat,
    )


def _repeat(earlier: DesignationRow, later: DesignationRow) -> Rejected:
    reason = message(
        "row {row_number} has this name in this year by these criteria",
        row_number=earlier.row_number,
    )
    return Rejected("name", later.name, reason)


def _designation(row_number: int, cells: Cells, set_name: str | None) -> DesignationRow:
    return DesignationRow(
        row_number=row_number,
        kind=_required(cells, "kind"),
        name=_required(cells, "name"),
        year=cells.required_year(),
        designated=_truth(cells),
        value=cells.text("value"),
        criteria_set=_required(cells, "criteria_set"),
        set_name=_set(cells, set_name),
        units=_units(cells, of_set=_set(cells, set_name) is not None),
        certainty=cells.text("certainty"),
        note=cells.text("note"),
        note_en=cells.text("note_en"),
        origin=cells.text("origin"),
    )


def _required(cells: Cells, field: str) -> str:
    text = cells.text(field)
    if text is None:
        raise Rejected(field, None, message("is missing"))
    return text


def _truth(cells: Cells) -> bool:
    text = cells.text("designated")
    if text is None:
        return True
    if text.casefold() not in _YES | _NO:
        raise Rejected("designated", text, message("is neither yes nor no (1/0, ja/nej)"))
    return text.casefold() in _YES


def _set(cells: Cells, set_name: str | None) -> str | None:
    if not cells.binding.has("set"):
        return set_name
    row_set = cells.text("set")
    return (set_name or row_set) if row_set else None


def _units(cells: Cells, *, of_set: bool) -> str | None:
    """Return the area as it is stated, with the units that make it up where both are."""
    if not cells.binding.has("area") and not cells.binding.has("units"):
        return cells.text("name") if of_set else None
    area, units = cells.text("area"), cells.text("units")
    if area is None or units is None:
        return area or units
    named = {str(unit) for unit in units_of(units)} | {unit.code for unit in units_of(units)}
    return units if area in named else f"{area} + {units}"
