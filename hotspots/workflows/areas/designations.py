"""What areas have been designated: found in their sets at the time of the question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.areas import DESIGNATION_COLUMNS, Designation
from hotspots.model.rows import AreasActiveSetsRow, DesignationsOfKindRow
from hotspots.sentences.areas.designations import notes_on
from hotspots.sources.areas.units import find_units
from hotspots.sources.files.names import WHOLE, AreaNames, unknown
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.asking.questions import areas_of
from hotspots.workflows.loads.stored_sets import names_of, working_crs


@dataclass(frozen=True)
class NamedSet:
    """A set's names to be matched, and the name of each area by its code."""

    names: AreaNames
    called: Mapping[str, str]


FindSet = Callable[[str], NamedSet | None]


@dataclass(frozen=True)
class DesignationsQuestion:
    """Which designations are asked for; None means all."""

    kind: str | None = None
    year: int | None = None
    set_name: str | None = None
    lang: Lang = "en"


def designated(store: Store, set_name: str, year: int) -> dict[str, tuple[str, ...]]:
    """Return what the areas of a set are designated in a year, by area code, sorted.

    A text is the designation's name, with its value where it has one. Only designations made
    for areas of this very set count: they are not carried over to other areas or years.
    """
    labels_by_code: dict[str, set[str]] = {}
    for designation in find_designations(store, year=year):
        if designation.designated and designation.set_name == set_name:
            label = (
                f"{designation.name} ({designation.value})"
                if designation.value
                else designation.name
            )
            for code in designation.codes:
                labels_by_code.setdefault(code, set()).add(label)
    return {code: tuple(sorted(labels)) for code, labels in sorted(labels_by_code.items())}


def find_designations(
    store: Store, *, kind: str | None = None, year: int | None = None
) -> list[Designation]:
    """Return designations with the areas they name in the sets that are in the store now."""
    find_set = set_finder(store)
    rows = store.rows("designations/of_kind", kind=kind, year=year)
    return [_placed(row, find_set) for row in rows]


def set_finder(store: Store) -> FindSet:
    """Return a function that gives a set's names, or None where the store has no such set."""
    set_names = {row["set_name"] for row in store.rows("areas/active_sets")}

    @cache
    def find(set_name: str) -> NamedSet | None:
        if set_name not in set_names:
            return None
        areas = store.rows("areas/names_of_set", set_name=set_name)
        called = {row["code"]: row["area_name"] for row in areas}
        return NamedSet(names_of(store, set_name), called)

    return find


def _placed(row: DesignationsOfKindRow, find_set: FindSet) -> Designation:
    values: dict[str, Any] = {name: value for name, value in row.items() if name != "row_number"}
    if row["units"] is None or row["set_name"] is None:
        return Designation(**values, gap="not_stated")
    named_set = find_set(row["set_name"])
    if named_set is None:
        return Designation(**values, gap="no_set")
    match = find_units(row["units"], named_set.names)
    return Designation(
        **values,
        codes=match.codes,
        area_names=tuple(named_set.called.get(code, code) for code in match.codes),
        beside=tuple((unit.word, unit.code) for unit in match.beside),
        gap="" if match.codes else "not_found",
        reason=match.reason,
    )


def designations(store_path: Path, question: DesignationsQuestion) -> Answer:
    """Return what has been designated, with counts, gaps and changes of criteria in the notes."""
    with reading(store_path) as store:
        selection = find_designations(store, kind=question.kind, year=question.year)
        selection = [one for one in selection if question.set_name in {None, one.set_name}]
        if not selection:
            raise _nothing(store, question)
        sources = sources_of(store, [one.load_id for one in selection])
        notes = [
            *notes_on(selection, question.lang),
            *standing_notes(sources, _drawn(store, selection), question.lang),
        ]
        return Answer(
            command="designations",
            columns=DESIGNATION_COLUMNS,
            rows=[one.as_row(question.lang) for one in selection],
            settings=_settings(question),
            sources=sources,
            notes=notes,
            shapes=_shapes(store, selection),
        )


def _settings(question: DesignationsQuestion) -> dict[str, Any]:
    chosen = {"kind": question.kind, "year": question.year, "set": question.set_name}
    return {name: value for name, value in chosen.items() if value is not None}


def _nothing(store: Store, question: DesignationsQuestion) -> HotspotsError:
    kinds: dict[str, list[str]] = {}
    for row in store.rows("designations/kinds"):
        kinds.setdefault(row["kind"], []).append(str(row["year"]))
    if not kinds:
        return HotspotsError(
            message(
                "The store has no designations yet. `hotspots load designations` brings "
                "in the published ones, or name a file of your own."
            )
        )
    listed = "; ".join(f"{kind!r} ({', '.join(years)})" for kind, years in kinds.items())
    where = message(" in {set_name!r}", set_name=question.set_name) if question.set_name else ""
    return unknown(
        message(
            "No designation is like that{where}. There is {there}.", where=where, there=listed
        ),
        question.kind or "",
        kinds,
    )


def _drawn(store: Store, selection: Sequence[Designation]) -> AreasActiveSetsRow | None:
    """Return a schematic set among those that areas were found in, or None."""
    used = {one.set_name for one in selection if one.codes}
    sets = store.rows("areas/active_sets")
    return next((one for one in sets if one["set_name"] in used and one["schematic"]), None)


def _shapes(store: Store, selection: Sequence[Designation]) -> AreaShapes | None:
    """Return the outlines by what stands in the column ``area``, where one set has them all."""
    import shapely

    used = {
        designation.set_name
        for designation in selection
        if designation.codes and designation.set_name
    }
    if len(used) != 1:
        return None
    outlines = areas_of(store, used.pop())[1].wkb
    shapes = {}
    for designation in selection:
        if designation.area is not None and WHOLE not in designation.codes:
            parts = [shapely.from_wkb(outlines[code]) for code in designation.codes]
            shapes[designation.area] = bytes(shapely.to_wkb(shapely.union_all(parts)))
    return AreaShapes(working_crs(store) or "", shapes)
