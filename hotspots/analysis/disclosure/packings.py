"""What disjoint members of any levels leave of a larger one, found place by place.

Sets of finest members are whole numbers, a bit for each member.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from hotspots.model.disclosure import (
    MOST_PACKINGS,
    MOST_STEPS,
    Cell,
    Dimension,
    LinkedTables,
    Member,
    TooManyPackingsError,
)

Finest = frozenset[int]
Packing = tuple[Member, ...]


def packed_parts(tables: LinkedTables, cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """Yield, by dimension, the published parts of a cell that pack it.

    Parts of a single level that do not overlap are left to ``LinkedTables.partitions``. Raises
    ``TooManyPackingsError`` where a cell can be packed in too many ways.
    """
    for position, dimension in enumerate(tables.dimensions):
        before, after = cell[:position], cell[position + 1 :]
        inside = [
            member
            for member in dimension.inside[cell[position]]
            if (*before, member, *after) in tables.cell_set
        ]
        packings = _packings(dimension, cell[position], inside)
        if packings is None:
            raise TooManyPackingsError(cell)
        for packing in packings:
            yield tuple((*before, member, *after) for member in packing)


def _packings(
    dimension: Dimension, whole: Member, members: list[Member]
) -> tuple[Packing, ...] | None:
    levels = {member.level for member in members}
    if not levels or (len(levels) == 1 and levels <= dimension.parts[whole].keys()):
        return ()
    return packings(
        dimension.members[whole],
        tuple((member, dimension.members[member]) for member in sorted(members)),
    )


@lru_cache(maxsize=4096)
def packings(whole: Finest, members: tuple[tuple[Member, Finest], ...]
             ) -> tuple[Packing, ...] | None:  # fmt: skip
    """Return the packings of a whole that are to be looked at, of any levels; None if too many.

    A packing is of disjoint members, and every member is one of its parts, lies in one or is
    crossed by one: none fits into the residue, and no larger one can stand for its parts. Of
    several groups of members that do not touch, one at a time is packed in another way than the
    one that leaves least. Ways that leave the same are one, and so is what leaves two others'.
    """
    names: dict[int, Member] = {}
    for member, finest in members:
        names.setdefault(_bits(finest), member)
    ways: list[list[Packing]] = []
    for group in _groups(tuple(names)):
        search = _PackingSearch(group, names)
        if not search.run():
            return None
        ways.append(search.ways())
    least = [first for first, *_ in ways]
    chosen = [[*least[:number], way, *least[number + 1 :]]
              for number, (_, *others) in enumerate(ways) for way in others]  # fmt: skip
    sets = dict(members)
    packed = [tuple(sorted(chain.from_iterable(choice))) for choice in (least, *chosen)]
    return tuple(each for each in packed if each and sum(len(sets[part]) for part in each)
                 < len(whole))  # fmt: skip


def _groups(members: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the members that touch each other, straight or by others."""
    groups: list[tuple[int, ...]] = []
    for member in members:
        near = [group for group in groups if any(member & other for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append((*chain.from_iterable(near), member))
    return groups


def _bits(finest: Finest) -> int:
    return reduce(or_, (1 << position for position in finest), 0)


def _cross(left: int, right: int) -> bool:
    return left & right not in (0, left, right)


class _PartialPacking(NamedTuple):
    """What parts cover, and what is left of the places that were decided."""

    covered: int
    rest: int
    parts: tuple[int, ...]


@dataclass
class _PackingSearch:
    """Decides of each place of a group in its order whether a part covers it, or none."""

    members: tuple[int, ...]
    names: Mapping[int, Member]
    rests: dict[int, Packing] = field(default_factory=dict)
    n_steps: int = 0

    def __post_init__(self) -> None:
        self.whole = reduce(or_, self.members)
        self.crossing = {
            member: [other for other in self.members if _cross(member, other)]
            for member in self.members
        }

    def run(self) -> bool:
        """Go through all packings; tell whether they were few enough."""
        waiting: list[_PartialPacking] = [_PartialPacking(0, 0, ())]
        while waiting:
            self.n_steps += 1
            if self.n_steps > MOST_STEPS or len(self.rests) > MOST_PACKINGS:
                return False
            state = waiting.pop()
            left = self.whole & ~state.covered & ~state.rest
            if left:
                waiting += self._next(state, left & -left)
            else:
                self._take(state.rest, state.parts)
        return True

    def _next(self, state: "_PartialPacking", place: int) -> Iterator["_PartialPacking"]:
        """Yield the place with each part that may cover it, and with none."""
        covered, rest, parts = state
        for part in self.members:
            if part & place and not part & (covered | rest):
                fresh = _PartialPacking(covered | part, rest, (*parts, part))
                if self._may_stay(part, fresh):
                    yield fresh
        uncovered = _PartialPacking(covered, rest | place, parts)
        if self._may_stay(place, uncovered):
            yield uncovered

    def _may_stay(self, places: int, state: "_PartialPacking") -> bool:
        """Tell whether every member that holds places is a part, or is or can be crossed."""
        decided = state.covered | state.rest
        return all(
            any(other in state.parts or not other & decided for other in self.crossing[member])
            for member in self.members
            if member & places == places and member not in state.parts
        )

    def _take(self, rest: int, parts: tuple[int, ...]) -> None:
        packing = tuple(sorted(self.names[part] for part in parts))
        self.rests[rest] = min(self.rests.get(rest, packing), packing, key=_by_parts)

    def ways(self) -> list[Packing]:
        """Return the packing of each residue that is not two others; what leaves least first."""
        kept = {
            rest: packing
            for rest, packing in self.rests.items()
            if not any(part and part & rest == part and rest ^ part in self.rests.keys() - {0}
                       for part in self.rests)
        }  # fmt: skip
        order = sorted((rest.bit_count(), len(each), each) for rest, each in kept.items())
        return [packing for *_, packing in order]


def _by_parts(packing: Packing) -> tuple[int, Packing]:
    return len(packing), packing
