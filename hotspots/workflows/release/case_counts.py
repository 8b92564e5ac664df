"""Cases of extracts counted in the finest cells of a release, and the places that they lie on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.areas.pieces import SetAreas, pieces
from hotspots.analysis.disclosure.atoms import Atom, Atoms, atom_name, atoms_of
from hotspots.analysis.disclosure.by_place import NO_PLACE, SmallByPlace, small_by_place
from hotspots.analysis.disclosure.classes import Ints
from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.disclosure import Dimension, LinkedTables, Member
from hotspots.model.release import Policy
from hotspots.workflows.loads.stored_sets import area_set_named
from hotspots.workflows.release.universe import (
    CATEGORY,
    DIMENSIONS,
    TOTAL,
    period_of,
    period_pieces,
)

_DIVIDER, _WITHIN = chr(31), chr(30)

Members = tuple[Member, ...]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class CaseCounts:
    """Cases by finest cell and place: ``finest``, ``places`` and ``n`` have an entry a pair.

    A place is a number, or ``NO_PLACE``.
    """

    atoms: tuple[Atoms, ...]
    finest: Numbers
    places: Numbers
    n: Numbers

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Return the dimensions, whose finest members are the atoms."""
        return tuple(atoms.dimension for atoms in self.atoms)

    @cached_property
    def counts(self) -> Ints:
        """Return how many cases each finest cell has."""
        size = int(np.prod([len(atoms.atoms) for atoms in self.atoms]))
        return np.bincount(self.finest, self.n, size).astype(np.int64)

    def small_by_place(self, tables: LinkedTables, k: int, policy: Policy) -> list[SmallByPlace]:
        """Return the cells, by their numbers, of k cases or more on too few places.

        What has no place at all lies on none, and says nothing of places.
        """
        cells_of: list[list[int]] = [[] for _ in self.counts]
        for number, cell in enumerate(tables.cells):
            for finest in tables.finest_of(cell):
                cells_of[finest].append(number)
        widths = np.array([len(cells_of[finest]) for finest in self.finest], dtype=np.int64)
        repeats = np.repeat(np.arange(len(self.n)), widths * self.n)
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *(
            np.repeat(np.array(cells_of[finest], dtype=np.int64), n)
            for finest, n in zip(self.finest.tolist(), self.n.tolist(), strict=True)
        )])  # fmt: skip
        small = small_by_place(rows, self.places[repeats], k, policy.places, policy.most_percent)
        return [row for row in small if row.n_places]


def case_counts(store: Store, members: Sequence[Members], k: int) -> CaseCounts:
    """Count the cases of extracts in the atoms of the members of every dimension.

    Raises ``ReleaseRefused`` where so few cases lie in several areas or categories at once that
    telling so would tell of them.
    """
    sets = sorted({member.level for member in members[0]})
    spans = period_pieces([period_of(member) for member in members[3]])
    rows = _cases(store, sets, spans)
    areas, categories = (_EncodedTexts(rows[column]) for column in ("areas", "categories"))
    periods = _EncodedTexts(rows["periods"])
    _refuse_mixed(rows)
    by_name = {atom_name(atom): atom for atom in spans}
    signatures = (
        [_area_atom(text) for text in areas.texts],
        [_category_atom(text, members[1]) for text in categories.texts],
        [frozenset({TOTAL})],
        [frozenset[Member]().union(*(by_name[name] for name in text.split(_DIVIDER)))
         for text in periods.texts],
    )  # fmt: skip
    required = (
        _area_atoms(store, sets),
        {frozenset({TOTAL}), *(frozenset({TOTAL, member}) for member in members[1])},
        {frozenset({TOTAL})},
        set(spans),
    )
    n = rows["n"].to_numpy().astype(np.int64)
    numbers = (
        areas.numbers,
        categories.numbers,
        np.zeros(len(n), dtype=np.int64),
        periods.numbers,
    )
    atoms = tuple(
        _checked_atoms(name, required[axis], members[axis], signatures[axis],
                       np.bincount(numbers[axis], n, len(signatures[axis])), k)
        for axis, name in enumerate(DIMENSIONS)
    )  # fmt: skip
    positions = [
        _positions(axis_atoms, signatures[axis], members[axis])[numbers[axis]]
        for axis, axis_atoms in enumerate(atoms)
    ]
    shape = tuple(len(axis_atoms.atoms) for axis_atoms in atoms)
    finest = np.ravel_multi_index(positions, shape).astype(np.int64)
    return CaseCounts(atoms, finest, _places(rows), n)


class _EncodedTexts:
    """The texts of a column, once each, and the number of each row's."""

    def __init__(self, column: Any) -> None:
        encoded = column.combine_chunks().dictionary_encode()
        self.texts: list[str] = encoded.dictionary.to_pylist()
        self.numbers: Numbers = encoded.indices.to_numpy().astype(np.int64)


def _cases(store: Store, sets: Sequence[str], spans: Any) -> Any:
    days = [(atom_name(atom), *days) for atom, runs in spans.items() for days in runs]
    loads = [area_set_named(store, name)["load_id"] for name in sets]
    periods = pa.table(
        {
            "period": pa.array([name for name, _, _ in days], pa.string()),
            "first_day": pa.array([first for _, first, _ in days], pa.date32()),
            "last_day": pa.array([last for _, _, last in days], pa.date32()),
        }
    )
    of_sets = pa.table({"area_load_id": pa.array(loads, pa.int32()), "set_name": list(sets)})
    with store.relation("release_periods", periods), store.relation("release_sets", of_sets):
        return store.arrow("releases/cases", by_reported=False, count="cases")


def _area_atom(text: str) -> Atom:
    tags = {Member(*tag.split(_WITHIN)) for tag in text.split(_DIVIDER)}
    return frozenset(tags) | _cities(tags)


def _cities(tags: Collection[Member]) -> Atom:
    """Return the cities of which areas, or what has no place, are part; outside is of none."""
    return frozenset(Member(tag.level, CITY) for tag in tags if tag.code != OUTSIDE)


def _category_atom(text: str, members: Members) -> Atom:
    tags = {Member(CATEGORY, category) for category in text.split(_DIVIDER)}
    return frozenset({TOTAL}) | (tags & {*members})


def _area_atoms(store: Store, sets: Sequence[str]) -> set[Atom]:
    """Return the atoms that the ground has: pieces of it, outside of all, and no place.

    Where an extract names an area of one set, it has no place in the others.
    """
    areas = [set_areas(store, name) for name in sets]
    ground = pieces(areas) if len(areas) > 1 or _is_overlapping(store, sets) else _alone(areas)
    tags = [_with_outside(piece, sets) for piece in ground]
    tags.append({Member(name, UNPLACED) for name in sets})
    for row in store.rows("releases/named_sets") if len(sets) > 1 else ():
        nowhere = {Member(name, UNPLACED) for name in sets if name != row["named_set"]}
        codes = [code for part in areas if part.set_name == row["named_set"]
                 for code in part.codes]  # fmt: skip
        tags += [{Member(row["named_set"], code), *nowhere} for code in codes]
    return {frozenset(each) | _cities(each) for each in tags}


def _alone(areas: Sequence[SetAreas]) -> set[frozenset[tuple[str, str]]]:
    pairs = {frozenset({(part.set_name, code)}) for part in areas for code in part.codes}
    return pairs | {frozenset()}


def _is_overlapping(store: Store, sets: Sequence[str]) -> bool:
    return any(area_set_named(store, name)["overlapping"] for name in sets)


def set_areas(store: Store, set_name: str) -> SetAreas:
    """Return the areas of a set with their outlines."""
    import shapely

    rows = store.rows("areas/areas_of_set", set_name=set_name)
    polygons = shapely.from_wkb([bytes(row["geometry"]) for row in rows])
    return SetAreas(set_name, [row["code"] for row in rows], list(polygons))


def _with_outside(piece: Collection[tuple[str, str]], sets: Sequence[str]) -> set[Member]:
    tags = {Member(*pair) for pair in piece}
    return tags | {Member(name, OUTSIDE) for name in {*sets} - {tag.level for tag in tags}}


def _checked_atoms(
    name: str,
    required: Collection[Atom],
    members: Members,
    signatures: Sequence[Atom],
    n: Any,
    k: int,
) -> Atoms:
    """Return the atoms, those that only cases with several rows lie in among them."""
    wanted = frozenset(members)
    plain = {atom & wanted for atom in required}
    rare: dict[Atom, int] = {}
    for atom, n_cases in zip(signatures, n.tolist(), strict=True):
        if atom & wanted not in plain:
            rare[atom & wanted] = rare.get(atom & wanted, 0) + int(n_cases)
    for atom in sorted(rare, key=atom_name):
        if rare[atom] < k:
            raise _too_rare(atom)
    return atoms_of(name, [*plain, *rare], members)


def _too_rare(atom: Atom) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "Fewer cases than the policy lets be told lie at once in {members}, which the tables "
            "would tell. Leave one of them out of the release file.",
            members=atom_name(atom),
        )
    )


def _positions(atoms: Atoms, signatures: Sequence[Atom], members: Members) -> Numbers:
    wanted = frozenset(members)
    numbers = {atom: number for number, atom in enumerate(atoms.atoms)}
    return np.array([numbers[atom & wanted] for atom in signatures], dtype=np.int64)


def _places(rows: Any) -> Numbers:
    """Return the number of each row's place: the same where coordinates are the same."""
    x, y = (rows[name].to_numpy() for name in ("x_m", "y_m"))
    is_placed = ~np.isnan(x)
    places = np.full(len(x), NO_PLACE, dtype=np.int64)
    _, numbers = np.unique(np.stack([x[is_placed], y[is_placed]]), axis=1, return_inverse=True)
    places[is_placed] = numbers.ravel()
    return places


def _refuse_mixed(rows: Any) -> None:
    is_mixed = rows["is_mixed"].to_numpy(zero_copy_only=False).astype(bool)
    n = int(rows["n"].to_numpy()[is_mixed].sum())
    if n:
        raise ReleaseRefused(
            message(
                "{n:,} {n:case has|cases have} rows in several areas, categories or periods of "
                "which not each goes with each, so that totals are no sums of cells. Declare "
                "fewer categories or longer periods.",
                n=n,
            )
        )
