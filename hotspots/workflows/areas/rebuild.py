"""Make an area set from a stored one: by an attribute, or by a recipe that knows more."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, writing
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Say, message
from hotspots.model.loads import Origin, Receipt
from hotspots.sources.areas.unit_lists import spelled
from hotspots.sources.layers.fields import name_of
from hotspots.workflows.areas import districts2009, storing_areas
from hotspots.workflows.areas.from_units import Compound, UnitSet, compound_layer, unit_set
from hotspots.workflows.areas.storing_areas import SetOptions
from hotspots.workflows.loads.derived import derived_session

RECIPES = (districts2009.NAME,)
_RESERVED = frozenset({"*", "-"})
_NAMED = 10


@dataclass(frozen=True)
class Rebuild:
    """What is to be made: by a recipe, or as ``name`` by an attribute of the units.

    ``assume_neighbours`` lets the recipe put units whose district cannot be told to the
    district that they share the longest border with.
    """

    name: str
    from_set: str | None = None
    by: str | None = None
    set_name: str | None = None
    assume_neighbours: bool = False


@dataclass(frozen=True)
class _Making:
    """A set about to be made: its units, what is recorded about it, and how its areas come."""

    units: UnitSet
    options: SetOptions
    settings: Mapping[str, Any]
    make: Callable[[], Sequence[Compound]]


def rebuild(store_path: Path, origin: Origin, request: Rebuild, say: Say) -> Receipt:
    """Make and store an area set from the areas of another; returns what became of it.

    Made again in the same way from the same load, it is recognised and nothing is changed.
    A row of the load is an area made. ``origin.path`` counts for nothing.
    """
    _check(request)
    with writing(store_path) as store:
        if request.by is None:
            return _districts(store, origin, request, say)
        return _by_attribute(store, origin, request, request.by, say)


def _check(request: Rebuild) -> None:
    recipes = ", ".join(RECIPES)
    if request.by is None and request.name not in RECIPES:
        raise UsageProblem(
            message(
                "There is no recipe {name!r}; there is {known}. To make a set by an "
                "attribute of another set, say --from SET --by ATTRIBUTE.",
                name=request.name,
                known=recipes,
            )
        )
    if request.by is not None and request.name in RECIPES:
        raise UsageProblem(
            message(
                "{name!r} is a recipe that knows its attribute. Leave out --by, or give "
                "the new set another name.",
                name=request.name,
            )
        )
    if request.by is not None and request.from_set is None:
        raise UsageProblem(
            message("--by needs --from SET: the set whose areas have that attribute.")
        )
    if request.by is not None and request.assume_neighbours:
        raise UsageProblem(
            message(
                "--assume-neighbours belongs to the recipe {known}, not to --by.", known=recipes
            )
        )


def _districts(store: Store, origin: Origin, request: Rebuild, say: Say) -> Receipt:
    units = _with_numbers(store, request.from_set, say)
    options = SetOptions(
        request.set_name or districts2009.NAME,
        valid_from=districts2009.VALID_FROM,
        valid_to=districts2009.VALID_TO,
        schematic=units.schematic,
    )
    settings = {"rebuilt": districts2009.NAME, **_origin_of(units)}
    if request.assume_neighbours:
        settings["assume_neighbours"] = True
    making = _Making(
        units,
        options,
        settings,
        lambda: districts2009.compounds(units, assume=request.assume_neighbours, say=say),
    )
    return _store(store, origin, making, say)


def _with_numbers(store: Store, set_name: str | None, say: Say) -> UnitSet:
    """Return the set asked for, or else the only one that carries the recipe's attributes."""
    if set_name is not None:
        units = unit_set(store, set_name)
        missing = [one for one in districts2009.ATTRIBUTES if not units.has(one)]
        if missing:
            raise HotspotsError(
                message(
                    "The areas of {asked!r} have no {missing!r}. The districts are made from "
                    "the municipal layer of roder, whose attributes {attributes} say where "
                    "each belongs.",
                    asked=set_name,
                    missing=missing[0],
                    attributes=" and ".join(map(repr, districts2009.ATTRIBUTES)),
                )
            )
        return units
    unit_sets = [unit_set(store, row["set_name"]) for row in store.rows("areas/active_sets")]
    usable = [one for one in unit_sets if all(map(one.has, districts2009.ATTRIBUTES))]
    if len(usable) != 1:
        raise _no_choice([one.name for one in usable])
    say(message("Using the area set {name!r}.", name=usable[0].name))
    return usable[0]


def _no_choice(names: Sequence[str]) -> HotspotsError:
    if names:
        listed = ", ".join(map(repr, names))
        return UsageProblem(
            message("Several sets could be used: {listed}. Name one with --from.", listed=listed)
        )
    wanted = " and ".join(map(repr, districts2009.ATTRIBUTES))
    return HotspotsError(
        message(
            "No area set in this store has the attributes {wanted}. Load the "
            "municipal layer of roder first: `hotspots load areas roder.geojson "
            "--set rode`.",
            wanted=wanted,
        )
    )


def _by_attribute(store: Store, origin: Origin, request: Rebuild, by: str, say: Say) -> Receipt:
    units = unit_set(store, request.from_set or "")
    if not units.has(by):
        attribute_names = ", ".join(sorted({name for one in units.attributes for name in one}))
        raise HotspotsError(
            message(
                "The areas of {name!r} have no {by!r}. They have: {known}.",
                name=units.name,
                by=by,
                known=attribute_names,
            )
        )
    options = SetOptions(request.set_name or request.name, schematic=units.schematic)
    settings = {"rebuilt_by": by, **_origin_of(units)}
    making = _Making(units, options, settings, lambda: _dissolved(units, by, say))
    return _store(store, origin, making, say)


def _dissolved(units: UnitSet, by: str, say: Say) -> list[Compound]:
    members: dict[str, list[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    for code, of in zip(units.codes, units.attributes, strict=True):
        value = of.get(by)
        members.setdefault(spelled(value), []).append(code)
        spellings.setdefault(spelled(value), Counter())[_label(value)] += 1
    without = members.pop("", [])
    if without:
        rest = message(" and {n} more", n=len(without) - _NAMED) if without[_NAMED:] else ""
        say(
            message(
                "Without {by!r}, and in no area: {without}{rest}.",
                by=by,
                without=", ".join(without[:_NAMED]),
                rest=rest,
            )
        )
    if _RESERVED & members.keys():
        raise HotspotsError(
            message("{by!r} has the value '*' or '-', which stands for no area.", by=by)
        )
    names = _names(units, by, members, say)
    return [
        Compound(label, names.get(value, label), codes, row_number)
        for row_number, (value, codes) in enumerate(members.items(), start=1)
        for label in [spellings[value].most_common(1)[0][0]]
    ]


def _names(
    units: UnitSet, by: str, members: Mapping[str, Sequence[str]], say: Say
) -> dict[str, str]:
    """Return the name of each new area, from an attribute that has one for each and no other."""
    attributes = {name for of in units.attributes for name in of if name != by}
    names_by_attribute = {name: _names_from(units, name, members) for name in sorted(attributes)}
    usable = [name for name, names in names_by_attribute.items()
              if names and len(set(names.values())) == len(members)]  # fmt: skip
    chosen = name_of(by, usable)
    if chosen is None:
        return {}
    say(message("Names from {name!r}.", name=chosen))
    return names_by_attribute[chosen]


def _names_from(
    units: UnitSet, attribute: str, members: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the text that the units of each area share in an attribute; none if they differ."""
    names = {}
    for value, codes in members.items():
        texts = {units.attributes[units.position[code]].get(attribute) for code in codes}
        only = texts.pop()
        if texts or not isinstance(only, str) or not only.strip():
            return {}
        names[value] = only.strip()
    return names


def _label(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return " ".join(str(value).split())


def _origin_of(units: UnitSet) -> dict[str, Any]:
    return {"from": units.name, "from_load": units.load_id}


def _store(store: Store, origin: Origin, making: _Making, say: Say) -> Receipt:
    name, made_from = making.options.name, [making.units.load_id]
    settings = dict(making.settings)
    with derived_session(store, "areas", name, origin, made_from, settings) as load:
        if isinstance(load, Receipt):
            return load
        storing_areas.refuse_second(store, name)
        compounds = making.make()
        layer = compound_layer(making.units, compounds, [], len(compounds))
        storing_areas.store_set(load, layer, making.options, say)
        return load.finish(len(compounds), 0)
