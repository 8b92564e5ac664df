"""Stored area sets as placers, and stored incidents placed in a set that comes later."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.space.placing import Memberships, Placer
from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.language import Say, message


@dataclass(frozen=True)
class PlacedSet:
    """An area set ready to place points: its load, its codes in order, its placer."""

    load_id: int
    name: str
    codes: Any
    placer: Placer

    def rows(self, keys: Any, memberships: Memberships) -> Any:
        """Return the pairs found as an Arrow table of incident keys and area codes."""
        return pa.table(
            {
                "incident_key": pa.array(keys[memberships.points]),
                "area_code": pa.array(self.codes[memberships.areas], pa.string()),
            }
        )


def active_sets(store: Store) -> list[PlacedSet]:
    """Return every area set that counts."""
    return [
        _placed_set(store, row["set_name"], row["load_id"], overlapping=row["overlapping"])
        for row in store.rows("areas/active_sets")
    ]


def _placed_set(store: Store, name: str, load_id: int, *, overlapping: bool) -> PlacedSet:
    import shapely

    areas = store.rows("areas/areas_of_set", set_name=name)
    geometries = shapely.from_wkb([bytes(row["geometry"]) for row in areas])
    codes = np.array([row["code"] for row in areas], dtype=object)
    return PlacedSet(load_id, name, codes, Placer(geometries, overlapping=overlapping))


def place_stored(store: Store, areas: PlacedSet, say: Say) -> None:
    """Place all stored incidents in a set that is just being stored."""
    place_named(store, areas, None)
    points = store.arrow("incidents/stored_points")
    if points.num_rows == 0:
        return
    memberships = areas.placer.place(points["x_m"].to_numpy(), points["y_m"].to_numpy())
    with store.relation("new_places", areas.rows(points["incident_key"].to_numpy(), memberships)):
        store.run("incidents/insert_places", area_load_id=areas.load_id)
    placed = memberships.n_placed
    say(
        message(
            "Placed {placed:,} of {num_rows:,} stored incidents in {name!r}.",
            placed=placed,
            num_rows=points.num_rows,
            name=areas.name,
        )
    )


def place_named(store: Store, areas: PlacedSet, load_id: int | None) -> None:
    """Store the places of incidents that name an area of a set: of one load, or of all."""
    store.run(
        "incidents/insert_named_places",
        area_load_id=areas.load_id,
        set_name=areas.name,
        load_id=load_id,
    )
