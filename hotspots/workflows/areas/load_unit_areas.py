"""Bring in an area set from a table that lists the units of each area."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hotspots.errors import InputProblem
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.loads import Origin, Reading, Receipt
from hotspots.sources.areas.unit_lists import ListedArea, Units, read_unit_areas
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import read_table
from hotspots.workflows.areas import storing_areas
from hotspots.workflows.areas.from_units import Compound, UnitSet, compound_layer, unit_set
from hotspots.workflows.areas.storing_areas import SetOptions
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad

_NAMED = 5


def load_unit_areas(
    store_path: Path,
    origin: Origin,
    options: SetOptions,
    units_of: str,
    reading: Reading,
    say: Say,
) -> Receipt:
    """Load areas defined as lists of units of a stored set; a row of the file is one area.

    The geometry is made once, from the units as they are now: a later load of the unit set
    does not move these areas. Raises ``InputProblem`` where a unit is in two areas of a set
    that does not overlap on purpose.
    """
    storing_areas.check_days(options)
    settings = {**loading.reading_settings(reading), "units": units_of}
    with loading.session(store_path, "areas", options.name, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        return _load(load, options, unit_set(load.store, units_of), reading, say)


def _load(
    load: OpenLoad, options: SetOptions, units: UnitSet, reading: Reading, say: Say
) -> Receipt:
    storing_areas.refuse_second(load.store, options.name)
    table = read_table(load.origin.path, fields.UNIT_AREAS, reading, say)
    load.read.table = table
    areas, rejects = read_unit_areas(table, _as_units(units))
    if not options.overlapping:
        _refuse_shared(load.origin.path, areas)
    if areas:
        _report(areas, units, say)
        layer = compound_layer(units, [_compound(one) for one in areas], rejects, len(table.rows))
        drawn = replace(options, schematic=options.schematic or units.schematic)
        storing_areas.store_set(load, layer, drawn, say)
    else:
        load.keep_rejects(rejects)
    return load.finish(len(table.rows), len(rejects))


def _as_units(units: UnitSet) -> Units:
    names = AreaNames.of(units.name, zip(units.codes, units.names, strict=True))
    return Units(names, dict(zip(units.codes, units.attributes, strict=True)))


def _compound(area: ListedArea) -> Compound:
    return Compound(area.code, area.name, area.units, area.row_number)


def _refuse_shared(path: Path, areas: Sequence[ListedArea]) -> None:
    held: dict[str, list[str]] = {}
    for area in areas:
        for unit in area.units:
            held.setdefault(unit, []).append(area.code)
    shared = [
        message("{unit} in {codes}", unit=unit, codes=" and ".join(codes))
        for unit, codes in held.items()
        if codes[1:]
    ]
    if shared:
        raise InputProblem(
            message(
                "{path}: units stand in several areas: {first}. Correct the lists, or "
                "say --overlapping if the areas overlap on purpose.",
                path=path,
                first="; ".join(_first(shared)),
            )
        )


def _report(areas: Sequence[ListedArea], units: UnitSet, say: Say) -> None:
    used = {unit for area in areas for unit in area.units}
    for area in areas[:_NAMED]:
        say(
            message(
                "{code} {name}: {n} {n:unit|units} ({units}).",
                code=area.code,
                name=area.name,
                n=len(area.units),
                units=", ".join(area.units),
            )
        )
    if areas[_NAMED:]:
        say(
            message(
                "and {n} {n:area|areas} more: hotspots areas show shows {n:its|their} units.",
                n=len(areas) - _NAMED,
            )
        )
    say(
        message(
            "{n} of the {n_2} areas of {name!r} are used.",
            n=len(used),
            n_2=len(units.codes),
            name=units.name,
        )
    )


def _first(texts: Sequence[str]) -> list[str]:
    rest = len(texts) - _NAMED
    return [*texts[:_NAMED], *([message("and {rest} more", rest=rest)] if rest > 0 else [])]
