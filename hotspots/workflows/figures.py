"""The figures that a question rests on: the whole series, carried over where it must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotspots.engine.store import Store
from hotspots.workflows.asking import Asked, Scope

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """The figures of a series in one area set; ``basis`` says how some were carried over.

    ``loads`` are those of the crosswalk and of the set that figures were carried over from.
    """

    rows: Sequence[Row]
    basis: str | None = None
    loads: Sequence[int] = ()


def series(store: Store, scope: Scope, asked: Asked) -> Known:
    """Return the figures of all years; where the set has none in a year, those carried over."""
    own = _of_set(store, scope, asked, scope.set_name)
    if scope.from_set is None or scope.from_set == scope.set_name:
        return Known(own)
    return _with_carried(store, scope, own, _of_set(store, scope, asked, scope.from_set))


def _of_set(store: Store, scope: Scope, asked: Asked, set_name: str) -> list[dict[str, Any]]:
    return store.rows(
        "estimates/figures",
        set_name=set_name,
        indicator=scope.indicator["indicator"],
        year_1=None,
        year_2=None,
        edition=asked.edition,
    )


def categories(store: Store, scope: Scope, asked: Asked) -> list[dict[str, Any]]:
    """Return each area's action category in the two years, from the newest edition."""
    return store.rows(
        "estimates/categories",
        set_name=scope.set_name,
        indicator=scope.indicator["indicator"],
        year_1=scope.baseline,
        year_2=scope.year,
        edition=asked.edition,
    )


def _with_carried(
    store: Store, scope: Scope, own: list[dict[str, Any]], others: Sequence[Row]
) -> Known:
    raise NotImplementedError
