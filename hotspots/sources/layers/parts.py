"""Areas drawn in several rows of a layer: rows of one code and one name are one area."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from hotspots.language import Say, message
from hotspots.model.loads import BoundColumns, Reject

# In the attributes of an area of several rows: which rows of the file they were.
ROWS = "rows_of_file"
_NAMED = 5


@dataclass(frozen=True)
class AreaLayer:
    """A division of the city: codes, names and polygons in the working CRS, code by code.

    ``geometries`` is an object array of shapely polygons in ``crs``; all sequences have one
    item per stored area. ``rows_in`` counts the file's features, of which several may be one
    area. ``columns`` are the attributes of codes and names, ``source_crs`` the file's own system.
    """

    crs: str
    codes: Sequence[str]
    names: Sequence[str]
    attributes: Sequence[str]
    geometries: Any
    row_numbers: Sequence[int]
    rejects: Sequence[Reject]
    rows_in: int
    columns: BoundColumns = field(default_factory=BoundColumns)
    source_crs: str | None = None


def joined(rows: AreaLayer, say: Say) -> AreaLayer:
    """Return a layer with an area for each code, made of all rows that have it; it is said."""
    positions: dict[str, list[int]] = {}
    for position, code in enumerate(rows.codes):
        positions.setdefault(code, []).append(position)
    several = {code: of_code for code, of_code in positions.items() if len(of_code) > 1}
    if not several:
        return rows
    _report(rows, several, len(positions), say)
    firsts = [of_code[0] for of_code in positions.values()]
    geometries = np.empty(len(positions), dtype=object)
    for position, of_code in enumerate(positions.values()):
        geometries[position] = _union(rows.geometries[of_code])
    return replace(
        rows,
        codes=list(positions),
        names=[rows.names[first] for first in firsts],
        attributes=[_attributes(rows, of_code) for of_code in positions.values()],
        geometries=geometries,
        row_numbers=[rows.row_numbers[first] for first in firsts],
    )


def _report(rows: AreaLayer, several: Mapping[str, Sequence[int]], n_areas: int, say: Say) -> None:
    listed = [
        message("{code} ({name}) of {n} rows", code=code, name=rows.names[of_code[0]],
                n=len(of_code))
        for code, of_code in list(several.items())[:_NAMED]
    ]  # fmt: skip
    rest = len(several) - len(listed)
    say(
        message(
            "{n_areas} areas of {n_rows} rows: rows with the same code are parts of one area: "
            "{listed}{rest}.",
            n_areas=n_areas,
            n_rows=len(rows.codes),
            listed=", ".join(listed),
            rest=message(" and {n} more", n=rest) if rest else "",
        )
    )


def _union(geometries: Any) -> Any:
    import shapely

    return geometries[0] if len(geometries) == 1 else shapely.union_all(geometries)


def _attributes(rows: AreaLayer, of_code: Sequence[int]) -> str:
    """Return what all rows of an area say alike, and which rows they are."""
    if len(of_code) == 1:
        return rows.attributes[of_code[0]]
    first, *rest = (json.loads(rows.attributes[position]) for position in of_code)
    alike = {name: value for name, value in first.items()
             if all(other.get(name) == value for other in rest)}  # fmt: skip
    numbers = [rows.row_numbers[position] for position in of_code]
    return json.dumps({**alike, ROWS: numbers}, ensure_ascii=False)
