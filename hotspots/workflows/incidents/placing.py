"""Stored area sets as placers, and stored incidents placed in a set that comes later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.space.placing import Memberships, Placer
from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.language import Say, message
from hotspots.model.rows import AreasActiveSetsRow

SLOTS = range(1, 9)


@dataclass(frozen=True)
class PlacedSet:
    """An area set ready to place points: its load, its codes in order, its placer.

    Of a set with a ``slot`` each incident says itself in which area it lies; of others, and where
    areas overlap, pairs of incidents and areas are stored.
    """

    load_id: int
    name: str
    codes: Any
    placer: Placer
    slot: int | None

    def pairs(self, keys: Any, memberships: Memberships) -> Any:
        """Return an Arrow table of incident keys and the codes of the areas they lie in."""
        return pa.table(
            {
                "incident_key": pa.array(keys[memberships.points]),
                "area_code": pa.array(self.codes[memberships.areas], pa.string()),
            }
        )

    def orders(self, n_points: int, memberships: Memberships) -> Any:
        """Return for each point the place of its area among the codes; null where it is in none.

        Of several areas, as where they overlap, the first.
        """
        orders = np.full(n_points, -1, dtype=np.int32)
        orders[memberships.points[::-1]] = memberships.areas[::-1]
        return pa.array(orders, pa.int32(), mask=orders < 0)


def columns_of_slots(
    sets: Sequence[PlacedSet], memberships: Sequence[Memberships], n_points: int
) -> dict[str, Any]:
    """Return what new incidents say themselves: a column for each slot, null if not taken."""
    columns = {f"placed_{slot}": pa.nulls(n_points, pa.int32()) for slot in SLOTS}
    for areas, members in zip(sets, memberships, strict=True):
        if areas.slot is not None:
            columns[f"placed_{areas.slot}"] = areas.orders(n_points, members)
    return columns


def active_sets(store: Store) -> list[PlacedSet]:
    """Return every area set that counts."""
    return [_placed_set(store, row) for row in store.rows("areas/active_sets")]


def _placed_set(store: Store, active_set: AreasActiveSetsRow) -> PlacedSet:
    import shapely

    areas = store.rows("areas/areas_of_set", set_name=active_set["set_name"])
    geometries = shapely.from_wkb([bytes(row["geometry"]) for row in areas])
    codes = np.array([row["code"] for row in areas], dtype=object)
    placer = Placer(geometries, overlapping=active_set["overlapping"])
    return PlacedSet(
        active_set["load_id"], active_set["set_name"], codes, placer, active_set["slot"]
    )


def take_slot(store: Store, *, overlapping: bool) -> int | None:
    """Return the slot of a new set, empty; those of replaced sets are free again.

    None where areas overlap, or all slots are taken.
    """
    for freed in store.rows("areas/freed_slots"):
        store.run("incidents/empty_slot", slot=freed["slot"])
    store.run("areas/free_slots")
    taken = {row["slot"] for row in store.rows("areas/active_sets")}
    return None if overlapping else min(set(SLOTS) - taken, default=None)


def place_stored(store: Store, areas: PlacedSet, say: Say) -> None:
    """Place all stored incidents in a set that is just being stored."""
    place_named(store, areas, None)
    points = store.arrow("incidents/stored_points")
    if points.num_rows == 0:
        return
    memberships = areas.placer.place(points["x_m"].to_numpy(), points["y_m"].to_numpy())
    _store_places(store, areas, points["incident_key"].to_numpy(), memberships)
    placed = memberships.n_placed
    say(
        message(
            "Placed {placed:,} of {num_rows:,} stored incidents in {name!r}.",
            placed=placed,
            num_rows=points.num_rows,
            name=areas.name,
        )
    )


def _store_places(store: Store, areas: PlacedSet, keys: Any, memberships: Memberships) -> None:
    if areas.slot is None:
        store_pairs(store, areas, keys, memberships)
        return
    orders = areas.orders(len(keys), memberships)
    with store.relation("new_places", pa.table({"incident_key": keys, "area_order": orders})):
        store.run("incidents/place_in_slot", slot=areas.slot)


def store_pairs(store: Store, areas: PlacedSet, keys: Any, memberships: Memberships) -> None:
    """Store the pairs of incidents and areas of a set without a slot."""
    with store.relation("new_places", areas.pairs(keys, memberships)):
        store.run("incidents/insert_places", area_load_id=areas.load_id)


def place_named(store: Store, areas: PlacedSet, load_id: int | None) -> None:
    """Store the places of incidents that name an area of a set: of one load, or of all."""
    of_set = {"area_load_id": areas.load_id, "set_name": areas.name, "load_id": load_id}
    if areas.slot is None:
        store.run("incidents/insert_named_places", **of_set)
    else:
        store.run("incidents/place_named_in_slot", slot=areas.slot, **of_set)
