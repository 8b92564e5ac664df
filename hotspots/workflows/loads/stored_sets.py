"""The area sets of a store: one by its name, the names of its areas, and its CRS."""

from hotspots.engine.store import Store
from hotspots.language import message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sources.files.names import AreaNames, unknown


def working_crs(store: Store) -> str | None:
    """Return the CRS in which the store measures, or None before the first coordinates."""
    found = store.rows("store/setting", name="working_crs")
    return str(found[0]["value"]) if found else None


def known_set(store: Store, set_name: str) -> AreasActiveSetsRow:
    """Return the record of an area set that counts, or say which there are."""
    sets = store.rows("areas/active_sets")
    for one in sets:
        if one["set_name"] == set_name:
            return one
    names = ", ".join(repr(one["set_name"]) for one in sets)
    there = (
        message("There is {names}.", names=names)
        if names
        else message("There is none yet: `hotspots load areas` first.")
    )
    raise unknown(
        message("No area set {set_name!r} in this store. {there}", set_name=set_name, there=there),
        set_name,
        [one["set_name"] for one in sets],
    )


def names_of(store: Store, set_name: str) -> AreaNames:
    """Return the names of a set's areas, or say which sets there are."""
    known_set(store, set_name)
    areas = store.rows("areas/names_of_set", set_name=set_name)
    return AreaNames.of(set_name, [(row["code"], row["area_name"]) for row in areas])
