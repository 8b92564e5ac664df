"""Build a crosswalk between two stored sets from smaller units, or from their outlines."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hotspots.analysis.areas.crosswalks import (
    NOWHERE,
    SLIVER_SHARE,
    Common,
    Floats,
    by_area,
    by_units,
    unplaced_parts,
)
from hotspots.analysis.indicators.carrying import OUTSIDE
from hotspots.engine.store import Store, writing
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer
from hotspots.model.areas import Basis, CrosswalkRow
from hotspots.model.loads import Origin, Receipt
from hotspots.workflows.areas.crosswalk_units import (
    NAMED,
    assigned,
    chosen_units,
    listed,
    people_of,
)
from hotspots.workflows.areas.from_units import UnitSet, unit_set
from hotspots.workflows.areas.storing_crosswalks import store_pieces, target_of
from hotspots.workflows.asking.every_output import sources_of, standing_notes
from hotspots.workflows.loads.derived import derived_session
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import area_set_named

CROSSWALK_COLUMNS = (
    "from_area", "from_name", "to_area", "to_name", "weight", "amount", "basis", "n_units",
)  # fmt: skip


@dataclass(frozen=True)
class CrosswalkPlan:
    """Which crosswalk is to be built; ``units`` None lets the program choose them."""

    from_set: str
    to_set: str
    basis: Basis
    units: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Sets:
    """The two sets of a crosswalk, and the units between them (None by area)."""

    old: UnitSet
    new: UnitSet
    units: UnitSet | None


@dataclass(frozen=True)
class Built:
    """A crosswalk that is ready: what the areas share, and the loads it is made from."""

    sets: Sets
    common: Sequence[Common]
    made_from: Sequence[int]


def build_crosswalk(
    store_path: Path, origin: Origin, plan: CrosswalkPlan, say: Say, lang: Lang = "en"
) -> tuple[Receipt, Answer]:
    """Build a crosswalk and store it as a load; one that is there is recognised.

    Raises ``UsageProblem`` where the question does not hold together and ``HotspotsError``
    where people of units are missing or no set of units nests in both.
    """
    _check(plan)
    with writing(store_path) as store:
        built = _built(store, plan, say)
        with _session(store, origin, plan, built) as load:
            receipt = load if isinstance(load, Receipt) else _store(load, plan, built)
        answer = _answer(store, plan, built, receipt, lang)
    return receipt, answer


def _check(plan: CrosswalkPlan) -> None:
    if plan.from_set == plan.to_set:
        raise UsageProblem(message("FROM and TO are the same set. Name two."))
    if plan.basis == "area" and plan.units:
        raise UsageProblem(
            message("--by area needs no --units: it measures the outlines themselves.")
        )
    if plan.basis == "population" and plan.year is None:
        raise UsageProblem(message("--by population needs --year: residents of which year?"))
    if plan.basis != "population" and plan.year is not None:
        raise UsageProblem(message("--year belongs to --by population only."))


def _session(
    store: Store, origin: Origin, plan: CrosswalkPlan, built: Built
) -> AbstractContextManager[OpenLoad | Receipt]:
    units = built.sets.units
    settings = {
        "by": plan.basis, "units": units.name if units else None, "year": plan.year,
        "made_from": list(built.made_from),
    }  # fmt: skip
    target = target_of([(plan.from_set, plan.to_set)])
    return derived_session(store, "crosswalk", target, origin, built.made_from, settings)


def _store(load: OpenLoad, plan: CrosswalkPlan, built: Built) -> Receipt:
    rows = [
        CrosswalkRow(
            row_number,
            plan.from_set,
            _code(built.sets.old, piece.from_area),
            plan.to_set,
            built.sets.new.codes[piece.to_area],
            piece.weight,
            piece.amount,
            plan.basis,
        )
        for row_number, piece in enumerate(built.common, start=1)
    ]
    store_pieces(load, rows)
    return load.finish(len(rows), 0)


def _code(areas: UnitSet, area_index: int) -> str:
    return OUTSIDE if area_index == NOWHERE else areas.codes[area_index]


def _built(store: Store, plan: CrosswalkPlan, say: Say) -> Built:
    old, new = unit_set(store, plan.from_set), unit_set(store, plan.to_set)
    if plan.basis == "area":
        built = _by_area(Sets(old, new, None), say)
    else:
        sets = Sets(old, new, chosen_units(store, (old, new), plan.units, say))
        built = _by_units(store, sets, plan, say)
    if all(one.from_area == NOWHERE for one in built.common):
        raise HotspotsError(
            message(
                "{from_set!r} and {to_set!r} have no ground in common. Name two "
                "divisions of the same place.",
                from_set=plan.from_set,
                to_set=plan.to_set,
            )
        )
    _say_unplaced(built, say)
    return built


def _by_area(sets: Sets, say: Say) -> Built:
    overlap = by_area(sets.old.geometries, sets.new.geometries)
    say(
        message(
            "Weighted by square metres: as if people lived evenly spread. Slivers "
            "under {sliver_share:g} of their area were left out, {sliver_m2:,.1f} m² "
            "in all.",
            sliver_share=SLIVER_SHARE,
            sliver_m2=overlap.sliver_m2,
        )
    )
    return Built(sets, overlap.common, (sets.old.load_id, sets.new.load_id))


def _by_units(store: Store, sets: Sets, plan: CrosswalkPlan, say: Say) -> Built:
    units = sets.units
    if units is None:
        raise UsageProblem(message("A crosswalk by units needs units."))
    in_old = assigned(units, sets.old, say)
    in_new = assigned(units, sets.new, say)
    loads = [sets.old.load_id, sets.new.load_id, units.load_id]
    amounts: Floats = np.ones(len(units.codes))
    if plan.basis == "population" and plan.year is not None:
        amounts, more = people_of(store, units, plan.year)
        loads += more
    common = [
        piece
        for piece in by_units(in_old.area, in_new.area, amounts)
        if piece.from_area != NOWHERE or piece.amount > 0
    ]
    return Built(sets, common, tuple(dict.fromkeys(loads)))


def _say_unplaced(built: Built, say: Say) -> None:
    old, new = built.sets.old, built.sets.new
    parts = unplaced_parts(built.common, len(old.codes))
    if parts:
        worst = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{old.codes[at]} {part:.1%}" for at, part in worst[:NAMED])
        say(
            message(
                "{n} {n:area|areas} of {name!r} {n:lies|lie} partly in no area of {name_2!r} "
                "({named}).",
                n=len(parts),
                name=old.name,
                name_2=new.name,
                named=named,
            )
        )
    outside = [new.codes[one.to_area] for one in built.common if one.from_area == NOWHERE]
    if outside:
        say(
            message(
                "{n} {n:area|areas} of {name!r} {n:lies|lie} partly in no area of {name_2!r} "
                "({first}): there is no carried figure for {n:it|them}.",
                n=len(outside),
                name=new.name,
                name_2=old.name,
                first=listed(outside),
            )
        )


def _answer(
    store: Store, plan: CrosswalkPlan, built: Built, receipt: Receipt, lang: Lang
) -> Answer:
    sources = sources_of(store, [*built.made_from, receipt.load])
    units = built.sets.units
    return Answer(
        command="areas crosswalk",
        columns=CROSSWALK_COLUMNS,
        rows=[_row(built.sets, one, plan.basis) for one in built.common],
        settings={
            "from": plan.from_set, "to": plan.to_set, "by": plan.basis,
            "units": units.name if units else None, "year": plan.year, "load": receipt.load,
        },
        sources=sources,
        notes=standing_notes(sources, area_set_named(store, plan.to_set), lang),
    )  # fmt: skip


def _row(sets: Sets, piece: Common, basis: Basis) -> Mapping[str, Any]:
    old, new = sets.old, sets.new
    return {
        "from_area": _code(old, piece.from_area),
        "from_name": "" if piece.from_area == NOWHERE else old.names[piece.from_area],
        "to_area": new.codes[piece.to_area],
        "to_name": new.names[piece.to_area],
        "weight": piece.weight,
        "amount": piece.amount,
        "basis": basis,
        "n_units": piece.n_units,
    }
