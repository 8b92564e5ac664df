"""Which area sets there are, and what one of them is made of."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.rows import AreasSetsRow, AreasWholeAreasRow
from hotspots.sentences.texts import number, text
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.loads.stored_sets import area_set_named, working_crs

SET_COLUMNS = (
    "set", "n_areas", "area_km2", "valid_from", "valid_to", "overlapping", "schematic",
    "made_from", "load", "file",
)  # fmt: skip
AREA_COLUMNS = ("area", "name", "area_km2", "n_units", "units", "attributes")
_MADE_OF = frozenset({"unit_set", "unit_load", "units"})


def area_sets(store_path: Path, lang: Lang) -> Answer:
    """Return a row for each area set that counts, oldest first.

    ``area_km2`` is the sum over its areas; where they overlap, ground counts several times.
    """
    with reading(store_path) as store:
        rows = store.rows("areas/sets")
        if not rows:
            raise HotspotsError(
                message("The store has no area set yet. `hotspots load areas` first.")
            )
        sources = sources_of(store, [row["load_id"] for row in rows])
        schematic = next((row for row in rows if row["schematic"]), None)
        return Answer(
            command="areas list",
            columns=SET_COLUMNS,
            rows=[_set_row(row) for row in rows],
            settings={"working_crs": working_crs(store)},
            sources=sources,
            notes=standing_notes(sources, schematic, lang),
        )


def _set_row(row: AreasSetsRow) -> dict[str, Any]:
    settings = json.loads(row["settings"])
    return {
        "set": row["set_name"],
        "n_areas": row["n_areas"],
        "area_km2": row["area_m2"] / 1e6,
        "valid_from": row["valid_from"] and row["valid_from"].isoformat(),
        "valid_to": row["valid_to"] and row["valid_to"].isoformat(),
        "overlapping": row["overlapping"],
        "schematic": row["schematic"],
        "made_from": settings.get("from") or settings.get("units"),
        "load": row["load_id"],
        "file": row["file_name"],
    }


def areas_of_set(store_path: Path, set_name: str, lang: Lang) -> Answer:
    """Return a row for each area of a set in the order of codes, with its geometry."""
    with reading(store_path) as store:
        area_set = area_set_named(store, set_name)
        rows = store.rows("areas/whole_areas", set_name=set_name)
        attributes = [json.loads(row["attributes"]) for row in rows]
        sources = sources_of(store, [area_set["load_id"], *_unit_loads(attributes)])
        return Answer(
            command="areas show",
            columns=AREA_COLUMNS,
            rows=[_area_row(row, of) for row, of in zip(rows, attributes, strict=True)],
            settings={"set": set_name, "made_from": _made_from(attributes)},
            sources=sources,
            notes=[*_notes(attributes, lang), *standing_notes(sources, area_set, lang)],
            shapes=_shapes(store, rows),
        )


def _shapes(store: Store, rows: Sequence[AreasWholeAreasRow]) -> AreaShapes:
    shapes = {row["code"]: bytes(row["geometry"]) for row in rows}
    return AreaShapes(working_crs(store) or "", shapes)


def _area_row(row: AreasWholeAreasRow, attributes: Mapping[str, Any]) -> dict[str, Any]:
    made = _is_made(attributes)
    remaining = {name: one for name, one in attributes.items() if not (made and name in _MADE_OF)}
    units = list(attributes["units"]) if made else None
    return {
        "area": row["code"],
        "name": row["area_name"],
        "area_km2": row["area_m2"] / 1e6,
        "n_units": None if units is None else len(units),
        "units": units,
        "attributes": json.dumps(remaining, ensure_ascii=False, sort_keys=True),
    }


def _is_made(attributes: Mapping[str, Any]) -> bool:
    return attributes.keys() >= _MADE_OF and isinstance(attributes["units"], list)


def _unit_loads(attributes: Sequence[Mapping[str, Any]]) -> list[int]:
    return sorted({int(one["unit_load"]) for one in attributes if _is_made(one)})


def _made_from(attributes: Sequence[Mapping[str, Any]]) -> str | None:
    return next((str(one["unit_set"]) for one in attributes if _is_made(one)), None)


def _notes(attributes: Sequence[Mapping[str, Any]], lang: Lang) -> list[str]:
    """Return what a rebuilt set must be read with: units not placed for sure, and other doubts."""
    made = [one for one in attributes if _is_made(one)]
    strays = [stray for one in made for stray in one.get("misnumbered", ())]
    notes = [_stray_note(stray, lang) for stray in strays]
    return [*notes, *(one[f"note_{lang}"] for one in made if f"note_{lang}" in one)]


def _stray_note(stray: Mapping[str, Any], lang: Lang) -> str:
    kind = "put" if stray["put"] is not None else "left_out"
    return text(
        lang,
        f"stray.{'assumed' if stray['assumed'] else kind}",
        unit=stray["unit"],
        name=stray["name"],
        stated=stray["stated"],
        bydel=stray["bydel"],
        km=number(lang, stray["distance_m"] / 1000, 1),
        put=stray["put"],
    )
