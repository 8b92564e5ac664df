"""The figures that a question rests on: the whole series, carried over where it must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from hotspots.engine.store import Store
from hotspots.model.indicators import AreaCategory, Figure
from hotspots.model.nulls import not_null
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.assumed_answers import assumed_figures
from hotspots.workflows.indicators.carrying import Crosswalk, carried_figures, crosswalk
from hotspots.workflows.indicators.categories import categories_of
from hotspots.workflows.loads.stored_sets import area_set_named


@dataclass(frozen=True)
class FigureSeries:
    """The figures of a series in one area set; ``basis`` says how some were carried over.

    ``loads`` are those of the crosswalk and of the set that figures were carried over from;
    ``n_incomplete`` areas could not be given all their parts. ``baseline_rows`` are those of
    the baseline where it is another part of the year.
    """

    rows: Sequence[Figure]
    basis: str | None = None
    loads: Sequence[int] = ()
    n_incomplete: int = 0
    baseline_rows: Sequence[Figure] = ()


def series(store: Store, scope: Scope, question: Question) -> FigureSeries:
    """Return the figures of all years; where the set has none in a year, those carried over."""
    whole = _in_part(store, scope, question)
    if scope.baseline_part == scope.part:
        return whole
    earlier = _in_part(store, scope, replace(question, part=scope.baseline_part))
    of_baseline = [row for row in earlier.rows if row["year"] == scope.baseline]
    return replace(
        whole,
        baseline_rows=of_baseline,
        loads=[*whole.loads, *earlier.loads],
        basis=whole.basis or earlier.basis,
        n_incomplete=max(whole.n_incomplete, earlier.n_incomplete),
    )


def figures_of(store: Store, scope: Scope, question: Question) -> list[Figure]:
    """Return the set's own figures of all years, of the question's group and part of the year."""
    return _of_set(store, scope, question, scope.set_name)


def _in_part(store: Store, scope: Scope, question: Question) -> FigureSeries:
    set_rows = _of_set(store, scope, question, scope.set_name)
    if scope.from_set is None or scope.from_set == scope.set_name:
        return FigureSeries(set_rows)
    from_rows = _of_set(store, scope, question, scope.from_set)
    return _with_carried(store, scope, question, set_rows, from_rows)


def _of_set(store: Store, scope: Scope, question: Question, set_name: str) -> list[Figure]:
    rows = store.rows(
        "estimates/figures",
        set_name=set_name,
        indicator=scope.indicator["indicator"],
        year_1=None,
        year_2=None,
        edition=question.edition,
        group_key=question.group,
        part=question.part,
    )
    read = cast("list[Figure]", rows)
    measure = scope.indicator["measure"]
    return assumed_figures(store, set_name, measure, question.assumed, read)


def categories(store: Store, scope: Scope, question: Question) -> list[AreaCategory]:
    """Return each area's action category in the two years: read, or computed from a score.

    Categories are of everybody and of whole years.
    """
    if question.group or question.part:
        return []
    return categories_of(
        store,
        scope.set_name,
        scope.indicator["indicator"],
        scope.baseline,
        scope.year,
        question.edition,
    )


def _with_carried(
    store: Store,
    scope: Scope,
    question: Question,
    set_rows: Sequence[Figure],
    from_rows: Sequence[Figure],
) -> FigureSeries:
    """Fill the years that an area has no figure of its own for with figures carried over."""
    by = crosswalk(store, str(scope.from_set), scope.set_name, question.carry_by)
    carried = carried_figures(store, from_rows, by, scope.indicator["measure"])
    covered = {(row["area_code"], row["year"]) for row in set_rows if row["percent"] is not None}
    added = [row for row in carried if (row["area_code"], row["year"]) not in covered]
    from_set = area_set_named(store, str(scope.from_set))
    loads = [by.available.load_id, from_set["load_id"]]
    loads += [load for row in added if row["year"] in (scope.baseline, scope.year)
              for load in row["load_ids"]]  # fmt: skip
    incomplete = {row["area_code"] for row in added if row["missing"]}
    rows = [*set_rows, *(row for row in added if row["percent"] is not None)]
    return FigureSeries(rows, _basis(added, by), loads, len(incomplete))


def _basis(carried: Sequence[Figure], by: Crosswalk) -> str:
    """Return what weighed the parts: the crosswalk's amounts, or else answers or people."""
    masses = {one["mass"] for one in carried if one["carried"]}
    return (
        not_null(next(iter(masses))) if masses and "amount" not in masses else by.available.basis
    )
