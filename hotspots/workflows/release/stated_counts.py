"""Counts that tables state, in the finest cells of a release: what they leave of totals too."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hotspots.analysis.disclosure.atoms import Atom, atoms_of
from hotspots.analysis.disclosure.classes import Ints
from hotspots.analysis.incidents.table_counts import TableCounts
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.disclosure import Dimension, Member
from hotspots.model.rows import AreasActiveSetsRow
from hotspots.workflows.incidents.table_counts import table_counts
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.release.universe import (
    CATEGORY,
    DIMENSIONS,
    TOTAL,
    period_of,
    period_pieces,
)

Members = tuple[Member, ...]


class _Row(NamedTuple):
    """A category and a group of people as tables name them; '' is all, and everybody."""

    category: str
    group: str


def stated_counts(store: Store, members: Sequence[Members]) -> tuple[tuple[Dimension, ...], Ints]:
    """Return the dimensions, and the counts of the finest cells, from tables of counts.

    What categories leave of all, and groups of everybody, are cells of their own. Raises
    ``ReleaseRefused`` where a table withholds a count, or its parts are more than its totals.
    """
    sets = sorted({member.level for member in members[0]})
    if len(sets) > 1:
        raise _several_sets(sets)
    area_set = area_set_named(store, sets[0])
    codes = [member.code for member in members[0] if member.code != CITY]
    areas = [_area_atom(sets[0], code) for code in codes]
    categories = ["", *(member.code for member in members[1] if member.level == CATEGORY)]
    groups = ["", *(member.code for member in members[2] if member != TOTAL)]
    spans = period_pieces([period_of(member) for member in members[3]])
    months = {atom: [(first.year, first.month) for first, _ in runs]
              for atom, runs in spans.items()}  # fmt: skip
    stated = np.array([[[[
        _count(counts, code, months[atom]) for atom in spans]
        for group in groups for counts in [_table(store, area_set, _Row(category, group))]]
        for category in categories] for code in codes], dtype=np.int64)  # fmt: skip
    finest = _less_parts(_less_parts(stated, 1), 2)
    if finest.min(initial=0) < 0:
        raise _parts_exceed(sets[0])
    atoms = (
        areas,
        _of_total(members[1], categories),
        _of_total(members[2], groups),
        list(spans),
    )
    made = [atoms_of(name, atoms[axis], members[axis]) for axis, name in enumerate(DIMENSIONS)]
    for axis, (axis_atoms, every) in enumerate(zip(made, atoms, strict=True)):
        order = [every.index(atom) for atom in axis_atoms.atoms]
        finest = np.take(finest, order, axis=axis)
    return tuple(axis_atoms.dimension for axis_atoms in made), finest.ravel()


def _area_atom(set_name: str, code: str) -> Atom:
    city = frozenset[Member]() if code == OUTSIDE else frozenset({Member(set_name, CITY)})
    return frozenset({Member(set_name, code)}) | city


def _of_total(members: Members, codes: Sequence[str]) -> list[Atom]:
    """Return the atom of what is left of the total, and of each part in the order of codes."""
    by_code = {member.code: member for member in members}
    rest = frozenset({TOTAL}) & frozenset(members)
    return [rest | ({by_code[code]} if code else frozenset()) for code in codes]


def _less_parts(counts: Ints, axis: int) -> Ints:
    """Return counts whose first of an axis is what the others leave of it."""
    first, rest = np.split(counts, [1], axis=axis)
    return np.concatenate([first - rest.sum(axis=axis, keepdims=True), rest], axis=axis)


def _table(store: Store, area_set: AreasActiveSetsRow, row: _Row) -> TableCounts:
    return table_counts(store, area_set, row.category or None, row.group)


def _count(counts: TableCounts, code: str, months: Sequence[tuple[int, int]]) -> int:
    """Return an area's count of some months of one year, each run of them as tables state it."""
    year = months[0][0]
    total = 0
    for first, last in _runs([month for _, month in months]):
        stated = counts.counts(year, (first, last))
        n = stated.get(code, 0 if code == OUTSIDE else "not_stated")
        if n == "not_stated" and code in {UNPLACED, OUTSIDE} and isinstance(stated[CITY], int):
            n = 0
        if not isinstance(n, int):
            raise _withheld(code, year)
        total += n
    return total


def _runs(months: Sequence[int]) -> list[tuple[int, int]]:
    starts = [month for month in months if month - 1 not in months]
    ends = [month for month in months if month + 1 not in months]
    return list(zip(starts, ends, strict=True))


def _withheld(code: str, year: int) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The tables of counts withhold or do not state {code} in {year}. Declare what they "
            "state in full.",
            code=code,
            year=year,
        )
    )


def _several_sets(sets: Sequence[str]) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "Tables of counts do not tell how {sets} lie in one another. Declare one of them.",
            sets=", ".join(sets),
        )
    )


def _parts_exceed(set_name: str) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "In the tables of counts of {set_name!r} categories or groups are more together than "
            "their total. Declare them without one another.",
            set_name=set_name,
        )
    )
