"""What is published of counts: cells of linked tables, and the class that each count has.

A cell is one member of every dimension. Members of different levels nest: an area in a set, a
category in a group, a month in a year, all of them in the total. Each is a set of the finest
members, so that every count published by any release is a sum of counts of the finest cells.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

# the upper end of a class of which nothing is published; sums of a million fit in 64 bits
NO_LIMIT = 10**12

# of how many packings of a whole along a dimension what they leave is listed, and how many steps
# may be taken to find them; beyond either a release is refused
MOST_PACKINGS = 200
MOST_STEPS = 20_000
# of a cell less a part, up to how many cells in what is left are taken away as well
MOST_WITHIN = 8


class Member(NamedTuple):
    """A member of a dimension by its level and code: an area by its set, a total by its name."""

    level: str
    code: str


Cell = tuple[Member, ...]


class CellDifference(NamedTuple):
    """What is left of a published cell when published parts of it are taken away."""

    whole: Cell
    parts: tuple[Cell, ...]


Key = Cell | CellDifference


class TooManyPackingsError(Exception):
    """More parts of several kinds lie across each other in a ``whole`` than can be listed."""

    def __init__(self, whole: Cell = ()) -> None:
        super().__init__(whole)
        self.whole = whole


@dataclass(frozen=True)
class CountClass:
    """The counts from ``low`` to ``high`` that cannot be told apart, and what is printed.

    ``figure`` is None where no figure is printed ("under 5").
    """

    low: int
    high: int
    figure: int | None = None

    def holds(self, count: int) -> bool:
        """Tell whether a count is of the class."""
        return self.low <= count <= self.high


@dataclass(frozen=True)
class Dimension:
    """The finest members of a dimension, and which of them each member is made of.

    ``members`` has the positions among ``finest``, from 0. Members of a level may overlap.
    """

    name: str
    finest: tuple[str, ...]
    members: Mapping[Member, frozenset[int]]

    @cached_property
    def containing(self) -> Mapping[Member, tuple[Member, ...]]:
        """Return for each member those that hold all of it, itself among them."""
        return {
            inner: tuple(outer for outer, large in self.members.items() if small <= large)
            for inner, small in self.members.items()
        }

    @cached_property
    def inside(self) -> Mapping[Member, tuple[Member, ...]]:
        """Return for each member the smaller ones in it, of all levels."""
        return {
            outer: tuple(inner for inner, small in self.members.items() if small < large)
            for outer, large in self.members.items()
        }

    @cached_property
    def parts(self) -> Mapping[Member, Mapping[str, tuple[Member, ...]]]:
        """Return for each member, by level, the smaller members in it; none that overlap."""
        return {member: self._parts(positions) for member, positions in self.members.items()}

    def _parts(self, whole: frozenset[int]) -> Mapping[str, tuple[Member, ...]]:
        levels: dict[str, list[Member]] = defaultdict(list)
        for member, positions in self.members.items():
            if positions < whole:
                levels[member.level].append(member)
        return {level: tuple(parts) for level, parts in levels.items() if self._disjoint(parts)}

    def _disjoint(self, parts: Sequence[Member]) -> bool:
        whole = frozenset[int]().union(*(self.members[part] for part in parts))
        return len(whole) == sum(len(self.members[part]) for part in parts)


@dataclass(frozen=True)
class PublishedClasses:
    """The classes of the cells of a release.

    ``vintage`` is the state of the data that was counted, from 1; it goes up when counts left
    their published classes.
    """

    cells: Mapping[Cell, CountClass]
    vintage: int = 1


@dataclass(frozen=True)
class LinkedTables:
    """The dimensions of all releases, and the cells that are published, once each.

    The finest cells are numbered with the last dimension running fastest.
    """

    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]

    @property
    def n_finest(self) -> int:
        """Return how many finest cells there are."""
        size = 1
        for dimension in self.dimensions:
            size *= len(dimension.finest)
        return size

    @cached_property
    def cell_set(self) -> frozenset[Cell]:
        """Return the cells for looking up."""
        return frozenset(self.cells)

    def finest_of(self, key: Key) -> frozenset[int]:
        """Return the numbers of the finest cells that a cell or a difference is made of."""
        if isinstance(key, CellDifference):
            whole = self.finest_of(key.whole)
            return whole.difference(*(self.finest_of(part) for part in key.parts))
        if key not in self._finest:
            self._finest[key] = self._finest_of(key)
        return self._finest[key]

    @cached_property
    def _finest(self) -> dict[Cell, frozenset[int]]:
        """Keep what cells are made of: each is asked for again and again."""
        return {}

    def _finest_of(self, cell: Cell) -> frozenset[int]:
        numbers = [0]
        for dimension, member in zip(self.dimensions, cell, strict=True):
            positions = sorted(dimension.members[member])
            width = len(dimension.finest)
            numbers = [number * width + position for number in numbers for position in positions]
        return frozenset(numbers)

    def wholes(self, cell: Cell) -> list[Cell]:
        """Return the other published cells that hold all of a cell."""
        outer = (
            dimension.containing[member]
            for dimension, member in zip(self.dimensions, cell, strict=True)
        )
        return [whole for whole in product(*outer) if whole != cell and whole in self.cell_set]

    def partitions(self, cell: Cell) -> Iterator[tuple[Cell, ...]]:
        """Yield, by dimension and level, the published parts of a cell, which do not overlap."""
        for position, dimension in enumerate(self.dimensions):
            for members in dimension.parts[cell[position]].values():
                candidates = (
                    (*cell[:position], member, *cell[position + 1 :]) for member in members
                )
                parts = tuple(part for part in candidates if part in self.cell_set)
                if parts:
                    yield parts


def cell_name(key: Key) -> str:
    """Return a cell or a difference as a text, for refusals and files."""
    if isinstance(key, CellDifference):
        return " − ".join(cell_name(cell) for cell in (key.whole, *key.parts))
    return " × ".join(f"{member.level}:{member.code}" for member in key)
