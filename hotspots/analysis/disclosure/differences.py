"""What may be learnt by subtracting published cells from each other.

Sets of finest cells are whole numbers here, a bit for each cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from hotspots.analysis.disclosure.packings import packed_parts, packings
from hotspots.model.disclosure import (
    MOST_WITHIN,
    Cell,
    CellDifference,
    CountClass,
    LinkedTables,
    Member,
    TooManyPackingsError,
)

Classes = Mapping[Cell, CountClass]


class _Remainder(NamedTuple):
    """A difference with what is left as bits, and the published cells that lie in it."""

    difference: CellDifference
    rest: int
    within: Sequence[Cell]


def differences(tables: LinkedTables, classes: Classes, k: int) -> list[CellDifference]:
    """Return the differences that the classes of nested cells leave under k, perhaps.

    Of two cells with figures, unless a cell with a figure lies in what is left. Of a cell and
    parts of it, a single one, all of a level, or of several kinds that pack it, where no published
    cell lies in what is left; where such do, they are taken away as well. What is a cell of its
    own is no difference, and what several differences share is returned once; not where one of
    them leaves k or more.
    """
    return _Subtraction(tables, classes, k).listed()


class _Subtraction:
    """Published cells and their finest cells."""

    def __init__(self, tables: LinkedTables, classes: Classes, k: int) -> None:
        self.tables, self.classes, self.k = tables, classes, k
        self.bits = {cell: _bits(tables.finest_of(cell)) for cell in tables.cells}
        self.inside: dict[Cell, list[Cell]] = {cell: [] for cell in tables.cells}
        for part in tables.cells:
            for whole in tables.wholes(part):
                self.inside[whole].append(part)

    def listed(self) -> list[CellDifference]:
        large = {*self.bits.values(), 0}
        kept: dict[int, CellDifference] = {}
        for difference, rest, within in self._remainders():
            most = max((self.classes[part].low for part in within), default=-1)
            if self._least(difference) >= self.k:
                large.add(rest)
            elif most < 0 or (self._has_figures(difference) and most < self.k):
                kept.setdefault(rest, difference)
        return [difference for rest, difference in kept.items() if rest not in large]

    def _remainders(self) -> Iterator[_Remainder]:
        for whole, parts in self.inside.items():
            for part in parts:
                yield from self._of_part(CellDifference(whole, (part,)))
            for chosen in (*self.tables.partitions(whole), *packed_parts(self.tables, whole)):
                difference = CellDifference(whole, chosen)
                remainder = self._remainder(difference)
                yield remainder
                yield from self._taken_further(remainder)

    def _of_part(self, difference: CellDifference) -> Iterator[_Remainder]:
        """Yield a cell less one part, and what few cells in it leave."""
        if self._least(difference) >= self.k:
            rest = self._rest(difference)
            few = [*islice(self._within(difference.whole, rest), MOST_WITHIN + 1)]
            remainder = _Remainder(difference, rest, few)
        else:
            remainder = self._remainder(difference)
        yield remainder
        if len(remainder.within) <= MOST_WITHIN:
            yield from self._taken_further(remainder)

    def _taken_further(self, remainder: _Remainder) -> Iterator[_Remainder]:
        """Yield what cells in what is left pack, as where parts are of several dimensions."""
        difference, _, within = remainder
        if not within:
            return
        names = {Member("cell", f"{number:06}"): cell for number, cell in enumerate(within)}
        sets = tuple((name, self.tables.finest_of(cell)) for name, cell in names.items())
        packed = packings(self.tables.finest_of(difference), sets)
        if packed is None:
            raise TooManyPackingsError(difference.whole)
        for parts in packed:
            further = (names[part] for part in parts)
            yield self._remainder(CellDifference(difference.whole, (*difference.parts, *further)))

    def _remainder(self, difference: CellDifference) -> _Remainder:
        rest = self._rest(difference)
        return _Remainder(difference, rest, [*self._within(difference.whole, rest)])

    def _rest(self, difference: CellDifference) -> int:
        rest = self.bits[difference.whole]
        for part in difference.parts:
            rest &= ~self.bits[part]
        return rest

    def _within(self, whole: Cell, rest: int) -> Iterator[Cell]:
        return (part for part in self.inside[whole] if not self.bits[part] & ~rest)

    def _has_figures(self, difference: CellDifference) -> bool:
        """Tell whether it is of two cells, each with a figure."""
        cells = (difference.whole, *difference.parts)
        return len(difference.parts) == 1 and all(
            self.classes[cell].low >= self.k for cell in cells
        )

    def _least(self, difference: CellDifference) -> int:
        return _least(difference, self.classes)


def sums_of_small(tables: LinkedTables, classes: Classes, k: int) -> list[CellDifference]:
    """Return what whole cells and their parts with figures leave to two or more parts under k.

    No part is narrowed by them as such: they may not be 0, but must not be a single number.
    """
    chosen = (
        CellDifference(whole, tuple(part for part in parts if classes[part].low >= k))
        for whole in tables.cells
        for parts in tables.partitions(whole)
        if sum(classes[part].low < k for part in parts) > 1
    )
    return [each for each in chosen if each.parts and _least(each, classes) < k]


def _bits(finest: frozenset[int]) -> int:
    return sum(1 << number for number in finest)


def _least(difference: CellDifference, classes: Classes) -> int:
    whole, parts = classes[difference.whole], (classes[part] for part in difference.parts)
    return whole.low - sum(part.high for part in parts)
