"""What may be learnt by subtracting published cells from each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hotspots.analysis.disclosure.packings import packed_parts
from hotspots.model.disclosure import Cell, CellDifference, CountClass, LinkedTables


def differences(
    tables: LinkedTables, classes: Mapping[Cell, CountClass], k: int
) -> list[CellDifference]:
    """Return the differences that the classes of two nested cells leave under k, perhaps.

    Of two figures, and of two cells between which nothing else is published; of a total and its
    parts with figures; of a total and all its parts, where something is left; of a total and parts
    of several kinds that pack it. What is a cell of its own is no difference, and what several
    differences share is returned once.
    """
    seen: set[frozenset[int]] = {tables.finest_of(cell) for cell in tables.cells} | {frozenset()}
    kept = []
    for difference in _candidates(tables, classes, k):
        rest = tables.finest_of(difference)
        if rest not in seen and _least(difference, classes) < k:
            seen.add(rest)
            kept.append(difference)
    return kept


def implied_class(
    difference: CellDifference, classes: Mapping[Cell, CountClass], least: int = 0
) -> CountClass:
    """Return the class of a difference: from ``least`` to what its cells' classes leave."""
    parts = sum(classes[part].low for part in difference.parts)
    return CountClass(least, classes[difference.whole].high - parts)


def _candidates(
    tables: LinkedTables, classes: Mapping[Cell, CountClass], k: int
) -> Iterator[CellDifference]:
    pairs = [(whole, part) for part in tables.cells for whole in tables.wholes(part)]
    inside: dict[Cell, list[Cell]] = defaultdict(list)
    for whole, part in pairs:
        inside[whole].append(part)
    for whole, part in pairs:
        difference = CellDifference(whole, (part,))
        if _least(difference, classes) < k and (
            min(classes[whole].low, classes[part].low) >= k
            or _is_empty_between(tables, difference, inside[whole])
        ):
            yield difference
    for whole in tables.cells:
        for parts in tables.partitions(whole):
            yield CellDifference(whole, parts)
            yield CellDifference(whole, tuple(part for part in parts if classes[part].low >= k))
        for parts in packed_parts(tables, whole, classes, k):
            yield CellDifference(whole, parts)


def _least(difference: CellDifference, classes: Mapping[Cell, CountClass]) -> int:
    whole, parts = classes[difference.whole], (classes[part] for part in difference.parts)
    return whole.low - sum(part.high for part in parts)


def _is_empty_between(
    tables: LinkedTables, difference: CellDifference, inside: Sequence[Cell]
) -> bool:
    """Tell whether no published cell lies wholly in the difference."""
    rest = tables.finest_of(difference)
    return not any(tables.finest_of(cell) <= rest for cell in inside)
