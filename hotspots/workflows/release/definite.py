"""Declared tables made definite: which areas, categories, groups and periods, and by what way."""

from collections.abc import Sequence

from hotspots.analysis.incidents.table_counts import Months
from hotspots.analysis.time.periods import covers
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import Say, message
from hotspots.model.groups import parts_of
from hotspots.model.incidents import Use
from hotspots.model.periods import Period
from hotspots.model.release import EACH_CATEGORY, DeclaredTable, Policy
from hotspots.workflows.incidents.table_counts import counted_sets, table_counts
from hotspots.workflows.loads.covered_days import days_by_year
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.release.universe import (
    CountedTable,
    category_member,
    group_member,
    history_of,
    set_members,
    steps_between,
)


def definite(
    store: Store, table: DeclaredTable, policy: Policy, n_history: int
) -> tuple[CountedTable, Use]:
    """Return a declared table with all its members, and whether extracts or tables count it.

    Raises ``ReleaseRefused`` where the store does not have all of it.
    """
    periods = steps_between(table.first, table.last)
    if not periods:
        raise ReleaseRefused(
            message(
                "The release file asks for periods from {first} to {last}, of which the last does "
                "not follow on the first. Name two of one kind, the earlier first.",
                first=table.first,
                last=table.last,
            )
        )
    history = history_of(table.first, n_history)
    use: Use = "counts" if table.groups or not _in_extracts(store, periods) else "extracts"
    return CountedTable(
        table.sets,
        tuple(
            member
            for set_name in table.sets
            for member in set_members(set_name, codes_of(store, set_name))
        ),
        (category_member(None), *map(category_member, _categories(store, table, policy, use))),
        tuple(map(group_member, ("", *_groups(store, table)))),
        tuple(periods),
        tuple(_covered(store, table, history, use)),
    ), _checked_use(store, table, periods, use)


def codes_of(store: Store, set_name: str) -> list[str]:
    """Return the codes of a set's areas in their order."""
    area_set_named(store, set_name)
    return [row["code"] for row in store.rows("areas/names_of_set", set_name=set_name)]


def whole_years(store: Store, set_name: str, *, by_group: bool) -> list[int]:
    """Return the years that extracts have from end to end, or else tables of counts.

    Groups of people are of tables alone.
    """
    area_set = area_set_named(store, set_name)
    every = list(map(Period, days_by_year(store)))
    years = [] if by_group else _covered_by_extracts(store, every)
    if years:
        return [period.year for period in years]
    rows = [row for row in counted_sets(store) if row["set_name"] == set_name]
    counts = table_counts(store, area_set, None)
    span = range(min((row["first_year"] for row in rows), default=0),
                 max((row["last_year"] for row in rows), default=-1) + 1)  # fmt: skip
    return [year for year in span if counts.tiles(year, months_of_period(Period(year)))]


def months_of_period(period: Period) -> Months:
    """Return the first and the last month of a period."""
    first, last = period.days
    return first.month, last.month


def _categories(store: Store, table: DeclaredTable, policy: Policy, use: Use) -> list[str]:
    every = _stored_categories(store, table, use)
    named = every if EACH_CATEGORY in table.categories else list(table.categories)
    excluded = {category.casefold() for category in policy.excluded}
    missing = sorted({*named} - {*every})
    if missing:
        raise ReleaseRefused(
            message(
                "The store has no {categories}. It has: {every}.",
                categories=", ".join(missing),
                every=", ".join(every) or message("none"),
            )
        )
    return [category for category in named if category.casefold() not in excluded]


def warn_of_unknown_exclusions(store: Store, policy: Policy, say: Say) -> None:
    """Say which categories the policy leaves out that the store does not have."""
    counts = {row["category"] for row in counted_sets(store)} - {None}
    extracts = store.rows("incidents/period", category=None)[0]["categories"] or ()
    stored = sorted({*extracts, *counts})
    known = {category.casefold() for category in stored}
    unknown = [each for each in policy.excluded if each.casefold() not in known]
    if unknown:
        say(
            message(
                "The policy leaves out {unknown}, of which the store has nothing. If that is "
                "spelt otherwise in the store, correct the policy. The store has: {stored}.",
                unknown=", ".join(unknown),
                stored=", ".join(stored) or message("none"),
            )
        )


def _stored_categories(store: Store, table: DeclaredTable, use: Use) -> list[str]:
    if use == "extracts":
        return list(store.rows("incidents/period", category=None)[0]["categories"] or ())
    return [
        row["category"]
        for row in counted_sets(store)
        if row["set_name"] == table.sets[0] and row["category"]
    ]


def _groups(store: Store, table: DeclaredTable) -> list[str]:
    """Return the groups of the one dimension that is asked for."""
    if not table.groups:
        return []
    if len(table.groups) > 1:
        raise ReleaseRefused(
            message(
                "Groups by {dimensions} together are not released: nobody can tell how many are "
                "in both. Declare one of them.",
                dimensions=", ".join(table.groups),
            )
        )
    stored = {row["group_key"] for row in store.rows("incidents/counted_groups")
              if row["set_name"] == table.sets[0]}  # fmt: skip
    groups = sorted(group for group in stored if [*parts_of(group)] == [table.groups[0]])
    if not groups:
        raise ReleaseRefused(
            message(
                "No table of counts tells groups by {dimension} apart in {set_name!r}.",
                dimension=table.groups[0],
                set_name=table.sets[0],
            )
        )
    return groups


def _in_extracts(store: Store, periods: Sequence[Period]) -> bool:
    return len(_covered_by_extracts(store, periods)) == len(periods)


def _covered_by_extracts(store: Store, periods: Sequence[Period]) -> list[Period]:
    """Return the periods of which the extracts have every day."""
    days = days_by_year(store)
    return [period for period in periods if covers(days, period.days)]


def _covered(
    store: Store, table: DeclaredTable, periods: Sequence[Period], use: Use
) -> list[Period]:
    if use == "extracts":
        return _covered_by_extracts(store, periods)
    counts = table_counts(store, area_set_named(store, table.sets[0]), None)
    return [period for period in periods if counts.tiles(period.year, months_of_period(period))]


def _checked_use(store: Store, table: DeclaredTable, periods: Sequence[Period], use: Use) -> Use:
    """Refuse periods that nothing covers from end to end, and tables of several sets."""
    missing = [period for period in periods if period not in _covered(store, table, periods, use)]
    if missing:
        raise ReleaseRefused(
            message(
                "Neither extracts nor tables of counts have every day of {periods} in {sets}. "
                "Declare periods that they cover from end to end.",
                periods=", ".join(map(str, missing)),
                sets=", ".join(table.sets),
            )
        )
    if use == "counts" and len(table.sets) > 1:
        raise ReleaseRefused(
            message(
                "Tables of counts do not tell how {sets} lie in one another. Declare one of them.",
                sets=", ".join(table.sets),
            )
        )
    return use
