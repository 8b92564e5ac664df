"""Areas of a stored set as units, and larger areas made from them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from hotspots.analysis.areas.dissolve import united
from hotspots.engine.store import Store
from hotspots.model.loads import Reject
from hotspots.sources.layers.parts import AreaLayer
from hotspots.workflows.loads.stored_sets import area_set_named, working_crs


@dataclass(frozen=True)
class UnitSet:
    """A stored area set whose areas others are made from, in the order of their codes.

    ``geometries`` is an object array of polygons in ``crs``, the store's working CRS.
    """

    name: str
    load_id: int
    crs: str
    schematic: bool
    codes: Sequence[str]
    names: Sequence[str]
    attributes: Sequence[Mapping[str, Any]]
    geometries: Any

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Return each code's place among the units."""
        return {code: at for at, code in enumerate(self.codes)}

    def has(self, attribute: str) -> bool:
        """Tell whether any unit has a value for an attribute."""
        return any(one.get(attribute) is not None for one in self.attributes)


@dataclass(frozen=True)
class Compound:
    """An area as a list of units; ``remarks`` go into its attributes beside them."""

    code: str
    name: str
    units: Sequence[str]
    row_number: int
    remarks: Mapping[str, Any] = field(default_factory=dict)


def unit_set(store: Store, set_name: str) -> UnitSet:
    """Return a stored set as units; refuse a name that no set has."""
    import shapely

    area_set = area_set_named(store, set_name)
    rows = store.rows("areas/whole_areas", set_name=set_name)
    return UnitSet(
        name=set_name,
        load_id=int(area_set["load_id"]),
        crs=working_crs(store) or "",
        schematic=bool(area_set["schematic"]),
        codes=[str(row["code"]) for row in rows],
        names=[str(row["area_name"]) for row in rows],
        attributes=[json.loads(row["attributes"]) for row in rows],
        geometries=np.array(
            shapely.from_wkb([bytes(row["geometry"]) for row in rows]), dtype=object
        ),
    )


def compound_layer(
    units: UnitSet, compounds: Sequence[Compound], rejects: Sequence[Reject], rows_in: int
) -> AreaLayer:
    """Return the compounds as an area layer; each area's attributes say what it is made of."""
    geometries = np.empty(len(compounds), dtype=object)
    for index, compound in enumerate(compounds):
        geometries[index] = united(
            units.geometries[[units.position[code] for code in compound.units]]
        )
    return AreaLayer(
        crs=units.crs,
        codes=[compound.code for compound in compounds],
        names=[compound.name for compound in compounds],
        attributes=[_attributes(units, compound) for compound in compounds],
        geometries=geometries,
        row_numbers=[compound.row_number for compound in compounds],
        rejects=rejects,
        rows_in=rows_in,
    )


def _attributes(units: UnitSet, compound: Compound) -> str:
    made_of = {"unit_set": units.name, "unit_load": units.load_id, "units": list(compound.units)}
    return json.dumps({**made_of, **compound.remarks}, ensure_ascii=False)
