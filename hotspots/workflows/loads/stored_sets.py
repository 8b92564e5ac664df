"""The area sets of a store: one by its name, the names of its areas, and its CRS."""

from hotspots.engine.store import Store
from hotspots.language import message
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.sources.files.names import AreaNames, unknown


def working_crs(store: Store) -> str | None:
    """Return the CRS in which the store measures, or None before the first coordinates."""
    rows = store.rows("store/setting", name="working_crs")
    return str(rows[0]["value"]) if rows else None


def area_set_named(store: Store, set_name: str) -> AreasActiveSetsRow:
    """Return the record of an area set that counts, or say which there are."""
    sets = store.rows("areas/active_sets")
    for area_set in sets:
        if area_set["set_name"] == set_name:
            return area_set
    names = ", ".join(repr(area_set["set_name"]) for area_set in sets)
    listed = (
        message("There is {names}.", names=names)
        if names
        else message("There is none yet: `hotspots load areas` first.")
    )
    raise unknown(
        message(
            "No area set {set_name!r} in this store. {there}", set_name=set_name, there=listed
        ),
        set_name,
        [area_set["set_name"] for area_set in sets],
    )


def names_of(store: Store, set_name: str) -> AreaNames:
    """Return the names of a set's areas, other names too, or say which sets there are."""
    area_set_named(store, set_name)
    areas = store.rows("areas/names_of_set", set_name=set_name)
    pairs = [(row["code"], row["area_name"]) for row in areas]
    return AreaNames.of(set_name, pairs, aliases_of(store, set_name))


def aliases_of(store: Store, set_name: str) -> list[tuple[str, str]]:
    """Return the other names of a set's areas, each with its area's code."""
    rows = store.rows("areas/aliases_of_set", set_name=set_name)
    return [(row["alias"], row["area_code"]) for row in rows]
