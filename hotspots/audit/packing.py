"""What published parts of several kinds leave of a whole, as an outsider would list it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from hotspots.model.disclosure import (
    MOST_PACKINGS,
    MOST_STEPS,
    Cell,
    LinkedTables,
    Member,
    TooManyPackingsError,
)

Sets = Mapping[Member, frozenset[int]]


class Packings:
    """The packings of the cells of tables; those of the same members are listed once."""

    def __init__(self, tables: LinkedTables) -> None:
        self.tables = tables
        self.listed: dict[tuple[int, Member, frozenset[Member]], list[tuple[Member, ...]]] = {}

    def of(self, whole: Cell) -> Iterator[tuple[Cell, ...]]:
        """Yield what packs a cell along each dimension.

        TooManyPackingsError, with the cell, where there are more than can be listed.
        """
        for number, dimension in enumerate(self.tables.dimensions):
            cells = {
                member: (*whole[:number], member, *whole[number + 1 :])
                for member in dimension.inside[whole[number]]
            }
            parts = frozenset(
                member for member, cell in cells.items() if cell in self.tables.cell_set
            )
            for packing in self._packings(number, whole, parts):
                yield tuple(cells[member] for member in packing)

    def _packings(
        self, number: int, whole: Cell, members: frozenset[Member]
    ) -> list[tuple[Member, ...]]:
        if not members:
            return []
        key = (number, whole[number], members)
        if key not in self.listed:
            every = self.tables.dimensions[number].members
            sets = {member: every[member] for member in sorted(members)}
            try:
                self.listed[key] = least_packings(every[whole[number]], sets)
            except TooManyPackingsError:
                raise TooManyPackingsError(whole) from None
        return self.listed[key]


def least_packings(whole: frozenset[int], sets: Sets) -> list[tuple[Member, ...]]:
    """Return the packings of a whole that leave something.

    Parts are disjoint, and of every member in the whole one holds all, or one crosses its border.
    Each cluster of members that touch is packed in every way while the others leave least.
    """
    different = _different(sets)
    every = frozenset[int]().union(*different.values())
    if sum(map(len, different.values())) == len(every):
        return [tuple(sorted(different))] if every != whole else []
    ways = [_ways(cluster) for cluster in _clusters(different)]
    least = [way[0] for way in ways]
    packed = [tuple(sorted(chain(*least)))]
    for number, (_, *others) in enumerate(ways):
        rest = [*chain(*least[:number], *least[number + 1 :])]
        packed += [tuple(sorted((*way, *rest))) for way in others]
    return [packing for packing in packed if whole.difference(*(sets[part] for part in packing))]


def _ways(sets: Sets) -> list[tuple[Member, ...]]:
    """Return the packings of a cluster, that with the least rest first; none for a joined rest."""
    every = frozenset[int]().union(*sets.values())
    rests: dict[frozenset[int], tuple[Member, ...]] = {}
    for packing in _every_packing(sets):
        rest = every.difference(*(sets[part] for part in packing))
        sorted_parts = (len(packing), tuple(sorted(packing)))
        if rest not in rests or sorted_parts < (len(rests[rest]), rests[rest]):
            rests[rest] = sorted_parts[1]
        if len(rests) > MOST_PACKINGS:
            raise TooManyPackingsError
    joined = {
        one | other for one, other in combinations(filter(None, rests), 2) if not one & other
    }
    order = sorted((len(rest), len(packing), packing) for rest, packing in rests.items()
                   if rest not in joined)  # fmt: skip
    return [packing for _, _, packing in order]


def _clusters(sets: Sets) -> Iterator[Sets]:
    """Yield the members that touch, straight or by others."""
    left = dict(sets)
    while left:
        member = next(iter(left))
        area = left[member]
        cluster: set[Member] = set()
        while near := {each: finest for each, finest in left.items() if finest & area}:
            cluster |= near.keys()
            area = area.union(*near.values())
            left = {each: finest for each, finest in left.items() if each not in near}
        yield {each: finest for each, finest in sets.items() if each in cluster}


def _different(sets: Sets) -> Sets:
    """Return the first member of each set, the largest sets first."""
    first = {finest: member for member, finest in reversed([*sets.items()])}
    return {first[finest]: finest for finest in sorted(first, key=lambda each: -len(each))}


def _every_packing(sets: Sets) -> Iterator[tuple[Member, ...]]:
    """Settle the largest member that no part holds or crosses: take it, or one that crosses it."""
    crossing = {member: [other for other, finest in sets.items() if _cross(finest, large)]
                for member, large in sets.items()}  # fmt: skip
    waiting: list[tuple[Member, ...]] = [()]
    seen: set[frozenset[Member]] = set()
    while waiting:
        parts = waiting.pop()
        if frozenset(parts) in seen:
            continue
        seen.add(frozenset(parts))
        if len(seen) > MOST_STEPS:
            raise TooManyPackingsError
        member = next((each for each in sets if not _is_settled(each, parts, sets)), None)
        if member is None:
            yield parts
            continue
        covered = frozenset[int]().union(*(sets[part] for part in parts))
        waiting += [(*parts, each) for each in (member, *crossing[member])
                    if not sets[each] & covered]  # fmt: skip


def _is_settled(member: Member, parts: Sequence[Member], sets: Sets) -> bool:
    finest = sets[member]
    return any(finest <= sets[part] or _cross(finest, sets[part]) for part in parts)


def _cross(left: frozenset[int], right: frozenset[int]) -> bool:
    return bool(left & right and left - right and right - left)
