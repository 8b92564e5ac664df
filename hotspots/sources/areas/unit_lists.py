"""Areas that a table defines as lists of smaller units."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.language import message
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, each_row
from hotspots.sources.files.names import WHOLE, AreaNames, heading_key, without_footnote
from hotspots.sources.files.tables import Table

_DIVIDERS = (r"[;\n]", ",", r"\+", r"\bog\b|\band\b|&")


@dataclass(frozen=True)
class ListedArea:
    """An area of the table: its code, its name, and the codes of its units."""

    row_number: int
    code: str
    name: str
    units: Sequence[str]


@dataclass(frozen=True)
class Units:
    """The units of a stored set: by code or name, and by their attributes."""

    names: AreaNames
    attributes: Mapping[str, Mapping[str, Any]]

    def codes_of(self, text: str) -> tuple[Sequence[str], str]:
        """Return the units that one item of a list means, or none and the reason why."""
        name, mark, value = text.partition("=")
        if mark:
            return self._with_value(name.strip(), value.strip())
        match = self.names.match(text)
        if match.code == WHOLE:
            return (), message("means the whole city, which is no unit")
        return ((match.code,), "") if match.code else ((), match.reason)

    def _with_value(self, name: str, value: str) -> tuple[Sequence[str], str]:
        by_key = {heading_key(one): one for units in self.attributes.values() for one in units}
        attribute = by_key.get(heading_key(name))
        if attribute is None:
            listed = ", ".join(sorted(by_key.values()))
            return (), message(
                "{set_name} has no attribute {name!r}; it has {listed}",
                set_name=self.names.set_name,
                name=name,
                listed=listed,
            )
        wanted = spelled(value)
        units = [
            code for code, of in self.attributes.items() if spelled(of.get(attribute)) == wanted
        ]
        if not wanted or not units:
            return (), message(
                "no area of {set_name} has this value", set_name=self.names.set_name
            )
        return units, ""


def spelled(value: Any) -> str:
    """Return an attribute's value as compared: blanks and case make no difference."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else " ".join(str(value).split()).casefold()


def read_unit_areas(table: Table, units: Units) -> tuple[list[ListedArea], list[Reject]]:
    """Turn a table of areas into lists of units and rejects; a row is one area.

    An area is whole or not there: one unit that cannot be told rejects its row, and a code
    that stands in several rows rejects all of them.
    """
    areas: list[ListedArea] = []
    repeated = _repeated(table)

    def take(row_number: int, cells: Cells) -> None:
        areas.append(_area(row_number, cells, units, repeated))

    rejects = each_row(table, take)
    return areas, rejects


def _repeated(table: Table) -> frozenset[str]:
    codes = Counter(_code(Cells(table, row)).casefold() for row in table.rows)
    return frozenset(code for code, times in codes.items() if code and times > 1)


def _code(cells: Cells) -> str:
    """Return the code as it stands: marks such as ``x`` are codes here, not missing values."""
    return without_footnote(cells.raw("code"))


def _area(row_number: int, cells: Cells, units: Units, repeated: frozenset[str]) -> ListedArea:
    code, listed = _code(cells), cells.listed("units")
    if not code:
        raise Rejected("code", None, message("is missing"))
    if not any(mark.isalnum() for mark in code):
        raise Rejected("code", code, message("stands for no area"))
    if code.casefold() in repeated:
        raise Rejected(
            "code", code, message("stands in several rows; list all units of an area in one")
        )
    if not listed:
        raise Rejected("units", None, message("is missing"))
    unit_codes = [one for item in _items(listed, units) for one in _item_units(item, units)]
    if not unit_codes:
        raise Rejected("units", listed, message("names no unit"))
    return ListedArea(
        row_number, code, cells.text("name") or code, tuple(dict.fromkeys(unit_codes))
    )


def _item_units(item: str, units: Units) -> Sequence[str]:
    codes, reason = units.codes_of(item)
    if not codes:
        raise Rejected("units", item, reason)
    return codes


def _items(text: str, units: Units, dividers: Sequence[str] = _DIVIDERS) -> list[str]:
    """Divide a list into its items; a name that holds a divider itself stays whole."""
    plain = without_footnote(text)
    if not dividers or units.codes_of(plain)[0]:
        return [plain]
    parts = [part.strip() for part in re.split(dividers[0], plain)]
    return [item for part in parts if part for item in _items(part, units, dividers[1:])]
