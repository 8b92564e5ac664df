"""An area set on its way into the store: checked, reported, stored, incidents placed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from hotspots.analysis.space.placing import Placer
from hotspots.analysis.time.coverage import Coverage, coverage
from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.nulls import not_null
from hotspots.model.rows import AreasOrphanedCodesRow
from hotspots.sources.files import names
from hotspots.sources.layers import fields as layer_fields
from hotspots.sources.layers.parts import AreaLayer
from hotspots.workflows.incidents import placing
from hotspots.workflows.incidents.placing import PlacedSet
from hotspots.workflows.loads.loading import OpenLoad

_NAMED_PAIRS = 3
_SAME_PLACE = 0.5


@dataclass(frozen=True)
class SetOptions:
    """An area set's name, when it was in force, and what kind of division it is.

    ``title`` is what it is called on pages and pictures, where that is not its name.
    """

    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    overlapping: bool = False
    schematic: bool = False
    title: str | None = None


def check_days(options: SetOptions) -> None:
    """Refuse a set whose last day in force is before its first."""
    if options.valid_from and options.valid_to and options.valid_to < options.valid_from:
        raise UsageProblem(message("--valid-to is before --valid-from."))


def refuse_second(store: Store, name: str) -> None:
    """Refuse a set of a name that is there; a load that replaces it has done so before."""
    for stored_set in store.rows("areas/active_sets"):
        if stored_set["set_name"] == name:
            raise HotspotsError(
                message(
                    "The area set {name!r} is already there (load {load_id}). Say --replace "
                    "{load_id} to correct it, or give the new one its own name.",
                    name=name,
                    load_id=stored_set["load_id"],
                )
            )


def store_set(load: OpenLoad, layer: AreaLayer, options: SetOptions, say: Say) -> None:
    """Store a layer in the working CRS as an area set, and place stored incidents in it."""
    covered = coverage(layer.geometries)
    _report(layer, covered, options, say)
    slot = placing.take_slot(load.store, overlapping=options.overlapping)
    _store(load, layer, covered, options, slot)
    placing.place_stored(load.store, _placed_set(load, layer, options, slot), say)
    load.keep_rejects(layer.rejects)


def _report(layer: AreaLayer, covered: Coverage, options: SetOptions, say: Say) -> None:
    import shapely

    total_km2 = float(shapely.area(layer.geometries).sum()) / 1e6
    say(
        message(
            "{n} {n:area|areas}, {total_km2:.2f} km².", n=len(layer.codes), total_km2=total_km2
        )
    )
    if covered.overlaps:
        say(
            message(
                "{n} {n:pair|pairs} of areas {n:overlaps|overlap} by {overlap_m2:.2f} m² "
                "({worst_pairs}).",
                n=len(covered.overlaps),
                overlap_m2=covered.overlap_m2,
                worst_pairs=_worst_pairs(layer.codes, covered),
            )
            + _consequence(covered, options)
        )
    if covered.gaps_m2:
        say(
            message(
                "{n} {n:gap|gaps} between areas, {sum:.3f} m² in all, the largest {gaps_m2:.3f} "
                "m².",
                n=len(covered.gaps_m2),
                sum=sum(covered.gaps_m2),
                gaps_m2=covered.gaps_m2[0],
            )
        )
    for size_m2 in covered.holes_m2:
        say(
            message(
                "The set leaves out an enclosed place of {size_m2:.2f} km².", size_m2=size_m2 / 1e6
            )
        )


def _consequence(covered: Coverage, options: SetOptions) -> str:
    if options.overlapping:
        return message(" A point there counts in each of them.")
    large = covered.overlap_m2 > 1000  # noqa: PLR2004 - beyond what drawing errors explain
    advice = message(" If they overlap on purpose, load them with --overlapping.") if large else ""
    return message(" A point there counts in the area with the lowest code.{asked}", asked=advice)


def _worst_pairs(codes: Sequence[str], covered: Coverage) -> str:
    ordered = sorted(covered.overlaps, key=lambda pair: -pair[2])
    named = [
        f"{'/'.join(sorted((codes[first], codes[second])))} {size:.2f} m²"
        for first, second, size in ordered[:_NAMED_PAIRS]
    ]
    rest = len(ordered) - len(named)
    return ", ".join(named) + (message(" and {rest} more", rest=rest) if rest else "")


def _store(
    load: OpenLoad, layer: AreaLayer, covered: Coverage, options: SetOptions, slot: int | None
) -> None:
    with load.store.relation("new_areas", _area_table(layer)):
        _refuse_moved_figures(load, options.name)
        load.store.run("areas/insert_areas", load_id=load.load_id, set_name=options.name)
    load.store.run(
        "areas/insert_set",
        load_id=load.load_id,
        set_name=options.name,
        valid_from=options.valid_from,
        valid_to=options.valid_to,
        overlapping=options.overlapping,
        schematic=options.schematic,
        overlap_m2=covered.overlap_m2,
        gap_m2=float(sum(covered.gaps_m2)),
        title=options.title,
        slot=slot,
    )


def _refuse_moved_figures(load: OpenLoad, set_name: str) -> None:
    """Refuse a new version of a set that would hand stored figures to other areas."""
    replaced = load.origin.replaces
    if replaced is None:
        return
    orphans = load.store.rows("areas/orphaned_codes", set_name=set_name, replaced=replaced)
    moved = [row for row in orphans if _is_another(row)]
    if moved:
        listed = ", ".join(
            f"{row['area_code']} ({row['old_name']} → {row['new_name'] or message('gone')})"
            for row in moved
        )
        raise HotspotsError(
            message(
                "Stored figures hang on codes that the new file lacks or gives to "
                "another area: {listed}. Load it as a set of its own, or replace those "
                "figures first.",
                listed=listed,
            )
        )


def _is_another(row: AreasOrphanedCodesRow) -> bool:
    """Tell whether a code's new area is gone, or another one by name and by outline."""
    import shapely

    if row["new_name"] is None or row["old_name"] is None:
        return True
    if names.key(row["new_name"]) == names.key(row["old_name"]):
        return False
    old, new = (
        shapely.from_wkb(bytes(not_null(row[name]))) for name in ("old_shape", "new_shape")
    )
    return float(old.intersection(new).area) < _SAME_PLACE * float(old.union(new).area)


def _placed_set(
    load: OpenLoad, layer: AreaLayer, options: SetOptions, slot: int | None
) -> PlacedSet:
    order = np.argsort(layer_fields.code_order(layer.codes))
    codes = np.array(layer.codes, dtype=object)[order]
    placer = Placer(layer.geometries[order], overlapping=options.overlapping)
    return PlacedSet(load.load_id, options.name, codes, placer, slot)


def _area_table(layer: AreaLayer) -> Any:
    import shapely

    return pa.table(
        {
            "code": pa.array(layer.codes, pa.string()),
            "area_name": pa.array(layer.names, pa.string()),
            "code_order": pa.array(layer_fields.code_order(layer.codes), pa.int32()),
            "area_m2": pa.array(shapely.area(layer.geometries), pa.float64()),
            "attributes": pa.array(layer.attributes, pa.string()),
            "geometry": pa.array(list(shapely.to_wkb(layer.geometries)), pa.binary()),
            "row_number": pa.array(layer.row_numbers, pa.int64()),
        }
    )
