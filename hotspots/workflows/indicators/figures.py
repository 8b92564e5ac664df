"""The figures that a question rests on: the whole series, carried over where it must be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from hotspots.engine.store import Store
from hotspots.model.indicators import AreaCategory, Figure
from hotspots.model.nulls import not_null
from hotspots.workflows.asking.questions import Asked, Scope
from hotspots.workflows.indicators.carrying import Crosswalk, carried_figures, crosswalk
from hotspots.workflows.indicators.categories import categories_of
from hotspots.workflows.loads.stored_sets import known_set


@dataclass(frozen=True)
class Known:
    """The figures of a series in one area set; ``basis`` says how some were carried over.

    ``loads`` are those of the crosswalk and of the set that figures were carried over from;
    ``n_incomplete`` areas could not be given all their parts.
    """

    rows: Sequence[Figure]
    basis: str | None = None
    loads: Sequence[int] = ()
    n_incomplete: int = 0


def series(store: Store, scope: Scope, asked: Asked) -> Known:
    """Return the figures of all years; where the set has none in a year, those carried over."""
    own = _of_set(store, scope, asked, scope.set_name)
    if scope.from_set is None or scope.from_set == scope.set_name:
        return Known(own)
    others = _of_set(store, scope, asked, scope.from_set)
    return _with_carried(store, scope, asked, own, others)


def _of_set(store: Store, scope: Scope, asked: Asked, set_name: str) -> list[Figure]:
    found = store.rows(
        "estimates/figures",
        set_name=set_name,
        indicator=scope.indicator["indicator"],
        year_1=None,
        year_2=None,
        edition=asked.edition,
    )
    return cast("list[Figure]", found)


def categories(store: Store, scope: Scope, asked: Asked) -> list[AreaCategory]:
    """Return each area's action category in the two years: read, or computed from a score."""
    return categories_of(
        store,
        scope.set_name,
        scope.indicator["indicator"],
        scope.baseline,
        scope.year,
        asked.edition,
    )


def _with_carried(
    store: Store, scope: Scope, asked: Asked, own: Sequence[Figure], others: Sequence[Figure]
) -> Known:
    """Fill the years that an area has no figure of its own for with figures carried over."""
    way = crosswalk(store, str(scope.from_set), scope.set_name, asked.carry_by)
    carried = carried_figures(store, others, way, scope.indicator["measure"])
    there = {(one["area_code"], one["year"]) for one in own if one["percent"] is not None}
    added = [one for one in carried if (one["area_code"], one["year"]) not in there]
    from_set = known_set(store, str(scope.from_set))
    loads = [way.available.load_id, from_set["load_id"]]
    loads += [load for one in added if one["year"] in (scope.baseline, scope.year)
              for load in one["load_ids"]]  # fmt: skip
    incomplete = {one["area_code"] for one in added if one["missing"]}
    rows = [*own, *(one for one in added if one["percent"] is not None)]
    return Known(rows, _basis(added, way), loads, len(incomplete))


def _basis(carried: Sequence[Figure], way: Crosswalk) -> str:
    """Return what weighed the parts: the crosswalk's amounts, or else answers or people."""
    masses = {one["mass"] for one in carried if one["carried"]}
    return (
        not_null(next(iter(masses))) if masses and "amount" not in masses else way.available.basis
    )
