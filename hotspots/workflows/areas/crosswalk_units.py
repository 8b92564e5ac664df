"""The smaller units of a crosswalk: which they are, where each lies, and who lives there."""

from collections.abc import Sequence

import numpy as np

from hotspots.analysis.areas.crosswalks import NOWHERE, Assigned, Floats, assign
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.workflows.areas.from_units import UnitSet, unit_set

# The worst units that are named where some lie in several areas.
NAMED = 3
_ELSEWHERE = 0.01
_FEW = 0.05
_LISTED = 10


def chosen_units(
    store: Store, ends: tuple[UnitSet, UnitSet], named: str | None, say: Say
) -> UnitSet:
    """Return the units named, or the set of the most areas that nests in both ends; said."""
    if named is not None:
        return unit_set(store, named)
    divisions = [
        division for division in store.rows("areas/active_sets") if not division["overlapping"]
    ]
    for division in sorted(divisions, key=lambda row: (-row["n_areas"], row["load_id"])):
        units = unit_set(store, str(division["set_name"]))
        if all(_nests(units, end) for end in ends):
            say(
                message(
                    "Units set to {name!r}, {n} areas. Change it with --units.",
                    name=units.name,
                    n=len(units.codes),
                )
            )
            return units
    raise HotspotsError(
        message(
            "No set in this store nests in both {from_set!r} and {to_set!r}. Load "
            "one of smaller units such as the roder, or name one with --units.",
            from_set=ends[0].name,
            to_set=ends[1].name,
        )
    )


def _nests(units: UnitSet, areas: UnitSet) -> bool:
    """Tell whether all but a few units lie in one area, and every area has one."""
    assignment = assign(units.geometries, areas.geometries)
    stray = (assignment.area == NOWHERE) | (assignment.elsewhere > _ELSEWHERE)
    return float(stray.mean()) <= _FEW and len(set(assignment.area.tolist()) - {NOWHERE}) == len(
        areas.codes
    )


def assigned(units: UnitSet, areas: UnitSet, say: Say) -> Assigned:
    """Return the area that each unit is counted in; units that lie elsewhere too are said."""
    assignment = assign(units.geometries, areas.geometries)
    order = np.argsort(-assignment.elsewhere, kind="stable")
    strays = [int(index) for index in order if assignment.elsewhere[index] > _ELSEWHERE]
    if strays:
        worst = ", ".join(
            f"{units.codes[index]} {assignment.elsewhere[index]:.0%}" for index in strays[:NAMED]
        )
        say(
            message(
                "{n} {n:unit|units} of {name!r} {n:lies|lie} for more than 1 % in another area of"
                " {name_2!r} than the one {n:it is|they are} counted in ({worst}).",
                n=len(strays),
                name=units.name,
                name_2=areas.name,
                worst=worst,
            )
        )
    nowhere = [units.codes[int(index)] for index in np.flatnonzero(assignment.area == NOWHERE)]
    if nowhere:
        say(
            message(
                "{n} {n:unit|units} of {name!r} {n:lies|lie} in no area of {name_2!r}: {first}.",
                n=len(nowhere),
                name=units.name,
                name_2=areas.name,
                first=listed(nowhere),
            )
        )
    return assignment


def listed(texts: Sequence[str]) -> str:
    """Return the first ten of some texts, and how many more there are."""
    rest = len(texts) - _LISTED
    return ", ".join(texts[:_LISTED]) + (message(" and {n} more", n=rest) if rest > 0 else "")


def people_of(store: Store, units: UnitSet, year: int) -> tuple[Floats, list[int]]:
    """Return the residents of each unit in a year, and the loads they come from.

    Raises ``HotspotsError`` where those of a unit are missing.
    """
    rows = store.rows("crosswalk/people", set_name=units.name, year=year)
    people = {str(row["area_code"]): float(row["population"]) for row in rows}
    missing = [code for code in units.codes if code not in people]
    if missing:
        raise HotspotsError(
            message(
                "No residents of {year} for {n} of the {n_2} areas of {name!r}: {first}. "
                "Load them with `hotspots load population FILE --set {name}`; write 0 "
                "where nobody lives.",
                year=year,
                n=len(missing),
                n_2=len(units.codes),
                name=units.name,
                first=listed(missing),
            )
        )
    amounts = np.array([people[code] for code in units.codes])
    return amounts, sorted({int(row["load_id"]) for row in rows})
