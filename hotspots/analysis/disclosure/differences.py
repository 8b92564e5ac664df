"""What may be learnt by subtracting published cells from each other."""

from collections.abc import Iterator, Mapping, Sequence

from hotspots.analysis.disclosure.packings import packed_parts
from hotspots.model.disclosure import Cell, CellDifference, CountClass, LinkedTables

Classes = Mapping[Cell, CountClass]


def differences(tables: LinkedTables, classes: Classes, k: int) -> list[CellDifference]:
    """Return the differences that the classes of nested cells leave under k, perhaps.

    Of two cells with figures, unless a cell with a figure lies in what is left. Of a cell and
    parts of it, a single one, all of a level, or of several kinds that pack it, where no published
    cell lies in what is left. What is a cell of its own is no difference, and what several
    differences share is returned once.
    """
    seen: set[frozenset[int]] = {tables.finest_of(cell) for cell in tables.cells} | {frozenset()}
    kept = []
    for whole, parts in _inside(tables).items():
        for difference in _of_whole(tables, whole, parts):
            rest = tables.finest_of(difference)
            if rest in seen or _least(difference, classes) >= k:
                continue
            within = [classes[part].low for part in parts if tables.finest_of(part) <= rest]
            if not within or (_has_figures(difference, classes, k) and max(within) < k):
                seen.add(rest)
                kept.append(difference)
    return kept


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


def _inside(tables: LinkedTables) -> Mapping[Cell, list[Cell]]:
    parts: dict[Cell, list[Cell]] = {cell: [] for cell in tables.cells}
    for part in tables.cells:
        for whole in tables.wholes(part):
            parts[whole].append(part)
    return parts


def _of_whole(
    tables: LinkedTables, whole: Cell, inside: Sequence[Cell]
) -> Iterator[CellDifference]:
    yield from (CellDifference(whole, (part,)) for part in inside)
    yield from (CellDifference(whole, parts) for parts in tables.partitions(whole))
    yield from (CellDifference(whole, parts) for parts in packed_parts(tables, whole))


def _has_figures(difference: CellDifference, classes: Classes, k: int) -> bool:
    """Tell whether it is of two cells, each with a figure."""
    whole, *parts = (classes[cell].low >= k for cell in (difference.whole, *difference.parts))
    return whole and parts == [True]


def _least(difference: CellDifference, classes: Classes) -> int:
    whole, parts = classes[difference.whole], (classes[part] for part in difference.parts)
    return whole.low - sum(part.high for part in parts)
